"""Minutes written on the meeting's page: decisions are kept, and nothing typed on an old page is lost."""

from django.test import Client
from django.urls import reverse

from ryddig.records.dialogue.models import MeetingDecision
from tests.office_world import World

WHY = "the tests look at everything"
GIVEN = {"present": "Kari og Per", "decision": "Sende lista.", "side": "supplier", "owner": "Per", "due_on": ""}


def page(world: World) -> str:
    return reverse("office:meeting", args=[world.cleaning.pk, world.talk.meeting.pk])


def test_a_decision_is_kept_with_who_does_it(world: World, kari: Client) -> None:
    version = str(world.talk.meeting.version)
    answer = kari.post(page(world), {**GIVEN, "version": version, "choice": "save"})
    assert answer.status_code == 302
    kept = MeetingDecision.objects.unscoped(WHY).get(meeting=world.talk.meeting, text="Sende lista.")
    assert (kept.side, kept.owner) == ("supplier", "Per")


def test_minutes_typed_on_an_old_page_are_shown_as_not_stored(world: World, kari: Client) -> None:
    said = kari.post(page(world), {**GIVEN, "version": "999", "choice": "save"}).content.decode()
    box = said[said.index('id="not-stored"') :]
    assert "Sende lista." in box
    assert "Kari og Per" in box
