"""One supplier: who it is, what to look into and the answer to it, each register in a line, and asking now."""

import pytest
from django.test import Client
from django.urls import reverse

from ryddig.domain.serial import plain
from ryddig.records.contracts.models import Contract
from ryddig.records.followup.register_rounds import FirmOutcome
from ryddig.records.lookups.models import Ask, Signal
from tests.office_world import WHY, World, logged_in
from tests.register_world import failed, store
from tests.supplier_world import UNIT, hears_of_bankruptcy


def page(client: Client, world: World) -> str:
    return client.get(reverse("office:supplier", args=[world.signal.supplier_id])).content.decode()


def test_the_firm_as_the_register_has_it(world: World, kari: Client) -> None:
    shown = page(kari, world)
    assert "81.210 Rengjøring av bygninger (SN2025)" in shown
    assert "1–4" in shown
    assert reverse("office:snapshot", args=[world.signal.snapshot_id]) in shown


@pytest.mark.parametrize(
    ("employees", "said"),
    [({}, "sier ikke"), ({"known": False}, "ingen registrert"), ({"known": True, "number": 37}, "37")],
)
def test_employees_unknown_none_and_a_number_are_three_things(
    world: World, kari: Client, employees: dict[str, object], said: str
) -> None:
    hears_of_bankruptcy(world.cleaning, days=1, **{**plain(UNIT), "employees": employees})
    rows = kari.get(reverse("office:supplier", args=[world.signal.supplier_id])).context["firm"].rows
    assert said in dict(rows)["Ansatte"]


def test_a_signal_is_a_question_with_before_after_and_its_answer(world: World, kari: Client) -> None:
    (signal,) = kari.get(reverse("office:supplier", args=[world.signal.supplier_id])).context["waiting"]
    assert (signal.before, signal.after, signal.colour) == ("konkurs: nei", "konkurs: ja", "danger")
    url = reverse("office:signal_answer", args=[world.signal.supplier_id, world.signal.pk])
    kari.post(url, {"done": "contract_stopped", "reason": "Bobestyrer svarte 20. november."})
    stored = Signal.objects.unscoped(WHY).get(id=world.signal.pk)
    assert stored.state == "answered"
    shown = page(kari, world)
    assert "Bobestyrer svarte 20. november." in shown
    assert "Kari" in shown


def test_the_lawbook_says_what_to_ask_and_how_grave_it_is(world: World, kari: Client) -> None:
    (signal,) = kari.get(f"/suppliers/{world.signal.supplier_id}/").context["waiting"]
    assert signal.asks.startswith("Kontakt bostyreren")
    entry = kari.get("/law/signals.bankruptcy/").content.decode()
    assert "Avgjør nå" in entry
    assert "0,04" not in entry


def test_an_answer_needs_a_reason(world: World, kari: Client) -> None:
    url = reverse("office:signal_answer", args=[world.signal.supplier_id, world.signal.pk])
    told = kari.post(url, {"done": "looked_into", "reason": " "}, follow=True).content.decode()
    assert "Skriv begrunnelsen" in told
    assert Signal.objects.unscoped(WHY).get(id=world.signal.pk).state == "open"


def test_the_auditor_reads_and_is_offered_nothing_to_change(world: World, ada: Client) -> None:
    shown = page(ada, world)
    assert reverse("office:signal_answer", args=[world.signal.supplier_id, world.signal.pk]) not in shown
    assert reverse("office:supplier_ask", args=[world.signal.supplier_id]) not in shown


def test_a_register_that_is_off_says_so_and_asks_for_the_paper(world: World, kari: Client) -> None:
    lines = {line.source: line for line in kari.get(f"/suppliers/{world.signal.supplier_id}/").context["sources"]}
    assert lines["renhold"].state == "off"
    assert lines["renhold"].needs_paper
    assert "Ikke spurt" in lines["renhold"].said
    assert lines["enhetsregisteret"].state == "answered"
    assert "Skatteattest" in lines["ebevis"].paper


def test_a_failed_try_says_how_old_the_answer_is(world: World, kari: Client) -> None:
    supplier = world.signal.supplier
    store(
        FirmOutcome(supplier.pk, failed=(failed(supplier, days=3),)), organisation_id=supplier.organisation_id, days=3
    )
    line = kari.get(f"/suppliers/{supplier.pk}/").context["sources"][0]
    assert (line.source, line.state) == ("enhetsregisteret", "stale")
    assert "Enhetsregisteret" in line.note


def test_asking_now_is_a_row_for_the_worker_and_the_page_says_so(
    world: World, kari: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RYDDIG_REGISTERS", "standin")
    here = f"/suppliers/{world.signal.supplier_id}/"
    assert reverse("office:supplier_ask", args=[world.signal.supplier_id]) in page(kari, world)
    shown = kari.post(f"{here}ask/", follow=True).content.decode()
    assert Ask.objects.unscoped(WHY).get(supplier=world.signal.supplier).state == "waiting"
    assert f"{here}asked/" in shown
    assert kari.get(f"{here}asked/", headers={"HX-Request": "true"}).status_code == 200
    Ask.objects.unscoped(WHY).update(state="done")
    over = kari.get(f"{here}asked/", headers={"HX-Request": "true"})
    assert (over.status_code, over["HX-Redirect"]) == (286, here)


def test_the_contract_leads_to_the_supplier_and_the_risk_page_to_the_answer(world: World, kari: Client) -> None:
    shown = kari.get(f"/contracts/{world.cleaning.pk}/").content.decode()
    assert f"/suppliers/{world.signal.supplier_id}/#signal-{world.signal.pk}" in shown
    effects = kari.get(f"/contracts/{world.cleaning.pk}/risk/").context["effects"]
    assert [effect.snapshot for effect in effects] == [world.signal.snapshot_id]


def test_the_list_is_narrowed_by_how_firms_stand_with_the_registers(world: World, kari: Client) -> None:
    def names(wanted: str) -> list[str]:
        rows = kari.get("/suppliers/", {"registers": wanted}).context["rows"]
        return [one.row.supplier.name for one in rows]

    assert names("signals") == ["Ren Luft AS"]
    assert names("not_asked") == []
    assert names("no_number") == ["Ren Luft A/S"]
    assert names("old") == []
    assert names("nonsense") == names("")


def test_another_buyers_answers_are_not_there(world: World) -> None:
    omar = logged_in(world, world.cast.omar)
    assert omar.get(reverse("office:snapshot", args=[world.signal.snapshot_id])).status_code == 404
    assert Contract.objects.visible_to(world.cast.omar).count() == 1
