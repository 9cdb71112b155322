"""The register's whole files (enheter, underenheter; CSV or JSON; gzip or not) cut into pieces of whole records.

A piece is handed to `bulk_rows` in another process. Nothing is believed of a file but its content.
"""

import csv
import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import IO, Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_

PIECE: Final = 1 << 20
LONGEST_RECORD: Final = 4 << 20
_NEAR: Final = 1 << 14
_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = b"PK\x03\x04"
_MARK: Final = b"\xef\xbb\xbf"
_BETWEEN: Final = re.compile(rb'\}\s*,\s*(?=\{\s*"organisasjonsnummer")')
_NEEDED: Final = frozenset(("organisasjonsnummer", "navn"))
_OF_SUB_UNITS: Final = frozenset(("beliggenhetsadresse", "datoEierskifte", "oppstartsdato"))


class FileFormat(StrEnum):
    """How the records of a file are written."""

    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Layout:
    """What the records of a file are: `columns` are the CSV headings as they stand, empty for JSON."""

    format: FileFormat
    sub_units: bool
    columns: tuple[str, ...] = ()
    separator: str = ","


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole records as bytes. `first`: the line of the first one in CSV, from 1; 0 in JSON, which has no lines.

    `last`: whether the file ends with it; then a line that is cut short means that the file is cut short.
    """

    content: bytes
    first: int = 0
    last: bool = False


class BulkFile:
    """One file of the register, read once from the start. Raises UserCanFix for what is not such a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = _open(path)
        try:
            self._rest = self._read().removeprefix(_MARK)
            self.layout = self._json() if self._rest.lstrip()[:1] in (b"[", b"{") else self._csv()
        except UserCanFix:
            self._file.close()
            raise

    def pieces(self) -> Iterator[Piece]:
        """The records, a piece at a time; the last one may be cut short. Closes the file."""
        with self._file:
            held: Piece | None = None
            for piece in self._lines() if self.layout.format is FileFormat.CSV else self._objects():
                if held is not None:
                    yield held
                held = piece
            if held is not None:
                yield replace(held, last=True)

    def _read(self) -> bytes:
        try:
            return self._file.read(PIECE)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise half(self.path) from error

    def _csv(self) -> Layout:
        if not self._rest.strip():
            raise _fault(self.path, "empty", N_("%(file)s is empty."), cure=N_("Fetch the file again."))
        line, found, self._rest = self._rest.partition(b"\n")
        separator = ";" if line.count(b";") > line.count(b",") else ","
        try:
            columns = tuple(next(csv.reader([line.decode()], delimiter=separator)))
        except (UnicodeDecodeError, csv.Error, StopIteration):
            columns = ()
        if not found or not _NEEDED.issubset(columns):
            raise _not_the_register(self.path)
        heads = {column.partition(".")[0] for column in columns}
        return Layout(FileFormat.CSV, not heads.isdisjoint(_OF_SUB_UNITS), columns, separator)

    def _json(self) -> Layout:
        start = self._rest.lstrip()
        if start[:1] != b"[":
            raise _not_the_register(self.path)
        self._rest = start[1:].lstrip()
        if self._rest[:1] == b"]":
            raise _fault(self.path, "empty", N_("%(file)s is empty."), cure=N_("Fetch the file again."))
        cut = _BETWEEN.search(self._rest)
        first = self._rest[: cut.start() + 1] if cut else self._rest.rstrip().removesuffix(b"]")
        try:
            unit = json.loads(first)
        except (ValueError, RecursionError) as error:
            raise _not_the_register(self.path) from error
        if not isinstance(unit, dict) or not _NEEDED.issubset(unit):
            raise _not_the_register(self.path)
        return Layout(FileFormat.JSON, not _OF_SUB_UNITS.isdisjoint(unit))

    def _lines(self) -> Iterator[Piece]:
        """Whole lines. A quoted line break is kept inside its piece as long as quotes stand in pairs."""
        first, rest = 2, self._rest
        while more := self._read():
            rest += more
            end = rest.rfind(b"\n") + 1
            if end == 0 or (rest.count(b'"', 0, end) % 2 and len(rest) < 2 * PIECE):
                self._check(rest)
                continue
            yield Piece(rest[:end], first)
            first += rest.count(b"\n", 0, end)
            rest = rest[end:]
        if rest:
            yield Piece(rest, first)

    def _objects(self) -> Iterator[Piece]:
        """Whole objects with a comma between, without the brackets around them all."""
        rest = self._rest
        while more := self._read():
            rest += more
            cut = _last_end(rest)
            if cut == 0:
                self._check(rest)
                continue
            yield Piece(rest[:cut])
            rest = rest[cut:].lstrip().removeprefix(b",")
        end = rest.rstrip()
        if not end.endswith(b"]"):
            raise half(self.path)
        yield Piece(end[:-1])

    def _check(self, rest: bytes) -> None:
        if len(rest) > LONGEST_RECORD:
            raise _not_the_register(self.path)


def _last_end(text: bytes) -> int:
    """Where the last object but one ends, or 0. Only the end of the text is sought through when it can be."""
    for start in (max(0, len(text) - _NEAR), 0):
        ends = [cut.start() + 1 for cut in _BETWEEN.finditer(text, start)]
        if ends:
            return ends[-1]
    return 0


def _open(path: Path) -> IO[bytes]:
    try:
        file = path.open("rb")
    except OSError as error:
        why = error.strerror or str(error)
        text = N_("%(file)s cannot be opened: %(why)s.")
        raise _fault(path, "not_opened", text, cure=N_("Check the path and the rights to read it."), why=why) from error
    start = file.read(4)
    file.seek(0)
    if start.startswith(_GZIP):
        file.close()
        return gzip.open(path, "rb")  # type: ignore[return-value] # - GzipFile reads bytes
    if start.startswith(_ZIP):
        file.close()
        text = N_("%(file)s is a workbook or a ZIP archive, not CSV or JSON.")
        raise _fault(path, "wrong_type", text, cure=N_("Fetch the register as CSV or JSON (gzip may stay)."))
    return file


def half(path: Path) -> UserCanFix:
    """The error for a file that ends before it should, or was damaged on the way."""
    text = N_("%(file)s ends in the middle: the download was cut off or the file is damaged.")
    return _fault(path, "half", text, cure=N_("Fetch the file again. What was loaded before stays as it is."))


def _not_the_register(path: Path) -> UserCanFix:
    text = N_("%(file)s is not a whole file of Enhetsregisteret: organisasjonsnummer and navn were not found.")
    cure = N_("Fetch “enheter” or “underenheter” from data.brreg.no as CSV or JSON, all of it, and give that file.")
    return _fault(path, "not_the_register", text, cure=cure)


def _fault(path: Path, code: str, text: str, *, cure: str, **more: object) -> UserCanFix:
    return UserCanFix(f"register.{code}", text, hint=cure, params={"file": path.name, **more})
