"""Reading the dialogue of a contract. The viewer first, always scoped."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from django.db.models import Sum

from ryddig.domain.dialogue import Pulse, Side, Trait, TrendPoint, trend
from ryddig.records.accounts.access import Actor, Author, Guest
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.contracts.models import Contract, ContractSupplier
from ryddig.records.dialogue.guest_talks import pulse_key
from ryddig.records.dialogue.models import (
    ChangeEntry,
    Evaluation,
    Expectation,
    Meeting,
    MeetingDecision,
    TimeEntry,
    TrustPulse,
)

PULSE_OPEN: Final = timedelta(days=30)
"""How long after a meeting its pulse may be answered."""


def meetings_of(viewer: Author, contract_id: int) -> ScopedQuerySet[Meeting]:
    """Meetings of a contract, the newest first."""
    return Meeting.objects.visible_to(viewer).filter(contract_id=contract_id).order_by("-on", "-id")


def meeting_of(viewer: Author, contract_id: int, meeting_id: int) -> Meeting:
    """One meeting with points and decisions. Raises Meeting.DoesNotExist for another buyer's or contract's."""
    rows = Meeting.objects.visible_to(viewer).select_related("contract__organisation", "contract__unit")
    return rows.prefetch_related("points", "decisions").get(id=meeting_id, contract_id=contract_id)


def decisions_of(viewer: Author, contract_id: int) -> ScopedQuerySet[MeetingDecision]:
    """What is decided and not done, due first in front."""
    rows = MeetingDecision.objects.visible_to(viewer).filter(contract_id=contract_id)
    return rows.filter(state=MeetingDecision.State.OPEN).select_related("meeting").order_by("due_on", "id")


def late_decisions(viewer: Actor, *, on: date) -> ScopedQuerySet[MeetingDecision]:
    """Open decisions on running contracts that are due or late, the oldest first."""
    rows = MeetingDecision.objects.visible_to(viewer).filter(state=MeetingDecision.State.OPEN, due_on__lte=on)
    rows = rows.filter(contract__state=Contract.State.RUNNING)
    return rows.select_related("contract__unit", "meeting").order_by("due_on", "id")


def meetings_near(viewer: Actor, *, before: date) -> ScopedQuerySet[Meeting]:
    """Meetings without minutes whose day has passed or comes by then, the oldest first."""
    rows = Meeting.objects.visible_to(viewer).filter(state=Meeting.State.PLANNED, on__lte=before)
    rows = rows.filter(contract__state=Contract.State.RUNNING)
    return rows.select_related("contract__unit").order_by("on", "id")


def expectations_of(viewer: Author, contract_id: int) -> ScopedQuerySet[Expectation]:
    """What both sides expect now; a guest sees the buyer's and those of its own firm."""
    rows = Expectation.objects.visible_to(viewer).filter(contract_id=contract_id, withdrawn_on=None)
    if isinstance(viewer, Guest):
        rows = rows.exclude(side=Side.SUPPLIER.value) | rows.filter(supplier_id=viewer.supplier_id)
    return rows.order_by("side", "id")


def trust_trend(viewer: Actor, contract_id: int) -> tuple[TrendPoint, ...]:
    """Each side's means by month. The only place that reads the pulses."""
    rows = TrustPulse.objects.visible_to(viewer).filter(contract_id=contract_id).order_by("on", "id")
    return trend(Pulse(Side(row.side), row.on, {trait: getattr(row, trait.value) for trait in Trait}) for row in rows)


def pulse_meeting(viewer: Actor | Guest, contract_id: int, *, on: date) -> Meeting | None:
    """The newest held meeting of the last month whose pulse this person has not answered."""
    rows = meetings_of(viewer, contract_id).filter(state=Meeting.State.HELD, on__gte=on - PULSE_OPEN, on__lte=on)
    for meeting in rows[:1]:
        answered = TrustPulse.objects.visible_to(viewer).filter(contract_id=contract_id)
        if not answered.filter(key=pulse_key(viewer, meeting.pk, on)).exists():
            return meeting
    return None


def minutes_for(guest: Guest) -> list[Meeting]:
    """Minutes that a supplier may read, with decisions, the newest first. A contract with several suppliers shows none:
    nothing tells which of them the meeting was with."""
    links = ContractSupplier.objects.visible_to(guest).filter(contract_id=guest.contract_id, role="supplier")
    if links.exclude(supplier_id=guest.supplier_id).exists():
        return []
    rows = meetings_of(guest, guest.contract_id).filter(state=Meeting.State.HELD)
    return list(rows.prefetch_related("decisions")[:20])


def changes_of(viewer: Author, contract_id: int) -> ScopedQuerySet[ChangeEntry]:
    """The log, newest first."""
    rows = ChangeEntry.objects.visible_to(viewer).filter(contract_id=contract_id)
    return rows.select_related("decided_by").order_by("-id")


def evaluations_of(viewer: Author, contract_id: int) -> ScopedQuerySet[Evaluation]:
    """Evaluations, newest first."""
    return Evaluation.objects.visible_to(viewer).filter(contract_id=contract_id).select_related("actor").order_by("-id")


def minutes_spent(viewer: Actor, contract_id: int) -> Mapping[str, int]:
    """Minutes by activity."""
    rows = TimeEntry.objects.visible_to(viewer).filter(contract_id=contract_id).order_by()
    return {one["activity"]: one["total"] for one in rows.values("activity").annotate(total=Sum("minutes"))}


def own_today(viewer: Actor, contract_id: int, *, on: date) -> ScopedQuerySet[TimeEntry]:
    """What the viewer wrote today, newest first."""
    rows = TimeEntry.objects.visible_to(viewer).filter(contract_id=contract_id, user_id=viewer.user_id, on=on)
    return rows.order_by("-id")
