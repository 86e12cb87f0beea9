"""figures.py - what the tables of KPIs must hold: kpis, trends, drivers."""

from fractions import Fraction

from judge import Near, near, written
from oracle import KPIS, value_of

ORDER = {"all": 0, "market": 1, "state": 2, "store": 3, "department": 4}


def ly_rule(case):
    """Which days last year's are, or why there are none."""
    if not case.ly:
        return case.calendar.no_last_year(case.asked)
    if case.ly.name == "":
        return "364 days before"
    return "same dates a year before" if ".." in case.ly.name else \
        "same period a year before"


def place(scope):
    kind, _, name = scope.partition(":")
    return ORDER[kind], name == "Unknown", name.encode()


def value_in(parts, kpi, scope):
    """Where nothing happened sums and counts are 0 and the rest undefined."""
    pair = parts.get((kpi.id, scope))
    if pair:
        return value_of(kpi, pair)
    return Fraction(0) if kpi.kind in ("flow", "distinct count") else None


def cell(kpi, value, scale=0):
    if kpi.kind == "ratio" or kpi.value == "number":
        return near(value, scale)
    exact = written(value, kpi.value)
    # A month's share of a yearly price is rounded to the last place.
    return Amount(value) if isinstance(exact, Near) else exact


def compared(kpi, row, side, now, base, span, days):
    """Value, change, relative change and relative change per day."""
    known = now is not None and base is not None
    scale = max(abs(now), abs(base)) if known else 0
    if kpi.over_unit == "month_money" and known:
        now, base = (Fraction((value * 2 * 10**4 + 1) // 2, 10**4)
                     for value in (now, base))
    row[side] = cell(kpi, base)
    row[f"{side}_change"] = cell(kpi, now - base, scale) if known else None
    moved = known and base > 0 and kpi.value != "share"
    row[f"{side}_pct"] = near((now - base) / base, scale / base) \
        if moved else None
    row[f"{side}_pct_per_day"] = None
    if moved and kpi.kind == "flow":
        per_day = now * span.days() / days
        row[f"{side}_pct_per_day"] = near((per_day - base) / base,
                                          scale / base)


def targets(book, period):
    return {(row["kpi"], row["scope"] or "all"): Fraction(row["target"], 10**4)
            for row in book.db.execute(
                "SELECT * FROM targets WHERE period = ?", (period,))}


def against(kpi, row, value, target, direction):
    row["target"] = cell(kpi, target)
    for column in ("target_pct", "target_gap", "target_status"):
        row[column] = None
    if target is None or value is None:
        return
    gap = value - target
    if kpi.value == "share":
        row["target_pct"] = row["target_gap"] = near(gap, target)
    else:
        row["target_pct"] = near(value / target)
        row["target_gap"] = near(gap / abs(target), 1)
    if direction != "neutral":
        ahead = gap if direction == "up is good" else -gap
        close = Fraction(5, 1000) if kpi.value == "share" else \
            abs(target) * Fraction(2, 100)
        row["target_status"] = "1" if ahead >= 0 else \
            "0" if -ahead <= close else "-1"


OF_CUSTOMERS = set(
    """scan_rate active_shops active_frequency active_aov customers
    spend_per_customer frequency identified_sales anonymous_sales
    new_customers existing_customers scan_rate_sales active_members
    engaged_members engaged_rate redeemers redeemer_sales_share
    value_per_member sales_per_member annual_member_spend new_members
    reactivated_members lapsed_members""".split())
# What a KPI needs some day up to as-of to be given at all.
NEEDS = {
    "engaged_members": "offer_events WHERE activated_at NOT NULL",
    "engaged_rate": "offer_events WHERE activated_at NOT NULL",
    "redeemers": "offer_events WHERE redeemed_at NOT NULL",
    "redeemer_sales_share": "offer_events WHERE redeemed_at NOT NULL",
    "value_per_member": "offer_events WHERE redeemed_at NOT NULL AND EXISTS ("
    "SELECT * FROM offer_events WHERE reward_cost NOT NULL)",
    "acquisition_from_group": "customers WHERE group_first_scan_date NOT NULL",
    "campaign_spend": "campaign_results",
    "margin": "products WHERE unit_cost NOT NULL",
    "margin_rate": "products WHERE unit_cost NOT NULL",
    "items_per_basket": "raw_line WHERE product_id <> ''",
    "gap_mean": "(SELECT customer_id FROM occasion WHERE day <= :as_of "
    "GROUP BY 1 HAVING count(*) > 1)",
}
NEEDS["gap_median"] = NEEDS["gap_mean"]
NEEDS.update(dict.fromkeys(
    """scan_rate active_shops active_frequency active_aov scan_rate_sales
    active_members sales_per_member annual_member_spend reactivated_members
    lapsed_members""".split(), "known_members"))
NEEDS.update({
    f"discount_{name}": "(SELECT 1 FROM line WHERE kind = 'sale' AND "
    f"day <= :as_of GROUP BY kind HAVING sum({column}) <> 0)"
    for name, column in (
        ("markdown", "markdown"), ("promo", "promo"),
        ("member", "member_discount"), ("coupon", "coupon"))})


def identified(book, case):
    return case.has(book, "basket WHERE customer_id <> '' AND day <= :as_of")


def given(book, case):
    """The KPIs that the extracts have something for."""
    known = identified(book, case)
    return {kpi for kpi in KPIS if (known or kpi not in OF_CUSTOMERS) and
            (kpi not in NEEDS or case.has(book, NEEDS[kpi]))}


def part(value, scale, unit):
    if value is None:
        return None
    if unit == "month_money":
        return Amount(Fraction(value) / scale)
    return written(Fraction(value) / scale, unit) \
        if unit in ("money", "quantity", "count") \
        else near(Fraction(value) / scale)


def sums(kpi, row, side, pair):
    """What is divided by what; the value itself where nothing is."""
    over, under = pair
    if kpi.kind == "level" and not over and kpi.value == "number":
        over = None
    row[f"{side}numerator"] = part(over, kpi.over, kpi.over_unit)
    row[f"{side}denominator"] = part(under, kpi.under, kpi.under_unit) \
        if kpi.under else None


# On how many days a KPI looks back: from the last day of the window, that day
# one of them, or from the day before its first; by a rule, and so many more.
TO_END = {"active_members": ("active_days", 0),
          "engaged_members": ("engaged_days", 0),
          "engaged_rate": ("active_days", 0), "value_per_member": ("", 84),
          "sales_per_member": ("active_days", 0),
          "annual_member_spend": ("", 364)}
# Lapsed are those of these days; who is back was here before them as well.
TO_START = {"new_customers": ("", 365), "existing_customers": ("", 365),
            "acquisition_from_group": ("", 365),
            "reactivated_members": ("active_days", 1),
            "lapsed_members": ("active_days", 0)}


def is_short(case, rules, kpi):
    """Whether the data begins behind the first day that a KPI looks back to."""
    words = {**rules.words, "": 0}
    for history, end in ((TO_END, case.now.last + 1), (TO_START, case.now.first)):
        if kpi in history:
            rule, more = history[kpi]
            return end - words[rule] - more < case.calendar.data[0]
    return False


def limits(case, rules, kpi, scope, parts, provisional):
    """What the reader should know of a figure."""
    begin = case.calendar.data[0]
    if case.is_partial:
        yield f"incomplete: day {case.now.days()} of {case.asked.days()}"
    if case.now.first < begin:
        yield f"the data begins on {case.day(begin)}"
    if is_short(case, rules, kpi):
        yield "short history"
    net, covered = parts.get(("net_sales", scope), (0, 0))[0], \
        parts.get(("margin_rate", scope), (0, 0))[1] or 0
    if kpi in ("margin", "margin_rate") and net > 0 and covered != net:
        yield f"margin covers {100 * covered / net:.1f} % of net sales"
    if kpi in ("churned_subscribers", "subscriber_churn_rate") and provisional:
        yield f"{provisional} provisional"


def kpi_rows(book, case, words, only):
    """Rows by KPI and scope; words are the registry's as the pack defines
    them."""
    parts = {side: book.kpi_parts(*span, case.as_of) if span else {}
             for side, span in (("now", case.now), ("prev", case.prev),
                                ("ly", case.ly), ("fiscal", case.ly_fiscal))}
    known = book.kpi_parts(*case.known, case.as_of)
    target = targets(book, case.now.name)
    provisional = book.rows("provisional", *case.now, case.as_of)[0][0]
    rows, there = {}, given(book, case)
    # The whole is there on days without a line, too.
    shown = [{pair for pair in known if pair[1] == "all"},
             *(parts[side] for side in ("now", "prev", "ly"))]
    for pair in sorted(set().union(*shown),
                       key=lambda pair: (pair[0], place(pair[1]))):
        if only and pair[1] not in only or pair[0] not in there:
            continue
        kpi, scope = KPIS[pair[0]], pair[1]
        if kpi.whole and scope != "all":
            continue
        row = rows[pair] = {}
        now = value_in(parts["now"], kpi, scope)
        row["value"] = cell(kpi, now)
        sums(kpi, row, "", parts["now"].get(pair, (0, 0)))
        for side, span in case.bases.items():
            base = value_in(parts[side], kpi, scope) if span else None
            sums(kpi, row, f"{side}_", parts[side].get(pair, (0, 0))
                 if span else (None, None))
            compared(kpi, row, side, now, base, span, case.now.days())
        text = words[kpi.id]
        against(kpi, row, now, target.get(pair), text["direction"])
        fiscal = value_in(parts["fiscal"], kpi, scope) \
            if case.ly_fiscal else None
        row.update(ly_rule=ly_rule(case), flag=None,
                   ly_fiscal=cell(kpi, fiscal),
                   label=text["label"], unit=text["unit"],
                   direction=text["direction"], kind=kpi.kind,
                   definition=text["formula"])
        row["flag"] = "; ".join(limits(case, book.rules, kpi.id, scope,
                                       parts["now"], provisional))
    return rows


def trend_rows(book, case, words, only, pairs):
    rows = {}
    for span in case.trail:
        before = case.last_year_of(span)
        now = book.kpi_parts(*span, case.as_of)
        base = book.kpi_parts(*before, case.as_of) if before else {}
        for pair in pairs:
            kpi, scope = KPIS[pair[0]], pair[1]
            value = value_in(now, kpi, scope)
            ly = value_in(base, kpi, scope) if before else None
            row = rows[pair[0], scope, span.name] = {
                "start": span.start(), "end": span.end(),
                "days": str(span.days()), "value": cell(kpi, value),
                "ly": cell(kpi, ly), "per_day": None, "ly_per_day": None,
                "ly_pct_per_day": None, "label": words[kpi.id]["label"],
                "period_label": span.label()}
            if kpi.kind == "flow":
                daily = value / span.days() if value is not None else None
                ly_daily = ly / before.days() if ly is not None else None
                row["per_day"], row["ly_per_day"] = near(daily), near(ly_daily)
                if value is not None and ly is not None and ly > 0:
                    row["ly_pct_per_day"] = near(
                        (daily - ly_daily) / ly_daily,
                        max(daily, ly_daily) / ly_daily)
    return rows


def driver_values(book, span):
    parts = book.kpi_parts(*span)

    def of(kpi):
        return value_of(KPIS[kpi], parts.get((kpi, "all"), (0, 0)))
    row = book.rows("identified", *span)[0]
    identified = of("identified_sales")
    shops, units = row["baskets"], Fraction(row["units"], 1000)
    unit_price = identified / units if units > 0 else None
    return {"net_sales": of("net_sales"), "identified_sales": identified,
            "customers": of("customers"), "frequency": of("frequency"),
            "aov": identified / shops if shops else None,
            "upt": units / shops if shops else None, "unit_price": unit_price,
            "anonymous_sales": of("anonymous_sales"),
            "returns": of("returns")}


PARENTS = {"net_sales": None, "identified_sales": "net_sales",
           "customers": "identified_sales", "frequency": "identified_sales",
           "aov": "identified_sales", "upt": "aov", "unit_price": "aov",
           "anonymous_sales": "net_sales", "returns": "net_sales"}
LEAVES = ("customers", "frequency", "upt", "unit_price", "anonymous_sales",
          "returns")


def effects(now, base):
    """Midpoint split: each factor's change at the mean of the others."""
    def mean(name):
        return Fraction(now[name] + base[name]) / 2

    def rise(name):
        return now[name] - base[name]
    spend = {side: values["frequency"] * values["aov"]
             for side, values in (("now", now), ("base", base))}
    reach = mean("customers") * mean("frequency")
    return {"net_sales": rise("net_sales"),
            "identified_sales": rise("identified_sales"),
            "customers": rise("customers") * sum(spend.values()) / 2,
            "frequency": mean("customers") * rise("frequency") * mean("aov"),
            "aov": reach * rise("aov"),
            "upt": reach * rise("upt") * mean("unit_price"),
            "unit_price": reach * mean("upt") * rise("unit_price"),
            "anonymous_sales": rise("anonymous_sales"),
            "returns": -rise("returns")}


class Amount(Near):
    """Money that was rounded to its last place so that parts add up."""
    __slots__ = ()

    def __init__(self, value):
        super().__init__(value)
        self.slack = 2.01e-4


def tree(book, now, base):
    """The nodes with their parents, the leaves, and the effects.  An order
    value comes of units and a unit price where all units count; where nobody
    was identified in one of the spans, all is put down to customers."""
    all_units = not book.db.execute(
        "SELECT count(*) FROM line WHERE NOT counts_units").fetchone()[0]
    both = now["customers"] and base["customers"]
    by_units = both and all_units and now["unit_price"] is not None and \
        base["unit_price"] is not None
    leaves = LEAVES if by_units else LEAVES + ("aov",)
    parents = {name: parent for name, parent in PARENTS.items()
               if by_units or parent != "aov"}
    if not both:
        rise = {name: now[name] - base[name] for name in (
            "net_sales", "identified_sales", "anonymous_sales", "returns")}
        return parents, ("customers", "anonymous_sales", "returns"), {
            **rise, "customers": rise["identified_sales"],
            "returns": -rise["returns"]}
    if not by_units:
        now, base = ({**side, "upt": Fraction(1), "unit_price": side["aov"]}
                     for side in (now, base))
    return parents, leaves, effects(now, base)


def driver_rows(book, case, words):
    rows = {}
    there = given(book, case)
    for side, span in case.bases.items():
        if not span:
            continue
        now, base = driver_values(book, case.now), driver_values(book, span)
        parents, leaves, effect = tree(book, now, base)
        for name, parent in parents.items():
            if "customers" not in there and (
                    name == "identified_sales" or parent in (
                        "identified_sales", "aov")):
                continue
            kpi = KPIS[name]
            before, after = base[name], now[name]
            known = after is not None and before is not None and before > 0
            rows[side, name] = {
                "label": words[name]["label"], "parent": parent or "",
                "leaf": str(int(name in leaves)),
                "value": cell(kpi, after), "base": cell(kpi, before),
                "change": near((after - before) / before,
                               max(after, before) / before)
                if known else None,
                "effect": Amount(effect[name]) if name in effect else None}
    return rows
