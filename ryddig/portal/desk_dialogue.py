"""The dialogue on the guest's desk."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from ryddig.portal.desk_item import DeskItem, Turn
from ryddig.records.accounts.access import Guest
from ryddig.records.dialogue.queries import pulse_meeting


def dialogue_items(guest: Guest, on: date) -> Iterator[DeskItem]:
    """The pulse after a meeting, which nobody must answer; and minutes to read."""
    meeting = pulse_meeting(guest, guest.contract_id, on=on)
    if meeting is not None:
        said = gettext("Five questions about how you work together. It takes a minute, and nobody must answer.")
        action = gettext("Answer")
        yield DeskItem(gettext("How do you work together?"), said, reverse("portal:pulse"), Turn.GUEST, None, action)
    said = gettext("Minutes, decisions, and what you expect of each other.")
    yield DeskItem(gettext("Meetings and expectations"), said, reverse("portal:dialogue"), Turn.NOBODY)
