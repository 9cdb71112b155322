"""Files in, proposed contracts out: the one door for terminal, office page and function."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import BuyerKind
from ryddig.domain.law import Book
from ryddig.domain.notices import Notice
from ryddig.domain.problems import Problem, Severity, Where, problem_of
from ryddig.domain.words import N_
from ryddig.intake.detect import check_content, format_by_name, limit_of
from ryddig.intake.notices import contracts_of, join
from ryddig.intake.ocds import contracts_of_package
from ryddig.intake.reading import ChainRead, Format, Given, ProposedContract, Reading, Table
from ryddig.intake.rows import RowSettings
from ryddig.intake.spreadsheet import Layouts, RowPlace, SheetPlan, plan_sheet, read_rows, rows_twice
from ryddig.intake.words import ImportWords, words_of
from ryddig.registers.doffin import read_notice
from ryddig.registers.ocds import read_package
from ryddig.tables.read.delimited import read_delimited
from ryddig.tables.read.limits import read_bounded, refuse_large
from ryddig.tables.read.raw import RawSheet
from ryddig.tables.read.xlsx import read_workbook

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that passed the first checks: what it is, its bytes and their digest."""

    name: str
    content: bytes
    format: Format

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes."""
        return sha256(self.content).hexdigest()


@dataclass(slots=True)
class Collected:
    """What has come out so far."""

    rows: list[ProposedContract] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    chains: list[ChainRead] = field(default_factory=list)


def read_files(
    files: Sequence[Given],
    *,
    book: Book,
    on: date,
    mapping: Layouts | None = None,
    buyer_kind: BuyerKind | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read spreadsheets, notices and OCDS files together. What is wrong in them becomes problems, never an exception.

    `mapping`: remembered or chosen columns, layout key (or `*`) -> column letter -> field name (empty: do not read).
    `buyer_kind`: the kind of buyer where a file does not tell. `progress(done, of)` is called after each file.
    """
    opened, problems = open_files(files)
    words = words_of(book)
    collected = Collected(problems=problems)
    seen: dict[str, RowPlace] = {}
    settings = RowSettings(on, buyer_kind=buyer_kind)
    for done, file in enumerate(opened, start=1):
        if file.format in (Format.XLSX, Format.CSV):
            _read_table(file, words, mapping or {}, settings=settings, seen=seen, into=collected)
        else:
            _read_published(file, collected, buyer_kind)
        if progress is not None:
            progress(done, len(opened))
    _join_notices(collected, buyer_kind)
    return _reading(opened, collected)


def _read_published(file: OpenFile, into: Collected, buyer_kind: BuyerKind | None) -> None:
    try:
        if file.format is Format.NOTICE:
            into.notices.append(read_notice(file.content, name=file.name))
            return
        package = read_package(file.content, name=file.name)
    except UserCanFix as error:
        into.problems.append(problem_of(error, Where(file.name)))
        return
    into.problems.extend(replace(fault, severity=Severity.NOTE) for fault in package.faults)
    into.rows.extend(contracts_of_package(package, buyer_kind))


def _join_notices(collected: Collected, buyer_kind: BuyerKind | None) -> None:
    collected.chains.extend(join(collected.notices))
    seen: dict[str, str] = {}
    for chain in collected.chains:
        for contract in contracts_of(chain, buyer_kind):
            first = seen.setdefault(contract.facts.reference, contract.where.file)
            if first == contract.where.file:
                collected.rows.append(contract)
            else:
                collected.problems.append(_in_two_files(contract, first))


def _in_two_files(contract: ProposedContract, first: str) -> Problem:
    return Problem(
        "notice.twice",
        N_("The award %(reference)s stands in %(first)s too. This one was left out."),
        contract.where,
        contract.facts.reference,
        hint=N_("Give each notice once."),
        params={"reference": contract.facts.reference, "first": first},
        severity=Severity.NOTE,
    )


def open_files(files: Iterable[Given]) -> tuple[list[OpenFile], list[Problem]]:
    """Files that may be read, and a problem for each that may not. Size is checked before content is read."""
    opened: list[OpenFile] = []
    problems: list[Problem] = []
    for given in files:
        try:
            opened.append(open_file(given))
        except UserCanFix as error:
            problems.append(problem_of(error, Where(given.name)))
    return opened, problems


def open_file(given: Given) -> OpenFile:
    """One file, checked by name, size and content. Raises UserCanFix."""
    promised = format_by_name(given.name)
    if isinstance(given, Path):
        content = read_bounded(given, limit_of(promised))
    else:
        content = given.content
        refuse_large(given.name, len(content), limit_of(promised))
    check_content(given.name, content, promised)
    return OpenFile(given.name, content, promised)


def sheets_of(file: OpenFile) -> tuple[tuple[RawSheet, ...], tuple[Problem, ...]]:
    """The sheets of a list, and notes on what was left out. Raises UserCanFix."""
    if file.format is Format.XLSX:
        return read_workbook(file.name, file.content)
    return (read_delimited(file.name, file.content),), ()


def plans_of(file: OpenFile, words: ImportWords, layouts: Layouts) -> tuple[list[SheetPlan], list[Problem]]:
    """A plan for each sheet that is a list of contracts. Other sheets are noted; no list at all is an error."""
    sheets, notes = sheets_of(file)
    planned = [plan_sheet(sheet, words, layouts) for sheet in sheets if any(any(row) for row in sheet.rows)]
    plans = [plan for plan in planned if isinstance(plan, SheetPlan)]
    others = [plan for plan in planned if isinstance(plan, Problem)]
    if plans:
        others = [replace(problem, severity=Severity.NOTE) for problem in others]
    return plans, [*notes, *others]


def _read_table(
    file: OpenFile,
    words: ImportWords,
    layouts: Layouts,
    *,
    settings: RowSettings,
    seen: dict[str, RowPlace],
    into: Collected,
) -> None:
    try:
        plans, problems = plans_of(file, words, layouts)
    except UserCanFix as error:
        into.problems.append(problem_of(error, Where(file.name)))
        return
    into.problems.extend(problems)
    for plan in plans:
        into.problems.extend(plan.problems)
        with_sheet = replace(settings, faulty=plan.sheet.faulty, twice=rows_twice(plan, seen))
        broken = 0
        read = 0
        for result in read_rows(plan, with_sheet):
            into.problems.extend(result.problems)
            if result.contract is not None:
                into.rows.append(result.contract)
                read += 1
            elif any(problem.stops for problem in result.problems):
                broken += 1
        into.tables.append(_table(plan, read, broken))


def _table(plan: SheetPlan, read: int, broken: int) -> Table:
    header = plan.header
    return Table(plan.sheet.file, plan.sheet.name, header.last_row + 1, plan.matches, header.layout_key, read, broken)


def _reading(opened: Sequence[OpenFile], collected: Collected) -> Reading:
    digests = [file.digest for file in opened]
    whole = digests[0] if len(digests) == 1 else sha256("\n".join(sorted(digests)).encode()).hexdigest()
    return Reading(
        opened[0].format if opened else Format.UNKNOWN,
        tuple(collected.rows),
        tuple(collected.problems),
        whole,
        tuple(collected.tables),
        tuple(collected.chains),
    )
