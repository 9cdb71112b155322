"""Registering and changing facts by hand: read as people write, nothing guessed, screened at once."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ryddig.records.contracts.models import Contract, ContractOption
from ryddig.records.followup.models import ScreeningRecord
from tests.office_world import WHY, World

NEW = {
    "title": "Vakthold ved rådhuset",
    "reference": "V-1",
    "kind": "services",
    "sector": "classic",
    "cpv": "79713000-5, 79710000",
    "value_ore": "1,5 mill",
    "announced_on": "2026-08-01",
    "starts_on": "2026-10-01",
    "ends_on": "2028-09-30",
    "suppliers": "Vakt og Vern AS",
}


def stored(reference: str) -> Contract:
    return Contract.objects.unscoped(WHY).get(reference=reference)


def form_of(client: Client, contract: Contract) -> dict[str, object]:
    """What the edit page would send unchanged."""
    form = client.get(reverse("office:edit", args=[contract.pk])).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


def test_a_new_contract_is_registered_and_screened(world: World, kari: Client) -> None:
    answer = kari.post(reverse("office:register"), {**NEW, "unit": world.cast.property.pk})
    made = stored("V-1")
    assert (answer.status_code, answer["Location"]) == (302, f"/contracts/{made.pk}/")
    assert (made.value_ore, made.cpv, made.announced_on) == (150_000_000, ["79713000", "79710000"], date(2026, 8, 1))
    assert ScreeningRecord.objects.unscoped(WHY).filter(contract=made).exists()


@pytest.mark.parametrize(
    ("field", "written", "said"),
    [
        ("value_ore", "ca. 2 mill", "ca. 2 mill"),
        ("cpv", "1234", "1234"),
        ("suppliers", "Vakt AS; 123456789", "123456789"),
        ("tiers", "to", "to"),
        ("title", "", ""),
    ],
)
def test_what_cannot_be_read_is_told_at_the_field(
    world: World, kari: Client, field: str, written: str, said: str
) -> None:
    answer = kari.post(reverse("office:register"), {**NEW, "unit": world.cast.property.pk, field: written})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "ds-error-summary" in shown
    assert f'href="#id_{field}"' in shown
    assert said in answer.context["form"].errors[field][0]
    assert not Contract.objects.unscoped(WHY).filter(reference="V-1").exists()


def test_a_reference_that_is_taken_is_told_with_the_cure(world: World, kari: Client) -> None:
    data = {**NEW, "unit": world.cast.property.pk, "reference": "K-1"}
    shown = kari.post(reverse("office:register"), data).content.decode()
    assert 'data-color="danger"' in shown
    assert "K-1" in shown


def test_kari_may_only_register_in_her_own_units(world: World, kari: Client) -> None:
    form = kari.get(reverse("office:register")).context["form"]
    assert [name for _, name in form.fields["unit"].choices] == ["Eiendom", "Skolebygg"]


def test_sending_the_form_unchanged_changes_nothing(world: World, kari: Client) -> None:
    before = stored("K-1")
    screened = ScreeningRecord.objects.unscoped(WHY).filter(contract=before).count()
    kari.post(reverse("office:edit", args=[before.pk]), form_of(kari, before))
    after = stored("K-1")
    assert {f.name: getattr(after, f.name) for f in after._meta.concrete_fields} == {
        f.name: getattr(before, f.name) for f in before._meta.concrete_fields
    }
    assert ScreeningRecord.objects.unscoped(WHY).filter(contract=before).count() == screened


def test_a_changed_fact_makes_a_new_version_with_the_difference(world: World, kari: Client) -> None:
    contract = stored("K-1")
    kari.post(reverse("office:edit", args=[contract.pk]), {**form_of(kari, contract), "announced_on": "2026-06-30"})
    records = list(ScreeningRecord.objects.unscoped(WHY).filter(contract=contract).order_by("version"))
    assert [record.decision["regime"] for record in records] == ["R2026"] * (len(records) - 1) + ["R2008"]
    assert records[-1].difference
    history = kari.get(reverse("office:history", args=[contract.pk])).content.decode()
    assert "30.\u00a0juni\u00a02026" in history


def test_an_emptied_field_becomes_not_known(world: World, kari: Client) -> None:
    contract = stored("K-1")
    data = {**form_of(kari, contract), "value_ore": "", "category": ""}
    kari.post(reverse("office:edit", args=[contract.pk]), data)
    assert (stored("K-1").value_ore, stored("K-1").category) == (None, "")


def test_options_are_kept(world: World, kari: Client) -> None:
    contract = stored("K-1")
    more = {"option1_months": "12", "option1_exercise_by": "2028-06-30", "option1_used": "no"}
    kari.post(reverse("office:edit", args=[contract.pk]), {**form_of(kari, contract), **more})
    option = ContractOption.objects.unscoped(WHY).get(contract=contract)
    assert (option.months, option.exercise_by, option.used) == (12, date(2028, 6, 30), False)
    kari.post(reverse("office:edit", args=[contract.pk]), {**form_of(kari, contract), "title": "Nytt navn"})
    assert ContractOption.objects.unscoped(WHY).get(contract=contract).months == 12


def test_a_contract_moves_to_another_unit(world: World, lise: Client) -> None:
    contract = stored("K-1")
    lise.post(reverse("office:edit", args=[contract.pk]), {**form_of(lise, contract), "unit": world.cast.health.pk})
    assert stored("K-1").unit_id == world.cast.health.pk


def test_the_second_of_two_tabs_does_not_overwrite_what_the_first_saved(world: World, kari: Client) -> None:
    contract = world.cleaning
    url = reverse("office:edit", args=[contract.pk])
    seen = kari.get(url).context["version"]
    given = {**form_of(kari, contract), "seen": seen}
    assert kari.post(url, {**given, "title": "Fra den første fanen"}).status_code == 302
    answer = kari.post(url, {**given, "title": "Fra den andre fanen"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Fra den andre fanen" in page, "what was typed stands in the form"
    contract.refresh_from_db()
    assert contract.title == "Fra den første fanen"
    again = {**given, "title": "Fra den andre fanen", "seen": answer.context["version"]}
    assert kari.post(url, again).status_code == 302
    contract.refresh_from_db()
    assert contract.title == "Fra den andre fanen"
