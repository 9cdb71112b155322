"""Files in, screenings out, without a database: one at a time for a program, or as JSON lines on every core."""

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import BuyerKind
from ryddig.domain.law import Book
from ryddig.domain.problems import Problem, Where, problem_of
from ryddig.domain.screening import Screener, Screening
from ryddig.intake.read import OpenFile, open_files, plans_of, read_files
from ryddig.intake.reading import Format, Given, NamedBytes, ProposedContract
from ryddig.intake.rows import RowSettings
from ryddig.intake.screening_json import ScreeningWriter
from ryddig.intake.spreadsheet import Layouts, RowPlace, SheetPlan, read_rows, rows_twice
from ryddig.intake.words import words_of

ROWS_PER_TASK: Final = 2_000
WORTH_MORE_CORES: Final = 5_000
WAITING_PER_CORE: Final = 3


@dataclass(frozen=True, slots=True)
class Screened:
    """One contract and its screening, or the problems of a row that could not be read."""

    contract: ProposedContract | None
    screening: Screening | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A piece of output: contracts as JSON texts on lines (with commas when `whole`), what they share, problems met.

    `shared`: key -> JSON line of a decision or assessment that contracts name by key.
    """

    contracts: str
    shared: Mapping[str, str]
    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be screened and how. `whole`: each contract holds its decisions; else it names them by key."""

    book: Book
    on: date
    buyer_kind: BuyerKind | None = None
    mapping: Layouts | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Sheet:
    plan: SheetPlan
    settings: RowSettings


def screen_files(files: Sequence[Given], order: Order) -> Iterator[Screened]:
    """Screen every contract of the files, one at a time, on one core. Problems come where they are met."""
    screener = Screener(order.book)
    sheets, rest, problems = _sheets(files, order)
    yield Screened(None, None, tuple(problems))
    for sheet in sheets:
        for result in read_rows(sheet.plan, sheet.settings):
            yield _screened(screener, order, result.contract, problems=result.problems)
    yield from _screen_notices(rest, screener, order)


def _screened(
    screener: Screener, order: Order, contract: ProposedContract | None, *, problems: Sequence[Problem] = ()
) -> Screened:
    screening = screener.screen(contract.facts, on=order.on) if contract is not None else None
    return Screened(contract, screening, tuple(problems))


def _screen_notices(files: Sequence[OpenFile], screener: Screener, order: Order) -> Iterator[Screened]:
    if not files:
        return
    named = [NamedBytes(file.name, file.content) for file in files]
    reading = read_files(named, book=order.book, on=order.on, buyer_kind=order.buyer_kind)
    yield Screened(None, None, reading.problems)
    for contract in reading.rows:
        yield _screened(screener, order, contract)


def _sheets(files: Sequence[Given], order: Order) -> tuple[list[_Sheet], list[OpenFile], list[Problem]]:
    """The sheets that are lists, the files that are not, and what is wrong with either."""
    opened, problems = open_files(files)
    words = words_of(order.book)
    seen: dict[str, RowPlace] = {}
    sheets: list[_Sheet] = []
    for file in opened:
        if file.format not in (Format.XLSX, Format.CSV):
            continue
        try:
            plans, found = plans_of(file, words, order.mapping or {})
        except UserCanFix as error:
            problems.append(problem_of(error, Where(file.name)))
            continue
        problems.extend(found)
        for plan in plans:
            problems.extend(plan.problems)
            sheets.append(_Sheet(plan, _settings(plan, order, seen)))
    return sheets, [file for file in opened if file.format not in (Format.XLSX, Format.CSV)], problems


def _settings(plan: SheetPlan, order: Order, seen: dict[str, RowPlace]) -> RowSettings:
    twice = rows_twice(plan, seen)
    return RowSettings(order.on, plan.sheet.faulty, twice, order.buyer_kind, keep_cells=False)


def write_screenings(
    files: Sequence[Given], order: Order, *, jobs: int | None = None, progress: Callable[[int, int], None] | None = None
) -> Iterator[Written]:
    """The screenings as JSON texts, in the order of the rows. `jobs`: processes; None means as many as help."""
    with _no_garbage():
        sheets, rest, problems = _sheets(files, order)
    yield Written("", {}, problems)
    tasks = [task for number, sheet in enumerate(sheets) for task in _tasks(number, sheet)]
    total = sum(last - first for _, first, last in tasks)
    workers = _workers(jobs, total)
    desk = _Desk(sheets, order)
    done = 0
    gc.freeze()  # what was read stays to the end: looking through it for garbage, in every process, is wasted
    try:
        written = _on_many(desk, tasks, workers) if workers > 1 else map(desk.write, tasks)
        for (_, first, last), piece in zip(tasks, written, strict=True):
            yield piece
            done += last - first
            if progress is not None:
                progress(done, total)
    finally:
        gc.unfreeze()
    if rest:
        yield desk.write_all(_screen_notices(rest, desk.screener, order))


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Reading a list makes a million cells and no cycles: the collector would look through them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


_Task = tuple[int, int, int]


def _tasks(number: int, sheet: _Sheet) -> Iterator[_Task]:
    end = len(sheet.plan.sheet.rows)
    for first in range(sheet.plan.first_row, end, ROWS_PER_TASK):
        yield number, first, min(first + ROWS_PER_TASK, end)


def _workers(jobs: int | None, rows: int) -> int:
    """Processes to use. Sheets are handed on by forking, so without fork there is one."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    if jobs is not None:
        return max(1, jobs)
    return (os.cpu_count() or 1) if rows > WORTH_MORE_CORES else 1


class _Desk:
    """Screens rows and writes them down. Keeps one screener and one writer for all it does."""

    def __init__(self, sheets: Sequence[_Sheet], order: Order) -> None:
        self._sheets = sheets
        self._order = order
        self.screener = Screener(order.book)
        self._writer = ScreeningWriter(order.book)

    def write(self, task: _Task) -> Written:
        """The rows of one task."""
        number, first, last = task
        sheet = self._sheets[number]
        results = read_rows(sheet.plan, sheet.settings, range(first, last))
        return self.write_all(
            _screened(self.screener, self._order, row.contract, problems=row.problems) for row in results
        )

    def write_all(self, results: Iterator[Screened]) -> Written:
        """Any screenings."""
        put = self._writer.whole if self._order.whole else self._writer.line
        contracts: list[str] = []
        problems: list[Problem] = []
        for result in results:
            problems.extend(result.problems)
            if result.contract is not None and result.screening is not None:
                contracts.append(put(result.contract, result.screening))
        text = (",\n" if self._order.whole else "\n").join(contracts)
        return Written(text, self._writer.take_fresh(), problems)


_desk: _Desk | None = None


def _take_desk(desk: _Desk) -> None:
    global _desk  # noqa: PLW0603 - one desk per worker process, set once when it starts
    _desk = desk
    gc.disable()  # a worker makes no cycles worth looking for, and ends with the list


def _write_at_desk(task: _Task) -> Written:
    if _desk is None:
        raise RuntimeError("the worker process was started without its desk")
    return _desk.write(task)


def _on_many(desk: _Desk, tasks: Sequence[_Task], workers: int) -> Iterator[Written]:
    """Tasks on several processes, answers in order, never more than a few waiting."""
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, initializer=_take_desk, initargs=(desk,)) as pool:
        waiting: deque[Future[Written]] = deque()
        for task in tasks:
            waiting.append(pool.submit(_write_at_desk, task))
            if len(waiting) >= workers * WAITING_PER_CORE:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
