"""Meetings: planned with an agenda of what is open and few questions, minuted with decisions, and names taken out in
time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from ryddig.domain.dialogue import FIRST_MEETING, Side, few
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.law_library import ChecklistItem
from ryddig.domain.screening import Screener
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Author, Case, Machine, require
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import Contract
from ryddig.records.dialogue import events
from ryddig.records.dialogue.models import Meeting, MeetingDecision, MeetingPoint
from ryddig.records.dialogue.open_items import open_items
from ryddig.records.followup.models import PlanItem
from ryddig.records.followup.services import finish_plan_item

POINT_LONGEST: Final = 500
STATUS_MEETING: Final = "status_meeting"
State = Meeting.State


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What was decided, who of the two does it, whose name, by when."""

    text: str
    side: Side
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """What is written down. `notes`: point → what was said."""

    present: str = ""
    notes: Mapping[int, str] = field(default_factory=dict)
    decisions: tuple[NewDecision, ...] = ()


def questions_of(book: Book) -> tuple[ChecklistItem, ...]:
    """The lawbook's questions that a meeting may choose a few of."""
    found = book.library.checklists.get(FIRST_MEETING)
    return found.items if found is not None else ()


@transaction.atomic
def plan_meeting(
    *,
    actor: Actor,
    contract_id: int,
    kind: str,
    day: date,
    place: str,
    questions: Sequence[str],
    book: Book,
    on: date,
) -> Meeting:
    """A meeting with its agenda: what is open on the contract, and the questions chosen (at most five)."""
    contract = Contract.objects.visible_to(actor).get(id=contract_id)
    require(actor, Action.HOLD_DIALOGUE, Case.of(contract))
    if kind not in Meeting.Kind.values:
        raise UserCanFix("meeting.kind", N_("Choose what the meeting is for."))
    chosen = few(questions, [item.id for item in questions_of(book)])
    items = PlanItem.objects.visible_to(actor).filter(contract=contract, state=PlanItem.State.PLANNED)
    planned = items.filter(kind=STATUS_MEETING).order_by("due_on").first() if kind == Meeting.Kind.STATUS else None
    row = Meeting.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        kind=kind,
        on=day,
        place=place.strip()[:200],
        plan_item=planned,
        planned_by_id=actor.user_id,
        keep_until=day + timedelta(days=settings.EVIDENCE_DAYS),
    )
    _add_open(row, actor, on=on)
    for name in chosen:
        _add(row, MeetingPoint.Kind.QUESTION, f"{FIRST_MEETING}/{name}", text="", params={})
    _record(events.MEETING_PLANNED, row, by=actor, on=on, details={"kind": kind, "on": day})
    return row


def _add_open(meeting: Meeting, actor: Actor, *, on: date) -> None:
    """What is open now and not on the agenda yet."""
    known = set(meeting.points.values_list("source", flat=True))
    for item in open_items(actor, meeting.contract_id, on=on):
        if item.source not in known:
            _add(meeting, MeetingPoint.Kind.OPEN, item.source, text=item.text, params=plain(dict(item.params)))


def _add(meeting: Meeting, kind: str, source: str, *, text: str, params: Mapping[str, Any]) -> None:
    MeetingPoint.objects.create(
        organisation_id=meeting.organisation_id,
        meeting=meeting,
        position=meeting.points.count() + 1,
        kind=kind,
        source=source,
        text=text,
        params=dict(params),
    )


@transaction.atomic
def renew_agenda(*, actor: Actor, meeting_id: int, on: date) -> Meeting:
    """Put what has come up since on the agenda. What is there stays."""
    row = _planned(actor, meeting_id)
    _add_open(row, actor, on=on)
    return row


@transaction.atomic
def add_point(*, actor: Actor, meeting_id: int, text: str) -> Meeting:
    """A point in the buyer's own words."""
    row = _planned(actor, meeting_id)
    said = text.strip()[:POINT_LONGEST]
    if not said:
        raise UserCanFix("meeting.empty_point", N_("Write what the point is about."))
    number = row.points.filter(kind=MeetingPoint.Kind.OWN).count() + 1
    _add(row, MeetingPoint.Kind.OWN, f"own:{number}", text="%(said)s", params={"said": said})
    return row


@transaction.atomic
def take_off(*, actor: Actor, meeting_id: int, point_id: int) -> Meeting:
    """Take a point off the agenda: it comes back next time if it is still open."""
    row = _planned(actor, meeting_id)
    row.points.filter(id=point_id).delete()
    return row


@transaction.atomic
def write_minutes(
    *, actor: Actor, meeting_id: int, version: int, minutes: Minutes, held: bool, screener: Screener, on: date
) -> Meeting:
    """Save what was said. `held`: the meeting is over and the minutes stand; a status meeting of the plan is then done.

    Raises UserCanFix when somebody has saved since the page was opened, or when the minutes stand already.
    """
    row = _planned(actor, meeting_id)
    if row.version != version:
        hint = N_("What you wrote stands on the page. Copy what is missing in the minutes, and save again.")
        raise UserCanFix("meeting.changed", N_("Somebody has saved the minutes since you opened them."), hint=hint)
    for point in row.points.all():
        note = minutes.notes.get(point.pk, point.note).strip()
        if note != point.note:
            point.note = note
            point.save(update_fields=["note"])
    for one in minutes.decisions:
        _decide(row, one)
    row.present, row.version = minutes.present.strip()[:1000], row.version + 1
    row.state = State.HELD if held else row.state
    row.save(update_fields=["present", "version", "state"])
    if held:
        count = {"points": row.points.count(), "decisions": row.decisions.count()}
        _record(events.MEETING_HELD, row, by=actor, on=on, details={"on": row.on, **count})
        _finish_planned(row, actor, screener=screener, on=on)
    return row


def _decide(meeting: Meeting, given: NewDecision) -> None:
    if given.text.strip():
        MeetingDecision.objects.create(
            organisation_id=meeting.organisation_id,
            contract_id=meeting.contract_id,
            meeting=meeting,
            text=given.text.strip()[:2000],
            side=given.side.value,
            owner=given.owner.strip()[:120],
            due_on=given.due_on,
        )


def _finish_planned(meeting: Meeting, actor: Actor, *, screener: Screener, on: date) -> None:
    item = meeting.plan_item
    if item is not None and item.state == PlanItem.State.PLANNED:
        finish_plan_item(actor=actor, item_id=item.pk, screener=screener, on=on)


@transaction.atomic
def cancel_meeting(*, actor: Actor, meeting_id: int, on: date) -> Meeting:
    """Call the meeting off."""
    row = _planned(actor, meeting_id)
    row.state, row.version = State.CANCELLED, row.version + 1
    row.save(update_fields=["state", "version"])
    _record(events.MEETING_CANCELLED, row, by=actor, on=on, details={"on": row.on})
    return row


@transaction.atomic
def close_decision(*, actor: Actor, decision_id: int, done: bool, on: date) -> MeetingDecision:
    """Say that what was decided is done, or no longer to be done."""
    rows = MeetingDecision.objects.visible_to(actor).select_related("contract", "meeting")
    row = rows.select_for_update(no_key=True, of=("self",)).get(id=decision_id)
    require(actor, Action.HOLD_DIALOGUE, Case.of(row.contract))
    if row.state != MeetingDecision.State.OPEN:
        raise UserCanFix("meeting.decision_closed", N_("This decision is closed already."))
    row.state = MeetingDecision.State.DONE if done else MeetingDecision.State.DROPPED
    row.closed_on, row.closed_by_id = on, actor.user_id
    row.save(update_fields=["state", "closed_on", "closed_by"])
    details = {"decision": row.pk, "state": row.state}
    _record(events.DECISION_CLOSED, row.meeting, by=actor, on=on, details=details)
    return row


def _planned(actor: Actor, meeting_id: int) -> Meeting:
    rows = Meeting.objects.visible_to(actor).select_related("contract", "plan_item")
    row = rows.select_for_update(no_key=True, of=("self",)).get(id=meeting_id)
    require(actor, Action.HOLD_DIALOGUE, Case.of(row.contract))
    if row.state != State.PLANNED:
        raise UserCanFix("meeting.over", N_("The meeting is over, and its minutes stand."))
    return row


def names_due(on: date) -> ScopedQuerySet[Meeting]:
    """Meetings of every organisation whose minutes' last day for names has passed."""
    rows = Meeting.objects.unscoped("the shredder serves every organisation")
    return rows.filter(shredded_on=None, keep_until__lt=on)


def shred_names_due(on: date) -> int:
    """Take names out of minutes whose last day has passed. For the worker; each meeting is a transaction of its own."""
    due = list(names_due(on).order_by("id"))
    for row in due:
        with transaction.atomic():
            row.present, row.shredded_on = "", on
            row.save(update_fields=["present", "shredded_on"])
            row.decisions.update(owner="")
            _record(events.NAMES_SHREDDED, row, by=Machine(row.organisation_id), on=on, details={"meeting": row.pk})
    return len(due)


def _record(event: EventType, row: Meeting, *, by: Author, on: date, details: Mapping[str, Any]) -> None:
    told = {"meeting": row.pk, **details}
    record_event(Entry(event, "contract", row.contract_id, details=told), actor=by, on=on)
