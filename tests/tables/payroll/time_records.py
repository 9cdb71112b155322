"""Lays time records of the readable rule into the canonical tables, runs the checks of working time on them, and makes
both sides rows that can be compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from ryddig.domain.judgement import Judgement
from ryddig.domain.law import Book
from ryddig.domain.pay_control import Firm
from ryddig.domain.time_limits import Agreement
from ryddig.domain.time_view import TimeRecord
from ryddig.domain.work_record import Shift, instant
from ryddig.lawbook import load
from ryddig.tables.payroll import figures, law_rows, time_tables
from ryddig.tables.payroll.check import all_checks
from ryddig.tables.payroll.run import Control, open_tables

OSLO: Final = ZoneInfo("Europe/Oslo")
BOOK: Final = load()
CHECKS: Final = tuple(f"TIME-{number:02d}" for number in range(2, 13))
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is common to the records of one run: facts of the firm."""

    agreement: Agreement = Agreement.NONE
    average_weeks: int | None = None
    sunday_average: bool = False

    @property
    def firm(self) -> Firm:
        return Firm(
            agreement=self.agreement,
            average_weeks=self.average_weeks,
            sunday_average=self.sunday_average,
        )


def in_norway(shift: Shift) -> Shift:
    """The shift by the clock in Norway, where its moments carry no time zone."""
    if shift.start.tzinfo is not None:
        return shift
    facts = (shift.break_minutes, shift.overtime_minutes, shift.code, shift.clocked)
    return Shift(shift.start.replace(tzinfo=OSLO), shift.end.replace(tzinfo=OSLO), *facts)


def shift_row(number: int, worker: int, shift: Shift) -> Row:
    """A row of the canonical table."""
    clock: tuple[Any, ...] = (None, None, None, None)
    if shift.clocked:
        local = (shift.start.replace(tzinfo=None), shift.end.replace(tzinfo=None))
        moments = (instant(shift.start), instant(shift.end))
        clock = (*local, *(int(one.astimezone(UTC).timestamp()) // 60 for one in moments))
    facts = (shift.minutes, shift.break_minutes, shift.overtime_minutes, shift.clocked, shift.code or None)
    return (number, worker, shift.booked_on, *clock, *facts, 1, number + 1)


SHIFT_COLUMNS: Final = """shift, worker, on_day, starts, ends, start_min, end_min, minutes, break_minutes,
    overtime_minutes, clocked, code, file, row"""


def lay(db: DuckDBPyConnection, records: Sequence[TimeRecord]) -> None:
    """Shifts and workers. Each record's bounds are the worker's employment; a worker of no interest is on the list on
    the first and the last day, so that the list covers all of them."""
    rows, workers = list[tuple[int, Shift]](), list[Row]()
    for worker, record in enumerate(records, start=1):
        bounds = (record.born_on, record.first, record.last)
        workers.append((worker, f"w{worker}", *bounds, record.exempt, str(record.plan), worker + 1))
        rows += [(worker, shift) for shift in record.shifts]
    laid = [shift_row(number, *one) for number, one in enumerate(rows, start=1)]
    first, last = period(records)
    anchor = (None, None, None, None, 1, 0, None, False, None, 1, 1)
    laid += [(len(laid) + 1, 0, first, *anchor), (len(laid) + 2, 0, last, *anchor)]
    insert(db, f"shifts ({SHIFT_COLUMNS})", laid)
    workers.append((0, "nobody", None, None, None, True, None, 1))
    insert(db, "workers (worker, pseudonym, born_on, started_on, ended_on, exempt, week_plan, row)", workers)


def insert(db: DuckDBPyConnection, target: str, rows: Sequence[Row]) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)]
    db.execute(f"INSERT INTO {target} SELECT {', '.join('unnest(?)' for _ in columns)}", columns)


def period(records: Iterable[TimeRecord]) -> tuple[date, date]:
    known = list(records)
    return min(one.first for one in known), max(one.last for one in known)


def prepared(records: Sequence[TimeRecord], terms: Terms, *, book: Book = BOOK) -> tuple[DuckDBPyConnection, Control]:
    """The shared tables of the records."""
    db = open_tables()
    lay(db, records)
    control = Control(*period(records), terms.firm, book)
    for prepare in (figures.prepare, law_rows.prepare, time_tables.prepare):
        prepare(db, control)
    return db, control


def said_by_tables(
    records: Sequence[TimeRecord], terms: Terms, *, book: Book = BOOK, checks: Iterable[str] = CHECKS
) -> Mapping[int, list[Row]]:
    """What the fast checks say of each record, by its place in `records`."""
    db, control = prepared(records, terms, book=book)
    wanted, found = set(checks), {place: list[Row]() for place in range(len(records))}
    for check in all_checks():
        if check.id in wanted:
            judged = f"""SELECT worker, '{check.id}', first, last, outcome, found, due, unit, why, rules
            FROM ({check.statement(control.firm)}) WHERE worker > 0"""
            for worker, *row in db.execute(judged).fetchall():
                found[worker - 1].append((*row[:-1], tuple(sorted(row[-1]))))
    db.close()
    return {place: sorted(rows, key=str) for place, rows in found.items()}


def said_by_rule(judgements: Iterable[Judgement], *, checks: Iterable[str] = CHECKS) -> list[Row]:
    """What the readable rule says, as the same rows."""
    wanted = set(checks)
    return sorted((as_row(one) for one in judgements if one.check in wanted), key=str)


def as_row(one: Judgement) -> Row:
    rules = sorted({f"{reason.rule}@{reason.since}" for reason in one.because})
    sizes = (None if size is None else int(size) for size in (one.found, one.due))
    return (one.check, one.first, one.last, str(one.outcome), *sizes, one.unit, one.why, tuple(rules))


def days_from(first: date, count: int) -> tuple[date, ...]:
    return tuple(first + timedelta(days=number) for number in range(count))
