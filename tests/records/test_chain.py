"""A firm is asked for, approved or refused, replaced, ended; what a list tells; and what the risk makes of it."""

from functools import partial

import pytest
from django.core.exceptions import ObjectDoesNotExist

from ryddig.domain.chain_tree import TOP, ListedFirm
from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import SupplierFact
from ryddig.domain.screening import Screener
from ryddig.records.accounts.access import Actor, Guest, NotAllowed
from ryddig.records.audit.models import Event
from ryddig.records.contracts.models import Contract, ContractSupplier, Supplier
from ryddig.records.followup.models import ScreeningRecord
from ryddig.records.followup.services import register_and_screen
from ryddig.records.reviews.chain import FirmAsked, Ground, approve_firm, ask_for_firm, end_firm, refuse_firm
from ryddig.records.reviews.chain_lists import Choice, ListRead, discard_list, preview_list, store_list
from ryddig.records.reviews.chain_models import ChainFirm, ChainList
from ryddig.records.reviews.chain_queries import chain_of
from ryddig.reports.law import law_for
from tests.cast import TODAY, Cast, facts, orgnr

WHY = "the test looks at everything"
OK = Ground("Sett på.")


@pytest.fixture
def screener() -> Screener:
    return law_for([]).screener


@pytest.fixture
def contract(cast: Cast, screener: Screener) -> Contract:
    """A cleaning contract: two tiers under the supplier, by § 5k."""
    return register_and_screen(actor=cast.lise, facts=facts(), unit_id=cast.property.pk, screener=screener, on=TODAY)


def ask(author: Actor | Guest, contract: Contract, number: int, **more: int | None) -> ChainFirm:
    asked = FirmAsked(f"Prøve {number} AS", orgnr(number), **more)  # type: ignore[arg-type]  # only rows' ids are given
    return ask_for_firm(author=author, contract_id=contract.pk, asked=asked, book=law_for([]).book, on=TODAY)


def approve(actor: Actor, row: ChainFirm, screener: Screener, *, ground: Ground = OK) -> ChainFirm:
    return approve_firm(actor=actor, firm_id=row.pk, version=row.version, ground=ground, screener=screener, on=TODAY)


def guest(contract: Contract) -> Guest:
    supplier = Supplier.objects.unscoped(WHY).get(contract_links__contract=contract, contract_links__role="supplier")
    return Guest(contract.organisation_id, contract.pk, supplier.pk, 1, "nb")


def test_a_firm_that_is_approved_is_on_the_contract_and_counts_in_its_risk(
    cast: Cast, contract: Contract, screener: Screener
) -> None:
    row = ask(cast.petter, contract, 5)
    assert (row.state, row.answer_by.isoformat() if row.answer_by else "") == ("asked", "2026-12-04")
    assert Contract.objects.unscoped(WHY).get().tiers is None
    approve(cast.kari, row, screener)
    contract.refresh_from_db()
    assert contract.tiers == 1
    assert ContractSupplier.objects.unscoped(WHY).filter(contract=contract, role="subcontractor").count() == 1
    decision = ScreeningRecord.objects.unscoped(WHY).get(id=contract.screening_id or 0).decision
    rm05 = next(one for one in decision["risk"]["factors"] if one["id"] == "RM-05")
    assert rm05["because"]["answer"] == "yes"
    assert Event.objects.unscoped(WHY).filter(type="chain.firm_approved").count() == 1


def test_a_third_tier_needs_unforeseen_events_and_a_reason(cast: Cast, contract: Contract, screener: Screener) -> None:
    first = approve(cast.kari, ask(cast.kari, contract, 5), screener)
    second = approve(cast.kari, ask(cast.kari, contract, 6, under=first.pk), screener)
    third = ask(cast.kari, contract, 7, under=second.pk)
    with pytest.raises(UserCanFix, match="more tiers"):
        approve(cast.kari, third, screener, ground=Ground("Vi vil ha den."))
    done = approve(cast.kari, third, screener, ground=Ground("Hovedfirmaet gikk konkurs.", unforeseen=True))
    assert (done.unforeseen, done.rule, done.because[0]["answer"]) == (True, "r2026.5k.chain", "no")
    contract.refresh_from_db()
    assert (contract.tiers, contract.risk_level) == (3, "high")


def test_a_firm_under_one_that_waits_must_wait_too(cast: Cast, contract: Contract, screener: Screener) -> None:
    above = ask(cast.kari, contract, 5)
    below = ask(cast.kari, contract, 6, under=above.pk)
    with pytest.raises(UserCanFix, match="not approved"):
        approve(cast.kari, below, screener)


def test_a_refusal_says_why_and_under_which_rule(cast: Cast, contract: Contract) -> None:
    row = ask(guest(contract), contract, 5)
    assert (row.origin, row.asked_by_id) == ("supplier", None)
    no = partial(refuse_firm, actor=cast.kari, firm_id=row.pk, version=1, on=TODAY)
    with pytest.raises(UserCanFix, match="under which rule"):
        no(ground=Ground("Konkurs."))
    with pytest.raises(UserCanFix, match="reason"):
        no(ground=Ground("", rule="r2026.5k.chain"))
    done = no(ground=Ground("Konkurs.", clause="Punkt 8"))
    assert (done.state, done.clause) == ("refused", "Punkt 8")


def test_the_older_of_two_decisions_is_refused(cast: Cast, contract: Contract, screener: Screener) -> None:
    row = ask(cast.kari, contract, 5)
    refuse_firm(actor=cast.lise, firm_id=row.pk, version=1, ground=Ground("Nei.", clause="8"), on=TODAY)
    with pytest.raises(UserCanFix, match="Somebody has changed"):
        approve(cast.kari, row, screener)


def test_a_replacement_takes_over_those_below(cast: Cast, contract: Contract, screener: Screener) -> None:
    old = approve(cast.kari, ask(cast.kari, contract, 5), screener)
    below = approve(cast.kari, ask(cast.kari, contract, 6, under=old.pk), screener)
    new = approve(cast.kari, ask(cast.kari, contract, 7, replaces=old.pk), screener)
    old.refresh_from_db()
    below.refresh_from_db()
    assert (old.state, below.under_id) == ("ended", new.pk)


def test_a_firm_with_others_below_does_not_go_first(cast: Cast, contract: Contract, screener: Screener) -> None:
    old = approve(cast.kari, ask(cast.kari, contract, 5), screener)
    approve(cast.kari, ask(cast.kari, contract, 6, under=old.pk), screener)
    with pytest.raises(UserCanFix, match="work for this one"):
        end_firm(author=cast.kari, firm_id=old.pk, why="", screener=screener, on=TODAY)


def test_a_supplier_ends_its_own_firms_and_the_tiers_follow(cast: Cast, contract: Contract, screener: Screener) -> None:
    row = approve(cast.kari, ask(cast.kari, contract, 5), screener)
    end_firm(author=guest(contract), firm_id=row.pk, why="Ferdig", screener=screener, on=TODAY)
    contract.refresh_from_db()
    assert contract.tiers == 0


def test_who_may_what(cast: Cast, contract: Contract, screener: Screener) -> None:
    row = ask(cast.kari, contract, 5)
    with pytest.raises(NotAllowed):
        approve(cast.petter, row, screener)
    with pytest.raises(NotAllowed):
        ask(cast.ada, contract, 6)
    with pytest.raises(ObjectDoesNotExist):
        approve(cast.omar, row, screener)
    elsewhere = Guest(contract.organisation_id, contract.pk + 1, 1, 1, "nb")
    with pytest.raises(ObjectDoesNotExist):
        end_firm(author=elsewhere, firm_id=row.pk, why="", screener=screener, on=TODAY)
    with pytest.raises(ObjectDoesNotExist):
        ask(elsewhere, contract, 7)
    other = Guest(contract.organisation_id, contract.pk, row.supplier_id, 1, "nb")
    with pytest.raises(ObjectDoesNotExist):
        end_firm(author=other, firm_id=row.pk, why="", screener=screener, on=TODAY)
    assert not chain_of(other, contract.pk).exists()
    assert chain_of(guest(contract), contract.pk).count() == 1


def test_wrong_firms_are_turned_away(cast: Cast, contract: Contract) -> None:
    ask(cast.kari, contract, 5)
    with pytest.raises(UserCanFix, match="in the chain, or waits"):
        ask(cast.kari, contract, 5)
    with pytest.raises(UserCanFix, match="supplier of the contract itself"):
        ask(cast.kari, contract, 1)
    asked = FirmAsked("Prøve", "123")
    with pytest.raises(UserCanFix, match="not a valid organisation number"):
        ask_for_firm(author=cast.kari, contract_id=contract.pk, asked=asked, book=law_for([]).book, on=TODAY)


def listed(actor: Actor, contract: Contract) -> ChainList:
    """Ren Luft (the supplier) with 5 under it, 6 under 5, and 8 of which nobody says where it belongs."""
    firms = (
        ListedFirm(orgnr(1), orgnr(1), "Ren Luft AS", 0),
        ListedFirm(orgnr(5), orgnr(5), "Prøve 5 AS", 1),
        ListedFirm(orgnr(6), orgnr(6), "Prøve 6 AS", 2, above=orgnr(5)),
        ListedFirm(orgnr(8), orgnr(8), "Prøve 8 AS", 2),
    )
    read = ListRead("hmsreg_chain", "hmsreg.xlsx", "0" * 64, firms)
    return preview_list(actor=actor, contract_id=contract.pk, read=read, on=TODAY)


def test_a_list_changes_nothing_before_a_person_says_so(cast: Cast, contract: Contract, screener: Screener) -> None:
    gone = approve(cast.kari, ask(cast.kari, contract, 7), screener)
    row = listed(cast.petter, contract)
    how = {one["key"]: one["how"] for one in row.report["differences"]}
    assert how == {orgnr(5): "new", orgnr(6): "new", orgnr(8): "new", orgnr(7): "gone"}
    assert ChainFirm.objects.unscoped(WHY).count() == 1
    choices = {key: Choice(take=True, above=orgnr(5) if key == orgnr(8) else "") for key in how}
    store_list(actor=cast.petter, list_id=row.pk, choices=choices, screener=screener, on=TODAY)
    gone.refresh_from_db()
    contract.refresh_from_db()
    under = {
        one.supplier.orgnr: (one.under.supplier.orgnr if one.under else TOP, one.state, one.seen_on)
        for one in ChainFirm.objects.unscoped(WHY).filter(state="asked").select_related("supplier", "under__supplier")
    }
    assert under == {
        orgnr(5): (TOP, "asked", TODAY),
        orgnr(6): (orgnr(5), "asked", TODAY),
        orgnr(8): (orgnr(5), "asked", TODAY),
    }
    assert (gone.state, contract.tiers) == ("ended", 2)


def test_a_list_with_firms_approved_already(cast: Cast, contract: Contract, screener: Screener) -> None:
    row = listed(cast.kari, contract)
    choices = {orgnr(5): Choice(take=True), orgnr(6): Choice(take=True)}
    store_list(
        actor=cast.kari, list_id=row.pk, choices=choices, screener=screener, on=TODAY, approved="Brev av 1. oktober."
    )
    assert set(ChainFirm.objects.unscoped(WHY).values_list("state", "reason")) == {("approved", "Brev av 1. oktober.")}


def test_a_list_is_stored_against_the_chain_it_was_compared_with(
    cast: Cast, contract: Contract, screener: Screener
) -> None:
    row = listed(cast.kari, contract)
    ask(cast.lise, contract, 9)
    with pytest.raises(UserCanFix, match="has changed since"):
        store_list(actor=cast.kari, list_id=row.pk, choices={}, screener=screener, on=TODAY)
    discard_list(actor=cast.kari, list_id=row.pk)
    with pytest.raises(UserCanFix, match="already taken in"):
        discard_list(actor=cast.kari, list_id=row.pk)


def test_a_firm_without_a_place_stops_the_list(cast: Cast, contract: Contract, screener: Screener) -> None:
    row = listed(cast.kari, contract)
    with pytest.raises(UserCanFix, match="Prøve 8 AS"):
        store_list(actor=cast.kari, list_id=row.pk, choices={orgnr(8): Choice(take=True)}, screener=screener, on=TODAY)
    assert not ChainFirm.objects.unscoped(WHY).exists()


def test_startbank_tells_status_of_firms_we_have(cast: Cast, contract: Contract, screener: Screener) -> None:
    firm = ask(cast.kari, contract, 5)
    said = {orgnr(5): {"status": "Godkjent", "valid_to": "2027-01-31"}, orgnr(6): {"status": "Utmeldt"}}
    read = ListRead("startbank", "startbank.csv", "0" * 64, statuses=said)
    row = preview_list(actor=cast.kari, contract_id=contract.pk, read=read, on=TODAY)
    assert [one["firm"] for one in row.report["statuses"]] == [firm.pk]
    store_list(actor=cast.kari, list_id=row.pk, choices={}, screener=screener, on=TODAY)
    firm.refresh_from_db()
    assert (firm.startbank["status"], firm.startbank["on"]) == ("Godkjent", TODAY.isoformat())


def test_a_name_without_a_number_is_a_firm(cast: Cast, contract: Contract) -> None:
    asked = FirmAsked("Påfunn Anlegg")
    row = ask_for_firm(author=cast.kari, contract_id=contract.pk, asked=asked, book=law_for([]).book, on=TODAY)
    assert (row.supplier.name, row.supplier.orgnr) == (SupplierFact("Påfunn Anlegg").name, None)
