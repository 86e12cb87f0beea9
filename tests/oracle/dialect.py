"""dialect.py - extracts as files: in canonical form, and in one of the forms
that report.yaml can tell of."""

import codecs
import csv
import gzip
import io
import json
import random
from datetime import date

COLUMNS = {name: text.split() for name, text in {
    "transactions": """basket_id order_id timestamp store_id channel
        customer_id product_id quantity unit_price list_amount net_amount
        discount_amount markdown_amount promo_amount member_amount
        coupon_amount supplier_amount reward_amount tax_amount promotion_id
        offer_id line_type scanned""",
    "customers": """customer_id membership_start membership_end loyalty_member
        is_staff birth_date age gender country state postcode latitude
        longitude contact_preference acquisition_channel
        group_first_scan_date first_banner_date""",
    "products": """product_id name category department brand rating
        rating_count unit_cost sold_by""",
    "stores": """store_id name market region state postcode latitude longitude
        opened closed""",
    "distribution_centres": "centre_id name latitude longitude",
    "campaigns": """campaign_id name medium channel business_unit market
        start_date end_date spend funded_by""",
    "campaign_results": """campaign_id date business_unit market spend
        impressions clicks attributed_sales attributed_incremental_sales""",
    "offers": """offer_id campaign_id name type business_unit product_id
        start_date end_date funded_by""",
    "offer_events": """offer_id customer_id control allocated_at delivered_at
        opened_at activated_at redeemed_at basket_id reward_cost""",
    "promotions": """promotion_id name type start_date end_date product_id
        category""",
    "subscriptions": """subscription_id customer_id plan status start_date
        end_date price interval discount""",
    "fiscal_calendar": "fiscal_year period week start_date end_date date",
    "targets": "period kpi target scope",
}.items()}
REQUIRED = set("""basket_id timestamp quantity customer_id product_id store_id
    centre_id campaign_id medium offer_id promotion_id subscription_id price
    period kpi target fiscal_year net_amount""".split())
NUMBERS = set("""quantity unit_price list_amount net_amount discount_amount
    markdown_amount promo_amount member_amount coupon_amount supplier_amount
    unit_cost spend attributed_sales attributed_incremental_sales reward_cost
    price discount rating rating_count latitude longitude impressions clicks
    target age""".split())
DATES = set("""timestamp membership_start membership_end birth_date
    group_first_scan_date first_banner_date opened closed start_date end_date
    date allocated_at delivered_at opened_at activated_at
    redeemed_at""".split())


MONEY = set("""unit_price list_amount net_amount discount_amount
    markdown_amount promo_amount member_amount coupon_amount supplier_amount
    reward_amount tax_amount unit_cost spend attributed_sales
    attributed_incremental_sales reward_cost price""".split())
WORDS = set("""line_type scanned loyalty_member is_staff control status medium
    interval sold_by gender department""".split())


def plain(column, text):
    """Times with a blank and seconds."""
    if column in DATES:
        text = text.replace("T", " ")
        text += ":00" if len(text) == 16 else ""
    return text


def words(value):
    if isinstance(value, list):
        return f"[{', '.join(json.dumps(item) for item in value)}]"
    return value


def write_plain(retailer, folder):
    folder.mkdir(parents=True)
    calendar = retailer.calendar
    tables = {**retailer.rows, "fiscal_calendar": calendar.plain_rows()}
    for name, rows in tables.items():
        with open(folder / f"{name}.csv", "w", encoding="utf-8",
                  newline="") as file:
            out = csv.writer(file)
            out.writerow(COLUMNS[name])
            out.writerows([plain(column, row.get(column, ""))
                           for column in COLUMNS[name]] for row in rows)
    sections = {**retailer.yaml, "calendar": {
        "generate": "months"} if calendar.months else {}}
    lines = [f"{section}:\n" + "".join(
        f"  {key}: {words(value)}\n" for key, value in keys.items())
        for section, keys in sections.items() if section != "company"]
    (folder / "report.yaml").write_text("".join(lines), encoding="utf-8")


def parted(number, decimal, mark):
    """1234567.8 as 1'234'567.8."""
    sign = "-" if number.startswith("-") else ""
    whole, point, rest = number[len(sign):].partition(decimal)
    return f"{sign}{int(whole or 0):,}".replace(",", mark) + point + rest


def finer(r, number, decimal, places):
    """With more decimals than are kept, so that it is what they are rounded
    to: half away from zero."""
    sign = "-" if number.startswith("-") else ""
    whole, _, rest = number[len(sign):].partition(decimal)
    units = int(whole + rest.ljust(places, "0"))
    is_below = units > 0 and r.random() < 0.5
    digits = str(units - is_below).zfill(places + 1)
    more = r.choice(["5", "500000000000000001", "7", "99"] if is_below
                    else ["4", "49999999999999999", "0001", "0"])
    return f"{sign}{digits[:-places]}{decimal}{digits[-places:]}{more}"


def without_zeros(day):
    """05/01/2023 09:07 as 5/1/2023 9:07."""
    day, blank, time = day.partition(" ")
    mark = "." if "." in day else "/"
    day = mark.join(str(int(part)) for part in day.split(mark))
    return day + blank + (time[1:] if time.startswith("0") else time)


class Ways:
    """What else report.yaml may say: numbers as people write them, turned
    signs, other words, a time of day in a column of its own."""

    def __init__(self, retailer, name, form):
        self.r = r = random.Random(f"{retailer.seed} ways of {name}")
        amounts = [column for column in form.columns
                   if column in MONEY or column == "quantity"]
        self.decimal = form.decimal
        self.thousands = self.currency = self.time = None
        if r.random() < 0.15:
            self.thousands = form.yaml["thousands"] = r.choice(
                [mark for mark in ".,' " if mark != form.decimal])
        if r.random() < 0.15:
            self.currency = form.yaml["currency"] = r.choice(["$", "EUR"])
        own = random.Random(f"{retailer.seed} decimals of {name}")
        self.round = own if amounts and own.random() < 0.15 else None
        if self.round:
            form.yaml["round"] = True
        self.minus = "front"
        if r.random() < 0.1:
            self.minus = form.yaml["minus"] = r.choice(
                ["behind", "parentheses"])
        self.negated = [column for column in amounts
                        if r.random() < 0.1 and r.random() < 0.5]
        if self.negated:
            form.yaml["negate"] = self.negated
        self.words = {column: self.other_words(form.rows, column)
                      for column in form.columns
                      if column in WORDS and r.random() < 0.15}
        if self.words:
            form.yaml["values"] = {
                column: {other: word for word, other in words.items()}
                for column, words in self.words.items()}
        self.null = r.choice(["NULL", "\\N", "n/a"]) \
            if r.random() < 0.15 else ""
        if self.null:
            form.yaml["nulls"] = [self.null, "no value"]
        self.zeros = not form.dates or r.random() < 0.5
        if name == "transactions" and retailer.time in ("full", "minutes") \
                and r.random() < 0.4:
            self.time = "Time of day"
            form.names["timestamp"] = "The day"
            form.yaml["columns"] = {**form.names,
                                    "timestamp": ["The day", self.time]}

    @staticmethod
    def other_words(rows, column):
        known = sorted({row[column] for row in rows if row.get(column)})
        return {word: f"Word {i}" for i, word in enumerate(known)}

    def amount(self, column, text):
        if self.round and self.round.random() < 0.5:
            text = finer(self.round, text, self.decimal,
                         4 if column in MONEY else 3)
        if column in self.negated:
            text = text[1:] if text.startswith("-") else "-" + text
        if self.thousands and self.r.random() < 0.9:
            text = parted(text, self.decimal, self.thousands)
        if text.startswith("-") and self.minus != "front" and \
                self.r.random() < 0.9:
            return f"{text[1:]}-" if self.minus == "behind" else \
                f"({text[1:]})"
        if self.currency and column in MONEY and self.r.random() < 0.9:
            sign = "-" if text.startswith("-") else ""
            text = self.r.choice([f"{text} {self.currency}",
                                  f"{sign}{self.currency}{text[len(sign):]}",
                                  f"{self.currency} {text}"])
        return text

    def cell(self, column, text):
        if not text:
            return self.null
        if column in MONEY or column == "quantity":
            return self.amount(column, text)
        if column in DATES and not self.zeros:
            return without_zeros(text)
        return self.words.get(column, {}).get(text, text)

    def cells(self, column, text):
        """One field of a column, or two."""
        text = self.cell(column, text)
        if column == "timestamp" and self.time:
            return text.partition(" ")[::2]
        return [text]


def titles(r, name, delimiter):
    """Lines that an export has in front of its header."""
    return [r.choice(["", "", f"{name.upper()} 2023", '"', '"a" "b',
                      f"from{delimiter}to{delimiter * 3}", "=" * 40, "né"])
            for _ in range(r.choice([1, 1, 2, 4, 9]))]


class Voids:
    """Rows that do not count, as a column of the files' own tells; what it
    holds in others does not meet the rules."""
    KINDS = ((["= void", "= test row"], ["void", "test row"],
              ["", "ok", "Void"]),
             (["!= ok"], ["", "void", "OK"], ["ok"]),
             (["> 4", "= -1"], ["5", "44", "-1"], ["", "4", "-7", "none"]))

    def __init__(self, r, form):
        self.r = r
        self.rules, self.aside, self.kept = r.choice(self.KINDS)
        self.name = r.choice(["Row status", "Done?", "état"])
        is_list = len(self.rules) > 1 or r.random() < 0.5
        form.yaml["reject"] = {
            self.name: self.rules if is_list else self.rules[0]}

    def rows(self, cells, kept):
        """A row as it is written, and at times one like it that is void, with
        other cells but for some, of these numbers."""
        r = self.r
        if r.random() < 0.05:
            yield [text if at in kept else r.choice([text, "", "?", "77"])
                   for at, text in enumerate(cells)] + [r.choice(self.aside)]
        yield cells + [r.choice(self.kept)]


class Fills:
    """Columns that rows state only where the row before, of transactions in
    the same basket, does not say the same."""
    SHARED = "basket_id order_id timestamp store_id channel customer_id".split()

    def __init__(self, r, form, name):
        self.r, self.form = r, form
        self.key = "basket_id" if name == "transactions" else None
        known = [column for column in form.columns
                 if column in self.SHARED or not self.key]
        self.columns = r.sample(known, r.randrange(1, min(5, len(known)) + 1))

    def ordered(self, rows):
        return sorted(rows, key=lambda row: row.get(
            self.key or self.columns[0], ""))

    def follows(self, row, before):
        return before and (not self.key or row[self.key] == before[self.key])

    def settle(self, files):
        """Rows of files in an order, and columns that can be told so: nothing
        of a row is unknown that is known of the row before."""
        files = [self.ordered(rows) for rows in files]
        self.columns = [column for column in self.columns if not any(
            self.follows(row, before) and before.get(column) and
            not row.get(column)
            for rows in files for before, row in zip(rows, rows[1:]))]
        if self.columns:
            self.form.yaml["fill_down"] = self.columns
        return files

    def is_blank(self, column, row, before):
        return column in self.columns and self.follows(row, before) and \
            row.get(column) == before.get(column) and self.r.random() < 0.8


class Wide:
    """Files in UTF-16: all of an extract, as report.yaml says, or one by one,
    as their marks do."""
    LITTLE, BIG = (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE,
                                                       "utf-16-be")

    def __init__(self, retailer, name, form):
        self.r = random.Random(f"{retailer.seed} UTF-16 of {name}")
        self.is_said = self.r.random() < 0.1
        if self.is_said:
            self.bare = self.r.choice([self.LITTLE, self.BIG])
            form.yaml["encoding"] = "utf-16" if self.bare is self.LITTLE \
                else "utf-16be"

    def encode(self, text):
        """None for a file that is in something else."""
        r = self.r
        if not self.is_said and r.random() < 0.9:
            return None
        order = r.choice([self.LITTLE, self.BIG])
        mark, encoding = order
        data = text.encode(encoding)
        may_lack = self.is_said and order is self.bare
        return data if may_lack and r.random() < 0.5 else mark + data


class Form:
    """How the files of an extract are written, and what report.yaml says."""

    def __init__(self, retailer, name, rows, may_fill):
        self.r = r = retailer.r
        self.rows = rows = list(rows)
        r.shuffle(rows)
        self.yaml = {}
        self.columns = [column for column in COLUMNS[name] if any(
            row.get(column) for row in rows) or self.is_kept(column, name)]
        self.constants(name)
        if r.random() < 0.5:
            r.shuffle(self.columns)
        self.delimiter = self.put("delimiter", r.choice(",,;\t|"), ",")
        wide = any(ord(byte) > 255 for row in rows for text in row.values()
                   for byte in text)
        self.encoding = self.put("encoding", "utf-8" if wide else r.choice(
            ["utf-8", "utf-8", "latin-1", "windows-1252"]), "utf-8")
        self.decimal = self.put("decimal", "." if self.delimiter == "," else
                                r.choice("..,"), ".")
        self.dates = None
        if r.random() < 0.2 and name not in ("transactions", "offer_events"):
            self.dates = self.yaml["dates"] = "%d/%m/%Y"
        if name == "transactions" and retailer.time == "full":
            self.dates = self.yaml["dates"] = "%d.%m.%Y %H:%M:%S"
        self.names = {column: r.choice([f"X {column}", column.upper()])
                      for column in self.columns if r.random() < 0.15}
        if self.names:
            self.yaml["columns"] = self.names
        self.ways = Ways(retailer, name, self)
        self.own = own = random.Random(f"{retailer.seed} files of {name}")
        self.titles = titles(own, name, self.delimiter) \
            if own.random() < 0.15 else []
        if self.titles:
            self.yaml["skip_lines"] = len(self.titles)
        self.voids = Voids(own, self) if own.random() < 0.15 else None
        self.fills = Fills(own, self, name) \
            if may_fill and own.random() < 0.25 else None
        self.wide = Wide(retailer, name, self)

    def is_kept(self, column, name):
        """Empty columns may be left out, but for those that are required."""
        if name == "fiscal_calendar":
            return False
        return column in REQUIRED or column in ("start_date", "end_date") \
            and name in ("offers", "promotions", "campaigns") or \
            name != "campaigns" and self.r.random() < 0.3

    def constants(self, name):
        """A column of one value may be left to report.yaml."""
        for column in list(self.columns):
            values = {row.get(column, "") for row in self.rows}
            if len(self.rows) > 3 and len(values) == 1 and "" not in values \
                    and name != "fiscal_calendar" and self.r.random() < 0.5:
                self.columns.remove(column)
                self.yaml.setdefault("constants", {})[column] = values.pop()

    def put(self, key, value, usual):
        if value != usual:
            self.yaml[key] = value
        return value

    def heads(self, column):
        name = self.names.get(column, column)
        return [name, self.ways.time] if column == "timestamp" and \
            self.ways.time else [name]

    def cell(self, row, column):
        text = row.get(column, "")
        if column in NUMBERS:
            return text.replace(".", self.decimal)
        if text and column in DATES and self.dates:
            day = date.fromisoformat(text[:10])
            return day.strftime(self.dates.split(" ")[0]) + text[10:]
        return text

    def cells(self, row, before):
        """Those of a row, and the numbers of those that the next may need."""
        cells, kept = [], set()
        for column in self.columns:
            texts = self.ways.cells(column, self.cell(row, column))
            if self.fills and self.fills.is_blank(column, row, before):
                texts = [self.own.choice(["", " ", self.ways.null])
                         for _ in texts]
            if self.fills and column in [*self.fills.columns, self.fills.key]:
                kept.update(range(len(cells), len(cells) + len(texts)))
            cells += texts
        return cells, kept

    def text(self, rows):
        r, text = self.r, io.StringIO()
        end = r.choice(["\n", "\n", "\r\n"])
        more = r.choice([[], [], ["extra"]]) * self.own.choice([1, 1, 3])
        out = csv.writer(text, delimiter=self.delimiter, lineterminator=end,
                         quoting=r.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
        text.writelines(title + end for title in self.titles)
        out.writerow([name for column in self.columns
                      for name in self.heads(column)] + more +
                     ([self.voids.name] if self.voids else []))
        for before, row in zip([None] + rows, rows):
            cells, kept = self.cells(row, before)
            cells += more
            out.writerows(self.voids.rows(cells, kept) if self.voids
                          else [cells])
            text.write(end if r.random() < 0.01 else "")
        body = text.getvalue()
        return body.rstrip("\r\n") if r.random() < 0.2 else body

    def write(self, folder, name):
        r = self.r
        count = r.choice([1, 2, 5]) if name == "transactions" else \
            r.choice([1, 1, 1, 2])
        end = r.choice([".csv", ".csv", ".csv", ".csv.gz"])
        if count > 1 or end != ".csv":
            self.yaml["files"] = f"{name}-*{end}"
        files = [self.rows[i::count] for i in range(count)]
        if self.fills:
            files = self.fills.settle(files)
        for i, rows in enumerate(files):
            text = self.text(rows)
            data = text.encode(self.encoding)
            if self.encoding == "utf-8" and r.random() < 0.2:
                data = b"\xef\xbb\xbf" + data
            data = self.wide.encode(text) or data
            file = folder / (f"{name}-{i}{end}" if "files" in self.yaml
                             else f"{name}{end}")
            file.write_bytes(gzip.compress(data) if end != ".csv" else data)


def is_void(rules, texts):
    """Whether rules of report.yaml set aside a row with such texts by name."""
    def meets(text, rule):
        sign, _, value = rule.partition(" ")
        if sign == ">":
            return text.lstrip("-").isdigit() and int(text) > int(value)
        return (text == value) == (sign == "=")
    return any(meets(texts[name], rule) for name, said in rules.items()
               for rule in (said if isinstance(said, list) else [said]))


def write_odd(retailer, folder, may_fill=True):
    folder.mkdir(parents=True)
    yaml = {key: value for key, value in retailer.yaml.items() if value}
    yaml["extracts"] = {}
    for name, rows in retailer.rows.items():
        form = Form(retailer, name, rows, may_fill)
        form.write(folder, name)
        if form.yaml:
            yaml["extracts"][name] = form.yaml
    # JSON is YAML.
    (folder / "report.yaml").write_text(
        json.dumps(yaml, ensure_ascii=False, indent=1) + "\n",
        encoding="utf-8")
