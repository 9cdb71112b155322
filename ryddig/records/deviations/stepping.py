"""A step about a deviation: the row, the deviation as it stands after, and the event. In the caller's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist

from ryddig.domain.deviations import Due
from ryddig.domain.errors import UserCanFix
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Author, Case, Guest, require
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import Contract
from ryddig.records.deviations import events
from ryddig.records.deviations.models import Deviation, DeviationStep, Measure, StepFile, StepKind, SupplierStatement
from ryddig.records.evidence.models import Evidence

REASON_LENGTH = 4000


@dataclass(frozen=True, slots=True)
class Told:
    """What a step says beside its kind. `reason`: the buyer's person's words. `statement`: what the supplier wrote.
    `facts`: what the reasons speak of, as it was then. `set`: columns of the deviation that the step changes."""

    reason: str = ""
    statement: str = ""
    rule: str = ""
    lawbook_version: str = ""
    because: Sequence[object] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    due_on: date | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)
    files: Iterable[int] = ()
    set: Mapping[str, Any] = field(default_factory=dict)


def case_of(contract: Contract) -> Case:
    """What an action on a deviation of this contract is about."""
    return Case.of(contract)


def locked(author: Author, deviation_id: int, *, action: Action | None = None, seen: int | None = None) -> Deviation:
    """The deviation, for one who may act on it, locked until the transaction ends.

    A supplier's person meets only deviations of its own contract and firm: others do not exist. `seen`: the version
    the person looked at; raises UserCanFix when something has happened since.
    """
    rows = Deviation.objects.visible_to(author).select_related("contract")
    deviation = rows.select_for_update(no_key=True, of=("self",)).get(id=deviation_id)
    if isinstance(author, Guest):
        if (author.contract_id, author.supplier_id) != (deviation.contract_id, deviation.supplier_id):
            raise ObjectDoesNotExist
    elif isinstance(author, Actor) and action is not None:
        require(author, action, case_of(deviation.contract))
    if seen is not None and seen != deviation.version:
        text = N_("Something has happened in this deviation since you opened the page.")
        hint = N_("What you wrote is not saved. Read the newest step, and decide again.")
        raise UserCanFix("deviation.changed", text, hint=hint, params={"seen": seen, "now": deviation.version})
    return deviation


def need_open(deviation: Deviation) -> None:
    """Raises UserCanFix when it is closed or withdrawn."""
    if deviation.state != Deviation.State.OPEN:
        text = N_("The deviation is closed.")
        raise UserCanFix("deviation.closed", text, hint=N_("Open a new one if it happens again."))


def need_reason(reason: str) -> str:
    """The reason as it is kept. Raises UserCanFix when there is none."""
    if not reason.strip():
        raise UserCanFix("reason.missing", N_("Write the reason: it is kept and shown with the decision."))
    return reason.strip()[:REASON_LENGTH]


def take_step(deviation: Deviation, kind: StepKind, told: Told, *, by: Author, on: date) -> DeviationStep:
    """Write the step, change the deviation and tell the chain."""
    deviation.version += 1
    for name, value in told.set.items():
        setattr(deviation, name, value)
    deviation.next_due_on = next_due(deviation)
    deviation.save()
    step = DeviationStep.objects.create(
        organisation_id=deviation.organisation_id,
        deviation=deviation,
        number=deviation.version,
        kind=kind,
        on=on,
        actor_id=by.user_id,
        by_link=by.link_id if isinstance(by, Guest) else None,
        rule=told.rule,
        lawbook_version=told.lawbook_version,
        because=plain(list(told.because)),
        due_on=told.due_on,
        reason=told.reason.strip()[:REASON_LENGTH],
        told=plain({**told.figures, **({"facts": told.facts} if told.facts else {})}),
    )
    _keep_words_and_files(step, told, by=by, on=on)
    record(events.STEP_TAKEN, deviation, by=by, on=on, details=_details(step, told), because=step.because)
    return step


def _keep_words_and_files(step: DeviationStep, told: Told, *, by: Author, on: date) -> None:
    deviation = step.deviation
    if told.statement.strip():
        SupplierStatement.objects.create(
            organisation_id=step.organisation_id,
            step=step,
            text=told.statement.strip()[:REASON_LENGTH],
            sha256=hash_of(told.statement),
            keep_until=on + timedelta(days=settings.EVIDENCE_DAYS),
        )
    for file in files_of(by, deviation).filter(id__in=list(told.files)).order_by("id"):
        StepFile.objects.create(organisation_id=step.organisation_id, step=step, evidence=file)


def files_of(author: Author, deviation: Deviation) -> ScopedQuerySet[Evidence]:
    """Files that may prove something in the deviation; a supplier's person meets its own firm's only."""
    rows = Evidence.objects.visible_to(author).filter(contract_id=deviation.contract_id)
    return rows.filter(supplier_id=author.supplier_id) if isinstance(author, Guest) else rows


def _details(step: DeviationStep, told: Told) -> dict[str, Any]:
    details: dict[str, Any] = {"step": step.kind, "step_number": step.number, "due_on": told.due_on, **told.figures}
    if step.reason:
        details["reason_hash"] = hash_of(step.reason)
    if told.statement.strip():
        details["statement_hash"] = hash_of(told.statement)
    if told.rule:
        details["rule"] = told.rule
    return details


def record(
    event: EventType,
    deviation: Deviation,
    *,
    by: Author,
    on: date,
    details: Mapping[str, Any],
    because: Sequence[object] = (),
) -> None:
    """The event, on the contract's history."""
    told = {"deviation": deviation.pk, "number": deviation.number, **details}
    record_event(Entry(event, "contract", deviation.contract_id, because=because, details=told), actor=by, on=on)


def hash_of(text: str) -> str:
    """What the chain keeps of a text."""
    return sha256(text.strip().encode()).hexdigest()


def next_due(deviation: Deviation) -> date | None:
    """The first day that something is awaited from the supplier; None when nothing is."""
    if deviation.state != Deviation.State.OPEN:
        return None
    waits = [
        (deviation.view_due_on, deviation.view_given_on),
        (deviation.correction_due_on, deviation.corrected_on or deviation.correction_claimed_on),
        (deviation.plan_due_on, deviation.plan_given_on or deviation.plan_agreed_on),
    ]
    days = [due for due, done in waits if due is not None and done is None]
    if deviation.pk and deviation.plan_agreed_on is not None:
        measures = Measure.objects.visible_to(deviation).filter(deviation=deviation)
        waiting = (Measure.State.PLANNED, Measure.State.STARTED)
        days += measures.filter(state__in=waiting).values_list("due_on", flat=True)
    return min(days, default=None)


def touched(deviation: Deviation) -> None:
    """Something changed that is not a step: an older page is no longer good enough to decide by."""
    deviation.version += 1
    deviation.next_due_on = next_due(deviation)
    deviation.save(update_fields=["version", "next_due_on"])


def handled(actor: Actor, deviation_id: int, seen: int | None) -> Deviation:
    """The open deviation, locked, for one who may handle it."""
    deviation = locked(actor, deviation_id, action=Action.HANDLE_DEVIATION, seen=seen)
    need_open(deviation)
    return deviation


def day_given(day: date | None, proposed: Due | None, *, on: date) -> date:
    """The last day a person gave, else the proposed one. Raises UserCanFix for a day that has passed, or none."""
    chosen = day or (proposed.on if proposed else None)
    if chosen is None:
        raise UserCanFix("deviation.no_day", N_("Give the last day."))
    if chosen < on:
        raise UserCanFix("deviation.day_passed", N_("The last day has passed already."))
    return chosen
