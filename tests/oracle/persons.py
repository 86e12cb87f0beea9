"""persons.py - tables of customers: value, churn, cohorts, the mart.

SQL gives each customer's row; bands, shares and means over them are taken here.
What customers are by the customers extract is left to other tests, and so are
scores and what is expected of customers: those columns are not compared.
"""

from fractions import Fraction

from judge import near, written

MONEY = ("clv", "net_sales", "net_sales_52w", "net_sales_year",
         "margin_year", "value")
QUANTITY = ("units", "units_year", "returned_units_year")
NOT_HERE = {"age", "age_band", "gender", "country", "state", "postcode",
            "nearest_centre", "centre_km", "contact_preference", "r", "f", "m",
            "segment", "overlay", "p_alive", "expected_purchases_12m",
            "clv_12m", "cluster"}


def cell(shape, column, value):
    if column in shape.text:
        return value or ""
    if column in shape.exact:
        return written(value, "money" if column in MONEY else "quantity"
                       if column in QUANTITY else "count")
    # A change is a difference from 1.
    return near(value, 1 if column == "spend_change_pct" else 0)


def share(part, whole):
    return near(Fraction(part) / whole) if whole > 0 else None


def listed(name):
    def check(book, case, table, got):
        shape = book.shape(name)
        rows = {where: {column: cell(shape, column, value)
                        for column, value in cells.items()}
                for where, cells in
                book.cells(name, *case.now, case.as_of).items()}
        table.rows([{column: text for column, text in row.items()
                     if column not in NOT_HERE} for row in got],
                   shape.key, rows)
    return check


def values(book, case):
    return [(row["clv"], row["band"]) for row in
            book.cells("clv", *case.now, case.as_of).values()]


def check_bands(book, case, table, got):
    found = values(book, case)
    whole = sum(clv for clv, _ in found)
    rows = {}
    # Fewer than 5 have no bands.
    for band in ("High", "Medium", "Low") if len(found) >= 5 else ():
        part = [clv for clv, its in found if its == band]
        rows[band,] = {"customers": str(len(part)),
                       "clv": written(Fraction(sum(part)), "money"),
                       "share_customers": share(len(part), len(found)),
                       "share_clv": share(sum(part), whole)}
    table.rows(got, ["band"], rows)


def check_curve(book, case, table, got):
    found = sorted(clv for clv, _ in values(book, case))
    whole, n = sum(found), len(found)
    table.rows(got, ["percent"], {
        (str(percent),): {
            "share": share(sum(found[:n * percent // 100]), whole),
            "share_top": share(sum(found[n - -(-n * percent // 100):]), whole)}
        for percent in range(101)})


def check_churn(book, case, table, got):
    found = [row for row in book.cells("churn", *case.now, case.as_of).values()
             if row["days_since"] is not None]
    counts = {"customers": len(found),
              "at_risk": sum(row["at_risk"] for row in found),
              "overdue": sum(row["overdue"] for row in found),
              "at_risk_and_overdue": sum(row["at_risk"] * row["overdue"]
                                         for row in found)}
    table.rows(got, ["measure"], {
        (measure,): {"customers": str(count),
                     "share": share(count, len(found))}
        for measure, count in counts.items()})


def absent(book, case):
    """Customers with a basket: days away, at risk, overdue, a year's sales."""
    spent = book.cells("customers", *case.now, case.as_of)
    return [(row["days_since"], row["at_risk"], row["overdue"],
             spent[who]["net_sales_52w"]) for who, row in
            book.cells("churn", *case.now, case.as_of).items()
            if row["days_since"] is not None]


def check_absence(book, case, table, got):
    found = absent(book, case)
    risk = book.rules.words["at_risk_days"]
    ends = sorted({risk * part // 3 for part in (1, 2, 3, 4, 6, 8, 12)})
    ends += [365] if ends[-1] < 365 else []
    rows = {}
    for start, end in zip([0] + [end + 1 for end in ends], ends + [None]):
        part = [row for row in found
                if start <= row[0] and (end is None or row[0] <= end)]
        band = f"{start} and more" if end is None else f"{start} to {end}"
        rows[band,] = {
            "from": str(start), "to": "" if end is None else str(end),
            "at_risk": str(int(start > risk)), "customers": str(len(part)),
            "share": share(len(part), len(found)),
            "overdue_customers": str(int(sum(row[2] for row in part))),
            "net_sales_52w": written(Fraction(sum(row[3] for row in part)),
                                     "money")}
    table.rows(got, ["band"], rows)


def check_groups(book, case, table, got):
    found = absent(book, case)
    whole = sum(row[3] for row in found)
    rows = {}
    for name, risk, late in (("active", 0, 0), ("slow", 1, 0), ("late", 0, 1),
                             ("lost", 1, 1)):
        part = [row for row in found if row[1:3] == (risk, late)]
        net = sum(row[3] for row in part)
        rows[name,] = {"at_risk": str(risk), "overdue": str(late),
                       "customers": str(len(part)),
                       "share": share(len(part), len(found)),
                       "net_sales_52w": written(Fraction(net), "money"),
                       "share_sales": share(net, whole)}
    table.rows(got, ["group"], rows)


def check_means(book, case, table, got):
    found = book.cells("cohorts", *case.now, case.as_of)
    sizes = {cohort: row["customers"] for (cohort, k), row in found.items()
             if k == "0"}
    rows = {}
    for k in sorted({int(k) for _, k in found}):
        part = [(sizes[cohort], row) for (cohort, its), row in found.items()
                if int(its) == k and row["elapsed"]]
        if not part:
            continue
        size = sum(size for size, _ in part)
        again = sum(row["customers"] for _, row in part)
        net = sum(row["net_sales"] for _, row in part)
        rows[str(k),] = {"cohorts": str(len(part)),
                         "cohort_customers": str(size),
                         "customers": str(again), "share": share(again, size),
                         "net_sales": written(net, "money"),
                         "net_sales_per_customer": near(net / size)}
    table.rows(got, ["k"], rows)


BUILDERS = {name: listed(name) for name in (
    "clv", "churn", "cohorts", "top_customers", "customers")}
BUILDERS.update(clv_bands=check_bands, clv_curve=check_curve,
                churn_summary=check_churn, cohort_means=check_means,
                churn_bands=check_absence, churn_groups=check_groups)
