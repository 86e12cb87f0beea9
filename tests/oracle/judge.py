"""judge.py - whether a table of a pack says what SQL says, cell by cell.

A cell that must hold is a word, a number written out (money with four places,
quantities with three, counts with none), Near a fraction or a computed number,
or None where the figure is undefined.
"""

import csv
from fractions import Fraction

RELATIVE = 1e-12     # a division and a print apart from the exact fraction
COMPUTED = 1e-9      # intervals, logarithms


class Near:
    """A number as near as double precision comes: to a part of itself, and to
    a smaller part of what it is the difference of."""
    __slots__ = ("value", "slack")

    def __init__(self, value, scale=0.0, relative=RELATIVE):
        self.value = float(value)
        self.slack = abs(self.value) * relative + float(scale) * 1e-13

    def holds(self, text):
        try:
            return text != "" and abs(float(text) - self.value) <= self.slack
        except ValueError:
            return False

    def __str__(self):
        return f"{self.value:.15g}"


def computed(value):
    return None if value is None else Near(value, 0, COMPUTED)


def near(value, scale=0):
    return None if value is None else Near(value, scale)


PLACES = {"money": 4, "quantity": 3, "count": 0, "number": None}


def written(value, unit):
    """An exact amount as the CSV has it."""
    if value is None:
        return None
    places = PLACES[unit]
    number = Fraction(value) * 10**places
    if number.denominator != 1:
        return near(value)
    digits = f"{abs(number.numerator):0{places + 1}d}"
    sign = "-" if number < 0 else ""
    if not places:
        return sign + digits
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def holds(text, want):
    if want is None:
        return text == ""
    if isinstance(want, str):
        return text == want
    return want.holds(text)


class Table:
    """What was found of one table."""

    def __init__(self, name):
        self.name = name
        self.cells = 0
        self.differences = 0
        self.shown = []

    def differ(self, words):
        self.differences += 1
        if len(self.shown) < 8:
            self.shown.append(words)

    def cell(self, where, text, want):
        self.cells += 1
        if not holds(text, want):
            self.differ(f"{where}: got '{text}', want '"
                        f"{'' if want is None else want}'")

    def rows(self, got, key, want, columns=None):
        """got: dictionaries from the CSV; want: by key, the cells by column.
        Every row and every column must be in both."""
        found = {}
        for row in got:
            where = tuple(row[column] for column in key)
            if where in found:
                self.differ(f"{self.name} {' '.join(where)}: twice")
            found[where] = row
        for where in want.keys() - found.keys():
            self.differ(f"{self.name} {' '.join(where)}: no such row")
        for where in found.keys() - want.keys():
            self.differ(f"{self.name} {' '.join(where)}: SQL has no such row")
        if got:
            known = set(columns or next(iter(want.values()), {})) | set(key)
            for column in got[0].keys() - known:
                self.differ(f"{self.name}: column {column} is not in SQL")
            for column in known - got[0].keys():
                self.differ(f"{self.name}: no column {column}")
        for where in want.keys() & found.keys():
            row, cells = found[where], want[where]
            self.cells += len(cells)
            for column, value in cells.items():
                text = row.get(column)
                if text is not None and not holds(text, value):
                    self.differ(
                        f"{self.name} {' '.join(where)} {column}: got "
                        f"'{text}', want '{'' if value is None else value}'")

    def order(self, got, key, want):
        """The rows stand in this order."""
        rows = [tuple(row[column] for column in key) for row in got]
        self.cells += 1
        if rows != want:
            at = next((i for i, (a, b) in enumerate(zip(rows, want))
                       if a != b), min(len(rows), len(want)))
            self.differ(f"{self.name}: row {at + 1} is out of order")


def bare(text):
    """Without the apostrophe that keeps a text from being a formula."""
    guarded = text[:1] == "'" and text[1:2] in tuple("=+-@\t\r")
    return text[1:] if guarded and not number(text[1:]) else text


def number(text):
    return text.lstrip("-")[:1].isdigit()


def read(pack, name):
    with open(f"{pack}/data/{name}.csv", encoding="utf-8",
              newline="") as file:
        return [{column: bare(text) for column, text in row.items()}
                for row in csv.DictReader(file)]
