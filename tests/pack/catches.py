"""catches.py - that readback.py takes right figures for right, and each one with
a digit altered for wrong.  Prints TAP.

The tables and pages are made up; what stands in a line is about what it names.
"""

import re
import sys
import tempfile
import zipfile
from pathlib import Path

import figures
import readback
from workbook import Workbook

STORES = """\
store_id,name,net_sales,baskets,scan_rate
S1,Harbour Quay,63214.5,1234,0.6175
S2,Larkfield,41872.25,1987,0.4321
"""
PRODUCTS = """\
product_id,name,net_sales,units,return_rate
DOT,,186373.44,6318,0.0213
M,,-68707.31,285,0.6302
"""
# Side by side, as tables stand on pages: a name is left of its figures.
PAGE = """\
Harbour Quay      63,214.50      1,234      61.75%
Larkfield         41,872.25      1,987      43.21%
DOT      186,373      6,318      M      -68,707      285      63.02%
The largest store sold 63,214.50 in 1,234 baskets
"""
WHOLE = (0.6175 * 1234 + 0.4321 * 1987) / (1234 + 1987)


def tables_of(folder):
    data = Path(folder) / "data"
    data.mkdir()
    (data / "stores.csv").write_text(STORES, "utf-8")
    (data / "products.csv").write_text(PRODUCTS, "utf-8")
    return figures.Tables(Path(folder))


def altered(text):
    """The text with each digit of its figures altered in turn; places of
    thousands and units stay what they are."""
    for match in re.finditer(r"\d", text):
        at = match.start()
        digit = str((int(match.group()) + 3) % 10)
        yield at, text[:at] + digit + text[at + 1:]


def uncaught(tables):
    """Altered digits of the page that are taken for right."""
    for at, text in altered(PAGE):
        if not readback.wrong_figures(text, tables)[0]:
            yield f"{PAGE[:at].count(chr(10)) + 1}: {text[at - 8:at + 8]!r}"


def strays(tables):
    """Figures of one row that another row's line is taken to be right with."""
    for text in ("Harbour Quay      41,872.25\n",
                 "DOT      186,373      -68,707      M\n",
                 "Larkfield      MM      61.75%\n"):
        if not readback.wrong_figures(text, tables)[0]:
            yield f"{text.strip()!r} is taken for right"


def whole_row(tables):
    """The rate of all stores is that of their baskets, and nothing else."""
    pools = readback.pools_of("Stores", ["All stores"], tables)
    if not any(readback.near(pool, WHOLE) for pool in pools):
        yield "the rate of all stores is taken for wrong"
    for value in (WHOLE + 1e-6, (0.6175 + 0.4321) / 2):
        if any(readback.near(pool, value) for pool in pools):
            yield f"{value} is taken for the rate of all stores"
    pools = readback.pools_of("Stores", ["Larkfield"], tables)
    if any(readback.near(pool, WHOLE) for pool in pools):
        yield "the rate of all stores is taken for one of Larkfield"


def book_of(path, cell):
    """A workbook of one shared string and one cell."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("xl/workbook.xml", f"<workbook xmlns='{main}'><sheets>"
                      "<sheet name='Churn'/></sheets></workbook>")
        file.writestr("xl/sharedStrings.xml",
                      f"<sst xmlns='{main}'><si><t>one</t></si></sst>")
        file.writestr("xl/worksheets/sheet1.xml",
                      f"<worksheet xmlns='{main}'><sheetData><row r='7'>{cell}"
                      "</row></sheetData></worksheet>")
    return Workbook(path)


def broken_cells(tables):
    """Cells that say nothing and are not told by their sheet and place."""
    with tempfile.TemporaryDirectory() as folder:
        for cell, why in (("<c r='B7' t='s'><v>1</v></c>", "string 1 of 1"),
                          ("<c r='B7' t='s'><v>-1</v></c>", "string -1 of 1"),
                          ("<c r='B7' t='s'><f/></c>", "NoneType"),
                          ("<c r='B7'><v>one</v></c>", "'one'")):
            book = book_of(Path(folder, "book.xlsx"), cell)
            said = readback.problems_of(
                lambda: readback.check_workbook_figures(book, tables))
            if len(said) != 1 or "book.xlsx: Churn B7: " not in said[0] or \
                    why not in said[0]:
                yield f"{cell} is told as {said}"


def main():
    with tempfile.TemporaryDirectory() as folder:
        tables = tables_of(folder)
    good = True
    for words, problems in (
            ("right figures are taken for right",
             readback.wrong_figures(PAGE, tables)[0]),
            ("every altered digit is caught", list(uncaught(tables))),
            ("figures of another row are caught", list(strays(tables))),
            ("a rate of the whole is that of its rows",
             list(whole_row(tables))),
            ("a cell that says nothing is told by its place",
             list(broken_cells(tables)))):
        good = readback.told(f"readback: {words}", problems) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
