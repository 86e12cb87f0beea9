"""damage.py - ways in which the files of extracts are damaged, by chance.

Some damages have a certain outcome: each of CERTAIN spoils a row, so that it is
rejected for a reason that is known; each of REFUSED spoils a file, so that the
whole is refused with words that are known.  NOISE may come to anything.
"""

import codecs
import csv
import gzip
import io
import json
import re

from dialect import is_void

KEYS = {"transactions": ["basket_id", "timestamp", "quantity"],
        "customers": ["customer_id"], "products": ["product_id"],
        "stores": ["store_id"],
        "distribution_centres": ["centre_id", "latitude", "longitude"],
        "campaigns": ["campaign_id", "medium", "start_date", "end_date"],
        "campaign_results": ["campaign_id", "date"],
        "offers": ["offer_id", "start_date", "end_date"],
        "offer_events": ["offer_id", "customer_id"],
        "promotions": ["promotion_id", "start_date", "end_date"],
        "subscriptions": ["subscription_id", "customer_id", "start_date",
                          "price"],
        "fiscal_calendar": ["fiscal_year", "period"],
        "targets": ["period", "kpi", "target"]}
# Columns with a number and with a day, wherever they stand.
NUMBERS = """quantity unit_price list_amount net_amount discount_amount price
    unit_cost spend reward_cost latitude longitude rating target""".split()
DATES = """timestamp membership_start birth_date opened closed start_date
    end_date date allocated_at""".split()
MARKS = [(codecs.BOM_UTF16_LE, "utf-16-le"),
         (codecs.BOM_UTF16_BE, "utf-16-be")]
NO_NUMBER = ["one", "--1", "1..2", "NaN", "0x1F", "1 000", "1e", "∞"]
NO_DATE = ["2024-13-01", "yesterday", "2023-02-29", "0000-00-00", "1"]
HOSTILE = ["922337203685477.5807", "-922337203685477.5808", "9e18", "-0",
           "99999999999999.9999", "0.00001", "1e308", "0001-01-01",
           "9999-12-31", "1582-10-10", "2024-02-29T23:59:60", "x" * 3000,
           "=1+1", "%s%n%s%n", "../../etc/passwd", "NULL", "\u202e", "\ufeff",
           "\U0001f4a9" * 50, "", " ", "<&>", "a\nb", "a\0b", "-1", "1"]


def utf16_of(data, said):
    """The mark and the encoding of a file in UTF-16; None of others."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return mark, encoding
    bare = {"utf-16": "utf-16-le", "utf-16be": "utf-16-be"}.get(said)
    return (b"", bare) if bare else None


class File:
    """A file of an extract: its lines, their ends with them.  Of UTF-16 it has
    them in UTF-8, where 0xFF is half a surrogate pair."""

    def __init__(self, path, extract, form):
        self.path, self.extract = path, extract
        self.delimiter = form.get("delimiter", ",")
        self.encoding = form.get("encoding", "utf-8")
        self.head = form.get("skip_lines", 0)   # the header's line, from 0
        self.rules = form.get("reject", {})
        # Of a time in two columns the day is damaged.
        self.named = {name[0] if isinstance(name, list) else name: column
                      for column, name in form.get("columns", {}).items()}
        self.joined = {column for column, name
                       in form.get("columns", {}).items()
                       if isinstance(name, list)}
        self.called = {column: " + ".join(name) if isinstance(name, list)
                       else name
                       for column, name in form.get("columns", {}).items()}
        self.fills = form.get("fill_down", [])
        self.is_packed = path.suffix == ".gz"
        data = path.read_bytes()
        data = gzip.decompress(data) if self.is_packed else data
        self.wide = utf16_of(data, self.encoding)
        self.odd = b""      # a byte behind the last character
        if self.wide:
            self.encoding = "utf-8"
            self.put_raw(data[len(self.wide[0]):])
        else:
            self.data = data
        self.damaged = set()    # numbers of lines
        self.void = self.find_void()

    @property
    def lines(self):
        return io.BytesIO(self.data).readlines()

    def cut(self, line):
        text = line.decode(self.encoding).lstrip("\ufeff")
        return next(csv.reader([text.rstrip("\r\n")],
                               delimiter=self.delimiter), [])

    def cells(self, number):
        """Those of a line, counted from 0."""
        return self.cut(self.lines[number])

    def find_void(self):
        """The rows that report.yaml sets aside."""
        if not self.rules:
            return set()
        names, lines = self.cells(self.head), self.lines
        return {number for number in self.rows() if is_void(
            self.rules, dict(zip(names, self.cut(lines[number]))))}

    def columns(self):
        """By the names of the contract."""
        return [self.named.get(name, name) for name in self.cells(self.head)]

    def raw(self):
        """What is in the file, behind its mark."""
        if not self.wide:
            return self.data
        return self.data.decode("utf-8", "surrogateescape").encode(
            self.wide[1], "surrogatepass") + self.odd

    def put_raw(self, data):
        if not self.wide:
            self.data = data
            return
        whole = len(data) // 2 * 2
        self.odd = data[whole:]
        text = data[:whole].decode(self.wide[1], "surrogatepass")
        self.data = re.sub("[\ud800-\udfff]", "\udcff", text).encode(
            "utf-8", "surrogateescape")

    def packed(self):
        data = self.wide[0] + self.raw() if self.wide else self.raw()
        return gzip.compress(data, mtime=0) if self.is_packed else data

    def save(self):
        self.put_raw(self.raw())    # halves of characters are 0xFF then
        self.path.write_bytes(self.packed())

    def put_line(self, number, line):
        """A line's bytes in place of others; its end stays."""
        lines = self.lines
        old = lines[number]
        lines[number] = line + old[len(old.rstrip(b"\r\n")):]
        self.data = b"".join(lines)

    def put_cells(self, number, cells):
        text = io.StringIO()
        csv.writer(text, delimiter=self.delimiter,
                   lineterminator="").writerow(cells)
        begin = b"\xef\xbb\xbf" if number == 0 and \
            self.data.startswith(b"\xef\xbb\xbf") else b""
        self.put_line(number, begin + text.getvalue().encode(
            self.encoding, "replace"))

    def put_cell(self, number, column, text):
        cells = self.cells(number)
        cells[self.columns().index(column)] = text
        self.put_cells(number, cells)

    def rows(self):
        return [number for number, line in enumerate(self.lines)
                if number > self.head and line.strip(b"\r\n")]

    def some_row(self, r):
        """The number of a row that counts and is not yet damaged, or None."""
        gone = self.damaged | self.void
        rows = [number for number in self.rows() if number not in gone]
        return r.choice(rows) if rows else None


def files_of(folder):
    """The files of a folder's extracts, in order of their names."""
    forms = json.loads((folder / "report.yaml").read_text("utf-8"))["extracts"]
    found = []
    for path in sorted(folder.glob("*.csv*")):
        extract = path.name.partition(".")[0].rstrip("-0123456789")
        found.append(File(path, extract, forms.get(extract, {})))
    return found


# Certain: each takes a file and the number of a row, damages it and returns the
# reason, or None where it cannot.

def no_number(r, file, row):
    given = [column for column in NUMBERS if column in file.columns()]
    if not given:
        return None
    column = r.choice(given)
    file.put_cell(row, column, r.choice(NO_NUMBER))
    return f"{column} is not a number"


def no_date(r, file, row):
    given = [column for column in DATES if column in file.columns()]
    if not given:
        return None
    column = r.choice(given)
    file.put_cell(row, column, r.choice(NO_DATE))
    return f"{column} is not a date"


def too_large(r, file, row):
    if "quantity" not in file.columns():
        return None
    file.put_cell(row, "quantity", r.choice("-9") + "9" * r.randrange(19, 300))
    return "quantity is too large"


def no_key(r, file, row):
    given = [column for column in KEYS[file.extract]
             if column in file.columns()]
    if len(file.columns()) == 1 or not given:
        return None     # a line without a byte is no row
    column = r.choice(given)
    file.put_cell(row, column, "")
    return f"{column} is empty"


def cut_line(r, file, row):
    cells = file.cells(row)
    if len(cells) < 2:
        return None
    file.put_cells(row, ["cut"] + cells[1:r.randrange(1, len(cells))])
    return "wrong number of fields"


def more_fields(r, file, row):
    count = r.choice([1, 1, 3, 2000])
    file.put_cells(row, file.cells(row) + ["more"] * count)
    return "too many fields" if count == 2000 else "wrong number of fields"


def put_byte(r, file, row, byte):
    line = file.lines[row].rstrip(b"\r\n").replace(b'"', b"")
    delimiter = file.delimiter.encode()
    if line.count(delimiter) + 1 != len(file.cells(file.head)):
        return False    # a delimiter within quotes
    at = r.randrange(len(line) + 1)
    file.put_line(row, line[:at] + byte + line[at:])
    return True


def nul(r, file, row):
    return "NUL byte" if put_byte(r, file, row, b"\0") else None


def no_text(r, file, row):
    if file.encoding != "utf-8":
        return None
    byte = b"\xff" if file.wide else r.choice(
        [b"\xff", b"\x80", b"\xc0\xaf", b"\xed\xa0\x80",
         b"\xf4\x90\x80\x80"])
    if not put_byte(r, file, row, byte):
        return None
    return "invalid UTF-16" if file.wide else "invalid UTF-8"


def lone_quote(r, file, row):
    cells = ["a"] * len(file.cells(file.head))
    cells[r.randrange(len(cells))], reason = r.choice([
        ('a"b', "stray quote"), ('a"', "stray quote"),
        ('"a"b', "text after a closing quote"),
        ('"a""" b', "text after a closing quote")])
    file.put_line(row, file.delimiter.join(cells).encode())
    return reason


CERTAIN = [no_number, no_date, too_large, no_key, cut_line, more_fields, nul,
           no_text, lone_quote]


# Refused: each takes the files, damages one and returns the exit code and a
# pattern of what is said of it, or None where it cannot.

def of_extract(files, name):
    return [file for file in files if file.extract == name]


def said_of(file, line, words):
    return rf"(?m)^\S*/{file.path.name}{line}: error: {words}"


def emptied(r, files):
    file = r.choice(files)
    file.data = b""
    return 65, said_of(file, ":1", "the file has no header behind"
                       if file.head else "the file is empty")


def column_doubled(r, files):
    file = r.choice([file for file in files if len(file.columns()) > 1])
    cells = file.cells(file.head)
    one = r.choice([at for at, name in enumerate(cells)
                    if name != "extra" and name not in file.rules])
    other = r.choice([at for at in range(len(cells)) if at != one])
    cells[other] = cells[one]
    file.put_cells(file.head, cells)
    return 65, said_of(file, rf":{file.head + 1}:\d+",
                       "column '.*' is in the header twice")


def column_renamed(r, files):
    """One that has to be there; report.yaml is told of it if it names it."""
    file = r.choice(files)
    given = [column for column in KEYS[file.extract]
             if column in file.columns()]
    if not given:
        return None
    column = r.choice(given)
    at = file.columns().index(column)
    cells = file.cells(file.head)
    name, cells[at] = cells[at], "another"
    file.put_cells(file.head, cells)
    if name != column:
        return 65, rf"(?m)^\S*/report.yaml:\d+:\d+: error: no column " \
            rf"'{name}' in \S*/{file.path.name}"
    return 65, said_of(file, rf":{file.head + 1}:\d+",
                       f"no column '{column}', which is req")


def nul_in_header(r, files):
    file = r.choice(files)
    line = file.lines[file.head].rstrip(b"\r\n")
    file.put_line(file.head, line[:-1] + b"\0" + line[-1:])
    return 65, said_of(file, rf":{file.head + 1}:\d+",
                       "NUL byte in the header")


def no_rows(r, files):
    """Of transactions; the first of their files is told of."""
    mine = of_extract(files, "transactions")
    for file in mine:
        file.data = b"".join(file.lines[:file.head + 1])
    return 65, said_of(mine[0], "", "no row of transactions can be used: 0 "
                       "rejected")


def no_file(r, files):
    for file in of_extract(files, "transactions"):
        file.path.unlink()
        file.save = lambda: None
    return 66, "(?m)^.*error: no (transactions extract|file matches)"


def packed_cut(r, files):
    packed = [file for file in files if file.is_packed]
    if not packed:
        return None
    file = r.choice(packed)
    data = file.packed()
    file.packed = lambda: data[:r.randrange(20, len(data) - 8)]
    return 65, said_of(file, "", "the gzip file is cut off")


def packed_spoilt(r, files):
    packed = [file for file in files if file.is_packed]
    if not packed:
        return None
    file = r.choice(packed)
    data = file.packed()
    file.packed = lambda: data[:-8] + b"\1\2\3\4" + data[-4:]
    return 65, said_of(file, "", "the gzip file is corrupt")


def odd_byte(r, files):
    wide = [file for file in files if file.wide]
    if not wide:
        return None
    file = r.choice(wide)
    file.odd = r.choice([b"\0", b"\n", b"x"])
    return 65, said_of(file, rf":{file.data.count(bytes([10])) + 1}",
                       "the file is cut off")


def calendar_gap(r, files):
    """A day or more between others is in no period."""
    mine = of_extract(files, "fiscal_calendar")
    if len(mine) != 1:
        return None
    file, key = mine[0], "date"
    if "date" not in file.columns():
        key = "start_date"
    at = file.columns().index(key)
    rows = {file.cells(number)[at]: number for number, line
            in enumerate(file.lines) if number > file.head and line.strip()}
    if any("/" in day for day in rows):
        return None
    gone = r.choice(sorted(rows)[1:-1])
    lines = file.lines
    del lines[rows[gone]]
    file.data = b"".join(lines)
    return 65, said_of(file, r":\d+:1", rf"no period holds {gone}\.\.")


def settings_cut(r, files):
    """In JSON what is open has to be closed."""
    path = files[0].path.parent / "report.yaml"
    data = path.read_bytes()
    path.write_bytes(data[:r.randrange(2, len(data) - 3)])
    return 65, r"(?m)^\S*/report.yaml:\d+:\d+: error: "


REFUSED = [emptied, column_doubled, column_renamed, nul_in_header, no_rows,
           no_file, packed_cut, packed_spoilt, calendar_gap, settings_cut,
           odd_byte]


# Noise: each takes bytes and gives others.

def flipped(r, data):
    data = bytearray(data)
    for _ in range(r.choice([1, 3, 30])):
        data[r.randrange(len(data))] ^= 1 << r.randrange(8)
    return bytes(data)


def cut(r, data):
    """Out of the middle, or all behind it."""
    at = r.randrange(len(data))
    return data[:at] + data[at + r.choice([1, 10, 5000, len(data)]):]


def twice(r, data):
    at = r.randrange(len(data))
    end = at + r.choice([5, 500, 50000])
    return data[:end] + data[at:end] * r.choice([1, 1, 20]) + data[end:]


def put_in(r, data):
    at = r.randrange(len(data))
    more = r.choice([b'"', b'""', b"\0", b"\r", b"\n", b"\r\n\r\n", b",", b";",
                     b"\xef\xbb\xbf", b"\xff\xfe", b"\0" * 5000,
                     bytes(r.randrange(256) for _ in range(40)),
                     b"x" * 1100000, b"\n" * 3000])
    return data[:at] + more + data[at:]


def shuffled(r, data):
    lines = data.split(b"\n")
    r.shuffle(lines)
    return b"\n".join(lines)


def hostile_cells(r, file):
    """Cells of some rows, whatever the column holds."""
    for _ in range(r.choice([1, 3, 20])):
        row = file.some_row(r)
        if row is None:
            return
        file.damaged.add(row)
        cells = file.cells(row)
        cells[r.randrange(len(cells))] = r.choice(HOSTILE)
        file.put_cells(row, cells)


NOISE = [flipped, cut, twice, put_in, put_in, shuffled]


def noise(r, files):
    """One to three files damaged, more often those that say the most; the
    names of what was done."""
    weights = [3 if file.extract in ("transactions", "fiscal_calendar") else 1
               for file in files]
    done = []
    for file in {id(file): file for file in r.choices(
            files, weights, k=r.choice([1, 1, 2, 3]))}.values():
        way = r.choice([hostile_cells, *NOISE, hostile_cells])
        if way is hostile_cells:
            way(r, file)
        elif file.data:
            file.put_raw(way(r, file.raw()))
        done.append(f"{way.__name__} {file.path.name}")
    return done
