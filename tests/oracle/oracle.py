"""oracle.py - retail figures by SQL, independent of the program.

A Book holds one data set's lines and dimensions in SQLite, money and
quantities as whole numbers, and answers the queries of this folder for any
span of days.  Every answer is an exact fraction, or None where the figure is
undefined.

Each table of a pack is one file NAME.sql.  Its query gives the rows of the days
:first to :last; :as_of is the last day of the reported period.  The comments at
its head say what the columns are (see Shape), and with: NAME, that the query
goes on from the common table expressions of NAME.sql.  Orders are as they were
known at the end of the day that Book.cut() has been told.
"""

import csv
import gzip
import sqlite3
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import extracts
from judge import written
from rules import Rules

HERE = Path(__file__).parent

# The columns that are numbers, with the places kept (extracts.md 2).
SETS = {
    "online_retail": {
        "raw": ("online_retail/online_retail.csv.gz",
                {"Quantity": 3, "UnitPrice": 4}),
    },
    "complete_journey": {
        "raw": ("complete_journey/transactions_sample.csv.gz",
                {"quantity": 3, "sales_value": 4, "retail_disc": 4,
                 "coupon_disc": 4, "coupon_match_disc": 4}),
        "raw_products": ("complete_journey/products.csv.gz", {}),
    },
}

# What one unit of a KPI's numerator or denominator is in whole numbers.
SCALES = {"money": 10**4, "quantity": 10**3, "count": 1, "number": 1,
          "cent_money": 10**6, "month_money": 12 * 10**4}


def whole(text, places):
    """A decimal as a whole number of its last place; what a binary number
    leaves when it is written out is no digit of it."""
    value = Decimal(text).scaleb(places)
    near = value.quantize(Decimal(1), ROUND_HALF_UP)
    if abs(value - near) > Decimal("1e-5"):
        raise ValueError(f"{text} has more than {places} places")
    return int(near)


def fraction(text):
    """'n/d', or several multiplied; None where a denominator is 0."""
    if text is None or text == "":
        return None
    over, under = 1, 1
    for part in str(text).split():
        a, _, b = part.partition("/")
        over, under = over * int(a), under * int(b or 1)
    return Fraction(over, under) if under else None

# Whether anything was sold there: to know which rows there are.
HIDDEN = ("active", "traded")


class Kpi:
    """What a KPI is: how it is compared and in what units it is given."""

    def __init__(self, row):
        self.id, self.kind, self.value = row["kpi"], row["kind"], row["value"]
        self.whole = row["scopes"] == "all"
        self.over = SCALES[row["numerator"]]
        self.under = SCALES[row["denominator"]] if row["denominator"] else None
        self.over_unit = row["numerator"]
        self.under_unit = row["denominator"]


def registry():
    with open(HERE / "kpi" / "kpis.csv", encoding="utf-8", newline="") as file:
        return {row["kpi"]: Kpi(row) for row in csv.DictReader(file)}


KPIS = registry()


class Shape:
    """The comments at the head of a query:

    key       columns that tell its rows apart
    exact     columns that must agree to the last digit
    text      columns that are words
    compared  the column whose former values stand in prev and ly
    contribution  yes: its part of the whole's change is given as well
    rows      now: what only former days have is no row
    """

    def __init__(self, text):
        self.notes = dict(line[3:].split(": ", 1) for line in text.split("\n")
                          if line.startswith("-- ") and ": " in line)
        self.key = self.listed("key")
        self.exact = set(self.listed("exact"))
        self.text = set(self.listed("text"))

    def listed(self, name):
        return [word.strip() for word in self.notes.get(name, "").split(",")
                if word.strip()]


class Book:
    def __init__(self, path=":memory:", rules=None):
        self.db = sqlite3.connect(path)
        self.rules = rules or Rules()
        self.db.row_factory = sqlite3.Row
        self.db.create_function("period_name", 2, self.rules.period_name,
                                deterministic=True)
        for setting in ("journal_mode = OFF", "synchronous = OFF",
                        "cache_size = -300000", "temp_store = MEMORY"):
            self.db.execute(f"PRAGMA {setting}")
        self.known = {}
        self.texts = {}
        self.end = None
        self.reaches = {}

    @classmethod
    def of_set(cls, data, name):
        """A real data set, its files as they were published."""
        book = cls()
        for dimension in extracts.DIMENSIONS:
            extracts.load_dimension(book.db, "/nonexistent", dimension)
        for table, (path, scales) in SETS[name].items():
            book.load(table, Path(data) / path, scales)
        book.db.execute(extracts.RAW_LINE)
        book.db.executescript((HERE / f"{name}.sql").read_text())
        book.db.executescript((HERE / "derive.sql").read_text())
        return book

    @classmethod
    def of_extracts(cls, folder, path):
        """Extracts in canonical form; the file is made where it is not yet."""
        made = not Path(path).exists()
        book = cls(path, Rules(Path(folder) / "report.yaml"))
        if made:
            extracts.load(book.db, folder, book.rules)
            book.db.executescript((HERE / "derive.sql").read_text())
            book.db.commit()
        return book

    def load(self, table, path, scales):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            head = next(rows)
            places = [scales.get(name) for name in head]
            names = ", ".join(f'"{name}"' for name in head)
            marks = ", ".join("?" * len(head))
            known = {}

            def cell(text, scale):
                if scale is None:
                    return text
                if (text, scale) not in known:
                    known[text, scale] = whole(text, scale)
                return known[text, scale]

            self.db.execute(f"CREATE TABLE {table} ({names})")
            self.db.executemany(
                f"INSERT INTO {table} VALUES ({marks})",
                ([cell(*pair) for pair in zip(row, places)] for row in rows))

    def cut(self, end):
        """Let orders be as they were known at the end of a day."""
        if end != self.end:
            self.end = end
            self.db.execute("UPDATE as_of SET day = ?", (end,))
            self.db.executescript((HERE / "cut.sql").read_text())

    def known_to(self, last):
        """Figures of days up to the last one may change up to this day."""
        if last not in self.reaches:
            self.reaches[last] = self.db.execute(
                "SELECT coalesce(max(last), 0) FROM split WHERE first <= ?",
                (last,)).fetchone()[0]
        reach = max(last, self.reaches[last])
        return reach if self.end is None else min(self.end, reach)

    def query_text(self, query):
        if query not in self.texts:
            text = (HERE / f"{query}.sql").read_text()
            for first in Shape(text).listed("with"):
                text = (HERE / f"{first}.sql").read_text() + text
            self.texts[query] = text
        return self.texts[query]

    def rows(self, query, first, last, as_of=None):
        return self.db.execute(self.query_text(query), {
            **self.rules.words, "first": first, "last": last,
            "as_of": last if as_of is None else as_of}).fetchall()

    def kpi_parts(self, first, last, as_of=None):
        """Numerators and denominators by KPI and scope, in whole numbers."""
        as_of = last if as_of is None else min(as_of, last + 7)
        key = first, last, as_of, self.known_to(last)
        if key not in self.known:
            found = self.known[key] = {}
            for name in sorted(path.stem for path in
                               (HERE / "kpi").glob("*.sql")):
                if name == "gaps":
                    self.gaps(found, first, last)
                    continue
                for row in self.rows(f"kpi/{name}", first, last, as_of):
                    found[row["kpi"], row["scope"]] = row["over"], row["under"]
        return {**self.known[key], **self.programme(first, last)}

    def kpi_parts_of_whole(self, first, last):
        """Net sales and baskets of a few days, written out."""
        days = self.cells("days", first, last).values()
        return {"net_sales": written(sum(d["net_sales"] for d in days),
                                     "money"),
                "baskets": written(sum(d["baskets"] for d in days), "count")}

    def gaps(self, found, first, last):
        means = sorted(Fraction(*row)
                       for row in self.rows("kpi/gaps", first, last))
        n = len(means)
        mean = sum(means) / n if n else None
        middle = (means[(n - 1) // 2] + means[n // 2]) / 2 if n else None
        found["gap_mean", "all"] = mean, None
        found["gap_median", "all"] = middle, None

    def programme(self, first, last):
        """What offers that ended in these days gave back, of those with a
        control group, by what is known at the end."""
        key = "programme", first, last, self.end
        if key not in self.known:
            self.known[key] = self.programme_parts(first, last)
        return self.known[key]

    def programme_parts(self, first, last):
        gain = reward = Fraction(0)
        offers = 0
        for row in self.rows("offer_results", first, last, self.end or last):
            if not row["n0"] or not row["n1"]:
                continue
            change = Fraction(row["y1"], row["n1"]) - Fraction(
                row["y0"], row["n0"])
            if not row["costed_net"]:
                continue
            offers += 1
            gain += change * row["n1"] * row["margin"] / row["costed_net"]
            if row["funded_by"] == "supplier":
                gain += row["cost"]
            gain -= row["cost"]
            reward += row["cost"]
        return {("programme_roi", "all"): (gain / 10**4, reward / 10**4)} \
            if offers else {}

    @cached_property
    def never_given(self):
        """KPIs of columns that no line has."""
        row = self.db.execute("""
            SELECT total(markdown) = 0 AS discount_markdown,
                total(promo) = 0 AS discount_promo,
                total(member_discount) = 0 AS discount_member,
                total(coupon) = 0 AS discount_coupon, count(cost) = 0 AS margin
            FROM line""").fetchone()
        return {kpi for kpi in row.keys() if row[kpi]}

    def kpis(self, first, last):
        """Values of the whole by KPI, the days in ISO form; None for those
        that the data never gives."""
        parts = self.kpi_parts(extracts.day_of(first), extracts.day_of(last))
        return {kpi: None if kpi in self.never_given else
                value_of(KPIS[kpi], pair)
                for (kpi, scope), pair in parts.items() if scope == "all"}

    def distribution(self, first, last):
        kpis = self.kpis(first, last)
        return {percent: kpis[f"basket_p{percent}"]
                for percent in (10, 25, 50, 75, 90)}

    def shape(self, name):
        return Shape(self.query_text(name))

    def cells(self, name, first, last, as_of=None):
        """Rows by their key, each cell a fraction or a word."""
        key = name, first, last, as_of, self.known_to(last)
        if key not in self.known:
            shape = self.shape(name)
            found = self.known[key] = {}
            for row in self.rows(name, first, last, as_of):
                values = dict(row)
                where = tuple(str(values.pop(column)) for column in shape.key)
                found[where] = {c: v if c in shape.text else fraction(v)
                                for c, v in values.items()}
        return self.known[key]

    def table(self, name, first, last):
        """Rows with their numbers, the days in ISO form; with the key and what
        is exact."""
        shape = self.shape(name)
        rows = self.cells(name, extracts.day_of(first), extracts.day_of(last))
        return shape.key, shape.exact, {
            where: {column: value for column, value in cells.items()
                    if column not in shape.text and column not in HIDDEN}
            for where, cells in rows.items()
            if all(cells.get(flag, 1) for flag in HIDDEN)}


def value_of(kpi, pair):
    over, under = pair
    if over is None or kpi.under and not under:
        return None
    value = Fraction(over) / kpi.over
    return value * kpi.under / under if kpi.under else value
