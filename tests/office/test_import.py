"""Import: read, look, mend, store or put away; the columns a person chose are remembered."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ryddig.records.contracts.models import Contract, ImportBatch, ImportLayout
from tests.office_world import CSV, WHY, World

BAD = "Referanse;Tittel;Verdi;Kunngjort\nA-1;Vikarer;ca. 2 mill;01.08.2026\nA-2;Brøyting;3 000 000;31.02.2026\n"
ODD = "Referanse;Hva det er;Verdi\nB-1;Vikarer;2 000 000\n"


def send(client: Client, world: World, text: str, *, name: str = "liste.csv") -> ImportBatch:
    file = SimpleUploadedFile(name, text.encode())
    answer = client.post(reverse("office:imports"), {"file": file, "unit": world.cast.property.pk})
    assert answer.status_code == 302, answer.content.decode()
    return ImportBatch.objects.unscoped(WHY).get(pk=int(answer["Location"].split("/")[2]))


def page(client: Client, batch: ImportBatch) -> str:
    return client.get(reverse("office:import", args=[batch.pk])).content.decode()


def references() -> set[str]:
    return set(Contract.objects.unscoped(WHY).values_list("reference", flat=True))


def test_nothing_is_stored_before_a_person_says_so(world: World, kari: Client) -> None:
    batch = send(kari, world, CSV)
    assert "NY-1" not in references()
    assert reverse("office:store", args=[batch.pk]) in page(kari, batch)
    kari.post(reverse("office:store", args=[batch.pk]))
    stored = Contract.objects.unscoped(WHY).get(reference="NY-1")
    assert stored.screening_id is not None


def test_each_problem_says_where_what_and_how_to_mend(world: World, kari: Client) -> None:
    batch = send(kari, world, BAD)
    shown = page(kari, batch)
    assert shown.count('class="r-problem"') == 2
    assert "ca. 2 mill" in shown
    assert "31.02.2026" in shown
    assert reverse("office:store", args=[batch.pk]) not in shown
    kari.post(reverse("office:store", args=[batch.pk]))
    assert not {"A-1", "A-2"} & references()


def test_the_same_file_again_changes_nothing(world: World, kari: Client) -> None:
    kari.post(reverse("office:store", args=[send(kari, world, CSV).pk]))
    shown = page(kari, send(kari, world, CSV))
    assert 'action="/imports/' in shown
    assert shown.count("store/") == 0


def test_a_changed_file_shows_what_changes(world: World, kari: Client) -> None:
    kari.post(reverse("office:store", args=[send(kari, world, CSV).pk]))
    shown = page(kari, send(kari, world, CSV.replace("2 000 000", "2 500 000")))
    assert "2\u00a0000\u00a0000\u00a0kr" in shown
    assert "2\u00a0500\u00a0000\u00a0kr" in shown


def test_chosen_columns_are_read_and_remembered(world: World, kari: Client) -> None:
    batch = send(kari, world, ODD)
    answer = kari.post(
        reverse("office:columns", args=[batch.pk]),
        {"column-A": "reference", "column-B": "title", "column-C": "value_ore"},
    )
    again = ImportBatch.objects.unscoped(WHY).get(pk=int(answer["Location"].split("/")[2]))
    assert again.pk != batch.pk
    assert ImportBatch.objects.unscoped(WHY).get(pk=batch.pk).state == "discarded"
    kari.post(reverse("office:store", args=[again.pk]))
    assert Contract.objects.unscoped(WHY).get(reference="B-1").title == "Vikarer"
    assert ImportLayout.objects.unscoped(WHY).count() == 1
    third = send(kari, world, ODD.replace("B-1", "B-2"))
    assert third.report["rows"][0]["title"] == "Vikarer"


def test_a_column_may_be_left_unread(world: World, kari: Client) -> None:
    batch = send(kari, world, CSV)
    chosen = {
        f"column-{letter}": name for letter, name in zip("ABCDE", ("reference", "title", "", "", ""), strict=True)
    }
    answer = kari.post(reverse("office:columns", args=[batch.pk]), chosen)
    kari.post(reverse("office:store", args=[int(answer["Location"].split("/")[2])]))
    assert Contract.objects.unscoped(WHY).get(reference="NY-1").value_ore is None


def test_a_file_put_away_leaves_nothing(world: World, kari: Client) -> None:
    batch = send(kari, world, CSV)
    kari.post(reverse("office:discard", args=[batch.pk]))
    assert "NY-1" not in references()
    assert ImportBatch.objects.unscoped(WHY).get(pk=batch.pk).rows == []


def test_a_file_of_the_wrong_kind_is_told_apart(world: World, kari: Client) -> None:
    batch = send(kari, world, "MZ\x00\x01 not a spreadsheet", name="liste.xlsx")
    assert 'class="r-problem"' in page(kari, batch)


def test_an_empty_form_says_what_is_missing(world: World, kari: Client) -> None:
    answer = kari.post(reverse("office:imports"), {})
    assert answer.status_code == 200
    assert 'href="#id_file"' in answer.content.decode()


def test_a_refused_file_is_never_told_as_read(world: World, kari: Client) -> None:
    shown = page(kari, send(kari, world, "MZ\x00\x01 not a spreadsheet", name="liste.xlsx"))
    assert "Filen kunne ikke leses." in shown
    assert "Filen er lest" not in shown
    assert "Filen er lest" in page(kari, send(kari, world, CSV))


def test_remembered_columns_are_not_told_as_chosen(world: World, kari: Client) -> None:
    first = send(kari, world, CSV)
    assert "Husket fra forrige import." not in page(kari, first)
    kari.post(reverse("office:store", args=[first.pk]))
    shown = page(kari, send(kari, world, CSV))
    assert "Husket fra forrige import." in shown
    assert "Valgt av et menneske" not in shown


def test_storing_lands_on_the_import_with_its_contracts(world: World, kari: Client) -> None:
    batch = send(kari, world, CSV)
    answer = kari.post(reverse("office:store", args=[batch.pk]), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("office:import", args=[batch.pk])
    stored = Contract.objects.unscoped(WHY).get(reference="NY-1")
    assert f'href="{reverse("office:contract", args=[stored.pk])}"' in answer.content.decode()


def test_who_may_only_read_sees_imports_without_forms(world: World, ada: Client) -> None:
    for shown in (ada.get("/imports/").content.decode(), page(ada, world.batch)):
        main = shown.split("<main", 1)[1].split("</main>", 1)[0]
        assert "<button" not in main
    assert ada.post("/imports/", {}).status_code == 403
