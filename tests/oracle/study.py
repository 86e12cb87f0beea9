"""study.py - tables of differences: members, discounts, offers, promotions,
ratings.  SQL gives the rows, exact; the interval is computed here."""

from collections import defaultdict
from fractions import Fraction
from math import atanh, log10, sqrt, tanh

import interval
from interval import Mean, Ratio
from judge import Near, computed, near, written


class Amount(Near):
    """Money that was computed and then rounded to its last place."""
    __slots__ = ()

    def __init__(self, value):
        super().__init__(value)
        self.slack = 1.01e-4 + abs(self.value) * 1e-9


def amount(value):
    return None if value is None else Amount(value)


def ratio_of(a, b):
    return a / b if a is not None and b else None


def difference(arms, values, found, counts):
    """The cells that every difference has."""
    first, second = values
    change, low, high = found
    if min(counts) < 30:
        low = high = None
    row = {arms[0]: computed(first), arms[1]: computed(second),
           "difference": Near(change, max(abs(first), abs(second)), 1e-9),
           "ratio": computed(ratio_of(first, second)),
           "low": computed(low), "high": computed(high),
           f"n_{arms[0]}": str(counts[0]), f"n_{arms[1]}": str(counts[1]),
           "verdict": interval.verdict(*counts, low, high)}
    for column, value in (("pct", change), ("pct_low", low),
                          ("pct_high", high)):
        share = value / abs(second) if value is not None and second else None
        row[column] = computed(share)
        if share is not None:
            row[column].slack += 1e-12
    return row


def means(arms, first, second, scale=1):
    a, b = Mean(first, scale), Mean(second, scale)
    return difference(arms, (a.mean(), b.mean()), interval.welch(a, b),
                      (a.n, b.n))


def shares(arms, k1, n1, k2, n2):
    return difference(arms, (k1 / n1, k2 / n2),
                      interval.newcombe(k1, n1, k2, n2), (n1, n2))


def clusters(orders, over, under):
    """Sums by customer; an anonymous basket is one of its own."""
    found = defaultdict(lambda: [0, 0])
    for order in orders:
        sums = found[order["customer"] or (order["order_id"],)]
        sums[0] += over(order)
        sums[1] += under(order)
    return Ratio(found.values())


def ratios(arms, first, second, over, under, sums=clusters):
    a, b = sums(first, over, under), sums(second, over, under)
    return difference(arms, (a.value(), b.value()), interval.delta(a, b),
                      (len(first), len(second)))


def by_basket(orders, over, under):
    return Ratio((over(order), under(order)) for order in orders)


def pick(rows, column):
    return [row[column] for row in rows]


def value(order):
    return order["gross"] - order["discount"]


def check_discount_differences(book, case, table, got):
    orders = book.rows("order_list", *case.now, case.as_of)
    first = [o for o in orders if o["discount"] > 0]
    second = [o for o in orders if o["discount"] == 0]
    arms = "discounted", "full_price"
    known = [[o for o in arm if o["customer"]] for arm in (first, second)]
    rows = {
        "aov": means(arms, map(value, first), map(value, second), 10**4),
        "upt": means(arms, pick(first, "units"), pick(second, "units"), 1000),
        "discount_rate": ratios(arms, first, second,
                                lambda o: o["discount"], lambda o: o["gross"]),
        "margin_rate": ratios(arms, first, second,
                              lambda o: o["costed_net"] - o["cost"],
                              lambda o: o["costed_net"], by_basket),
        "return_rate": ratios(arms, first, second, lambda o: o["returned"],
                              lambda o: o["units"], by_basket),
        "new_share": shares(arms, sum(map(bool, pick(known[0], "new"))),
                            len(known[0]),
                            sum(map(bool, pick(known[1], "new"))),
                            len(known[1]))}
    labels = ("Average order value", "Units per order", "Discount rate",
              "Margin rate", "Return rate", "Orders of new customers")
    for label, row in zip(labels, rows.values()):
        row["label"] = label
    table.rows(got, ("measure",), {(name,): row for name, row in rows.items()})


LABELS = {"aov": "Average order value", "upt": "Units per basket",
          "discount_rate": "Discount rate", "spend": "Net sales per customer",
          "repeat_rate": "Repeat rate (two or more)",
          "baskets_per_customer": "Baskets per customer",
          "clv": "Historical value"}


def check_loyalty(book, case, table, got):
    arms = "member", "non_member"
    rows = loyalty_baskets(book, case, arms)
    shoppers = book.rows("shopper_list", *case.now, case.as_of)
    first = [s for s in shoppers if s["member"]]
    second = [s for s in shoppers if not s["member"]]
    for name, (column, scale) in PERSONS.items():
        rows[name, "customers"] = (
            shares(arms, repeats(first), len(first), repeats(second),
                   len(second)) if name == "repeat_rate" else
            means(arms, pick(first, column), pick(second, column), scale))
        rows[name, "weighted"] = weighted(arms, first, second, name, column,
                                          scale)
    for (name, _), row in rows.items():
        row["label"] = LABELS.get(name, name.partition(":")[2])
    table.rows(got, ("measure", "level"), rows)


PERSONS = {"spend": ("spend", 10**4), "repeat_rate": ("baskets", 1),
           "baskets_per_customer": ("baskets", 1), "clv": ("clv", 10**4)}


def loyalty_baskets(book, case, arms):
    orders = book.rows("order_list", *case.now, case.as_of)
    first = [o for o in orders if o["member"]]
    second = [o for o in orders if not o["member"]]
    rows = {
        ("aov", "baskets"): means(arms, map(value, first), map(value, second),
                                  10**4),
        ("upt", "baskets"): means(arms, pick(first, "units"),
                                  pick(second, "units"), 1000),
        ("discount_rate", "baskets"): ratios(
            arms, first, second, lambda o: o["discount"],
            lambda o: o["gross"])}
    for row in book.rows("penetration", *case.now, case.as_of):
        rows[f"category:{row['category']}", "baskets"] = shares(
            arms, row["member"], len(first), row["other"], len(second))
    return rows


def repeats(shoppers):
    return sum(s["baskets"] >= 2 for s in shoppers)


def weighted(arms, first, second, name, column, scale):
    """Within quarters of the first occasion that have two of each arm."""
    strata = defaultdict(lambda: ([], []))
    for arm, shoppers in enumerate((first, second)):
        for shopper in shoppers:
            strata[shopper["quarter"]][arm].append(shopper)
    kept = [pair for pair in strata.values() if min(map(len, pair)) >= 2]
    counts = [sum(len(pair[arm]) for pair in kept) for arm in (0, 1)]
    totals, variance = [0.0, 0.0], 0.0
    for pair in kept:
        weight = sum(map(len, pair)) / sum(counts)
        for arm, shoppers in enumerate(pair):
            mean, spread = stratum(shoppers, name, column, scale)
            totals[arm] += weight * mean
            variance += weight * weight * spread / len(shoppers)
    change = totals[0] - totals[1]
    reach = interval.Z * sqrt(variance)
    return difference(arms, totals, (change, change - reach, change + reach),
                      counts)


def stratum(shoppers, name, column, scale):
    if name == "repeat_rate":
        p = repeats(shoppers) / len(shoppers)
        return p, p * (1 - p)
    mean = Mean(pick(shoppers, column), scale)
    return mean.mean(), mean.variance()


def ranks(values):
    """Average ranks."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and values[order[end]] == values[order[at]]:
            end += 1
        for i in order[at:end]:
            found[i] = (at + end + 1) / 2
        at = end
    return found


def moments(xs, ys):
    n = len(xs)
    x, y = sum(xs) / n, sum(ys) / n
    return (x, y, sum((a - x) ** 2 for a in xs),
            sum((b - y) ** 2 for b in ys),
            sum((a - x) * (b - y) for a, b in zip(xs, ys)))


def check_product_impact(book, case, table, got):
    products = book.rows("rated", *case.now, case.as_of)
    ratings = [row["rating"] / 10**4 for row in products]
    sales = [log10(row["net"] / 10**4) for row in products]
    x, y, xx, yy, xy = moments(ratings, sales)
    r, n = xy / sqrt(xx * yy), len(products)
    low, high = (tanh(atanh(r) + side * interval.Z / sqrt(n - 3))
                 for side in (-1, 1))
    by_rank = moments(ranks(ratings), ranks([row["net"] for row in products]))
    table.rows(got, ("products",), {(str(n),): {
        "pearson": computed(r), "low": computed(low), "high": computed(high),
        "spearman": computed(by_rank[4] / sqrt(by_rank[2] * by_rank[3])),
        "slope": computed(xy / xx), "intercept": computed(y - xy / xx * x),
        "note": "correlation, not effect",
        "verdict": interval.verdict(n, n, low, high)}})


STAGES = ("delivered", "opened", "activated", "shopped", "redeemed")


def check_offers(book, case, table, got):
    members = defaultdict(list)
    for row in book.rows("offer_members", *case.now, case.as_of):
        members[row["offer_id"]].append(row)
    offers = book.rows("offer_list", *case.now, case.as_of)
    rows = {(offer["offer_id"],): offer_row(offer, members[offer["offer_id"]],
                                            case) for offer in offers}
    table.rows(got, ("offer_id",), rows)
    table.order(got, ("offer_id",), list(rows))


def offer_row(offer, events, case):
    treated = [e for e in events if e["treated"]]
    control = [e for e in events if e["control"] and not e["treated"]]
    row = {"name": offer["name"], "type": offer["type"],
           "business_unit": offer["business_unit"],
           "campaign_id": offer["campaign_id"],
           "funded_by": offer["funded_by"],
           "start": case.day(offer["start_date"]),
           "end": case.day(offer["end_date"]),
           "complete": str(int(offer["end_date"] <= case.as_of)),
           "allocated": str(len(treated))}
    reached = {stage: sum(e[stage] for e in treated) for stage in STAGES}
    row.update({stage: str(n) for stage, n in reached.items()})
    row["leakage"] = str(sum(e["redemptions"] for e in events
                             if not e["treated"]))
    n = len(treated)
    row["activation_rate"] = near(ratio_of(reached["activated"], n))
    row["redemption_rate"] = near(ratio_of(reached["redeemed"], n))
    row["redemption_low"], row["redemption_high"] = map(
        computed, interval.wilson(reached["redeemed"], n))
    row.update(treated=str(n), control=str(len(control)),
               basis="control group")
    row.update(lift(offer, treated, control,
                    sum(e["cost"] for e in events)))
    return row


def lift(offer, treated, control, cost):
    a, b = (Mean(pick(arm, "net"), 10**4) for arm in (treated, control))
    change, low, high = interval.student(a, b)
    if min(a.n, b.n) < 30:
        low = high = None
    rate = offer["margin"] / offer["costed_net"]
    gain, reward = change * a.n * rate, cost / 10**4
    roi = (gain - reward) / reward if reward else None
    said = interval.verdict(a.n, b.n, low, high)
    proven = said in ("higher", "lower")
    return {"proven": str(int(proven)),
            "proven_sales": amount(change * a.n) if proven else None,
            "proven_margin": amount(gain) if proven else None,
            "proven_roi": computed(roi) if proven else None,
            "mean_treated": computed(a.mean()),
            "mean_control": computed(b.mean()), "lift": computed(change),
            "low": computed(low), "high": computed(high),
            "incremental_sales": amount(change * a.n),
            "incremental_low": amount(low * a.n if low is not None else None),
            "incremental_high": amount(high * a.n
                                       if high is not None else None),
            "margin_rate": near(rate), "incremental_margin": amount(gain),
            "reward_cost": written(Fraction(cost, 10**4), "money"),
            "roi": computed(roi), "verdict": said}


def check_offer_funnel(book, case, table, got):
    treated = [row for row in book.rows("offer_members", *case.now, case.as_of)
               if row["treated"]]
    stages = {"allocated": len(treated)}
    stages.update({s: sum(row[s] for row in treated) for s in STAGES})
    before = dict(zip(list(stages)[1:], stages.values()))
    table.rows(got, ("stage",), {(stage,): {
        "customers": str(n), "share_of_allocated": near(n / len(treated)),
        "share_of_previous": near(n / before[stage])
        if before.get(stage) else None}
        for stage, n in stages.items()})


BUILDERS = {"discount_differences": check_discount_differences,
            "loyalty": check_loyalty, "product_impact": check_product_impact,
            "offers": check_offers, "offer_funnel": check_offer_funnel}
