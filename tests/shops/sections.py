#!/usr/bin/env python3
"""sections.py REPORT WORK WHAT...: packs of sections, cell by cell.

The pack of a section has to be that of a company that sold the section's lines
only.  These are picked from the transactions here, and the pack made of them
has to have the same tables, rows and cells; what it has not is told by UNLIKE.
WHAT is a seed of an odd retailer, or FOLDER:PERIOD of extracts in canonical
form.  Prints TAP, a line a reported period and kind of section.
"""

import csv
import json
import random
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "oracle"))
sys.dont_write_bytecode = True

import dialect  # noqa: E402
import odd  # noqa: E402
from extracts import day_text  # noqa: E402
from judge import Table  # noqa: E402
from oracle import Book  # noqa: E402
from retailer import Retailer  # noqa: E402
from window import Calendar  # noqa: E402

# Which extract tells the section of a line, by which of its columns.
KINDS = {"store": None, "market": ("stores", "store_id"),
         "state": ("stores", "store_id"),
         "department": ("products", "product_id")}
# Of so many sections of a kind packs are made.
MOST = 8
# These are left out of a section, as planned for the company alone.
OF_COMPANY = ("subscriptions", "offers", "offer_events", "campaigns",
              "campaign_results")

# By what the rows of a table are told apart; those of others by their order.
KEYS = {"kpis": ("kpi", "scope"), "trends": ("kpi", "scope", "period"),
        "targets": ("kpi",), "suspect_effects": ("kpi", "reason"),
        "drivers": ("comparison", "driver"), "scan_rates": ("level", "value"),
        "scopes": ("scope", "window"), "scope_drivers": ("comparison", "scope"),
        "driver_groups": ("name", "level", "comparison")}
# KPIs of lines alone; of a department those of orders are the company's.
OF_LINES = set("""gross_sales discount returns net_sales discount_rate units
    return_rate unit_price margin margin_rate""".split())


def is_any(*_):
    return True


def is_not_given(section, row):
    return (row["kpi"], section.scope) not in section.given


def is_of_firsts(_, row):
    return row["scope"] == "all" and row["kpi"] in ("new_customers",
                                                    "existing_customers")


def is_of_orders(section, row):
    return section.kind == "department" and row["kpi"] not in OF_LINES and \
        row.get("scope", "all") == "all"


def is_driver_of_orders(section, row):
    return section.kind == "department" and \
        row["driver"] not in ("net_sales", "returns")


def is_all_orders(section, row):
    return section.kind == "department" and "all" in row.values()


def is_its_kind(section, row):
    return row["level"] == section.kind


# What is not that of a company of its lines, by table, and why.
FILES = "of the files as they are"
FIRST = "the first-ever occasion may have been in another section"
ORDERS = "the company's: an order's time, customer and whether it is a " \
    "basket come of its lines in other departments, too"
GIVEN = "a KPI that the company's pack does not give for the scope"
PART = "a section is no part of itself"
UNLIKE = (
    ("control_totals", is_any, FILES), ("extracts", is_any, FILES),
    ("reasons", is_any, FILES), ("rejects", is_any, FILES),
    ("kpis", is_not_given, GIVEN), ("trends", is_not_given, GIVEN),
    ("targets", is_not_given, GIVEN),
    ("suspect_effects", is_not_given, GIVEN),
    ("kpis", is_of_firsts, FIRST), ("trends", is_of_firsts, FIRST),
    ("kpis", is_of_orders, ORDERS), ("trends", is_of_orders, ORDERS),
    ("targets", is_of_orders, ORDERS),
    ("suspect_effects", is_of_orders, ORDERS),
    ("drivers", is_driver_of_orders, ORDERS),
    ("scan_rates", is_all_orders, ORDERS), ("scopes", is_all_orders, ORDERS),
    ("scope_drivers", is_its_kind, PART),
    ("driver_groups", is_its_kind, PART),
)


def rows_of(path):
    if not path.exists():
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Section:
    def __init__(self, scope, pack, company):
        self.scope, self.pack = scope, pack
        self.kind, self.value = scope.split(":", 1)
        self.given = {(row["kpi"], row["scope"])
                      for row in rows_of(company / "data" / "kpis.csv")}

    def is_unlike(self, name, row):
        return any(table == name and test(self, row)
                   for table, test, _ in UNLIKE)

    def values(self, source):
        """What of the section's kind is known of each id."""
        name, key = KINDS[self.kind]
        return {row[key]: row.get(self.kind)
                for row in rows_of(source / f"{name}.csv")}

    def test(self, source):
        """Whether a line is the section's."""
        if self.kind == "store":
            return lambda row: (row["store_id"] or "Unknown") == self.value
        known, key = self.values(source), KINDS[self.kind][1]
        return lambda row: (known.get(row[key]) or "Unknown") == self.value


def is_day(text):
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def write(path, head, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, head, restval="")
        out.writeheader()
        out.writerows(rows)


def pick_lines(source, target, section):
    """The section's lines.  The data begins and ends when the company's does:
    on these days a fee is paid, which is in no figure."""
    is_its, days = section.test(source), set()
    for path in sorted(source.glob("transactions*.csv")):
        rows = [row for row in rows_of(path)
                if None not in row and None not in row.values()]
        days.update(row["timestamp"][:10] for row in rows)
        kept = [row for row in rows if is_its(row)]
        with open(path, encoding="utf-8", newline="") as file:
            head = next(csv.reader(file))
        write(target / path.name, head, kept)
    days = sorted(filter(is_day, days))
    kept += [{"basket_id": f"fee {day}", "timestamp": day, "quantity": "1",
              "unit_price": "1", "net_amount": "1", "line_type": "fee"}
             for day in (days[0], days[-1])]
    write(target / path.name, head, kept)


def pick(source, target, section):
    """The extracts of a company that sold the section's lines only."""
    target.mkdir()
    pick_lines(source, target, section)
    for path in source.iterdir():
        if path.stem == "targets":
            rows = [{**row, "scope": ""} for row in rows_of(path)
                    if row["scope"] == section.scope]
            write(target / path.name, ("period", "kpi", "target", "scope"),
                  rows)
        elif not path.name.startswith("transactions") and \
                path.stem not in OF_COMPANY:
            shutil.copy(path, target)


def by_key(name, rows, table):
    keys = KEYS.get(name)
    found = {}
    for at, row in enumerate(rows):
        where = tuple(row[key] for key in keys) if keys else (str(at),)
        if where in found:
            table.differ(f"{name} {' '.join(where)}: twice")
        found[where] = row
    return found


def compare(name, section, other, table):
    """A table of the section with that of the other pack."""
    got, want = (by_key(name, rows_of(pack / "data" / f"{name}.csv"), table)
                 for pack in (section.pack, other))
    for where in sorted(got.keys() | want.keys()):
        row, wanted = got.get(where), want.get(where)
        if section.is_unlike(name, row or wanted):
            continue
        if row is None or wanted is None:
            table.differ(f"{section.scope}: {name} {' '.join(where)}: only "
                         f"{'its lines have' if row is None else 'it has'}")
            continue
        table.cells += len(wanted)
        for column in row.keys() | wanted.keys():
            if row.get(column) != wanted.get(column):
                table.differ(f"{section.scope}: {name} {' '.join(where)} "
                             f"{column}: got '{row.get(column)}', want "
                             f"'{wanted.get(column)}'")


class Program:
    def __init__(self, report, period, as_of=None):
        self.report, self.period, self.as_of = report, period, as_of

    def run(self, source, output, *options):
        """How it ended, and the pack."""
        as_of = [f"--as-of={self.as_of}"] if self.as_of else []
        done = subprocess.run(
            [self.report, f"--input={source}", f"--output={output}",
             f"--period={self.period}", "--allow-partial", "--no-cache",
             "--only=csv", "--quiet", *as_of, *options],
            capture_output=True, text=True, env={"LC_ALL": "C"}, check=False)
        return done, output / self.period


def check_section(program, section, plain, work, table):
    pick(plain, work / "lines", section)
    done, other = program.run(work / "lines", work / "of-lines")
    if done.returncode:
        table.differ(f"{section.scope}: exit {done.returncode}: {done.stderr}")
    else:
        for name in sorted({path.stem for pack in (section.pack, other)
                            for path in (pack / "data").glob("*.csv")}):
            compare(name, section, other, table)
    shutil.rmtree(work / "lines")
    shutil.rmtree(work / "of-lines", ignore_errors=True)


def check_kind(program, kind, source, plain, work):
    """The packs of the sections of a kind; how many, and what was found."""
    table = Table(kind)
    done, company = program.run(source, work / kind, f"--burst={kind}")
    if done.returncode:
        if "the data tells no" not in done.stderr:
            table.differ(f"exit {done.returncode}: {done.stderr}")
        return 0, table
    listed = json.loads((company / "manifest.json").read_text("utf-8"))[
        "sections"]
    some = listed[::-(-len(listed) // MOST)]
    for one in some:
        section = Section(one["section"], company / one["folder"], company)
        check_section(program, section, plain, work, table)
    shutil.rmtree(work / kind)
    return len(some), table


def check(title, program, source, plain, work):
    """Of source sections are made, of plain lines are picked."""
    good = True
    as_of = f" as of {program.as_of}" if program.as_of else ""
    for kind in KINDS:
        count, table = check_kind(program, kind, source, plain, work)
        print(f"{'not ok' if table.differences else 'ok'} - {kind} sections "
              f"of {title}, {program.period}{as_of}: {count} packs, "
              f"{table.cells} cells, {table.differences} differences",
              flush=True)
        for words in table.shown:
            print(f"#   {words}")
        good = good and not table.differences
    return good


def check_seed(report, seed, work):
    """An odd retailer's period, and some other days."""
    retailer, plain = Retailer(seed), work / "plain"
    dialect.write_odd(retailer, work / "odd")
    dialect.write_plain(retailer, plain)
    with open(plain / "report.yaml", "a", encoding="utf-8") as file:
        file.write(f"company: {json.dumps(retailer.yaml['company'])}\n")
    calendar = Calendar(Book.of_extracts(plain, ":memory:"))
    name, as_of = odd.other_days(random.Random(seed), calendar)
    return all([check(f"odd extracts of seed {seed}", program, work / "odd",
                      plain, work) for program in (
        Program(report, retailer.calendar.name),
        Program(report, name, None if as_of is None else day_text(as_of)))])


def main():
    report, work, *what = sys.argv[1:]
    good = True
    for one in what:
        folder, _, period = one.rpartition(":")
        place = Path(work) / f"sections-{period}"
        place.mkdir(parents=True)
        good &= check(folder, Program(report, period), Path(folder),
                      Path(folder), place) if folder else \
            check_seed(report, int(one), place)
        shutil.rmtree(place)
    return not good


if __name__ == "__main__":
    sys.exit(main())
