"""XLSX: visible sheets with cell values as Excel last stored them. Formulas are never worked out here."""

import re
from io import BytesIO
from posixpath import join, normpath
from typing import Final

from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ryddig.domain.errors import UserCanFix
from ryddig.domain.problems import Problem, Severity, Where
from ryddig.domain.words import N_
from ryddig.tables.read.archive import SheetScan, WorkbookScan, damaged, scan_workbook
from ryddig.tables.read.header import SEARCHED_ROWS
from ryddig.tables.read.limits import MAX_COLUMNS
from ryddig.tables.read.raw import RawSheet

_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SINCE_1904: Final = re.compile(rb"""date1904\s*=\s*["'](?:1|true)["']""")
DAYS_1904: Final = 1462
MERGED_LOOKED_AT: Final = 1000
_NOTHING: Final = SheetScan()


def read_workbook(file: str, content: bytes) -> tuple[tuple[RawSheet, ...], tuple[Problem, ...]]:
    """Visible sheets, and a note for each sheet that was left out. Raises UserCanFix for what cannot be opened."""
    scan = scan_workbook(file, content)
    if _WORKBOOK not in scan.members:
        raise not_a_workbook(file)
    try:
        return _read(file, content, scan)
    except (CalamineError, etree.XMLSyntaxError) as error:
        raise damaged(file) from error


def not_a_workbook(file: str) -> UserCanFix:
    """The error for a file that ends in .xlsx but is something else."""
    return UserCanFix(
        "file.wrong_type",
        N_("%(file)s is not an XLSX workbook, although its name says so."),
        hint=N_("Save the list as XLSX or CSV and try again."),
        params={"file": file},
    )


def _read(file: str, content: bytes, scan: WorkbookScan) -> tuple[tuple[RawSheet, ...], tuple[Problem, ...]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    scans = _scans_by_name(scan)
    offset = DAYS_1904 if _SINCE_1904.search(scan.kept.get(_WORKBOOK, b"")) else 0
    sheets, notes = [], []
    for meta in book.sheets_metadata:
        if meta.visible is not SheetVisibleEnum.Visible:
            notes.append(_left_out(file, meta.name))
        elif scans.get(meta.name, _NOTHING).columns > MAX_COLUMNS:
            notes.append(_too_wide(file, meta.name))
        elif meta.typ is SheetTypeEnum.WorkSheet:
            sheets.append(
                _sheet(file, book.get_sheet_by_name(meta.name), scans.get(meta.name, _NOTHING), offset=offset)
            )
    return tuple(sheets), tuple(notes)


def _sheet(file: str, sheet: CalamineSheet, scan: SheetScan, *, offset: int) -> RawSheet:
    rows = sheet.to_python(skip_empty_area=False)
    merged = [area for area in sheet.merged_cell_ranges or () if area[0][0] < SEARCHED_ROWS][:MERGED_LOOKED_AT]
    return RawSheet(file, sheet.name, rows, tuple(merged), scan.faulty, offset)


def _too_wide(file: str, sheet: str) -> Problem:
    return Problem(
        "sheet.too_wide",
        N_("The sheet %(sheet)s has more than %(limit)s columns and was not read."),
        Where(file, sheet),
        hint=N_("Delete what stands far to the right, if its rows belong to the list."),
        params={"sheet": sheet, "limit": MAX_COLUMNS},
        severity=Severity.NOTE,
    )


def _left_out(file: str, sheet: str) -> Problem:
    return Problem(
        "sheet.hidden",
        N_("The sheet %(sheet)s is hidden and was not read."),
        Where(file, sheet),
        hint=N_("Show the sheet and save the file, if its rows belong to the list."),
        params={"sheet": sheet},
        severity=Severity.NOTE,
    )


def _scans_by_name(scan: WorkbookScan) -> dict[str, SheetScan]:
    """Sheet name -> scan of the member that holds it, by the workbook's own table of relations."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    relations = etree.fromstring(scan.kept.get(_RELATIONS, b"<none/>"), parser)
    targets = {link.get("Id"): normpath(join("xl", link.get("Target") or "")).lstrip("/") for link in relations}
    book = etree.fromstring(scan.kept[_WORKBOOK], parser)
    names = {sheet.get("name"): sheet.get(_LINK) for sheet in book.iter(f"{_MAIN}sheet")}
    found = {name: scan.members.get(targets.get(link, "")) for name, link in names.items()}
    return {str(name): member for name, member in found.items() if member is not None}
