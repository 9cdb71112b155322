"""Good results have effects too: a bonus by the contract's own term, and lighter control after clean results."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from ryddig.domain.contract_terms import TermKind, due_for_units
from ryddig.domain.controls import DOCUMENT_REVIEW, ON_SITE_CONTROL, SELF_REPORT
from ryddig.domain.errors import UserCanFix
from ryddig.domain.incentives import CleanResults, Results, clean_results
from ryddig.domain.law import Book
from ryddig.domain.screening import Screener
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, require
from ryddig.records.accounts.scope import ScopedQuerySet, Viewer
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import Contract
from ryddig.records.deviations import money_events as events
from ryddig.records.deviations.incentive_models import Incentive
from ryddig.records.deviations.models import Deviation
from ryddig.records.deviations.proposing import main_supplier
from ryddig.records.deviations.stepping import case_of, hash_of, need_reason
from ryddig.records.deviations.term_facts import term_facts
from ryddig.records.deviations.term_queries import contract_terms
from ryddig.records.followup.models import PlanItem
from ryddig.records.followup.services import overrule_risk

CONTROLS: Final = (DOCUMENT_REVIEW, ON_SITE_CONTROL)


@dataclass(frozen=True, slots=True)
class Measured:
    """The result a bonus is for. `condition`: what the contract asks for; `how`: how it was measured."""

    term_id: int
    units: int
    condition: str
    how: str


def results_of(viewer: Viewer, contract: Contract, *, book: Book, on: date) -> CleanResults:
    """How clean the supplier's results on the contract are; two queries."""
    done = PlanItem.objects.visible_to(viewer).filter(contract=contract, kind__in=CONTROLS, state=PlanItem.State.DONE)
    rows = Deviation.objects.visible_to(viewer).filter(contract=contract).exclude(state=Deviation.State.WITHDRAWN)
    deviations = list(rows.values_list("opened_on", "state", "certain"))
    results = Results(
        controls=tuple(day for day in done.values_list("done_on", flat=True) if day is not None),
        deviations=tuple(day for day, _state, certain in deviations if certain),
        open_now=sum(state == Deviation.State.OPEN for _day, state, _certain in deviations),
        started_on=contract.starts_on or contract.signed_on,
    )
    return clean_results(results, book, on)


def incentives_of(viewer: Viewer, contract_id: int) -> ScopedQuerySet[Incentive]:
    """What was proposed and decided, newest first."""
    rows = Incentive.objects.visible_to(viewer).filter(contract_id=contract_id)
    return rows.select_related("proposed_by", "confirmed_by", "term").order_by("-id")


def need_clean(found: CleanResults) -> None:
    """Raises UserCanFix when the results are not clean."""
    if not found.is_clean:
        text = N_("The results are not clean enough.")
        raise UserCanFix("incentive.not_clean", text, hint=N_("The page says what is lacking."))


@transaction.atomic
def propose_bonus(*, actor: Actor, contract_id: int, measured: Measured, reason: str, on: date) -> Incentive:
    """Propose a bonus by the contract's own term. Raises UserCanFix without such a term, a result and how it was
    measured."""
    contract = _contract(actor, contract_id, Action.HANDLE_DEVIATION)
    term = contract_terms(actor, contract_id).filter(kind=TermKind.BONUS.value).get(id=measured.term_id)
    if not measured.condition.strip() or not measured.how.strip() or measured.units < 1:
        text = N_("Write the condition, how the result was measured, and how many results there are.")
        raise UserCanFix("incentive.not_measured", text)
    sum_ore = None if contract.value_is_shared else contract.value_ore
    amount = due_for_units(term_facts(term), measured.units, sum_ore=sum_ore)
    if amount is None:
        raise UserCanFix("incentive.no_sum", N_("The bonus cannot be worked out: the contract sum is not known."))
    row = Incentive(
        kind=Incentive.Kind.BONUS,
        state=Incentive.State.PROPOSED,
        term=term,
        units=measured.units,
        amount_ore=amount,
        condition=measured.condition.strip(),
        measured=measured.how.strip(),
    )
    return _save(row, contract, events.INCENTIVE_PROPOSED, reason=reason, by=actor, on=on)


@transaction.atomic
def decide_bonus(*, actor: Actor, incentive_id: int, reason: str, on: date, agreed: bool) -> Incentive:
    """A second person confirms the bonus, or says no. Raises UserCanFix for the one who proposed it."""
    rows = Incentive.objects.visible_to(actor).select_related("contract")
    row = rows.select_for_update(no_key=True, of=("self",)).get(id=incentive_id)
    require(actor, Action.CONFIRM_SANCTION, Case.of(row.contract, second_to=row.proposed_by_id))
    if row.state != Incentive.State.PROPOSED:
        raise UserCanFix("incentive.decided", N_("Somebody has decided about this already."))
    if row.proposed_by_id == actor.user_id:
        text = N_("You proposed this. Another person must decide about it.")
        raise UserCanFix("incentive.same_person", text, hint=N_("Ask a colleague, the coordinator or the leader."))
    row.state = Incentive.State.DECIDED if agreed else Incentive.State.REFUSED
    row.confirmed_by_id, row.confirmed_on, row.confirmed_reason = actor.user_id, on, need_reason(reason)
    row.save()
    _record(events.INCENTIVE_DECIDED, row, reason=reason, by=actor, on=on)
    return row


@transaction.atomic
def lighten_control(*, actor: Actor, contract_id: int, reason: str, screener: Screener, on: date) -> Incentive:
    """After clean results, ask for the self-report only. The risk is assessed as before, and a higher one opens the
    question anew. Raises UserCanFix when the results are not clean."""
    contract = _contract(actor, contract_id, Action.OVERRULE)
    found = results_of(actor, contract, book=screener.book, on=on)
    need_clean(found)
    overrule_risk(
        actor=actor, contract_id=contract_id, reason=need_reason(reason), screener=screener, on=on, step=SELF_REPORT
    )
    row = Incentive(
        kind=Incentive.Kind.LIGHTER,
        state=Incentive.State.DECIDED,
        results=plain(found),
        lawbook_version=screener.book.version,
    )
    return _save(row, contract, events.INCENTIVE_DECIDED, reason=reason, by=actor, on=on)


def _contract(actor: Actor, contract_id: int, action: Action) -> Contract:
    contract = Contract.objects.visible_to(actor).get(id=contract_id)
    require(actor, action, case_of(contract))
    return contract


def _save(row: Incentive, contract: Contract, event: EventType, *, reason: str, by: Actor, on: date) -> Incentive:
    supplier = main_supplier(contract)
    if supplier is None:
        raise UserCanFix("incentive.no_supplier", N_("The contract must have one supplier."))
    row.organisation_id, row.contract, row.supplier_id = contract.organisation_id, contract, supplier
    row.proposed_by_id, row.proposed_on, row.reason = by.user_id, on, need_reason(reason)
    row.save(force_insert=True)
    _record(event, row, reason=reason, by=by, on=on)
    return row


def _record(event: EventType, row: Incentive, *, reason: str, by: Actor, on: date) -> None:
    details = {
        "incentive": row.kind,
        "incentive_state": row.state,
        "ore": row.amount_ore,
        "reason_hash": hash_of(reason),
    }
    record_event(Entry(event, "contract", row.contract_id, details=details), actor=by, on=on)
