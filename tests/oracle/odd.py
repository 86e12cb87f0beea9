#!/usr/bin/env python3
"""odd.py REPORT WORK SEED...: packs of odd extracts, cell by cell.

Of each seed extracts are made that follow the contract and look unlike the
demo retailer's (retailer.py), once in some form for the program (dialect.py),
once in canonical form for SQL.  Reported are a period and some other days: a
quarter, a week, a month, a range …, as of their last day, one of them or a
later one.  Prints TAP, a line a pack.
"""

import random
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.dont_write_bytecode = True

import dialect  # noqa: E402
import packs  # noqa: E402
import tables  # noqa: E402
from extracts import day_text  # noqa: E402
from judge import Table  # noqa: E402
from oracle import Book  # noqa: E402
from retailer import Retailer  # noqa: E402
from window import Calendar, Case, days_of  # noqa: E402

BUYERS = "occasion WHERE day <= :as_of AND customer_id NOT IN (SELECT " \
    "customer_id FROM staff)"
SHOPPERS = "basket WHERE customer_id <> '' AND day <= :as_of"
OFF = "line WHERE kind = 'sale' AND discount > 0 AND day <= :as_of"
# What a table needs to be there at all.
NEEDS = {"categories": "products WHERE category <> ''",
         "seasons": "products WHERE category <> ''",
         "departments": "products WHERE department <> ''",
         "discounts": OFF, "discount_differences": OFF,
         "scan_rates": f"{SHOPPERS} AND EXISTS (SELECT * FROM known_members)",
         "loyalty": SHOPPERS,
         "clv_curve": BUYERS, "churn_summary": BUYERS,
         "churn_groups": BUYERS, "churn_bands": BUYERS}
COMPARED = ("migration", "action_lift")


def is_of_another_day(case):
    """Whether it is reported as of another day than the period's last."""
    return case.as_of != case.asked.last


def run(report, folder, case):
    done = subprocess.run(
        [report, f"--input={folder}/odd", f"--output={folder}/packs",
         f"--period={case.asked.name}", "--no-cache", "--only=csv", "--quiet",
         "--force"] + ([f"--as-of={day_text(case.as_of)}", "--allow-partial"]
                       if is_of_another_day(case) else []),
        capture_output=True, text=True, env={"LC_ALL": "C"}, check=False)
    return done.returncode, done.stderr


def other_days(r, calendar):
    """A name of some days that the data reaches into, and the as-of day."""
    first, last = calendar.data
    kind = r.choice(["Q", "H", "", "week", "month", "range", "period"])
    day = r.randrange(max(first, last - 400), last + 1)
    names = [calendar.spans[key].name for key in calendar.spans
             if key[0] == kind and calendar.spans[key].first <= last and
             calendar.spans[key].last >= day]
    if kind == "range" or not names:
        names = [days_of(day, min(last, day + r.choice([6, 9, 27, 60])))
                 .name]
    if kind == "month" and not calendar.months:
        names = [day_text(day)[:7]]
    span = calendar.named(names[0])
    if span.last > last or r.random() < 0.5:
        return span.name, r.randrange(max(first, span.first),
                                      min(last, span.last) + 1)
    if span.last < last and r.random() < 0.5:
        return span.name, r.choice([span.last + 1, last, last + 3,
                                    r.randrange(span.last + 1, last + 1)])
    return span.name, None


def missing(book, case, names):
    """Tables that the pack lacks though there is something to tell."""
    for name in sorted(tables.BUILDERS.keys() - names):
        if name in COMPARED and not case.prev or \
                name == "action_lift" and case.is_partial:
            continue
        if name in NEEDS and not case.has(book, NEEDS[name]):
            continue
        table = Table(name)
        tables.BUILDERS[name](book, case, table, [])
        if table.differences:
            yield table


def check(book, case, folder):
    pack = folder / "packs" / case.asked.name
    names = {path.stem for path in (pack / "data").glob("*.csv")}
    return packs.check_pack(book, case, pack, names=names) + \
        list(missing(book, case, names))


def tell(case, title, found, code, said):
    differences = sum(table.differences for table in found)
    good = not code and not differences and found
    as_of = f" as of {day_text(case.as_of)}" if is_of_another_day(case) else ""
    print(f"{'ok' if good else 'not ok'} - {title}, {case.asked.name}"
          f"{as_of}: {sum(table.cells for table in found)} cells, "
          f"{differences} differences", flush=True)
    if code:
        print(f"# exit {code}: {said[:400]}")
    for words in (words for table in found for words in table.shown):
        print(f"#   {words}")
    return good


def main():
    report, work, *seeds = sys.argv[1:]
    failed = False
    for seed in seeds:
        retailer, folder = Retailer(int(seed)), Path(work) / f"odd-{seed}"
        dialect.write_plain(retailer, folder / "plain")
        dialect.write_odd(retailer, folder / "odd")
        book = Book.of_extracts(folder / "plain", ":memory:")
        calendar = Calendar(book)
        cases = [Case(calendar, retailer.calendar.name),
                 Case(calendar, *other_days(random.Random(seed), calendar))]
        for case in cases:
            code, said = run(report, folder, case)
            found = [] if code else check(book, case, folder)
            good = tell(case, f"odd extracts of seed {seed}", found, code,
                        said)
            failed = failed or not good
    return failed


if __name__ == "__main__":
    sys.exit(main())
