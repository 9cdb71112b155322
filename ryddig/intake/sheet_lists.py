"""Lists with headings that nobody has published: ledgers, suppliers, HMSREG, StartBANK. A column is understood by a
known heading, or because a person said so; what was not understood is told, and what a person said is remembered.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ryddig.domain.law import Book
from ryddig.domain.problems import Problem, Severity, Where
from ryddig.domain.words import N_
from ryddig.intake.cell_problems import SheetPlace, cell_problem, stored_fault
from ryddig.intake.fields import Field
from ryddig.intake.list_layouts import Layouts
from ryddig.intake.mapping import ColumnMatch, Why, doubly_matched, propose
from ryddig.intake.words import ImportWords
from ryddig.tables.read.cells import CellReader, ColumnKind, Value
from ryddig.tables.read.delimited import read_delimited
from ryddig.tables.read.faults import Fault
from ryddig.tables.read.header import Header, find_header, fold_heading
from ryddig.tables.read.raw import Raw, RawSheet
from ryddig.tables.read.signed import SignedAmounts
from ryddig.tables.read.xlsx import read_workbook

MOST_TOLD: Final = 1_000
_TOTALS: Final = frozenset(
    ("sum", "sum totalt", "total", "totalt", "totalsum", "i alt", "til saman", "til sammen", "grand total")
)


@dataclass(frozen=True, slots=True)
class ListKind:
    """A kind of list. `signs`: of every group a column must be there for the list to be of this kind. `needs`: of every
    group a cell must be filled, or the row is rejected. `total`: the field whose sum a row of totals states."""

    name: str
    prefix: str
    fields: Mapping[str, Field]
    signs: tuple[tuple[str, ...], ...]
    needs: tuple[tuple[str, ...], ...] = ()
    total: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row that was read. `row`: as the spreadsheet program counts, from 1."""

    row: int
    values: Mapping[str, Value]

    def text(self, name: str) -> str:
        """A value as text; empty when unknown."""
        value = self.values.get(name)
        if isinstance(value, tuple):
            return "; ".join(map(str, value))
        return "" if value is None else str(value)


@dataclass(slots=True)
class SheetList:
    """One list: how its columns were understood, its rows, what was rejected and why. `stated_total` is what a row of
    totals says, `read_total` what the rows come to; both in øre."""

    file: str
    sheet: str
    kind: str
    header_row: int
    columns: tuple[ColumnMatch, ...]
    rows: list[ListRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rejected: int = 0
    stated_total: int | None = None
    read_total: int = 0

    @property
    def unread(self) -> tuple[ColumnMatch, ...]:
        """Columns with a heading that were not read."""
        return tuple(match for match in self.columns if not match.field and match.why is not Why.EMPTY)


def list_words(book: Book, kinds: Sequence[ListKind]) -> dict[str, ImportWords]:
    """Kind → its headings and values in the glossary: `field: spend=amount`, or `field: hmsreg.card_state=expired`."""
    found = {kind.name: ImportWords({}, {}) for kind in kinds}
    for kind in kinds:
        columns = {fold_heading(name.replace("_", " ")): name for name in kind.fields}
        choices: dict[str, dict[str, str]] = {}
        for word in book.library.glossary.values():
            place, _, value = word.field.partition("=")
            if place == kind.prefix and value in kind.fields:
                columns |= {fold_heading(form): value for form in word.headers}
            elif place.startswith(f"{kind.prefix}."):
                forms = (word.nb, word.nn, word.en, *word.headers)
                choices.setdefault(place.partition(".")[2], {}).update({fold_heading(form): value for form in forms})
        found[kind.name] = ImportWords(columns, choices)
    return found


def read_lists(
    name: str, content: bytes, *, kinds: Sequence[ListKind], words: Mapping[str, ImportWords], layouts: Layouts
) -> list[SheetList]:
    """Every list of one of the kinds in a spreadsheet or text file. The first kind that fits a sheet is taken.

    Raises UserCanFix when the file cannot be opened. A sheet that is no such list is one list without rows.
    """
    if content.startswith(b"PK"):
        sheets, notes = read_workbook(name, content)
    else:
        sheets, notes = (read_delimited(name, content),), ()
    lists = [_read_sheet(sheet, kinds, words, layouts=layouts) for sheet in sheets if any(map(any, sheet.rows))]
    if lists:
        lists[0].problems.extend(notes)
    return lists


def _read_sheet(
    sheet: RawSheet, kinds: Sequence[ListKind], words: Mapping[str, ImportWords], *, layouts: Layouts
) -> SheetList:
    known = {form for kind in kinds for form in words[kind.name].columns}
    header = find_header(sheet, known)
    if header is None:
        return _unknown(sheet, None, ())
    matches: tuple[ColumnMatch, ...] = ()
    for kind in kinds:
        chosen = layouts.chosen(header)
        matches = propose(header, words[kind.name], chosen, known=kind.fields.get)
        fields = {match.field for match in matches}
        if all(fields.intersection(group) for group in kind.signs):
            return _Reader(sheet, header, kind, matches=matches, words=words[kind.name]).read()
    return _unknown(sheet, header, matches)


def _unknown(sheet: RawSheet, header: Header | None, matches: tuple[ColumnMatch, ...]) -> SheetList:
    headings = ", ".join(one.shown for one in header.headings if not one.empty) if header else ""
    where = Where(sheet.file, sheet.name)
    problem = Problem(
        "list.not_recognised",
        N_("The headings do not tell what kind of list this is: %(headings)s."),
        where,
        hint=N_("Say what the columns hold with --map LETTER=FIELD; it is remembered in the layout file."),
        params={"headings": headings[:400]},
    )
    return SheetList(sheet.file, sheet.name, "", header.last_row + 1 if header else 0, matches, problems=[problem])


class _Reader:
    """Reads one sheet as a kind of list."""

    def __init__(
        self,
        sheet: RawSheet,
        header: Header,
        kind: ListKind,
        *,
        matches: tuple[ColumnMatch, ...],
        words: ImportWords,
    ) -> None:
        self._sheet, self._header, self._kind = sheet, header, kind
        self._place = SheetPlace(sheet.file, sheet.name)
        self._found = SheetList(sheet.file, sheet.name, kind.name, header.last_row + 1, matches)
        self._bound: dict[str, tuple[ColumnMatch, CellReader | SignedAmounts]] = {}
        for match in matches:
            if match.field and match.field not in self._bound:
                self._bound[match.field] = (match, self._reader(match, words))

    def _reader(self, match: ColumnMatch, words: ImportWords) -> CellReader | SignedAmounts:
        kind, heading = self._kind.fields[match.field].kind, self._header.headings[match.column]
        if kind is ColumnKind.AMOUNT:
            return SignedAmounts(heading.scale)
        choices = words.choices.get(match.field)
        offset = self._sheet.day_offset
        return CellReader(kind, scale=heading.scale, unit=heading.unit, choices=choices, day_offset=offset)

    def read(self) -> SheetList:
        """The list with its rows."""
        self._found.problems.extend(self._column_problems())
        for number in range(self._header.last_row + 1, len(self._sheet.rows)):
            cells = self._sheet.rows[number]
            if any(cell not in ("", None) for cell in cells):
                self._row(number, cells)
        return self._found

    def _row(self, number: int, cells: Sequence[Raw]) -> None:
        values: dict[str, Value] = {}
        faults: list[Problem] = []
        for name, (match, reader) in self._bound.items():
            raw = cells[match.column] if match.column < len(cells) else ""
            broken = self._sheet.faulty.get((number, match.column))
            value = reader.read(raw) if broken is None else stored_fault(broken)[0]
            if isinstance(value, Fault):
                shown = raw if broken is None else broken[1]
                faults.append(cell_problem(value, self._place.cell(number, match), shown))
            elif value is not None and value != ():
                values[name] = value
        if self._is_totals(cells, values):
            return
        self._keep(number, values, faults)

    def _keep(self, number: int, values: dict[str, Value], faults: list[Problem]) -> None:
        found = self._found
        missing = [group for group in self._kind.needs if not any(name in values for name in group)]
        if missing:
            found.rejected += 1
            faults.append(self._missing(number, missing[0]))
        else:
            found.rows.append(ListRow(number + 1, values))
            total = values.get(self._kind.total, 0)
            found.read_total += total if isinstance(total, int) else 0
        room = max(0, MOST_TOLD - len(found.problems))
        found.problems.extend(faults[:room])

    def _is_totals(self, cells: Sequence[Raw], values: Mapping[str, Value]) -> bool:
        """A row that says it is a sum, or that holds the amount and nothing a row must have, under at least one row."""
        first = next((cell for cell in cells if isinstance(cell, str) and cell.strip()), "")
        total = values.get(self._kind.total)
        if fold_heading(first) not in _TOTALS or not isinstance(total, int):
            return False
        self._found.stated_total = total
        return True

    def _missing(self, number: int, group: tuple[str, ...]) -> Problem:
        labels = " / ".join(self._kind.fields[name].label for name in group)
        return Problem(
            "row.lacks",
            N_("Row %(row)s was left out: it lacks %(what)s."),
            self._place.row(number),
            hint=N_("Fill in the cell, or delete the row if it belongs to no purchase or firm."),
            params={"row": number + 1, "what": labels},
        )

    def _column_problems(self) -> Iterator[Problem]:
        place = self._place
        for columns in doubly_matched(self._found.columns).values():
            headings = ", ".join(f"{match.header} ({match.letter})" for match in columns)
            yield Problem(
                "column.twice",
                N_("Several columns would fill the same fact: %(headings)s. The first is read."),
                Where(place.file, place.sheet, column=columns[1].header, letter=columns[1].letter),
                hint=N_("Choose which of them to read, and leave the others out."),
                params={"headings": headings},
                severity=Severity.NOTE,
            )
        for match in self._found.columns:
            if match.why in (Why.WITH_VAT, Why.FOREIGN):
                yield Problem(
                    "column.with_vat" if match.why is Why.WITH_VAT else "column.currency",
                    N_("The column “%(found)s” holds amounts with VAT or in another currency, and was not read."),
                    Where(place.file, place.sheet, column=match.header, letter=match.letter),
                    hint=N_("Give a column with amounts in kroner without VAT."),
                    params={"found": match.header},
                    severity=Severity.NOTE,
                )
