"""One pass over a file before anything is read: its digest, what is inside, in which encoding, how many lines."""

import re
from codecs import IncrementalDecoder, getincrementaldecoder
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.tables.read.limits import MIB

MAX_TEXT_BYTES: Final = 1024 * MIB
MAX_WORKBOOK_BYTES: Final = 200 * MIB
MAX_TREE_BYTES: Final = 64 * MIB
MAX_PDF_BYTES: Final = 100 * MIB
BLANK_LINES_KEPT: Final = 100
_STEP: Final = 4 * MIB
_LIMITS: Final = {
    "csv": MAX_TEXT_BYTES,
    "xlsx": MAX_WORKBOOK_BYTES,
    "json": MAX_TREE_BYTES,
    "xml": MAX_TREE_BYTES,
    "pdf": MAX_PDF_BYTES,
}
_BY_SUFFIX: Final = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".dat": "csv", ".hlt": "csv", ".xlsx": "xlsx", ".json": "json",
    ".xml": "xml", ".pdf": "pdf",
}  # fmt: skip
_ZIP: Final = b"PK\x03\x04"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_OTHER: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"MZ", b"\x7fELF", b"PAR1")
_MARKS: Final = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_BLANK: Final = re.compile(rb"(?<=\n)\r?\n")
_C1: Final = re.compile(rb"[\x80-\x9f]")


@dataclass(slots=True)
class Probe:
    """What one pass tells. `encoding`: utf-8, latin-1, cp1252, utf-16. `lines`: as an editor counts them. `blank`: the
    first blank lines, from 0; `blanks`: how many. `quotes`: it has quotation marks. `unix`: lines end in line feeds."""

    path: Path
    name: str
    format: str
    sha256: str = ""
    encoding: str = "utf-8"
    lines: int = 0
    blank: list[int] = field(default_factory=list)
    blanks: int = 0
    quotes: bool = False
    unix: bool = True


def probe(path: Path) -> Probe:
    """Look through the file. Raises UserCanFix for what is not read at all."""
    name = path.name
    form = _BY_SUFFIX.get(path.suffix.lower(), "")
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(4096)
            found = Probe(path, name, _checked(name, form, head))
            _refuse_large(name, size, _LIMITS[found.format])
            stream.seek(0)
            _run_through(found, stream)
    except OSError as error:
        raise UserCanFix(
            "file.unreadable",
            N_("%(file)s cannot be read: %(why)s."),
            hint=N_("Check the name of the file and that you may read it."),
            params={"file": name, "why": error.strerror or type(error).__name__},
        ) from error
    return found


def _refuse_large(name: str, size: int, limit: int) -> None:
    if size > limit:
        raise UserCanFix(
            "file.too_large",
            N_("%(file)s is %(size)s MB; at most %(limit)s MB is read."),
            hint=N_("Split the file by month, or save it as CSV."),
            params={"file": name, "size": -(-size // MIB), "limit": limit // MIB},
        )


def _checked(name: str, form: str, head: bytes) -> str:
    """The format, when name and content agree."""
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UserCanFix(
            "file.empty",
            N_("%(file)s is empty."),
            hint=N_("Check that the right file was chosen."),
            params={"file": name},
        )
    if head.startswith(_OLD_OFFICE):
        raise UserCanFix(
            "file.old_or_locked",
            N_("%(file)s is an old Excel file or protected with a password."),
            hint=N_("Open it in the spreadsheet program, remove the password and save it as XLSX."),
            params={"file": name},
        )
    inside = _inside(head)
    if not form:
        raise UserCanFix(
            "file.unknown_type",
            N_("%(file)s is not a kind of file that holds pay or hours here."),
            hint=N_("Give XLSX, CSV, TXT, XML (a-melding), JSON (Tripletex) or PDF payslips with a layout."),
            params={"file": name},
        )
    if inside != form:
        raise UserCanFix(
            "file.wrong_type",
            N_("%(file)s is not what its name says: inside it is %(found)s."),
            hint=N_("Save the list again as XLSX or CSV, or give the file its right extension."),
            params={"file": name, "found": inside},
        )
    return form


def _inside(head: bytes) -> str:
    if head.startswith((_ZIP, b"PK\x05\x06")):
        return "xlsx"
    if head.startswith(b"%PDF"):
        return "pdf"
    if head.startswith(_OTHER):
        return "binary"
    marked = next((mark for mark in _MARKS if head.startswith(mark)), b"")
    text = head.removeprefix(marked)
    if b"\x00" in text and _MARKS.get(marked) != "utf-16":
        return "binary"
    first = text.replace(b"\x00", b"").lstrip()[:1]
    return "xml" if first == b"<" else "json" if first in (b"{", b"[") else "csv"


def _run_through(found: Probe, stream: IO[bytes]) -> None:
    digest, decoder, before, last = sha256(), getincrementaldecoder("utf-8")(), b"\n", b""
    is_text = found.format == "csv"
    while step := stream.read(_STEP):
        digest.update(step)
        if not is_text:
            continue
        if not before.strip(b"\n") and found.lines == 0 and step[:2] in _MARKS:
            found.encoding = "utf-16"
        _count(found, step, before)
        _decide_encoding(found, step, decoder)
        before, last = step[-1:], step[-1:]
    found.lines += is_text and last not in (b"\n", b"")
    found.sha256 = digest.hexdigest()


def _count(found: Probe, step: bytes, before: bytes) -> None:
    edge = before + step[:2]
    if b"\n\n" in edge or b"\n\r\n" in edge or b"\n\n" in step or b"\n\r\n" in step:
        joined = before + step
        for match in _BLANK.finditer(joined):
            found.blanks += 1
            if len(found.blank) < BLANK_LINES_KEPT:
                found.blank.append(found.lines + joined.count(b"\n", 1, match.start()))
    found.lines += step.count(b"\n")
    found.quotes = found.quotes or b'"' in step
    found.unix = found.unix and (b"\r" not in step or step.count(b"\r") <= step.count(b"\r\n") + 1)


def _decide_encoding(found: Probe, step: bytes, decoder: IncrementalDecoder) -> None:
    if found.encoding in ("utf-16", "cp1252"):
        return
    if found.encoding == "utf-8":
        if step.isascii() and not decoder.getstate()[0]:
            return
        try:
            decoder.decode(step)
            return
        except UnicodeDecodeError:
            found.encoding = "latin-1"
    if _C1.search(step):
        found.encoding = "cp1252"
