"""figures.py: the numbers of a pack's CSV tables, asked for by what they are
about: a column of names, a row left out, all there are.
"""

import csv
import re
from bisect import bisect_left
from datetime import date
from functools import cache, cached_property

EPOCH = date(1899, 12, 30)  # day 0 of a workbook


class Pool:
    """Numbers, asked for by an interval."""

    def __init__(self, values=()):
        self.given = values

    @cached_property
    def values(self):  # few of a pack's pools are ever asked
        return sorted({abs(value) for value in self.given})

    def holds(self, low, high):
        at = bisect_left(self.values, low)
        return at < len(self.values) and self.values[at] <= high


@cache
def number_of(text):
    try:
        return float(text)
    except ValueError:
        pass
    try:
        return float((date.fromisoformat(text) - EPOCH).days)
    except ValueError:
        return None


# The columns by which people know what a row is about.
SUBJECTS = {"kpis": ["label"], "trends": ["label"], "drivers": ["label"],
            "scope_drivers": ["name"], "driver_groups": ["name"],
            "categories": ["category"], "departments": ["department"],
            "products": ["product_id", "name"], "stores": ["store_id", "name"],
            "geography": ["value"], "scan_rates": ["value", "name"],
            "budget": ["value", "business_unit"],
            "campaigns": ["campaign_id", "name"],
            "offers": ["offer_id", "name"], "offer_funnel": ["stage"],
            "promotions": ["promotion_id", "name"],
            "promotion_types": ["type"], "basket_values": ["band"],
            "targets": ["label"], "discounts": ["label"],
            "clv_model": ["label"],
            "discount_differences": ["label"], "loyalty": ["label"],
            "subscriptions": ["label"], "rfm_segments": ["segment"],
            "action_lists": ["segment"], "action_lift": ["segment"],
            "migration": ["from"], "clv_bands": ["band"],
            "cohorts": ["cohort"],
            "clusters": ["cluster"], "forecast": ["period"],
            "outlook": ["period"],
            "suspect_reasons": ["label"], "suspect_effects": ["label"]}


# Customers one by one, whose figures neither the report nor its workbook has:
# with them nearly every number would be one of the pack's.
LISTS = {"customers", "rfm", "clv", "churn", "actions"}


def as_printed(code):
    """A code of the tables as pages may print it; a band with its marks."""
    if re.fullmatch(r"[0-9.]+ (to [0-9.]+|and more)", code):
        return re.sub(r"(?<![.\d])\d+", lambda whole: f"{int(whole[0]):,}",
                      code)
    return code[:1].upper() + code[1:].replace("_", " ")


class Tables:
    """The CSV tables: all values, those of rows with a text in any column, and
    those of rows about a subject."""

    def __init__(self, pack):
        self.rows = {}
        values = []
        ranks = []
        beside = {}
        about = {}
        codes = []
        for path in sorted((pack / "data").glob("*.csv")):
            if path.stem in LISTS:
                continue
            with open(path, encoding="utf-8", newline="") as file:
                # Of the whole company only KPIs are printed.
                rows = [row for row in csv.DictReader(file)
                        if row.get("scope", "all") == "all"
                        or path.stem == "scope_drivers"]
            self.rows[path.stem] = rows
            values.append(len(rows))
            for row in rows:
                numbers = [number_of(cell) for cell in row.values()]
                numbers = [n for n in numbers if n is not None]
                values += numbers
                for cell in row.values():
                    if cell and number_of(cell) is None:
                        beside.setdefault(cell, []).extend(numbers)
                for column in SUBJECTS.get(path.stem, ()):
                    about.setdefault(row[column], []).extend(numbers)
                    codes.append((as_printed(row[column]), numbers))
            for column in rows[0] if rows else ():
                numbers = [number_of(row[column]) for row in rows]
                numbers = [n for n in numbers if n is not None]
                values.append(sum(numbers))
                if column.startswith("rank"):
                    ranks += numbers
        # All rows that were read, without headers and blank lines.
        values.append(sum(
            int(row["read"]) - int(row["ignored"])
            for row in self.rows.get("extracts", ())
            if row["measure"] == "rows"))
        self.name_drivers(about)
        # A code with a capital, unless it is but the first word of a name.
        beginnings = {name[:space.start()] for name in about
                      for space in re.finditer(" ", name)}
        for text, numbers in codes:
            if text != "All" and text not in beginnings:
                about.setdefault(text, []).extend(numbers)
        self.left_out = {}
        self.all = Pool(values)
        self.ranks = Pool(ranks)
        self.beside = {text: Pool(found) for text, found in beside.items()}
        # A name of few digits cannot be told from a figure.
        self.about = {text: Pool(found) for text, found in about.items()
                      if len(text) > (2 if number_of(text) is None else 3)}
        # Nor a code of a letter or two from a word, but in a cell of its own.
        self.codes = {text: Pool(found) for text, found in about.items()
                      if re.fullmatch("[A-Za-z]{1,2}", text)}

    def name_drivers(self, about):
        """Panels of factors have a row for each driver, named as it is: of a
        section some are no KPIs, and some KPIs no drivers."""
        names = {(row[key], row["label"])
                 for table, key in (("kpis", "kpi"), ("drivers", "driver"))
                 for row in self.rows.get(table, ())}
        for driver, label in names:
            about.setdefault(label, []).extend(
                n for n in (number_of(row[driver]) for row in
                            self.rows.get("driver_groups", ())
                            if driver in row) if n is not None)
        for row in self.rows.get("stores", ()):
            for side in ("prev", "ly"):
                # A name may be too long to be found beside its driver.
                if row.get(f"driver_{side}"):
                    about.setdefault(row[f"driver_{side}"], []).extend(
                        n for n in map(number_of, row.values())
                        if n is not None)

    def mean(self, table, column, weight):
        """Of a column over the rows of a table, weighted by another one."""
        pairs = [(number_of(row[column]), number_of(row[weight]))
                 for row in self.rows.get(table, ())]
        pairs = [pair for pair in pairs if None not in pair]
        whole = sum(weight for _, weight in pairs)
        return sum(rate * weight for rate, weight in pairs) / whole \
            if whole else None

    def others(self, count):
        """What all but the largest rows of a table, or of one of its levels,
        come to where so many are left out, by whatever it is sorted."""
        if count not in self.left_out:
            self.left_out[count] = Pool(
                sum(row) for name, rows in self.rows.items()
                if name in SUBJECTS and "kpi" not in (rows or [{}])[0]
                for part in parts_of(rows) if count < len(part)
                for row in tails_of(part, count))
        return self.left_out[count]


def parts_of(rows):
    """A table's rows, and those of each of its levels, places unknown apart."""
    levels = {row.get("level") for row in rows}
    yield rows
    for level in levels - {None}:
        yield [row for row in rows
               if row["level"] == level and row.get("value") != "Unknown"]


def tails_of(rows, count):
    """For each column: its last values, the rows sorted by each in turn, both
    ways."""
    columns = [[number_of(row[column]) for row in rows] for column in rows[0]]
    for key in {tuple(column) for column in columns if any(column)}:
        known = [row for row in range(len(rows)) if key[row] is not None]
        for sign in (-1, 1):
            order = sorted(known, key=lambda row: sign * key[row])[-count:]
            for column in columns:
                yield [column[row] or 0 for row in order]
