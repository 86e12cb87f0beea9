"""oracle.py - retail figures by SQL, independent of the program.

A Book holds one data set's raw rows in SQLite, money and quantities as whole
numbers, and answers the queries of this folder for any span of days.  Every
answer is an exact fraction, or None where the figure is undefined.
"""

import csv
import gzip
import sqlite3
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

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
    product = Fraction(1)
    for part in str(text).split():
        over, _, under = part.partition("/")
        if under and int(under) == 0:
            return None
        product *= Fraction(over) / Fraction(under or 1)
    return product


class Book:
    def __init__(self, data, name):
        self.db = sqlite3.connect(":memory:")
        self.known = {}
        self.db.row_factory = sqlite3.Row
        for table, (path, scales) in SETS[name].items():
            self.load(table, Path(data) / path, scales)
        self.db.executescript((HERE / f"{name}.sql").read_text())
        self.db.executescript((HERE / "derive.sql").read_text())

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

    def rows(self, query, first, last):
        text = (HERE / f"{query}.sql").read_text()
        return self.db.execute(text, {"first": first, "last": last}).fetchall()

    def kpis(self, first, last):
        if (first, last) not in self.known:
            found = self.known[first, last] = {}
            for row in self.rows("kpis", first, last):
                over, under = row["numerator"], row["denominator"]
                found[row["kpi"]] = (Fraction(over) / Fraction(under)
                                     if under and over is not None else None)
            for percent, value in self.distribution(first, last).items():
                found[f"basket_p{percent}"] = value
        return self.known[first, last]

    def distribution(self, first, last):
        return {row["percent"]: Fraction(row["numerator"], row["denominator"])
                for row in self.rows("basket_distribution", first, last)}

    def table(self, name, first, last):
        """Rows by their key; with the columns that must agree exactly."""
        notes = dict(line[3:].split(": ", 1)
                     for line in (HERE / f"{name}.sql").read_text().split("\n")
                     if line.startswith(("-- key: ", "-- exact: ")))
        key = notes["key"].split(", ")
        rows = {}
        for row in self.rows(name, first, last):
            values = dict(row)
            where = tuple(str(values.pop(column)) for column in key)
            rows[where] = {c: fraction(v) for c, v in values.items()}
        return key, set(notes.get("exact", "").split(", ")), rows
