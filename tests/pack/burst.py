"""burst.py REPORT INPUT PERIOD: packs of sections against the whole's.  TAP.

What a section's tables say is recounted from the whole's day by store by
category, and its KPIs are compared with the whole's for that scope.  The packs
of a store and of a department are read back; with PLAIN, another build of the
program whose packs are read back, they are not.
"""

import csv
import filecmp
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

READBACK = Path(__file__).with_name("readback.py")
AMOUNTS = ["gross_sales", "discount", "returns", "net_sales", "units"]


def rows(pack, table):
    with open(pack / "data" / f"{table}.csv", encoding="utf-8",
              newline="") as file:
        return list(csv.DictReader(file))


def told(name, problems):
    print("ok" if not problems else "not ok", "-", name)
    for problem in problems[:10]:
        print("#  ", problem)
    return not problems


class Program:
    def __init__(self, report, source, period):
        self.command = [report, f"--input={source}", f"--period={period}"]
        self.period = period

    def run(self, output, *options):
        return subprocess.run([*self.command, f"--output={output}", *options],
                              capture_output=True, text=True)

    def pack(self, output, *options):
        done = self.run(output, *options)
        if done.returncode:
            raise ValueError(f"{options}: {done.stderr}")
        return Path(output) / self.period


def sections_of(pack):
    manifest = json.loads((pack / "manifest.json").read_text("utf-8"))
    return {one["section"]: pack / one["folder"]
            for one in manifest["sections"]}


def without_scope(row):
    return {key: value for key, value in row.items() if key != "scope"}


def check_kpis(whole, name, section):
    """Every KPI and trend of the section is what the whole says of it."""
    problems = []
    for table in ("kpis", "trends"):
        want = [without_scope(row) for row in rows(whole, table)
                if row["scope"] == name]
        got = [without_scope(row) for row in rows(section, table)
               if row["scope"] == "all"]
        if not want:
            problems.append(f"{table} of the whole has no {name}")
        problems += [f"{name}: {table}: {a} is not {b}"
                     for a, b in zip(want, got) if a != b]
        if len(want) != len(got):
            problems.append(f"{name}: {table}: {len(want)} and {len(got)}")
    return problems


def check_drivers(_, name, section):
    """The tree of drivers is of the KPIs that stand beside it; but baskets in
    it are those of identified customers.  A section is no part of itself."""
    kpis = {row["kpi"]: row for row in rows(section, "kpis")
            if row["scope"] == "all"}
    return [f"{name}: scope_drivers has {row['scope']}"
            for row in rows(section, "scope_drivers")
            if row["scope"] in ("all", name)] + [
            f"{name}: drivers: {row['driver']} is {row[column]}, not "
            f"{kpis[row['driver']][side]}"
            for row in rows(section, "drivers")
            if row["driver"] in kpis.keys() - {"aov", "upt", "unit_price"}
            for column, side in (("value", "value"),
                                 ("base", row["comparison"]))
            if row[column] != kpis[row["driver"]][side]]


def members(whole, name):
    """Whether a row of daily_store_category is the section's."""
    kind, value = name.split(":", 1)
    stores = {row["store_id"]: row for row in rows(whole, "stores")}
    departments = {row["category"]: row["department"]
                   for row in rows(whole, "categories")}

    def test(row):
        if kind == "store":
            return row["store_id"] == value
        if kind == "department":
            return departments[row["category"]] == value
        return stores[row["store_id"]][kind] == value
    return test


def lines(table, name):
    """Its rows.  The orders of a department are its part of them, which may
    begin later: of these their amounts only."""
    if not name.startswith("department:"):
        return table
    return [[row[key] for key in row if key != "baskets"] for row in table
            if any(Decimal(row[key]) for key in AMOUNTS)]


def check_lines(whole, name, section):
    """Days, stores and categories of the section, cell by cell."""
    test = members(whole, name)
    day_rows = [row for row in rows(whole, "daily_store_category")
                if test(row)]
    want = lines(day_rows, name)
    got = lines(rows(section, "daily_store_category"), name)
    problems = []
    if want != got:
        problems.append(f"{name}: daily_store_category differs: {len(want)} "
                        f"rows and {len(got)}")
    sums = defaultdict(Decimal)
    for row in day_rows:
        sums[row["category"]] += Decimal(row["net_sales"])
    for row in rows(section, "categories"):
        if Decimal(row["net_sales"]) != sums[row["category"]]:
            problems.append(f"{name}: {row['category']}: {row['net_sales']} "
                            f"instead of {sums[row['category']]}")
    return problems


def check_sum(whole, sections):
    def of(pack):
        return {row["kpi"]: Decimal(row["value"]) for row in rows(pack, "kpis")
                if row["scope"] == "all" and row["kpi"] in AMOUNTS}
    want = of(whole)
    parts = [of(section) for section in sections.values()]
    return [f"{kpi}: {sum(part[kpi] for part in parts)} instead of {value}"
            for kpi, value in want.items()
            if sum(part[kpi] for part in parts) != value]


def differing(one, other):
    """Files that two folders do not share byte by byte."""
    pair = filecmp.dircmp(one, other, ignore=[".cache"])
    found = pair.left_only + pair.right_only
    found += filecmp.cmpfiles(one, other, pair.common_files,
                              shallow=False)[1]
    for name in pair.common_dirs:
        found += differing(Path(one) / name, Path(other) / name)
    return found


def check_whole(program, work, name, *options):
    """The packs of one run."""
    pack = program.pack(work / "burst", *options)
    sections = sections_of(pack)
    good = told(f"{name}: the company's own pack is what it is without",
                [] if not differing(work / "plain" / program.period / "data",
                                    pack / "data") else ["data differs"])
    for what, check in [("KPIs and trends are the whole's", check_kpis),
                        ("drivers are the KPIs'", check_drivers),
                        ("lines are those of its days and stores",
                         check_lines)]:
        good &= told(f"{name}: {what}",
                     [problem for scope, section in sections.items()
                      for problem in check(pack, scope, section)])
    return pack, sections, good


def check_file(program, work):
    scopes = work / "scopes"
    scopes.write_text("# two of them\n\nstore:S012\n department:Toys & "
                      "Leisure\nstore:S012\n", "utf-8")
    _, sections, good = check_whole(program, work, "a file of scopes",
                                    f"--burst={scopes}")
    good &= told("a file of scopes: each once, in its order",
                 [] if list(sections) == ["store:S012",
                                          "department:Toys & Leisure"]
                 else [str(list(sections))])
    if not os.environ.get("PLAIN"):
        sys.stdout.flush()
        good &= not subprocess.run([sys.executable, READBACK,
                                    *sections.values()]).returncode
    return good


def check_refusals(program, work):
    scopes = work / "scopes"
    cases = [
        ("store:S012\nstore:NONE\n", 65, "scopes:2: error: unknown scope "
         "'store:NONE'"),
        ("# nothing\n", 65, "no scope that sold something"),
        (None, 64, "invalid value"),
    ]
    problems = []
    for text, code, message in cases:
        if text is None:
            scopes.unlink()
        else:
            scopes.write_text(text, "utf-8")
        done = program.run(work / "refused", f"--burst={scopes}")
        if done.returncode != code or message not in done.stderr:
            problems.append(f"{text!r}: {done.returncode} {done.stderr}")
        if (work / "refused" / program.period).exists():
            problems.append(f"{text!r}: a pack is there")
    return told("what cannot be is refused, and nothing written", problems)


def main():
    program = Program(*sys.argv[1:4])
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        program.pack(work / "plain", "--only=csv")
        pack, sections, good = check_whole(program, work, "markets",
                                           "--burst=market", "--only=csv")
        good &= told("markets: they add up to the company",
                     check_sum(pack, sections))
        other = program.pack(work / "other", "--burst=market", "--only=csv",
                             "--threads=1")
        good &= told("markets: one thread gives the same bytes",
                     differing(pack, other))
        good &= check_file(program, work)
        good &= check_refusals(program, work)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
