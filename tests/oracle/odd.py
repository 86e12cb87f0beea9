#!/usr/bin/env python3
"""odd.py REPORT WORK SEED...: packs of odd extracts, cell by cell.

Of each seed extracts are made that follow the contract and look unlike the
demo retailer's (retailer.py), once in some form for the program (dialect.py),
once in canonical form for SQL.  Prints TAP, a line a seed.
"""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.dont_write_bytecode = True

import dialect  # noqa: E402
import packs  # noqa: E402
import tables  # noqa: E402
from judge import Table  # noqa: E402
from oracle import Book  # noqa: E402
from retailer import Retailer  # noqa: E402
from window import Calendar, Case  # noqa: E402

BUYERS = "occasion WHERE day <= :as_of AND customer_id NOT IN (SELECT " \
    "customer_id FROM staff)"
SHOPPERS = "basket WHERE customer_id <> '' AND day <= :as_of"
OFF = "line WHERE kind = 'sale' AND discount > 0 AND day <= :as_of"
# What a table needs to be there at all.
NEEDS = {"categories": "products WHERE category <> ''",
         "seasons": "products WHERE category <> ''",
         "departments": "products WHERE department <> ''",
         "discounts": OFF, "discount_differences": OFF,
         "scan_rates": SHOPPERS, "loyalty": SHOPPERS,
         "clv_curve": BUYERS, "churn_summary": BUYERS,
         "churn_groups": BUYERS, "churn_bands": BUYERS}
COMPARED = ("migration", "action_lift")


def run(report, folder, period):
    done = subprocess.run(
        [report, f"--input={folder}/odd", f"--output={folder}/packs",
         f"--period={period}", "--no-cache", "--only=csv", "--quiet"],
        capture_output=True, text=True, env={"LC_ALL": "C"}, check=False)
    return done.returncode, done.stderr


def missing(book, case, names):
    """Tables that the pack lacks though there is something to tell."""
    for name in sorted(tables.BUILDERS.keys() - names):
        if name in COMPARED and not case.prev:
            continue
        if name in NEEDS and not case.has(book, NEEDS[name]):
            continue
        table = Table(name)
        tables.BUILDERS[name](book, case, table, [])
        if table.differences:
            yield table


def check(folder, period):
    book = Book.of_extracts(folder / "plain", ":memory:")
    case = Case(Calendar(book), period)
    pack = folder / "packs" / period
    names = {path.stem for path in (pack / "data").glob("*.csv")}
    return packs.check_pack(book, case, pack, names=names) + \
        list(missing(book, case, names))


def main():
    report, work, *seeds = sys.argv[1:]
    failed = False
    for seed in seeds:
        retailer, folder = Retailer(int(seed)), Path(work) / f"odd-{seed}"
        dialect.write_plain(retailer, folder / "plain")
        dialect.write_odd(retailer, folder / "odd")
        period = retailer.calendar.name
        code, said = run(report, folder, period)
        found = [] if code else check(folder, period)
        differences = sum(table.differences for table in found)
        good = not code and not differences and found
        failed = failed or not good
        print(f"{'ok' if good else 'not ok'} - odd extracts of seed {seed}, "
              f"{period}: {sum(table.cells for table in found)} cells, "
              f"{differences} differences", flush=True)
        if code:
            print(f"# exit {code}: {said[:400]}")
        for words in (words for table in found for words in table.shown):
            print(f"#   {words}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
