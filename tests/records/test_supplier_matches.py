"""Which firm is it? A number settles it; a name is a proposal that a person decides."""

import pytest

from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import SupplierFact
from ryddig.records.accounts.access import NotAllowed
from ryddig.records.audit.models import Event
from ryddig.records.contracts.models import Contract, Supplier, SupplierMatch
from ryddig.records.contracts.queries import open_matches, supplier_page, suppliers
from ryddig.records.contracts.services import confirm_supplier_match, reject_supplier_match
from tests.cast import TODAY, Cast, contract, orgnr

NUMBERED = SupplierFact("Ren Luft AS", orgnr(1))
NAMED = SupplierFact("REN LUFT")


def two(cast: Cast, name: SupplierFact = NAMED) -> SupplierMatch:
    contract(cast, "K-1", suppliers=(NUMBERED,))
    contract(cast, "K-2", suppliers=(name,))
    return open_matches(cast.kari).get()


def test_an_exact_number_is_the_same_firm_under_any_name(cast: Cast) -> None:
    contract(cast, "K-1", suppliers=(NUMBERED,))
    contract(cast, "K-2", suppliers=(SupplierFact("Ren Luft, avd. Bergen", orgnr(1)),))
    firm = Supplier.objects.visible_to(cast.kari).get()
    assert firm.match == Supplier.Match.CONFIRMED
    assert suppliers(cast.kari).rows[0].contracts == 2


def test_a_like_name_is_proposed_with_reasons_and_nothing_is_moved(cast: Cast) -> None:
    match = two(cast)
    assert (match.likeness, match.candidate.orgnr) == (100, orgnr(1))
    assert "equal apart from case" in match.reasons[0]["text"]
    assert match.supplier.match == Supplier.Match.PROPOSED
    assert suppliers(cast.kari).total == 2


def test_the_proposal_comes_whichever_was_first(cast: Cast) -> None:
    contract(cast, "K-1", suppliers=(NAMED,))
    assert not open_matches(cast.kari).exists()
    contract(cast, "K-2", suppliers=(NUMBERED,))
    assert open_matches(cast.kari).count() == 1


def test_different_legal_forms_are_said(cast: Cast) -> None:
    match = two(cast, SupplierFact("Ren Luft ANS"))
    assert match.reasons[1]["params"] == {"ours": "ANS", "theirs": "AS"}


def test_unlike_names_are_not_proposed(cast: Cast) -> None:
    contract(cast, "K-1", suppliers=(NUMBERED,))
    contract(cast, "K-2", suppliers=(SupplierFact("Rent Vann AS"),))
    assert not open_matches(cast.kari).exists()


def test_confirming_moves_the_contracts_and_is_remembered(cast: Cast) -> None:
    match = two(cast)
    confirm_supplier_match(actor=cast.kari, match_id=match.pk, on=TODAY)
    assert suppliers(cast.kari).rows[0].contracts == 2
    assert Contract.objects.visible_to(cast.kari).get(reference="K-2").supplier_names == "Ren Luft AS"
    contract(cast, "K-3", suppliers=(NAMED,))
    page = supplier_page(cast.kari, match.candidate_id)
    assert [row.reference for row in page.contracts] == ["K-1", "K-2", "K-3"]
    assert [name.name for name in page.other_names] == ["REN LUFT"]
    assert not open_matches(cast.kari).exists()
    assert Event.objects.visible_to(cast.kari).get(type="supplier.match_confirmed").details["orgnr"] == orgnr(1)


def test_a_contract_that_names_both_keeps_one(cast: Cast) -> None:
    contract(cast, "K-1", suppliers=(NUMBERED, NAMED))
    confirm_supplier_match(actor=cast.kari, match_id=open_matches(cast.kari).get().pk, on=TODAY)
    row = Contract.objects.visible_to(cast.kari).get()
    assert row.supplier_links.count() == 1


def test_a_rejected_proposal_does_not_come_back(cast: Cast) -> None:
    match = two(cast)
    reject_supplier_match(actor=cast.kari, match_id=match.pk, on=TODAY)
    contract(cast, "K-3", suppliers=(NAMED, SupplierFact("Ren Luft Drift AS", orgnr(9))))
    assert match.pk not in open_matches(cast.kari).values_list("id", flat=True)
    assert SupplierMatch.objects.visible_to(cast.kari).get(id=match.pk).state == SupplierMatch.State.REJECTED


def test_a_proposal_is_decided_once(cast: Cast) -> None:
    match = two(cast)
    confirm_supplier_match(actor=cast.kari, match_id=match.pk, on=TODAY)
    with pytest.raises(UserCanFix, match="already decided"):
        reject_supplier_match(actor=cast.kari, match_id=match.pk, on=TODAY)


def test_who_may_not_decide(cast: Cast) -> None:
    match = two(cast)
    with pytest.raises(NotAllowed):
        confirm_supplier_match(actor=cast.ada, match_id=match.pk, on=TODAY)
    with pytest.raises(SupplierMatch.DoesNotExist):
        confirm_supplier_match(actor=cast.omar, match_id=match.pk, on=TODAY)


def test_the_list_is_searched_by_name_and_number(cast: Cast) -> None:
    contract(cast, "K-1", suppliers=(NUMBERED,))
    contract(cast, "K-2", suppliers=(SupplierFact("Ærlig Bygg AS", orgnr(4)),))
    assert [row.supplier.name for row in suppliers(cast.kari, text="ærlig").rows] == ["Ærlig Bygg AS"]
    assert [row.supplier.name for row in suppliers(cast.kari, text=orgnr(1)).rows] == ["Ren Luft AS"]
    assert suppliers(cast.omar).rows == ()


def test_a_common_supplier_is_two_rows_for_two_buyers(cast: Cast) -> None:
    contract(cast, "K-1", suppliers=(NUMBERED,))
    firm = Supplier.objects.visible_to(cast.kari).get()
    with pytest.raises(Supplier.DoesNotExist):
        supplier_page(cast.omar, firm.pk)
