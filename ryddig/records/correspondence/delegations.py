"""A holiday: one person's seats lent to a deputy from a day to a day, by the person or by the coordinator.

A deputy decides as the deputy, never as the one who is away: the chain names who did it. What a deputy may not do
stands in `accounts/table.py` (NEVER_LENT).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, may, require
from ryddig.records.accounts.models import Delegation, Membership, Role, User
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.correspondence import events

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Loan:
    """Whose seats, to whom, and from which day to which, both included."""

    lender_id: int
    deputy_id: int
    starts_on: date
    ends_on: date


def delegations_of(viewer: Actor, *, on: date) -> ScopedQuerySet[Delegation]:
    """Loans that run or are still to come: shown to everybody, so that a deputy's right is no surprise."""
    rows = Delegation.objects.visible_to(viewer).filter(ended_on=None, ends_on__gte=on)
    return rows.select_related("lender", "deputy").order_by("starts_on", "id")


@transaction.atomic
def lend_seats(*, actor: Actor, loan: Loan, on: date) -> Delegation:
    """Let a deputy stand in. Raises NotAllowed for another's seats without the right, UserCanFix for days that are not
    ahead or too many, for oneself, or where the deputy has no seat here already."""
    if loan.lender_id != actor.user_id:
        require(actor, Action.SEAT_PEOPLE, Case(actor.organisation_id))
    _check(loan, on)
    for user_id in (loan.lender_id, loan.deputy_id):
        if not _own_people(actor).filter(user_id=user_id).exists():
            raise User.DoesNotExist
    row = Delegation.objects.visible_to(actor).create(
        organisation_id=actor.organisation_id,
        lender_id=loan.lender_id,
        deputy_id=loan.deputy_id,
        starts_on=loan.starts_on,
        ends_on=loan.ends_on,
        made_by_id=actor.user_id,
    )
    _record(events.SEATS_LENT, row, actor=actor, on=on)
    return row


@transaction.atomic
def take_back(*, actor: Actor, delegation_id: int, on: date) -> None:
    """End a loan before its day: the lender, the deputy or the coordinator."""
    row = Delegation.objects.visible_to(actor).select_for_update(no_key=True).get(id=delegation_id, ended_on=None)
    if actor.user_id not in (row.lender_id, row.deputy_id):
        require(actor, Action.SEAT_PEOPLE, Case(actor.organisation_id))
    row.ended_on = on
    row.save(update_fields=["ended_on"])
    _record(events.LOAN_ENDED, row, actor=actor, on=on)


def may_take_back(viewer: Actor, row: Delegation) -> bool:
    """Whether the page shows the button."""
    mine = viewer.user_id in (row.lender_id, row.deputy_id)
    return mine or bool(may(viewer, Action.SEAT_PEOPLE, Case(viewer.organisation_id)))


def possible_deputies(viewer: Actor) -> list[User]:
    """Colleagues with a seat of their own, by name."""
    ids = _own_people(viewer).values("user_id")
    return sorted(User.objects.filter(id__in=ids), key=lambda user: (str(user).casefold(), user.pk))


def _own_people(viewer: Actor) -> ScopedQuerySet[Membership]:
    here = Q(user__is_active=True, user__is_system=False) & ~Q(role=Role.EXTERNAL_AUDITOR)
    return Membership.objects.visible_to(viewer).filter(here)


def _check(loan: Loan, on: date) -> None:
    if loan.lender_id == loan.deputy_id:
        raise UserCanFix("delegation.self", N_("Choose somebody else as deputy."))
    if not on <= loan.starts_on <= loan.ends_on <= loan.starts_on + LONGEST:
        text = N_("The first day must be today or later, and the last day within a year after it.")
        raise UserCanFix("delegation.days", text)


def _record(event: EventType, row: Delegation, *, actor: Actor, on: date) -> None:
    details = {"lender": row.lender_id, "deputy": row.deputy_id, "starts_on": row.starts_on, "ends_on": row.ends_on}
    record_event(Entry(event, "organisation", row.organisation_id, details=details), actor=actor, on=on)
