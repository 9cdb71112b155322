"""One row of a list becomes the facts of one contract, or the problems that stand in the way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import getitem, itemgetter
from typing import Any, Final

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


class _Columns:
    """Columns read together into one set of values; each has a field of its own."""

    def __init__(self, columns: Sequence[BoundColumn]) -> None:
        self._names = tuple(bound.match.field for bound in columns)
        self._seen = tuple(bound.reader.seen for bound in columns)
        places = [bound.match.column for bound in columns]
        self._take = itemgetter(*places) if len(places) > 1 else lambda cells: [cells[at] for at in places]

    def values(self, cells: RawRow) -> dict[str, Any]:
        """The values of a row by field, those that are not empty."""
        named = zip(self._names, map(getitem, self._seen, self._take(cells)), strict=True)
        return {name: value for name, value in named if value is not None}


class RowReader:
    """Reads the rows of one sheet, one at a time."""

    def __init__(self, place: SheetPlace, columns: Sequence[BoundColumn], settings: RowSettings) -> None:
        self._place = place
        self._columns = tuple(columns)
        self._facts = _Columns([bound for bound in columns if is_fact(bound.match.field)])
        self._others = _Columns([bound for bound in columns if not is_fact(bound.match.field)])
        self._prose = tuple((bound.match.column, bound) for bound in columns if bound.reader.kind in _PROSE)
        self._settings = settings
        self._faulty_rows = frozenset(row for row, _ in settings.faulty)
        self._width = max((bound.match.column for bound in columns), default=-1) + 1
        self._matches = {bound.match.field: bound.match for bound in columns}
        self._added_up = len(self._matches) < len(self._columns)

    def read(self, number: int, cells: RawRow) -> RowResult | None:
        """Row `number` (from 0). None for a blank row."""
        if len(cells) < self._width:
            cells = [*cells, *([""] * (self._width - len(cells)))]
        values = RowValues(self._facts.values(cells), self._others.values(cells))
        problems: list[Problem] = []
        if self._added_up or Fault in {*map(type, values.facts.values()), *map(type, values.others.values())}:
            values = self._one_by_one(number, cells, problems)
        if number in self._faulty_rows:
            problems.extend(self._stored_faults(number))
        return self._judge(number, cells, values, problems=problems, notes=self._formulas(number, cells))

    def _one_by_one(self, number: int, cells: RawRow, problems: list[Problem]) -> RowValues:
        """The values of a row where cells cannot be read, or where columns are added up."""
        values = RowValues()
        for bound in self._columns:
            raw, name = cells[bound.match.column], bound.match.field
            value: Any = bound.reader.read(raw)
            if isinstance(value, Fault):
                problems.append(cell_problem(value, self._place.cell(number, bound.match), raw))
            elif value is not None:
                into = values.facts if is_fact(name) else values.others
                into[name] = into[name] + value if name in into else value
        return values

    def _formulas(self, number: int, cells: RawRow) -> list[Problem]:
        """Notes on texts that a spreadsheet program would take for formulas."""
        notes = []
        for at, bound in self._prose:
            raw = cells[at]
            if type(raw) is str and raw[:1] in FORMULA_SIGNS:
                value = bound.reader.read(raw)
                if value is not None and not isinstance(value, Fault):
                    notes.append(formula_text(self._place.cell(number, bound.match), raw))
        return notes

    def _stored_faults(self, number: int) -> Iterator[Problem]:
        for bound in self._columns:
            if (number, bound.match.column) in self._settings.faulty:
                fault, found = stored_fault(self._settings.faulty[number, bound.match.column])
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
        if not problems or not self._reference_is_faulty(problems):
            problems.extend(self._reference_problems(number, values))
        problems.extend(self._row_problems(number, values))
        if problems:
            return RowResult(None, problems + notes)
        notes.extend(not_a_supplier(self._at(number, "supplier_name"), text) for text in remarks_in(values.others))
        return RowResult(self._contract(where, cells, values), notes)

    def _reference_is_faulty(self, problems: Sequence[Problem]) -> bool:
        match = self._matches.get(REFERENCE)
        return match is not None and any(problem.where.letter == match.letter for problem in problems)

    def _reference_problems(self, number: int, values: RowValues) -> Sequence[Problem]:
        reference = values.facts.get(REFERENCE)
        if reference is None:
            return [cell_problem(Fault("reference.missing"), self._at(number, REFERENCE), "")]
        if number in self._settings.twice:
            fault = Fault("reference.twice", {"first": self._settings.twice[number]})
            return [cell_problem(fault, self._at(number, REFERENCE), reference)]
        if len(values.facts) == 1 and not values.others:
            return [cell_problem(Fault("row.only_reference"), self._place.row(number), reference)]
        return ()

    def _row_problems(self, number: int, values: RowValues) -> Sequence[Problem]:
        facts, others = values.facts, values.others
        found: list[Problem] = []
        start, end = facts.get("starts_on") or facts.get("signed_on"), facts.get("ends_on")
        if start is not None and end is not None and end < start:
            fault = Fault("dates.end_before_start", {"start": shown(start)})
            found.append(cell_problem(fault, self._at(number, "ends_on"), end))
        counts = do_not_pair(others)
        if counts is not None:
            fault = Fault("suppliers.do_not_pair", {"names": counts[0], "numbers": counts[1]})
            found.append(cell_problem(fault, self._at(number, "supplier_orgnr"), ""))
        if more_used_than_agreed(others):
            fault = Fault("options.more_used", {"agreed": len(others["options"])})
            found.append(cell_problem(fault, self._at(number, "options_used"), others["options_used"]))
        return found

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
        for bound in self._columns:
            name, cell = bound.match.field, cells[bound.match.column]
            value = values.get(name)
            if value is None or not is_filled(cell):
                continue
            raw, path = str(cell), f"{sheet}{bound.match.letter}{where.row}"
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
