"""extracts.py - extracts in canonical form as rows of SQLite.

Money is ten-thousandths, quantities are thousandths, days count from
1970-01-01; an empty cell of a number or of a date is NULL, one of a text is
the empty text.
"""

import csv
import sys
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
                  "membership_end": "day", "is_staff": "flag",
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
    "subscriptions": {"customer_id": "text", "plan": "text",
                      "status": "text", "start_date": "day",
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
    "flag": lambda text: int(text in ("1", "true", "Y")),
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
    picks = [(head.index(column), CELL[kind])
             for column, kind in columns.items()]
    db.executemany(
        f'INSERT INTO {name} VALUES ({", ".join("?" * len(columns))})',
        ([cell(row[at]) for at, cell in picks] for row in rows))


def quoted(name):
    return f'"{name}"'


def product(db):
    """What a line takes from its product: category, department, cost."""
    found = {}
    for row in db.execute("SELECT product_id, category, department, unit_cost "
                          "FROM products"):
        found[row[0]] = (row[1] or "Unknown", row[2] or "Unknown", row[3])
    return found


def exact_thousandths(amount):
    over, rest = divmod(amount, 1000)
    if rest:
        raise ValueError("an amount has more than 4 places")
    return over


def sale_lines(folder, products, rules):
    """The rows of raw_line; fees, gift cards and what is no merchandise are in
    no sales figure."""
    money, unknown = CELL["money"], ("Unknown", "Unknown", None)
    for path in sorted(Path(folder).glob("transactions*.csv")):
        rows = read(path)
        at = {name: i for i, name in enumerate(next(rows))}
        (basket, order, time, store, channel, customer, item, quantity, price,
         net, kind) = (at[name] for name in (
             "basket_id", "order_id", "timestamp", "store_id", "channel",
             "customer_id", "product_id", "quantity", "unit_price",
             "net_amount", "line_type"))
        parts = [at[name] for name in ("markdown_amount", "promo_amount",
                                       "member_amount", "coupon_amount")]
        day = CELL["day"]
        for row in rows:
            category, department, unit_cost = products.get(row[item], unknown)
            if row[kind] in ("fee", "gift_card") or category in rules.no_sales:
                continue
            count = QUANTITY(row[quantity])
            back = count < 0 or row[kind] in ("return", "cancel")
            off = [money(row[part]) or 0 for part in parts]
            yield (sys.intern(row[order] or row[basket]), row[time],
                   day(row[time][:10]), row[store], row[channel],
                   "" if row[customer] in rules.anonymous else row[customer],
                   row[item], "return" if back else "sale", count,
                   exact_thousandths(count * money(row[price])), sum(off),
                   money(row[net]), *off, category, department,
                   int(department not in rules.no_units),
                   None if unit_cost is None
                   else exact_thousandths(unit_cost * count))


def load(db, folder, rules):
    for name in DIMENSIONS:
        load_dimension(db, folder, name)
    db.execute(RAW_LINE)
    db.executemany(f"INSERT INTO raw_line VALUES ({', '.join('?' * 20)})",
                   sale_lines(folder, product(db), rules))
