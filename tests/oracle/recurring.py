"""recurring.py - what the tables of subscriptions must hold."""

from fractions import Fraction

import study
from judge import near, written

MOVEMENTS = ("opening", "new", "reactivation", "expansion", "contraction",
             "churn")


def last_place(value):
    """Rounded half away from zero; no sum of monthly prices is below it."""
    return Fraction((value * 2 * 10**4 + 1) // 2, 10**4)


def parts_of(values):
    """Each is what the rounded sum up to it grows by."""
    whole = Fraction(0)
    for value in values:
        yield written(last_place(whole + value) - last_place(whole), "money")
        whole += value


def movements(cells):
    """From the eve to the last day, each as it is printed, by its name."""
    values = [cells[name,]["mrr"] for name in MOVEMENTS]
    closing = written(last_place(cells["closing",]["mrr"]), "money")
    return {**dict(zip(MOVEMENTS, parts_of(values))), "closing": closing}


def check_movements(book, case, table, got):
    cells = book.cells("subscriptions", *case.now, case.as_of)
    rows = {} if not case.has(book, "subscriptions") else {
        where: {"customers": written(row["customers"], "count"),
                "label": {"opening": "Before", "closing": "Last day"}.get(
                    where[0], where[0].capitalize())}
        for where, row in cells.items()}
    for column, span in {"mrr": case.now, **{
            f"{side}_mrr": span for side, span in case.bases.items()}}.items():
        mrr = movements(book.cells("subscriptions", *span, case.as_of)) \
            if span else {}
        for (movement,), row in rows.items():
            row[column] = mrr.get(movement)
    table.rows(got, ("movement",), rows)


def check_plans(book, case, table, got):
    """Those of most money first; where there is nothing to tell is no row."""
    cells = book.cells("subscription_plans", *case.now, case.as_of)
    order = sorted(cells, key=lambda where: (
        -cells[where]["mrr"], where[0].encode(), where[1] == "year"))
    money = parts_of([cells[where]["mrr"] for where in order])
    rows = {}
    for where, mrr in zip(order, money):
        counts = {column: written(cells[where][column], "count")
                  for column in ("subscribers", "new", "churned")}
        if any(count != "0" for count in counts.values()):
            rows[where] = {**counts, "mrr": mrr}
    table.rows(got, ("plan", "interval"), rows)
    table.order(got, ("plan", "interval"), list(rows))


def check_impact(book, case, table, got):
    """Who is looked at, and that the row agrees with itself.  The matching of
    others to subscribers is not done here a second time: tests/measure works
    it out by hand."""
    signed = book.rows("sign_ups", *case.now, case.as_of)[0][0]
    for row in got:
        counts = [int(row[name]) for name in ("subscribers", "unmatched")]
        table.cell("sign-ups", str(sum(counts)), str(signed))
        if not row["change"] or not row["others_change"]:
            table.cell("difference", row["difference"], None)
            continue
        change = float(row["change"]), float(row["others_change"])
        table.cell("difference", row["difference"],
                   near(change[0] - change[1], max(map(abs, change))))
        table.cell("note", row["note"], "not causal")
        if row["low"]:
            low, high = float(row["low"]), float(row["high"])
            table.cell("middle", row["difference"],
                       near((low + high) / 2, max(map(abs, (low, high)))))
            table.cell("verdict", row["verdict"], study.interval.verdict(
                counts[0], int(row["others"]), low, high))


BUILDERS = {"subscriptions": check_movements, "subscription_plans": check_plans,
            "subscription_impact": check_impact}
