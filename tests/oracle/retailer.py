"""retailer.py - extracts of a retailer who is unlike the demo's, by a seed.

Rows are dictionaries of the contract's columns, what is not there left out.
They are odd where the contract lets them be: ids of any text, orders over
midnight, returns without an order, amounts of 0, customers that no extract
knows, extracts that are empty or missing.  What is left out: an order with
lines in several stores, whose anonymous sales the program and SQL put to
different ones, and ids of orders that are longer than the program keeps.
"""

import random
from datetime import date

import plans
from periods import DAY, Calendar

PARTS = ("markdown_amount", "promo_amount", "member_amount", "coupon_amount")
FORMS = ("parts", "parts no net", "discount", "list net", "net",
         "net discount", "price", "list discount")


def dec(number, places):
    """A whole number of the last place as text."""
    sign, number = "-" if number < 0 else "", abs(number)
    return f"{sign}{number // 10**places}.{number % 10**places:0{places}d}"


class Retailer:
    def __init__(self, seed):
        self.seed, self.r = seed, random.Random(seed)
        r = self.r
        self.rows, self.yaml = {}, {}
        self.ids = r.choice(["plain", "plain", "zeros", "unicode", "quotes",
                             "formula", "mixed"])
        # Ten-thousandths that prices are a multiple of.
        self.coarse = r.choice([10000, 100, 100, 100, 1])
        self.calendar = Calendar(r)
        self.now, self.as_of = self.calendar.start, self.calendar.as_of
        self.first, self.last = self.calendar.first, self.calendar.last
        self.anonymous_ids = ["", "-1", "0"]
        self.places()
        self.goods()
        self.people()
        self.rows.update(plans.make(self))
        self.sales()
        self.rules()
        self.drop()

    def chance(self, share):
        return self.r.random() < share

    def some_day(self, *days):
        return str(self.r.choice([self.first, self.now, self.as_of, *days]))

    def name_id(self, kind, i):
        style = self.ids
        if style == "mixed":
            style = self.r.choice(["plain", "zeros", "unicode", "quotes",
                                   "formula"])
        return {"plain": f"{kind}{i}", "zeros": f"{i:06}",
                "unicode": f"{kind}ë£ß{i}",
                "quotes": f"{kind}\"{i}\", L;|'",
                "formula": f"{'=+-@'[i % 4]}{kind}{i}"}[style]

    def places(self):
        """Stores, of which the extract lacks some."""
        r = self.r
        count = r.choice([1, 2, 5, 12, 40])
        self.markets = r.choice([["Metro", "Regional"], ["Metro"], [""],
                                 ["North", "South", "Ost/West", ""]])
        self.states = r.choice([["VIC", "NSW"], [""], ["1"],
                                ["Île-de-France", "Bretagne", ""]])
        self.store_ids = [self.name_id("S", i) for i in range(count)]
        year = DAY * 364
        rows = self.rows["stores"] = [
            {"store_id": store, "market": r.choice(self.markets),
             "name": r.choice([f"Store {i}", "", "Müller & Söhne",
                               "O'Neil, \"Main\" St"]),
             "state": r.choice(self.states), "region": r.choice(["R1", ""]),
             "postcode": r.choice(["3000", "0800", "", "SW1A 1AA"])}
            for i, store in enumerate(self.store_ids)
            if count == 1 or self.chance(0.9)]
        for row in rows:
            if self.chance(0.4):
                row["opened"] = self.some_day(self.first - year,
                                              self.as_of - year,
                                              self.as_of - year + DAY)
            if self.chance(0.3):
                row["closed"] = self.some_day(self.as_of + DAY,
                                              self.as_of - DAY)
        self.rows["distribution_centres"] = [
            {"centre_id": f"DC{i}", "name": f"Centre {i}",
             "latitude": str(-37 - i), "longitude": "145.5"} for i in range(3)]

    def goods(self):
        """Products, of which the extract lacks some, and some free."""
        r = self.r
        count = r.choice([1, 5, 30, 100])
        self.departments = r.choice([
            ["Toys", "Fuel", "Home"], ["Home"], ["Home", ""],
            ["Käse", "Wine & Spirits", "A, B", ""]])
        names = [r.choice(["", "Cat 0", "Gift Cards"]),
                 *(f"Cat {i}" for i in range(1, r.choice([1, 3, 9])))]
        self.categories = [(name, r.choice(self.departments))
                           for name in names]
        costs, rated = r.choice([0, 0.5, 1]), r.choice([0, 0.6, 1])
        self.products, rows = [], []
        for i in range(count):
            category, department = r.choice(self.categories)
            cents = r.choice([0, 1, 99, 100, 1999, 5000, 25050, 129999,
                              r.randrange(300)])
            price = cents * 100 // self.coarse * self.coarse + r.randrange(
                100 if self.coarse == 1 else 1)
            weight = self.chance(0.2)
            product = self.name_id("P", i)
            self.products.append((product, price, weight))
            if count > 1 and self.chance(0.08):
                continue
            row = {"product_id": product, "name": f"Thing {i}",
                   "category": category, "brand": r.choice(["", "Acme"]),
                   # A category may lie in two departments.
                   "department": r.choice(self.departments)
                   if self.chance(0.05) else department,
                   "sold_by": "weight" if weight else "unit"}
            if self.chance(costs):
                cost = price * r.choice([0, 3, 5, 12]) // 10
                row["unit_cost"] = dec(cost // 1000 * 1000, 4)
            if self.chance(rated):
                row["rating"] = r.choice(["1", "2.5", "4", "4.5", "4.5", "5"])
                row["rating_count"] = str(r.randrange(100))
            rows.append(row)
        self.rows["products"] = rows

    def people(self):
        """Members by days, by a flag, by both or by nothing."""
        r = self.r
        count = r.choice([0, 4, 24, 60, 250])
        self.customers = [self.name_id("C", i) for i in range(count)]
        self.late = [f"late{i}" for i in range(3)] if count else []
        how = r.choice([("dates",), ("flag",), ("dates", "flag"), ()])
        listed = r.choice([0.5, 0.9, 1])
        self.rows["customers"] = [
            self.person(customer, how)
            for customer in self.customers + self.late if self.chance(listed)]

    def person(self, customer, how):
        r = self.r
        row = {"customer_id": customer, "gender": r.choice(["", "F", "M"]),
               "country": r.choice(["AU", "NZ", ""]), "postcode": "0800",
               "state": r.choice(self.states),
               "contact_preference": r.choice(["email", "", "SMS"]),
               "is_staff": r.choice(["0"] * 8 + ["1", ""])}
        if "flag" in how:
            row["loyalty_member"] = r.choice(["0", "1", "true", "N", ""])
        if "dates" in how and self.chance(0.8):
            row["membership_start"] = self.some_day(
                self.as_of + DAY, self.now + DAY * 3, self.first - DAY * 100,
                self.first + DAY * r.randrange(400))
            if self.chance(0.2):
                row["membership_end"] = self.some_day(self.as_of - DAY,
                                                      self.now - DAY)
        if self.chance(0.5):
            row["birth_date"] = self.some_day(date(1980, 2, 29),
                                              self.as_of + DAY)
        elif self.chance(0.5):
            row["age"] = r.choice(["0", "17", "18", "44.5", "120", "2000"])
        if self.chance(0.6):
            row["latitude"] = f"{r.uniform(-90, 90):.4f}"
            row["longitude"] = f"{r.uniform(-180, 180):.4f}"
        if self.chance(0.4):
            row["group_first_scan_date"] = self.some_day(
                self.first - DAY * 900, self.as_of + DAY)
        if self.chance(0.3):
            row["first_banner_date"] = self.some_day(self.now - DAY)
        return row

    def amounts(self, row, quantity, price):
        """Of the amounts those that the seed's form gives."""
        r = self.r
        whole = (abs(quantity * price) * 2 + 1000) // 2000
        whole = whole if quantity * price >= 0 else -whole
        off = whole * r.choice([1, 3, 5, 7, 10]) // 10 * self.chance(0.25)
        off = off // self.coarse * self.coarse * r.choice([1] * 99 + [-1])
        form = r.choice(FORMS) if self.form == "mixed" else self.form
        money = {"unit_price": price, "list_amount": whole,
                 "discount_amount": off, "net_amount": whole - off}
        given = {name: money[name] for name in {
            "parts": ("unit_price", "net_amount"),
            "parts no net": ("unit_price",), "price": ("unit_price",),
            "discount": ("unit_price", "discount_amount"),
            "list net": ("list_amount", "net_amount"), "net": ("net_amount",),
            "net discount": ("net_amount", "discount_amount"),
            "list discount": ("list_amount", "discount_amount")}[form]}
        if form.startswith("parts"):
            parts = [off // 3, off - off // 3, 0, 0]
            r.shuffle(parts)
            given.update((name, part) for name, part in zip(PARTS, parts)
                         if part or self.chance(0.5))
            if form == "parts" and len(given) > 2 and self.chance(0.05):
                given["net_amount"] += abs(quantity) // 20 * r.choice([-1, 1])
        row.update((name, dec(money, 4)) for name, money in given.items())

    def quantity(self, weight):
        if weight and self.fractions:
            return self.r.randrange(1, 3000)
        rare = self.r.choice([0, 60]) if self.chance(0.05) else 1
        return 1000 * self.r.choice([1, 1, 1, 1, 2, 3, 12, rare, rare])

    def stamp(self, day, seconds):
        time = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
        full = f"{time}:{seconds % 60:02}"
        forms = {"date": [f"{day}"], "minutes": [f"{day} {time}"],
                 "full": [f"{day} {full}"]}
        forms["mixed"] = [f"{day}", f"{day}T{time}", f"{day} {full}"]
        return self.r.choice(forms[self.time])

    def line(self, head):
        r = self.r
        product, price, weight = r.choice(self.products)
        if self.chance(0.02):
            product = r.choice(["", "nope"])
        price *= r.choice([1] * 300 + [0] * 9 + [-1])
        row = {**head, "product_id": product, "price": price,
               "quantity": self.quantity(weight)}
        if self.chance(0.01):
            row["customer_id"] = r.choice(self.customers or [""])
        if self.chance(0.02):
            row["line_type"] = r.choice(["fee", "gift_card", "Sale", "SALE",
                                         "cancel", "return"])
        if self.chance(0.1):
            row["promotion_id"] = "some"
            row["supplier_amount"] = "0.50"
            row["scanned"] = r.choice("01")
        if self.chance(0.06):
            row["seconds"] = min(86399, row["seconds"] + r.randrange(600))
        return row

    def returns(self, row, number):
        """Of an order, in it or by itself, at once or later."""
        r = self.r
        later = row["day"] + DAY * r.choice([0, 0, 1, 10, 60])
        back = {**row, "day": min(self.last, later),
                "quantity": -max(1000, row["quantity"])}
        if self.chance(0.6):
            back.update(basket_id=f"R{number}", order_id="")
        if self.chance(0.3):
            back.update(quantity=-back["quantity"], line_type=r.choice(
                ["return", "cancel", "RETURN"]))
        return back

    def order(self, day, number):
        r = self.r
        head = {"basket_id": self.name_id("B", number)
                if self.chance(0.5) else f"{number:0{r.choice([1, 8])}}",
                # Half of them longer than is kept of an id.
                "order_id": f"ORD{number:0{1 + number % 2 * 19}}"
                if self.chance(self.joined) else "",
                "store_id": "" if self.chance(0.02)
                else r.choice(self.store_ids),
                "channel": r.choice(self.channels),
                "customer_id": self.buyer(), "day": day,
                "seconds": r.randrange(86400)}
        lines = [self.line(head) for _ in range(r.choice([1, 1, 2, 3, 5]))]
        later = day + DAY * r.choice([1, 1, 3, 40, 200])
        if self.chance(0.03) and later <= self.last:
            # Over midnight, or a shipment that was split.
            lines[-1].update(day=later, seconds=r.randrange(7200))
            if head["order_id"]:
                lines[-1]["basket_id"] += "x"
        if self.chance(0.08):
            lines.append(self.returns(lines[0], number))
        if self.chance(0.01):   # more than was ever sold
            lines.append({**lines[0], "basket_id": f"RX{number}",
                          "order_id": "", "quantity": -9000})
        return lines

    def buyer(self):
        if self.late and self.chance(0.01):
            return self.r.choice(self.late)
        if not self.customers or self.chance(self.anonymous):
            return self.r.choice(self.anonymous_ids)
        return self.r.choice(self.customers) if self.chance(0.8) \
            else self.customers[0]

    def sales(self):
        r = self.r
        self.form = r.choice([*FORMS, "mixed", "mixed"])
        self.fractions = self.chance(0.7)
        self.time = r.choice(["full", "full", "date", "minutes", "mixed"])
        self.channels = r.choice([["store", "online"], ["store"], [""],
                                  ["store", "online", "app", ""],
                                  ["Click & Collect", "Ärger"]])
        self.anonymous = r.choice([0, 0.2, 0.6])
        self.joined = r.choice([0, 1, 0.3])
        days, rows = self.calendar.days, []
        a_day = min(6, r.choice([200, 500, 1000]) / len(days))
        # The data has a first and a last day, and reaches as-of.
        sure = {days[0], days[-1], self.as_of, self.as_of - DAY}
        for day in days:
            count = int(a_day) + self.chance(a_day % 1)
            for _ in range(max(count, day in sure)):
                rows += self.order(day, len(rows) + 1)
        for row in rows:
            quantity, price = row.pop("quantity"), row.pop("price")
            row["timestamp"] = self.stamp(row.pop("day"), row.pop("seconds"))
            row["quantity"] = dec(quantity, 3) if quantity % 1000 \
                else str(quantity // 1000)
            self.amounts(row, quantity, price)
        self.rows["transactions"] = rows

    def rules(self):
        r = self.r
        rules, sales, rfm = {}, {}, {}
        if self.chance(0.5):
            rules = {"at_risk_days": r.choice([1, 10, 90]),
                     "active_weeks": r.choice([1, 4, 52]),
                     "engaged_weeks": r.choice([1, 8, 60]),
                     "product_baskets": r.choice([0, 1, 30])}
        if self.chance(0.3):
            rules["rfm_weeks"] = r.choice(["all", 0, 4, 12.5])
        if self.chance(0.6):
            sales["exclude_categories"] = ["Gift Cards", "Cat 8"]
        if self.chance(0.5):
            sales["units_exclude_departments"] = ["Fuel"]
        if self.chance(0.4):
            rfm = r.choice([{"scores": "rank"}, {
                "scores": "fixed", "recency": [10, 20, 40, 80],
                "frequency": [2, 3, 5, 8], "monetary": [10, 50, 100, 500]}])
        self.yaml = {"rules": rules, "sales": sales, "rfm": rfm,
                     "customers": {"anonymous_ids": self.anonymous_ids},
                     "company": {"name": "Odd & Söhne", "currency": "JPY"}}
        if self.calendar.rule:
            self.yaml["calendar"] = self.calendar.rule

    def drop(self):
        """Leave extracts out; of empty ones most."""
        share = self.r.choice([0, 0, 0.2, 0.5, 1])
        for name in list(self.rows):
            empty = not self.rows[name] and (
                name in ("subscriptions", "campaign_results")
                or self.chance(0.5))
            if name != "transactions" and (empty or self.chance(share)):
                del self.rows[name]
        if "campaign_results" not in self.rows:
            for row in self.rows.get("campaigns", ()):
                row["spend"] = ""
        if self.calendar.rows():
            self.rows["fiscal_calendar"] = self.calendar.rows()
