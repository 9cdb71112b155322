"""One row of a list becomes the facts of one contract, or the problems that stand in the way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from ryddig.domain.facts import BuyerKind
from ryddig.domain.notices import Cell
from ryddig.domain.problems import Problem, Where
from ryddig.intake import cell_problems
from ryddig.intake.cell_problems import FORMULA_SIGNS, SheetPlace
from ryddig.intake.facts_of_row import do_not_pair, facts_of, more_used_than_agreed, remarks_in
from ryddig.intake.fields import ADDED_UP, REFERENCE
from ryddig.intake.mapping import ColumnMatch
from ryddig.intake.reading import ProposedContract
from ryddig.tables.read.cells import CellReader, ColumnKind
from ryddig.tables.read.faults import Fault
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
        self._columns = tuple((bound.match.column, bound.match.field, bound.reader.read, bound) for bound in columns)
        self._settings = settings
        self._faulty_rows = frozenset(row for row, _ in settings.faulty)
        self._width = max((bound.match.column for bound in columns), default=-1) + 1
        self._matches = {bound.match.field: bound.match for bound in columns}

    def read(self, number: int, cells: RawRow) -> RowResult | None:
        """Row `number` (from 0). None for a blank row."""
        if len(cells) < self._width:
            cells = [*cells, *([""] * (self._width - len(cells)))]
        problems: list[Problem] = []
        notes: list[Problem] = []
        values: dict[str, Any] = {}
        for index, name, read, bound in self._columns:
            raw = cells[index]
            value = read(raw)
            if type(value) is Fault:
                problems.append(cell_problems.cell_problem(value, self._place.cell(number, bound.match), raw))
            elif value is not None:
                values[name] = values[name] + value if name in ADDED_UP and name in values else value
                if type(raw) is str and raw[0] in FORMULA_SIGNS and bound.reader.kind in _PROSE:
                    notes.append(cell_problems.formula_text(self._place.cell(number, bound.match), raw))
        if number in self._faulty_rows:
            problems.extend(self._stored_faults(number))
        return self._judge(number, cells, values, problems, notes)

    def _stored_faults(self, number: int) -> Iterator[Problem]:
        for index, _, _, bound in self._columns:
            if (number, index) in self._settings.faulty:
                fault, found = cell_problems.stored_fault(self._settings.faulty[number, index])
                yield cell_problems.cell_problem(fault, self._place.cell(number, bound.match), found)

    def _judge(
        self, number: int, cells: RawRow, values: dict[str, Any], problems: list[Problem], notes: list[Problem]
    ) -> RowResult | None:
        where = self._place.row(number)
        if not values and not problems:
            filled = any(str(cell).strip() for cell in cells)
            return RowResult(None, [cell_problems.nothing_read(where)]) if filled else None
        if is_totals(values):
            return RowResult(None, [cell_problems.totals_row(where)])
        if not self._reference_is_faulty(problems):
            problems.extend(self._row_problems(number, values, where))
        if problems:
            return RowResult(None, problems + notes)
        notes.extend(self._remarks(number, values))
        return RowResult(self._contract(where, cells, values), notes)

    def _reference_is_faulty(self, problems: Sequence[Problem]) -> bool:
        match = self._matches.get(REFERENCE)
        return match is not None and any(problem.where.letter == match.letter for problem in problems)

    def _row_problems(self, number: int, values: Mapping[str, Any], where: Where) -> Iterator[Problem]:
        if REFERENCE not in values:
            yield cell_problems.cell_problem(Fault("reference.missing"), self._at(number, REFERENCE), "")
        elif number in self._settings.twice:
            fault = Fault("reference.twice", {"first": self._settings.twice[number]})
            yield cell_problems.cell_problem(fault, self._at(number, REFERENCE), values[REFERENCE])
        elif len(values) == 1:
            yield cell_problems.cell_problem(Fault("row.only_reference"), where, values[REFERENCE])
        start, end = values.get("starts_on") or values.get("signed_on"), values.get("ends_on")
        if start is not None and end is not None and end < start:
            fault = Fault("dates.end_before_start", {"start": start})
            yield cell_problems.cell_problem(fault, self._at(number, "ends_on"), end)
        counts = do_not_pair(values)
        if counts is not None:
            fault = Fault("suppliers.do_not_pair", {"names": counts[0], "numbers": counts[1]})
            yield cell_problems.cell_problem(fault, self._at(number, "supplier_orgnr"), "")
        if more_used_than_agreed(values):
            fault = Fault("options.more_used", {"agreed": len(values["options"])})
            yield cell_problems.cell_problem(fault, self._at(number, "options_used"), values["options_used"])

    def _at(self, number: int, name: str) -> Where:
        match = self._matches.get(name)
        return self._place.cell(number, match) if match else self._place.row(number)

    def _remarks(self, number: int, values: Mapping[str, Any]) -> Iterator[Problem]:
        for remark in remarks_in(values):
            yield cell_problems.not_a_supplier(self._at(number, "supplier_name"), remark)

    def _contract(self, where: Where, cells: RawRow, values: Mapping[str, Any]) -> ProposedContract:
        settings = self._settings
        return ProposedContract(
            where,
            facts_of(values, on=settings.on, buyer_kind=settings.buyer_kind),
            self._kept_cells(where, cells, values) if settings.keep_cells else {},
            values.get("unit", ""),
            values.get("responsible", ""),
            values.get("aliases", ()),
        )

    def _kept_cells(self, where: Where, cells: RawRow, values: Mapping[str, Any]) -> Mapping[str, Cell[object]]:
        sheet = f"{where.sheet}!" if where.sheet else ""
        return {
            name: Cell(values[name], str(cells[index]), f"{sheet}{bound.match.letter}{where.row}")
            for index, name, _, bound in self._columns
            if name in values
        }


def is_totals(values: Mapping[str, Any]) -> bool:
    """True for a row of sums: its first text says so, or it has amounts and nothing else."""
    first = next((value for value in values.values() if isinstance(value, str)), None)
    if first is not None:
        return first.strip(" :.").casefold() in TOTALS
    return bool(values) and all(name.endswith("_ore") for name in values)
