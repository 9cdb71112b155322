"""Is this ZIP file (an XLSX is one) safe to read? Measured by unpacking in small steps, not by what it claims."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.tables.read.limits import MAX_CELLS, MIB
from ryddig.tables.read.raw import EMPTY_FORMULA, ERROR_VALUE, Position, column_of

MAX_MEMBERS: Final = 1000
MAX_MEMBER_BYTES: Final = 192 * MIB
MAX_UNPACKED_BYTES: Final = 320 * MIB
MAX_RATIO: Final = 200
RATIO_COUNTS_FROM: Final = 16 * MIB
EXCEL_LAST: Final = (1_048_576, 16_384)
_STEP: Final = MIB
_OVERLAP: Final = 16_384
_KEPT: Final = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")

# No pattern crosses a "<": every one of them takes time in proportion to the text, however it is written.
_PLACE = rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']"""
_OPEN, _CLOSE = rb"<(?:\w{1,20}:)?", rb"</(?:\w{1,20}:)?"
_F = _OPEN + rb"f\b[^<]*(?:" + _CLOSE + rb"f>)?\s*"
_NO_VALUE = rb"(" + _OPEN + rb"v\s*/>|" + _OPEN + rb"v>\s*" + _CLOSE + rb"v>)?\s*"
_CELL = re.compile(_OPEN + rb"c\s[^<>]*?" + _PLACE + rb"(?:[^<>]*[^<>/])?>")
_BARE_CELL = re.compile(_OPEN + rb"c(?:\s(?:(?!\br\s*=)[^<>])*)?>")
_TAG = re.compile(_OPEN + rb"""(row|c)\b(?:[^<>]*?\br\s*=\s*["'](\d{1,9})["'])?""")
_FORMULA = re.compile(_OPEN + rb"c\s([^<>]*)>\s*" + _F + _NO_VALUE + _CLOSE + rb"c>")
_ERROR = re.compile(
    _OPEN + rb"""c\s([^<>]*\bt\s*=\s*["']e["'][^<>]*)>\s*(?:""" + _F + rb")?" + _OPEN + rb"v>([^<]{1,40})<"
)
_PLACE_IN = re.compile(_PLACE)
_TEXT_RESULT = re.compile(rb"""\bt\s*=\s*["']str["']""")

# How every spreadsheet program writes its tags. Where all are so, the farthest cell is found in a fraction of the time.
_PLAIN_ATTRIBUTES = rb'(?: (?!r=|\w{1,20}:r=)[\w:]{1,40}="[^"<>=]{0,60}")*\s*/?>'
_PLAIN_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})\d{1,7}"' + _PLAIN_ATTRIBUTES)
_PLAIN_CELL_ROW = re.compile(rb'<c r="[A-Z]{1,3}(\d{1,7})"')
_PLAIN_ROW = re.compile(rb'<row r="\d{1,7}"' + _PLAIN_ATTRIBUTES)
_OTHER_TAG = re.compile(rb"<(?:c|row)[\t\r\n>]|<\w{1,40}:(?:c|row)\b")

# What no program writes, in a cell or row: an address that is none, two of them, a quote that does not end.
_TAGS = rb"<(?:\w{1,20}:)?(?:c|row)\s"
_ODD_CELL = rb"""<(?:\w{1,20}:)?c\s[^<>]*\br\s*=\s*["'](?![A-Za-z]{1,3}\d{1,7}["'])[^<>]*>"""
_ODD_ROW = rb"""<(?:\w{1,20}:)?row\s[^<>]*\br\s*=\s*["'](?!\d{1,7}["'])[^<>]*>"""
_TWO_PLACES = _TAGS + rb"[^<>]*\br\s*=[^<>]*\br\s*=[^<>]*>"
_OPEN_QUOTE = _TAGS + rb"""(?:[^<>"]*"(?:[^<>"]*"[^<>"]*")*[^<>"]*|[^<>']*'(?:[^<>']*'[^<>']*')*[^<>']*)>"""
_NEVER_IN_A_TAG = re.compile(b"|".join((_ODD_CELL, _ODD_ROW, _TWO_PLACES, _OPEN_QUOTE)))
_NEVER_IN_A_WORKBOOK = (b"<!DOCTYPE", b"<!ENTITY")


@dataclass(slots=True)
class SheetScan:
    """What one pass over a sheet's XML tells: the farthest cell and the cells whose value cannot be trusted."""

    rows: int = 0
    columns: int = 0
    faulty: dict[Position, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WorkbookScan:
    """Scan of each member by its path, and the two small members that name the sheets."""

    members: Mapping[str, SheetScan]
    kept: Mapping[str, bytes]


def scan_workbook(file: str, content: bytes) -> WorkbookScan:
    """Unpack every member within bounds. Raises UserCanFix for what must not be opened."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _scan_members(file, archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        raise damaged(file) from error


def damaged(file: str) -> UserCanFix:
    """The error for a workbook that cannot be unpacked."""
    return UserCanFix(
        "workbook.damaged",
        N_("%(file)s is damaged or protected with a password, and cannot be opened."),
        hint=N_("Open it in the spreadsheet program, remove the password and save it again as XLSX."),
        params={"file": file},
    )


def _scan_members(file: str, archive: zipfile.ZipFile) -> WorkbookScan:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise _bomb(file)
    scans: dict[str, SheetScan] = {}
    kept: dict[str, bytes] = {}
    unpacked = 0
    for member in members:
        scan = scans[member.filename] = SheetScan()
        for new, chunk in _chunks(file, archive, member):
            unpacked += new
            if unpacked > MAX_UNPACKED_BYTES or any(mark in chunk for mark in _NEVER_IN_A_WORKBOOK):
                raise _bomb(file)
            _scan(file, scan, chunk[: chunk.rfind(b">") + 1])
            _refuse_area(file, scan)
            if member.filename in _KEPT:
                kept[member.filename] = kept.get(member.filename, b"") + chunk[-new:]
    return WorkbookScan(scans, kept)


def _chunks(file: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[tuple[int, bytes]]:
    """(count of new bytes, those bytes after a little of what came before), so that a cell across two steps is seen."""
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _bomb(file)
    claimed, packed = member.file_size, max(member.compress_size, 1)
    member.file_size = MAX_MEMBER_BYTES + _STEP  # read on to the true end, not to the claimed one
    total, tail = 0, b""
    with archive.open(member) as stream:
        while step := stream.read(_STEP):
            total += len(step)
            too_packed = total > RATIO_COUNTS_FROM and total > packed * MAX_RATIO
            if total > claimed or total > MAX_MEMBER_BYTES or too_packed:
                raise _bomb(file)
            yield len(step), tail + step
            tail = step[-_OVERLAP:]


def _scan(file: str, scan: SheetScan, chunk: bytes) -> None:
    """Look through the tags that end in the chunk."""
    if not _scan_plain(scan, chunk):
        if _NEVER_IN_A_TAG.search(chunk):
            raise _bomb(file)
        _scan_filled(scan, chunk)
    if b"<f" in chunk or b":f" in chunk:
        for match in _FORMULA.finditer(chunk):
            if match[2] is None or not _TEXT_RESULT.search(match[1]):
                _mark(scan, match[1], EMPTY_FORMULA)
    if b'"e"' in chunk or b"'e'" in chunk:
        for match in _ERROR.finditer(chunk):
            _mark(scan, match[1], ERROR_VALUE, found=match[2].decode("ascii", "replace"))


def _scan_plain(scan: SheetScan, chunk: bytes) -> bool:
    """True when every tag is written the usual way and reaches no further than may be read, blank cells counted too."""
    letters = _PLAIN_COLUMN.findall(chunk)
    usual = len(letters) == chunk.count(b"<c ") and len(_PLAIN_ROW.findall(chunk)) == chunk.count(b"<row ")
    if not usual or _OTHER_TAG.search(chunk):
        return False
    rows = max(map(int, set(_PLAIN_CELL_ROW.findall(chunk))), default=0)
    columns = max((column_of(name.decode()) + 1 for name in set(letters)), default=0)
    if max(rows, scan.rows) * max(columns, scan.columns) > MAX_CELLS:
        return False
    scan.rows, scan.columns = max(rows, scan.rows), max(columns, scan.columns)
    return True


def _scan_filled(scan: SheetScan, chunk: bytes) -> None:
    """The farthest cell that holds something, however the tags are written."""
    places = _CELL.findall(chunk)
    scan.rows = max(scan.rows, max((int(row) for row in {row for _, row in places}), default=0))
    letters = {letters for letters, _ in places}
    scan.columns = max(scan.columns, max((column_of(name.decode()) + 1 for name in letters), default=0))
    if _BARE_CELL.search(chunk):
        _scan_in_order(scan, chunk)


def _scan_in_order(scan: SheetScan, chunk: bytes) -> None:
    """Cells that do not say where they stand are counted instead."""
    cells = 0
    for tag, row in _TAG.findall(chunk):
        cells = cells + 1 if tag == b"c" else 0
        scan.columns = max(scan.columns, cells)
        if tag == b"row":
            scan.rows = max(scan.rows + 1, int(row or 0))


def _mark(scan: SheetScan, attributes: bytes, fault: str, *, found: str = "") -> None:
    place = _PLACE_IN.search(attributes)
    if place:
        scan.faulty[int(place[2]) - 1, column_of(place[1].decode())] = (fault, found)


def _refuse_area(file: str, scan: SheetScan) -> None:
    outside = scan.rows > EXCEL_LAST[0] or scan.columns > EXCEL_LAST[1]
    if outside or scan.rows * max(scan.columns, 1) > MAX_CELLS or len(scan.faulty) > MAX_CELLS // 50:
        raise UserCanFix(
            "workbook.too_wide",
            N_("A sheet in %(file)s reaches to row %(rows)s and column %(columns)s; at most %(limit)s cells are read."),
            hint=N_("Delete the empty rows and columns outside the table, and save the file again."),
            params={"file": file, "rows": scan.rows, "columns": scan.columns, "limit": MAX_CELLS},
        )


def _bomb(file: str) -> UserCanFix:
    return UserCanFix(
        "workbook.not_trusted",
        N_("%(file)s unpacks to far more than a list of contracts, or holds parts that a spreadsheet never has."),
        hint=N_("Copy the table into a new workbook and save that as XLSX."),
        params={"file": file},
    )
