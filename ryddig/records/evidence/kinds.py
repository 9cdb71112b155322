"""What a file is, by its content; its name is never believed."""

import re
import zipfile
import zlib
from collections.abc import Collection, Mapping
from os import SEEK_END
from typing import IO, Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_

HEAD: Final = 64 * 1024
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
ARCHIVED: Final[Mapping[str, str]] = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
XLSB_PART: Final = "xl/workbook.bin"
MACROS: Final = ("vbaproject", "vbadata.xml", "activex/", "macrosheets/")
CONTENT_TYPES: Final = "[Content_Types].xml"
MACRO_TYPE: Final = b"macroenabled"
MOST_TYPES: Final = 4_000_000
EMBEDDED: Final = re.compile(r"(^|/)(oleobject[^/]*|package[^/]*|[^/]*\.(exe|dll|js|vbs|hta|lnk|ps1|bat|cmd))(\.bin)?$")
STARTS: Final[Mapping[bytes, str]] = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}
HEIC: Final = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
"""What stands after `ftyp` in photos of iPhones."""
PAY: Final = frozenset({"xlsx", "pdf", "xml", "json", "text"})
"""What a control of pay and hours reads."""
PAPERS: Final = PAY | {"docx", "jpeg", "png"}
"""What a supplier may hand in. Nothing a browser would run is among them."""
PHOTOS: Final = frozenset({"jpeg", "png"})
ROOT: Final = re.compile(rb"<(?![?!])\s*([a-zA-Z:]+)")
WEB: Final = (b"html", b"svg", b"script", b"body", b"head")
MOST_PARTS: Final = 20_000
MOST_UNPACKED: Final = 2_000_000_000
LARGE_UNPACKED: Final = 100_000_000
MOST_TIMES: Final = 200


def kind_of(file: IO[bytes], allowed: Collection[str] = PAY) -> str:
    """`xlsx`, `docx`, `pdf`, `jpeg`, `png`, `xml`, `json` or `text`, when it is among `allowed`.

    Raises UserCanFix for anything else, and for what carries macros or unpacks to far more than it is.
    """
    file.seek(0)
    head = file.read(HEAD)
    if not head.strip():
        raise UserCanFix("evidence.empty", N_("The file is empty."), hint=N_("Send a file with content."))
    kind = _kind(file, head, allowed)
    if kind not in allowed:
        raise _unreadable(N_("Files of this kind are not received here."), allowed)
    return kind


def is_heic(head: bytes) -> bool:
    """Whether a file that begins so is a photo in HEIC."""
    return head[4:8] == b"ftyp" and head[8:12] in HEIC


def _kind(file: IO[bytes], head: bytes, allowed: Collection[str]) -> str:
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_archive(file, allowed)
    if is_heic(head):
        hint = N_("Send it as JPEG. On an iPhone: Settings, Camera, Formats, Most Compatible.")
        raise UserCanFix("evidence.heic", N_("Photos in HEIC cannot be opened by everybody."), hint=hint)
    for start, kind in STARTS.items():
        if head.startswith(start):
            return kind
    return _kind_of_text(head, allowed)


def _kind_of_archive(file: IO[bytes], allowed: Collection[str]) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            types = _content_types(archive, parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        text = N_("The file is broken: it begins as a workbook but cannot be opened.")
        raise UserCanFix("evidence.broken", text, hint=N_("Save it again, or ask the supplier for it anew.")) from error
    _refuse_bombs(parts, file.seek(0, SEEK_END))
    names = {part.filename for part in parts}
    if MACRO_TYPE in types or any(mark in name.lower() for name in names for mark in MACROS):
        hint = N_("Save it without macros, such as XLSX, DOCX or PDF.")
        raise UserCanFix("evidence.macros", N_("The file holds macros, which are never received."), hint=hint)
    if any(EMBEDDED.search(name.lower()) for name in names):
        hint = N_("Take out what is embedded, or save it as PDF.")
        raise UserCanFix("evidence.embedded", N_("The file holds an embedded program or object (OLE)."), hint=hint)
    for part, kind in ARCHIVED.items():
        if part in names:
            return kind
    if XLSB_PART in names:
        raise _unreadable(N_("Binary workbooks (XLSB) cannot be read."), allowed)
    raise _unreadable(N_("Archives cannot be read."), allowed)


def _content_types(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> bytes:
    """What an Office file says that its parts are; empty where it says nothing, or more than any such list does."""
    listed = next((part for part in parts if part.filename == CONTENT_TYPES), None)
    if listed is None or listed.file_size > MOST_TYPES:
        return b""
    return archive.read(listed).lower()


def _refuse_bombs(parts: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    swells = unpacked > LARGE_UNPACKED and unpacked > MOST_TIMES * max(size, 1)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or swells:
        text = N_("The file would unpack to far more than it seems to hold, and is not opened.")
        raise UserCanFix("evidence.bomb", text, hint=N_("Save it again from the program it came from."))


def _kind_of_text(head: bytes, allowed: Collection[str]) -> str:
    if head.startswith(OLD_OFFICE):
        raise _unreadable(N_("Workbooks of the old kind (XLS) cannot be read."), allowed)
    if b"\x00" in head and not head.startswith(UTF_16):
        raise _unreadable(N_("This is no file of pay or hours that Ryddig knows."), allowed)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        root = ROOT.search(start)
        if root is not None and root[1].lower().rpartition(b":")[2] in WEB:
            raise _unreadable(N_("Web pages and drawings (HTML, SVG) are never received."), allowed)
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


def _unreadable(message: str, allowed: Collection[str]) -> UserCanFix:
    hint = N_("Send PDF, XLSX, DOCX, CSV, text, XML, JSON, JPEG or PNG, without a password. Unpack archives first.")
    if set(allowed) == PAY:
        hint = N_("Send XLSX, CSV, fixed-width text, XML, JSON or a PDF with text. Unpack archives first.")
    if set(allowed) == PHOTOS:
        hint = N_("Send a photo as JPEG or PNG.")
    return UserCanFix("evidence.unreadable", message, hint=hint)
