"""A sheet becomes a plan for reading it: where the headings are, what columns fill, which references stand twice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ryddig.domain.problems import Problem, Severity, Where, shown
from ryddig.domain.words import N_
from ryddig.intake.cell_problems import SheetPlace
from ryddig.intake.fields import ADDED_UP, ALIASES, REFERENCE, field_of
from ryddig.intake.mapping import ColumnMatch, Why, doubly_matched, propose
from ryddig.intake.rows import BoundColumn, RowReader, RowResult, RowSettings
from ryddig.intake.words import ImportWords
from ryddig.tables.read.cells import CellReader
from ryddig.tables.read.header import Header, Heading, find_header, unit_in_titles
from ryddig.tables.read.raw import RawSheet

Layouts = Mapping[str, Mapping[str, str]]
ANY_LAYOUT: Final = "*"
RowPlace = tuple[str, str, int]
MANY: Final = 8


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """How a sheet will be read. `problems`: what is wrong or worth knowing before any row is read."""

    sheet: RawSheet
    header: Header
    matches: tuple[ColumnMatch, ...]
    bound: tuple[BoundColumn, ...]
    problems: tuple[Problem, ...]

    @property
    def first_row(self) -> int:
        """The first row under the headings, from 0."""
        return self.header.last_row + 1

    def column_of(self, name: str) -> int | None:
        """The column that fills a field."""
        return next((bound.match.column for bound in self.bound if bound.match.field == name), None)


def plan_sheet(sheet: RawSheet, words: ImportWords, layouts: Layouts) -> SheetPlan | Problem:
    """The plan, or the one problem that makes the sheet unreadable as a list of contracts."""
    header = find_header(sheet, words.columns)
    if header is None:
        return _no_header(sheet)
    proposed = propose(header, words, layouts.get(header.layout_key, layouts.get(ANY_LAYOUT)))
    matches = _case_number_for_reference(proposed)
    bound = tuple(
        _bind(match, header.headings[match.column], words, day_offset=sheet.day_offset)
        for match in _first_of_each(matches)
    )
    problems = (*_title_problems(sheet, header), *_column_problems(sheet, matches))
    if not any(column.match.field == REFERENCE for column in bound):
        return _no_reference(sheet, header)
    return SheetPlan(sheet, header, matches, bound, problems)


def _first_of_each(matches: Sequence[ColumnMatch]) -> Iterator[ColumnMatch]:
    """The columns to read: one for each field, all of them for fields that hold a list."""
    seen: set[str] = set()
    for match in matches:
        if match.field and (match.field in ADDED_UP or match.field not in seen):
            seen.add(match.field)
            yield match


def _case_number_for_reference(matches: tuple[ColumnMatch, ...]) -> tuple[ColumnMatch, ...]:
    """Without a column for the contract number, the only column of case numbers is the reference."""
    others = [match for match in matches if match.field == ALIASES]
    if any(match.field == REFERENCE for match in matches) or len(others) != 1:
        return matches
    return tuple(
        replace(match, field=REFERENCE, why=Why.ONLY_NUMBER) if match is others[0] else match for match in matches
    )


def _bind(match: ColumnMatch, heading: Heading, words: ImportWords, *, day_offset: int) -> BoundColumn:
    known = field_of(match.field)
    if known is None:
        raise ValueError(match.field)
    reader = CellReader(
        known.kind,
        scale=heading.scale,
        unit=heading.unit,
        choices=words.choices_of(match.field),
        day_offset=day_offset,
    )
    return BoundColumn(match, reader)


def rows_twice(plan: SheetPlan, seen: dict[str, RowPlace]) -> Mapping[int, str]:
    """Rows whose reference stood before, and where. `seen` carries references from one sheet to the next."""
    column = plan.column_of(REFERENCE)
    twice: dict[int, str] = {}
    for number in range(plan.first_row, len(plan.sheet.rows)):
        cells = plan.sheet.rows[number]
        reference = _reference_at(cells, column)
        if not reference:
            continue
        here = (plan.sheet.file, plan.sheet.name, number)
        first = seen.setdefault(reference, here)
        if first != here:
            twice[number] = _place(first, here)
    return twice


def _place(first: RowPlace, here: RowPlace) -> str:
    """The earlier row, with as much of its file and sheet as is needed to find it."""
    row = str(first[2] + 1)
    if first[:2] == here[:2]:
        return row
    return f"{row} ({first[1] or first[0]})" if first[0] == here[0] else f"{row} ({' '.join(first[:2]).strip()})"


def _reference_at(cells: Sequence[object], column: int | None) -> str:
    if column is None or column >= len(cells):
        return ""
    cell = cells[column]
    if type(cell) is str:
        return cell.strip()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def read_rows(plan: SheetPlan, settings: RowSettings, numbers: range | None = None) -> Iterator[RowResult]:
    """What became of each row that is not blank: of these rows (from 0), or of all under the headings."""
    reader = RowReader(SheetPlace(plan.sheet.file, plan.sheet.name), plan.bound, settings)
    rows = plan.sheet.rows
    for number in range(plan.first_row, len(rows)) if numbers is None else numbers:
        result = reader.read(number, rows[number])
        if result is not None:
            yield result


def _no_header(sheet: RawSheet) -> Problem:
    return Problem(
        "sheet.no_header",
        N_("No row of headings was found."),
        Where(sheet.file, sheet.name),
        expected=N_("a row with headings such as Referanse, Tittel, Verdi and Kunngjort above the contracts"),
        hint=N_("Put the headings in one row right above the first contract."),
    )


def _no_reference(sheet: RawSheet, header: Header) -> Problem:
    headings = ", ".join(heading.shown for heading in header.headings if not heading.empty)
    return Problem(
        "sheet.no_reference_column",
        N_("No column was recognised as the contracts' reference. The headings are: %(headings)s."),
        Where(sheet.file, sheet.name, header.first_row + 1),
        shown(headings),
        N_("a column such as Referanse, Avtalenummer or Saksnummer"),
        N_("Choose the column that holds the reference, or rename its heading."),
        {"headings": headings[:400]},
    )


def _title_problems(sheet: RawSheet, header: Header) -> Iterator[Problem]:
    found = unit_in_titles(sheet, header)
    if found is not None:
        row, text = found
        yield Problem(
            "sheet.unit_in_title",
            N_("Row %(row)s says something about all amounts: “%(found)s”. Headings are all that is believed."),
            Where(sheet.file, sheet.name, row + 1),
            shown(text),
            N_("unit and VAT in the heading of each column of amounts, such as Verdi (i 1000 kr)"),
            N_("Write the unit in the headings, and remove it above them."),
            {"row": row + 1, "found": shown(text)},
        )


def _column_problems(sheet: RawSheet, matches: Sequence[ColumnMatch]) -> Iterator[Problem]:
    for name, columns in doubly_matched(matches).items():
        if name not in ADDED_UP:
            yield _two_columns(sheet, name, columns)
    for match in matches:
        if match.why is Why.SPELLING:
            yield _near_spelling(sheet, match)
        elif match.why is Why.ONLY_NUMBER:
            yield _only_number(sheet, match)
        elif match.why in (Why.WITH_VAT, Why.FOREIGN):
            yield _not_read(sheet, match)


def _two_columns(sheet: RawSheet, name: str, columns: Sequence[ColumnMatch]) -> Problem:
    second = columns[1]
    headings = ", ".join(f"{match.header} ({match.letter})" for match in columns[:MANY])
    return Problem(
        "column.twice",
        N_("Several columns would fill the same fact: %(headings)s."),
        Where(sheet.file, sheet.name, column=second.header, letter=second.letter),
        headings,
        N_("one column for each fact"),
        N_("Choose which of them to read, and leave the others out."),
        {"headings": headings, "field": name},
    )


def _near_spelling(sheet: RawSheet, match: ColumnMatch) -> Problem:
    return Problem(
        "column.near_spelling",
        N_("The heading “%(found)s” is read as “%(word)s”, because it is nearly spelled so."),
        Where(sheet.file, sheet.name, column=match.header, letter=match.letter),
        shown(match.header),
        hint=N_("Check the mapping; choose another field for the column if this is wrong."),
        params={"found": shown(match.header), "word": match.word},
        severity=Severity.NOTE,
    )


def _only_number(sheet: RawSheet, match: ColumnMatch) -> Problem:
    return Problem(
        "column.only_number",
        N_("There is no column for the contract number, so “%(found)s” is the reference of each contract."),
        Where(sheet.file, sheet.name, column=match.header, letter=match.letter),
        shown(match.header),
        hint=N_("Choose another column for the reference if this number can stand on several contracts."),
        params={"found": shown(match.header)},
        severity=Severity.NOTE,
    )


def _not_read(sheet: RawSheet, match: ColumnMatch) -> Problem:
    texts = {
        Why.WITH_VAT: ("column.with_vat", N_("The column “%(found)s” holds amounts with VAT and was not read.")),
        Why.FOREIGN: ("column.currency", N_("The column “%(found)s” holds another currency and was not read.")),
    }
    code, message = texts[match.why]
    return Problem(
        code,
        message,
        Where(sheet.file, sheet.name, column=match.header, letter=match.letter),
        shown(match.header),
        hint=N_("Give a column with amounts in kroner without VAT: all thresholds are counted so."),
        params={"found": shown(match.header)},
        severity=Severity.NOTE,
    )
