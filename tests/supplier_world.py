"""What registers said of the firms in the tests' world: a bankruptcy, an unknown name, a request, a paper."""

from datetime import date, timedelta
from typing import Any, Final

from ryddig.domain.papers import PaperFacts, PaperKind
from ryddig.domain.register_words import Address, Employees, IndustryCode, IndustryVersion, Unit
from ryddig.domain.serial import plain
from ryddig.records.accounts.access import Actor, Machine
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.evidence.models import Paper
from ryddig.records.followup.papers import PaperGiven, SentFile, register_paper
from ryddig.records.followup.register_rounds import store_outcomes
from ryddig.records.lookups.cases import ARREARS, start_case
from ryddig.records.lookups.facts import Raised
from ryddig.records.lookups.models import Ask, RegisterCase, Signal, Snapshot
from ryddig.records.lookups.services import ask_name, begin_ask, finish_ask
from ryddig.reports.law import law_for
from tests.cast import TODAY, orgnr
from tests.register_world import answered, firm, outcome, raised

WHY: Final = "the tests look at everything"
PDF: Final = b"%PDF-1.7 a paper"
UNIT: Final = Unit(
    number=orgnr(1),
    name="REN LUFT AS",
    form="AS",
    form_name="Aksjeselskap",
    business_address=Address(("Prøveveien 4",), "4999", "TENKEVIK", country="Norge", country_code="NO"),
    industries=(IndustryCode("81.210", "Rengjøring av bygninger", IndustryVersion.SN2025),),
    employees=Employees(known=True),
    vat_registered=True,
    registered_on=date(2012, 2, 3),
)


def hears_of_bankruptcy(contract: Contract, *signals: Raised, days: int = 0, **unit: Any) -> Signal:
    """The registers answer about the contract's firm, and give reason to ask."""
    supplier = firm(contract)
    facts = {**plain(UNIT), **unit}
    content = {"organisasjonsnummer": supplier.orgnr, "navn": facts["name"], "konkurs": True, "day": days}
    answer = answered(supplier, content, facts=facts, days=days)
    given = signals or (raised(before="konkurs: nei", after="konkurs: ja"),)
    store_outcomes(
        [outcome(supplier, *given, answer=answer)],
        author=Machine(contract.organisation_id),
        screener=law_for([]).screener,
        on=TODAY + timedelta(days=days),
    )
    return Signal.objects.unscoped(WHY).filter(supplier=supplier).order_by("-id")[0]


def newest_snapshot() -> Snapshot:
    """The last answer that was stored."""
    return Snapshot.objects.unscoped(WHY).order_by("-id")[0]


def looked_for(actor: Actor, supplier: Supplier, *numbers: str, outcome_said: str = "proposed") -> Ask:
    """The worker has looked for the firm a name is, and found these."""
    ask = ask_name(actor=actor, supplier_id=supplier.pk, words={"name": supplier.name}, on=TODAY)
    begun = begin_ask(ask.pk)
    assert begun is not None
    found = [
        {"orgnr": number, "name": f"Prøvefirma {number} AS", "form": "AS", "place": "TENKEVIK", "sentences": []}
        for number in numbers
    ]
    finish_ask(begun, result={"outcome": outcome_said, "candidates": found})
    return Ask.objects.visible_to(actor).get(id=ask.pk)


def tax_paper(actor: Actor, contract: Contract, *, dated: date = date(2026, 10, 1), **more: Any) -> Paper:
    """A tax certificate, as a person registers it."""
    facts = PaperFacts(**{"kind": PaperKind.TAX_CERTIFICATE, "dated": dated, "arrears_ore": 0, **more})
    given = PaperGiven(firm(contract).pk, contract.pk, facts, file=SentFile("attest.pdf", [PDF, str(dated).encode()]))
    return register_paper(actor=actor, given=given, screener=law_for([]).screener, on=TODAY)


def requested(actor: Actor, contract: Contract) -> RegisterCase:
    """A request for arrears."""
    return start_case(
        actor=actor,
        supplier_id=firm(contract).pk,
        contract_id=contract.pk,
        codes=[ARREARS],
        why="Før vi tar ut opsjonen.",
        cpv=[],
        on=TODAY,
    )
