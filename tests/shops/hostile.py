"""hostile.py REPORT: names that are made to do harm, through the program and
back.  Prints TAP.

Stores, products and categories have names that look like formulas, escapes of
Excel, names of sheets or files, broken bytes, or that are far too long.  Each
must stand in a cell of the workbook as the text that it was, and the workbook
must hold no formula, no link and no sheet that comes from them.
"""

import csv
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile
from pathlib import Path

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MOST = 32767  # characters of a cell
LONG = "Long " + "x" * 39995

NAMES = ["=cmd|'/c calc'!A1", "@SUM(1)", "+1+1", "-2+3", "_x0041_ and _x005F_",
         "[]:*?/\\ store", "'quoted'", "<b>&amp;</b>", "=HYPERLINK(\"http://a\")",
         "http://example.com/", "internal:Contents!A1", "Contents",
         "mailto:a@b.c", "{kpis.net_sales.value}", "\U0001F600 smile", LONG]
# Bytes that are no text: half of a surrogate pair, and an end without a start.
# Such a row is rejected, and what was sold goes by the id.
BROKEN = b"Caf\xe9 \xed\xa0\x80 \x80 end"


def write_csv(path, head, rows):
    with open(path, "wb") as file:
        file.write((",".join(head) + "\n").encode())
        for row in rows:
            cells = [cell if isinstance(cell, bytes) else str(cell).encode()
                     for cell in row]
            file.write(b",".join(b'"' + cell.replace(b'"', b'""') + b'"'
                                 for cell in cells) + b"\n")


def make_input(folder):
    """A store, a product and a category of each name, sold in two months."""
    names = NAMES + [BROKEN]
    (folder / "report.yaml").write_text(
        "company: {name: \"=Corner & Shop\", currency: GBP}\n"
        "calendar: {generate: months}\nrules: {reject_limit: 0.1}\n", "utf-8")
    write_csv(folder / "stores.csv", ["store_id", "name"],
              [(f"S{i}", name) for i, name in enumerate(names)])
    write_csv(folder / "products.csv", ["product_id", "name", "category"],
              [(f"P{i}", name, name) for i, name in enumerate(names)])
    write_csv(folder / "transactions.csv",
              ["basket_id", "timestamp", "store_id", "customer_id",
               "product_id", "quantity", "unit_price", "net_amount"],
              [(f"B{month}-{i}", f"2024-{month:02}-{29 - i:02} 10:00:00",
                f"S{i}", f"C{i}", f"P{i}", 1, 10 + i, 10 + i)
               for month in (1, 2) for i in range(len(names))])


def unescaped(text):
    """What Excel shows: _xHHHH_ is a character."""
    return re.sub("_x([0-9A-Fa-f]{4})_",
                  lambda found: chr(int(found.group(1), 16)), text)


def read_book(path):
    """The texts of each sheet, and the formulas and links of all."""
    sheets, formulas, links = {}, [], []
    with zipfile.ZipFile(path) as book:
        strings = ["".join(t.text or "" for t in item.iter(f"{MAIN}t"))
                   for item in xml.fromstring(book.read(
                       "xl/sharedStrings.xml"))]
        names = [sheet.get("name") for sheet in xml.fromstring(
            book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")]
        for part in book.namelist():
            if part.endswith(".rels"):
                links += re.findall('TargetMode="External"',
                                    book.read(part).decode())
        for number, name in enumerate(names, 1):
            sheet = xml.fromstring(
                book.read(f"xl/worksheets/sheet{number}.xml"))
            formulas += [f.text for f in sheet.iter(f"{MAIN}f")]
            sheets[name] = {
                unescaped(strings[int(cell.find(f"{MAIN}v").text)])
                for cell in sheet.iter(f"{MAIN}c") if cell.get("t") == "s"}
    return sheets, formulas, links


def shown(name):
    return name if len(name) <= MOST else name[:MOST - 1] + "…"


def missing(sheets):
    problems = []
    for sheet in ("Stores", "Products", "Categories"):
        texts = sheets.get(sheet, set())
        problems += [f"{sheet} lacks {name[:40]!r}" for name in NAMES
                     if shown(name) not in texts]
        problems += [f"{sheet} has broken bytes: {text!r}" for text in texts
                     if text.startswith("Caf")]
    if f"S{len(NAMES)}" not in sheets.get("Stores", ()):
        problems.append("Stores lacks the one with a broken name")
    return problems


def shortened(pack):
    """The tables hold the whole of what a cell of Excel cannot."""
    csv.field_size_limit(1 << 20)
    with open(pack / "data" / "stores.csv", encoding="utf-8",
              errors="replace", newline="") as file:
        if any(row["name"] == LONG for row in csv.DictReader(file)):
            return []
    return ["stores.csv lacks the long name"]


def check(report, work):
    make_input(work / "input")
    command = [report, "--period=2024-02", f"--input={work / 'input'}",
               f"--output={work / 'output'}", "--no-cache",
               "--only=xlsx,csv"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        return [f"exit code {done.returncode}: {done.stderr}"]
    pack = work / "output" / "2024-02"
    sheets, formulas, links = read_book(pack / "report-2024-02.xlsx")
    problems = missing(sheets) + shortened(pack)
    problems += [f"formula {text[:60]}" for text in formulas
                 if not re.fullmatch(r"SUBTOTAL\(109,tbl_\w+\[[\w ]+\]\)|"
                                     r"[A-Z0-9,()+-]+", text)]
    problems += [f"a link that leaves the workbook: {link}" for link in links]
    problems += [f"a sheet {name}" for name in sheets
                 if name.startswith(("=", "@", "["))]
    return problems


def main():
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "input").mkdir()
        problems = check(sys.argv[1], work)
    print("not ok" if problems else "ok",
          "- hostile names are read back from the workbook as they were")
    for problem in problems:
        print("#  ", problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
