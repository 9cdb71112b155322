"""The days that are near in a person's contracts, for their calendar and their digest. An app adds one function to DUE.

A person's contracts are those they are responsible for; for one who is responsible for none, those of the units their
role is tied to, and for a coordinator of the whole organisation all of them. What is told says what is due and on which
contract, and nothing of what was found.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext

from ryddig.records.accounts.access import Actor
from ryddig.records.accounts.models import Role
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.contracts.models import Contract, ContractOption
from ryddig.records.contracts.queries import in_state
from ryddig.records.deviations.models import Deviation
from ryddig.records.dialogue.models import Meeting, MeetingDecision
from ryddig.records.followup.models import PlanItem
from ryddig.records.reviews.chain_models import ChainFirm
from ryddig.records.reviews.review_models import Review
from ryddig.records.selfreports.models import SelfReportRequest
from ryddig.records.visits.models import Visit
from ryddig.reports.dialogue_labels import MEETING_KIND
from ryddig.reports.labels import label

MOST: Final = 2000


@dataclass(frozen=True, slots=True)
class DueDay:
    """Something that is due. `key`: the same as long as it is the same thing. `path`: the kind of page it leads to, as
    the name of an address that takes the contract's id."""

    key: str
    day: date
    what: str
    contract: Contract
    path: str = "office:plan"


DueDays = Callable[[Actor, ScopedQuerySet[Contract]], Iterable[DueDay]]


def contracts_of(actor: Actor, on: date) -> ScopedQuerySet[Contract]:
    """The person's running contracts."""
    running = Contract.objects.visible_to(actor).filter(in_state("running", on))
    own = running.filter(responsible_id=actor.user_id)
    if own.exists():
        return own
    if actor.units is None and Role.COORDINATOR in actor.roles:
        return running
    return running.filter(unit_id__in=actor.units or ())


def due_days(actor: Actor, *, since: date, on: date) -> list[DueDay]:
    """What is due from `since`, soonest first, in the language in use."""
    mine = contracts_of(actor, on)
    found = [one for function in DUE for one in function(actor, mine) if one.day >= since]
    return sorted(found, key=lambda one: (one.day, one.contract.pk, one.key))[:MOST]


def _planned(actor: Actor, mine: ScopedQuerySet[Contract]) -> Iterator[DueDay]:
    rows = PlanItem.objects.visible_to(actor).filter(state=PlanItem.State.PLANNED, contract__in=mine)
    for row in rows.select_related("contract"):
        yield DueDay(f"plan-{row.pk}", row.due_on, label("plan", row.kind), row.contract)


def _endings(actor: Actor, mine: ScopedQuerySet[Contract]) -> Iterator[DueDay]:
    for row in mine.filter(last_day__isnull=False):
        if row.last_day is not None:
            yield DueDay(f"end-{row.pk}", row.last_day, gettext("The contract ends"), row, "office:contract")
    options = ContractOption.objects.visible_to(actor).filter(contract__in=mine, exercise_by__isnull=False, used=None)
    for option in options.select_related("contract"):
        if option.exercise_by is not None:
            said = gettext("Last day to use the option")
            yield DueDay(f"option-{option.pk}", option.exercise_by, said, option.contract, "office:contract")


def _self_reports(actor: Actor, mine: ScopedQuerySet[Contract]) -> Iterator[DueDay]:
    rows = SelfReportRequest.objects.visible_to(actor).filter(state=SelfReportRequest.State.SENT, contract__in=mine)
    for row in rows.select_related("contract"):
        said = gettext("The supplier’s last day for the self-report")
        yield DueDay(f"self-report-{row.pk}", row.due_on, said, row.contract, "office:followup")


def _reviews(actor: Actor, mine: ScopedQuerySet[Contract]) -> Iterator[DueDay]:
    rows = Review.objects.visible_to(actor).filter(state="sent", due_on__isnull=False, contract__in=mine)
    for row in rows.select_related("contract"):
        if row.due_on is not None:
            said = gettext("The supplier’s last day for documents")
            yield DueDay(f"review-{row.pk}", row.due_on, said, row.contract, "office:followup")


def _deviations(actor: Actor, mine: ScopedQuerySet[Contract]) -> Iterator[DueDay]:
    rows = Deviation.objects.visible_to(actor).filter(state=Deviation.State.OPEN, contract__in=mine)
    for row in rows.filter(next_due_on__isnull=False).select_related("contract"):
        if row.next_due_on is not None:
            said = gettext("Deadline in deviation %(number)s") % {"number": row.number}
            yield DueDay(f"deviation-{row.pk}", row.next_due_on, said, row.contract, "office:deviations")


def _visits(actor: Actor, mine: ScopedQuerySet[Contract]) -> Iterator[DueDay]:
    own = Q(first_id=actor.user_id) | Q(second_id=actor.user_id) | Q(contract__in=mine)
    rows = Visit.objects.visible_to(actor).filter(own, state=Visit.State.PLANNED).select_related("contract")
    for row in rows:
        yield DueDay(f"visit-{row.pk}", row.planned_on, gettext("On-site control"), row.contract, "office:followup")


def _meetings(actor: Actor, mine: ScopedQuerySet[Contract]) -> Iterator[DueDay]:
    rows = Meeting.objects.visible_to(actor).filter(state=Meeting.State.PLANNED, contract__in=mine)
    for row in rows.select_related("contract"):
        yield DueDay(f"meeting-{row.pk}", row.on, gettext(MEETING_KIND[row.kind]), row.contract, "office:dialogue")


def _decisions(actor: Actor, mine: ScopedQuerySet[Contract]) -> Iterator[DueDay]:
    rows = MeetingDecision.objects.visible_to(actor).filter(state=MeetingDecision.State.OPEN, contract__in=mine)
    for row in rows.filter(due_on__isnull=False).select_related("contract"):
        if row.due_on is not None:
            said = gettext("What a meeting decided is due")
            yield DueDay(f"decision-{row.pk}", row.due_on, said, row.contract, "office:dialogue")


def _asked_firms(actor: Actor, mine: ScopedQuerySet[Contract]) -> Iterator[DueDay]:
    rows = ChainFirm.objects.visible_to(actor).filter(state=ChainFirm.State.ASKED, contract__in=mine)
    for row in rows.filter(answer_by__isnull=False).select_related("contract"):
        if row.answer_by is not None:
            said = gettext("Last day to answer about a subcontractor")
            yield DueDay(f"firm-{row.pk}", row.answer_by, said, row.contract, "office:chain")


DUE: Final[tuple[DueDays, ...]] = (
    _planned,
    _endings,
    _self_reports,
    _reviews,
    _deviations,
    _visits,
    _meetings,
    _decisions,
    _asked_firms,
)
