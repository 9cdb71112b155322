"""My calendar feed and my daily mail."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client
from icalendar import Calendar
from pytest_django import Settings

from ryddig.office.views.subscription import WRONG_SECRETS
from ryddig.records.accounts.models import Membership, User
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence import mails
from ryddig.records.correspondence.links import guest_of_link, mint_link
from ryddig.records.correspondence.models import Mail, Subscription
from ryddig.records.correspondence.services import hand_over
from ryddig.records.deviations.models import Deviation
from ryddig.records.dialogue.models import Meeting
from ryddig.records.followup.models import PlanItem
from ryddig.records.reviews.review_models import Review
from ryddig.records.selfreports.models import SelfReportRequest
from ryddig.records.visits.models import Visit
from ryddig.worker.digests import queue_digests
from tests.cast import TODAY
from tests.dialogue_world import planned
from tests.office_world import WHY, World, logged_in
from tests.portal_world import contact

MORNING = datetime(2026, 11, 20, 6, tzinfo=UTC)  # a Friday, seven in Oslo
MONDAY = MORNING + timedelta(days=3)


@pytest.fixture(autouse=True)
def address(settings: Settings) -> None:
    settings.PUBLIC_URL = "http://testserver"


def secret_of(client: Client) -> str:
    page = client.post("/account/calendar/").content.decode()
    return page.split("http://testserver/calendar/")[1].split(".ics")[0]


def events_in(secret: str) -> list[str]:
    answer = Client().get(f"/calendar/{secret}.ics")
    assert answer.status_code == 200, answer.status_code
    assert answer["Content-Type"].startswith("text/calendar")
    return [str(event["SUMMARY"]) for event in events(answer.content)]


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def digests() -> list[Mail]:
    return list(Mail.objects.unscoped(WHY).filter(kind=mails.DIGEST.code).order_by("id"))


def of(world: World, mail: Mail) -> str:
    assert mail.user is not None
    return mail.user.username


def test_the_feed_holds_the_due_days_of_ones_contracts_and_no_others(world: World, kari: Client) -> None:
    titles = events_in(secret_of(kari))
    assert any("Renhold av skoler" in title for title in titles)
    assert not any("Naboens" in title for title in titles)
    planned = PlanItem.objects.unscoped(WHY).filter(contract=world.cleaning, state="planned").count()
    assert len([title for title in titles if "Renhold av skoler" in title]) >= planned


def test_who_is_responsible_for_contracts_gets_those_alone(world: World, kari: Client) -> None:
    Contract.objects.unscoped(WHY).filter(id=world.unclear.pk).update(responsible_id=world.cast.kari.user_id)
    Visit.objects.unscoped(WHY).update(state=Visit.State.CLOSED)
    assert {title.rpartition(": ")[2] for title in events_in(secret_of(kari))} == {"Arbeidstøy"}


def test_a_coordinator_of_the_whole_organisation_gets_all_of_it(world: World) -> None:
    titles = events_in(secret_of(logged_in(world, world.cast.lise)))
    running = Contract.objects.unscoped(WHY).filter(organisation=world.cast.fjordvik, state="running")
    assert PlanItem.objects.unscoped(WHY).filter(contract__in=running, state="planned").count() <= len(titles)
    assert not any("Naboens" in title for title in titles)
    assert events_in(secret_of(logged_in(world, world.cast.ada))) == []


def test_meetings_and_what_they_decided_are_in_the_feed(world: World, kari: Client) -> None:
    title, day = "Renhold av skoler", TODAY + timedelta(days=20)
    Meeting.objects.unscoped(WHY).filter(contract=world.cleaning).delete()
    before = events_in(secret_of(kari))
    planned(world.cast.kari, world.cleaning, day=day)
    added = list(events_in(secret_of(kari)))
    for one in before:
        added.remove(one)
    assert [one.partition(":")[0] for one in added if title in one] == ["Statusmøte"]


def test_an_event_is_a_private_whole_day_with_a_lasting_id(world: World, kari: Client) -> None:
    secret = secret_of(kari)
    first, second = (events(Client().get(f"/calendar/{secret}.ics").content) for _time in range(2))
    ids = [[str(event["UID"]) for event in fetched] for fetched in (first, second)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0])
    event = first[0]
    assert (event["CLASS"], event["TRANSP"]) == ("PRIVATE", "TRANSPARENT")
    assert (event["DTEND"].dt - event["DTSTART"].dt).days == 1
    assert str(event["URL"]).startswith("http://testserver/contracts/")


def test_the_address_is_secret_stored_as_a_hash_and_told_once(world: World, kari: Client) -> None:
    secret = secret_of(kari)
    assert secret not in str(Subscription.objects.unscoped(WHY).values_list())
    assert secret not in kari.get("/account/").content.decode()
    assert kari.get("/account/calendar/").status_code == 405


def test_a_new_address_and_closing_shut_the_old_one(world: World, kari: Client) -> None:
    old, new = secret_of(kari), secret_of(kari)
    assert Client().get(f"/calendar/{old}.ics").status_code == 404
    assert events_in(new)
    kari.post("/account/calendar/close/")
    assert Client().get(f"/calendar/{new}.ics").status_code == 404


@pytest.mark.parametrize("how", ["left", "closed"])
def test_who_has_left_has_no_feed(world: World, kari: Client, how: str) -> None:
    secret = secret_of(kari)
    if how == "left":
        Membership.objects.unscoped(WHY).filter(user_id=world.cast.kari.user_id).delete()
    else:
        User.objects.filter(id=world.cast.kari.user_id).update(is_active=False)
    assert Client().get(f"/calendar/{secret}.ics").status_code == 404


def test_guessing_addresses_is_stopped_for_a_while(world: World) -> None:
    answers = [Client().get(f"/calendar/{number:043d}.ics").status_code for number in range(WRONG_SECRETS + 1)]
    assert answers == [404] * WRONG_SECRETS + [429]


def near(world: World, days: int) -> None:
    """Something on the cleaning contract is due in so many days, and nothing else anywhere."""
    far = TODAY + timedelta(days=200)
    PlanItem.objects.unscoped(WHY).update(due_on=far)
    Visit.objects.unscoped(WHY).update(planned_on=far)
    SelfReportRequest.objects.unscoped(WHY).update(due_on=far)
    Review.objects.unscoped(WHY).update(due_on=far)
    Deviation.objects.unscoped(WHY).update(next_due_on=far)
    PlanItem.objects.unscoped(WHY).filter(id=world.plan_item.pk).update(due_on=TODAY + timedelta(days=days))
    Mail.objects.unscoped(WHY).filter(state="given_up").delete()


def test_the_digest_comes_when_something_is_near_and_once_a_day(world: World) -> None:
    near(world, 7)
    queue_digests(MORNING)
    queue_digests(MORNING + timedelta(hours=3))
    told = {of(world, mail): mail.note for mail in digests()}
    assert "Renhold av skoler" in told["kari"]
    assert "27. november 2026" in told["kari"].replace("\xa0", " ")
    assert "omar" not in told
    assert len([mail for mail in digests() if of(world, mail) == "kari"]) == 1


def test_no_digest_when_there_is_nothing(world: World) -> None:
    near(world, 30)
    Meeting.objects.unscoped(WHY).all().delete()
    queue_digests(MORNING)
    before = len([mail for mail in digests() if of(world, mail) == "kari"])
    with time_machine.travel(MONDAY, tick=False):
        queue_digests(MONDAY)
    after = [mail for mail in digests() if of(world, mail) == "kari"]
    assert len(after) == before, [mail.note for mail in after]


def test_what_fell_due_over_the_week_end_is_told_on_monday(world: World) -> None:
    near(world, 8)
    queue_digests(MORNING)
    assert queue_digests(MORNING + timedelta(days=1)) == 0, "nobody is written to on a Saturday"
    queue_digests(MONDAY)
    assert [mail for mail in digests() if of(world, mail) == "kari" and "Renhold av skoler" in mail.note]


def test_what_a_supplier_has_done_is_told_the_day_after(world: World) -> None:
    from tests.chain_world import asked_for

    near(world, 30)
    queue_digests(MORNING)
    guest = guest_of_link(mint_link(contact=contact(world.cast.kari, world.cleaning), on=TODAY)[0])
    asked_for(guest, world.cleaning, 77)
    hand_over(guest=guest, name="Per", email="per@eksempel.no", language="nb", on=TODAY)
    with time_machine.travel(MONDAY, tick=False):
        queue_digests(MONDAY)
    told = [mail.note for mail in digests() if of(world, mail) == "kari"][-1]
    assert "Fra leverandører" in told
    assert "kontakt" not in told.casefold(), "that a colleague was let in is no news"


def test_who_has_said_no_gets_none(world: World, kari: Client) -> None:
    near(world, 7)
    kari.post("/account/digest/", {"digest": "no"})
    queue_digests(MORNING)
    assert "kari" not in {of(world, mail) for mail in digests()}


def test_the_mail_goes_out_in_the_persons_language_and_says_how_to_stop_it(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ryddig.worker import mail as mail_door
    from ryddig.worker.mail_post import FolderPost

    settings.MAIL_FOLDER = settings.EVIDENCE_FOLDER / "mail"
    sent: list[EmailMessage] = []
    monkeypatch.setattr(FolderPost, "send", lambda _self, _id, message: sent.append(message))
    User.objects.filter(id=world.cast.kari.user_id).update(language="nn")
    near(world, 7)
    queue_digests(MORNING)
    with time_machine.travel(MORNING + timedelta(hours=4), tick=False):
        mail_door.send_due(on=TODAY)
    (letter,) = [one for one in sent if "kari@example.org" in one.to[0]]
    assert "Nært" in str(letter.body)
    assert "http://testserver/account/" in str(letter.body)
    assert "/s/" not in str(letter.body)
    assert logged_in(world, world.cast.kari).get("/account/").status_code == 200
