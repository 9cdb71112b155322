"""Self-reports under the real lawbook: asked for, answered and delivered as people would."""

from datetime import date
from typing import Any

from ryddig.domain.answers import Value
from ryddig.domain.questionnaire import full
from ryddig.records.accounts.access import Actor, Guest
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.links import guest_of_link, mint_link
from ryddig.records.correspondence.models import SupplierContact
from ryddig.records.correspondence.services import add_contact
from ryddig.records.selfreports.asking import Asking, ask_report
from ryddig.records.selfreports.delivering import deliver_report
from ryddig.records.selfreports.drafting import save_answers
from ryddig.records.selfreports.models import SelfReport, SelfReportDraft, SelfReportRequest
from ryddig.reports.law import law_for
from tests.cast import TODAY

BOOK = law_for([]).book
SCREENER = law_for([]).screener
WHY = "the tests look at everything"
UNDER_THE_RATE = ({"kind_of_work": "cleaning.adult", "lowest_pay": 20_000},)
GOOD: dict[str, Any] = {
    "firm.contact": "Ola Prøve",
    "firm.email": "ola@prove.example",
    "workers.own": 12,
    "workers.contracts": "yes",
    "workers.common_language": "yes",
    "hire.used": "no",
    "posted.used": "no",
    "chain.used": "no",
    "tariff.bound": "no",
    "pay.lowest": ({"kind_of_work": "cleaning.adult", "lowest_pay": 25_000},),
    "pay.bank": "yes",
    "pay.slips": "yes",
    "signer.true": True,
    "signer.control": True,
    "signer.name": "Ola Prøve",
    "signer.role": "Daglig leder",
    "signer.on": TODAY,
}


def contact(
    actor: Actor, contract: Contract, *, email: str = "ola@prove.example", language: str = "nb"
) -> SupplierContact:
    """Somebody at the contract's supplier."""
    supplier = contract.supplier_links.filter(role="supplier").order_by("id")[0].supplier_id
    return add_contact(
        actor=actor,
        contract_id=contract.pk,
        supplier_id=supplier,
        name="Ola Prøve",
        email=email,
        language=language,
        on=TODAY,
    )


def guest_of(contact: SupplierContact) -> Guest:
    """The contact, in by a link of their own."""
    return guest_of_link(mint_link(contact=contact, on=TODAY, until=date(2027, 12, 31))[0])


def asked(
    actor: Actor, contact: SupplierContact, *, form: str = "pay_simple", on: date = TODAY, due_on: date | None = None
) -> SelfReportRequest:
    """A request that is sent."""
    asking = Asking(full(form, "questionnaires"), contact.pk, on, due_on)
    return ask_report(actor=actor, contract_id=contact.contract_id, asking=asking, book=BOOK, on=on)


def draft_of(request: SelfReportRequest) -> SelfReportDraft:
    """The draft as it stands."""
    return SelfReportDraft.objects.unscoped(WHY).get(request=request)


def saved(guest: Guest, request: SelfReportRequest, given: dict[str, Any], *, on: date = TODAY) -> SelfReportDraft:
    """These answers, by short ids, saved on the newest draft."""
    changes: dict[str, Value | None] = {full(name): value for name, value in given.items()}
    number = draft_of(request).number
    return save_answers(
        guest=guest, request_id=request.pk, number=number, changes=changes, seen=list(changes), book=BOOK, on=on
    )


def delivered(
    guest: Guest, request: SelfReportRequest, given: dict[str, Any], *, on: date = TODAY, may_reuse: bool = False
) -> SelfReport:
    """These answers delivered."""
    number = saved(guest, request, given, on=on).number
    return deliver_report(
        guest=guest, request_id=request.pk, number=number, may_reuse=may_reuse, screener=SCREENER, on=on
    )
