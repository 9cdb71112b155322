"""What a person does with a request for evidence: starts it, has the supplier reminded, ends it and asks for the paper.

The worker sends, reminds and ends at the service; here only the wish is kept.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from ryddig.domain.errors import UserCanFix
from ryddig.domain.evidence_case import ask_paper, draft
from ryddig.domain.evidence_case import remind as reminded
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, require
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import Contract, ContractSupplier, Supplier
from ryddig.records.lookups import events
from ryddig.records.lookups.case_facts import case_of_row, set_case
from ryddig.records.lookups.models import RegisterCase

ARREARS: Final = "RestanserV2"
CODES: Final = (ARREARS, "MvaMeldingsOpplysning", "Arbeidsgiveravgift", "OppdragUtenlandskeVirksomheter")
_OPEN: Final = (
    RegisterCase.State.DRAFT,
    RegisterCase.State.SENT,
    RegisterCase.State.PENDING,
    RegisterCase.State.GRANTED,
)
SAID: Final = 2000


@transaction.atomic
def start_case(
    *, actor: Actor, supplier_id: int, contract_id: int, codes: Sequence[str], why: str, cpv: Sequence[str], on: date
) -> RegisterCase:
    """Ask for evidence about a supplier of a contract, with its consent. `cpv`: the contract's codes on eBevis' list.

    Raises UserCanFix: no number, nothing asked for, no reason, more than arrears without such a code, or a request that
    is open already.
    """
    contract = Contract.objects.visible_to(actor).get(id=contract_id)
    require(actor, Action.ASK_TAX, Case.of(contract))
    supplier = Supplier.objects.visible_to(actor).get(id=supplier_id)
    _check(actor, supplier, contract)
    _check_codes(codes, cpv)
    if not why.strip():
        raise UserCanFix("reason.missing", N_("Write the reason: it is kept and shown with the decision."))
    row = RegisterCase(
        organisation_id=actor.organisation_id,
        supplier=supplier,
        contract=contract,
        basis={"cpv": list(cpv)},
        why=why.strip()[:SAID],
        opened_by_id=actor.user_id,
        opened_on=on,
    )
    set_case(row, draft(tuple(codes)))
    row.save()
    _record(events.CASE_STARTED, row, actor=actor, on=on, codes=", ".join(codes))
    return row


@transaction.atomic
def remind_supplier(*, actor: Actor, case_id: int, on: date) -> RegisterCase:
    """Have the supplier reminded in Altinn. Raises UserCanFix when it has nothing to answer."""
    row = _locked(actor, case_id)
    reminded(case_of_row(row), on=on)
    if row.remind_at is None:
        row.remind_at = timezone.now()
        row.save(update_fields=["remind_at"])
        _record(events.CASE_REMINDED, row, actor=actor, on=on)
    return row


@transaction.atomic
def end_case(*, actor: Actor, case_id: int, on: date) -> RegisterCase:
    """End the request; the supplier is asked for the paper instead. Raises UserCanFix for one that has its answer."""
    row = _locked(actor, case_id)
    sent = row.state != RegisterCase.State.DRAFT
    set_case(row, ask_paper(case_of_row(row), on=on))
    row.end_at = timezone.now() if sent and row.accreditation else None
    row.save()
    _record(events.CASE_ENDED, row, actor=actor, on=on)
    return row


def _check(actor: Actor, supplier: Supplier, contract: Contract) -> None:
    if supplier.orgnr is None:
        text = N_("The firm has no organisation number, so the registers cannot be asked about it.")
        raise UserCanFix("lookups.no_number", text, hint=N_("Find its number first."))
    links = ContractSupplier.objects.visible_to(actor)
    if not links.filter(supplier=supplier, contract=contract).exists():
        text = N_("The supplier is not on the contract %(title)s.")
        hint = N_("Choose one of the supplier's contracts.")
        raise UserCanFix("cases.not_on_contract", text, hint=hint, params={"title": contract.title})
    if RegisterCase.objects.visible_to(actor).filter(supplier=supplier, state__in=_OPEN).exists():
        text = N_("A request about this supplier is open already.")
        hint = N_("Wait for its answer, or end it first.")
        raise UserCanFix("cases.open_already", text, hint=hint)


def _check_codes(codes: Sequence[str], cpv: Sequence[str]) -> None:
    unknown = [code for code in codes if code not in CODES]
    if unknown:
        text = N_("eBevis is not asked for %(codes)s here.")
        raise UserCanFix("cases.unknown_code", text, params={"codes": ", ".join(unknown)})
    if set(codes) - {ARREARS} and not cpv:
        text = N_("More than tax and VAT arrears is given only for contracts in the trades on eBevis’ list.")
        hint = N_("Ask for the arrears alone, or ask the supplier for an extended tax certificate.")
        raise UserCanFix("cases.no_risk_cpv", text, hint=hint)


def _locked(actor: Actor, case_id: int) -> RegisterCase:
    rows = RegisterCase.objects.visible_to(actor).select_related("contract")
    row = rows.select_for_update(no_key=True, of=("self",)).get(id=case_id)
    case = Case(row.organisation_id) if row.contract is None else Case.of(row.contract)
    require(actor, Action.ASK_TAX, case)
    return row


def _record(event: EventType, row: RegisterCase, *, actor: Actor, on: date, **more: object) -> None:
    details = {"case": row.pk, "supplier": row.supplier_id, "contract": row.contract_id, **more}
    record_event(Entry(event, "supplier", row.supplier_id, details=details), actor=actor, on=on)
