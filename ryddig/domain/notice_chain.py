"""A procurement as its notices tell it: the announcement, what came of it, and why they are held to belong together."""

from dataclasses import dataclass
from enum import StrEnum

from ryddig.domain.notices import Amount, AwardRow, Cell, Note, Notice, RowOutcome
from ryddig.domain.words import Message


class Role(StrEnum):
    """What a notice is in its chain."""

    PLANNING = "planning"
    ANNOUNCEMENT = "announcement"
    SUPERSEDED = "superseded"
    INTENTION = "intention"
    AWARD = "award"
    CORRECTION = "correction"
    MODIFICATION = "modification"
    OTHER = "other"


class LinkBy(StrEnum):
    """What two notices are held together by."""

    DOFFIN_NUMBER = "doffin_number"
    TED_NUMBER = "ted_number"
    NOTICE_ID = "notice_id"
    PROCEDURE_ID = "procedure_id"
    FILE_REFERENCE = "file_reference"
    LIKENESS = "likeness"


class Sureness(StrEnum):
    """Certain: a number only this procurement has. Strong: the buyer's own case number. Proposed: a person confirms."""

    CERTAIN = "certain"
    STRONG = "strong"
    PROPOSED = "proposed"

    @property
    def doubt(self) -> int:
        """0 for certain, 2 for proposed."""
        return list(Sureness).index(self)


@dataclass(frozen=True, slots=True)
class SourceReason:
    """One reason, with the place it was read: file, path in the file, and the text that stood there."""

    message: Message
    file: str
    path: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One notice of a chain, its role, and why it belongs. The first notice of a chain has no reasons."""

    notice: Notice
    role: Role
    by: tuple[LinkBy, ...] = ()
    sureness: Sureness = Sureness.CERTAIN
    reasons: tuple[SourceReason, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """One procurement. `ted_number` is the announcement's TED number where another notice tells it.

    `cancelled` is set when the whole procurement was stopped; one cancelled lot among others is a row, not this.
    """

    links: tuple[Link, ...]
    ted_number: Cell[str] | None = None
    cancelled: Cell[str] | None = None

    def with_role(self, role: Role) -> tuple[Notice, ...]:
        """The notices with this role, oldest first."""
        return tuple(link.notice for link in self.links if link.role is role)

    @property
    def announcement(self) -> Notice | None:
        """The notice that opened the competition, in its newest version."""
        return next(iter(self.with_role(Role.ANNOUNCEMENT)), None)

    @property
    def awards(self) -> tuple[Notice, ...]:
        """The award notices."""
        return self.with_role(Role.AWARD)

    @property
    def results(self) -> tuple[Notice, ...]:
        """What tells of contracts: award notices, else intentions (VEAT), else modifications."""
        return self.awards or self.with_role(Role.INTENTION) or self.with_role(Role.MODIFICATION)

    @property
    def main(self) -> Notice:
        """The notice that names the procurement: the announcement, else the first result, else the first notice."""
        return self.announcement or next(iter(self.results), self.links[0].notice)

    @property
    def reference(self) -> str:
        """The chain's name: its main notice's."""
        return self.main.reference


class RowsRelation(StrEnum):
    """How the rows of an award stand to its stated total."""

    NO_ROWS = "no_rows"
    NO_TOTAL = "no_total"
    ROW_WITHOUT_VALUE = "row_without_value"
    NOT_COMPARABLE = "not_comparable"
    EQUAL = "equal"
    REPEATED = "repeated"
    EXCEEDS = "exceeds"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class RowsAndTotal:
    """Rows against total. `rows_sum` is for comparison only, never the contract's value.

    `one_per_lot`: every lot repeats one value on each winner, and one value per lot adds up to the total.
    """

    relation: RowsRelation
    counted: int = 0
    rows_sum: Amount | None = None
    total: Cell[Amount] | None = None
    one_per_lot: bool = False


def stated_total(notice: Notice) -> Cell[Amount] | None:
    """The total a result states: its total, else its framework ceiling, else the value of the only row."""
    for cell in (notice.total, notice.total_ceiling):
        if cell is not None and cell.value is not None:
            return cell
    rows = notice.awarded_rows
    return rows[0].value if len(rows) == 1 and rows[0].value and rows[0].value.value else None


def rows_and_total(notice: Notice) -> RowsAndTotal:
    """Whether the rows add up to the total, repeat it, or exceed it. Cancelled rows do not count."""
    rows = notice.awarded_rows
    total = next((cell for cell in (notice.total, notice.total_ceiling) if cell and cell.value), None)
    amounts = [row.value.value for row in rows if row.value and row.value.value]
    if not amounts:
        return RowsAndTotal(RowsRelation.NO_ROWS, total=total)
    everything = [*amounts, *([total.value] if total and total.value else [])]
    if len({(amount.currency, amount.vat) for amount in everything}) > 1:
        return RowsAndTotal(RowsRelation.NOT_COMPARABLE, len(amounts), total=total)
    summed = Amount(sum(amount.hundredths for amount in amounts), amounts[0].currency, amounts[0].vat)
    if total is None or total.value is None:
        return RowsAndTotal(RowsRelation.NO_TOTAL, len(amounts), summed)
    relation = _relation(amounts, len(rows), total.value)
    return RowsAndTotal(relation, len(amounts), summed, total, _one_per_lot(rows, total.value))


def _relation(amounts: list[Amount], rows: int, total: Amount) -> RowsRelation:
    summed = sum(amount.hundredths for amount in amounts)
    if len(amounts) > 1 and all(amount.hundredths == total.hundredths for amount in amounts):
        return RowsRelation.REPEATED
    if summed > total.hundredths:
        return RowsRelation.EXCEEDS
    if len(amounts) < rows:
        return RowsRelation.ROW_WITHOUT_VALUE
    return RowsRelation.EQUAL if summed == total.hundredths else RowsRelation.BELOW


def _one_per_lot(rows: tuple[AwardRow, ...], total: Amount) -> bool:
    lots: dict[str, set[int]] = {}
    for row in rows:
        name = row.lot or row.title
        key = name.value if name and name.value else row.path
        lots.setdefault(key, set()).add(row.value.value.hundredths if row.value and row.value.value else -1)
    if len(lots) == len(rows) or any(len(values) > 1 for values in lots.values()):
        return False
    return sum(next(iter(values)) for values in lots.values()) == total.hundredths


def all_cancelled(notice: Notice) -> Cell[str] | None:
    """The first text that says so when every row of an award was cancelled; None when any row gave a contract."""
    if not notice.rows or any(row.outcome is not RowOutcome.CANCELLED for row in notice.rows):
        return None
    return notice.rows[0].why


def cancellations_as_names(notice: Notice) -> tuple[Cell[str], ...]:
    """The cells where a supplier's name should stand and a cancellation does."""
    return tuple(row.why for row in notice.rows if row.why and Note.CANCELLATION_TEXT in row.why.notes)
