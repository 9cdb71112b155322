"""Suppliers across units, proposed matches, and what is half done."""

from django.test import Client
from django.urls import reverse

from ryddig.records.contracts.models import ContractSupplier, SupplierMatch
from tests.office_world import WHY, World


def test_a_proposal_stands_with_its_reasons(world: World, kari: Client) -> None:
    shown = kari.get("/suppliers/").content.decode()
    assert "Ren Luft A/S" in shown
    assert reverse("office:match", args=[world.match.pk]) in shown


def test_saying_yes_moves_the_contracts(world: World, kari: Client) -> None:
    kari.post(reverse("office:match", args=[world.match.pk]), {"same": "yes"})
    links = ContractSupplier.objects.unscoped(WHY).filter(supplier=world.match.candidate)
    assert set(links.values_list("contract__reference", flat=True)) == {"K-1", "K-2"}


def test_saying_no_leaves_them_and_does_not_ask_again(world: World, kari: Client) -> None:
    kari.post(reverse("office:match", args=[world.match.pk]), {"same": "no"})
    assert SupplierMatch.objects.unscoped(WHY).get(pk=world.match.pk).state == "rejected"
    assert "Ren Luft A/S» og" not in kari.get("/suppliers/").content.decode()


def test_one_firm_with_its_contracts(world: World, kari: Client) -> None:
    shown = kari.get(reverse("office:supplier", args=[world.match.candidate_id])).content.decode()
    assert "Renhold av skoler" in shown
    assert "Naboens kontrakt" not in shown


def test_searching_by_number_or_name(world: World, kari: Client) -> None:
    number = world.match.candidate.orgnr or ""
    for text in (number, f"{number[:3]} {number[3:6]}", "ren luft as"):
        names = [row.supplier.name for row in kari.get("/suppliers/", {"q": text}).context["page"].rows]
        assert "Ren Luft AS" in names


def test_quality_counts_and_lists_by_kind(world: World, kari: Client) -> None:
    context = kari.get("/quality/").context
    assert sum(group.count for group in context["groups"]) == context["page"].total
    one = kari.get("/quality/?kind=value.missing")
    assert [row.title for row in one.context["rows"]] == ["Arbeidstøy"]
    assert kari.get("/quality/?kind=nonsense").context["page"].total == context["page"].total
