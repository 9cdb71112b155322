"""The log of changes, the evaluation before the end, and time spent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any, Final

from django.db import transaction

from ryddig.domain.contract_changes import AgreedChange, changed_facts
from ryddig.domain.dialogue import Side
from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import ContractFacts
from ryddig.domain.screening import Screener
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, require
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.facts import contract_facts, with_facts
from ryddig.records.contracts.models import Contract
from ryddig.records.dialogue import events
from ryddig.records.dialogue.models import ChangeEntry, Evaluation, TimeEntry
from ryddig.records.followup.models import PlanItem
from ryddig.records.followup.services import change_and_screen, finish_plan_item

EVALUATION: Final = "evaluation"
MINUTES_MOST: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Change:
    """A change as it is proposed."""

    kind: str
    what: str
    reason: str
    raised_by: Side
    price_ore: int | None = None
    days: int | None = None
    sustainability: str = ""
    within: str = ChangeEntry.Within.UNKNOWN
    within_why: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the evaluation says."""

    reached: str
    went_well: str = ""
    went_badly: str = ""
    next_time: str = ""


@transaction.atomic
def propose_change(*, actor: Actor, contract_id: int, change: Change, on: date) -> ChangeEntry:
    """Write a change in the log. Raises UserCanFix when nothing says what it is."""
    contract = _contract(actor, contract_id, Action.HOLD_DIALOGUE)
    if not change.what.strip() or change.kind not in ChangeEntry.Kind.values:
        raise UserCanFix("change.empty", N_("Write what is changed, and choose its kind."))
    if change.within not in ChangeEntry.Within.values:
        raise UserCanFix("change.within", N_("Say whether the contract allows the change."))
    row = ChangeEntry.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        kind=change.kind,
        what=change.what.strip()[:4000],
        reason=change.reason.strip()[:4000],
        raised_by=change.raised_by.value,
        price_ore=change.price_ore,
        days=change.days,
        sustainability=change.sustainability.strip()[:500],
        within=change.within,
        within_why=change.within_why.strip()[:500],
        on=on,
    )
    told = {"change": row.pk, "kind": row.kind, "sha256": sha256(row.what.encode()).hexdigest()}
    _record(events.CHANGE_PROPOSED, contract, by=actor, on=on, details=told)
    return row


@transaction.atomic
def decide_change(
    *, actor: Actor, change_id: int, agreed: bool, screener: Screener, on: date
) -> tuple[ChangeEntry, tuple[str, ...]]:
    """Agree or reject. A change that nobody has held against the contract is not agreed. What is agreed changes the
    contract's facts, and it is screened again. Returns the row, and the names of the facts that changed.

    Raises UserCanFix for that, and for one that is decided.
    """
    rows = ChangeEntry.objects.visible_to(actor).select_related("contract")
    row = rows.select_for_update(no_key=True, of=("self",)).get(id=change_id)
    require(actor, Action.CHANGE, Case.of(row.contract))
    if row.state != ChangeEntry.State.PROPOSED:
        raise UserCanFix("change.decided", N_("Somebody has already decided this."))
    if agreed and row.within == ChangeEntry.Within.UNKNOWN:
        text = N_("Nobody has assessed whether the contract allows the change.")
        hint = N_(
            "A substantial change may be a new procurement. Assess it, write the change anew, and reject this one."
        )
        raise UserCanFix("change.not_assessed", text, hint=hint)
    row.state = ChangeEntry.State.AGREED if agreed else ChangeEntry.State.REJECTED
    row.decided_on, row.decided_by_id = on, actor.user_id
    row.save(update_fields=["state", "decided_on", "decided_by"])
    details = {"change": row.pk, "state": row.state, "within": row.within}
    _record(events.CHANGE_DECIDED, row.contract, by=actor, on=on, details=details)
    return row, _let_count(row, actor=actor, screener=screener, on=on) if agreed else ()


def _let_count(row: ChangeEntry, *, actor: Actor, screener: Screener, on: date) -> tuple[str, ...]:
    facts = contract_facts(with_facts(Contract.objects.visible_to(actor)).get(id=row.contract_id))
    found = changed_facts(facts, AgreedChange(row.kind, row.price_ore, row.days))
    if found:
        said = replace(ContractFacts(facts.reference, title=facts.title), **found)
        change_and_screen(actor=actor, contract_id=row.contract_id, facts=said, screener=screener, on=on)
    return tuple(found)


@transaction.atomic
def evaluate(*, actor: Actor, contract_id: int, judged: Judged, screener: Screener, on: date) -> Evaluation:
    """Evaluate the contract. The evaluation in its plan is then done."""
    contract = _contract(actor, contract_id, Action.CHANGE)
    if judged.reached not in Evaluation.Reached.values:
        raise UserCanFix("evaluation.reached", N_("Say whether the goal of the contract was reached."))
    row = Evaluation.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        reached=judged.reached,
        went_well=judged.went_well.strip(),
        went_badly=judged.went_badly.strip(),
        next_time=judged.next_time.strip(),
        actor_id=actor.user_id,
        on=on,
    )
    _record(events.EVALUATED, contract, by=actor, on=on, details={"evaluation": row.pk, "reached": row.reached})
    items = PlanItem.objects.visible_to(actor).filter(contract=contract, kind=EVALUATION)
    for item in items.filter(state=PlanItem.State.PLANNED):
        finish_plan_item(actor=actor, item_id=item.pk, screener=screener, on=on)
    return row


@transaction.atomic
def spend_time(*, actor: Actor, contract_id: int, activity: str, minutes: int, on: date) -> TimeEntry:
    """Minutes that the person spent today. It is no event: it is counted, not proved."""
    contract = _contract(actor, contract_id, Action.HOLD_DIALOGUE)
    if activity not in TimeEntry.Activity.values or not 0 < minutes <= MINUTES_MOST:
        raise UserCanFix("time.cannot_be", N_("Choose an activity and how long it took."))
    return TimeEntry.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        activity=activity,
        minutes=minutes,
        on=on,
        user_id=actor.user_id,
    )


@transaction.atomic
def take_back_time(*, actor: Actor, entry_id: int, on: date) -> None:
    """Take back one's own minutes of the same day."""
    TimeEntry.objects.visible_to(actor).get(id=entry_id, user_id=actor.user_id, on=on).delete()


def _contract(actor: Actor, contract_id: int, action: Action) -> Contract:
    contract = Contract.objects.visible_to(actor).get(id=contract_id)
    require(actor, action, Case.of(contract))
    return contract


def _record(event: EventType, contract: Contract, *, by: Actor, on: date, details: Mapping[str, Any]) -> None:
    record_event(Entry(event, "contract", contract.pk, details=dict(details)), actor=by, on=on)
