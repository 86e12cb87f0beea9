"""compare.py REPORT DATA SET: packs of a real data set, cell by cell.

Each case runs the program and compares the CSV tables of its pack with SQL
over the raw data (tests/oracle) and with published figures (published.csv).
The days of every case are written here, not taken from the program.  Prints
TAP.

The published net sales of August 2011, 682,680.51, hold a bad debt of 11,062.06
that the mapping sets aside; published.csv has them without it.
"""

import csv
import os
import subprocess
import sys
import tempfile
from calendar import monthrange
from datetime import date
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "oracle"))
sys.dont_write_bytecode = True

from extracts import day_of  # noqa: E402
from oracle import KPIS, Book  # noqa: E402

CASES = {
    "online_retail": [
        {"period": "2011-11", "now": ("2011-11-01", "2011-11-30"),
         "prev": ("2011-10-01", "2011-10-31"), "ly": None},
        {"period": "2011-12", "now": ("2011-12-01", "2011-12-09"),
         "prev": ("2011-11-01", "2011-11-09"),
         "ly": ("2010-12-01", "2010-12-09"), "partial": True,
         "trail": "2010-12"},
        {"period": "2010-12-01..2011-12-09",
         "now": ("2010-12-01", "2011-12-09"), "prev": None, "ly": None},
    ],
    "complete_journey": [
        {"period": "2017-11", "now": ("2017-11-01", "2017-11-30"),
         "prev": ("2017-10-01", "2017-10-31"), "ly": None},
        {"period": "2017-01-01..2017-12-31",
         "now": ("2017-01-01", "2017-12-31"), "prev": None, "ly": None},
    ],
}
TABLES = ["daily_store_category", "categories", "departments", "products",
          "stores", "hourly"]
# Without a products extract nothing is known of these.
LEFT_OUT = {"online_retail": ["categories", "departments"]}

# Quantiles of basket value in 2011-11, by percent.
DISTRIBUTION = {"online_retail": {10: "78.644", 25: "156.96", 50: "300.60",
                                  75: "461.40", 90: "857.268"}}

# Sums are exact; of these, the ones below are also compared per day.
FLOWS = [kpi.id for kpi in KPIS.values() if kpi.kind == "flow"]
EXACT = [kpi.id for kpi in KPIS.values() if kpi.kind != "ratio"
         and kpi.value in ("money", "quantity", "count")]
RATES = [kpi.id for kpi in KPIS.values() if kpi.value == "share"]


def agree(text, want, exact, slack=Fraction(1, 10**9)):
    """Whether a cell says what it should: nothing where it is undefined."""
    if text == "" or want is None:
        return text == "" and want is None
    got = Fraction(text)
    return got == want if exact else abs(got - want) <= slack * abs(want)


class Case:
    def __init__(self, name):
        self.name = name
        self.problems = []
        self.checked = 0

    def cell(self, where, text, want, exact=False, slack=Fraction(1, 10**9)):
        self.checked += 1
        if not agree(text, want, exact, slack):
            shown = "undefined" if want is None else f"{float(want):.12g}"
            self.problems.append(f"{where}: got '{text}', want {shown}")

    def close(self):
        if self.checked == 0:
            self.problems.append("nothing was compared")
        print("ok" if not self.problems else "not ok", "-", self.name)
        for problem in self.problems[:12]:
            print("#  ", problem)
        if len(self.problems) > 12:
            print("#  ", f"… {len(self.problems)} differences in all")
        return not self.problems


def days(span):
    first, last = (date.fromisoformat(day) for day in span)
    return (last - first).days + 1


def read_table(pack, name):
    with open(pack / "data" / f"{name}.csv", encoding="utf-8",
              newline="") as file:
        return list(csv.DictReader(file))


def run(report, data, name, case, folder):
    """The pack of a case, made from links to all files of the data set."""
    source = Path(folder) / "input"
    source.mkdir()
    for path in sorted((Path(data) / name).iterdir()):
        (source / path.name).symlink_to(path.resolve())
    mapping = f"{case.get('mapping', 'report')}.yaml"
    (source / "report.yaml").symlink_to((HERE / name / mapping).resolve())
    command = [report, f"--input={source}", f"--output={folder}/output",
               f"--period={case['period']}"]
    if case.get("partial"):
        command.append("--allow-partial")
    done = subprocess.run(command, env={**os.environ, "LC_ALL": "C"},
                          capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"exit {done.returncode}: {done.stderr.strip()}")
    return Path(folder) / "output" / case["period"]


def compare_base(check, kpi, row, side, now, base, spans):
    """Value, change, and relative change against one base of comparison."""
    exact = kpi in EXACT
    check.cell(f"{kpi} {side}", row[side], base, exact)
    known = base is not None and now is not None
    check.cell(f"{kpi} {side}_change", row[f"{side}_change"],
               now - base if known else None, exact, Fraction(1, 10**6))
    if kpi in RATES:
        return
    moved = known and base > 0
    check.cell(f"{kpi} {side}_pct", row[f"{side}_pct"],
               (now - base) / base if moved else None, False,
               Fraction(1, 10**6))
    if kpi in FLOWS:
        scale = Fraction(days(spans[side]), days(spans["now"])) if base else 1
        check.cell(f"{kpi} {side}_pct_per_day", row[f"{side}_pct_per_day"],
                   (now * scale - base) / base if moved else None, False,
                   Fraction(1, 10**6))


def compare_kpis(check, book, case, pack):
    want = {side: book.kpis(*case[side]) if case[side] else {}
            for side in ("now", "prev", "ly")}
    rows = {row["kpi"]: row for row in read_table(pack, "kpis")
            if row["scope"] == "all"}
    for kpi, now in want["now"].items():
        if kpi not in rows and now is None:
            continue
        if kpi not in rows:
            check.problems.append(f"no row for {kpi}")
            continue
        row = rows[kpi]
        check.cell(kpi, row["value"], now, kpi in EXACT)
        if row["denominator"] not in ("", "0"):
            check.cell(f"{kpi} numerator / denominator", row["value"],
                       Fraction(row["numerator"]) / Fraction(row["denominator"]))
        for side in ("prev", "ly"):
            compare_base(check, kpi, row, side, now, want[side].get(kpi), case)


def compare_trends(check, book, case, pack):
    seen = set()
    for row in read_table(pack, "trends"):
        if row["scope"] != "all" or not row["start"] or row["value"] == "":
            continue
        span = (row["start"], row["end"])
        want = book.kpis(*span)
        if row["kpi"] in want:
            where = f"{row['kpi']} {row['period']}"
            check.cell(where, row["value"], want[row["kpi"]],
                       row["kpi"] in EXACT)
            check.cell(f"{where} days", row["days"], Fraction(days(span)), True)
            if row["kpi"] == "net_sales":
                seen.add(row["start"])
    if case["now"][0] not in seen:
        check.problems.append("the period itself is not in its trend")
    if case.get("trail"):
        check.cell("periods with net sales", str(len(seen)), Fraction(13), True)
        if f"{case['trail']}-01" not in seen:
            check.problems.append(f"the trend does not reach {case['trail']}")


def compare_table(check, book, case, pack, name):
    key, exact, want = book.table(name, *case["now"])
    rows = read_table(pack, name)
    known = {column for row in want.values()
             for column, value in row.items() if value is not None}
    for column in (*key, *sorted(known)):
        if rows and column not in rows[0]:
            check.problems.append(f"no column {column}")
    got = {tuple(row.get(column, "") for column in key): row for row in rows}
    if len(got) < len(rows):
        check.problems.append("two rows have the same key")
    for where in sorted(want.keys() - got.keys()):
        check.problems.append(f"no row for {' '.join(where)}")
    # A row that sold only in the windows it is compared with has nothing now.
    for where in sorted(got.keys() - want.keys()):
        for column, zero in (("net_sales", Fraction(0)), ("rank", None)):
            if column in got[where]:
                check.cell(f"{' '.join(where)} {column}", got[where][column],
                           zero, True)
    for where in sorted(want.keys() & got.keys()):
        for column, value in want[where].items():
            if column in got[where]:
                check.cell(f"{' '.join(where)} {column}", got[where][column],
                           value, column in exact)
    for side in ("prev", "ly"):
        if "rank" in exact and f"rank_{side}" in (rows[0] if rows else {}):
            compare_ranks(check, book, case, name, side, got)


def compare_drivers(check, book, case, pack):
    """Effects of the leaves add up to the change of net sales, exactly."""
    rows = read_table(pack, "drivers")
    now = book.kpis(*case["now"])["net_sales"]
    for side in ("prev", "ly"):
        part = [row for row in rows if row["comparison"] == side]
        if not case[side]:
            if part:
                check.problems.append(f"drivers without a base: {side}")
            continue
        change = now - book.kpis(*case[side])["net_sales"]
        leaves = sum(Fraction(row["effect"]) for row in part
                     if row["leaf"] == "1")
        check.cell(f"{side} leaves", str(leaves), change, True)
    check.checked += 1


def compare_absent(check, pack, name):
    check.checked += 1
    if (pack / "data" / f"{name}.csv").exists():
        check.problems.append("there is a table although nothing is known")


def compare_ranks(check, book, case, name, side, got):
    base = book.table(name, *case[side])[2] if case[side] else {}
    for where, row in got.items():
        check.cell(f"{' '.join(where)} rank_{side}", row[f"rank_{side}"],
                   base[where]["rank"] if where in base else None, True)


def published(name):
    """Published figures by period and KPI, each with its decimal places."""
    with open(HERE / "published.csv", encoding="utf-8", newline="") as file:
        return {(row["period"], row["kpi"]):
                (Fraction(row["value"]), len(row["value"].partition(".")[2]))
                for row in csv.DictReader(file) if row["set"] == name}


def rounded(value, places):
    """Half away from zero, as it was printed."""
    return Fraction(int(value * 10**places + Fraction(1, 2)), 10**places)


def span_of(period):
    """The days of a range or of a month."""
    if ".." in period:
        return tuple(period.split(".."))
    return f"{period}-01", f"{period}-{monthrange(*map(int, period.split('-')))[1]}"


def compare_sql(check, book, name):
    for (period, kpi), (want, places) in published(name).items():
        got = book.kpis(*span_of(period))[kpi]
        check.cell(f"{kpi} {period}", str(rounded(got, places)), want, True)
    for percent, want in DISTRIBUTION.get(name, {}).items():
        got = book.distribution("2011-11-01", "2011-11-30")[percent]
        check.cell(f"P{percent}", str(got), Fraction(want), True)


def compare_published(check, name, case, pack):
    """The period's own KPIs, and the earlier periods of its trend."""
    got = {(row["period"], row["kpi"]): row["value"]
           for row in read_table(pack, "trends") if row["scope"] == "all"}
    got.update({(case["period"], row["kpi"]): row["value"]
                for row in read_table(pack, "kpis") if row["scope"] == "all"})
    for (period, kpi), (want, places) in published(name).items():
        value = got.get((period, kpi), "")
        if value:
            check.cell(f"{kpi} {period}",
                       str(rounded(Fraction(value), places)), want, True)
        elif period == case["period"]:
            check.problems.append(f"no {kpi} of {period}")


def main():
    report, data, name = sys.argv[1:]
    book = Book.of_set(data, name)
    check = Case(f"{name}: SQL equals published figures")
    compare_sql(check, book, name)
    good = check.close()
    for case in CASES[name]:
        title = f"{name} {case['period']}"
        with tempfile.TemporaryDirectory() as folder:
            try:
                pack = run(report, data, name, case, folder)
            except (RuntimeError, OSError) as error:
                print(f"not ok - {title}: a pack is made")
                print("#  ", str(error).replace("\n", "\n#   "))
                good = False
                continue
            book.cut(day_of(case["now"][1]))
            steps = [("kpis equal SQL", compare_kpis, (book, case, pack)),
                     ("trends equal SQL", compare_trends, (book, case, pack)),
                     ("drivers add up", compare_drivers, (book, case, pack)),
                     *((f"{table} is left out", compare_absent, (pack, table))
                       if table in LEFT_OUT.get(name, []) else
                       (f"{table} equal SQL", compare_table,
                        (book, case, pack, table)) for table in TABLES)]
            if any(period == case["period"] for period, _ in published(name)):
                steps.append(("kpis and trends equal published figures",
                              compare_published, (name, case, pack)))
            for words, step, arguments in steps:
                check = Case(f"{title}: {words}")
                try:
                    step(check, *arguments)
                except (OSError, KeyError, ValueError) as error:
                    check.problems.append(f"{type(error).__name__}: {error}")
                good = check.close() and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
