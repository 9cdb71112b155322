"""What became of the files of a pay control, as plain values that may be stored: no cell of a person goes along."""

import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from ryddig.domain.law import Book
from ryddig.domain.problems import Problem
from ryddig.domain.serial import plain
from ryddig.intake.pay_words import pay_words
from ryddig.tables.payroll.check import all_checks
from ryddig.tables.payroll.run import open_tables
from ryddig.tables.read.pay_files import read_pay_files
from ryddig.tables.read.pay_reading import FileReading, missing_for

TOLD: Final = 60
# a day, an hour, an amount: shown as it stood, since that is what must be mended. Eleven figures may be a person or an
# account, and letters a name: of those only the shape is kept
HARMLESS: Final = re.compile(r"[\d.,:;/\-–+% ]{1,10}")
LETTERS: Final = re.compile(r"[^\W\d_]")
FIGURES: Final = re.compile(r"\d")
WORDS_OF_OURS: Final = frozenset({"column", "columns", "sheet", "heading", "headings", "letter", "kind", "expected"})


def reading_plain(reading: FileReading) -> dict[str, Any]:
    """One file, or one sheet of a workbook."""
    return {
        "kind": reading.kind,
        "format": reading.format,
        "rows": reading.rows,
        "rejected_rows": reading.rejected_rows,
        "columns": dict(reading.columns),
        "missing": list(reading.missing),
        "counts": dict(reading.counts),
        "problems": [plain(without_person(problem)) for problem in reading.rejected[:TOLD]],
    }


def reading_read_back(stored: Mapping[str, Any], file: str) -> FileReading:
    """As much of a reading as tells what is missing."""
    return FileReading(file, kind=stored["kind"], rows=stored["rows"], columns=stored["columns"])


def without_person(problem: Problem) -> Problem:
    """The problem with the shape of what stood there instead of what may be a person's."""
    params = {
        name: shape(value) if isinstance(value, str) and name not in WORDS_OF_OURS else value
        for name, value in problem.params.items()
    }
    return replace(problem, found=shape(problem.found), params=params)


def shape(text: str) -> str:
    """`31.02.2027` as it is; `Ola 12345678901` as `xxx 00000000000`."""
    return text if HARMLESS.fullmatch(text) else FIGURES.sub("0", LETTERS.sub("x", text))


@dataclass(frozen=True, slots=True)
class Untestable:
    """A check that lacks whole documents: canonical tables (`cards`) that no file holds."""

    check: str
    tables: tuple[str, ...]


def untestable(readings: Sequence[FileReading]) -> tuple[Untestable, ...]:
    """Checks that cannot be made at all with these files, in the order of the checks."""
    checks = all_checks()
    lacking = missing_for(checks, readings)
    return tuple(
        Untestable(check.id, tables)
        for check in checks
        if (tables := tuple(one for one in lacking.get(check.id, ()) if "." not in one))
    )


def look_at(path: Path, *, book: Book, key: bytes) -> tuple[FileReading, ...]:
    """Read one file and throw its rows away: what it is, and what is wrong in it."""
    with closing(open_tables((path.resolve().parent,))) as db:
        return tuple(read_pay_files(db, [path], words=pay_words(book), key=key))
