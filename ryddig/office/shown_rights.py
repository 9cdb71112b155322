"""What a person may do with one contract, and why or why not, as the page shows it."""

from dataclasses import dataclass

from django.utils.translation import gettext

from ryddig.office.desk import Desk
from ryddig.records.accounts.access import Action, Actor, Case, Ground, Verdict, actor_of, may
from ryddig.records.accounts.models import User
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.delegations import possible_deputies
from ryddig.reports.labels import label

SKIPPED = (Action.REPORT_AUDIT,)


@dataclass(frozen=True, slots=True)
class Right:
    """One action: what, and the reason. `ground`: role, scope, delegation or conflict."""

    what: str
    why: str
    ground: str


@dataclass(frozen=True, slots=True)
class Rights:
    """Somebody's rights: what they may, what they may not, and how they came by them."""

    person: str
    seats: tuple[str, ...]
    may: tuple[Right, ...]
    may_not: tuple[Right, ...]
    blocked: bool


def rights(desk: Desk, actor: Actor, contract: Contract) -> Rights:
    """What `actor` may do with the contract, action by action: the same answers that pages and services get."""
    asked = [(action, may(actor, action, _case(action, contract))) for action in Action if action not in SKIPPED]
    return Rights(
        person=actor.name,
        seats=seats_said(actor),
        may=tuple(_right(desk, action, verdict) for action, verdict in asked if verdict),
        may_not=tuple(_right(desk, action, verdict) for action, verdict in asked if not verdict),
        blocked=any(verdict.ground is Ground.CONFLICT for _action, verdict in asked),
    )


def _case(action: Action, contract: Contract) -> Case:
    """Some rights are about the organisation, whatever the contract."""
    of_all = {Action.READ_AUDIT, Action.CHOOSE_LAYERS, Action.SEAT_PEOPLE, Action.SET_CONFLICT, Action.KEEP_TOKENS}
    return Case(contract.organisation_id) if action in of_all else Case.of(contract)


def _right(desk: Desk, action: Action, verdict: Verdict) -> Right:
    return Right(label("action", action.value), desk.teller.tell(verdict.why), verdict.ground.value)


def seats_said(actor: Actor) -> tuple[str, ...]:
    """Each seat with where it came from."""
    return tuple(
        label("role", seat.role.value)
        if seat.lender is None
        else gettext("%(role)s, standing in for %(name)s")
        % {"role": label("role", seat.role.value), "name": seat.lender.name}
        for seat in actor.seats
    )


def people_to_ask_about(desk: Desk) -> list[User]:
    """Whose rights the viewer may look at: those who let people in see everybody's, others their own."""
    people = possible_deputies(desk.actor)
    return people if desk.may(Action.SEAT_PEOPLE) else [user for user in people if user.pk == desk.actor.user_id]


def actor_asked_about(desk: Desk, given: str) -> Actor:
    """The person chosen in the address, the viewer where nobody is. Raises User.DoesNotExist for one not to be seen."""
    if not given:
        return desk.actor
    user = next((user for user in people_to_ask_about(desk) if str(user.pk) == given), None)
    actor = actor_of(user, organisation_id=desk.actor.organisation_id) if user is not None else None
    if actor is None:
        raise User.DoesNotExist
    return actor
