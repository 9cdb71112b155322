"""Workbooks made by the tests, wholesome and hostile."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"
SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows: Sequence[Sequence[Any]], *, sheet: str = "Ark1", more: Callable[[Any], None] | None = None) -> bytes:
    """An XLSX with one sheet of these values; `more` may go on with the open workbook."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"default_date_format": "dd.mm.yyyy"})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    if more is not None:
        more(book)
    book.close()
    return stream.getvalue()


def with_sheet_xml(body: str, *, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """An XLSX whose first sheet is exactly `body`; `replaced` puts other members in."""
    members = {SHEET: (HEAD + body + TAIL).encode(), **(replaced or {})}
    return rezipped(workbook([["Referanse"]]), members)


def rezipped(content: bytes, members: Mapping[str, bytes]) -> bytes:
    """The archive with these members replaced or added."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, data in members.items():
            new.writestr(name, data)
    return stream.getvalue()
