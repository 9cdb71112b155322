"""On-site controls as they are planned: where, when, by whom, announced or not. What is seen there: `receiving`."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from ryddig.domain.controls import ON_SITE_CONTROL
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.site_visit import points_for
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Author, Case, may, require, seated
from ryddig.records.accounts.models import User
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import Contract
from ryddig.records.followup.models import PlanItem
from ryddig.records.visits import events
from ryddig.records.visits.models import Visit

FARTHEST: Final = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """What a person decides about a visit. `second_id` None: with one controller, and `alone_why` says why."""

    place: str
    announced: bool
    planned_on: date
    first_id: int
    second_id: int | None = None
    alone_why: str = ""


@transaction.atomic
def plan_visit(*, actor: Actor, contract_id: int, plan: VisitPlan, book: Book, on: date) -> Visit:
    """A new visit, tied to the on-site control that is planned on the contract, if there is one.

    Raises UserCanFix for a day that has passed and for people who cannot carry it out.
    """
    contract = Contract.objects.visible_to(actor).get(id=contract_id)
    require(actor, Action.CONTROL_ON_SITE, Case.of(contract))
    _need_plan(plan, contract, on=on)
    points = points_for(book, kind=contract.kind, cpv=contract.cpv, on=plan.planned_on)
    items = PlanItem.objects.visible_to(actor).filter(contract=contract, kind=ON_SITE_CONTROL)
    visit = Visit.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        plan_item=items.filter(state=PlanItem.State.PLANNED).order_by("due_on", "id").first(),
        points=[point.code for point in points],
        lawbook_version=book.version,
        planned_by_id=actor.user_id,
        **_columns(plan),
    )
    details = {"planned_on": visit.planned_on, "announced": visit.announced, "points": visit.points}
    record(events.VISIT_PLANNED, visit, by=actor, on=on, details=details)
    return visit


@transaction.atomic
def change_visit(*, actor: Actor, visit_id: int, plan: VisitPlan, seen: int, on: date) -> Visit:
    """Change the plan before anything is written in it. `seen`: the version the person looked at."""
    visit = locked(actor, visit_id)
    if visit.state != Visit.State.PLANNED:
        raise UserCanFix("visit.begun", N_("The visit has begun; its plan is no longer changed."))
    if visit.version != seen:
        text = N_("Somebody else has changed the plan: %(place)s on %(day)s.")
        hint = N_("Look at the plan as it is now, and change it again if you still want to.")
        told = {"place": visit.place, "day": visit.planned_on}
        raise UserCanFix("visit.changed", text, hint=hint, params=told)
    _need_plan(plan, visit.contract, on=on)
    before = {name: getattr(visit, name) for name in ("planned_on", "announced", "first_id", "second_id")}
    for name, value in _columns(plan).items():
        setattr(visit, name, value)
    visit.version += 1
    visit.save()
    after = {name: getattr(visit, name) for name in before}
    record(events.VISIT_CHANGED, visit, by=actor, on=on, details={"before": before, "after": after})
    return visit


@transaction.atomic
def cancel_visit(*, actor: Actor, visit_id: int, why: str, on: date) -> Visit:
    """Call a visit off. What was written is kept until its last day and becomes no report."""
    visit = locked(actor, visit_id)
    need_running(visit)
    if not why.strip():
        raise UserCanFix("visit.why", N_("Say why the visit is called off."))
    visit.state, visit.cancelled_why = Visit.State.CANCELLED, why.strip()[:500]
    visit.ended_on, visit.ended_by_id, visit.personal_until = on, actor.user_id, last_personal_day(on)
    visit.save()
    record(events.VISIT_CANCELLED, visit, by=actor, on=on, details={})
    return visit


def last_personal_day(start: date) -> date:
    """How long what is personal is kept after the visit."""
    return start + timedelta(days=settings.INTERVIEW_DAYS)


def locked(actor: Actor, visit_id: int) -> Visit:
    """The visit for one who may work with visits in its unit, locked until the transaction ends."""
    rows = Visit.objects.visible_to(actor).select_related("contract")
    visit = rows.select_for_update(no_key=True, of=("self",)).get(id=visit_id)
    require(actor, Action.CONTROL_ON_SITE, Case.of(visit.contract))
    return visit


def need_running(visit: Visit) -> None:
    """Raises UserCanFix for a visit that is closed, called off, or whose personal part is shredded already."""
    if visit.is_over or visit.shredded_on is not None:
        text = N_("The visit is over. Nothing more is taken in.")
        raise UserCanFix("visit.over", text, hint=N_("Write it in a new visit, or as a note on the contract."))


def may_carry_out(user_id: int, contract: Contract) -> bool:
    """Whether a person may carry out a visit on this contract."""
    user = User.objects.filter(id=user_id, is_active=True).first()
    found = seated(user, organisation_id=contract.organisation_id) if user is not None else None
    case = Case.of(contract)
    return found is not None and bool(may(found[0], Action.CONTROL_ON_SITE, case))


def _need_plan(plan: VisitPlan, contract: Contract, *, on: date) -> None:
    if not plan.place.strip():
        raise UserCanFix("visit.place", N_("Say where the visit is."))
    if not on <= plan.planned_on <= on + FARTHEST:
        text = N_("The day of the visit has passed, or is more than three years away.")
        raise UserCanFix("visit.day", text, hint=N_("Give today or a later day."))
    if plan.second_id == plan.first_id:
        raise UserCanFix("visit.same_person", N_("The two controllers are the same person."))
    if plan.second_id is None and not plan.alone_why.strip():
        text = N_("A visit has two controllers. Choose the second one, or say why one is enough.")
        raise UserCanFix("visit.alone", text)
    for user_id in filter(None, (plan.first_id, plan.second_id)):
        if not may_carry_out(user_id, contract):
            text = N_("One of the controllers may not carry out visits in this unit.")
            raise UserCanFix("visit.controller", text, hint=N_("Choose somebody whose role includes it."))


def _columns(plan: VisitPlan) -> dict[str, Any]:
    return {
        "place": plan.place.strip(),
        "announced": plan.announced,
        "planned_on": plan.planned_on,
        "first_id": plan.first_id,
        "second_id": plan.second_id,
        "alone_why": plan.alone_why.strip() if plan.second_id is None else "",
        "personal_until": last_personal_day(plan.planned_on),
    }


def record(event: EventType, visit: Visit, *, by: Author, on: date, details: dict[str, Any]) -> None:
    """The event, on the contract's history."""
    version = visit.lawbook_version
    entry = Entry(event, "contract", visit.contract_id, lawbook_version=version, details={"visit": visit.pk, **details})
    record_event(entry, actor=by, on=on)
