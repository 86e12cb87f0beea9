"""dialect.py - extracts as files: in canonical form, and in one of the forms
that report.yaml can tell of."""

import csv
import gzip
import io
import json
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


class Form:
    """How the files of an extract are written, and what report.yaml says."""

    def __init__(self, retailer, name, rows):
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

    def cell(self, row, column):
        text = row.get(column, "")
        if column in NUMBERS:
            return text.replace(".", self.decimal)
        if text and column in DATES and self.dates:
            day = date.fromisoformat(text[:10])
            return day.strftime(self.dates.split(" ")[0]) + text[10:]
        return text

    def text(self, rows):
        r, text = self.r, io.StringIO()
        end = r.choice(["\n", "\n", "\r\n"])
        more = r.choice([[], [], ["extra"]])
        out = csv.writer(text, delimiter=self.delimiter, lineterminator=end,
                         quoting=r.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
        out.writerow([self.names.get(column, column)
                      for column in self.columns] + more)
        for row in rows:
            out.writerow([self.cell(row, column)
                          for column in self.columns] + more)
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
        for i in range(count):
            data = self.text(self.rows[i::count]).encode(self.encoding)
            if self.encoding == "utf-8" and r.random() < 0.2:
                data = b"\xef\xbb\xbf" + data
            file = folder / (f"{name}-{i}{end}" if "files" in self.yaml
                             else f"{name}{end}")
            file.write_bytes(gzip.compress(data) if end != ".csv" else data)


def write_odd(retailer, folder):
    folder.mkdir(parents=True)
    yaml = {key: value for key, value in retailer.yaml.items() if value}
    yaml["extracts"] = {}
    for name, rows in retailer.rows.items():
        form = Form(retailer, name, rows)
        form.write(folder, name)
        if form.yaml:
            yaml["extracts"][name] = form.yaml
    # JSON is YAML.
    (folder / "report.yaml").write_text(
        json.dumps(yaml, ensure_ascii=False, indent=1) + "\n",
        encoding="utf-8")
