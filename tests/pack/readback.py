"""readback.py PACK...: each pack's files against each other.  Prints TAP.

Every figure printed in the PDF and written in the workbook must be a value of
the CSV tables, at the precision printed; where a line or a row names what it is
about (a KPI, a category, a store ...), a value of a row with that name.
"""

import csv
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree.ElementTree import ParseError

from figures import Pool, Tables, number_of
from workbook import Workbook

# Formulas: the total of a table's column; a step of a waterfall, of cells of
# its own sheet.
TOTAL = r"SUBTOTAL\(109,tbl_\w+\[[\w ]+\]\)"
STEP = r"[-+]?\d+|(?:M(?:IN|AX)\()?[-+]?[A-Z]\d+(?:[-+,](?:[A-Z]\d+|0))?\)?"


def told(name, problems):
    print("ok" if not problems else "not ok", "-", name)
    for problem in problems[:15]:
        print("#  ", problem)
    if len(problems) > 15:
        print("#  ", f"… {len(problems)} in all")
    return not problems


def output_of(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


# The files themselves.

def check_manifest(pack):
    manifest = json.loads((pack / "manifest.json").read_text("utf-8"))
    problems = []
    listed = {file["file"]: file for file in manifest["files"]}
    own = {section["folder"] for section in manifest.get("sections", [])}
    there = {str(path.relative_to(pack)) for path in pack.rglob("*")
             if path.is_file() and path.relative_to(pack).parts[0] not in own}
    there.remove("manifest.json")
    problems += [f"{name} is not in the manifest" for name in
                 sorted(there - listed.keys())]
    problems += [f"{name} is not in the pack" for name in
                 sorted(listed.keys() - there)]
    for name in sorted(there & listed.keys()):
        if (pack / name).stat().st_size != listed[name]["bytes"]:
            problems.append(f"{name} has another size")
        _, out = output_of("xxhsum", "-H2", str(pack / name))
        if out.split()[0] != listed[name]["fingerprint"]:
            problems.append(f"{name} has another fingerprint")
    return problems


def check_pdf_file(path):
    problems = []
    status, out = output_of("qpdf", "--check", str(path))
    if status or "warning" in out.lower():
        problems += out.strip().split("\n")
    _, out = output_of("pdffonts", str(path))
    fonts = out.strip().split("\n")[2:]
    if not fonts:
        problems.append("no font")
    for line in fonts:
        # name, type, encoding, then: embedded, subset, Unicode map, object
        if line.split()[-5:-2] != ["yes", "yes", "yes"]:
            problems.append(f"font not embedded, subset and mapped: {line}")
    _, out = output_of("pdfinfo", str(path))
    for wanted in (r"Title: +\S", r"Tagged: +yes", r"JavaScript: +no",
                   r"Encrypted: +no"):
        if not re.search(wanted, out):
            problems.append(f"pdfinfo lacks {wanted}")
    return problems


def check_workbook_file(book):
    return [*book.problems(), *(
        f"{part}: formula {formula}" for part, formula in book.formulas()
        if not re.fullmatch(rf"{TOTAL}|{STEP}", formula))]


# LibreOffice takes results of formulas from the file unless it is told to work
# them out.
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item></oor:items>
"""
# Comma, quote, UTF-8, from line 1; values, not as shown; every sheet.
EVERY_SHEET = ("csv:Text - txt - csv (StarCalc):"
               "44,34,76,1,,0,false,false,false,false,false,-1")


def check_workbooks_open(books):
    """LibreOffice reads every sheet, and its formulas come to what the file says.
    It takes all workbooks at once, as to start it takes longest."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder, "profile/user/registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(RECALCULATE, "utf-8")
        # Those of several packs have the same names.
        copies = [shutil.copy(book.path, f"{folder}/{number}.xlsx")
                  for number, book in enumerate(books)]
        status, out = output_of(
            "soffice", f"-env:UserInstallation=file://{folder}/profile",
            "--headless", "--convert-to", EVERY_SHEET, "--outdir",
            f"{folder}/sheets", *copies)
        if status:
            return [out.strip()]
        return [f"{book.path.parent.name}/{book.path.name}: {problem}"
                for number, book in enumerate(books) for problem in
                wrong_sheets(book, Path(folder, "sheets"), number)]


def wrong_sheets(book, folder, stem):
    """Sheets and results of formulas that another program has otherwise."""
    with_formula = {part for part, _ in book.formulas()}
    for number, sheet in enumerate(book.sheets, 1):
        path = folder / f"{stem}-{sheet}.csv"
        if not path.exists():
            yield f"{sheet} is not read"
        elif f"xl/worksheets/sheet{number}.xml" in with_formula:
            with open(path, encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))
            for cell in book.cells(sheet):
                if cell.formula:
                    got = rows[cell.row - 1][cell.column - 1]
                    value = number_of(got.removesuffix("%"))
                    if value is not None and got.endswith("%"):
                        value /= 100
                    if value is None or not near(Pool([cell.value]), value):
                        yield (f"{sheet} {cell.address}: {cell.formula} is "
                               f"{got}, not {cell.value}")


# The workbook's figures.

def rows_of(book, sheet):
    """The numbers of a sheet's rows, each with its texts and figures."""
    rows = {}
    for cell in book.cells(sheet):
        # Where a bar stands is no figure.
        if cell.value is not None and not (
                cell.formula and re.fullmatch(STEP, cell.formula)):
            rows.setdefault(cell.row, []).append(cell.value)
    return rows.items()


# Sheets that hold a table: the columns that name a row, and one to be found.
SHEETS = {"Summary": ("kpis", ["label"], "value"),
          "Categories": ("categories", ["category"], "net_sales"),
          "Departments": ("departments", ["department"], "net_sales"),
          "Products": ("products", ["product_id"], "net_sales"),
          "Stores": ("stores", ["store_id", "name"], "net_sales")}


def missing_from(name, rows, tables):
    """What a table has and its sheet lacks."""
    table, keys, column = SHEETS[name]
    lines = {}
    for _, cells in rows:
        pool = Pool([cell for cell in cells if not isinstance(cell, str)])
        for cell in cells:
            if isinstance(cell, str):
                lines.setdefault(cell, []).append(pool)
    for row in tables.rows.get(table, ()):
        value = number_of(row[column])
        pools = [pool for key in keys for pool in lines.get(row[key], ())]
        if value is not None and not any(near(pool, value) for pool in pools):
            yield f"{name}: no {column} {value!r} of {row[keys[0]]}"


# Rates of a sheet's row for the whole, which no table has: the table and the
# column, and by what its rows weigh.
MEANS = {"Stores": ("All stores", "stores", "scan_rate", "baskets")}


def pools_of(name, texts, tables):
    """Where the figures of a sheet's row are looked for, by its texts."""
    # The contents name sheets, whatever else is named so.
    pools = [tables.beside[text] for text in texts
             if text in tables.beside and name != "Contents"] or [tables.all]
    label, *mean = MEANS.get(name, (None,))
    if label in texts:
        value = tables.mean(*mean)
        pools.append(Pool([] if value is None else [value]))
    return pools


def check_workbook_figures(book, tables):
    problems = []
    found = 0
    for name in book.sheets:
        rows = rows_of(book, name)
        if name in SHEETS:
            problems += missing_from(name, rows, tables)
        for number, cells in rows:
            texts = [cell for cell in cells if isinstance(cell, str)]
            pools = pools_of(name, texts, tables)
            for cell in cells:
                if isinstance(cell, str):
                    continue
                found += 1
                # Percentage points are written times 100.
                if not any(near(pool, cell) or near(pool, cell / 100)
                           for pool in pools):
                    problems.append(f"{name} row {number}: {cell!r} beside "
                                    f"{', '.join(texts[:3])}")
    if found < 100:
        problems.append(f"only {found} figures in the workbook")
    return problems


# Sheets whose first row is the whole, and where its net sales stand.
WHOLES = {"Categories": "All categories", "Departments": "All departments",
          "Products": "All products", "Stores": "All stores"}


# The sheets that readers know, in their order; others may stand between.
ORDER = ["Contents", "Summary", "Trends", "Drivers", "Categories", "Products",
         "Stores", "Geography", "Daily", "Peaks", "Loyalty",
         "Member vs non-member", "Subscription", "Offers", "Campaigns",
         "Promotions", "Discounts", "RFM grid", "Segments", "Migration", "CLV",
         "Churn", "Cohorts", "Forecast", "Suspects", "Definitions",
         "Data quality"]


def check_workbook_names(book, tables):
    """Each KPI's name stands for its cell; what is called all is the KPI; and
    sheets stand in their order, each with a line in Contents."""
    problems = []
    summary = {cell.address: cell.value for cell in book.cells("Summary")}
    kpis = {row["kpi"]: number_of(row["value"]) for row in tables.rows["kpis"]}
    for kpi, value in kpis.items():
        sheet, _, cell = book.defined.get(f"kpi_{kpi}", "").partition("!")
        if value is not None and (sheet != "Summary" or not near(
                Pool([summary.get(cell, float("inf"))]), value)):
            problems.append(f"kpi_{kpi} is {sheet}!{cell}, not {value}")
    for sheet, label in WHOLES.items():
        rows = rows_of(book, sheet) if sheet in book.sheets else []
        for _, cells in list(rows)[:8]:
            if label in cells and kpis["net_sales"] not in cells:
                problems.append(f"{sheet}: {label} is not the KPI")
    known = [sheet for sheet in book.sheets if sheet in ORDER]
    if known != sorted(known, key=ORDER.index):
        problems.append(f"another order of sheets: {known}")
    listed = {cell.value for cell in book.cells("Contents")}
    problems += [f"Contents lacks {sheet}" for sheet in book.sheets
                 if sheet not in listed and sheet != "Contents"]
    return problems


def near(pool, value):
    slack = 1e-9 * abs(value) + 1e-12
    return pool.holds(abs(value) - slack, abs(value) + slack)


# The PDF's figures.

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
# Numbers that are names or dates, no figures.
NAMES = re.compile(
    rf"\b\d{{1,2}} {MONTH}(?: \d{{4}})?\b|\b{MONTH} \d{{4}}\b"
    r"|\b\d{4}-\d\d(?:-\d\d)?\b|\b(?:FY\d\d)?[PQHW]\d{1,2}\b|\bFY\d\d\b"
    r"|\b(?:19|20)\d\d\b|\b364 days\b|\b104 weeks\b|\b(?:cut|starts) at [\d.,]+"
    r"|\b\d+ / \d+\b|\b[\d,]+ (?:further rows?|others?)\b|\b\d\d:\d\d\b|\bP(?:10|25|50|75|90)\b|\b[0-9a-f]{16,}\b")
OTHERS = re.compile(r"(?<![\w.,])([\d,]+) others?\b")
NUMBER = re.compile(
    r"(?<![\w.])[-+−±]?(?:[A-Z]{0,3}[$£€])?(\d[\d,]*(?:\.\d+)?)"
    r"\s?(%|pp\b|bn\b|k\b|m\b|×)?(?!\w)")
SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9, "%": 0.01, "pp": 0.01}


def figures_of(line, scale):
    """Numbers of a line: where they stand, as printed, and the intervals they
    may stand for; on a page whose unit is thousands a bare number may be one of
    them."""
    blank = NAMES.sub(lambda name: " " * len(name.group()), line)
    for match in NUMBER.finditer(blank):
        text, unit = match.groups()
        places = len(text.partition(".")[2])
        scales = [SCALES[unit]] if unit in SCALES else [1, scale]
        yield match.start(), match.group(0), [
            (max(0, (float(text.replace(",", "")) - half) * by),
             (float(text.replace(",", "")) + half) * by)
            for by in scales for half in [0.5 * 10**-places * (1 + 1e-6)]]


def is_round(printed, line, page):
    """At most two digits that count: a tick of an axis, a count of words; a
    tick of an axis that is cut may have three, and stands alone or left of a
    table beside."""
    digits = re.sub(r"\D", "", printed).strip("0")
    is_tick = printed == line or ("axis starts at" in page and
                                  line.startswith(printed.strip() + "   "))
    return len(digits) <= (3 if is_tick else 2)


def subjects_of(line, tables):
    """What a line is about, each with the place where it is named."""
    for name in tables.about:
        if name not in line:
            continue
        found = re.search(rf"(?<![\w.,]){re.escape(name)}(?!\w|[.,]\d)", line)
        if found:
            yield found.start(), tables.about[name]
    for found in OTHERS.finditer(line):
        yield found.start(), tables.others(int(found[1].replace(",", "")))
    for name, pool in tables.codes.items():
        found = re.search(rf"(?:^|\s{{2}}){name}(?=\s{{2}}|$)", line)
        if found:
            yield found.start(), pool


def is_said(line, at):
    """Whether what stands here is in a sentence, no cell of a table."""
    first = line.rfind("   ", 0, at) + 1
    piece = line[first:].lstrip().split("   ")[0]
    return re.search("[A-Za-z]{3}", piece) is not None


def check_pdf_figures(path, tables):
    _, text = output_of("pdftotext", "-layout", str(path), "-")
    problems, named = wrong_figures(text, tables)
    if named < 30:
        problems.append(f"only {named} figures stand beside their names")
    return problems


def between_bars(named_in, row, at):
    """What a figure is about whose name stands half a line higher or lower,
    between the bars of a group, and nearer than the names of its own line."""
    nearest = max(place for place, _ in named_in[row] if place <= at)
    return [pool for beside in (row - 1, row + 1) if 0 <= beside < len(named_in)
            for place, pool in named_in[beside] if nearest < place <= at]


def wrong_figures(text, tables):
    """The figures of a text that no table has, and how many of the others stand
    beside their names."""
    problems = []
    named = 0
    for number, page in enumerate(text.split("\f"), 1):
        scale = 1e3 if "thousand" in page else 1e6 if "million" in page else 1
        lines = [line.rstrip() for line in page.split("\n")]
        named_in = [list(subjects_of(line, tables)) for line in lines]
        for row, (line, subjects) in enumerate(zip(lines, named_in)):
            for at, printed, spans in figures_of(line, scale):
                # In a row of a table a figure is about what stands left of it;
                # a sentence may speak of several things.
                pools = [pool for place, pool in subjects if place <= at]
                if pools:
                    pools += between_bars(named_in, row, at)
                if not pools or is_said(line, at):
                    pools.append(tables.all)
                # Where a line of a slope begins, its name is at the other end;
                # beside names of two lines ranks stand between these.
                elif "Rank by" in page or "Rank LY" in page:
                    pools.append(tables.ranks)
                if any(pool.holds(*span) for pool in pools for span in spans):
                    named += pools[-1] is not tables.all
                elif not is_round(printed, line.strip(), page):
                    problems.append(f"page {number}: {printed} in "
                                    f"'{' '.join(line.split())[:90]}'")
    return problems, named


def problems_of(check):
    """What a check finds, or why it could not go on."""
    try:
        return check()
    except (OSError, KeyError, ValueError, ParseError,
            zipfile.BadZipFile) as error:
        return [f"{type(error).__name__}: {error}"]


def checks_of(pack, books):
    pdf = next(pack.glob("report-*.pdf"))
    book = next(book for book in books
                if book.path.name.startswith("report-"))
    tables = Tables(pack)
    return [
        ("the manifest names every file as it is",
         lambda: check_manifest(pack)),
        ("the PDF is sound, its fonts embedded", lambda: check_pdf_file(pdf)),
        ("workbooks are well-formed and have no formula from data",
         lambda: [f"{each.path.name}: {problem}" for each in books
                  for problem in check_workbook_file(each)]),
        ("every figure of the workbook is in the tables",
         lambda: check_workbook_figures(book, tables)),
        ("names, wholes and contents of the workbook are right",
         lambda: check_workbook_names(book, tables)),
        ("every figure of the PDF is in the tables",
         lambda: check_pdf_figures(pdf, tables)),
    ]


def main():
    good = True
    packs = [Path(pack) for pack in sys.argv[1:]]
    all_books = []
    for pack in packs:
        books = [Workbook(path) for path in sorted(pack.glob("*.xlsx"))]
        for words, check in checks_of(pack, books):
            good = told(f"{pack.name}: {words}", problems_of(check)) and good
        all_books += books
    good = told(f"{', '.join(pack.name for pack in packs)}: workbooks open in "
                "LibreOffice, and formulas come to the same",
                problems_of(lambda: check_workbooks_open(all_books))) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
