"""people.py - tables of customers: scores, segments, who has moved, and what
is to be done about whom.

What is to be done about a segment, and its colour, are words of the template;
of these only that they are there is looked at.
"""

from collections import defaultdict

import study
from judge import near, written
from xxh3 import xxh3

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


def held_out(customer, day):
    return xxh3(customer.encode(), day) % 10 == 0


def check_actions(book, case, table, got):
    shape, rows = rows_of(book, "actions", case.now, case.as_of)
    words = {row["segment"]: row["action"] for row in got}
    for (customer,), row in rows.items():
        row["action"] = words.get(row["segment"]) or "words"
        row["holdout"] = str(int(held_out(customer, case.now.last)))
    table.rows(got, shape.key, rows)
    table.order(got, shape.key, list(rows))


def check_action_lists(book, case, table, got):
    segments = book.cells("rfm_segments", *case.now, case.as_of)
    lists = {name: {"action": "words", "customers": 0, "holdout_customers": 0,
                    "net_sales_52w": 0} for (name,) in segments}
    for row in got:
        lists[row["segment"]]["action"] = row["action"] or "words"
    for (customer,), row in book.cells("actions", *case.now,
                                       case.as_of).items():
        of = lists[row["segment"]]
        of["customers"] += 1
        of["holdout_customers"] += held_out(customer, case.now.last)
        of["net_sales_52w"] += row["net_sales_52w"]
    rows = {(name,): {column: cell if column == "action" else
                      written(cell, UNITS.get(column, "count"))
                      for column, cell in of.items()}
            for name, of in lists.items()}
    table.rows(got, ("segment",), rows)
    table.order(got, ("segment",), list(rows))


def lift_rows(customers, last):
    """Both measures of a list, whoever was held out on its day as the other
    arm."""
    arms = [c for c in customers if not held_out(c["customer_id"], last)], \
        [c for c in customers if held_out(c["customer_id"], last)]
    for measure, column, scale, label in (
            ("net_sales", "net", 10**4, "Net sales per customer"),
            ("orders", "orders", 1, "Orders per customer")):
        row = study.means(("treated", "holdout"),
                          *(study.pick(arm, column) for arm in arms), scale)
        yield measure, {**row, "label": label, "listed": str(len(customers))}


def check_action_lift(book, case, table, got):
    """The lists of the last day before, by what was bought in the period."""
    words = {row["segment"]: row["action"] for row in got}
    lists = defaultdict(list, {name: [] for (name,) in book.cells(
        "rfm_segments", *case.now, case.as_of)})
    for row in book.rows("action_lift", *case.prev, case.now.last):
        lists["All lists"].append(row)
        lists[row["segment"]].append(row)
    if not any(lists.values()):     # nobody was on a list
        lists = {}
    rows = {(name, measure): {**row, "action": words.get(name)}
            for name, customers in lists.items()
            for measure, row in lift_rows(customers, case.prev.last)}
    table.rows(got, ("segment", "measure"), rows)


BUILDERS = {"rfm": check_rfm, "rfm_segments": check_rfm_segments,
            "rfm_grid": check_rfm_grid, "migration": check_migration,
            "actions": check_actions, "action_lists": check_action_lists,
            "action_lift": check_action_lift}
