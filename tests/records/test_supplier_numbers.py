"""A name gets its number: the firm takes over the contracts, the name is remembered, a no is remembered too."""

import pytest

from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import SupplierFact
from ryddig.records.accounts.access import NotAllowed
from ryddig.records.contracts.models import Contract, Supplier, SupplierMatch
from ryddig.records.contracts.numbers import confirm_number, say_not_norwegian
from ryddig.records.lookups.names import reject_candidates, rejected_numbers
from tests.cast import TODAY, Cast, contract, orgnr
from tests.register_world import firm
from tests.supplier_world import looked_for

NAME = "Ren Prøveluft"


def named(cast: Cast, reference: str = "K-5", name: str = NAME) -> Contract:
    return contract(cast, reference=reference, suppliers=(SupplierFact(name),))


def confirm(cast: Cast, supplier: Supplier, number: str) -> Supplier:
    name = "REN PRØVELUFT AS"
    return confirm_number(actor=cast.kari, supplier_id=supplier.pk, orgnr=number, name=name, on=TODAY)


def test_the_firm_takes_over_and_the_name_is_remembered(cast: Cast) -> None:
    row = named(cast)
    before = firm(row)
    made = confirm(cast, before, orgnr(7))
    assert (firm(row), made.orgnr, made.match) == (made, orgnr(7), "confirmed")
    row.refresh_from_db()
    assert row.supplier_names == "REN PRØVELUFT AS"
    assert firm(named(cast, "K-6")) == made


def test_a_firm_that_is_known_already_is_that_firm(cast: Cast) -> None:
    known = firm(contract(cast))
    row = named(cast)
    assert confirm(cast, firm(row), known.orgnr or "") == known
    assert Supplier.objects.visible_to(cast.kari).filter(orgnr=known.orgnr).count() == 1


def test_a_number_must_pass_and_is_given_once(cast: Cast) -> None:
    supplier = firm(named(cast))
    with pytest.raises(UserCanFix, match="not a valid organisation number"):
        confirm(cast, supplier, "123456789")
    confirm(cast, supplier, orgnr(7))
    with pytest.raises(UserCanFix, match="already said"):
        confirm(cast, supplier, orgnr(8))


def test_not_norwegian_ends_the_proposals(cast: Cast) -> None:
    contract(cast)
    supplier = firm(named(cast, name="Ren Luft A/S"))
    assert SupplierMatch.objects.visible_to(cast.kari).filter(state="proposed").exists()
    assert say_not_norwegian(actor=cast.kari, supplier_id=supplier.pk, on=TODAY).norwegian is False
    assert not SupplierMatch.objects.visible_to(cast.kari).filter(state="proposed").exists()


def test_none_of_these_is_remembered(cast: Cast) -> None:
    supplier = firm(named(cast))
    with pytest.raises(UserCanFix, match="no candidate"):
        reject_candidates(actor=cast.kari, supplier_id=supplier.pk, on=TODAY)
    looked_for(cast.kari, supplier, orgnr(7), orgnr(8))
    reject_candidates(actor=cast.kari, supplier_id=supplier.pk, on=TODAY)
    looked_for(cast.kari, supplier, orgnr(7), orgnr(9))
    assert rejected_numbers(cast.kari, supplier.pk) == {orgnr(7), orgnr(8)}


def test_who_may(cast: Cast) -> None:
    supplier = firm(named(cast))
    for actor in (cast.petter, cast.bjorn, cast.ada):
        with pytest.raises(NotAllowed):
            confirm_number(actor=actor, supplier_id=supplier.pk, orgnr=orgnr(7), name="", on=TODAY)
    with pytest.raises(Supplier.DoesNotExist):
        confirm_number(actor=cast.omar, supplier_id=supplier.pk, orgnr=orgnr(7), name="", on=TODAY)
