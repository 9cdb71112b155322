"""Decisions about contracts: screening, overruling, answers, the plan. Each with access, facts, domain, save and event
in one transaction. The door makes the `Screener` (it loads the lawbook); this room never does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from django.db import transaction

from ryddig.domain.controls import CONTROLS, STEPS
from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import ContractFacts
from ryddig.domain.orgnr import read_orgnr
from ryddig.domain.planner import choose
from ryddig.domain.screening import Screener
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, require
from ryddig.records.accounts.models import Organisation, Unit
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.audit import events as organisation_events
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event, record_events
from ryddig.records.contracts import services as contracts
from ryddig.records.contracts.facts import with_facts
from ryddig.records.contracts.models import Contract
from ryddig.records.followup import events
from ryddig.records.followup.models import (
    ContractDuty,
    PlanItem,
    QualityFinding,
    QuarterPlan,
    RiskOverride,
    ScreeningRecord,
)
from ryddig.records.followup.overruling import LEVELS
from ryddig.records.followup.planning import half_hours, last_day_of_quarter
from ryddig.records.followup.queries import planner_candidates
from ryddig.records.followup.screenings import ScreeningWork

CHUNK = 500


@transaction.atomic
def screen_contract(*, actor: Actor, contract_id: int, screener: Screener, on: date) -> ScreeningRecord:
    """Screen one contract as its facts stand `on`. Returns its newest record: the one before when nothing changed."""
    contract = _locked(actor, contract_id)
    require(actor, Action.SCREEN, case_of(contract))
    ScreeningWork(screener, actor=actor, on=on).run([contract])
    return _newest(actor, contract)


@transaction.atomic
def screen_many(*, actor: Actor, contract_ids: Iterable[int], screener: Screener, on: date) -> int:
    """Screen many contracts in bulk, all or none. Returns how many got a new record."""
    work, ids, new = ScreeningWork(screener, actor=actor, on=on), list(contract_ids), 0
    for start in range(0, len(ids), CHUNK):
        rows = _lock(Contract.objects.visible_to(actor).filter(id__in=ids[start : start + CHUNK]))
        chunk = list(rows.order_by("id"))
        for case in {case_of(contract) for contract in chunk}:
            require(actor, Action.SCREEN, case)
        new += len(work.run(chunk))
    return new


@transaction.atomic
def register_and_screen(
    *, actor: Actor, facts: ContractFacts, unit_id: int, screener: Screener, on: date, responsible: str = ""
) -> Contract:
    """Register a new contract and screen it at once."""
    contract = contracts.register_contract(actor=actor, facts=facts, unit_id=unit_id, responsible=responsible, on=on)
    screen_contract(actor=actor, contract_id=contract.pk, screener=screener, on=on)
    return contract


@transaction.atomic
def change_and_screen(
    *,
    actor: Actor,
    contract_id: int,
    facts: ContractFacts,
    screener: Screener,
    on: date,
    unit_id: int | None = None,
    responsible: str = "",
    cleared: Sequence[str] = (),
) -> ScreeningRecord:
    """Change a contract's facts and screen it again, so that decision and facts never part."""
    contracts.change_contract(
        actor=actor,
        contract_id=contract_id,
        facts=facts,
        unit_id=unit_id,
        responsible=responsible,
        cleared=cleared,
        on=on,
    )
    return screen_contract(actor=actor, contract_id=contract_id, screener=screener, on=on)


@transaction.atomic
def store_and_screen(*, actor: Actor, batch_id: int, screener: Screener, on: date) -> contracts.Stored:
    """Store a previewed import and screen what it wrote, all or nothing."""
    stored = contracts.store_import(actor=actor, batch_id=batch_id, on=on)
    screen_many(actor=actor, contract_ids=stored.contract_ids, screener=screener, on=on)
    return stored


@transaction.atomic
def answer_and_screen(
    *, actor: Actor, contract_id: int, code: str, value: bool | int | str | None, screener: Screener, on: date
) -> ScreeningRecord:
    """Keep an answer and screen the contract again with it. Who may answer may let it count."""
    contracts.answer_question(actor=actor, contract_id=contract_id, code=code, value=value, on=on)
    contract = _locked(actor, contract_id)
    ScreeningWork(screener, actor=actor, on=on).run([contract])
    return _newest(actor, contract)


def case_of(contract: Contract) -> Case:
    """What an action on this contract is about."""
    return Case.of(contract)


@transaction.atomic
def overrule_risk(
    *, actor: Actor, contract_id: int, reason: str, screener: Screener, on: date, level: str = "", step: str = ""
) -> RiskOverride:
    """Put a person's level, or highest step, in place of the computed one, with the reason. The plan follows at once.

    Raises UserCanFix without a reason, without level and step, or for a contract that is not screened.
    """
    contract = _locked(actor, contract_id)
    require(actor, Action.OVERRULE, case_of(contract))
    _need_reason(reason)
    if (level and level not in LEVELS) or (step and step not in STEPS) or not (level or step):
        text = N_("Choose a level (%(levels)s), a step (%(steps)s), or both.")
        raise UserCanFix("risk.nothing_chosen", text, params={"levels": LEVELS, "steps": STEPS})
    override = _override(contract, actor=actor, on=on, reason=reason, level=level, step=step)
    details = {"level": level, "step": step, "override": override.pk, "reason_hash": _hash(reason)}
    _record(events.RISK_OVERRULED, contract, actor=actor, on=on, details=details)
    ScreeningWork(screener, actor=actor, on=on).run([contract])
    return override


@transaction.atomic
def withdraw_overruling(*, actor: Actor, contract_id: int, reason: str, screener: Screener, on: date) -> None:
    """Let the computed level and steps count again, with the reason."""
    contract = _locked(actor, contract_id)
    require(actor, Action.OVERRULE, case_of(contract))
    _need_reason(reason)
    override = _override(contract, actor=actor, on=on, reason=reason, withdrawn=True)
    details = {"override": override.pk, "reason_hash": _hash(reason)}
    _record(events.OVERRULING_WITHDRAWN, contract, actor=actor, on=on, details=details)
    ScreeningWork(screener, actor=actor, on=on).run([contract])


def _override(
    contract: Contract,
    *,
    actor: Actor,
    on: date,
    reason: str,
    level: str = "",
    step: str = "",
    withdrawn: bool = False,
) -> RiskOverride:
    if contract.screening_id is None:
        raise UserCanFix("risk.not_screened", N_("The contract is not screened yet."), hint=N_("Screen it first."))
    return RiskOverride.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        screening_id=contract.screening_id,
        level=level,
        step=step,
        reason=reason.strip(),
        withdrawn=withdrawn,
        actor_id=actor.user_id,
        on=on,
    )


@transaction.atomic
def answer_duty(
    *, actor: Actor, contract_id: int, rule: str, in_contract: str, on: date, note: str = ""
) -> ContractDuty:
    """Say whether the contract's text carries a requirement: yes, no or unknown.

    The same answer again changes nothing.
    """
    duties = ContractDuty.objects.visible_to(actor).select_related("contract")
    row = duties.select_for_update(no_key=True, of=("self",)).get(contract_id=contract_id, rule=rule)
    require(actor, Action.ANSWER, case_of(row.contract))
    if in_contract not in ContractDuty.InContract.values:
        allowed = ", ".join(ContractDuty.InContract.values)
        text = N_("“%(given)s” is not an answer. Expected %(allowed)s.")
        raise UserCanFix("duty.no_such_answer", text, params={"given": in_contract, "allowed": allowed})
    if (row.in_contract, row.note) == (in_contract, note.strip()):
        return row
    before, row.in_contract, row.note = row.in_contract, in_contract, note.strip()
    row.answered_by_id, row.answered_on = actor.user_id, on
    row.save(update_fields=["in_contract", "note", "answered_by", "answered_on"])
    details = {"rule": rule, "in_contract": in_contract, "before": before}
    if row.note:
        details["note_hash"] = _hash(row.note)
    _record(events.DUTY_ANSWERED, row.contract, actor=actor, on=on, details=details)
    return row


@dataclass(frozen=True, slots=True)
class Done:
    """Something planned that is done, and the hours it took."""

    item_id: int
    hours: Decimal | None = None
    note: str = ""


def finish_plan_item(
    *, actor: Actor, item_id: int, screener: Screener, on: date, hours: Decimal | None = None, note: str = ""
) -> PlanItem:
    """Mark something planned as done. What comes again (meetings, reviews) is planned anew."""
    return finish_plan_items(actor=actor, done=[Done(item_id, hours, note)], screener=screener, on=on)[0]


@transaction.atomic
def finish_plan_items(*, actor: Actor, done: Iterable[Done], screener: Screener, on: date) -> list[PlanItem]:
    """Mark several things planned as done, all or none."""
    items = [_finished(one, actor=actor, on=on) for one in done]
    record_events([_finishing(item) for item in items], actor=actor, on=on)
    rows = _lock(Contract.objects.visible_to(actor).filter(id__in={item.contract_id for item in items}))
    ScreeningWork(screener, actor=actor, on=on).run(list(rows.order_by("id")))
    return items


def _finished(one: Done, *, actor: Actor, on: date) -> PlanItem:
    items = PlanItem.objects.visible_to(actor).select_related("contract").select_for_update(no_key=True, of=("self",))
    item = items.get(id=one.item_id)
    require(actor, Action.RECORD_CONTROL, case_of(item.contract))
    if item.state != PlanItem.State.PLANNED:
        raise UserCanFix("plan.not_planned", N_("This is already done or no longer planned."))
    if one.hours is not None and not 0 <= one.hours <= HOURS_MAX:
        raise UserCanFix("plan.hours", N_("Hours must lie between 0 and %(most)s."), params={"most": HOURS_MAX})
    item.state, item.done_on, item.done_by_id = PlanItem.State.DONE, on, actor.user_id
    item.hours, item.note = one.hours, one.note.strip()
    item.save(update_fields=["state", "done_on", "done_by", "hours", "note"])
    return item


def _finishing(item: PlanItem) -> Entry:
    hours = None if item.hours is None else str(item.hours)
    details = {"kind": item.kind, "due_on": item.due_on, "item": item.pk, "hours": hours}
    return Entry(events.PLAN_ITEM_FINISHED, "contract", item.contract_id, details=details)


HOURS_MAX = Decimal(1000)


@transaction.atomic
def close_finding(*, actor: Actor, finding_id: int, reason: str, on: date) -> QualityFinding:
    """Say that a quality finding is looked at and right as it is, with the reason.

    It stays closed while it is the same.
    """
    rows = QualityFinding.objects.visible_to(actor).select_related("contract")
    finding = rows.select_for_update(no_key=True, of=("self", "contract")).get(id=finding_id)
    require(actor, Action.CLOSE_FINDING, case_of(finding.contract))
    _need_reason(reason)
    if finding.state != QualityFinding.State.OPEN:
        raise UserCanFix("finding.not_open", N_("This finding is no longer open."))
    finding.state, finding.reason = QualityFinding.State.CLOSED, reason.strip()
    finding.closed_on, finding.closed_by_id = on, actor.user_id
    finding.save(update_fields=["state", "reason", "closed_on", "closed_by"])
    contract = finding.contract
    contract.quality_count = contract.findings.filter(state=QualityFinding.State.OPEN).count()
    contract.save(update_fields=["quality_count"])
    details = {"code": finding.code, "finding": finding.pk, "reason_hash": _hash(reason)}
    _record(events.FINDING_CLOSED, contract, actor=actor, on=on, details=details)
    return finding


@transaction.atomic
def plan_quarter(
    *,
    actor: Actor,
    year: int,
    quarter: int,
    hours: Decimal,
    hours_per_kind: Mapping[str, Decimal],
    on: date,
    unit_id: int | None = None,
) -> QuarterPlan:
    """Choose the controls that cover most risk within the hours, of those due by the quarter's end; a new row each
    time.

    `hours` and `hours_per_kind` in steps of half an hour. Raises UserCanFix for hours or a quarter that cannot be.
    """
    unit = Unit.objects.visible_to(actor).get(id=unit_id) if unit_id is not None else None
    require(actor, Action.PLAN, Case(actor.organisation_id, unit.pk if unit is not None else None))
    last = last_day_of_quarter(year, quarter)
    halves = {kind: half_hours(hours_per_kind[kind]) for kind in CONTROLS if kind in hours_per_kind}
    candidates = planner_candidates(actor, until=last, half_hours=halves, unit_id=unit_id)
    found = choose(candidates, half_hours=half_hours(hours))
    plan = QuarterPlan.objects.create(
        organisation_id=actor.organisation_id,
        unit=unit,
        year=year,
        quarter=quarter,
        hours=hours,
        hours_per_kind={kind: str(hours_per_kind[kind]) for kind in halves},
        chosen=plain(found.chosen),
        left_out=plain(found.left),
        figures={"used": str(Decimal(found.used) / 2), "covered": found.risk_covered, "total": found.risk_total},
        actor_id=actor.user_id,
        on=on,
    )
    details = {"year": year, "quarter": quarter, "hours": str(hours), "chosen": len(found.chosen), **plan.figures}
    record_event(Entry(events.QUARTER_PLANNED, "quarter_plan", plan.pk, details=details), actor=actor, on=on)
    return plan


@transaction.atomic
def choose_layers(*, actor: Actor, layers: Sequence[str], available: Sequence[str], on: date) -> Organisation:
    """Choose which local rules the organisation follows; `available` are the layers the lawbook has.

    Screen again after.
    """
    require(actor, Action.CHOOSE_LAYERS, Case(actor.organisation_id))
    unknown = sorted(set(layers) - set(available))
    if unknown:
        text = N_("There are no local rules called %(unknown)s.")
        raise UserCanFix("layers.unknown", text, params={"unknown": ", ".join(unknown)})
    organisation = Organisation.objects.select_for_update(no_key=True).get(id=actor.organisation_id)
    chosen = sorted(set(layers))
    if chosen == organisation.layers:
        return organisation
    details = {"layers": chosen, "before": organisation.layers}
    organisation.layers = chosen
    organisation.save(update_fields=["layers"])
    entry = Entry(organisation_events.LAYERS_CHOSEN, "organisation", organisation.pk, details=details)
    record_event(entry, actor=actor, on=on)
    return organisation


@transaction.atomic
def number_organisation(*, actor: Actor, number: str, on: date) -> Organisation:
    """Say which organisation number the buyer has; eBevis is told who asks by it. Empty takes it away.

    Raises UserCanFix for a number that does not pass.
    """
    require(actor, Action.CHOOSE_LAYERS, Case(actor.organisation_id))
    read = read_orgnr(number)
    if not read.empty and read.digits is None:
        text = N_("“%(given)s” is not an organisation number: nine digits, the last a check digit.")
        raise UserCanFix("organisation.number", text, params={"given": number.strip()[:30]})
    organisation = Organisation.objects.select_for_update(no_key=True).get(id=actor.organisation_id)
    if organisation.orgnr != (read.digits or ""):
        details = {"orgnr": read.digits or "", "before": organisation.orgnr}
        organisation.orgnr = read.digits or ""
        organisation.save(update_fields=["orgnr"])
        entry = Entry(organisation_events.NUMBERED, "organisation", organisation.pk, details=details)
        record_event(entry, actor=actor, on=on)
    return organisation


def _lock(rows: ScopedQuerySet[Contract]) -> ScopedQuerySet[Contract]:
    """Two people who decide about the same contract do it one after the other."""
    return with_facts(rows).select_for_update(no_key=True, of=("self",))


def _locked(actor: Actor, contract_id: int) -> Contract:
    return _lock(Contract.objects.visible_to(actor)).get(id=contract_id)


def _newest(actor: Actor, contract: Contract) -> ScreeningRecord:
    return ScreeningRecord.objects.visible_to(actor).get(id=contract.screening_id or 0)


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise UserCanFix("reason.missing", N_("Write the reason: it is kept and shown with the decision."))


def _hash(text: str) -> str:
    return sha256(text.strip().encode()).hexdigest()


def _record(event: EventType, contract: Contract, *, actor: Actor, on: date, details: Mapping[str, object]) -> None:
    record_event(Entry(event, "contract", contract.pk, details=dict(details)), actor=actor, on=on)
