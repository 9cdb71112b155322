"""Papers, requests for evidence and the number of a name, as a person does them on the pages."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ryddig.records.contracts.models import ContractSupplier, Supplier
from ryddig.records.evidence.models import Paper
from ryddig.records.lookups.models import Ask, RegisterCase
from tests.cast import orgnr
from tests.office_world import WHY, World, logged_in
from tests.supplier_world import looked_for

PDF = b"%PDF-1.7 a newer paper"


def papers(world: World) -> str:
    return reverse("office:supplier_papers", args=[world.signal.supplier_id])


def requests(world: World) -> str:
    return reverse("office:supplier_cases", args=[world.signal.supplier_id])


def number(world: World) -> str:
    return reverse("office:supplier_name", args=[world.match.supplier_id])


def sent(world: World, **more: object) -> dict[str, object]:
    given = {"contract": world.cleaning.pk, "kind": "tax_certificate", "dated": "2026-11-02", "arrears": "0"}
    return {**given, "file": SimpleUploadedFile("attest.pdf", PDF), **more}


def test_a_certificate_is_registered_and_shows_how_long_it_counts(world: World, kari: Client) -> None:
    shown = kari.post(papers(world), sent(world), follow=True)
    (newest, _older) = shown.context["papers"]
    assert "2. mai 2027" in newest.said.replace("\u00a0", " ")
    assert newest.says == ("Ingen restanser på skatt eller avgift",)
    assert reverse("office:evidence", args=[newest.file]) in shown.content.decode()
    assert newest.reasons[0].rule == "deadlines.tax_certificate_age"


def test_what_is_wrong_is_said_and_what_was_written_stays(world: World, kari: Client) -> None:
    shown = kari.post(papers(world), sent(world, dated="2027-01-01"))
    assert "fram i tid" in shown.content.decode()
    assert 'value="2027-01-01"' in shown.content.decode()
    assert Paper.objects.unscoped(WHY).count() == 1


def test_tax_data_are_hidden_from_those_who_only_control(world: World) -> None:
    petter = logged_in(world, world.cast.petter)
    shown = petter.get(papers(world)).content.decode()
    assert "Ingen restanser" not in shown
    assert "skatteopplysninger" in shown
    assert petter.get(reverse("office:evidence", args=[world.paper.evidence_id])).status_code == 403


def test_a_mistake_is_withdrawn_with_its_reason(world: World, kari: Client) -> None:
    url = reverse("office:paper_withdraw", args=[world.signal.supplier_id, world.paper.pk])
    shown = kari.post(url, {"why": "Gjaldt et annet firma."}, follow=True).content.decode()
    assert "Gjaldt et annet firma." in shown


def test_the_auditor_is_not_offered_the_form_and_cannot_post(world: World, ada: Client) -> None:
    assert "multipart/form-data" not in ada.get(papers(world)).content.decode()
    assert ada.post(papers(world), sent(world)).status_code == 403


def test_ebevis_off_says_so_and_leads_to_the_paper(world: World, kari: Client) -> None:
    shown = kari.get(requests(world)).content.decode()
    assert "eBevis er slått av her" in shown
    assert f"{papers(world)}?kind=tax_certificate#new" in shown
    chosen = kari.get(papers(world), {"kind": "tax_certificate"}).context["form"]["kind"].value()
    assert chosen == "tax_certificate"


def test_a_request_is_started_and_ended(world: World, kari: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RYDDIG_REGISTERS", "standin")
    end = reverse("office:case_end", args=[world.signal.supplier_id, world.case.pk])
    assert kari.post(end)["Location"] == papers(world)
    given = {"contract": world.cleaning.pk, "codes": ["RestanserV2"], "why": "Før vi forlenger."}
    shown = kari.post(requests(world), given, follow=True)
    assert [case.state for case in shown.context["cases"]] == ["Venter på å bli sendt", "Bedt om attesten i stedet"]
    assert "Før vi forlenger." in shown.content.decode()
    again = kari.post(requests(world), given).content.decode()
    assert "allerede en åpen forespørsel" in again
    assert RegisterCase.objects.unscoped(WHY).count() == 2


def test_a_request_that_waits_can_be_reminded_of(world: World, kari: Client) -> None:
    RegisterCase.objects.unscoped(WHY).update(state="pending", accreditation="a-1")
    remind = reverse("office:case_remind", args=[world.signal.supplier_id, world.case.pk])
    assert remind in kari.get(requests(world)).content.decode()
    kari.post(remind)
    assert RegisterCase.objects.unscoped(WHY).get().remind_at is not None
    assert remind not in kari.get(requests(world)).content.decode()


def test_candidates_stand_with_one_preselected_and_yes_gives_the_number(world: World, kari: Client) -> None:
    looked_for(world.cast.kari, world.match.supplier, orgnr(7), orgnr(8))
    found = kari.get(number(world)).context["candidates"]
    assert [one.first for one in found] == [True, False]
    answer = kari.post(number(world), {"orgnr": orgnr(8)})
    firm = Supplier.objects.unscoped(WHY).get(orgnr=orgnr(8))
    assert (answer["Location"], firm.name) == (f"/suppliers/{firm.pk}/", f"Prøvefirma {orgnr(8)} AS")
    assert ContractSupplier.objects.unscoped(WHY).get(contract=world.unclear).supplier == firm
    assert "Ren Luft A/S" in kari.get(answer["Location"]).content.decode()


def test_none_of_these_takes_them_away(world: World, kari: Client) -> None:
    looked_for(world.cast.kari, world.match.supplier, orgnr(7), outcome_said="ambiguous")
    assert [one.first for one in kari.get(number(world)).context["candidates"]] == [False]
    kari.post(number(world), {"say": "none"})
    shown = kari.get(number(world))
    assert shown.context["candidates"] == []
    assert "sagt nei" in shown.content.decode()


def test_not_norwegian_and_a_number_that_fails(world: World, kari: Client) -> None:
    assert "ikke et gyldig" in kari.post(number(world), {"orgnr": "123 456 789"}, follow=True).content.decode()
    kari.post(number(world), {"say": "foreign"})
    assert Supplier.objects.unscoped(WHY).get(id=world.match.supplier_id).norwegian is False


def test_looking_is_the_workers_and_without_a_copy_the_number_is_asked_for(
    world: World, kari: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "ikke lastet inn her" in kari.get(number(world)).content.decode()
    monkeypatch.setenv("RYDDIG_LOCAL_REGISTER", str(tmp_path / "enheter"))
    shown = kari.post(reverse("office:name_look", args=[world.match.supplier_id]), follow=True).content.decode()
    assert "blir spurt om litt" in shown
    assert Ask.objects.unscoped(WHY).get(kind=Ask.Kind.NAME).words == {"name": "Ren Luft A/S"}


def test_the_settings_of_registers_never_show_a_secret(
    world: World, kari: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RYDDIG_REGISTERS", "on")
    monkeypatch.setenv("RYDDIG_REGISTER_DOFFIN_KEY", "hemmelig-nokkel")
    monkeypatch.setenv("RYDDIG_REGISTER_PROXY", "http://bruker:passord@127.0.0.1:3128")
    shown = kari.get(reverse("office:registers")).content.decode()
    assert "RYDDIG_REGISTER_EBEVIS_SUBSCRIPTION_KEY" in shown
    assert "hemmelig-nokkel" not in shown
    assert "passord@" not in shown
