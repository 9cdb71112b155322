"""A notice as it was published: each field with its value, the text it was read from, and where in the file it stood.

Nothing is summed, guessed or repaired here. What could not be read keeps its raw text and has the value None.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from ryddig.domain.facts import BuyerKind, ContractKind, Sector

T_co = TypeVar("T_co", covariant=True)


class Note(StrEnum):
    """What was seen or done while a field was read. The sentences stand in `notice_notes.py`."""

    ENCODING_REPAIRED = "encoding_repaired"
    CONTACT_REMOVED = "contact_removed"
    UNREADABLE = "unreadable"
    PLACEHOLDER = "placeholder"
    FIRST_OF_SEVERAL = "first_of_several"
    FROM_FILE_NAME = "from_file_name"
    WITHHELD = "withheld"
    NOT_FOR_PUBLICATION = "not_for_publication"
    ROUNDED = "rounded"
    ORGNR_GROUPED = "orgnr_grouped"
    ORGNR_AFFIXES = "orgnr_affixes"
    ORGNR_CHECKSUM = "orgnr_checksum"
    ORGNR_LENGTH = "orgnr_length"
    ORGNR_TEXT = "orgnr_text"
    NOT_A_FIRM = "not_a_firm"
    CANCELLATION_TEXT = "cancellation_text"


@dataclass(frozen=True, slots=True)
class Cell(Generic[T_co]):
    """One field: `value` (None when the text cannot be read as this kind), `raw` as it stood, `path` in the file."""

    value: T_co | None
    raw: str
    path: str
    notes: tuple[Note, ...] = ()


class Vat(StrEnum):
    """Whether the notice says that an amount holds VAT (merverdiavgift)."""

    EXCLUDED = "excluded"
    INCLUDED = "included"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in hundredths of `currency` (øre for NOK), as stated. `vat_percent` only where the notice gives it."""

    hundredths: int
    currency: str
    vat: Vat = Vat.NOT_STATED
    vat_percent: Decimal | None = None

    @property
    def ore(self) -> int | None:
        """Øre, or None for another currency."""
        return self.hundredths if self.currency == "NOK" else None

    @property
    def without_vat(self) -> "Amount | None":
        """The amount without VAT: itself when stated so, computed when the rate is stated, else None."""
        if self.vat is Vat.EXCLUDED:
            return self
        if self.vat is Vat.NOT_STATED or self.vat_percent is None:
            return None
        net = Decimal(self.hundredths) * 100 / (100 + self.vat_percent)
        return Amount(int(net.quantize(Decimal(1), ROUND_HALF_UP)), self.currency, Vat.EXCLUDED)


class Generation(StrEnum):
    """Which XML family a notice is written in."""

    TED_R208 = "ted_r2.0.8"
    DOFFIN_V2 = "doffin_v2"
    DOFFIN_V3 = "doffin_v3"
    EFORMS = "eforms"


class Stage(StrEnum):
    """What a notice does in the procurement."""

    PLANNING = "planning"
    COMPETITION = "competition"
    QUALIFICATION_SYSTEM = "qualification_system"
    INTENTION = "intention"
    AWARD = "award"
    MODIFICATION = "modification"
    CORRECTION = "correction"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Firm:
    """A buyer's or supplier's name and number. Contact persons are never read.

    `orgnr.value` is nine digits that pass modulus 11, else None with the reason in its notes. `foreign_id` is the
    number of a firm that the notice places outside Norway.
    """

    name: Cell[str]
    orgnr: Cell[str] | None = None
    foreign_id: Cell[str] | None = None
    country: Cell[str] | None = None
    natural_person: Cell[bool] | None = None
    leads_group: Cell[bool] | None = None


@dataclass(frozen=True, slots=True)
class Buyer:
    """A buyer. `kind` as the notice states it; `kind_by_name` what the name says (kommune, fylkeskommune)."""

    firm: Firm
    kind: Cell[BuyerKind] | None = None
    kind_by_name: BuyerKind | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """How long. `months` and `days` as stated, `framework_months` the longest life of a framework agreement."""

    months: Cell[int] | None = None
    days: Cell[int] | None = None
    starts_on: Cell[date] | None = None
    ends_on: Cell[date] | None = None
    unlimited: Cell[bool] | None = None
    framework_months: Cell[int] | None = None

    @property
    def stated(self) -> bool:
        """True when something says how long the contract lasts; a start date alone does not."""
        return any((self.months, self.days, self.ends_on, self.unlimited, self.framework_months))

    @property
    def values(self) -> tuple[object, ...]:
        """What is said, without where it is said."""
        cells = (self.months, self.days, self.starts_on, self.ends_on, self.unlimited, self.framework_months)
        return tuple(cell.value if cell else None for cell in cells)


@dataclass(frozen=True, slots=True)
class Options:
    """Rights to extend or buy more: `stated` yes or no, texts as they stood, `renewals` the count where it is given."""

    stated: Cell[bool] | None = None
    renewable: Cell[bool] | None = None
    renewals: Cell[int] | None = None
    renewal_months: Cell[int] | None = None
    texts: tuple[Cell[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Lot:
    """One part of a divided procurement (delkontrakt)."""

    number: Cell[str]
    title: Cell[str] | None = None
    kind: Cell[ContractKind] | None = None
    cpv: tuple[Cell[str], ...] = ()
    estimate: Cell[Amount] | None = None
    low: Cell[Amount] | None = None
    high: Cell[Amount] | None = None
    ceiling: Cell[Amount] | None = None
    framework: Cell[bool] | None = None
    term: Term = Term()
    options: Options = Options()
    strategic: tuple[Cell[str], ...] = ()


class RowOutcome(StrEnum):
    """What came of one award row."""

    AWARDED = "awarded"
    CANCELLED = "cancelled"
    OPEN = "open"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One award: a lot or contract and its winners. More than one winner is a consortium (`group`).

    `value` is the final value of this row, `estimate` an initial one that stands in the row; neither may be added to
    another row's (see `rows_and_total`). `why` holds the text or code that says why there is no winner.
    """

    path: str
    outcome: RowOutcome
    lot: Cell[str] | None = None
    title: Cell[str] | None = None
    contract: Cell[str] | None = None
    winners: tuple[Firm, ...] = ()
    group: Cell[bool] | None = None
    subcontractors: tuple[Firm, ...] = ()
    value: Cell[Amount] | None = None
    estimate: Cell[Amount] | None = None
    offers: Cell[int] | None = None
    decided_on: Cell[date] | None = None
    concluded_on: Cell[date] | None = None
    subcontracted: Cell[bool] | None = None
    subcontracted_percent: Cell[Decimal] | None = None
    subcontracted_value: Cell[Amount] | None = None
    why: Cell[str] | None = None


class RefersTo(StrEnum):
    """What a number in a notice points at."""

    ANNOUNCEMENT = "announcement"
    PLANNING = "planning"
    CHANGED_NOTICE = "changed_notice"
    MODIFIED_AWARD = "modified_award"
    FRAMEWORK = "framework"


class NumberKind(StrEnum):
    """Kinds of notice number: Doffin `2023-601022`, TED `149049-2023`, the eForms notice id (UUID)."""

    DOFFIN = "doffin"
    TED = "ted"
    NOTICE_ID = "notice_id"


@dataclass(frozen=True, slots=True)
class Reference:
    """A pointer to another notice; `number.value` in the normal form of its kind."""

    to: RefersTo
    kind: NumberKind
    number: Cell[str]


@dataclass(frozen=True, slots=True)
class Modification:
    """A change of a signed contract. Many notices say only *that* it was changed: then at most `contract` is set."""

    contract: Cell[str] | None = None
    reasons: tuple[Cell[str], ...] = ()
    texts: tuple[Cell[str], ...] = ()
    before: Cell[Amount] | None = None
    after: Cell[Amount] | None = None

    @property
    def says_what(self) -> bool:
        """True when the notice tells what was changed."""
        return bool(self.reasons or self.texts or self.before or self.after)


@dataclass(frozen=True, slots=True)
class Withheld:
    """A field lawfully kept back: eForms code of the field, why, and until when."""

    code: Cell[str]
    reason: Cell[str] | None = None
    until: Cell[date] | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One published notice.

    `name` is the file's name and `digest` the SHA-256 of its bytes. `number` is the notice's own Doffin number and
    `ted_number` its own TED number; most notices do not know the latter. `dispatched_on` is when the buyer sent it,
    `published_on` when it was published. `estimate`, `low`, `high`, `ceiling` are what was announced; `total` and
    `total_ceiling` what an award states for the whole, apart from its rows. `lots` is empty when undivided: the fields
    of the only lot then stand on the notice. `remarks` are the fields that were read with a note.
    """

    name: str
    digest: str
    generation: Generation
    form: Cell[str]
    stage: Stage
    number: Cell[str] | None = None
    notice_id: Cell[str] | None = None
    version: Cell[str] | None = None
    ted_number: Cell[str] | None = None
    procedure_id: Cell[str] | None = None
    file_reference: Cell[str] | None = None
    references: tuple[Reference, ...] = ()
    dispatched_on: Cell[date] | None = None
    published_on: Cell[date] | None = None
    language: Cell[str] | None = None
    legal_basis: Cell[str] | None = None
    procedure: Cell[str] | None = None
    buyers: tuple[Buyer, ...] = ()
    title: Cell[str] | None = None
    kind: Cell[ContractKind] | None = None
    cpv: tuple[Cell[str], ...] = ()
    framework: Cell[bool] | None = None
    estimate: Cell[Amount] | None = None
    low: Cell[Amount] | None = None
    high: Cell[Amount] | None = None
    ceiling: Cell[Amount] | None = None
    total: Cell[Amount] | None = None
    total_ceiling: Cell[Amount] | None = None
    term: Term = Term()
    options: Options = Options()
    strategic: tuple[Cell[str], ...] = ()
    lots: tuple[Lot, ...] = ()
    rows: tuple[AwardRow, ...] = ()
    cancelled: Cell[str] | None = None
    changes: tuple[Cell[str], ...] = ()
    modification: Modification | None = None
    withheld: tuple[Withheld, ...] = ()
    remarks: tuple[Cell[object], ...] = ()

    @property
    def reference(self) -> str:
        """The best name for this notice: its Doffin number, else its notice id, else the file's name."""
        for cell in (self.number, self.notice_id):
            if cell is not None and cell.value:
                return cell.value
        return self.name

    @property
    def announced_on(self) -> date | None:
        """The day it was published, else the day it was sent."""
        for cell in (self.published_on, self.dispatched_on):
            if cell is not None and cell.value:
                return cell.value
        return None

    @property
    def sector(self) -> Sector | None:
        """Which act governs, from the directive the notice names. None when it names none."""
        return SECTORS.get(self.legal_basis.value or "") if self.legal_basis else None

    @property
    def common_term(self) -> Term:
        """The term of the whole, else of the first lot when every lot says the same."""
        if self.term.stated or not self.lots:
            return self.term
        said = {lot.term.values for lot in self.lots}
        return self.lots[0].term if len(said) == 1 else self.term

    @property
    def awarded_rows(self) -> tuple[AwardRow, ...]:
        """Rows that gave a contract."""
        return tuple(row for row in self.rows if row.outcome is RowOutcome.AWARDED)


SECTORS = {
    "32014L0024": Sector.CLASSIC,
    "32004L0018": Sector.CLASSIC,
    "32014L0025": Sector.UTILITIES,
    "32004L0017": Sector.UTILITIES,
    "32014L0023": Sector.CONCESSION,
    "32009L0081": Sector.DEFENCE,
}
