"""segments.py REPORT DATA SET: customers of a real data set by their scores.

Segments are compared with independent results (segments.csv), to the cent;
counts of scores by given thresholds with those that the data were published
with; and with returns taken off every row with SQL (tests/oracle).  Prints TAP.
"""

import csv
import gzip
import sys
import tempfile
from collections import Counter
from fractions import Fraction
from pathlib import Path

import compare
from compare import HERE, Case, read_table, rounded

sys.path.insert(0, str(HERE.parent / "oracle"))
sys.dont_write_bytecode = True

from extracts import day_of  # noqa: E402
from oracle import Book  # noqa: E402

WHOLE = {"online_retail": "2010-12-01..2011-12-09",
         "rfm": "2001-10-29..2006-12-30"}

# How many customers have each score from 1 to 5, and each overlay flag.
COUNTS = {
    ("rfm", "value"): {"r": (197, 201, 198, 199, 200),
                       "f": (268, 187, 176, 244, 120),
                       "m": (199, 201, 197, 203, 195)},
    ("rfm", "fixed"): {"r": (197, 201, 198, 199, 200),
                       "f": (268, 187, 176, 244, 120),
                       "m": (200, 200, 197, 203, 195)},
}
OVERLAYS = {"online_retail": {"VIP": 911, "New Customer": 515,
                              "Churn Risk": 1335},
            "rfm": {"VIP": 159, "New Customer": 139, "Churn Risk": 240}}

# Days of which all is compared with SQL; the last of those before.
BY_SQL = [("2011-11", ("2011-11-01", "2011-11-30"),
           ("2011-10-01", "2011-10-31")),
          ("2010-12-01..2011-12-09", ("2010-12-01", "2011-12-09"), None)]


def write_orders(source, target):
    """Each order as a line; orders have no ids but their place."""
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file, \
            open(target, "w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(("basket_id", "timestamp", "customer_id", "store_id",
                        "channel", "product_id", "quantity", "unit_price"))
        for i, row in enumerate(csv.DictReader(file)):
            lines.writerow((i, row["order_date"], row["customer_id"], "1",
                            "store", "order", "1", row["revenue"]))


def run(report, data, name, mapping, period, folder):
    """The pack of a mapping, its files converted where they must be."""
    files = Path(folder) / "files" / name
    files.mkdir(parents=True)
    if name == "rfm":
        write_orders(Path(data) / "rfm" / "rfm_data_orders.csv.gz",
                     files / "transactions.csv")
    else:
        for path in (Path(data) / name).iterdir():
            (files / path.name).symlink_to(path.resolve())
    return compare.run(report, Path(folder) / "files", name,
                       {"period": period, "mapping": mapping}, folder)


def compare_segments(check, name, pack):
    with open(HERE / "segments.csv", encoding="utf-8", newline="") as file:
        want = {row["segment"]: row for row in csv.DictReader(file)
                if row["set"] == name}
    got = {row["segment"]: row for row in read_table(pack, "rfm_segments")}
    if got.keys() != want.keys():
        check.problems.append("the segments are others")
    for segment in got.keys() & want.keys():
        for column in ("customers", "orders", "net_sales"):
            text = got[segment][column]
            check.cell(f"{segment} {column}",
                       str(rounded(Fraction(text), 2)),
                       Fraction(want[segment][column]), True)


def compare_counts(check, name, mapping, pack):
    rows = read_table(pack, "rfm")
    for column, want in COUNTS.get((name, mapping), {}).items():
        found = Counter(row[column] for row in rows)
        for score in range(1, 6):
            check.cell(f"{column} {score}", str(found[str(score)]),
                       Fraction(want[score - 1]), True)
    if mapping != "fixed":
        found = Counter(row["overlay"] for row in rows)
        for overlay, count in OVERLAYS[name].items():
            check.cell(overlay, str(found[overlay]), Fraction(count), True)


def compare_rows(check, book, pack, name, now, before):
    first, last = map(day_of, before if name == "migration" else now)
    shape = book.shape(name)
    want = book.cells(name, first, last, day_of(now[1]))
    got = {tuple(row[column] for column in shape.key): row
           for row in read_table(pack, name)}
    if got.keys() != want.keys():
        check.problems.append("the rows are others")
    for where in got.keys() & want.keys():
        for column, value in want[where].items():
            text = got[where][column]
            if column not in shape.text:
                check.cell(f"{' '.join(where)} {column}", text, value,
                           column in shape.exact)
            elif text != (value or ""):
                check.problems.append(
                    f"{' '.join(where)} {column}: got '{text}', want '{value}'")


def check_published(report, data, name, mapping):
    check = Case(f"{name}: segments equal independent results ({mapping})")
    with tempfile.TemporaryDirectory() as folder:
        pack = run(report, data, name, mapping, WHOLE[name], folder)
        if mapping != "fixed":
            compare_segments(check, name, pack)
        compare_counts(check, name, mapping, pack)
    return check.close()


def check_sql(report, data, name):
    book = Book.of_set(data, name)
    good = True
    for period, now, before in BY_SQL:
        with tempfile.TemporaryDirectory() as folder:
            pack = run(report, data, name, "report", period, folder)
            tables = ["rfm", "rfm_segments", "rfm_grid"]
            for table in tables + ["migration"] * bool(before):
                check = Case(f"{name} {period}: {table} equal SQL")
                compare_rows(check, book, pack, table, now, before)
                good = check.close() and good
    return good


def main():
    report, data, name = sys.argv[1:]
    if name == "rfm":
        good = [check_published(report, data, name, mapping)
                for mapping in ("value", "fixed")]
    else:
        good = [check_published(report, data, name, "sales"),
                check_sql(report, data, name)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
