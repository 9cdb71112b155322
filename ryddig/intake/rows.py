"""One row of a list becomes the facts of one contract, or the problems that stand in the way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ryddig.domain.facts import BuyerKind
from ryddig.domain.notices import Cell
from ryddig.domain.problems import Problem, Where, shown
from ryddig.intake.cell_problems import (
    FORMULA_SIGNS,
    SheetPlace,
    cell_problem,
    formula_text,
    not_a_supplier,
    nothing_read,
    stored_fault,
    totals_row,
)
from ryddig.intake.facts_of_row import RowValues, do_not_pair, facts_of, is_fact, more_used_than_agreed, remarks_in
from ryddig.intake.fields import ALIASES, REFERENCE
from ryddig.intake.mapping import ColumnMatch
from ryddig.intake.reading import ProposedContract
from ryddig.tables.read.cells import CellReader, ColumnKind
from ryddig.tables.read.faults import Fault
from ryddig.tables.read.header import is_filled
from ryddig.tables.read.raw import Position, RawRow

TOTALS: Final = frozenset(
    {
        "sum",
        "totalt",
        "total",
        "i alt",
        "til sammen",
        "tilsammen",
        "sum totalt",
        "delsum",
        "totalsum",
        "samlet",
        "samla",
    }
)
LONGEST_TOTAL: Final = 16
_NEW: Final = object()
_TITLES: Final = frozenset({"title", "category"})
_PROSE: Final = frozenset({ColumnKind.REFERENCE, ColumnKind.TEXT, ColumnKind.NAMES})


@dataclass(frozen=True, slots=True)
class BoundColumn:
    """A column that is read: its match and the reader of its cells."""

    match: ColumnMatch
    reader: CellReader


@dataclass(frozen=True, slots=True)
class RowSettings:
    """What holds for all rows of a sheet.

    `faulty`: see RawSheet. `twice`: row -> where the same reference stood before. `buyer_kind`: used where the row
    names none. `keep_cells`: keep each cell's text and place beside the facts.
    """

    on: date
    faulty: Mapping[Position, tuple[str, str]] = field(default_factory=dict)
    twice: Mapping[int, str] = field(default_factory=dict)
    buyer_kind: BuyerKind | None = None
    keep_cells: bool = True


@dataclass(slots=True)
class RowResult:
    """What became of a row: a contract, or None and the problems that say why."""

    contract: ProposedContract | None = None
    problems: list[Problem] = field(default_factory=list)


class RowReader:
    """Reads the rows of one sheet, one at a time."""

    def __init__(self, place: SheetPlace, columns: Sequence[BoundColumn], settings: RowSettings) -> None:
        self._place = place
        self._columns = tuple(
            (bound.match.column, bound.match.field, bound.reader.seen.get, is_fact(bound.match.field), bound)
            for bound in columns
        )
        self._settings = settings
        self._faulty_rows = frozenset(row for row, _ in settings.faulty)
        self._width = max((bound.match.column for bound in columns), default=-1) + 1
        self._matches = {bound.match.field: bound.match for bound in columns}

    def read(self, number: int, cells: RawRow) -> RowResult | None:
        """Row `number` (from 0). None for a blank row."""
        if len(cells) < self._width:
            cells = [*cells, *([""] * (self._width - len(cells)))]
        values = RowValues()
        problems: list[Problem] = []
        notes: list[Problem] = []
        for index, name, seen, fact, bound in self._columns:
            raw = cells[index]
            value = seen(raw, _NEW)
            if value is _NEW:
                value = bound.reader.read(raw)
            if value is None:
                continue
            if type(value) is Fault:
                problems.append(cell_problem(value, self._place.cell(number, bound.match), raw))
                continue
            into = values.facts if fact else values.others
            into[name] = into[name] + value if name in into else value
            if type(raw) is str and raw[0] in FORMULA_SIGNS and bound.reader.kind in _PROSE:
                notes.append(formula_text(self._place.cell(number, bound.match), raw))
        if number in self._faulty_rows:
            problems.extend(self._stored_faults(number))
        return self._judge(number, cells, values, problems=problems, notes=notes)

    def _stored_faults(self, number: int) -> Iterator[Problem]:
        for index, *_, bound in self._columns:
            if (number, index) in self._settings.faulty:
                fault, found = stored_fault(self._settings.faulty[number, index])
                yield cell_problem(fault, self._place.cell(number, bound.match), found)

    def _judge(
        self, number: int, cells: RawRow, values: RowValues, *, problems: list[Problem], notes: list[Problem]
    ) -> RowResult | None:
        where = self._place.row(number)
        if not (values.facts or values.others or problems):
            filled = any(str(cell).strip() for cell in cells)
            return RowResult(None, [nothing_read(where)]) if filled else None
        if is_totals(values):
            return RowResult(None, [totals_row(where)])
        if not self._reference_is_faulty(problems):
            problems.extend(self._reference_problems(number, values))
        problems.extend(self._row_problems(number, values))
        if problems:
            return RowResult(None, problems + notes)
        notes.extend(not_a_supplier(self._at(number, "supplier_name"), text) for text in remarks_in(values.others))
        return RowResult(self._contract(where, cells, values), notes)

    def _reference_is_faulty(self, problems: Sequence[Problem]) -> bool:
        match = self._matches.get(REFERENCE)
        return match is not None and any(problem.where.letter == match.letter for problem in problems)

    def _reference_problems(self, number: int, values: RowValues) -> Iterator[Problem]:
        reference = values.facts.get(REFERENCE)
        if reference is None:
            yield cell_problem(Fault("reference.missing"), self._at(number, REFERENCE), "")
        elif number in self._settings.twice:
            fault = Fault("reference.twice", {"first": self._settings.twice[number]})
            yield cell_problem(fault, self._at(number, REFERENCE), reference)
        elif len(values.facts) == 1 and not values.others:
            yield cell_problem(Fault("row.only_reference"), self._place.row(number), reference)

    def _row_problems(self, number: int, values: RowValues) -> Iterator[Problem]:
        facts, others = values.facts, values.others
        start, end = facts.get("starts_on") or facts.get("signed_on"), facts.get("ends_on")
        if start is not None and end is not None and end < start:
            fault = Fault("dates.end_before_start", {"start": shown(start)})
            yield cell_problem(fault, self._at(number, "ends_on"), end)
        counts = do_not_pair(others)
        if counts is not None:
            fault = Fault("suppliers.do_not_pair", {"names": counts[0], "numbers": counts[1]})
            yield cell_problem(fault, self._at(number, "supplier_orgnr"), "")
        if more_used_than_agreed(others):
            fault = Fault("options.more_used", {"agreed": len(others["options"])})
            yield cell_problem(fault, self._at(number, "options_used"), others["options_used"])

    def _at(self, number: int, name: str) -> Where:
        match = self._matches.get(name)
        return self._place.cell(number, match) if match else self._place.row(number)

    def _contract(self, where: Where, cells: RawRow, values: RowValues) -> ProposedContract:
        settings, others = self._settings, values.others
        kept = self._kept_cells(where, cells, values) if settings.keep_cells else {}
        return ProposedContract(
            where,
            facts_of(values, on=settings.on, buyer_kind=settings.buyer_kind),
            kept,
            others.get("unit", ""),
            others.get("responsible", ""),
            others.get(ALIASES, ()),
        )

    def _kept_cells(self, where: Where, cells: RawRow, values: RowValues) -> Mapping[str, Cell[object]]:
        """Each value with its text and place; values added up from several columns name them all."""
        sheet = f"{where.sheet}!" if where.sheet else ""
        kept: dict[str, Cell[object]] = {}
        for index, name, *_, bound in self._columns:
            value = values.get(name)
            if value is None or not is_filled(cells[index]):
                continue
            raw, path = str(cells[index]), f"{sheet}{bound.match.letter}{where.row}"
            before = kept.get(name)
            kept[name] = Cell(value, raw, path) if before is None else _joined(before, raw, path)
        return kept


def _joined(cell: Cell[object], raw: str, path: str) -> Cell[object]:
    return Cell(cell.value, f"{cell.raw}; {raw}", f"{cell.path}, {path}")


def is_totals(values: RowValues) -> bool:
    """True for a row of sums: its first text says so, or it has amounts and nothing else."""
    reference = values.facts.get(REFERENCE)
    if reference is not None:
        return len(reference) <= LONGEST_TOTAL and reference.strip(" :.").casefold() in TOTALS
    texts = (value for name, value in values.facts.items() if name in _TITLES)
    first = next((text for text in (*texts, *values.others.values()) if isinstance(text, str)), None)
    if first is not None:
        return first.strip(" :.").casefold() in TOTALS
    return not values.others and bool(values.facts) and all(name.endswith("_ore") for name in values.facts)
