"""Whole files of the register become one local file: built beside it, moved into place when it is whole.

Pieces are packed in processes of their own, two at a time by default; this one writes them. What was there before stays
until the new file is complete, and for good when it never is.
"""

import gc
import json
import os
import sqlite3
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.registers.brreg.bulk import BulkFile, Layout, Piece, half
from ryddig.registers.brreg.bulk_fields import UNTOLD, kept
from ryddig.registers.brreg.bulk_rows import BETWEEN_ROWS, BLOCK, Packed, Rejected, pack
from ryddig.registers.brreg.local import APPLICATION, VERSION, LocalRegister
from ryddig.registers.brreg.local_tables import BACK_FROM, FILL_WORDS, INDEX_WORDS, TABLES

WORKERS: Final = 2
AHEAD: Final = 6
SMALL: Final = 4
KEYS: Final = 100_000
MOST_TOLD: Final = 200
REJECTED_AT_MOST: Final = 0.01
FEW: Final = 20
LEAST_SHARE: Final = 0.9
_DISK: Final = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
Progress = Callable[[int], None]


@dataclass(slots=True)
class FileReport:
    """What became of one file. `at` of a rejected row is its line (CSV) or its number among the records (JSON)."""

    name: str
    layout: Layout
    records: int = 0
    kept: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    rejected_count: int = 0
    unknown: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load gave. `size`: bytes on disk."""

    files: tuple[FileReport, ...]
    units: int
    sub_units: int
    size: int


def build(
    paths: Sequence[Path],
    target: Path,
    *,
    at: datetime,
    smaller: bool = False,
    workers: int = WORKERS,
    progress: Progress | None = None,
) -> LoadReport:
    """Build the local file from whole files of the register. Raises UserCanFix, and then `target` is as it was.

    `at`: kept as the time of the load. `smaller`: take a register with under nine tenths of the units there were.
    """
    _folder(target)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with closing(_new(beside)) as db:
            reports = [_load(db, BulkFile(path), workers=workers, progress=progress) for path in paths]
            _check(reports, target, smaller=smaller)
            _finish(db, reports, at)
        report = LoadReport(tuple(reports), *_counts(reports), beside.stat().st_size)
        _settle(beside, target)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _DISK:
            raise
        raise _not_written(target, error) from error
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()
    return report


def _folder(target: Path) -> None:
    if not target.parent.is_dir():
        text = N_("There is no folder %(folder)s to write the local register in.")
        cure = N_("Make the folder, or give another path.")
        raise UserCanFix("register.no_folder", text, hint=cure, params={"folder": str(target.parent)})
    if target.exists() and not LocalRegister.is_one(target):
        text = N_("%(file)s exists and is not a local register. It was left alone.")
        raise UserCanFix("register.other_file", text, hint=N_("Give another path."), params={"file": target.name})


def _new(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript(f"""
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;
        PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};
        {TABLES}
        BEGIN;
    """)
    return db


def _load(db: sqlite3.Connection, file: BulkFile, *, workers: int, progress: Progress | None) -> FileReport:
    report = FileReport(file.path.name, file.layout)
    (layout,) = db.execute(
        "INSERT INTO layout (format, sub_units, columns) VALUES (?, ?, ?) RETURNING id",
        (file.layout.format, file.layout.sub_units, "\x1f".join(_kept_columns(file.layout))),
    ).fetchone()
    writer = _Writer(db, layout, sub_units=file.layout.sub_units)
    for packed in _packed(file, workers):
        if packed.cut_short:
            raise half(file.path)
        _tell(report, packed, writer.write(packed))
        if progress is not None:
            progress(report.records)
        _not_too_many(report)
    writer.write_keys()
    return report


def _kept_columns(layout: Layout) -> Iterator[str]:
    return (column for column in layout.columns if kept(column, csv=True))


def _packed(file: BulkFile, workers: int) -> Iterator[Packed]:
    """The pieces in their order, packed here when the file is small."""
    pieces = file.pieces()
    start = list(islice(pieces, SMALL))
    if len(start) < SMALL or workers == 0:
        for piece in (*start, *pieces):
            yield pack(piece, file.layout)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=gc.disable) as pool:
        yield from _in_order(pool, (*start,), pieces, layout=file.layout)


def _in_order(
    pool: ProcessPoolExecutor, start: Iterable[Piece], more: Iterator[Piece], *, layout: Layout
) -> Iterator[Packed]:
    waiting: deque[Future[Packed]] = deque(pool.submit(pack, piece, layout) for piece in start)
    try:
        for piece in more:
            waiting.append(pool.submit(pack, piece, layout))
            if len(waiting) >= AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for left in waiting:
            left.cancel()


class _Writer:
    """Writes packed pieces of one file; counts those whose number stood there before."""

    def __init__(self, db: sqlite3.Connection, layout: int, *, sub_units: bool) -> None:
        self._db = db
        self._layout = layout
        self._sub_units = sub_units
        self._keys = array("Q")
        (self._block,) = db.execute("SELECT coalesce(max(id), 0) + 1 FROM block").fetchone()

    def write(self, packed: Packed) -> list[int]:
        """Write a piece; the numbers that were written before and so were left out of the indexes."""
        first, self._block = self._block, self._block + len(packed.blocks)
        if not packed.numbers:
            return []
        self._db.executemany(
            "INSERT INTO block VALUES (?, ?, ?)",
            ((first + place, self._layout, rows) for place, rows in enumerate(packed.blocks)),
        )
        blocks = (first + place // BLOCK for place in range(len(packed.numbers)))
        rows = zip(packed.numbers, blocks, packed.names.split(BETWEEN_ROWS), strict=True)
        written = self._db.executemany("INSERT OR IGNORE INTO unit VALUES (?, ?, ?)", rows).rowcount
        twice = self._twice(packed.numbers, first) if written < len(packed.numbers) else []
        known = frozenset(twice)
        words = zip(packed.numbers, packed.words.split(BETWEEN_ROWS), strict=True)
        former = (pair for pair in packed.former if pair[0] not in known)
        self._db.executemany("INSERT INTO former VALUES (?, ?)", former)
        if not self._sub_units:
            fresh = (pair for pair in words if pair[0] not in known) if known else words
            self._db.executemany("INSERT INTO words (rowid, folded) VALUES (?, ?)", fresh)
        self._keys.extend(packed.keys)
        return twice

    def _twice(self, numbers: Iterable[int], first: int) -> list[int]:
        seen: set[int] = set()
        twice = []
        for number in numbers:
            (block,) = self._db.execute("SELECT block FROM unit WHERE number = ?", (number,)).fetchone()
            if block < first or number in seen:
                twice.append(number)
            seen.add(number)
        return twice

    def write_keys(self) -> None:
        """Write the keys of names, sorted: that makes a table of them small and its making fast."""
        keys = sorted(self._keys)
        for start in range(0, len(keys), KEYS):  # as JSON: one statement for many takes half the time of one for each
            some = json.dumps(keys[start : start + KEYS])
            self._db.execute("INSERT OR IGNORE INTO name_key SELECT value FROM json_each(?)", (some,))


def _tell(report: FileReport, packed: Packed, twice: Sequence[int]) -> None:
    before = 0 if report.layout.columns else report.records
    found = [Rejected(one.at + before, one.text, one.field, one.found) for one in packed.rejected]
    text = N_("The unit %(found)s stands in the file more than once. The first was kept.")
    found.extend(Rejected(0, text, "organisasjonsnummer", f"{number:09d}") for number in twice)
    report.rejected.extend(found[: MOST_TOLD - len(report.rejected)])
    report.rejected_count += packed.rejected_count + len(twice)
    report.records += packed.records
    report.kept += len(packed.numbers) - len(twice)
    report.unknown |= packed.unknown - UNTOLD


def _not_too_many(report: FileReport) -> None:
    if report.rejected_count > max(FEW, report.records * REJECTED_AT_MOST):
        one = report.rejected[0]
        text = N_("%(count)s of the first %(records)s rows of %(file)s cannot be used, the first at %(at)s: %(why)s")
        told = {"count": report.rejected_count, "records": report.records, "file": report.name, "at": one.at}
        why = one.text % {"field": one.field, "found": one.found}
        cure = N_("A file of the register has next to none. Fetch it again; what was loaded before stays as it is.")
        raise UserCanFix("register.too_many_rejected", text, hint=cure, params={**told, "why": why})


def _check(reports: Sequence[FileReport], target: Path, *, smaller: bool) -> None:
    if not any(report.kept for report in reports):
        text = N_("The files hold no unit that can be used.")
        raise UserCanFix("register.empty", text, hint=N_("Fetch the file again."))
    if smaller or not target.exists():
        return
    with LocalRegister.open(target) as before:
        for now, then in zip(_counts(reports), (before.units, before.sub_units), strict=True):
            if now and now < then * LEAST_SHARE:
                text = N_("The new register would have %(now)s units and the one in place has %(then)s.")
                cure = N_("If the file is not cut off and this is meant, say --smaller.")
                raise UserCanFix("register.smaller", text, hint=cure, params={"now": now, "then": then})


def _counts(reports: Sequence[FileReport]) -> tuple[int, int]:
    sums = [0, 0]
    for report in reports:
        sums[report.layout.sub_units] += report.kept
    return sums[0], sums[1]


def _finish(db: sqlite3.Connection, reports: Sequence[FileReport], at: datetime) -> None:
    db.executescript(f"{INDEX_WORDS} {FILL_WORDS} BEGIN;")
    words = db.execute("SELECT word FROM word WHERE length(word) >= ?", (BACK_FROM,))
    db.executemany("INSERT INTO back VALUES (?)", sorted((word[::-1],) for (word,) in words))
    origins = "\n".join(report.name for report in reports)
    db.execute("INSERT INTO loaded VALUES (?, ?, ?, ?)", (at.isoformat(timespec="seconds"), origins, *_counts(reports)))
    db.execute("COMMIT")


def _settle(beside: Path, target: Path) -> None:
    with beside.open("rb") as written:
        os.fsync(written.fileno())
    beside.replace(target)


def _not_written(target: Path, error: sqlite3.OperationalError) -> UserCanFix:
    text = N_("%(file)s could not be written: %(why)s.")
    cure = N_("See that the disk has room and the folder may be written to. What was there before stays as it is.")
    return UserCanFix("register.not_written", text, hint=cure, params={"file": target.name, "why": str(error)})
