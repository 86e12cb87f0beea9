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
    row = {arms[0]: computed(first), arms[1]: computed(second),
           "difference": None if change is None else
           Near(change, max(abs(first), abs(second)), 1e-9),
           "ratio": computed(ratio_of(first, second)),
           "low": computed(low), "high": computed(high),
           f"n_{arms[0]}": str(counts[0]), f"n_{arms[1]}": str(counts[1]),
           "verdict": interval.verdict(*counts, low, high)}
    for column, value in (("pct", change), ("pct_low", low),
                          ("pct_high", high)):
        share = value / second if value is not None and (second or 0) > 0 \
            else None
        row[column] = computed(share)
        if share is not None:
            row[column].slack += 1e-12
    return row


def proven(counts, values, method, *given):
    """The difference with its interval, where there are enough for one."""
    if None in values:
        return None, None, None
    if min(counts) < 30:
        return values[0] - values[1], None, None
    return method(*given)


def means(arms, first, second, scale=1):
    a, b = Mean(first, scale), Mean(second, scale)
    values = a.mean(), b.mean()
    return difference(arms, values, proven((a.n, b.n), values, interval.welch,
                                           a, b), (a.n, b.n))


def shares(arms, k1, n1, k2, n2):
    values = k1 / n1 if n1 else None, k2 / n2 if n2 else None
    return difference(arms, values, proven(
        (n1, n2), values, interval.newcombe, k1, n1, k2, n2), (n1, n2))


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
    values = a.value(), b.value()
    row = difference(arms, values, proven((a.n, b.n), values, interval.delta,
                                          a, b), (a.n, b.n))
    row[f"n_{arms[0]}"], row[f"n_{arms[1]}"] = map(str, map(len, (first,
                                                                  second)))
    return row


def by_basket(orders, over, under):
    return Ratio((over(order), under(order)) for order in orders)


def pick(rows, column):
    return [row[column] for row in rows]


def value(order):
    return order["gross"] - order["discount"]


def has_costs(book):
    return book.db.execute("SELECT EXISTS (SELECT * FROM products "
                           "WHERE unit_cost NOT NULL)").fetchone()[0]


def check_discount_differences(book, case, table, got):
    orders = book.rows("order_list", *case.now, case.as_of)
    first = [o for o in orders if o["discount"] > 0]
    second = [o for o in orders if o["discount"] <= 0]
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
    if not has_costs(book):
        del rows["margin_rate"]
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
    if not kept:
        totals = [None, None]
    reach = interval.Z * sqrt(variance)
    return difference(arms, totals, proven(
        counts, totals, lambda a, b: (a - b, a - b - reach, a - b + reach),
        *totals), counts)


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
    n = len(products)
    if not n:
        return
    x, y, xx, yy, xy = moments(ratings, sales)
    low = high = r = spearman = slope = None
    if xx and yy:
        r = xy / sqrt(xx * yy)
        by_rank = moments(ranks(ratings),
                          ranks([row["net"] for row in products]))
        spearman = by_rank[4] / sqrt(by_rank[2] * by_rank[3])
    if xx:
        slope = xy / xx
    if r is not None and n > 3:
        low, high = (tanh(atanh(r) + side * interval.Z / sqrt(n - 3))
                     for side in (-1, 1))
    table.rows(got, ("products",), {(str(n),): {
        "pearson": computed(r), "low": computed(low), "high": computed(high),
        "spearman": computed(spearman), "slope": computed(slope),
        "intercept": None if slope is None else computed(y - slope * x),
        "note": "correlation, not effect",
        "verdict": interval.verdict(n, n, low, high)}})


STAGES = ("delivered", "opened", "activated", "shopped", "redeemed")


def offers_told(book, case):
    return {row["offer_id"]: row for row in
            book.rows("offer_told", *case.now, case.as_of)}


def check_offers(book, case, table, got):
    members = defaultdict(list)
    for row in book.rows("offer_members", *case.now, case.as_of):
        members[row["offer_id"]].append(row)
    told = offers_told(book, case)
    offers = book.rows("offer_list", *case.now, case.as_of)
    rows = {(offer["offer_id"],): offer_row(
        book, offer, members[offer["offer_id"]], told[offer["offer_id"]], case)
        for offer in offers}
    for row in rows.values():
        for column in got[0] if got else ():
            if column != "offer_id":
                row.setdefault(column)
    table.rows(got, ("offer_id",), rows)
    table.order(got, ("offer_id",), list(rows))


def offer_row(book, offer, events, told, case):
    treated = [e for e in events if e["treated"]]
    control = [e for e in events if e["control"] and not e["treated"]]
    row = {name: offer[name] for name in (
        "name", "type", "business_unit", "campaign_id", "funded_by")}
    row.update(start=case.day(offer["start_date"]),
               end=case.day(offer["end_date"]),
               complete=str(int(offer["end_date"] <= case.as_of)))
    if not case.has(book, "offer_events"):
        return row
    row.update(offer_stages(treated, events, told))
    row.update(treated=str(len(treated)), control=str(len(control)))
    costs = sum(e["cost"] for e in events)
    basis = lift if control else change
    row.update(basis(book, case, offer, treated, control, costs))
    known = case.has(book, "offer_events WHERE reward_cost NOT NULL")
    row["reward_cost"] = written(Fraction(costs, 10**4), "money") \
        if known else None
    return row


def offer_stages(treated, events, told):
    n = len(treated)
    reached = {stage: sum(e[stage] for e in treated) for stage in STAGES}
    reached["allocated"] = n
    row = {stage: str(count) if told[stage] else None
           for stage, count in reached.items()}
    low, high = interval.wilson(reached["redeemed"], n)
    row.update(activation_rate=near(ratio_of(reached["activated"], n))
               if told["activated"] else None,
               leakage=str(sum(e["redemptions"] for e in events
                               if not e["treated"])),
               redemption_rate=near(ratio_of(reached["redeemed"], n)),
               redemption_low=computed(low), redemption_high=computed(high))
    if not told["redeemed"]:
        row.update(dict.fromkeys(("leakage", "redemption_rate",
                                  "redemption_low", "redemption_high")))
    return row


def arms(a, b, method):
    """Means of two arms, their difference and its interval."""
    first, second = a.mean(), b.mean()
    change, low, high = proven((a.n, b.n), (first, second), method, a, b)
    return {"mean_treated": computed(first), "mean_control": computed(second),
            "lift": None if change is None else
            Near(change, max(abs(first), abs(second)), 1e-9),
            "low": computed(low), "high": computed(high),
            "verdict": interval.verdict(a.n, b.n, low, high)}, (
                change, low, high)


GAINS = ("incremental_sales", "incremental_low", "incremental_high",
         "margin_rate", "incremental_margin", "roi")
PROVEN = ("proven_sales", "proven_margin", "proven_roi")


def change(book, case, offer, treated, control, cost):
    """No control group: what changed since the days before, against others."""
    start, stop = offer["start_date"], offer["stop"]
    first, second = Mean(), Mean()
    if treated and 2 * start - stop - 1 >= case.calendar.data[0]:
        first = Mean((e["net"] - e["net_before"] for e in treated), 10**4)
        second = Mean((row["change"] for row in book.db.execute(
            book.query_text("offer_others"),
            {"offer": offer["offer_id"], "start": start, "stop": stop,
             "as_of": case.as_of})), 10**4)
    row, _ = arms(first, second, interval.welch)
    row.update(dict.fromkeys(GAINS + PROVEN), proven="0",
               basis="before and after, not causal" if treated else None)
    if not treated:
        row["verdict"] = None
    return row


def lift(book, case, offer, treated, control, cost):
    row, (change, low, high) = arms(*(
        Mean(pick(arm, "net"), 10**4) for arm in (treated, control)),
        interval.student)
    n = len(treated)
    rate = ratio_of(offer["margin"], offer["costed_net"])
    gain = change * n * rate if None not in (change, rate) else None
    reward = cost / 10**4
    roi = (gain - reward) / reward if reward and gain is not None else None
    is_proven = row["verdict"] in ("higher", "lower")
    row.update(
        basis="control group", proven=str(int(is_proven)),
        margin_rate=near(rate), incremental_margin=amount(gain),
        roi=computed(roi), **{name: amount(value * n) if value is not None
                              else None for name, value in zip(
            GAINS, (change, low, high))})
    row.update(zip(PROVEN, (row["incremental_sales"],
                            row["incremental_margin"], row["roi"])
                   if is_proven else (None, None, None)))
    return row


def stage_share(members, told, stage, of):
    """Of the offers that tell of both."""
    both = [row for row in members if told[row["offer_id"]][stage] and
            told[row["offer_id"]][of]]
    return [sum(row[which] for row in both) for which in (stage, of)]


def check_offer_funnel(book, case, table, got):
    told = offers_told(book, case)
    members = [{**row, "allocated": 1} for row in
               map(dict, book.rows("offer_members", *case.now, case.as_of))
               if row["treated"]]
    rows, before = {}, "allocated"
    for stage in ("allocated",) + STAGES:
        count, allocated = stage_share(members, told, stage, "allocated")
        if not allocated:
            continue
        rows[stage,] = {
            "customers": str(count),
            "share_of_allocated": near(Fraction(count, allocated)),
            "share_of_previous": near(ratio_of(*map(Fraction, stage_share(
                members, told, stage, before)))) if rows else None}
        before = stage
    table.rows(got, ("stage",), rows)


BUILDERS = {"discount_differences": check_discount_differences,
            "loyalty": check_loyalty, "product_impact": check_product_impact,
            "offers": check_offers, "offer_funnel": check_offer_funnel}
