"""What a public register answered of a firm, as frozen values. Unknown is None; fields we have no name for are kept.

Enhetsregisteret, Regnskapsregisteret and their change feed are described in `registers/brreg/README.md`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

LEAST_NUMBER_TOLD = 5


class SourceState(StrEnum):
    """How a question to a source ended. Off, or not allowed, is `not_asked`: never the same as `not_found`."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    NOT_ASKED = "not_asked"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RegisterAnswer:
    """One whole answer as it came. `raw`: the bytes after content decoding; `sha256`: hex digest of them.

    `source`: id of the register (`enhetsregisteret`). `url`: the address asked, never with a secret in it. `asked_at`:
    UTC. `status`: HTTP status; None for a file. `etag`, `last_modified`: to ask next time only for what changed.
    `location`: the address of what a question made, where the register gives one.
    """

    source: str
    url: str
    asked_at: datetime
    state: SourceState
    status: int | None
    raw: bytes
    sha256: str
    etag: str = ""
    last_modified: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """An address as registered. `lines` may be empty; a foreign one has no municipality and its postcode in `place`."""

    lines: tuple[str, ...] = ()
    postcode: str = ""
    place: str = ""
    municipality: str = ""
    municipality_number: str = ""
    country: str = ""
    country_code: str = ""


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name the unit had, from and until which day."""

    name: str
    since: date | None = None
    until: date | None = None


class IndustryVersion(StrEnum):
    """Which edition of the standard industrial classification (næringskode) a code belongs to."""

    SN2007 = "SN2007"
    SN2025 = "SN2025"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class IndustryCode:
    """Industry code with its edition: 41.200 (SN2007) and 41.000 (SN2025) are the same trade."""

    code: str
    name: str
    version: IndustryVersion


class WarningKind(StrEnum):
    """States of a unit that a buyer must see. `konkurs: false` says nothing of the others.

    `unnamed`: the register tells of insolvency or dissolution in a field we do not know.
    """

    BANKRUPTCY = "bankruptcy"
    RECONSTRUCTION = "reconstruction"
    FORCED_DISSOLUTION = "forced_dissolution"
    WINDING_UP = "winding_up"
    DELETED = "deleted"
    FOREIGN_INSOLVENCY = "foreign_insolvency"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class UnitWarning:
    """A state the register tells. `since`: the day it gives, else None. `field`: the register's own field that said so.

    For forced dissolution `field` is the reason (`tvangsopplostPgaManglendeRegnskapDato` …).
    """

    kind: WarningKind
    since: date | None
    field: str


@dataclass(frozen=True, slots=True)
class RegisterNote:
    """A note (påtegning) of the register, such as doubt about the address. `kind`: the register's code (`FADR`)."""

    kind: str
    text: str
    entered_on: date | None


@dataclass(frozen=True, slots=True)
class Employees:
    """Registered employees. The number is told from five up: known without a number is 1–4, `known` False is none."""

    known: bool | None = None
    number: int | None = None
    registered_on: date | None = None

    @property
    def span(self) -> tuple[int, int] | None:
        """Fewest and most it can be; None when the register said nothing."""
        if self.number is not None:
            return (self.number, self.number)
        if self.known is None:
            return None
        return (1, LEAST_NUMBER_TOLD - 1) if self.known else (0, 0)


@dataclass(frozen=True, slots=True)
class HomeRegister:
    """Of a foreign firm (NUF): whose law it is under, and what its register at home calls it."""

    law_country: str = ""
    law_country_code: str = ""
    number: str = ""
    register: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A main unit (enhet). A deleted one has little more than number, name, form and `deleted_on`.

    `form`: code (AS, ENK, NUF …). `last_accounts_year`: the latest accounts handed in. `parent`: organisation number of
    the unit above. `other`: fields the register sent that we have no name for, as they came.
    """

    number: str
    name: str
    form: str = ""
    form_name: str = ""
    response_class: str = ""
    warnings: tuple[UnitWarning, ...] = ()
    notes: tuple[RegisterNote, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    business_address: Address | None = None
    postal_address: Address | None = None
    industries: tuple[IndustryCode, ...] = ()
    employees: Employees = Employees()
    vat_registered: bool | None = None
    vat_registered_on: date | None = None
    in_foretaksregisteret: bool | None = None
    in_foretaksregisteret_on: date | None = None
    registered_on: date | None = None
    founded_on: date | None = None
    articles_on: date | None = None
    deleted_on: date | None = None
    last_accounts_year: int | None = None
    audit_waived_on: date | None = None
    capital: Decimal | None = None
    capital_currency: str = ""
    sector_code: str = ""
    parent: str = ""
    in_group: bool | None = None
    home: HomeRegister | None = None
    homepage: str = ""
    email: str = ""
    telephone: str = ""
    mobile: str = ""
    language: str = ""
    activity: str = ""
    purpose: str = ""
    other: Mapping[str, object] = field(default_factory=dict)

    @property
    def deleted(self) -> bool:
        """Whether the unit is gone from the register, with or without a day."""
        return any(warning.kind is WarningKind.DELETED for warning in self.warnings)

    def warning(self, kind: WarningKind) -> UnitWarning | None:
        """The state of this kind, if the register tells it."""
        return next((warning for warning in self.warnings if warning.kind is kind), None)


@dataclass(frozen=True, slots=True)
class SubUnit:
    """An establishment (underenhet) of `parent`."""

    number: str
    name: str
    form: str = ""
    parent: str = ""
    address: Address | None = None
    industries: tuple[IndustryCode, ...] = ()
    employees: Employees = Employees()
    registered_on: date | None = None
    started_on: date | None = None
    closed_on: date | None = None
    owner_changed_on: date | None = None
    deleted_on: date | None = None
    other: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RolePerson:
    """A person in a role: personal data. Kept apart, with a last day."""

    first_name: str
    middle_name: str
    last_name: str
    born_on: date | None
    dead: bool = False

    @property
    def key(self) -> str:
        """Equal for equal name and birth date; empty when the birth date is unknown, since names alone collide."""
        if self.born_on is None:
            return ""
        names = " ".join(part for part in (self.first_name, self.middle_name, self.last_name) if part)
        return f"{names.casefold()}|{self.born_on.isoformat()}"


@dataclass(frozen=True, slots=True)
class RoleUnit:
    """A firm in a role, such as the auditor."""

    number: str
    name: str
    form: str = ""
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """One role: held by a person, a firm, or named in words alone (an estate manager, `manager`)."""

    kind: str
    name: str
    person: RolePerson | None = None
    unit: RoleUnit | None = None
    manager: str = ""
    deregistered: bool = False
    resigned: bool = False
    order: int = 0

    @property
    def current(self) -> bool:
        """Neither taken out of the register nor resigned."""
        return not (self.deregistered or self.resigned)


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """Roles of one kind (DAGL, STYR, BOBE, REVI …) and the day the group last changed."""

    kind: str
    name: str
    changed_on: date | None
    roles: tuple[Role, ...]

    def __iter__(self) -> Iterator[Role]:
        """The roles that hold now."""
        return (role for role in self.roles if role.current)


@dataclass(frozen=True, slots=True)
class Accounts:
    """Key figures of one year's accounts, in whole units of `currency`. None where the accounts do not say.

    `kind`: SELSKAP (the firm) or KONSERN (its group).
    """

    number: str
    kind: str
    period_from: date | None
    period_until: date | None
    currency: str
    equity: Decimal | None = None
    debt: Decimal | None = None
    assets: Decimal | None = None
    revenue: Decimal | None = None
    operating_result: Decimal | None = None
    result: Decimal | None = None
    of_winding_up: bool | None = None
    not_audited: bool | None = None
    audit_waived: bool | None = None
    other: Mapping[str, object] = field(default_factory=dict)


class ChangeKind(StrEnum):
    """What the change feed says happened. `removed`: taken out of the open data, as when a sole trader asks for it."""

    NEW = "new"
    CHANGE = "change"
    DELETION = "deletion"
    REMOVED = "removed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Patch:
    """One step of RFC 6902 on the register's own JSON: `op`, `path` (`/navn`), `value` (None for a removal)."""

    op: str
    path: str
    value: object = None


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One event of the change feed. `update_id` rises by time and is the cursor. `at`: UTC."""

    update_id: int
    at: datetime
    number: str
    kind: ChangeKind
    patches: tuple[Patch, ...] = ()
    raw_kind: str = ""

    def touches(self, *paths: str) -> bool:
        """Whether some step is at one of `paths` or below it."""
        return any(patch.path == path or patch.path.startswith(f"{path}/") for patch in self.patches for path in paths)


@dataclass(frozen=True, slots=True)
class RegisterStatus:
    """Status in an approval register (`register`: cleaning, staffing, car_care), for `judge_register_status`.

    `code`: approved, application_pending, hms_card_order_pending, not_approved, not_listed; None when the text is one
    we do not know, or nobody has asked. `raw`: the register's own words, shown to people as they are.
    """

    register: str
    code: str | None
    raw: str
    changed_on: date | None = None
    state: SourceState = SourceState.ANSWERED


@dataclass(frozen=True, slots=True)
class TaxPaper:
    """What a tax certificate or eBevis says. `dated`: its own day. `arrears_ore`: overdue and unpaid, all kinds
    together.

    `returns_missing`: a return that was due has not come; None where the paper does not tell.
    """

    dated: date | None
    arrears_ore: int | None = None
    returns_missing: bool | None = None
