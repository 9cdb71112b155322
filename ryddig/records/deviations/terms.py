"""Registering what a contract says about money, and taking a wrong reading back."""

from datetime import date
from typing import Final

from django.db import transaction

from ryddig.domain.contract_terms import TermFacts, check_term
from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, require
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import Contract
from ryddig.records.deviations import money_events as events
from ryddig.records.deviations.term_facts import row_values
from ryddig.records.deviations.term_models import ContractTerm

WHY_LENGTH: Final = 500


@transaction.atomic
def register_term(*, actor: Actor, contract_id: int, facts: TermFacts, on: date) -> ContractTerm:
    """A person has read the term in the contract. The same one twice changes nothing. Raises UserCanFix for a term
    that no contract can mean."""
    contract = Contract.objects.visible_to(actor).get(id=contract_id)
    require(actor, Action.CHANGE, Case.of(contract))
    check_term(facts)
    values = row_values(facts)
    same = ContractTerm.objects.visible_to(actor).filter(contract=contract, withdrawn_on=None, **values).first()
    if same is not None:
        return same
    row = ContractTerm.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        registered_by_id=actor.user_id,
        registered_on=on,
        **values,
    )
    details = {"term": row.pk, "term_kind": row.kind, "place": row.place}
    record_event(Entry(events.TERM_REGISTERED, "contract", contract.pk, details=details), actor=actor, on=on)
    return row


@transaction.atomic
def withdraw_term(*, actor: Actor, term_id: int, why: str, on: date) -> ContractTerm:
    """It was read wrongly, or the parties have changed the contract. Claims that rest on it keep the term as it was."""
    rows = ContractTerm.objects.visible_to(actor).select_related("contract")
    row = rows.select_for_update(no_key=True, of=("self",)).get(id=term_id)
    require(actor, Action.CHANGE, Case.of(row.contract))
    if not why.strip():
        raise UserCanFix("reason.missing", N_("Write the reason: it is kept and shown with the decision."))
    if row.withdrawn_on is None:
        row.withdrawn_on, row.withdrawn_by_id, row.withdrawn_why = on, actor.user_id, why.strip()[:WHY_LENGTH]
        row.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_why"])
        details = {"term": row.pk, "term_kind": row.kind}
        record_event(Entry(events.TERM_WITHDRAWN, "contract", row.contract_id, details=details), actor=actor, on=on)
    return row
