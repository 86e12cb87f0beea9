"""What the demo wrote, read back: for the tests of tests/demo."""
import collections
import csv
import datetime
import glob
import json
import os

CODE = {c: i for i, c in enumerate("0123456789ABCDEFGHJKMNPQRSTVWXYZ")}
NUMBERS = 4096  # of receipts a shopper can have


def cents(text):
    """'-12.34' as -1234; an empty text is 0."""
    return round(float(text) * 100) if text else 0


def whole(text):
    """The same of an amount with two decimals, as the demo writes them all."""
    return int(text.replace(".", "")) if text else 0


def thousandths(text):
    """'12' as 12000, '0.750' as 750."""
    return int(text.replace(".", "")) if "." in text else int(text) * 1000


def shopper_of(basket_id):
    """The number of the customer, and whether the receipt is anonymous."""
    code = 0
    for digit in basket_id[1:]:
        code = code * 32 + CODE[digit]
    return code // NUMBERS // 2, code // NUMBERS % 2 == 1


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


class Truth:
    def __init__(self, folder):
        with open(os.path.join(folder, "truth.json"), encoding="utf-8") as f:
            self.all = json.load(f)
        self.start = datetime.date.fromisoformat(self.all["clock_start"])
        self.clock = self.all["clock"]
        self.laws = self.all["laws"]
        self.periods = {p["period"]: p for p in self.all["periods"]}

    def day(self, text):
        return (datetime.date.fromisoformat(text[:10]) - self.start).days

    def period_of_day(self):
        names = {}
        for name, period in self.periods.items():
            for day in range(self.day(period["start"]),
                             self.day(period["end"]) + 1):
                names[day] = name
        return names


Line = collections.namedtuple(
    "Line", "basket day second store channel customer product units price net "
    "discount promotion kind member")


def lines(folder, truth):
    """Every row of the transactions; money in cents, units in thousandths."""
    days = {}
    for path in sorted(glob.glob(os.path.join(folder, "transactions-*.csv"))):
        with open(path, encoding="utf-8", newline="") as f:
            rows = csv.reader(f)
            next(rows)
            for r in rows:
                day = days.get(r[2][:10])
                if day is None:
                    day = days[r[2][:10]] = truth.day(r[2])
                clock = r[2]
                yield Line(r[1] or r[0], day,
                           int(clock[11:13]) * 3600 + int(clock[14:16]) * 60,
                           r[3], r[4], r[5], r[6],
                           thousandths(r[7]), whole(r[8]), whole(r[9]),
                           whole(r[10]) + whole(r[11]) + whole(r[12]) +
                           whole(r[13]), r[16], r[18], r[19] == "1")


class Sums:
    """Sums by any key, as truth.json has them."""
    FIELDS = ("gross", "discount", "returns", "units", "baskets",
              "member_baskets")

    def __init__(self):
        self.cells = collections.defaultdict(lambda: dict.fromkeys(
            self.FIELDS, 0))

    def add(self, key, line):
        cell = self.cells[key]
        if line.kind == "sale":
            cell["gross"] += line.net + line.discount
            cell["discount"] += line.discount
            cell["units"] += line.units
        elif line.kind in ("return", "cancel"):
            cell["returns"] -= line.net
