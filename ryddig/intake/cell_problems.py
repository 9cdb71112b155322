"""A fault in a cell or row as a problem with its place: row and column as the spreadsheet program shows them."""

from dataclasses import dataclass
from typing import Final

from ryddig.domain.problems import Problem, Severity, Where, shown
from ryddig.domain.words import N_
from ryddig.intake.mapping import ColumnMatch
from ryddig.tables.read.faults import KINDS, Fault
from ryddig.tables.read.raw import EMPTY_FORMULA

FORMULA_SIGNS: Final = frozenset("=+@-")


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """The sheet the rows stand in; `sheet` is empty for a text file."""

    file: str
    sheet: str = ""

    def row(self, number: int) -> Where:
        """Row `number`, given from 0, told from 1."""
        return Where(self.file, self.sheet, number + 1)

    def cell(self, number: int, match: ColumnMatch) -> Where:
        """A cell of that row."""
        return Where(self.file, self.sheet, number + 1, match.header, match.letter)


def cell_problem(fault: Fault, where: Where, found: object) -> Problem:
    """The problem of one cell; `found` is what stood there."""
    kind = KINDS[fault.code]
    text = shown(found)
    params = {"found": text, "column": where.column, "row": where.row, **fault.params}
    return Problem(fault.code, kind.message, where, text, kind.expected, kind.hint, params)


def stored_fault(fault: tuple[str, str]) -> tuple[Fault, str]:
    """The fault of a cell whose formula has no stored result or holds an Excel error, and what stood there."""
    what, found = fault
    return Fault("cell.formula_without_value" if what == EMPTY_FORMULA else "cell.error_value"), found


def formula_text(where: Where, found: str) -> Problem:
    """A note: a text that a spreadsheet program would take for a formula is kept as text."""
    return Problem(
        "cell.formula_like_text",
        N_("“%(found)s” begins like a formula. It is kept as text and never worked out."),
        where,
        shown(found),
        hint=N_("Remove the first sign if it does not belong there."),
        params={"found": shown(found)},
        severity=Severity.NOTE,
    )


def totals_row(where: Where) -> Problem:
    """A note: a row of sums was left out."""
    return Problem(
        "row.totals",
        N_("Row %(row)s holds sums, not a contract, and was left out."),
        where,
        hint=N_("If it is a contract, give it a reference."),
        params={"row": where.row},
        severity=Severity.NOTE,
    )


def nothing_read(where: Where) -> Problem:
    """A note: the row holds something, but only outside the columns that are read."""
    return Problem(
        "row.outside_columns",
        N_("Row %(row)s holds only text outside the columns that are read, and was left out."),
        where,
        hint=N_("If it is a contract, give it a reference."),
        params={"row": where.row},
        severity=Severity.NOTE,
    )


def not_a_supplier(where: Where, found: str) -> Problem:
    """A note: the cell for the supplier holds a remark, and no supplier was made of it."""
    return Problem(
        "supplier.not_a_firm",
        N_("“%(found)s” is a remark, not the name of a firm. No supplier was made of it."),
        where,
        shown(found),
        hint=N_("Write the firm's name and organisation number when they are known."),
        params={"found": shown(found)},
        severity=Severity.NOTE,
    )
