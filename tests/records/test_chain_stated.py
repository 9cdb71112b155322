"""What a self-report states of the chain: shown beside it, taken in, and the registers asked about each firm named;
a refused firm that a list shows again is proposed as a deviation."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from ryddig.domain.chain_tree import ListedFirm
from ryddig.domain.facts import SupplierFact
from ryddig.domain.screening import Screener
from ryddig.office.shown_chain_list import stated
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.deviations.models import DeviationProposal, Origin
from ryddig.records.followup.services import register_and_screen
from ryddig.records.lookups.models import Ask
from ryddig.records.reviews.chain import FirmAsked, Ground, approve_firm, ask_for_firm, refuse_firm
from ryddig.records.reviews.chain_lists import HMSREG, Choice, ListRead, preview_list, store_list
from ryddig.records.reviews.chain_models import ChainFirm
from ryddig.records.reviews.chain_queries import chain_of
from ryddig.records.reviews.chain_stated import stated_list
from ryddig.reports.law import law_for
from tests import report_world
from tests.cast import TODAY, Cast, facts, orgnr

WHY = "the test looks at everything"
CHAIN: dict[str, Any] = {
    "chain.used": "yes",
    "chain.control": "no",
    "chain.firms": (
        {"firm": "Prøve Vask AS", "orgnr": orgnr(5), "role": "work", "task": "Vask"},
        {"firm": "Tenkt Glass AS", "orgnr": orgnr(6), "works_for": orgnr(5), "role": "goods_only", "task": "Glass"},
    ),
}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        yield


@pytest.fixture
def screener() -> Screener:
    return law_for([]).screener


@pytest.fixture
def contract(cast: Cast, screener: Screener) -> Contract:
    suppliers = (SupplierFact("Ren Luft AS", orgnr(1)), SupplierFact("Påfunn Drift AS", orgnr(2)))
    return register_and_screen(
        actor=cast.lise, facts=facts(suppliers=suppliers), unit_id=cast.property.pk, screener=screener, on=TODAY
    )


@pytest.fixture
def report(cast: Cast, contract: Contract) -> None:
    """The first of the contract's two suppliers has named its subcontractors."""
    contact = report_world.contact(cast.kari, contract)
    request = report_world.asked(cast.kari, contact, form="chain")
    report_world.delivered(report_world.guest_of(contact), request, {**report_world.GOOD, **CHAIN})


def asked_about() -> set[str]:
    asks = Ask.objects.unscoped(WHY).filter(kind=Ask.Kind.FIRM).select_related("supplier")
    return {f"{one.supplier.name} {one.supplier.orgnr}" for one in asks}


@pytest.mark.usefixtures("report")
def test_the_registers_are_asked_about_each_firm_the_report_names() -> None:
    assert asked_about() == {f"Prøve Vask AS {orgnr(5)}", f"Tenkt Glass AS {orgnr(6)}"}


def test_the_registers_are_asked_about_a_firm_that_is_asked_for_once(cast: Cast, contract: Contract) -> None:
    asked = FirmAsked("Prøve Vask AS", orgnr(5), head=contract.supplier_links.all()[0].supplier_id)
    row = ask_for_firm(author=cast.kari, contract_id=contract.pk, asked=asked, book=law_for([]).book, on=TODAY)
    refuse_firm(actor=cast.kari, firm_id=row.pk, version=1, ground=Ground("Nei.", clause="8"), on=TODAY)
    ask_for_firm(author=cast.kari, contract_id=contract.pk, asked=asked, book=law_for([]).book, on=TODAY)
    assert asked_about() == {f"Prøve Vask AS {orgnr(5)}"}
    assert Ask.objects.unscoped(WHY).count() == 1


@pytest.mark.usefixtures("report")
def test_what_the_supplier_states_is_shown_and_taken_in(cast: Cast, contract: Contract, screener: Screener) -> None:
    read = stated_list(cast.kari, contract.pk, book=screener.book)
    assert read is not None
    heads = list(Supplier.objects.unscoped(WHY).filter(contract_links__contract=contract))
    shown = stated(read, chain_of(cast.kari, contract.pk), heads)
    assert shown is not None
    assert shown.differs
    row = preview_list(actor=cast.kari, contract_id=contract.pk, read=read, on=TODAY)
    choices = {orgnr(5): Choice(take=True), orgnr(6): Choice(take=True)}
    store_list(actor=cast.kari, list_id=row.pk, choices=choices, screener=screener, on=TODAY)
    firms = chain_of(cast.kari, contract.pk)
    assert [(one.supplier.orgnr, one.role, one.task, one.head.orgnr) for one in firms] == [
        (orgnr(5), "work", "Vask", orgnr(1)),
        (orgnr(6), "goods_only", "Glass", orgnr(1)),
    ]
    assert [one.under.supplier.orgnr if one.under else "" for one in firms] == ["", orgnr(5)]
    again = stated(read, firms, heads)
    assert again is not None
    assert not again.differs


@pytest.mark.usefixtures("report")
def test_firms_of_another_supplier_are_not_missed_in_the_report(
    cast: Cast, contract: Contract, screener: Screener
) -> None:
    other = Supplier.objects.unscoped(WHY).get(orgnr=orgnr(2))
    asked = FirmAsked("Prøve Mur AS", orgnr(9), head=other.pk)
    ask_for_firm(author=cast.kari, contract_id=contract.pk, asked=asked, book=screener.book, on=TODAY)
    read = stated_list(cast.kari, contract.pk, book=screener.book)
    assert read is not None
    row = preview_list(actor=cast.kari, contract_id=contract.pk, read=read, on=TODAY)
    assert {one["how"] for one in row.report["differences"]} == {"new"}


def test_a_refused_firm_that_a_list_shows_is_proposed_once(cast: Cast, contract: Contract, screener: Screener) -> None:
    head = contract.supplier_links.order_by("id")[0].supplier_id
    firms = {}
    for number in (5, 6):
        asked = FirmAsked(f"Prøve {number} AS", orgnr(number), head=head)
        firms[number] = ask_for_firm(
            author=cast.kari, contract_id=contract.pk, asked=asked, book=screener.book, on=TODAY
        )
    ground = Ground("Har ikke betalt.", rule="r2026.5k.chain")
    refuse_firm(actor=cast.kari, firm_id=firms[5].pk, version=1, ground=ground, on=TODAY)
    approve_firm(actor=cast.kari, firm_id=firms[6].pk, version=1, ground=Ground("Ja."), screener=screener, on=TODAY)
    listed = tuple(ListedFirm(orgnr(number), orgnr(number), f"Prøve {number} AS", 1) for number in (5, 6))
    for _ in range(2):
        read = ListRead(HMSREG, "hmsreg.xlsx", "0" * 64, listed)
        row = preview_list(actor=cast.kari, contract_id=contract.pk, read=read, on=TODAY)
        store_list(actor=cast.kari, list_id=row.pk, choices={}, screener=screener, on=TODAY)
    found = DeviationProposal.objects.unscoped(WHY).get(origin=Origin.CHAIN_FIRM)
    assert (found.firm_id, found.supplier_id, found.rule) == (firms[5].supplier_id, head, "r2026.5k.chain")
    assert (found.certain, found.why) == (False, "firm_listed")
    assert ChainFirm.objects.unscoped(WHY).get(id=firms[6].pk).state == "approved"
