"""Logging in, languages, several organisations, and what the coordinator sets."""

import pytest
from django.test import Client
from django.urls import reverse

from ryddig.records.accounts.models import Membership, Organisation, Role, User
from tests.cast import orgnr, person
from tests.office_world import World, logged_in


def test_logging_in_and_out(world: World) -> None:
    user = world.cast.user(world.cast.kari)
    user.set_password("et langt og godt passord")
    user.save()
    client = Client()
    answer = client.post("/login/", {"username": "kari", "password": "et langt og godt passord", "next": "/quality/"})
    assert (answer.status_code, answer["Location"]) == (302, "/quality/")
    client.post("/logout/")
    assert client.get("/").status_code == 302


def test_a_wrong_password_is_told_without_saying_which_part(world: World) -> None:
    shown = Client().post("/login/", {"username": "kari", "password": "feil"}).content.decode()
    assert "ds-error-summary" in shown


def test_logging_in_leads_nowhere_else(world: World) -> None:
    user = world.cast.user(world.cast.kari)
    user.set_password("et langt og godt passord")
    user.save()
    data = {"username": "kari", "password": "et langt og godt passord", "next": "https://evil.example/"}
    assert Client().post("/login/", data)["Location"] == "/"


@pytest.mark.parametrize(("code", "said"), [("nb", "I dag"), ("nn", "I dag"), ("en", "Today")])
def test_a_language_is_chosen_and_remembered(world: World, kari: Client, code: str, said: str) -> None:
    answer = kari.post("/language/", {"language": code, "next": "/quality/"})
    assert answer["Location"] == "/quality/"
    shown = kari.get("/").content.decode()
    assert f'<html lang="{code}"' in shown
    assert said in shown
    assert User.objects.get(username="kari").language == code


def test_before_logging_in_the_cookie_counts_and_the_browser_does_not() -> None:
    client = Client(headers={"Accept-Language": "en"})
    assert '<html lang="nb"' in client.get("/login/").content.decode()
    client.post("/language/", {"language": "en", "next": "/login/"})
    assert '<html lang="en"' in client.get("/login/").content.decode()


@pytest.mark.parametrize("wrong", [{"language": "xx"}, {"language": "en", "next": "https://evil.example/"}])
def test_a_language_form_cannot_lead_astray(wrong: dict[str, str]) -> None:
    assert Client().post("/language/", wrong)["Location"] == "/"


def test_who_belongs_nowhere_is_told_so(world: World) -> None:
    client = Client()
    client.force_login(User.objects.create_user("ingen"))
    assert client.get("/").status_code == 403


def test_working_for_another_organisation(world: World, kari: Client) -> None:
    other: Organisation = world.cast.nesodden
    user = world.cast.user(world.cast.kari)
    Membership.objects.create(user=user, organisation=other, role=Role.AUDITOR)
    assert "Fjordvik kommune" in kari.get("/").content.decode()
    kari.post("/account/organisation/", {"organisation": other.pk})
    assert "Naboens kontrakt" in kari.get("/contracts/").content.decode()
    kari.post("/account/organisation/", {"organisation": 99999})
    assert "Naboens kontrakt" in kari.get("/contracts/").content.decode()


def test_local_rules_are_chosen_and_contracts_screened_again(world: World, lise: Client) -> None:
    lise.post("/settings/", {"layers": ["oslomodellen"]})
    assert Organisation.objects.get(pk=world.cast.fjordvik.pk).layers == ["oslomodellen"]
    waiting = lise.get("/settings/").context["waiting"]
    assert waiting == 2
    lise.post("/settings/screen/")
    assert lise.get("/settings/").context["waiting"] == 0
    shown = lise.get(reverse("office:duties", args=[world.cleaning.pk])).content.decode()
    assert "/law/oslomodellen." in shown


def test_the_organisations_own_number(world: World, lise: Client) -> None:
    lise.post("/settings/number/", {"number": f"NO {orgnr(7)} MVA"})
    assert Organisation.objects.get(pk=world.cast.fjordvik.pk).orgnr == orgnr(7)
    shown = lise.post("/settings/number/", {"number": "123 456 789"}, follow=True).content.decode()
    assert 'data-color="danger"' in shown
    assert "123 456 789" in shown
    assert Organisation.objects.get(pk=world.cast.fjordvik.pk).orgnr == orgnr(7)
    lise.post("/settings/number/", {"number": ""})
    assert Organisation.objects.get(pk=world.cast.fjordvik.pk).orgnr == ""


def test_a_layer_that_does_not_exist_is_refused(world: World, lise: Client) -> None:
    shown = lise.post("/settings/", {"layers": ["nowhere"]}, follow=True).content.decode()
    assert 'data-color="danger"' in shown


def test_roles_are_told(world: World) -> None:
    nowhere = person("nina", world.cast.fjordvik, Role.CONTROLLER, unit=world.cast.health)
    assert "Helse" in logged_in(world, nowhere).get("/account/").content.decode()


def test_who_may_only_read_sees_the_settings_without_buttons(world: World, ada: Client) -> None:
    main = ada.get("/settings/").content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    assert "<button" not in main
    assert ada.post("/settings/", {"layers": []}).status_code == 403
