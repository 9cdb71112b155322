"""What a file is, by its first bytes; its name is never believed."""

import zipfile
from pathlib import Path
from typing import Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_

HEAD: Final = 64 * 1024
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
XLSX_PART: Final = "xl/workbook.xml"
XLSB_PART: Final = "xl/workbook.bin"


def kind_of(path: Path) -> str:
    """`xlsx`, `pdf`, `xml`, `json` or `text`. Raises UserCanFix for anything that no control can read."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise UserCanFix("evidence.empty", N_("The file is empty."), hint=N_("Send a file with content."))
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_archive(path)
    if head.startswith(b"%PDF-"):
        return "pdf"
    return _kind_of_text(head)


def _kind_of_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError) as error:
        text = N_("The file is broken: it begins as a workbook but cannot be opened.")
        raise UserCanFix("evidence.broken", text, hint=N_("Save it again, or ask the supplier for it anew.")) from error
    if XLSX_PART in names:
        return "xlsx"
    if XLSB_PART in names:
        raise _unreadable(N_("Binary workbooks (XLSB) cannot be read."))
    raise _unreadable(N_("Archives cannot be read."))


def _kind_of_text(head: bytes) -> str:
    if head.startswith(OLD_OFFICE):
        raise _unreadable(N_("Workbooks of the old kind (XLS) cannot be read."))
    if b"\x00" in head and not head.startswith(UTF_16):
        raise _unreadable(N_("This is no file of pay or hours that Ryddig knows."))
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        return "xml"
    return "json" if start.startswith((b"{", b"[")) and _may_be_json(start) else "text"


def _may_be_json(start: bytes) -> bool:
    """What follows the bracket could stand there in JSON; a line of text such as `[sic]` could not."""
    return start[1:].lstrip()[:1] in (
        b'"',
        b"{",
        b"[",
        b"]",
        b"}",
        b"-",
        *(str(figure).encode() for figure in range(10)),
    )


def _unreadable(message: str) -> UserCanFix:
    hint = N_("Send XLSX, CSV, fixed-width text, XML, JSON or a PDF with text. Unpack archives first.")
    return UserCanFix("evidence.unreadable", message, hint=hint)
