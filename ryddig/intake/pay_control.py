"""The one way through a pay control: files, the firm's facts and the law in; findings and what was not tested out.

Slow, without Django and without a clock: a door calls it before any transaction, and closes the result's `db`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection

from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.pay_control import Coverage, Firm
from ryddig.domain.words import N_
from ryddig.intake.pay_words import pay_words
from ryddig.tables.payroll.period import days_covered, keep_days
from ryddig.tables.payroll.run import MEMORY, Control, Progress, open_tables, run_checks
from ryddig.tables.read.pay_files import read_pay_files
from ryddig.tables.read.pay_layout import Layout
from ryddig.tables.read.pay_reading import FileReading


@dataclass(frozen=True, slots=True)
class PayOrder:
    """What a door asks for. `first`, `last`: the days to control; None: those the files cover. `key`: what pseudonyms
    are made with. `kind`: of files whose headings do not tell. `spill`: a folder for what `memory` cannot hold; without
    one, what does not fit fails.
    """

    paths: tuple[Path, ...]
    firm: Firm
    key: bytes
    first: date | None = None
    last: date | None = None
    layouts: tuple[Layout, ...] = ()
    kind: str | None = None
    spill: Path | None = None
    memory: str = MEMORY


@dataclass(frozen=True, slots=True)
class PayResult:
    """The tables with `findings`, what was read of each file, and how much was tested. `left_out`: rows of a table
    outside the days of the control; a payslip that is not wholly inside is left out too."""

    db: DuckDBPyConnection
    control: Control
    readings: tuple[FileReading, ...]
    coverage: tuple[Coverage, ...]
    left_out: Mapping[str, int]


def run_pay_control(order: PayOrder, *, book: Book, progress: Progress | None = None) -> PayResult:
    """Read the files and run every check. Raises UserCanFix when the files hold nothing to control."""
    folders = tuple(dict.fromkeys(path.resolve().parent for path in order.paths))
    db = open_tables(folders, memory=order.memory, spill=order.spill)
    readings = read_pay_files(
        db,
        order.paths,
        words=pay_words(book),
        key=order.key,
        layouts=order.layouts,
        default_kind=order.kind,
        progress=progress,
    )
    first, last = _period(db, order, readings)
    left_out = keep_days(db, first, last)
    control = Control(first, last, order.firm, book)
    return PayResult(db, control, readings, run_checks(db, control, progress=progress), left_out)


def _period(db: DuckDBPyConnection, order: PayOrder, readings: tuple[FileReading, ...]) -> tuple[date, date]:
    if order.first and order.last and order.first > order.last:
        raise UserCanFix(
            "pay.period_backwards",
            N_("The control begins %(first)s and ends %(last)s."),
            hint=N_("Give the first day before the last."),
            params={"first": order.first, "last": order.last},
        )
    found = days_covered(db)
    first, last = order.first or found[0], order.last or found[1]
    if first is None or last is None:
        raise UserCanFix(
            "pay.nothing_to_control",
            N_("No row with a day of work or a pay period was found in %(files)s."),
            hint=N_("Look at what is said of each file, mend it or give time lists and payslips."),
            params={"files": ", ".join(reading.file for reading in readings)},
        )
    return first, max(first, last)
