"""compare.py PACK PEER [SAME]: whether two folders hold the same tables.

PACK is the data folder of report's pack, PEER that of DuckDB's tables, which
lack words and labels.  Amounts and counts must be equal to the last place,
ratios to nine digits.  With SAME, files must be equal byte by byte.  Prints
how many cells were compared; exit 1 and the first differences where not all
are equal.
"""

import csv
import sys
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
}

# Of these, KPIs and their bases are sums and counts.
EXACT_KPIS = {
    "gross_sales", "discount", "discount_markdown", "discount_promo",
    "discount_member", "discount_coupon", "returns", "net_sales", "units",
    "baskets", "margin", "customers", "identified_sales", "anonymous_sales",
    "new_customers", "existing_customers"}
# Of the customers extract, which the peer does not read.
MEMBERS = {"scan_rate", "active_shops", "active_frequency", "active_aov"}
TEXTS = {"name", "market", "state", "postcode", "category", "department",
         "start", "end"}
# Slack of a ratio, and the size below which one counts as this large.
SLACK = Decimal("1e-9")
LEAST = Decimal("1e-3")
EXACT = {"net_sales", "gross_sales", "discount", "returns", "units", "baskets",
         "prev", "ly", "rank", "rank_prev", "rank_ly", "days", "trading_days",
         "comparable"}


def read(path, key):
    with open(path, encoding="utf-8", newline="") as file:
        return {tuple(row[column] for column in key): row
                for row in csv.DictReader(file)
                if row.get("kpi") not in MEMBERS
                and row.get("scope", "all") == "all"}


def agree(table, row, column, got, want):
    if got == want or column in TEXTS:
        return got == want
    if got == "" or want == "":
        return False
    got, want = Decimal(got), Decimal(want)
    if got == want:
        return True
    exact = column in EXACT
    if table in ("kpis", "trends"):
        exact = (column in ("value", "prev", "ly", "days")
                 and row["kpi"] in EXACT_KPIS)
    return not exact and abs(got - want) <= SLACK * max(abs(got), abs(want),
                                                        LEAST)


def compare_table(pack, peer, table):
    """Cells compared, and the differences."""
    key = KEYS[table]
    got = read(pack / f"{table}.csv", key)
    want = read(peer / f"{table}.csv", key)
    problems = [f"{table} {' '.join(where)}: not in the pack"
                for where in want.keys() - got.keys()]
    problems += [f"{table} {' '.join(where)}: only in the pack"
                 for where in got.keys() - want.keys()]
    cells = 0
    for where in want.keys() & got.keys():
        for column, value in want[where].items():
            cells += 1
            if not agree(table, want[where], column, got[where][column], value):
                problems.append(f"{table} {' '.join(where)} {column}: "
                                f"'{got[where][column]}', not '{value}'")
    return cells, problems


def compare_bytes(pack, peer, table):
    one, other = ((folder / f"{table}.csv").read_bytes()
                  for folder in (pack, peer))
    return len(one), [] if one == other else [f"{table}: the bytes differ"]


def main():
    pack, peer = (Path(argument) for argument in sys.argv[1:3])
    compare = compare_bytes if len(sys.argv) > 3 else compare_table
    cells, problems = 0, []
    for table in KEYS:
        more, found = compare(pack, peer, table)
        cells += more
        problems += found
    for problem in sorted(problems)[:12]:
        print(problem)
    if problems or not cells:
        print(f"{len(problems)} differences in {cells} cells")
        return 1
    print(cells)
    return 0


if __name__ == "__main__":
    sys.exit(main())
