"""awkward.py REPORT [CASE...]: packs of retailers that are small, odd or oddly
named.  Prints TAP.

Each must give a pack whose figures read back, whose pages can be read, and that
leaves out the pages that have nothing to say.  With PLAIN, another build of the
program, it has to be the pack that this one makes, to the byte.
"""

import collections
import csv
import datetime
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PACK = Path(__file__).parents[1] / "pack"
PLAIN = os.environ.get("PLAIN")
LAST_DAY = datetime.date(2023, 12, 31)

# What is plain has days without a time, ids of stores and no more of them, no
# programme and no subscription.
Shop = collections.namedtuple(
    "Shop",
    "period stores products customers days baskets returns name left said "
    "plain unsaid",
    defaults=("2023-12", 3, 40, 60, 800, 4, False, "{} {}", (), (), False, ()))
LATIN = "abcdefghijklmnopqrstuvwxyz"
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنه"


def called(pattern, what, number):
    """A name without figures; a list of patterns is gone through."""
    if isinstance(pattern, list):
        pattern = pattern[number % len(pattern)]
    alphabet = ARABIC if pattern[0] in ARABIC else LATIN
    letters = "".join(alphabet[number // by % 26] for by in (676, 26, 1))
    return pattern.format(what, letters)


FOREIGN = ["上海旗舰店 {1}", "渋谷スクランブル {1}", "서울강남점 {1}",
           "متجر الرياض {1}", "誠品書店 {1}"]
OF_CUSTOMERS = ("Members", "Scan rate", "Members and non-members",
                "RFM and segments", "Migration", "Customer lifetime value",
                "New customers", "Cohorts", "Churn")
CASES = {
    "one_store": Shop(stores=1, left=("Stores", "Ranking of stores",
                                        "Geography")),
    "one_product": Shop(products=1, left=("Categories", "Departments",
                                          "Products")),
    "one_customer": Shop(customers=1, left=OF_CUSTOMERS[3:]),
    "no_customers": Shop(customers=0, left=OF_CUSTOMERS),
    "one_day": Shop(period="2023-12-31..2023-12-31", days=1, baskets=40,
                    left=("Why sales moved", "Members", "New customers",
                          "Cohorts", "Churn", "Forecast")),
    "only_returns": Shop(returns=True, left=OF_CUSTOMERS,
                         said=("against −2,768 last year", "; three stores;")),
    "long_names": Shop(stores=1000, days=60, baskets=60,
                       name="{} {} " + "of the very long street " * 12,
                       left=("Forecast",), said=("… leads with",)),
    "foreign_names": Shop(stores=4, name=FOREIGN,
                          said=("上海旗舰店", "渋谷スクランブル", "서울강남점",
                                "متجر الرياض", "誠品書店")),
    "plain": Shop(plain=True, left=OF_CUSTOMERS[:3],
                  said=("Saturday is the peak", "S0001"),
                  unsaid=("Unknown:00", "busiest hours", "weekday and hour",
                          "members are active", "stores. As of", "sign them up",
                          "ranges and the subscription")),
}


def write(path, head, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(head.split())
        writer.writerows(rows)


def stores_of(shop):
    for i in range(1, shop.stores + 1):
        yield (f"S{i:04}", called(shop.name, "Store", i),
               called(shop.name, "Market", i % 3),
               called(shop.name, "State", i % 5))


def products_of(shop):
    for i in range(1, shop.products + 1):
        yield (f"P{i:04}", called(shop.name, "Product", i),
               called(shop.name, "Category", i % 7),
               called(shop.name, "Department", i % 2), f"{i % 9}.50")


def lines_of(shop):
    lot = random.Random(7)
    for back in reversed(range(shop.days)):
        day = LAST_DAY - datetime.timedelta(days=back)
        more = shop.plain and day.isoweekday() == 6
        for number in range(shop.baskets + more):
            time = f" {8 + lot.randrange(12):02}:{lot.randrange(60):02}:00"
            if shop.plain:
                time = ""
            customer = ""
            if shop.customers and lot.randrange(4):
                customer = f"C{lot.randrange(shop.customers):05}"
            basket = (f"B{back}-{number}", f"{day}{time}",
                      f"S{1 + lot.randrange(shop.stores):04}", "store",
                      customer, int(customer != ""))
            for _ in range(1 + lot.randrange(3)):
                product = 1 + lot.randrange(shop.products)
                units = -1 if shop.returns else 1 + lot.randrange(3)
                price = 3 + product % 9 * 2 + lot.randrange(3)
                yield basket + (f"P{product:04}", units, price, units * price,
                                "return" if shop.returns else "sale")


def make(shop, folder):
    folder.mkdir()
    if not shop.plain:
        write(folder / "stores.csv", "store_id name market state",
              stores_of(shop))
    else:
        write(folder / "customers.csv", "customer_id state",
              ((f"C{i:05}", "A state") for i in range(shop.customers)))
    write(folder / "products.csv",
          "product_id name category department unit_cost", products_of(shop))
    write(folder / "transactions.csv",
          "basket_id timestamp store_id channel customer_id scanned product_id "
          "quantity unit_price net_amount line_type", lines_of(shop))


def text_of(pdf):
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True,
                          capture_output=True, text=True).stdout


def problems_of(pdf, shop):
    text = text_of(pdf)
    for page in shop.left:
        if f"Page “{page}”" not in text:
            yield f"the page {page} is not said to be left out"
    for words in shop.said:
        if words not in text:
            yield f"'{words}' is not said"
    for words in shop.unsaid:
        if words in text:
            yield f"'{words}' is said"
    if shop.plain and "…" in text.split("\f")[0]:
        yield "the cover has cut what it says"
    for nonsense in re.findall(r"\b(?:nan|inf|null)\b|[{}]|Not available",
                               text):
        yield f"the text has '{nonsense}'"


def pack_of(report, shop, source, out):
    """Where the pack is, or None."""
    done = subprocess.run([report, f"--input={source}", f"--output={out}",
                           f"--period={shop.period}", "--no-cache", "--quiet"])
    return None if done.returncode else next(out.glob("*"), None)


def is_plain(pack, shop, source, out):
    """Whether the plain build gives the same pack, to the byte."""
    plain = pack_of(PLAIN, shop, source, out)
    return plain and not subprocess.run(["diff", "-r", pack, plain]).returncode


def check(report, name, shop, work):
    source = work / name
    make(shop, source)
    pack = pack_of(report, shop, source, work / "output")
    if not pack:
        print("not ok -", name, "gives a pack")
        return False
    if PLAIN:
        good = is_plain(pack, shop, source, work / "other output")
        print("ok" if good else "not ok", "-", name,
              "gives the pack of the plain build")
        return good
    pdf = next(pack.glob("report-*.pdf"))
    problems = list(problems_of(pdf, shop))
    print("not ok" if problems else "ok", "-", name,
          "leaves out what says nothing")
    for problem in problems:
        print("#  ", problem)
    good = not problems
    for script, what in (("readback.py", pack), ("layout.py", pdf)):
        good &= not subprocess.run([sys.executable, PACK / script,
                                    what]).returncode
        sys.stdout.flush()
    return good


def main():
    report, *chosen = sys.argv[1:]
    good = True
    for name in chosen or CASES:
        with tempfile.TemporaryDirectory() as folder:
            good &= check(report, name, CASES[name], Path(folder))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
