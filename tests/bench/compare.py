"""compare.py PACK PEER [SAME]: whether two folders hold the same tables.

PACK is the data folder of report's pack, PEER that of DuckDB's tables, which
lack words and labels, intervals and what is said by them, what other columns
give (changes, numerators, steps of rank) and what the customers extract says of
a customer.  A table of the pack has its key in KEYS or a reason in ALONE.
Amounts and counts must be equal to the last place, ratios to nine digits.  With
SAME, files must be equal byte by byte, but where ids of baskets stand.  Prints
how many cells were compared; exit 1 and the first differences where not all are
equal.
"""

import csv
import sys
import zlib
from decimal import Decimal
from pathlib import Path

KEYS = {
    "kpis": ["kpi", "scope"],
    "trends": ["kpi", "scope", "period"],
    "categories": ["category"],
    "departments": ["department"],
    "products": ["product_id"],
    "stores": ["store_id"],
    "daily_store_category": ["date", "store_id", "category"],
    "geography": ["level", "value"],
    "scan_rates": ["level", "value"],
    "seasons": ["category", "period"],
    "loyalty": ["measure", "level"],
    "discounts": ["group"],
    "subscriptions": ["movement"],
    "subscription_plans": ["plan", "interval"],
    "offers": ["offer_id"],
    "offer_funnel": ["stage"],
    "campaigns": ["campaign_id"],
    "budget": ["level", "value", "funding"],
    "promotions": ["promotion_id"],
    "promotion_types": ["type"],
    "rfm": ["customer_id"],
    "rfm_segments": ["segment"],
    "rfm_grid": ["r", "f"],
    "migration": ["from", "to"],
    "actions": ["customer_id"],
    "clv": ["customer_id"],
    "clv_bands": ["band"],
    "clv_curve": ["percent"],
    "churn": ["customer_id"],
    "churn_summary": ["measure"],
    "cohorts": ["cohort", "k"],
    "cohort_means": ["k"],
    "top_customers": ["customer_id"],
    "customers": ["customer_id"],
    "drivers": ["comparison", "driver"],
    "scope_drivers": ["comparison", "scope"],
    "driver_groups": ["comparison", "level", "name"],
    "days": ["date"],
    "weeks": ["week"],
    "hourly": ["weekday", "hour"],
    "basket_values": ["band"],
    "scopes": ["scope", "window"],
    "targets": ["kpi"],
    "discount_differences": ["measure"],
    "product_impact": ["products"],
    "action_lists": ["segment"],
    "churn_bands": ["band"],
    "churn_groups": ["group"],
    "suspects": ["subject_type", "subject"],
    "suspect_reasons": ["reason"],
    "suspect_effects": ["kpi", "reason"],
}

# Tables that hold ids of baskets, which a form of the input may spell another
# way: their bytes are not compared.
NAME_BASKETS = {"suspects"}

# Tables that are report's alone, and why SQL does not say them.
ALONE = {
    "definitions": "words",
    "extracts": "what was read and refused, which DuckDB's reader does not say",
    "control_totals": "bytes and fingerprints of the files",
    "reasons": "rows that were refused",
    "rejects": "rows that were refused",
    "action_lift": "those held out are drawn by a hash that DuckDB has not",
    "subscription_impact": "each is matched with others",
    "clusters": "k-means, step by step",
    "clv_model": "a model that is fitted",
    "clv_calibration": "a model that is fitted",
    "forecast": "a model that is fitted",
}

# Of these, KPIs and their bases are sums and counts.
EXACT_KPIS = {
    "gross_sales", "discount", "discount_markdown", "discount_promo",
    "discount_member", "discount_coupon", "returns", "net_sales", "units",
    "baskets", "margin", "customers", "identified_sales", "anonymous_sales",
    "new_customers", "existing_customers", "active_shops", "active_members",
    "engaged_members", "redeemers", "acquisition_from_group", "new_members",
    "reactivated_members", "lapsed_members", "subscribers", "new_subscribers",
    "reactivated_subscribers", "churned_subscribers", "campaign_spend",
    "attributed_sales"}
TEXTS = {"name", "market", "state", "postcode", "category", "department",
         "start", "end", "level", "value", "period", "measure", "group", "type",
         "movement", "plan", "interval", "stage", "offer_id", "campaign_id",
         "promotion_id", "product_id", "business_unit", "funded_by", "medium",
         "channel", "funding", "customer_id", "segment", "overlay", "from", "to",
         "band", "cohort", "last_date", "first_date", "member_type",
         "preferred_channel", "clv_band", "comparison", "main_driver", "status",
         "driver_prev", "driver_ly", "driver", "parent", "weekday", "week",
         "ly_date", "window", "better", "subject", "subject_type", "reasons",
         "reason", "date", "store_id"}
# Tables whose values are of the KPI that this column names.
FIGURES = {"kpis": "kpi", "trends": "kpi", "targets": "kpi",
           "drivers": "driver", "suspect_effects": "kpi"}
# What is computed and then rounded to its last place, and half of that; effects
# more, so that those of a scope add up to its change.
ROUNDED = {"baseline_units": "5e-4", "baseline_sales": "5e-5",
           "incremental_sales": "5e-5", "incremental_margin": "5e-5",
           "effect": "2e-4", "main_effect": "2e-4",
           "driver_prev_effect": "2e-4", "driver_ly_effect": "2e-4"}
# Tables whose rows hold the effects of KPIs under the KPIs' names.
MOVES = {"scope_drivers", "driver_groups"}
LEAVES = ("customers", "frequency", "aov", "upt", "unit_price",
          "anonymous_sales", "returns")
MOST = 12  # differences that are shown
PART = 64 << 20  # bytes of a table that are compared at a time, about
# Slack of a ratio, and the size below which one counts as this large.
SLACK = Decimal("1e-9")
LEAST = Decimal("1e-3")
EXACT = {"net_sales", "gross_sales", "discount", "returns", "units", "baskets",
         "rank", "rank_prev", "rank_ly", "days", "trading_days", "comparable",
         "comparable_stores", "stores", "member_baskets", "n_member",
         "n_non_member", "orders", "customers", "subscribers", "new", "churned",
         "allocated", "delivered", "opened", "activated", "shopped", "redeemed",
         "leakage", "treated", "control", "reward_cost", "spend", "prev_spend",
         "ly_spend", "impressions", "clicks", "attributed_sales", "promotions",
         "recency", "frequency", "monetary", "r", "f", "m", "not_positive",
         "net_sales_52w", "net_sales_year", "units_year",
         "returned_units_year", "occasions", "baskets_52w", "days_since",
         "at_risk", "overdue", "clv", "elapsed", "cohorts",
         "cohort_customers", "k", "percent", "fall",
         "rise", "base", "scopes", "unsplit", "sale_lines", "return_lines",
         "ly_baskets", "overdue_customers", "is_top", "n_discounted",
         "n_full_price", "in_window", "above", "below", "products"}
# Tables in which the sums of other windows are rates.
RATES = {"scan_rates"}


def read(path, key, part, parts):
    """Rows by their key: those that chance has put into the part."""
    rows = {}
    with open(path, encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        names = next(lines)
        places = [names.index(column) for column in key]
        for cells in lines:
            where = tuple(cells[place] for place in places)
            if zlib.crc32(" ".join(where).encode()) % parts == part:
                rows[where] = dict(zip(names, cells))
    return rows


def agree(table, row, column, got, want):
    is_kpi = table in FIGURES
    if got == want or column in TEXTS and not (is_kpi and column == "value"):
        return got == want
    if got == "" or want == "":
        return False
    got, want = Decimal(got), Decimal(want)
    if got == want:
        return True
    exact = column in EXACT or (column in ("prev", "ly")
                                and table not in RATES)
    rounded = Decimal(ROUNDED.get(column, 0))
    if is_kpi:
        exact = (column in ("value", "value_without", "prev", "ly", "base",
                            "days")
                 and row[FIGURES[table]] in EXACT_KPIS)
    elif table in MOVES:
        exact = column == "change" or exact and column not in LEAVES
        if column in LEAVES or column == "main_effect":
            rounded = Decimal(ROUNDED["effect"]) * int(row.get("scopes", 1))
    slack = SLACK * max(abs(got), abs(want), LEAST)
    return not exact and abs(got - want) <= rounded + slack


def adds_up(row):
    """Whether effects come to what they explain, to the last place."""
    return sum(Decimal(row[leaf] or 0) for leaf in LEAVES) == \
        Decimal(row["change"])


def compare_part(pack, peer, table, part, parts):
    key = KEYS[table]
    got = read(pack / f"{table}.csv", key, part, parts)
    want = read(peer / f"{table}.csv", key, part, parts)
    problems = [f"{table} {' '.join(where)}: not in the pack"
                for where in want.keys() - got.keys()]
    problems += [f"{table} {' '.join(where)}: only in the pack"
                 for where in got.keys() - want.keys()]
    problems += [f"{table} {' '.join(where)}: effects do not add up"
                 for where, row in got.items()
                 if table in MOVES and not adds_up(row)]
    cells = 0
    for where in want.keys() & got.keys():
        for column, value in want[where].items():
            cells += 1
            if not agree(table, want[where], column, got[where][column], value):
                problems.append(f"{table} {' '.join(where)} {column}: "
                                f"'{got[where][column]}', not '{value}'")
    return cells, problems


def compare_table(pack, peer, table):
    """Cells compared, and the differences."""
    parts = 1 + (pack / f"{table}.csv").stat().st_size // PART
    cells, problems = 0, []
    for part in range(parts):
        more, found = compare_part(pack, peer, table, part, parts)
        cells += more
        problems += found
    return cells, problems


def compare_bytes(pack, peer, table):
    one, other = ((folder / f"{table}.csv").read_bytes()
                  for folder in (pack, peer))
    return len(one), [] if one == other else [f"{table}: the bytes differ"]


def main():
    pack, peer = (Path(argument) for argument in sys.argv[1:3])
    compare = compare_bytes if len(sys.argv) > 3 else compare_table
    cells, problems = 0, []
    for file in pack.glob("*.csv"):
        if file.stem not in KEYS.keys() | ALONE.keys():
            problems.append(f"{file.stem}: in neither KEYS nor ALONE")
    for table in KEYS:
        if compare is compare_bytes and table in NAME_BASKETS:
            continue
        more, found = compare(pack, peer, table)
        cells += more
        problems += found
    for problem in sorted(problems)[:MOST]:
        print(problem)
    if problems or not cells:
        print(f"{len(problems)} differences in {cells} cells")
        return 1
    print(cells)
    return 0


if __name__ == "__main__":
    sys.exit(main())
