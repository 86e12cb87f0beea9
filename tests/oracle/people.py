"""people.py - tables of customers: scores, segments, and who has moved.

What is to be done about a segment, and its colour, are words of the template;
of these only that they are there is looked at.
"""

from judge import near, written

UNITS = {"monetary": "money", "net_sales": "money", "net_sales_52w": "money"}


def cells_of(shape, cells):
    return {column: value or "" if column in shape.text else
            written(value, UNITS.get(column, "count"))
            if column in shape.exact else near(value)
            for column, value in cells.items()}


def rows_of(book, name, span, as_of):
    shape = book.shape(name)
    return shape, {where: cells_of(shape, cells) for where, cells in
                   book.cells(name, *span, as_of).items()}


def check_rfm(book, case, table, got):
    shape, rows = rows_of(book, "rfm", case.now, case.as_of)
    table.rows(got, shape.key, rows)
    table.order(got, shape.key,
                sorted(rows, key=lambda where: where[0].encode()))


def check_rfm_segments(book, case, table, got):
    shape, rows = rows_of(book, "rfm_segments", case.now, case.as_of)
    for row in got:
        for words in ("action", "colour"):
            if not row[words]:
                table.differ(f"{row['segment']}: no {words}")
            rows[row["segment"],][words] = row[words]
    table.rows(got, shape.key, rows)
    table.order(got, shape.key, list(rows))


def check_rfm_grid(book, case, table, got):
    shape, rows = rows_of(book, "rfm_grid", case.now, case.as_of)
    table.rows(got, shape.key, rows)
    table.order(got, shape.key, list(rows))


def check_migration(book, case, table, got):
    """From the last day before to the last day of the period."""
    shape, rows = rows_of(book, "migration", case.prev, case.now.last)
    table.rows(got, shape.key, rows)


BUILDERS = {"rfm": check_rfm, "rfm_segments": check_rfm_segments,
            "rfm_grid": check_rfm_grid, "migration": check_migration}
