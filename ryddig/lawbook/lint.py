"""Everything that can be wrong with the law data, at once: shapes, references, layers, cases, age, ids in code."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from ryddig.domain.controls import add_months
from ryddig.domain.law import Book, Entry, Status
from ryddig.domain.words import Words
from ryddig.lawbook.cases import missing_cases, read_cases, run_cases
from ryddig.lawbook.catalogue import Rule, catalogue
from ryddig.lawbook.code_ids import unknown_ids
from ryddig.lawbook.documents import Document
from ryddig.lawbook.faults import Fault
from ryddig.lawbook.loader import CASES, HERE, Read, available_layers, read_book

MAX_LINES = 150
STALE_AFTER_MONTHS = 12


def lint(*, on: date, folders: Sequence[Path] = (), code: Path | None = HERE.parent) -> tuple[Book, list[Fault]]:
    """The book of every layer that comes with Ryddig plus `folders`, and its faults, errors first, by file and line.

    `code`: folder of Python code whose ids are checked; None for law data alone.
    """
    book, read = read_book(available_layers(), folders)
    cases, case_faults = read_cases(CASES, HERE)
    documents = {item.document.name: item.document for item in cases} | {one.name: one for one in read.documents}
    faults = [*read.faults, *_long_files(documents.values()), *_stale(book, read, on), *_untranslated(book, read)]
    cases += [item for _, item in read.items if item.shape == "case"]
    faults += case_faults
    if not any(not fault.warning for fault in read.faults):
        faults += run_cases(cases, cache(lambda layers, own: read_book(layers, folders if own else ())[0]))
        faults += missing_cases(cases, book, read.item_of)
    if code is not None:
        known = {*catalogue(book), *(f"sources.{key}" for key in book.library.sources)}
        faults += unknown_ids(code, known)
    return book, sorted(faults, key=_order)


def not_official(book: Book) -> Iterator[tuple[str, Entry]]:
    """(rule, entry) for each entry that is not official: it may warn and ask, never carry a sanction."""
    for name, rule in catalogue(book).items():
        yield from ((name, entry) for entry in rule.series.entries if entry.status is not Status.OFFICIAL)


def _untranslated(book: Book, read: Read) -> Iterator[Fault]:
    """Notes of what comes with Ryddig stand in all three languages; a buyer may write its own in one."""
    for name, rule in catalogue(book).items():
        item = read.item_of(name)
        if item is not None and not item.document.own:
            lacking = ((number, note) for number, note in _notes(rule) if note.nb and not note.nn)
            yield from (item.fault("note_untranslated", ("series", at, "note"), given=note.nb) for at, note in lacking)


def _notes(rule: Rule) -> Iterator[tuple[int, Words]]:
    for number, entry in enumerate(rule.series.entries):
        yield number, entry.note
        yield from ((number, reading.note) for reading in entry.readings)


def _long_files(documents: Iterable[Document]) -> Iterator[Fault]:
    for document in documents:
        lines = document.text.count("\n")
        if lines > MAX_LINES:
            yield Fault(document.name, MAX_LINES, "file_too_long", {"given": lines}, own=document.own)


def _stale(book: Book, read: Read, on: date) -> Iterator[Fault]:
    """Only the newest entry must be read again: older ones are history."""
    oldest = add_months(on, -STALE_AFTER_MONTHS)
    for name, rule in catalogue(book).items():
        entry = rule.series.entries[0]
        if entry.checked_on < oldest:
            item = read.item_of(name)
            fault = (
                Fault(rule.id, 1, "checked_long_ago") if item is None else item.fault("checked_long_ago", ("series", 0))
            )
            yield Fault(
                fault.file,
                fault.line,
                fault.code,
                {"given": name, "day": entry.checked_on},
                warning=True,
                own=fault.own,
            )


def _order(fault: Fault) -> tuple[bool, str, int, str]:
    return fault.warning, fault.file, fault.line, fault.code
