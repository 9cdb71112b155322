"""Who may do what: the three questions asked of the table in `table.py` (`may`, `require`, `actor_of`).

Rows of another buyer do not exist for an actor: that is the queryset's business (`visible_to`), and `require` answers
the same way.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, Self

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_, Message
from ryddig.records.accounts.blocking import NO_BLOCKS, Blocks, blocks_of
from ryddig.records.accounts.models import Delegation, Membership, Organisation, Role, Unit, User
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.accounts.table import NEVER_LENT, OPEN_TO_BLOCKED, ROLES, TABLE, Action, Reach, access_table

__all__ = [
    "TABLE",
    "Action",
    "Actor",
    "Author",
    "Case",
    "Ground",
    "Guest",
    "Lender",
    "Machine",
    "NotAllowed",
    "Reach",
    "Seat",
    "Verdict",
    "access_table",
    "actor_in",
    "actor_of",
    "may",
    "memberships_of",
    "require",
    "seated",
]


@dataclass(frozen=True, slots=True)
class Lender:
    """Whose seat a deputy sits in, and the last day."""

    user_id: int
    name: str
    until: date


@dataclass(frozen=True, slots=True)
class Seat:
    """One role, and the units it holds for; None means the whole organisation. `control`: kind and id of the one
    control that an external auditor was given. `lender`: whose seat it is, where the person stands in for another;
    `blocks`: what the lender may not decide, a deputy may not decide in their seat (forvaltningsloven § 6, third
    paragraph)."""

    role: Role
    units: frozenset[int] | None
    control: tuple[str, int] | None = None
    lender: Lender | None = None
    blocks: Blocks = NO_BLOCKS


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks, made once a request: the person, the buyer they act for now, and their seats there. `token_id`: the key
    to the API that they came with."""

    user_id: int
    name: str
    language: str
    organisation_id: int
    seats: tuple[Seat, ...]
    blocks: Blocks = NO_BLOCKS
    token_id: int | None = None

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


class OfContract(Protocol):
    """A contract, as far as access goes."""

    pk: int
    organisation_id: int
    unit_id: int


@dataclass(frozen=True, slots=True)
class Case:
    """What an action is about: whose it is and where it lies. `unit_id` None is the organisation itself. `control`:
    kind and id, where it is about one control. `contract_id`, `supplier_id`: what a conflict of interest would be in.
    `second_to`: who took the first step, where two persons must; a seat that they lent does not reach it."""

    organisation_id: int
    unit_id: int | None = None
    control: tuple[str, int] | None = None
    contract_id: int | None = None
    supplier_id: int | None = None
    second_to: int | None = None

    @classmethod
    def of(cls, contract: OfContract, *, control: tuple[str, int] | None = None, second_to: int | None = None) -> Self:
        """Something about this contract."""
        return cls(contract.organisation_id, contract.unit_id, control, contract.pk, second_to=second_to)


class Ground(StrEnum):
    """What a verdict rests on."""

    ORGANISATION = "organisation"
    ROLE = "role"
    SCOPE = "scope"
    DELEGATION = "delegation"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes or no, the reason as a sentence, and what it rests on."""

    allowed: bool
    why: Message
    ground: Ground = Ground.ROLE

    def __bool__(self) -> bool:
        return self.allowed


class NotAllowed(UserCanFix):
    """The person's role does not reach this. A door answers 403."""


HINTS: Mapping[Ground, str] = {
    Ground.CONFLICT: N_("A colleague must do it. If there is no conflict any more, ask the coordinator or the leader."),
    Ground.DELEGATION: N_("Somebody must do it who stands in for neither of them."),
}
HINT = N_("Ask the coordinator to do it or to change your role.")


def may(actor: Actor, action: Action, case: Case) -> Verdict:
    """Whether the actor's roles reach the case, and why or why not. Own seats count before lent ones."""
    if actor.organisation_id != case.organisation_id:
        return _no(N_("It belongs to another organisation."), Ground.ORGANISATION)
    if _barred(actor.blocks, action, case):
        return _no(N_("Disqualified by a conflict of interest here: may neither prepare nor decide."), Ground.CONFLICT)
    reaching = [seat for seat in actor.seats if _reaches(seat, action, case)]
    granted = next((seat for seat in reaching if not _hindered(seat, action, case)), None)
    if granted is not None:
        return _granted(granted)
    if reaching:
        return _hindrance(reaching[0], action, case)
    roles = [role for role in ROLES if TABLE[action][role] is not Reach.NO]
    if actor.roles & set(roles):
        return _no(N_("It belongs to a unit outside your role."), Ground.SCOPE)
    text = N_("This is for: %(roles)s.")
    return Verdict(allowed=False, why=Message(text, {"roles": [role.value for role in roles]}))


def _no(text: str, ground: Ground) -> Verdict:
    return Verdict(allowed=False, why=Message(text, {}), ground=ground)


def _granted(seat: Seat) -> Verdict:
    if seat.lender is None:
        text = N_("As %(role)s you may do this.")
        return Verdict(allowed=True, why=Message(text, {"role": seat.role.value}))
    text = N_("You stand in for %(name)s as %(role)s until %(until)s.")
    told = {"name": seat.lender.name, "role": seat.role.value, "until": seat.lender.until}
    return Verdict(allowed=True, why=Message(text, told), ground=Ground.DELEGATION)


def _hindrance(seat: Seat, action: Action, case: Case) -> Verdict:
    """Why a lent seat that reaches does not count."""
    if _barred(seat.blocks, action, case):
        return _no(N_("The one you stand in for has a conflict of interest here."), Ground.CONFLICT)
    if action in NEVER_LENT:
        return _no(N_("A deputy may not do this."), Ground.DELEGATION)
    return _no(N_("You stand in for the one who took the first step; a second person must decide."), Ground.DELEGATION)


def _hindered(seat: Seat, action: Action, case: Case) -> bool:
    if seat.lender is None:
        return False
    second = case.second_to is not None and case.second_to == seat.lender.user_id
    return second or action in NEVER_LENT or _barred(seat.blocks, action, case)


def _barred(blocks: Blocks, action: Action, case: Case) -> bool:
    return action not in OPEN_TO_BLOCKED and blocks.hold(case.contract_id, case.supplier_id)


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
            hint=HINTS.get(verdict.ground, HINT),
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
    seats = _seats_today(user, timezone.localdate())
    own = {seat.organisation_id for seat in seats if seat.user_id == user.pk}
    seats = [seat for seat in seats if seat.organisation_id in own and organisation_id in (None, seat.organisation_id)]
    if not seats:
        return None
    chosen = seats[0].organisation
    return actor_in(user, [seat for seat in seats if seat.organisation_id == chosen.pk]), chosen


def actor_in(user: User, seats: list[Membership]) -> Actor:
    """The person in these seats of one buyer, their own or lent to them."""
    buyer = seats[0].organisation_id
    below = _units_below(buyer) if any(seat.unit_id for seat in seats) else {}
    blocks = blocks_of({user.pk, *(seat.user_id for seat in seats)}, buyer)
    lenders = _lenders(user, [seat for seat in seats if seat.user_id != user.pk], buyer)
    held = [seat for seat in seats if seat.user_id == user.pk or seat.user_id in lenders]
    return Actor(
        user_id=user.pk,
        name=str(user),
        language=user.language,
        organisation_id=buyer,
        seats=tuple(_seat(seat, below, lender=lenders.get(seat.user_id), blocks=blocks) for seat in held),
        blocks=blocks.get(user.pk, NO_BLOCKS),
    )


def _seats_today(user: User, on: date) -> list[Membership]:
    """The person's own seats, then those lent to them today. Whoever has no seat of their own is lent none."""
    loans = _loans_to(user, on).filter(lender=OuterRef("user"), organisation=OuterRef("organisation"))
    lent = Q(Exists(loans), user__is_active=True) & ~Q(role=Role.EXTERNAL_AUDITOR)
    rows = Membership.objects.unscoped("a person's own memberships decide the scope").filter(Q(user=user) | lent)
    found = rows.select_related("organisation").order_by("organisation_id", "id")
    return sorted(found, key=lambda seat: seat.user_id != user.pk)


def _loans_to(user: User, on: date) -> ScopedQuerySet[Delegation]:
    loans: ScopedQuerySet[Delegation] = Delegation.objects.unscoped("a person's own memberships decide the scope")
    return loans.filter(deputy=user, ended_on=None, starts_on__lte=on, ends_on__gte=on)


def _lenders(user: User, lent: list[Membership], buyer: int) -> dict[int, Lender]:
    """Who lends the person a seat with the buyer today, by their number; no query where nobody does."""
    if not lent:
        return {}
    loans = _loans_to(user, timezone.localdate()).filter(
        organisation_id=buyer, lender_id__in=[row.user_id for row in lent]
    )
    rows = loans.select_related("lender").order_by("ends_on")
    return {row.lender_id: Lender(row.lender_id, str(row.lender), row.ends_on) for row in rows}


def _seat(
    row: Membership, below: Mapping[int, Iterable[int]], *, lender: Lender | None, blocks: Mapping[int, Blocks]
) -> Seat:
    if row.control_id is not None:
        return Seat(Role(row.role), frozenset(), (row.control_kind, row.control_id))
    units = _with_children(row.unit_id, below)
    if lender is None:
        return Seat(Role(row.role), units)
    return Seat(Role(row.role), units, lender=lender, blocks=blocks.get(row.user_id, NO_BLOCKS))


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
