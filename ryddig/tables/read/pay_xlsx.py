"""Workbooks of any length in little memory: the sheet is unpacked in steps and read piece by piece.

Each piece becomes a small workbook of its own with the same styles and texts, which the fast reader turns into columns.
A sentinel in each piece holds its first row and its width, so that rows keep their numbers and columns their letters.
Formulas are never worked out; a cell without a stored result carries a mark instead.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from posixpath import join, normpath
from typing import Final

import fastexcel
from lxml import etree

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.tables.read.ahead import ahead
from ryddig.tables.read.archive import MAX_MEMBERS, damaged
from ryddig.tables.read.limits import MIB
from ryddig.tables.read.raw import Raw, column_of, letter
from ryddig.tables.read.xlsx import not_a_workbook

MAX_SHEET_BYTES: Final = 1536 * MIB
MAX_OTHER_BYTES: Final = 192 * MIB
MAX_RATIO: Final = 400
RATIO_COUNTS_FROM: Final = 32 * MIB
MAX_COLUMNS: Final = 234  # A to HZ
MOST_ROWS: Final = 1_048_576
PIECE_BYTES: Final = 12 * MIB
MAX_ROW_BYTES: Final = 8 * MIB
FARTHEST_JUMP: Final = 20_000
MERGED_MOST: Final = 20_000
NO_RESULT: Final = "#FORMEL!"
_STEP: Final = 2 * MIB
_ROW_END: Final = len("</row>")
_ROW: Final = re.compile(rb"<row\b[^>]*?\br=\"(\d{1,7})\"")
_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_FORMULA: Final = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"((?: s="\d+")?)(?: t="(?:n|b|e)")?>'
    rb"(?:<f\b[^>]*/>|<f\b[^>]*>[^<]*</f>)(?:<v></v>|<v/>)?</c>"
)
_MERGED: Final = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BAD: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    RuntimeError,
    OSError,
    etree.XMLSyntaxError,
)
_KEPT: Final = ("xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml")
_TYPES: Final = b"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""
_RELATIONS: Final = b"""<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
 Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
 Target="styles.xml"/>
<Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
 Target="sharedStrings.xml"/></Relationships>"""
_ROOT: Final = b"""<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>
</Relationships>"""
_BOOK: Final = b"""<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">%s<sheets>
<sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>"""
_SHEET: Final = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>',
    b"</sheetData></worksheet>",
)
_SINCE_1904: Final = re.compile(rb"""date1904\s*=\s*["'](?:1|true)["']""")


@dataclass(slots=True)
class Piece:
    """Rows of a sheet as the fast reader gives them: `table` holds `count` rows from row `first` on (from 1)."""

    table: fastexcel.ExcelSheet
    first: int
    count: int
    offset: int


@dataclass(slots=True)
class SheetStream:
    """A visible sheet. `wanted`: places of the columns to read from the next piece on; empty for all. `merged` (place,
    first row, last row) is known when all pieces have been read."""

    name: str
    member: str
    width: int = 0
    wanted: list[int] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)


class Workbook:
    """An open workbook. Raises UserCanFix for what must not or cannot be opened."""

    def __init__(self, path: Path) -> None:
        self.file = path.name
        self.hidden: list[str] = []
        try:
            self._archive = zipfile.ZipFile(path)
            names = set(self._archive.namelist())
            if len(names) > MAX_MEMBERS:
                raise _bomb(self.file)
            if "xl/workbook.xml" not in names:
                raise not_a_workbook(self.file)
            self._kept = {name: b"".join(self._chunks(name, MAX_OTHER_BYTES)) for name in _KEPT if name in names}
            self.sheets = self._sheets()
        except _BAD as error:
            raise damaged(self.file) from error

    def close(self) -> None:
        """Close the file."""
        self._archive.close()

    def _chunks(self, name: str, limit: int) -> Iterator[bytes]:
        member = self._archive.getinfo(name)
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _bomb(self.file)
        total, packed = 0, max(member.compress_size, 1)
        with self._archive.open(member) as stream:
            tail = b""
            while step := stream.read(_STEP):
                total += len(step)
                if total > limit or (total > RATIO_COUNTS_FROM and total > packed * MAX_RATIO):
                    raise _bomb(self.file)
                if any(mark in tail + step for mark in (b"<!DOCTYPE", b"<!ENTITY")):
                    raise _bomb(self.file)
                tail = step[-16:]
                yield step

    def _sheets(self) -> tuple[SheetStream, ...]:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        relations = etree.fromstring(b"".join(self._chunks("xl/_rels/workbook.xml.rels", MIB)), parser)
        targets = {one.get("Id"): normpath(join("xl", one.get("Target") or "")).lstrip("/") for one in relations}
        members, found = set(self._archive.namelist()), []
        for sheet in etree.fromstring(self._kept["xl/workbook.xml"], parser).iter(f"{_MAIN}sheet"):
            name, target = sheet.get("name") or "", targets.get(sheet.get(_LINK) or "", "")
            if (sheet.get("state") or "visible") != "visible":
                self.hidden.append(name)
            elif target in members and "/chartsheets/" not in f"/{target}":
                found.append(SheetStream(name, target))
        return tuple(found)

    def pieces(self, sheet: SheetStream) -> Iterator[Piece]:
        """The sheet from top to bottom. Blank stretches cost nothing and give no piece. The next stretch is unpacked
        and looked through while this one is read: the reader lets other threads work meanwhile."""
        try:
            for first, last, rows in ahead(self._stretches(sheet)):
                piece = self._piece(sheet, rows, first=first, last=last)
                if piece is not None:
                    yield piece
        except (*_BAD, fastexcel.FastExcelError) as error:
            raise damaged(self.file) from error

    def _stretches(self, sheet: SheetStream) -> Iterator[tuple[int, int, bytes]]:
        """(first row, last row, their XML): cut where a piece is long enough and where row numbers jump."""
        kept, first, last, size = list[bytes](), 0, 0, 0
        for low, high, rows in self._rows(sheet):
            if b"<c" not in rows:
                continue
            self._check(sheet, rows, low=low, high=high)
            if kept and (size + len(rows) > PIECE_BYTES or not 0 <= low - last <= FARTHEST_JUMP):
                yield first, last, b"".join(kept)
                kept, size = [], 0
            first = first if kept else low
            kept.append(rows)
            size, last = size + len(rows), high
        if kept:
            yield first, last, b"".join(kept)

    def _rows(self, sheet: SheetStream) -> Iterator[tuple[int, int, bytes]]:
        """First row, last row and XML of whole rows, about a step at a time, and cut where their numbers jump."""
        rest, inside, done = b"", False, False
        for step in self._chunks(sheet.member, MAX_SHEET_BYTES):
            rest += step
            if not inside and b"<sheetData" in rest:
                rest = rest[rest.index(b">", rest.index(b"<sheetData")) + 1 :]
                inside = True
            if inside and not done:
                done = b"</sheetData>" in rest
                cut = max(rest.rfind(b"</row>") + _ROW_END, rest.rfind(b"/>") + 2 if b"<c" not in rest else 0)
                if cut >= _ROW_END:
                    yield from _without_jumps(rest[:cut])
                    rest = rest[cut:]
            if len(rest) > MAX_ROW_BYTES:
                if not done:
                    raise UnusualError
                rest = rest[:MAX_ROW_BYTES]
        sheet.merged = _merged(rest)

    def _check(self, sheet: SheetStream, rows: bytes, *, low: int, high: int) -> None:
        """Cells must stand where their row says and within reach, or a reader would make room for what is between."""
        plain = rows.count(b"<c ") == rows.count(b'<c r="') and b"<c>" not in rows and b":c " not in rows
        if not plain or high > MOST_ROWS:
            raise UnusualError
        stray = re.compile(rb'<c r="(?![A-H]?[A-Z](?:' + between(low, high) + rb')")').search(rows)
        if stray is not None:
            cell = _CELL.match(rows, stray.start())
            if cell is None:
                raise UnusualError
            if column_of(cell[1].decode()) < MAX_COLUMNS:
                raise _bomb(self.file)
            raise UserCanFix(
                "workbook.too_wide",
                N_("The sheet %(sheet)s in %(file)s reaches to row %(rows)s and column %(columns)s."),
                hint=N_("Delete what stands far outside the table, and save the file again."),
                params={"sheet": sheet.name, "file": self.file, "rows": high, "columns": cell[1].decode()},
            )
        if not sheet.width:
            sheet.width = max(column_of(cell[0].decode()) + 1 for cell in _CELL.findall(rows))

    def _piece(self, sheet: SheetStream, rows: bytes, *, first: int, last: int) -> Piece | None:
        if b"<v" not in rows and b"<is" not in rows and b"<f" not in rows:
            return None
        if b'"e"' in rows:
            rows = rows.replace(b' t="e"', b' t="str"')
        if b"<f" in rows:
            rows = _FORMULA.sub(rb'<c r="\1"\2 t="str"><v>#FORMEL!</v></c>', rows)
        edge, last_row = letter(sheet.width).encode(), str(last + 1).encode()
        end = b'<row r="%b"><c r="A%b" t="str"><v>~</v></c><c r="%b%b" t="str"><v>~</v></c></row>' % (
            last_row, last_row, edge, last_row,
        )  # fmt: skip
        top = first - 1
        start = b'<row r="%d"><c r="A%d" t="str"><v>~</v></c></row>' % (top, top) if top else b""
        if not top:
            at = rows.index(b">", rows.index(b"<row"))
            close = rows.find(b"</row>") if rows[at - 1 : at] != b"/" else -1
            cell = b'<c r="%b1" t="str"><v>~</v></c>' % edge
            rows = (
                rows[:close] + cell + rows[close:]
                if close >= 0
                else rows[: at - 1] + b">" + cell + b"</row>" + rows[at + 1 :]
            )
        book = fastexcel.read_excel(self._small_book(_SHEET[0] + start + rows + end + _SHEET[1]))
        table = book.load_sheet(0, header_row=None, dtypes="string", use_columns=sheet.wanted or None)
        return Piece(table, first, last - first + 1, 1 if top else 0)

    def _small_book(self, sheet: bytes) -> bytes:
        stream = BytesIO()
        since = b'<workbookPr date1904="1"/>' if _SINCE_1904.search(self._kept["xl/workbook.xml"]) else b""
        nothing = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
        plain = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
        members = {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _ROOT,
            "xl/workbook.xml": _BOOK % since,
            "xl/_rels/workbook.xml.rels": _RELATIONS,
            "xl/styles.xml": self._kept.get("xl/styles.xml", plain),
            "xl/sharedStrings.xml": self._kept.get("xl/sharedStrings.xml", nothing),
            "xl/worksheets/sheet1.xml": sheet,
        }
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return stream.getvalue()


def _without_jumps(rows: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The rows in stretches whose numbers follow each other closely: a lone cell far down costs one row, not many."""
    begun, first, before = 0, 0, -1
    for match in _ROW.finditer(rows):
        number = int(match[1])
        if before >= 0 and not 0 < number - before <= FARTHEST_JUMP:
            yield first, before, rows[begun : match.start()]
            begun, before = match.start(), -1
        first = first if before >= 0 else number
        before = number
    if before >= 0:
        yield first, before, rows[begun:]


def between(low: int, high: int) -> bytes:
    """A pattern for the whole numbers from `low` to `high`, as they are written."""
    parts = []
    while low <= high:
        zeros = 0
        while low and low % 10 ** (zeros + 1) == 0 and low + 10 ** (zeros + 1) - 1 <= high:
            zeros += 1
        size = 10**zeros
        digit, more = low // size % 10, 1
        while digit + more <= 9 and low + (more + 1) * size - 1 <= high:  # noqa: PLR2004 - the highest digit
            more += 1
        parts.append(f"{low // (size * 10) or ''}[{digit}-{digit + more - 1}]" + r"\d" * zeros)
        low += more * size
    return "|".join(parts).encode()


def _merged(tail: bytes) -> list[tuple[int, int, int]]:
    """Merged areas of one column: its place from 0, first and last row from 1."""
    found = []
    for left, top, right, bottom in _MERGED.findall(tail)[:MERGED_MOST]:
        if left == right and int(bottom) > int(top):
            found.append((column_of(left.decode()), int(top), int(bottom)))
    return found


class UnusualError(Exception):
    """The sheet is written in a way that cannot be read piece by piece."""


def as_written(cell: Raw) -> str:
    """A cell as the fast reader writes it."""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, timedelta):
        minutes = round(cell / timedelta(minutes=1))
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _bomb(file: str) -> UserCanFix:
    return UserCanFix(
        "workbook.not_trusted",
        N_("%(file)s unpacks to far more than a list of hours or pay, or holds parts that a spreadsheet never has."),
        hint=N_("Copy the table into a new workbook and save that as XLSX."),
        params={"file": file},
    )
