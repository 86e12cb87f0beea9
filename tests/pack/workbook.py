"""workbook.py: what is in a workbook's file: its parts, its sheets, their cells."""

import re
import xml.etree.ElementTree as xml
import zipfile
from functools import cached_property
from typing import NamedTuple
from xml.parsers import expat

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Cell(NamedTuple):
    row: int
    address: str
    value: object  # a text, a number, or None
    formula: str

    @property
    def column(self):
        column = 0
        for letter in self.address.removesuffix(str(self.row)):
            column = 26 * column + ord(letter) - ord("A") + 1
        return column


class BrokenCell(ValueError):
    """A cell that says nothing: where it stands, and why."""


class Workbook:
    """A workbook, read as its parts are asked for; a sheet is read once."""

    def __init__(self, path):
        self.path = path
        self.file = zipfile.ZipFile(path)
        self.read = {}

    def problems(self):
        """What is wrong with the file or the XML of its parts."""
        bad = self.file.testzip()
        if bad:
            yield f"{bad} is damaged"
        for name in self.file.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                try:
                    expat.ParserCreate().Parse(self.file.read(name), True)
                except expat.ExpatError as error:
                    yield f"{name}: {error}"

    def formulas(self):
        """Each formula with the part that it stands in; no tree of a part, as
        some are too large for one."""
        for name in self.file.namelist():
            if name.startswith("xl/worksheets/sheet"):
                for found in re.finditer(rb"<f\b[^>]*?(?:/>|>(.*?)</f>)",
                                         self.file.read(name)):
                    yield name, (found[1] or b"").decode()

    @cached_property
    def root(self):
        return xml.fromstring(self.file.read("xl/workbook.xml"))

    @cached_property
    def sheets(self):
        """The names of its sheets, in their order."""
        return [sheet.get("name") for sheet in self.root.iter(f"{MAIN}sheet")]

    @cached_property
    def defined(self):
        """Where each name that is defined stands, as Sheet!A1."""
        return {name.get("name"): name.text.replace("'", "").replace("$", "")
                for name in self.root.iter(f"{MAIN}definedName")}

    @cached_property
    def strings(self):
        if "xl/sharedStrings.xml" not in self.file.namelist():
            return []
        return ["".join(t.text or "" for t in item.iter(f"{MAIN}t")) for item in
                xml.fromstring(self.file.read("xl/sharedStrings.xml"))]

    def stream(self, sheet):
        """The cells of a sheet that hold something, in their order, without
        keeping any."""
        number = self.sheets.index(sheet) + 1
        with self.file.open(f"xl/worksheets/sheet{number}.xml") as part:
            for _, row in xml.iterparse(part):
                if row.tag == f"{MAIN}row":
                    yield from (self.cell_of(sheet, cell) for cell in row
                                if len(cell))
                    row.clear()

    def cells(self, sheet):
        """The same of a sheet that is not too large to be kept."""
        if sheet not in self.read:
            self.read[sheet] = list(self.stream(sheet))
        return self.read[sheet]

    def cell_of(self, sheet, cell):
        address = cell.get("r")
        try:
            value = self.value_of(cell)
        except (IndexError, TypeError, ValueError) as error:
            raise BrokenCell(f"{self.path.name}: {sheet} {address}: "
                             f"{error}") from error
        return Cell(int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), address,
                    value, cell.findtext(f"{MAIN}f"))

    def value_of(self, cell):
        kind, text = cell.get("t"), cell.findtext(f"{MAIN}v")
        if kind == "s":
            if not 0 <= int(text) < len(self.strings):
                raise IndexError(f"no shared string {text} of "
                                 f"{len(self.strings)}")
            return self.strings[int(text)]
        if kind == "inlineStr":
            return "".join(cell.itertext())
        if kind == "str":
            return text
        return float(text) if text else None
