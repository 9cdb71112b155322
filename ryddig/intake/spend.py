"""The one way through a check of spend: files, contracts and register answers in; sums and questions out.

Slow, without Django and without a clock: a door calls it before any transaction, and closes the result's `db`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from duckdb import DuckDBPyConnection

from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.problems import Problem, Severity, Where, problem_of
from ryddig.domain.spend import CHECKS, SpendFacts, SpendRule
from ryddig.domain.words import N_
from ryddig.intake.list_kinds import SPEND_LISTS
from ryddig.intake.list_layouts import Layouts
from ryddig.intake.sheet_lists import SheetList, list_words, read_lists
from ryddig.intake.spend_rows import Filler
from ryddig.tables.read.ehf import ORE, ROOTS, read_ehf
from ryddig.tables.read.limits import read_bounded
from ryddig.tables.read.saft import SaftTotals, read_saft
from ryddig.tables.read.xml_records import root_of
from ryddig.tables.spend.canonical import open_tables, put
from ryddig.tables.spend.reading import SpendReading
from ryddig.tables.spend.run import run_checks

_HEAD: Final = 64 * 1024
NO_LAYOUTS: Final = Layouts()
_EHF_FAULTS: Final = {
    "ehf.lines_differ": N_("The lines of the invoice do not add up to its total."),
    "ehf.vat_differs": N_("Total and VAT of the invoice do not add up to what is to be paid."),
    "ehf.orgnr": N_("The organisation number of the sender is not valid."),
}
_TOTALS: Final = ("ehf.lines_differ", "ehf.vat_differs")
_SAFT_FAULTS: Final = {
    "saft.several_suppliers": N_(
        "The transaction has several suppliers, so it cannot be told what was bought of whom."
    ),
    "saft.no_day": N_("The transaction has no date."),
}


@dataclass(frozen=True, slots=True)
class SpendOrder:
    """What a door asks for. `key`: what pseudonyms of bank accounts are made with."""

    paths: tuple[Path, ...]
    facts: SpendFacts
    key: bytes
    layouts: Layouts = NO_LAYOUTS


@dataclass(frozen=True, slots=True)
class SpendResult:
    """The tables with `bills`, `belongs` and `findings`, what was read, and how often each check gave each outcome.
    `lists`: how the columns of spreadsheets were understood."""

    db: DuckDBPyConnection
    readings: tuple[SpendReading, ...]
    lists: tuple[SheetList, ...]
    coverage: Mapping[str, Mapping[tuple[str, str], int]]
    rules: Mapping[str, SpendRule]


def run_spend(order: SpendOrder, *, book: Book) -> SpendResult:
    """Read the files and run every check. Raises UserCanFix when they hold no bill at all."""
    db = open_tables()
    filler = Filler(db, order.key)
    readings: list[SpendReading] = []
    lists: list[SheetList] = []
    for number, path in enumerate(order.paths, start=1):
        read = _read(path, number, filler, book=book, layouts=order.layouts, lists=lists)
        readings += read
        put(db, "files", [(number, path.name, read[0].kind, read[0].sha256)] if read else [])
    filler.flush()
    if not filler.bills:
        db.close()
        raise UserCanFix(
            "spend.nothing_read",
            N_("No invoice and no row of a ledger was found in %(files)s. %(why)s"),
            hint=N_("Give EHF invoices, SAF-T, or a ledger with headings for day, amount and supplier."),
            params={"files": ", ".join(path.name for path in order.paths)[:300], "why": _first_reason(readings)},
        )
    rules = rules_of(book)
    coverage = run_checks(db, replace(order.facts, rules=rules))
    return SpendResult(db, tuple(readings), tuple(lists), coverage, rules)


def _first_reason(readings: list[SpendReading]) -> str:
    problems = [problem for reading in readings for problem in reading.problems]
    return problems[0].sentences()[0].plain() if problems else ""


def rules_of(book: Book) -> dict[str, SpendRule]:
    """The red flags behind the checks, as sure as the lawbook says; comparisons with contracts rest on no rule."""
    rules = {code: SpendRule(code) for code in CHECKS}
    for flag in book.red_flags:
        if flag.id in rules:
            entry = flag.series.entries[0]
            rules[flag.id] = SpendRule(flag.id, entry.status, entry.source.act, entry.since)
    return rules


def _read(
    path: Path, number: int, filler: Filler, *, book: Book, layouts: Layouts, lists: list[SheetList]
) -> list[SpendReading]:
    """A file that cannot be read is one reading with the reason."""
    reading = SpendReading(path.name, "")
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            stream.seek(0)
            digest = sha256()
            while step := stream.read(1 << 20):
                digest.update(step)
        reading.sha256 = digest.hexdigest()
        if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") or head.startswith((b"\xff\xfe<", b"\xfe\xff\x00<")):
            _xml(path, root_of(head), number, reading=reading, filler=filler)
            return [reading]
        words = list_words(book, SPEND_LISTS)
        found = read_lists(path.name, read_bounded(path), kinds=SPEND_LISTS, words=words, layouts=layouts)
        lists += found
        return [_list(one, number, reading.sha256, filler=filler) for one in found]
    except UserCanFix as error:
        reading.problems.append(problem_of(error, Where(path.name)))
    except OSError as error:
        unreadable = UserCanFix(
            "file.unreadable",
            N_("%(file)s cannot be read: %(why)s."),
            hint=N_("Check the name of the file and that you may read it."),
            params={"file": path.name, "why": error.strerror or type(error).__name__},
        )
        reading.problems.append(problem_of(unreadable, Where(path.name)))
    return [reading]


def _xml(path: Path, root: str, number: int, *, reading: SpendReading, filler: Filler) -> None:
    if root == "AuditFile":
        _saft(path, number, reading, filler=filler)
        return
    reading.kind = "ehf" if root in ROOTS else "xml"
    for invoice in read_ehf(path):
        reading.kind = "ehf"
        reading.attachments += invoice.attachments
        reading.problems.extend(
            Problem(code, _EHF_FAULTS[code], Where(path.name, row=invoice.line), severity=Severity.NOTE)
            for code in invoice.faults
        )
        reading.rows += filler.invoice(number, invoice)
    reading.proven = not any(problem.code in _TOTALS for problem in reading.problems)


def _saft(path: Path, number: int, reading: SpendReading, *, filler: Filler) -> None:
    reading.kind, totals = "saft", SaftTotals()
    for purchase in read_saft(path, totals):
        reading.rows += filler.purchase(number, purchase)
    reading.rejected, reading.proven = len(totals.rejected), totals.proven
    reading.problems.extend(
        Problem(
            code,
            _SAFT_FAULTS[code],
            Where(path.name, row=line),
            hint=N_("Look the transaction up in the ledger; it is in no sum here."),
        )
        for line, code in totals.rejected[:1_000]
    )
    reading.problems.extend(_total_problems(path.name, totals))


def _total_problems(name: str, totals: SaftTotals) -> Iterator[Problem]:
    if totals.proven is False:
        yield Problem(
            "saft.totals_differ",
            N_(
                "The file says %(stated)s transactions and %(debit)s kr debit, and holds %(entries)s and %(read)s kr. "
                "Something is missing in it, or was added."
            ),
            Where(name),
            hint=N_("Export the file again, and compare the totals with the ledger."),
            params={
                "stated": totals.stated_entries,
                "debit": (totals.stated_debit or 0) // ORE,
                "entries": totals.entries,
                "read": totals.debit // ORE,
            },
        )
    if totals.unbalanced:
        yield Problem(
            "saft.unbalanced",
            N_("%(count)s transactions have unlike debit and credit."),
            Where(name),
            params={"count": totals.unbalanced},
            severity=Severity.NOTE,
        )


def _list(one: SheetList, number: int, digest: str, *, filler: Filler) -> SpendReading:
    name = f"{one.file} [{one.sheet}]" if one.sheet else one.file
    unread = tuple(f"{match.header} ({match.letter})" for match in one.unread)
    reading = SpendReading(name, one.kind, digest, rejected=one.rejected, problems=one.problems, unread=unread)
    if one.kind == "suppliers":
        reading.rows = filler.suppliers(number, one)
    elif one.kind == "ledger":
        reading.rows = filler.ledger(number, one)
    if one.stated_total is not None:
        reading.proven = one.stated_total == one.read_total
        reading.problems.extend([] if reading.proven else [_total_differs(one)])
    return reading


def _total_differs(one: SheetList) -> Problem:
    return Problem(
        "ledger.total_differs",
        N_("The list says its sum is %(stated)s kr, but the rows that were read come to %(read)s kr."),
        Where(one.file, one.sheet),
        hint=N_("Look at the rows that were left out, and at rows the list hides."),
        params={"stated": (one.stated_total or 0) // ORE, "read": one.read_total // ORE},
    )
