"""Contacts and mail in the office, as a person uses them."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from ryddig.records.audit.models import Event
from ryddig.records.correspondence.models import Mail, SupplierContact, SupplierLink
from ryddig.records.correspondence.services import send_link
from ryddig.worker.due import DAILY, run_daily
from ryddig.worker.mail import send_due
from tests.cast import TODAY
from tests.office_world import WHY, World, logged_in
from tests.portal_world import browser, contact, supplier_of


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Mail is kept here instead of sent."""
    settings.MAIL_FOLDER, settings.PUBLIC_URL = str(tmp_path / "mail"), "http://testserver"
    return tmp_path / "mail"


def address(world: World, *more: object) -> str:
    return "/".join(["", "contracts", str(world.cleaning.pk), "contacts", *map(str, more), ""])


def test_a_contact_is_added_gets_a_link_and_is_seen_to_come(world: World, kari: Client, folder: Path) -> None:
    supplier = supplier_of(world.cleaning)
    given = {"supplier_id": supplier.pk, "name": "Per Prøve", "email": "Per@Eksempel.no", "language": "pl"}
    page = kari.post(address(world), given, follow=True).content.decode()
    assert "Per Prøve" in page
    assert "per@eksempel.no" in page
    per = SupplierContact.objects.unscoped(WHY).get(email="per@eksempel.no")
    kari.post(address(world, per.pk, "link"))
    kari.post(address(world, per.pk, "link"))
    mail = Mail.objects.unscoped(WHY).get(contact=per)
    send_due(on=TODAY)
    letter = kari.get(f"/mail/{mail.pk}/as-sent/").content.decode()
    path = letter.split('href="/s/')[1].split('"')[0]
    assert Client().get(f"/s/{path}").status_code == 302
    assert "sist her" in kari.get(address(world)).content.decode()


def test_an_address_that_is_none_is_told_at_the_field(world: World, kari: Client) -> None:
    given = {"supplier_id": supplier_of(world.cleaning).pk, "name": "Per", "email": "per", "language": "nb"}
    assert 'id="id_email_error"' in kari.post(address(world), given).content.decode()
    assert not SupplierContact.objects.unscoped(WHY).filter(name="Per").exists()


def test_a_firm_that_is_not_on_the_contract_is_no_choice(world: World, kari: Client) -> None:
    given = {"supplier_id": supplier_of(world.other).pk, "name": "Per", "email": "per@eksempel.no", "language": "nb"}
    kari.post(address(world), given)
    assert not SupplierContact.objects.unscoped(WHY).filter(name="Per").exists()


def test_the_older_of_two_changes_is_refused_and_shows_the_newer(world: World, kari: Client) -> None:
    ola = contact(world.cast.kari, world.cleaning)
    given = {"name": "Ola P.", "email": "ola@eksempel.no", "language": "nb", "keep_until": "2028-01-01", "version": 1}
    kari.post(address(world, ola.pk), given)
    page = kari.post(address(world, ola.pk), {**given, "name": "Ola X."}).content.decode()
    ola.refresh_from_db()
    assert (ola.name, ola.version) == ("Ola P.", 2)
    assert "Ola P." in page


def test_another_address_closes_the_links_that_went_to_the_old_one(world: World, kari: Client) -> None:
    ola = contact(world.cast.kari, world.cleaning)
    inside = browser(ola)
    given = {"name": "Ola", "email": "ny@eksempel.no", "language": "nb", "keep_until": "2028-01-01", "version": 1}
    kari.post(address(world, ola.pk), given)
    assert inside.get("/s/").status_code == 403


def test_removing_shreds_name_and_address_and_leaves_what_was_done(world: World, kari: Client) -> None:
    ola = contact(world.cast.kari, world.cleaning, name="Oline Tenkt")
    inside = browser(ola)
    kari.post(address(world, ola.pk, "remove"))
    ola.refresh_from_db()
    assert (ola.name, ola.email) == ("", "")
    assert inside.get("/s/").status_code == 403
    assert "Oline" in kari.get(address(world)).content.decode(), "said once, to the one who did it"
    assert "Oline" not in kari.get(address(world)).content.decode()
    assert Event.objects.unscoped(WHY).filter(type="contact.shredded").exists()


def test_the_worker_shreds_contacts_on_their_day_and_not_before(world: World) -> None:
    ola = contact(world.cast.kari, world.cleaning)
    assert "shredded on its day: supplier_contacts" in DAILY
    run_daily(ola.keep_until)
    ola.refresh_from_db()
    assert ola.name == "Ola Prøve"
    run_daily(ola.keep_until + timedelta(days=1))
    ola.refresh_from_db()
    assert (ola.name, ola.email) == ("", "")
    assert SupplierLink.objects.unscoped(WHY).filter(contact=ola, revoked_at=None).count() == 0


def test_a_mail_that_was_refused_stands_first_with_its_reason_and_goes_again(
    world: World, kari: Client, folder: Path
) -> None:
    page = kari.get("/mail/?show=unsent").content.decode()
    assert "avviser e-posten (554)" in page
    assert "Send på nytt" in page
    kari.post(f"/mail/{world.mail.pk}/again/")
    send_due(on=TODAY)
    world.mail.refresh_from_db()
    assert world.mail.state == "sent"
    assert "Send på nytt" not in kari.get("/mail/?show=unsent").content.decode()


def test_the_page_says_so_when_mail_has_no_way_out(world: World, kari: Client) -> None:
    assert "RYDDIG_MAIL_HOST" in kari.get("/mail/").content.decode()


def test_the_link_in_a_kept_mail_is_for_those_who_write_to_suppliers(world: World, kari: Client, folder: Path) -> None:
    kari.post(f"/mail/{world.mail.pk}/again/")
    send_due(on=TODAY)
    assert kari.get(f"/mail/{world.mail.pk}/as-sent/").status_code == 200
    assert logged_in(world, world.cast.bjorn).get(f"/mail/{world.mail.pk}/as-sent/").status_code == 403


def test_where_mail_is_really_sent_no_page_shows_a_link(
    world: World, kari: Client, folder: Path, settings: Settings
) -> None:
    kari.post(f"/mail/{world.mail.pk}/again/")
    send_due(on=TODAY)
    settings.EMAIL_HOST = "mail.example"
    assert kari.get(f"/mail/{world.mail.pk}/as-sent/").status_code == 302
    assert "/s/" not in kari.get(f"/mail/{world.mail.pk}/").content.decode()


def test_a_long_list_asks_the_database_no_more_than_a_short_one(world: World, kari: Client) -> None:
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as asked:
            kari.get("/mail/")
        counts.append(len(asked))
        for extra in range(3):
            to = contact(world.cast.kari, world.cleaning, name="Per", email=f"per{number}{extra}@eksempel.no")
            send_link(actor=world.cast.kari, contact_id=to.pk, on=TODAY)
    assert counts[0] == counts[1]
