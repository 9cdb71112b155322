"""In by a link, and only by one that opens."""

import re

import time_machine
from django.test import Client

from ryddig.portal.session import COOKIE
from ryddig.portal.views.entry import WRONG_LINKS
from ryddig.records.audit.models import Event
from ryddig.records.correspondence.links import hash_of
from ryddig.records.correspondence.models import Mail, SupplierContact, SupplierLink
from ryddig.records.correspondence.services import revoke_links
from tests.cast import TODAY
from tests.office_world import World, logged_in
from tests.portal_world import WHY, browser, contact, token_for

NOBODYS = "x" * 43


def test_the_link_leads_to_a_page_without_the_token(world: World) -> None:
    ola = contact(world.cast.kari, world.cleaning)
    token = token_for(ola)
    client = Client()
    answer = client.get(f"/s/{token}/")
    assert (answer.status_code, answer["Location"]) == (302, "/s/")
    page = client.get("/s/")
    assert page.status_code == 200
    assert token not in page.content.decode()
    assert "Renhold av skoler" in page.content.decode()
    assert page["Referrer-Policy"] == "strict-origin"
    assert page["Cache-Control"] == "no-store, private"


def test_the_database_knows_only_the_hash(world: World) -> None:
    ola = contact(world.cast.kari, world.cleaning)
    token = token_for(ola)
    link = SupplierLink.objects.unscoped(WHY).get(contact=ola)
    assert link.token_hash == hash_of(token) != token
    assert len(token) == 43, "32 bytes, 256 bits"


def test_the_first_use_stands_in_the_chain_as_the_link_and_once(world: World) -> None:
    ola = contact(world.cast.kari, world.cleaning)
    token = token_for(ola)
    for _time in range(2):
        Client().get(f"/s/{token}/")
    link = SupplierLink.objects.unscoped(WHY).get(contact=ola)
    event = Event.objects.unscoped(WHY).get(type="link.opened")
    assert (event.actor_id, event.details["link"]) == (None, link.pk)
    assert link.first_used_at is not None


def test_without_a_link_a_page_says_how_to_come_in(world: World) -> None:
    answer = Client().get("/s/")
    assert answer.status_code == 403
    assert "Åpne lenken" in answer.content.decode()


def test_an_unknown_link_and_an_unknown_page_answer_alike(world: World) -> None:
    answers = [Client().get(f"/s/{path}") for path in (f"{NOBODYS}/", "nowhere/", "a/b/c", NOBODYS[:20])]
    assert {answer.status_code for answer in answers} == {404}
    said = {re.sub(r'<input type="hidden" name="\w+" value="[^"]*">', "", one.content.decode()) for one in answers}
    assert len(said) == 1


def test_an_expired_link_offers_a_new_one_to_the_same_address_once_a_day(world: World) -> None:
    ola = contact(world.cast.kari, world.cleaning)
    token = token_for(ola)
    with time_machine.travel("2027-02-01T09:00:00+01:00", tick=False):
        answer = Client().get(f"/s/{token}/")
        assert answer.status_code == 410
        assert "ola@eksempel.no" not in answer.content.decode()
        for _time in range(2):
            assert Client().post(f"/s/{token}/new/").status_code == 200
    assert Mail.objects.unscoped(WHY).get(kind="link.new").contact_id == ola.pk


def test_a_withdrawn_link_opens_nothing_and_offers_nothing(world: World) -> None:
    ola = contact(world.cast.kari, world.cleaning)
    token, inside = token_for(ola), browser(ola)
    revoke_links(actor=world.cast.kari, contact_id=ola.pk, on=TODAY)
    assert Client().get(f"/s/{token}/").status_code == 410
    Client().post(f"/s/{token}/new/")
    assert not Mail.objects.unscoped(WHY).filter(contact=ola).exists()
    assert inside.get("/s/").status_code == 403, "a session ends with its link"


def test_guessing_is_stopped_for_a_while(world: World) -> None:
    token = token_for(contact(world.cast.kari, world.cleaning))
    client = Client()
    answers = [client.get(f"/s/{number:043d}/").status_code for number in range(WRONG_LINKS + 1)]
    assert answers == [404] * WRONG_LINKS + [429]
    assert client.get(f"/s/{token}/").status_code == 429, "else the brake would tell when a guess is right"
    with time_machine.travel(f"{TODAY.isoformat()}T09:16:00+01:00", tick=False):
        assert client.get(f"/s/{token}/").status_code == 302


def test_a_buyers_person_and_a_guest_in_one_browser_do_not_mix(world: World) -> None:
    client = logged_in(world, world.cast.kari)
    token = token_for(contact(world.cast.kari, world.cleaning, language="en"))
    client.get(f"/s/{token}/")
    desk = client.get("/s/").content.decode()
    assert "Kari" not in desk
    assert 'lang="en"' in desk
    office = client.get("/")
    assert office.status_code == 200
    assert 'lang="nb"' in office.content.decode()
    client.post("/logout/")
    assert client.get("/s/").status_code == 200
    assert client.cookies[COOKIE]["path"] == "/"


def test_a_link_opens_no_page_of_the_office(world: World) -> None:
    client = browser(contact(world.cast.kari, world.cleaning))
    assert client.get("/")["Location"].startswith("/login/")


def test_a_cookie_that_somebody_made_opens_nothing(world: World) -> None:
    contact(world.cast.kari, world.cleaning)
    client = Client()
    client.cookies[COOKIE] = "WzFd:1abcde:forged"
    assert client.get("/s/").status_code == 403


def test_two_contracts_in_one_browser(world: World) -> None:
    first, second = contact(world.cast.kari, world.cleaning), contact(world.cast.lise, world.unclear)
    client = browser(first)
    client.get(f"/s/{token_for(second)}/")
    assert "Arbeidstøy" in client.get("/s/").content.decode().split("<h2")[0]
    link = SupplierLink.objects.unscoped(WHY).filter(contact=first).get()
    client.post(f"/s/other/{link.pk}/")
    assert "Renhold av skoler" in client.get("/s/").content.decode().split("<h2")[0]
    foreign = contact(world.cast.omar, world.other)
    token_for(foreign)
    client.post(f"/s/other/{SupplierLink.objects.unscoped(WHY).get(contact=foreign).pk}/")
    assert "Naboens" not in client.get("/s/").content.decode()


def test_leaving_closes_the_desk(world: World) -> None:
    client = browser(contact(world.cast.kari, world.cleaning))
    assert client.post("/s/leave/").status_code == 200
    assert client.get("/s/").status_code == 403


def test_the_guests_language_is_kept_for_pages_and_mail(world: World) -> None:
    ola = contact(world.cast.kari, world.cleaning)
    client = browser(ola)
    client.post("/s/language/", {"language": "pl", "next": "/s/"})
    assert 'lang="pl"' in client.get("/s/").content.decode()
    assert SupplierContact.objects.unscoped(WHY).get(id=ola.pk).language == "pl"


def test_who_has_no_link_is_asked_in_the_browsers_language(world: World) -> None:
    assert 'lang="lt"' in Client().get("/s/", headers={"accept-language": "lt,en;q=0.5"}).content.decode()
    assert 'lang="nb"' in Client().get("/s/", headers={"accept-language": "fi"}).content.decode()


def test_a_session_is_renewed_while_somebody_works(world: World) -> None:
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False) as clock:
        client = browser(contact(world.cast.kari, world.cleaning))
        for _time in range(4):
            clock.shift(6 * 60 * 60)
            assert client.get("/s/").status_code == 200
        clock.shift(13 * 60 * 60)
        assert client.get("/s/").status_code == 403
