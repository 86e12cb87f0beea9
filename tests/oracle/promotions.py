"""promotions.py - the tables of promotions: sums against their baselines.

The program's interval of an uplift is its own; here only what it says is
compared with the verdict beside it.
"""

from collections import defaultdict
from fractions import Fraction

from judge import near, written
from study import Amount


class Sums:
    """Units and sales of product-days and of their baselines."""

    def __init__(self):
        self.units = self.sales = self.base_units = self.base_sales = \
            self.margin = Fraction(0)
        self.costed = False
        self.rows = 0

    def add(self, row, cost):
        units = Fraction(row["units"], 1000)
        sales = Fraction(row["sales"], 10**4)
        base_units = Fraction(row["base_units"], 840 * 1000)
        base_sales = Fraction(row["base_sales"], 840 * 10**4)
        self.rows += 1
        self.units += units
        self.sales += sales
        self.base_units += base_units
        self.base_sales += base_sales
        if cost is not None:
            self.margin += sales - base_sales - \
                Fraction(cost, 10**4) * (units - base_units)

    def merge(self, other):
        for name in ("units", "sales", "base_units", "base_sales", "margin",
                     "rows"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.costed = self.costed or other.costed

    def uplift(self, column):
        over, under = (getattr(self, name)
                       for name in (column, f"base_{column}"))
        return near(over / under - 1, max(1, over / under)) \
            if under > 0 else None


class Rounded(Amount):
    """A quantity that was computed and then rounded to its last place."""
    __slots__ = ()

    def __init__(self, value):
        super().__init__(value)
        self.slack = 0.501e-3 + abs(self.value) * 1e-12


def costs(book):
    """Of products whose units count."""
    return {row["product_id"]: row["unit_cost"] for row in book.db.execute(
        "SELECT product_id, unit_cost, department FROM products")
        if (row["department"] or "Unknown") not in book.rules.no_units}


def sums_by_promotion(book, case):
    found = defaultdict(Sums)
    cost = costs(book)
    for row in book.rows("promotion_days", *case.now, case.as_of):
        found[row["promotion_id"], row["part"]].add(
            row, cost.get(row["product_id"]))
    for name, product in book.db.execute(
            "SELECT promotion_id, product_id FROM promoted"):
        found[name, "during"].costed |= cost.get(product) is not None
    return found


def columns(during):
    """Undefined where no promoted day of a product that was ever sold has a
    baseline."""
    if not during.rows:
        return dict.fromkeys(
            ("units", "baseline_units", "uplift", "net_sales",
             "baseline_sales", "incremental_sales", "incremental_margin"))
    return {"units": written(during.units, "quantity"),
            "baseline_units": Rounded(during.base_units),
            "uplift": during.uplift("units"),
            "net_sales": written(during.sales, "money"),
            "baseline_sales": Amount(during.base_sales),
            "incremental_sales": Amount(during.sales - during.base_sales),
            "incremental_margin": Amount(during.margin)
            if during.costed else None}


def orders_per_day(book, case, promotion, first, days):
    """Undefined where these days are not all inside the data."""
    last = first + days - 1
    if first < case.calendar.data[0] or last > case.as_of:
        return None
    orders = book.db.execute(book.query_text("promotion_orders"), {
        "promotion": promotion, "first": first, "last": last}).fetchone()[0]
    return near(orders / days)


def promotion_row(book, case, promotion, sums):
    start, end = promotion["start_date"], promotion["end_date"]
    name = promotion["promotion_id"]
    length = end - start + 1
    days = min(length, 28)
    during, after = (sums[name, part] for part in ("during", "after"))
    row = columns(during)
    row.update(
        name=promotion["name"], type=promotion["type"],
        product_id=promotion["product_id"],
        category=promotion["of_category"], start=case.day(start),
        end=case.day(end), complete=str(int(end <= case.as_of)),
        days=str(min(end, case.as_of) - start + 1),
        sales_uplift=during.uplift("sales"), dip=after.uplift("units"),
        orders_before=orders_per_day(book, case, name,
                                     start - 7 * -(-days // 7), days),
        orders_during=orders_per_day(book, case, name, start, days),
        orders_after=orders_per_day(book, case, name,
                                    start + 7 * -(-length // 7), days))
    return row


def check_verdicts(table, got):
    """What is said agrees with the interval that is given."""
    for row in got:
        low, high = (row.pop(column) for column in ("low", "high"))
        said = row.pop("verdict")
        if low and high:
            want = "higher" if float(low) > 0 else \
                "lower" if float(high) < 0 else "not proven"
        else:
            want = said if said in ("n < 30", "") else "n < 30"
        table.cell(f"verdict {low} {high}", said, want)


def check_promotions(book, case, table, got):
    check_verdicts(table, got)
    sums = sums_by_promotion(book, case)
    rows = {(promotion["promotion_id"],): promotion_row(
        book, case, promotion, sums) for promotion in book.rows(
        "promotion_list", *case.now)}
    table.rows(got, ("promotion_id",), rows)
    table.order(got, ("promotion_id",), list(rows))


def check_promotion_types(book, case, table, got):
    check_verdicts(table, got)
    sums = sums_by_promotion(book, case)
    pooled, dips, counts = defaultdict(Sums), defaultdict(Sums), \
        defaultdict(int)
    for promotion in book.rows("promotion_list", *case.now):
        name, kind = promotion["promotion_id"], promotion["type"]
        counts[kind] += 1
        pooled[kind].merge(sums[name, "during"])
        dips[kind].merge(sums[name, "after"])
    rows = {}
    for kind, during in pooled.items():
        row = rows[kind,] = columns(during)
        row.update(promotions=str(counts[kind]),
                   dip=dips[kind].uplift("units"))
    table.rows(got, ("type",), rows)


BUILDERS = {"promotions": check_promotions,
            "promotion_types": check_promotion_types}
