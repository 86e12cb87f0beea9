"""people.py - extracts with very many customers of few baskets each, so that
what is measured of customers is nearly all that is measured.

A basket is one line.  Every customer has one basket, in an order that jumps
about, and what baskets are left are of any of them.  The same baskets are
written once more with nobody's name, to be taken off.
"""

import random
from datetime import date, timedelta

FIRST = date(2022, 1, 1)
HEAD = ("basket_id,timestamp,store_id,channel,customer_id,product_id,quantity,"
        "list_amount,net_amount\n")
CATEGORIES = ("Bath", "Bedding", "Games", "Garden", "Kitchen", "Men", "Toys",
              "Women")
# Coprime to any number of customers that ends in 0.
JUMP = 2654435761


def days_of(count):
    return [(FIRST + timedelta(day)).isoformat() for day in range(count)]


def baskets_of(customers, baskets, days):
    """Customer, and the line before and behind him."""
    chance = random.Random(1)
    for i in range(baskets):
        who = i * JUMP % customers if i < customers else \
            chance.randrange(customers)
        yield (f"C{who:08}",
               f"B{i:08},{days[i * len(days) // baskets]} "
               f"{8 + i % 12:02}:{i % 60:02},S{i % 50:02},"
               f"{'store' if i % 3 else 'online'},",
               f",P{chance.randrange(1000):04},{1 + i % 3},{10 + i % 90}.99,"
               f"{9 + i % 90}.49\n")


def write_products(path):
    with open(path, "w", encoding="utf-8") as file:
        file.write("product_id,name,category,department,unit_cost\n")
        for i in range(1000):
            file.write(f"P{i:04},Thing {i},{CATEGORIES[i % 8]},Part {i % 3},"
                       f"{1 + i % 30}.50\n")


def write_customers(path, customers):
    joined = days_of(700)
    with open(path, "w", encoding="utf-8") as file:
        file.write("customer_id,membership_start,birth_date,gender,country,"
                   "state,postcode,contact_preference\n")
        for i in range(customers):
            file.write(
                f"C{i:08},{joined[i % 700]},19{50 + i % 50}-0{1 + i % 9}-"
                f"{10 + i % 19},{'FM'[i % 2]},AU,"
                f"{('NSW', 'VIC', 'QLD', 'WA')[i % 4]},{2000 + i % 2000},"
                f"{('email', 'sms', 'none')[i % 3]}\n")


def make(folder, customers, baskets, days):
    """The folders of these extracts, with names and without."""
    named, nameless = folder / "named", folder / "nameless"
    for each in (named, nameless):
        each.mkdir(parents=True)
        (each / "report.yaml").write_text("calendar: {generate: months}\n")
        write_products(each / "products.csv")
    write_customers(named / "customers.csv", customers)
    with open(named / "transactions.csv", "w", encoding="utf-8") as one, \
            open(nameless / "transactions.csv", "w", encoding="utf-8") as two:
        one.write(HEAD)
        two.write(HEAD)
        for who, before, behind in baskets_of(customers, baskets,
                                              days_of(days)):
            one.write(before + who + behind)
            two.write(before + behind)
    return named, nameless
