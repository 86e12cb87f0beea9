"""doubt.py - suspects, and the KPIs without them.

Without suspects the KPIs are those of a book that lacks their orders: for each
reason its tables are shadowed by copies without them, and the queries of the
KPIs run over these.
"""

from fractions import Fraction

import figures
from judge import near, written
from oracle import KPIS, value_of
from persons import listed, share

REASONS = ("high_value", "deep_discount", "free_line", "many_baskets",
           "many_stores", "store_share", "returns", "redemption", "all")
OF_ORDERS = REASONS[:3]
COMPARED = ("gross_sales", "discount", "returns", "net_sales", "discount_rate",
            "return_rate", "units", "baskets", "aov", "upt",
            "items_per_basket", "scan_rate", "active_shops",
            "active_frequency", "active_aov", "customers",
            "spend_per_customer", "frequency", "identified_sales",
            "anonymous_sales")
SHADOWED = ("line", "ord", "basket")


def check_suspects(book, case, table, got):
    listed("suspects")(book, case, table, got)
    table.order(got, ("subject_type", "subject"), sorted(
        ((row["subject_type"], row["subject"]) for row in got),
        key=lambda pair: (pair[0] == "order", -Fraction(next(
            row["value"] for row in got
            if (row["subject_type"], row["subject"]) == pair)),
            pair[1].encode())))


def orders_of(book, case):
    found = {reason: set() for reason in REASONS}
    for reason, order in book.rows("suspect_orders", *case.now, case.as_of):
        found[reason].add(order)
    return found


def check_reasons(book, case, table, got):
    suspects = book.cells("suspects", *case.now, case.as_of)
    whole = book.kpi_parts(*case.now, case.as_of)
    rows = {}
    for reason, orders in orders_of(book, case).items():
        if not orders:
            continue
        its = [kind for (kind, _), row in suspects.items()
               if reason == "all" or reason in row["reasons"].split()]
        marks = ", ".join("?" * len(orders))
        net = book.db.execute(
            "SELECT coalesce(sum(sales), 0) FROM line "
            f"WHERE day BETWEEN ? AND ? AND order_id IN ({marks})",
            (*case.now, *orders)).fetchone()[0]
        baskets = book.db.execute(
            "SELECT count(*) FROM basket "
            f"WHERE day BETWEEN ? AND ? AND order_id IN ({marks})",
            (*case.now, *orders)).fetchone()[0]
        rows[reason,] = {
            "customers": str(its.count("customer"))
            if reason not in OF_ORDERS else None,
            "orders": str(its.count("order"))
            if reason in OF_ORDERS or reason == "all" else None,
            "baskets": str(baskets),
            "share_baskets": share(
                baskets, whole.get(("baskets", "all"), (0,))[0]),
            "net_sales": written(Fraction(net, 10**4), "money"),
            "share_sales": share(
                net, whole.get(("net_sales", "all"), (0,))[0])}
    for row in got:
        rows[row["reason"],].update(label=row["label"],
                                    meaning=row["meaning"])
    table.rows(got, ["reason"], rows)


def kpis_of(book, case, there):
    """Values of the whole, of the tables as they are."""
    parts = {row["kpi"]: (row["over"], row["under"])
             for query in ("kpi/sales", "kpi/loyalty")
             for row in book.rows(query, *case.now, case.as_of)
             if row["scope"] == "all"}
    return {kpi: value_of(KPIS[kpi], parts.get(kpi, (0, 0)))
            for kpi in COMPARED if kpi in there}


def kpis_without(book, case, there, orders):
    book.db.execute("CREATE TEMP TABLE odd (order_id PRIMARY KEY)")
    book.db.executemany("INSERT INTO odd VALUES (?)",
                        ((order,) for order in orders))
    for name in SHADOWED:
        book.db.execute(
            f"CREATE TEMP TABLE {name} AS SELECT * FROM main.{name} WHERE day "
            "BETWEEN ? AND ? AND order_id NOT IN (SELECT order_id FROM odd)",
            tuple(case.now))
    found = kpis_of(book, case, there)
    for name in (*SHADOWED, "odd"):
        book.db.execute(f"DROP TABLE temp.{name}")
    return found


def check_effects(book, case, table, got):
    words = {row["kpi"]: row for row in got}
    there = figures.given(book, case)
    whole = kpis_of(book, case, there)
    rows = {}
    for reason, orders in orders_of(book, case).items():
        if not orders:
            continue
        for kpi, rest in kpis_without(book, case, there,
                                      orders).items():
            value = whole[kpi]
            if not value or rest is None or abs(rest / value - 1) <= \
                    Fraction(1, 100):
                continue
            unit = KPIS[kpi].value
            cell = (lambda v, u=unit: written(v, u)) \
                if KPIS[kpi].kind != "ratio" else near
            rows[kpi, reason] = {
                "label": words.get(kpi, {}).get("label"),
                "unit": words.get(kpi, {}).get("unit"),
                "value": cell(value), "value_without": cell(rest),
                "change_pct": near(rest / value - 1, 1)}
    table.rows(got, ("kpi", "reason"), rows)


BUILDERS = {"suspects": check_suspects, "suspect_reasons": check_reasons,
            "suspect_effects": check_effects}
