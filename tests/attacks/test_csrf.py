"""A page elsewhere makes a browser that we know send a form: without our token nothing is done, at any address."""

import pytest
from django.test import Client

from tests.attacks.browsing import ALLAUTH, OFFICE, PORTAL, addresses, logged_in
from tests.cast import Cast, contract
from tests.portal_world import contact, token_for


def answers(client: Client, method: str, *namespaces: str | None) -> dict[str, int]:
    return {address: getattr(client, method)(address, {"x": "1"}).status_code for address in addresses(*namespaces)}


def test_no_address_takes_a_form_without_the_token(cast: Cast) -> None:
    found = answers(logged_in(cast, cast.lise, enforce_csrf_checks=True), "post", OFFICE, ALLAUTH)
    assert len(found) > 200
    assert {address: status for address, status in found.items() if status != 403} == {}


@pytest.mark.parametrize("method", ["post", "patch", "delete", "put"])
def test_nor_does_any_address_of_the_portal(cast: Cast, method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(f"/s/{token_for(contact(cast.kari, contract(cast)))}/")
    assert client.get("/s/").status_code == 200, "or it says nothing"
    found = answers(client, method, PORTAL)
    assert len(found) > 20
    assert {address: status for address, status in found.items() if status != 403} == {}


def test_a_token_of_another_browser_does_not_help(cast: Cast) -> None:
    client = logged_in(cast, cast.lise, enforce_csrf_checks=True)
    answer = client.post("/absence/", {"csrfmiddlewaretoken": "a" * 64})
    assert answer.status_code == 403


def test_the_referrer_of_another_site_does_not_help(cast: Cast) -> None:
    client = logged_in(cast, cast.lise, enforce_csrf_checks=True)
    client.get("/absence/")
    token = client.cookies["csrftoken"].value
    elsewhere = {"Origin": "https://evil.example"}
    assert client.post("/absence/", {"csrfmiddlewaretoken": token}, headers=elsewhere).status_code == 403
    assert client.post("/absence/", {"csrfmiddlewaretoken": token}).status_code != 403
