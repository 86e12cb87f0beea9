"""tables.py - what the tables beside the KPIs must hold: how each column comes
from its query, and the columns that compare with former days."""

from fractions import Fraction

import doubt
import drivers
import figures
import people
import persons
import promotions
import recurring
import study
from extracts import day_of
from judge import computed, near, written
from oracle import fraction
from window import Window

UNITS = {10**4: "money", 12 * 10**4: "money", 10**3: "quantity",
         1: "count"}


class Words(dict):
    """A KPI that a pack does not define has no words."""

    def __missing__(self, kpi):
        return dict.fromkeys(("label", "unit", "direction", "formula"), "")


def check_driver_sum(table, rows):
    """Effects of the leaves add up to the change of net sales, exactly."""
    for side in {row["comparison"] for row in rows}:
        part = [row for row in rows if row["comparison"] == side]
        leaves = sum(Fraction(row["effect"]) for row in part
                     if row["leaf"] == "1")
        whole = next(Fraction(row["effect"]) for row in part
                     if row["driver"] == "net_sales")
        table.cell(f"{side} leaves", str(leaves), str(whole))


def units_of(book, name, case):
    """The unit of each exact column: what its fractions are written over."""
    units = {}
    for row in book.rows(name, *case.now, case.as_of):
        for column, text in dict(row).items():
            if isinstance(text, str) and "/" in text and column not in units:
                under = text.rpartition("/")[2]
                if under.isdigit():
                    units[column] = UNITS.get(int(under), "number")
        break
    return units


def cell_of(shape, units, column, value):
    if column in shape.text:
        return value or ""
    if column in shape.exact and value is not None:
        exact = written(value, units[column])
        return exact if isinstance(exact, str) else study.amount(value)
    return near(value)


def change_per_day(now, base, span, days):
    if now is None or base is None or base <= 0:
        return None
    return near((now * span.days() / days - base) / base,
                max(abs(now), abs(base)) / base)


def compare_sides(book, name, case, shape, where, row, cells, units):
    """prev, ly and what follows from them; ranks and the steps between."""
    flow = shape.notes.get("compared")
    if not flow:
        return
    for side, span in case.bases.items():
        base = book.cells(name, *span, case.as_of)[where] if span else {}
        if flow:
            before, now = base.get(flow), cells[flow]
            row[side] = written(before, units[flow])
            row[f"{side}_pct_per_day"] = change_per_day(
                now, before, span, case.now.days())
        if shape.notes.get("contribution"):
            column = "contribution" if side == "ly" else "contribution_prev"
            total = sum(other[flow] for other in book.cells(
                name, *span, case.as_of).values()) if span else 0
            row[column] = near((cells[flow] - base[flow]) / abs(total),
                               cells[flow] / abs(total)) if total > 0 else None
        if "rank" in cells:
            rank, former = cells["rank"], base.get("rank")
            row[f"rank_{side}"] = written(former, "count")
            row[f"move_{side}"] = written(former - rank, "count") \
                if rank is not None and former is not None else None


def expected(book, name, case):
    """Rows by key: those of the days themselves, and those that only the days
    they are compared with have."""
    shape = book.shape(name)
    now = book.cells(name, *case.now, case.as_of)
    units = units_of(book, name, case)
    spans = [span for span in (case.now, case.prev, case.ly) if span]
    if shape.notes.get("rows") == "now":
        spans = [case.now]
    rows = {}
    for where, cells in now.items():
        if "active" in cells and not any(
                book.cells(name, *span, case.as_of)[where]["active"]
                for span in spans):
            continue
        row = rows[where] = {
            column: cell_of(shape, units, column, value)
            for column, value in cells.items() if column != "active"}
        compare_sides(book, name, case, shape, where, row, cells, units)
    return shape, rows


def plain(name):
    def check(book, case, table, got):
        shape, rows = expected(book, name, case)
        table.rows(got, shape.key, rows)
    return check


def check_stores(book, case, table, got):
    shape, rows = expected(book, "stores", case)
    why = comparable(book, case)
    for where, row in rows.items():
        row["reason"] = why[where[0]]
        row["comparable"] = "0" if why[where[0]] else "1"
    drivers.add_to_stores(book, case, rows)
    table.rows(got, shape.key, rows)


def comparable(book, case):
    base = case.ly or Window("", 0, -1)
    return {row["store_id"]: row["reason"] for row in book.db.execute(
        book.query_text("comparable_stores"),
        {"first": case.now.first, "last": case.now.last, "as_of": case.as_of,
         "ly_first": base.first, "ly_last": base.last})}


def check_geography(book, case, table, got):
    shape, rows = expected(book, "geography", case)
    counts = comparable_by_place(book, case)
    for where, row in rows.items():
        row["comparable_stores"] = str(counts.get(where, 0))
        row.pop("move_prev", None), row.pop("move_ly", None)
    table.rows(got, shape.key, rows)


def comparable_by_place(book, case):
    found = {}
    why = comparable(book, case)
    for store in book.db.execute("SELECT * FROM any_store "
                                 "LEFT JOIN stores USING (store_id)"):
        if why[store["store_id"] or "Unknown"]:
            continue
        for level in ("market", "state", "postcode"):
            where = level, store[level] or "Unknown"
            found[where] = found.get(where, 0) + 1
    return found


def check_hourly(book, case, table, got):
    shape, rows = expected(book, "hourly", case)
    for row in rows.values():
        row.pop("traded")
    table.rows(got, shape.key, rows)


def check_basket_values(book, case, table, got):
    """Last year's baskets are counted in the bands of the period."""
    base = case.ly or Window("", 0, -1)
    shape = book.shape("basket_values")
    rows = {}
    for found in book.db.execute(
            book.query_text("basket_values"),
            {"first": case.now.first, "last": case.now.last,
             "ly_first": base.first, "ly_last": base.last}):
        cells = dict(found)
        where = cells.pop("band"),
        rows[where] = {
            column: written(fraction(text), UNITS[int(text.split("/")[1])])
            if text and column in shape.exact else near(fraction(text))
            for column, text in cells.items()}
    table.rows(got, shape.key, rows)
    table.order(got, shape.key, list(rows))


# Of all other KPIs more is better.
LESS_IS_BETTER = {"returns", "discount_rate", "return_rate", "gap_mean",
                  "gap_median", "lapsed_members", "churned_subscribers",
                  "subscriber_churn_rate"}
NEITHER = {"discount", "discount_markdown", "discount_promo", "discount_member",
           "discount_coupon", "unit_price", "anonymous_sales", "campaign_spend"}
STATUS = {"1": "On track", "0": "Close", "-1": "Behind", None: None}


def target_row(kpi, value, target):
    """Of a target above 0; and how far ahead of it the value is, as a part."""
    better = "" if kpi.id in NEITHER else \
        "lower" if kpi.id in LESS_IS_BETTER else "higher"
    gap = None if value is None else (value - target) / target
    ahead = None
    if better and gap is not None:
        ahead = -gap if better == "lower" else gap
    row = {"value": figures.cell(kpi, value)}
    figures.against(kpi, row, value, target, {
        "": "neutral", "lower": "up is bad", "higher": "up is good"}[better])
    row.pop("target_pct")
    row.update(of_target=near(value / target) if gap is not None else None,
               ahead=near(ahead, 1),
               better=better, status=STATUS[row["target_status"]])
    for column, status in (("on_track", "1"), ("close", "0"), ("behind", "-1")):
        row[column] = str(int(row["target_status"] == status))
    return ahead, row


def check_targets(book, case, table, got):
    """Those that are furthest behind come first."""
    parts = book.kpi_parts(*case.now, case.as_of)
    named = {row["kpi"]: row for row in got}
    found = []
    there = figures.given(book, case)
    for (kpi, scope), target in figures.targets(book, case.now.name).items():
        value = figures.value_in(parts, figures.KPIS[kpi], "all")
        if scope == "all" and kpi in there:
            ahead, row = target_row(figures.KPIS[kpi], value, target)
            row.update({column: named.get(kpi, {}).get(column)
                        for column in ("label", "unit")})
            found.append((ahead is None, ahead, kpi, row))
    table.rows(got, ("kpi",), {(kpi,): row for _, _, kpi, row in found})
    order = list(figures.KPIS)
    table.order(got, ("kpi",), [(kpi,) for _, _, kpi, _ in sorted(
        found, key=lambda row: (*row[:2], order.index(row[2])))])


def check_products(book, case, table, got):
    shape, rows = expected(book, "products", case)
    for row in rows.values():
        row["listed"] = str(
            int(int(row["baskets"]) >= book.rules.product_baskets))
    table.rows(got, shape.key, rows)


def check_days(book, case, table, got):
    shape, rows = expected(book, "days", case)
    first, last = (day - 364 for day in case.now)
    base = book.cells("days", first, last, case.as_of)
    for row, (former, cells) in zip(rows.values(), base.items()):
        known = day_of(former[0]) >= case.calendar.data[0]
        row["ly_date"] = former[0]
        row["ly"] = written(cells["net_sales"], "money") if known else None
        row["ly_baskets"] = written(cells["baskets"], "count") \
            if known else None
    table.rows(got, shape.key, rows)


def check_weeks(book, case, table, got):
    first = case.calendar.data[0]
    rows = {}
    for week in case.calendar.weeks_to(case.as_of, 13):
        if week.last < first:
            continue
        last = min(week.last, case.as_of)
        parts = book.kpi_parts_of_whole(week.first, last)
        ly = book.kpi_parts_of_whole(week.first - 364, last - 364)[
            "net_sales"] if week.first - 364 >= first else None
        gap = ly and Fraction(parts["net_sales"]) - Fraction(ly)
        rows[week.name,] = {
            "start": week.start(), "end": week.end(),
            "days": str(last - week.first + 1), "net_sales": parts["net_sales"],
            "baskets": parts["baskets"], "ly": ly,
            "above": ly and str(int(gap > 0)),
            "below": ly and str(int(gap < 0)),
            "in_window": str(int(last >= case.now.first and
                                 week.first <= case.now.last)),
            "label": week.label()}
    table.rows(got, ("week",), rows)


def check_scan_rates(book, case, table, got):
    """The rate itself is compared, in points, and with last year's by the
    interval of a difference of proportions."""
    names = {row["store_id"]: row["name"] for row in
             book.db.execute("SELECT store_id, name FROM stores")}
    shape, rows = expected(book, "scan_rates", case)
    now = book.cells("scan_rates", *case.now, case.as_of)
    for side, span in case.bases.items():
        base = book.cells("scan_rates", *span, case.as_of) if span else {}
        for where, row in rows.items():
            rate = now[where]["scan_rate"]
            former = base[where]["scan_rate"] if base else None
            row[side] = near(former)
            row[f"{side}_change"] = near(rate - former, 1) \
                if rate is not None and former is not None else None
            if side == "ly":
                row.update(rate_interval(now[where], base.get(where)))
    for (level, value), row in rows.items():
        row["name"] = (names.get(value) or value) if level == "store" \
            else value
    table.rows(got, shape.key, rows)


def rate_interval(now, base):
    counts = [int(cells[column]) if cells else 0 for cells in (now, base)
              for column in ("member_baskets", "baskets")]
    low = high = None
    if min(counts[1], counts[3]) >= 30:
        low, high = study.interval.newcombe(*counts)[1:]
    return {"ly_low": computed(low), "ly_high": computed(high),
            "verdict": study.interval.verdict(counts[1], counts[3], low, high)
            if base else None}


def check_seasons(book, case, table, got):
    """A category's sales a day against those of the 52 weeks to the end."""
    first = max(case.now.last - 363, case.calendar.data[0])
    days = case.now.last - first + 1
    year = book.cells("seasons", first, case.now.last)
    rows, order = {}, []
    sold = {span: book.cells("seasons", *span) for span in case.trail}
    for span in case.trail:
        for category, in set().union(year, *sold.values()):
            cells = sold[span].get((category,), {"net_sales": Fraction(0)})
            per_day = cells["net_sales"] / span.days()
            mean = year.get((category,), {"net_sales": Fraction(0)})
            mean = mean["net_sales"] / days
            index = 100 * per_day / mean if mean > 0 else None
            rows[category, span.name] = {
                "start": span.start(), "end": span.end(),
                "net_sales": written(cells["net_sales"], "money"),
                "per_day": near(per_day), "year_per_day": near(mean),
                "index": near(index)}
            order.append((index is None, index or 0, category.encode(),
                          span.first, (category, span.name)))
    table.rows(got, ("category", "period"), rows)
    table.order(got, ("category", "period"), [o[-1] for o in sorted(order)])


def check_scopes(book, case, table, got):
    """The whole, and scopes that have a line or a basket in a window."""
    sides = {"now": case.now, **case.bases}
    spans = {side: span for side, span in sides.items() if span}
    found = {side: book.cells("scopes", *span)
             for side, span in spans.items()}
    rows = {}
    for where in found["now"]:
        if where != ("all",) and not any(
                sum(cells[where].values()) for cells in found.values()):
            continue
        for side, span in sides.items():
            if not span:
                rows[where[0], side] = dict.fromkeys(
                    ("start", "end", "days", *found["now"][where]))
                continue
            row = rows[where[0], side] = {
                "start": span.start(), "end": span.end(),
                "days": str(span.days())}
            row.update({column: written(value, "count") for column, value in
                        found[side][where].items()})
    table.rows(got, ("scope", "window"), rows)


DEPTHS = {"discounted": "Discounted", "full price": "Full price",
          "depth 0": "Full price", "depth <= 10 %": "Up to 10% off",
          "depth <= 20 %": "Up to 20%", "depth <= 30 %": "Up to 30%",
          "depth <= 50 %": "Up to 50%", "depth > 50 %": "Over 50%"}


def check_discounts(book, case, table, got):
    shape, rows = expected(book, "discounts", case)
    for (group,), row in rows.items():
        row["label"] = DEPTHS[group]
    table.rows(got, shape.key, rows)


def check_campaigns(book, case, table, got):
    shape, rows = expected(book, "campaigns", case)
    rows = active_now(book, "campaigns", case, rows)
    former_spend(book, "campaigns", case, rows)
    table.rows(got, shape.key, rows)
    table.order(got, shape.key, sorted(rows, key=lambda where: (
        -Fraction(rows[where]["spend"] or 0), where[0].encode())))


def check_budget(book, case, table, got):
    shape, rows = expected(book, "budget", case)
    former_spend(book, "budget", case, rows)
    for (level, value, _), row in rows.items():
        medium, _, unit = value.partition(" x ")
        row["medium"] = (value if level == "medium" else
                         medium if " x " in level else None)
        row["business_unit"] = (value if level == "business_unit" else
                                unit if " x " in level else None)
    table.rows(got, shape.key, rows)


def active_now(book, name, case, rows):
    now = book.cells(name, *case.now, case.as_of)
    return {where: row for where, row in rows.items() if now[where]["active"]}


RESULTS = ("impressions", "clicks", "click_rate", "attributed_sales",
           "incremental_sales", "roas", "incremental_roas", "share_spend",
           "share_attributed", "share_incremental", "index", "spend",
           "prev_spend", "ly_spend", "ly_roas")


def without_results(book, case, rows):
    """Where no results are delivered nothing is known of them."""
    for row in rows.values():
        row.update((column, None) for column in RESULTS if column in row)


def former_spend(book, name, case, rows):
    for side, span in case.bases.items():
        base = book.cells(name, *span, case.as_of) if span else {}
        for where, row in rows.items():
            cells = base.get(where, {})
            row[f"{side}_spend"] = written(cells.get("spend", 0), "money") \
                if span else None
            if side == "ly":
                row["ly_roas"] = near(cells.get("roas"))
    if not case.has(book, "campaign_results"):
        without_results(book, case, rows)


BUILDERS = {name: plain(name) for name in (
    "categories", "departments", "daily_store_category")}
BUILDERS.update(stores=check_stores,
                geography=check_geography,
                hourly=check_hourly,
                basket_values=check_basket_values, targets=check_targets, days=check_days, weeks=check_weeks,
                products=check_products,
                scan_rates=check_scan_rates, seasons=check_seasons,
                campaigns=check_campaigns, budget=check_budget,
                scopes=check_scopes, discounts=check_discounts)
BUILDERS.update(study.BUILDERS)
BUILDERS.update(recurring.BUILDERS)
BUILDERS.update(promotions.BUILDERS)
BUILDERS.update(people.BUILDERS)
BUILDERS.update(persons.BUILDERS)
BUILDERS.update(doubt.BUILDERS)
BUILDERS.update(drivers.BUILDERS)
