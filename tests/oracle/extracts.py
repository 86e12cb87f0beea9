"""extracts.py - extracts in canonical form as rows of SQLite.

Money is ten-thousandths, quantities are thousandths, days count from
1970-01-01; an empty cell of a number or of a date is NULL, one of a text is
the empty text.
"""

import csv
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

EPOCH = date(1970, 1, 1).toordinal()
RAW_LINE = """
CREATE TABLE raw_line (order_id, time, day, store_id, channel, customer_id,
    product_id, kind, quantity, list, discount, net, markdown, promo,
    member_discount, coupon, category, department, counts_units, cost)
"""

# The columns of the dimensions that the queries use, with their types.
DIMENSIONS = {
    "customers": {"customer_id": "text", "membership_start": "day",
                  "membership_end": "day", "loyalty_member": "told",
                  "is_staff": "flag",
                  "group_first_scan_date": "day", "first_banner_date": "day"},
    "products": {"product_id": "text", "name": "text", "category": "text",
                 "department": "text", "rating": "money",
                 "unit_cost": "money"},
    "stores": {"store_id": "text", "name": "text", "market": "text",
               "state": "text", "postcode": "text", "opened": "day",
               "closed": "day"},
    "campaigns": {"campaign_id": "text", "name": "text", "medium": "text",
                  "channel": "text", "business_unit": "text",
                  "market": "text", "start_date": "day", "end_date": "day",
                  "spend": "money", "funded_by": "text"},
    "campaign_results": {"campaign_id": "text", "date": "day",
                         "business_unit": "text", "market": "text",
                         "spend": "money", "impressions": "count",
                         "clicks": "count", "attributed_sales": "money",
                         "attributed_incremental_sales": "money"},
    "offers": {"offer_id": "text", "campaign_id": "text", "name": "text",
               "type": "text", "business_unit": "text", "start_date": "day",
               "end_date": "day", "funded_by": "text"},
    "offer_events": {"offer_id": "text", "customer_id": "text",
                     "control": "flag", "allocated_at": "day",
                     "delivered_at": "day", "opened_at": "day",
                     "activated_at": "day", "redeemed_at": "day",
                     "reward_cost": "money"},
    "promotions": {"promotion_id": "text", "name": "text", "type": "text",
                   "start_date": "day", "end_date": "day",
                   "product_id": "text", "category": "text"},
    "subscriptions": {"subscription_id": "text", "customer_id": "text",
                      "plan": "text", "status": "text", "start_date": "day",
                      "end_date": "day", "price": "money",
                      "interval": "text", "discount": "money"},
    "fiscal_calendar": {"fiscal_year": "count", "period": "count",
                        "week": "count", "start_date": "day",
                        "end_date": "day"},
    "targets": {"period": "text", "kpi": "text", "target": "money",
                "scope": "text"},
}


def whole(text, places):
    """A decimal as a whole number of its last place."""
    head, _, tail = text.partition(".")
    if len(tail) > places and tail[places:].strip("0"):
        raise ValueError(f"{text} has more than {places} places")
    sign = -1 if head.startswith("-") else 1
    return int(head or 0) * 10**places + sign * int(
        tail[:places].ljust(places, "0") or 0)


def day_of(text):
    return date.fromisoformat(text[:10]).toordinal() - EPOCH


def day_text(day):
    return date.fromordinal(day + EPOCH).isoformat()


def remembered(function):
    """The same text is read once: few are new."""
    known = {"": None}

    def look(text):
        if text not in known:
            known[text] = function(text)
        return known[text]
    return look


CELL = {
    "text": lambda text: text,
    "day": remembered(day_of),
    "money": remembered(lambda text: whole(text, 4)),
    "count": remembered(int),
    "flag": lambda text: int(text.lower() in ("1", "true", "y")),
    "told": lambda text: CELL["flag"](text) if text else None,
}
QUANTITY = remembered(lambda text: whole(text, 3))


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.reader(file)


def load_dimension(db, folder, name):
    columns = DIMENSIONS[name]
    db.execute(f'CREATE TABLE {name} ({", ".join(map(quoted, columns))})')
    path = Path(folder) / f"{name}.csv"
    if not path.exists():
        return
    rows = read(path)
    head = next(rows)
    picks = [(column, CELL[kind]) for column, kind in columns.items()]
    db.executemany(
        f'INSERT INTO {name} VALUES ({", ".join("?" * len(columns))})',
        ([cell(cells[column]) for column, cell in picks] for cells in (
            defaultdict(str, zip(head, row)) for row in rows)))


def quoted(name):
    return f'"{name}"'


def product(db):
    """What a line takes from its product: category, department, cost."""
    found = {}
    for row in db.execute("SELECT product_id, category, department, unit_cost "
                          "FROM products"):
        found[row[0]] = (row[1] or "Unknown", row[2] or "Unknown", row[3])
    return found


def thousandths(amount):
    """Of a product of money and a quantity, half away from zero."""
    size = (abs(amount) + 500) // 1000
    return size if amount >= 0 else -size


PARTS = ("markdown_amount", "promo_amount", "member_amount", "coupon_amount")


def amounts(cells, quantity):
    """List, discount and net amount, and the discount's parts."""
    given = {name: CELL["money"](cells[name]) for name in (
        "unit_price", "list_amount", "net_amount", "discount_amount", *PARTS)}
    parts = [given[name] for name in PARTS]
    net, off = given["net_amount"], given["discount_amount"]
    if off is None and any(part is not None for part in parts):
        off = sum(part or 0 for part in parts)
    whole = given["list_amount"]
    if whole is None and given["unit_price"] is not None:
        whole = thousandths(quantity * given["unit_price"])
    if whole is None:
        whole = net + (off or 0)
    if off is None:
        off = 0 if net is None else whole - net
    return whole, off, whole - off if net is None else net, \
        *(part or 0 for part in parts)


def sale_lines(folder, products, rules, days):
    """The rows of raw_line; fees, gift cards and what is no merchandise are in
    no sales figure, but they are data of their days."""
    unknown, day = ("Unknown", "Unknown", None), CELL["day"]
    for path in sorted(Path(folder).glob("transactions*.csv")):
        rows = read(path)
        head = next(rows)
        for row in rows:
            cells = defaultdict(str, zip(head, row))
            item, kind = cells["product_id"], cells["line_type"].lower()
            category, department, unit_cost = products.get(item, unknown)
            count, time = QUANTITY(cells["quantity"]), cells["timestamp"]
            days.add(day(time[:10]))
            if kind in ("fee", "gift_card") or category in rules.no_sales:
                continue
            # A day without a time begins it, at an hour that is not known.
            time = time if len(time) > 10 else f"{time} 00:00:00?"
            back = count < 0 or kind in ("return", "cancel")
            yield (sys.intern(cells["order_id"] or cells["basket_id"]), time,
                   day(time[:10]), cells["store_id"], cells["channel"],
                   "" if cells["customer_id"] in rules.anonymous
                   else cells["customer_id"], item,
                   "return" if back else "sale", count,
                   *amounts(cells, count), category, department,
                   int(department not in rules.no_units),
                   None if unit_cost is None
                   else thousandths(unit_cost * (
                       -abs(count) if back else count)))


def load(db, folder, rules):
    for name in DIMENSIONS:
        load_dimension(db, folder, name)
    db.execute(RAW_LINE)
    days = set()
    db.executemany(f"INSERT INTO raw_line VALUES ({', '.join('?' * 20)})",
                   sale_lines(folder, product(db), rules, days))
    db.execute("CREATE TABLE extent AS SELECT ? AS first, ? AS last",
               (min(days), max(days)))
