"""A piece of a whole file becomes rows for the local file: checked, packed, and indexed by name. Runs in a process of
its own.
"""

import json
import re
import zlib
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any, Final

from pydantic_core import to_json

from ryddig.domain.names import take_apart
from ryddig.domain.orgnr import passes
from ryddig.domain.words import N_
from ryddig.registers.brreg.bulk import FileFormat, Layout, Piece
from ryddig.registers.brreg.bulk_fields import BOOLEANS, CSV_COLUMNS, DATES, JSON_FIELDS, WHOLE_NUMBERS, kept
from ryddig.registers.brreg.bulk_lines import BETWEEN_FIELDS, fields_of

BLOCK: Final = 96
LEVEL: Final = 3
BETWEEN_ROWS: Final = "\n"
_LINE_BREAKS: Final = str.maketrans({"\n": "/n", "\r": None, "\x1f": None})
_NUMBER_BITS: Final = 30
_MOST_KEPT: Final = 200
_LONGEST_NAME: Final = 300
_TRUTH: Final = frozenset((bool, type(None)))
_TEXT: Final = frozenset((str,))
_NUMBER_FIELD: Final = '{"organisasjonsnummer"'
_NUMBER_FIRST: Final = f'{_NUMBER_FIELD}:"'
_NEXT: Final = re.compile(r"[\s,]*")
Check = Callable[[str], bool]
Row = tuple[int, list[str], str]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that was left out. `at`: its line in CSV, its place among the records of a piece in JSON.

    `text` is an English msgid with a place `%(found)s`; `field` the column it is about, or empty.
    """

    at: int
    text: str
    field: str = ""
    found: str = ""


@dataclass(slots=True)
class Packed:
    """What became of a piece, in few large values, since it travels between processes.

    `blocks`: packed records, `BLOCK` to each. `numbers`, `names`: of the kept, in the same order. `words`: for each
    the folded words of all its names, in one line. `former`: number and a name it had. `keys`: see `name_key`.
    """

    records: int = 0
    blocks: list[bytes] = field(default_factory=list)
    numbers: "array[int]" = field(default_factory=lambda: array("I"))
    names: str = ""
    words: str = ""
    former: list[tuple[int, str]] = field(default_factory=list)
    keys: "array[int]" = field(default_factory=lambda: array("Q"))
    rejected: list[Rejected] = field(default_factory=list)
    rejected_count: int = 0
    unknown: set[str] = field(default_factory=set)
    cut_short: bool = False

    def reject(self, one: Rejected) -> None:
        """Count it, and keep the first ones to be told."""
        self.rejected_count += 1
        if len(self.rejected) < _MOST_KEPT:
            self.rejected.append(one)


class _Kept:
    """The records of a piece that are kept, until they are packed."""

    def __init__(self, packed: Packed) -> None:
        self._packed = packed
        self._lines: list[str] = []
        self._names: list[str] = []
        self._words: list[str] = []

    def add(self, line: str, number: str, name: str) -> None:
        """A record with its one name."""
        core = take_apart(name).core
        orgnr = int(number)
        self._packed.numbers.append(orgnr)
        self._packed.keys.append(name_key(core, orgnr))
        self._lines.append(line)
        self._names.append(name)
        self._words.append(core)

    def add_former(self, names: Sequence[str]) -> None:
        """Names that the record added last had before."""
        orgnr = self._packed.numbers[-1]
        for name in names:
            core = take_apart(name).core
            self._packed.former.append((orgnr, name[:_LONGEST_NAME]))
            self._packed.keys.append(name_key(core, orgnr))
            self._words[-1] += f" {core}"

    def finish(self) -> None:
        """Pack them."""
        for start in range(0, len(self._lines), BLOCK):
            text = BETWEEN_ROWS.join(self._lines[start : start + BLOCK])
            self._packed.blocks.append(zlib.compress(text.encode(), LEVEL))
        self._packed.names = BETWEEN_ROWS.join(self._names)
        self._packed.words = BETWEEN_ROWS.join(self._words)


def name_key(core: str, number: int = 0) -> int:
    """A firm's name without spaces as 32 bits, with the firm's number below: sorts by name, and finds it at once."""
    return zlib.crc32(core.replace(" ", "").encode()) << _NUMBER_BITS | number


def pack(piece: Piece, layout: Layout) -> Packed:
    """Check and pack the records of a piece."""
    packed = Packed()
    if layout.format is FileFormat.CSV:
        _pack_lines(piece, layout, packed)
    else:
        _pack_objects(piece, packed)
    return packed


def _pack_lines(piece: Piece, layout: Layout, packed: Packed) -> None:
    width = len(layout.columns)
    places = [number for number, name in enumerate(layout.columns) if kept(name, csv=True)]
    packed.unknown.update(name for name in layout.columns if name not in CSV_COLUMNS)
    rows = list(_rows(piece, layout, packed))
    packed.cut_short = piece.last and _cut_short(piece, layout)
    faults = _faults(rows, layout)
    chosen = itemgetter(*places)
    every = len(places) == width
    name, orgnr = layout.columns.index("navn"), layout.columns.index("organisasjonsnummer")
    taken = _Kept(packed)
    for line, row, joined in rows:
        fault = faults.get(line) or _identity_fault(line, row[orgnr], row[name])
        if fault is None:
            taken.add(joined if joined and every else _joined(chosen(row)), row[orgnr], _clean(row[name]))
        else:
            packed.reject(fault)
    taken.finish()


def _cut_short(piece: Piece, layout: Layout) -> bool:
    """Whether the last line is no whole record and no line end follows it: the file was cut off."""
    if piece.content.endswith(b"\n"):
        return False
    try:
        ends = list(fields_of(Piece(piece.content.rpartition(b"\n")[2]), layout))
    except UnicodeDecodeError:
        return True
    return bool(ends) and (ends[-1][1] is None or len(ends[-1][1]) != len(layout.columns))


def _joined(fields: Sequence[str]) -> str:
    line = BETWEEN_FIELDS.join(fields)
    if "\n" in line or "\r" in line or line.count(BETWEEN_FIELDS) >= len(fields):
        line = BETWEEN_FIELDS.join([text.translate(_LINE_BREAKS) for text in fields])
    return line


def _clean(name: str) -> str:
    return " ".join(name.split())[:_LONGEST_NAME]


def _rows(piece: Piece, layout: Layout, packed: Packed) -> Iterator[Row]:
    """The records that could be taken apart; the others are rejected. A line that is not UTF-8 costs that line."""
    try:
        found = list(fields_of(piece, layout))
    except UnicodeDecodeError:
        lines = (Piece(line, piece.first + at) for at, line in enumerate(piece.content.split(b"\n")))
        for line in lines:
            yield from _line(line, layout, packed)
        return
    for at, fields, joined in found:
        packed.records += 1
        if fields is None:
            packed.reject(Rejected(at, N_("A quotation mark is missing or stands where none belongs.")))
        else:
            yield at, fields, joined


def _line(piece: Piece, layout: Layout, packed: Packed) -> Iterator[Row]:
    try:
        piece.content.decode()
    except UnicodeDecodeError:
        packed.records += 1
        packed.reject(Rejected(piece.first, N_("The row is not text in UTF-8.")))
        return
    yield from _rows(piece, layout, packed)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2024-01-31")


def _is_boolean(text: str) -> bool:
    return text in ("true", "false")


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit()


_TOLD: Final[Mapping[Check, str]] = {
    _is_date: N_("%(field)s should be a date as 2024-01-31 and is “%(found)s”."),
    _is_boolean: N_("%(field)s should be true or false and is “%(found)s”."),
    _is_whole: N_("%(field)s should be a whole number and is “%(found)s”."),
}
_GOOD: Final[dict[Check, set[str]]] = {_is_date: {""}, _is_boolean: {"", "true", "false"}, _is_whole: {""}}
_MOST_GOOD: Final = 100_000


def _check_of(column: str) -> Check | None:
    if column in DATES:
        return _is_date
    if column in BOOLEANS:
        return _is_boolean
    return _is_whole if column in WHOLE_NUMBERS else None


def _faults(rows: Sequence[Row], layout: Layout) -> dict[int, Rejected]:
    """What is wrong with the rows, by line. Each value, or set of values, is checked once: most rows say the same."""
    width = len(layout.columns)
    text = N_("The row has %(found)s fields and the headings are %(field)s.")
    faults = {line: Rejected(line, text, str(width), str(len(row))) for line, row, _ in rows if len(row) != width}
    whole = [row for row in rows if len(row[1]) == width] if faults else rows
    checks = [(place, column, check) for place, column in enumerate(layout.columns) if (check := _check_of(column))]
    true_or_false = _all_boolean(whole, [place for place, _, check in checks if check is _is_boolean])
    for place, column, check in checks:
        if true_or_false and check is _is_boolean:
            continue
        bad = _bad({row[place] for _, row, _ in whole}, check)
        for line, row, _ in whole if bad else ():
            if row[place] in bad:
                faults.setdefault(line, Rejected(line, _TOLD[check], column, _shown(row[place])))
    return faults


def _all_boolean(rows: Sequence[Row], places: Sequence[int]) -> bool:
    """Whether these columns hold nothing but true, false and nothing: rows that say the same are looked at once."""
    if len(places) < 2:  # noqa: PLR2004 - itemgetter gives a tuple from two up
        return False
    chosen = itemgetter(*places)
    return all(text in _GOOD[_is_boolean] for texts in {chosen(row) for _, row, _ in rows} for text in texts)


def _bad(texts: set[str], check: Check) -> set[str]:
    """Values that fail; those that passed are remembered, as far as there is room."""
    good = _GOOD[check]
    unknown = texts - good
    bad = {text for text in unknown if not check(text)}
    if len(good) < _MOST_GOOD:
        good |= unknown - bad
    return bad


def _identity_fault(at: int, number: object, name: object) -> Rejected | None:
    if not isinstance(number, str) or not passes(number):
        text = N_("“%(found)s” is not an organisation number: nine digits, the last by modulus 11.")
        return Rejected(at, text, "organisasjonsnummer", _shown(number))
    if not isinstance(name, str) or not name.strip():
        return Rejected(at, N_("The unit %(found)s has no name."), "navn", number)
    return None


def _shown(value: object) -> str:
    return " ".join(str(value).split())[:80]


def _pack_objects(piece: Piece, packed: Packed) -> None:
    taken = _Kept(packed)
    shapes: dict[tuple[str, ...], _Shape] = {}
    for unit, line in _objects(piece, packed):
        packed.records += 1
        at = packed.records
        if not isinstance(unit, dict):
            packed.reject(Rejected(at, N_("The record is not an object.")))
            continue
        names = tuple(unit)
        shape = shapes.get(names) or shapes.setdefault(names, _Shape(names))
        fault = _object_fault(at, unit, shape)
        if fault is not None:
            packed.reject(fault)
            continue
        packed.unknown.update(shape.unknown)
        taken.add(_json_line(unit, line, shape), unit["organisasjonsnummer"], _clean(unit["navn"]))
        if "historiskeNavn" in unit:
            taken.add_former(_former(unit))
    taken.finish()


class _Shape:
    """Which fields a record has, by what is done with them. Few shapes occur."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.known = tuple(name for name in names if kept(name, csv=False))
        self.unknown = frozenset(names) - JSON_FIELDS
        self.dates = tuple(name for name in names if name in DATES)
        self.booleans = tuple(name for name in names if name in BOOLEANS)

    def well_known(self, unit: Mapping[str, Any]) -> bool:
        """Whether every date is one that passed before, and what is true or false is: most records say the same."""
        values = list(map(unit.__getitem__, self.dates))
        truths = map(type, map(unit.__getitem__, self.booleans))
        return set(map(type, values)) <= _TEXT and _GOOD[_is_date].issuperset(values) and _TRUTH.issuperset(truths)


def _json_line(unit: Mapping[str, Any], line: str, shape: _Shape) -> str:
    """The record in one line that begins as the look-up expects; as it came when it already is."""
    if shape.unknown or "\n" in line or not line.startswith(_NUMBER_FIRST):
        return to_json({name: unit[name] for name in shape.known}).decode()
    return line


def _objects(piece: Piece, packed: Packed) -> Iterator[tuple[Any, str]]:
    """The records and their text; from one that is not JSON the piece is sought through for the next whole one."""
    text = piece.content.decode(errors="replace")
    at, decode = 0, json.JSONDecoder().raw_decode
    while start := _NEXT.match(text, at):
        at = start.end()
        if at == len(text):
            return
        try:
            unit, end = decode(text, at)
        except (ValueError, RecursionError):
            packed.records += 1
            fault = N_("The record is not JSON: %(found)s")
            packed.reject(Rejected(packed.records, fault, found=_shown(text[at : at + 80])))
            following = text.find(_NUMBER_FIELD, at + 1)
            at = following if following >= 0 else len(text)
            continue
        yield unit, text[at:end]
        at = end


def _object_fault(at: int, unit: Mapping[str, Any], shape: _Shape) -> Rejected | None:
    fault = _identity_fault(at, unit.get("organisasjonsnummer"), unit.get("navn"))
    if fault is not None or shape.well_known(unit):
        return fault
    good = _GOOD[_is_date]
    for name in shape.dates:
        value = unit[name]
        if value is None or (isinstance(value, str) and (value in good or not _bad({value}, _is_date))):
            continue
        return Rejected(at, _TOLD[_is_date], name, _shown(value))
    for name in shape.booleans:
        if type(unit[name]) not in _TRUTH:
            return Rejected(at, _TOLD[_is_boolean], name, _shown(unit[name]))
    return None


def _former(unit: Mapping[str, Any]) -> list[str]:
    found = unit.get("historiskeNavn") or ()
    names = (one.get("navn") for one in found if isinstance(one, dict)) if isinstance(found, list) else ()
    return [name for name in names if isinstance(name, str) and name.strip()]
