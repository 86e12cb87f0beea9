"""customers.py PACK: the workbook of customers against the tables.  Prints TAP.

Row by row each sheet must hold what its table has: all values that are there,
as many, in the same order of rows; the contents must say how many; and only the
owner may read it.
"""

import csv
import sys
from itertools import groupby, islice
from pathlib import Path

from figures import number_of
from workbook import BrokenCell, Workbook

HEAD = 7  # the row of heads
CONTENTS = "Contents"
COUNTS = "E"  # the column of the contents that says how many rows there are
TABLES = {"Customers": "customers", "RFM": "rfm", "CLV": "clv",
          "Churn": "churn", "Actions": "actions", "Suspects": "suspects"}
MOST_PROBLEMS = 10


def rows_of(book, sheet):
    """The values of a sheet's rows below its head, row by row."""
    for row, cells in groupby(book.stream(sheet), lambda cell: cell.row):
        if row > HEAD:
            yield ["a formula" if cell.formula else cell.value
                   for cell in cells]


def counts_of(book):
    """How many rows the contents say that each sheet has, in their order."""
    return [int(cell.value) for cell in book.cells(CONTENTS)
            if cell.address.startswith(COUNTS) and
            isinstance(cell.value, float)]


def is_among(value, texts):
    if isinstance(value, str):
        return (value in texts or f"'{value}" in texts or
                {"Yes": "1", "No": "0"}.get(value) in texts)
    return any(number is not None and
               abs(number - value) <= 1e-9 * abs(value) + 1e-12
               for number in map(number_of, texts))


def check_row(place, cells, row):
    texts = [text for text in row if text]
    if not cells or cells[0] not in (texts[0], texts[0].removeprefix("'")):
        yield f"{place} is not about {texts[0]}"
    if len(cells) != len(texts):
        yield f"{place} holds {len(cells)} values, not {len(texts)}"
    for value in cells:
        if not is_among(value, texts):
            yield f"{place}: {value!r} is not in the table"


def check_sheet(name, rows, path, counts):
    with open(path, encoding="utf-8", newline="") as file:
        table = csv.reader(file)
        next(table)
        count = 0
        for cells in rows:
            row = next(table, None)
            if row is None:
                yield f"{name} has more rows than its table"
                return
            yield from check_row(f"{name} row {HEAD + 1 + count}", cells, row)
            count += 1
        if next(table, None) is not None:
            yield f"{name} ends after {count} rows, before its table"
        if not count:
            yield f"{name} has no rows"
        counts.append(count)


def check(pack):
    path = next(pack.glob("customers-*.xlsx"))
    book = Workbook(path)
    if path.stat().st_mode & 0o777 != 0o600:
        yield f"{path.name} may be read by others"
    found, counts = set(), []
    for name in book.sheets:
        if name == CONTENTS:
            continue
        found.add(TABLES[name])
        yield from check_sheet(name, rows_of(book, name),
                               pack / "data" / f"{TABLES[name]}.csv", counts)
    if counts_of(book) != counts:
        yield f"the contents say {counts_of(book)} rows, there are {counts}"
    for table in TABLES.values():
        path = pack / "data" / f"{table}.csv"
        if table not in found and path.exists() and \
                len(path.read_text("utf-8").splitlines()) > 1:
            yield f"{table} has no sheet"


def main():
    pack = Path(sys.argv[1])
    problems = []
    try:
        problems += islice(check(pack), MOST_PROBLEMS)
    except BrokenCell as error:
        problems.append(error)
    print("not ok" if problems else "ok", "-",
          f"{pack.name}: the workbook of customers has every row of its tables")
    for problem in problems:
        print("#  ", problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
