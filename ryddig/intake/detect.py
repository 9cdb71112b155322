"""What kind of file is it? Extension and content must agree; anything else is refused with the cure."""

from pathlib import PurePath
from typing import Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.intake.reading import Format
from ryddig.tables.read.limits import MAX_FILE_BYTES, MAX_NOTICE_BYTES

_ZIP: Final = b"PK\x03\x04"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_XML: Final = "xml"
_JSON: Final = "json"
_TEXT: Final = "text"
_BY_EXTENSION: Final = {
    ".xlsx": Format.XLSX,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".txt": Format.CSV,
    ".xml": Format.NOTICE,
    ".json": Format.OCDS,
}
_CONTENT_OF: Final = {Format.XLSX: "zip", Format.CSV: _TEXT, Format.NOTICE: _XML, Format.OCDS: _JSON}
_BINARY: Final = (
    _ZIP,
    b"PK\x05\x06",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
)
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def format_by_name(name: str) -> Format:
    """The format the extension promises. Raises UserCanFix for other extensions, before anything is read."""
    promised = _BY_EXTENSION.get(PurePath(name).suffix.lower())
    if promised is None:
        raise UserCanFix(
            "file.unknown_type",
            N_("%(file)s is not a kind of file that holds contracts here."),
            hint=N_(
                "Give XLSX or CSV for lists of contracts, XML for notices, JSON for OCDS. Save older formats as XLSX."
            ),
            params={"file": name},
        )
    return promised


def limit_of(promised: Format) -> int:
    """How many bytes of such a file are read at most."""
    return MAX_NOTICE_BYTES if promised is Format.NOTICE else MAX_FILE_BYTES


def check_content(name: str, content: bytes, promised: Format) -> None:
    """Raise UserCanFix when the content is not what the extension promises."""
    if not content.strip():
        raise UserCanFix(
            "file.empty",
            N_("%(file)s is empty."),
            hint=N_("Check that the right file was chosen."),
            params={"file": name},
        )
    if content.startswith(_OLD_OFFICE):
        raise UserCanFix(
            "file.old_or_locked",
            N_("%(file)s is an old Excel file or protected with a password."),
            hint=N_("Open it in the spreadsheet program, remove the password and save it as XLSX."),
            params={"file": name},
        )
    found = _kind(content)
    if found != _CONTENT_OF[promised]:
        raise UserCanFix(
            "file.wrong_type",
            N_("%(file)s is not what its name says: inside it is %(found)s."),
            hint=N_("Save the list again as XLSX or CSV, or give the file its right extension."),
            params={"file": name, "found": found},
        )


def _kind(content: bytes) -> str:
    if content.startswith((_ZIP, b"PK\x05\x06")):
        return "zip"
    if content.startswith(_BINARY):
        return "binary"
    head = content[:4096]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    first = head.replace(b"\x00", b"").lstrip()[:1]
    if first == b"<":
        return _XML
    return _JSON if first in (b"{", b"[") else _TEXT
