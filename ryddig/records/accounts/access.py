"""Who may do what: one table, role × action, and the three questions asked of it (`may`, `require`, `actor_of`).

`docs/how-to/access.md` shows this table; a test keeps the two equal. Rows of another buyer do not exist for an actor:
that is the queryset's business (`visible_to`), and `require` answers the same way.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ObjectDoesNotExist

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_, Message
from ryddig.records.accounts.models import Membership, Organisation, Role, Unit, User


class Action(StrEnum):
    """Everything a person can ask to do."""

    READ = "read"
    READ_AUDIT = "read_audit"
    REGISTER = "register_contract"
    CHANGE = "change_contract"
    IMPORT = "import_contracts"
    ANSWER = "answer"
    SCREEN = "screen"
    OVERRULE = "overrule_risk"
    RECORD_CONTROL = "record_control"
    CLOSE_FINDING = "close_finding"
    MATCH_SUPPLIER = "match_supplier"
    PLAN = "plan_quarter"
    CHOOSE_LAYERS = "choose_layers"
    SEAT_PEOPLE = "seat_people"
    CONTROL_PAY = "control_pay"
    READ_EVIDENCE = "read_evidence"
    SHRED_EVIDENCE = "shred_evidence"
    ASK_REGISTERS = "ask_registers"
    ANSWER_SIGNAL = "answer_signal"
    ASK_TAX = "ask_tax"
    READ_TAX = "read_tax"
    APPROVE_SUBCONTRACTOR = "approve_subcontractor"
    ORDER_AUDIT = "order_audit"
    REPORT_AUDIT = "report_audit"
    HOLD_DIALOGUE = "hold_dialogue"
    WRITE_SUPPLIER = "write_supplier"
    NOTE_DEVIATION = "note_deviation"
    HANDLE_DEVIATION = "handle_deviation"
    CONFIRM_SANCTION = "confirm_sanction"
    TERMINATE = "terminate_contract"
    CONTROL_ON_SITE = "control_on_site"
    READ_TALKS = "read_talks"
    ARCHIVE = "archive"


class Reach(StrEnum):
    """How far a role's right goes: nowhere, the one control it was given, its own unit (and those under it), or the
    whole organisation."""

    NO = "no"
    CONTROL = "control"
    UNIT = "unit"
    ALL = "all"


_NO, _UNIT, _ALL = Reach.NO, Reach.UNIT, Reach.ALL
_STAFF = (Role.CONTRACT_MANAGER, Role.CONTROLLER, Role.COORDINATOR, Role.LEADER, Role.AUDITOR)
_ROLES = (*_STAFF, Role.EXTERNAL_AUDITOR)
_OF_ONE_CONTROL = frozenset({Action.READ, Action.READ_EVIDENCE, Action.REPORT_AUDIT})
"""What an external auditor may do with the one control of their seat. Everything else they may not."""

TABLE: Mapping[Action, Mapping[Role, Reach]] = {
    action: dict(zip(_STAFF, reaches, strict=True))
    | {Role.EXTERNAL_AUDITOR: Reach.CONTROL if action in _OF_ONE_CONTROL else Reach.NO}
    for action, reaches in {
        #                      manager, controller, coordinator, leader, auditor
        Action.READ: (_ALL, _ALL, _ALL, _ALL, _ALL),
        Action.READ_AUDIT: (_NO, _NO, _ALL, _ALL, _ALL),
        Action.REGISTER: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.CHANGE: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.IMPORT: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.ANSWER: (_UNIT, _UNIT, _ALL, _NO, _NO),
        Action.SCREEN: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.OVERRULE: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.RECORD_CONTROL: (_UNIT, _UNIT, _ALL, _NO, _NO),
        Action.CLOSE_FINDING: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.MATCH_SUPPLIER: (_ALL, _NO, _ALL, _NO, _NO),
        Action.PLAN: (_UNIT, _NO, _ALL, _ALL, _NO),
        Action.CHOOSE_LAYERS: (_NO, _NO, _ALL, _NO, _NO),
        Action.SEAT_PEOPLE: (_NO, _NO, _ALL, _NO, _NO),
        Action.CONTROL_PAY: (_UNIT, _UNIT, _ALL, _NO, _NO),
        Action.READ_EVIDENCE: (_UNIT, _UNIT, _ALL, _NO, _ALL),
        Action.SHRED_EVIDENCE: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.ASK_REGISTERS: (_ALL, _ALL, _ALL, _NO, _NO),
        Action.ANSWER_SIGNAL: (_UNIT, _UNIT, _ALL, _NO, _NO),
        Action.ASK_TAX: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.READ_TAX: (_UNIT, _NO, _ALL, _NO, _ALL),
        Action.APPROVE_SUBCONTRACTOR: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.ORDER_AUDIT: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.REPORT_AUDIT: (_NO, _NO, _NO, _NO, _NO),
        Action.HOLD_DIALOGUE: (_UNIT, _UNIT, _ALL, _NO, _NO),
        Action.WRITE_SUPPLIER: (_UNIT, _UNIT, _ALL, _NO, _NO),
        Action.NOTE_DEVIATION: (_UNIT, _UNIT, _ALL, _NO, _NO),
        Action.HANDLE_DEVIATION: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.CONFIRM_SANCTION: (_UNIT, _NO, _ALL, _ALL, _NO),
        Action.TERMINATE: (_NO, _NO, _NO, _ALL, _NO),
        Action.CONTROL_ON_SITE: (_UNIT, _UNIT, _ALL, _NO, _NO),
        Action.READ_TALKS: (_NO, _NO, _ALL, _NO, _NO),
        Action.ARCHIVE: (_UNIT, _NO, _ALL, _NO, _NO),
    }.items()
}


@dataclass(frozen=True, slots=True)
class Seat:
    """One role, and the units it holds for; None means the whole organisation. `control`: kind and id of the one
    control that an external auditor was given."""

    role: Role
    units: frozenset[int] | None
    control: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks, made once a request: the person, the buyer they act for now, and their seats there."""

    user_id: int
    name: str
    language: str
    organisation_id: int
    seats: tuple[Seat, ...]

    @property
    def roles(self) -> frozenset[Role]:
        """Roles with this buyer."""
        return frozenset(seat.role for seat in self.seats)

    @property
    def is_external(self) -> bool:
        """Sees the controls of their seats and nothing else."""
        return self.roles <= {Role.EXTERNAL_AUDITOR}

    @property
    def controls(self) -> frozenset[tuple[str, int]]:
        """Controls that the person was given as external auditor."""
        return frozenset(seat.control for seat in self.seats if seat.control is not None)

    @property
    def units(self) -> frozenset[int] | None:
        """Units the person's seats hold for; None means the whole organisation."""
        if any(seat.units is None for seat in self.seats):
            return None
        return frozenset(unit for seat in self.seats for unit in seat.units or ())


@dataclass(frozen=True, slots=True)
class Machine:
    """Ryddig itself, where nobody asks: the worker storing what it found, the shredder on the last day."""

    organisation_id: int
    user_id: None = None


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody at a supplier, in by a personal link: one supplier on one contract of one buyer, and nothing else.

    What a guest does stands in the audit chain under the link, never under a name.
    """

    organisation_id: int
    contract_id: int
    supplier_id: int
    link_id: int
    language: str
    user_id: None = None


Author = Actor | Machine | Guest


@dataclass(frozen=True, slots=True)
class Case:
    """What an action is about: whose it is and where it lies. `unit_id` None is the organisation itself. `control`:
    kind and id, where it is about one control."""

    organisation_id: int
    unit_id: int | None = None
    control: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes or no, and the reason as a sentence."""

    allowed: bool
    why: Message

    def __bool__(self) -> bool:
        return self.allowed


class NotAllowed(UserCanFix):
    """The person's role does not reach this. A door answers 403."""


def may(actor: Actor, action: Action, case: Case) -> Verdict:
    """Whether the actor's roles reach the case, and why or why not."""
    if actor.organisation_id != case.organisation_id:
        return Verdict(allowed=False, why=Message(N_("It belongs to another organisation."), {}))
    granted = [seat for seat in actor.seats if _reaches(seat, action, case)]
    if granted:
        return Verdict(allowed=True, why=Message(N_("As %(role)s you may do this."), {"role": granted[0].role.value}))
    roles = [role.value for role in _ROLES if TABLE[action][role] is not _NO]
    if actor.roles & {role for role in _ROLES if TABLE[action][role] is not _NO}:
        return Verdict(allowed=False, why=Message(N_("It belongs to a unit outside your role."), {}))
    return Verdict(allowed=False, why=Message(N_("This is for: %(roles)s."), {"roles": roles}))


def _reaches(seat: Seat, action: Action, case: Case) -> bool:
    reach = TABLE[action][seat.role]
    if reach is Reach.CONTROL:
        return seat.control is not None and seat.control == case.control
    if reach is Reach.UNIT:
        return seat.units is None or case.unit_id in seat.units
    return reach is Reach.ALL


def require(actor: Actor, action: Action, case: Case) -> None:
    """Go on, or stop with a reason.

    Raises ObjectDoesNotExist for another buyer's case (a door answers 404) and NotAllowed when the role does not reach
    it.
    """
    if actor.organisation_id != case.organisation_id:
        raise ObjectDoesNotExist
    verdict = may(actor, action, case)
    if not verdict:
        raise NotAllowed(
            "access.not_allowed",
            verdict.why.text,
            hint=N_("Ask the coordinator to do it or to change your role."),
            params=verdict.why.params,
        )


def memberships_of(user: User) -> list[Membership]:
    """Every membership of the person, with organisation, in a steady order."""
    rows = Membership.objects.unscoped("a person's own memberships decide the scope").filter(user=user)
    return list(rows.select_related("organisation").order_by("organisation_id", "id"))


def actor_of(user: User, *, organisation_id: int | None = None) -> Actor | None:
    """The person acting for one buyer (the first they belong to unless named);
    None when they belong to none, or not there.
    """
    found = seated(user, organisation_id=organisation_id)
    return found[0] if found is not None else None


def seated(user: User, *, organisation_id: int | None = None) -> tuple[Actor, Organisation] | None:
    """The same as `actor_of`, with the buyer they act for."""
    seats = [m for m in memberships_of(user) if organisation_id in (None, m.organisation_id)]
    if not seats:
        return None
    chosen = seats[0].organisation
    mine = [seat for seat in seats if seat.organisation_id == chosen.pk]
    below = _units_below(chosen.pk) if any(seat.unit_id for seat in mine) else {}
    actor = Actor(
        user_id=user.pk,
        name=str(user),
        language=user.language,
        organisation_id=chosen.pk,
        seats=tuple(_seat(seat, below) for seat in mine),
    )
    return actor, chosen


def _seat(row: Membership, below: Mapping[int, Iterable[int]]) -> Seat:
    if row.control_id is not None:
        return Seat(Role(row.role), frozenset(), (row.control_kind, row.control_id))
    return Seat(Role(row.role), _with_children(row.unit_id, below))


def _units_below(organisation_id: int) -> dict[int, list[int]]:
    rows = Unit.objects.unscoped("the actor being made").filter(organisation_id=organisation_id, parent__isnull=False)
    below: dict[int, list[int]] = {}
    for parent, unit in rows.values_list("parent_id", "id"):
        below.setdefault(parent, []).append(unit)
    return below


def _with_children(unit: int | None, below: Mapping[int, Iterable[int]]) -> frozenset[int] | None:
    if unit is None:
        return None
    reached, waiting = set[int](), [unit]
    while waiting:
        current = waiting.pop()
        if current not in reached:
            reached.add(current)
            waiting.extend(below.get(current, ()))
    return frozenset(reached)


def access_table() -> str:
    """The table as Markdown, for the page that documents it."""
    words = {Reach.NO: "–", Reach.CONTROL: "own control", Reach.UNIT: "own unit", Reach.ALL: "yes"}
    head = "| Action | " + " | ".join(role.value.replace("_", " ") for role in _ROLES) + " |"
    rows = [
        f"| `{action.value}` | " + " | ".join(words[TABLE[action][role]] for role in _ROLES) + " |" for action in Action
    ]
    return "\n".join([head, "|---" * (len(_ROLES) + 1) + "|", *rows])
