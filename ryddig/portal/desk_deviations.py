"""Deviations on the supplier's desk."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext

from ryddig.domain.words import N_
from ryddig.portal.desk_item import DeskItem, Turn
from ryddig.records.accounts.access import Guest
from ryddig.records.deviations.guest_queries import deviations_for, next_day
from ryddig.records.deviations.models import Deviation
from ryddig.reports.formats import day

ASKED: Final[Mapping[str, tuple[str, str]]] = {
    "view": (N_("Give your view by %(day)s."), N_("Give your view")),
    "correction": (N_("Correct it and send proof by %(day)s."), N_("Send correction")),
    "plan": (N_("Send an action plan by %(day)s."), N_("Write the plan")),
}


def deviation_items(guest: Guest, _on: date) -> Iterator[DeskItem]:
    """Each deviation the firm has been written to about, and whose turn it is."""
    for deviation in deviations_for(guest):
        yield _item(deviation)


def _item(deviation: Deviation) -> DeskItem:
    url = reverse("portal:deviation", args=[deviation.pk])
    title = gettext("Deviation %(number)s: %(title)s") % {"number": deviation.number, "title": deviation.title}
    asked = next_day(deviation)
    if asked is not None:
        what, due = asked
        said, action = ASKED[what]
        return DeskItem(title, gettext(said) % {"day": day(due)}, url, Turn.GUEST, due, gettext(action))
    if deviation.state != Deviation.State.OPEN:
        return DeskItem(title, state_said(deviation), url, Turn.NOBODY, deviation.closed_on)
    if deviation.plan_agreed_on is not None and deviation.next_due_on is not None:
        said = gettext("Report how the measures go. The next is due on %(day)s.") % {"day": day(deviation.next_due_on)}
        return DeskItem(title, said, url, Turn.GUEST, deviation.next_due_on, gettext("Report progress"))
    return DeskItem(title, state_said(deviation), url, Turn.BUYER)


def state_said(deviation: Deviation) -> str:
    """Where it stands, in one sentence."""
    if deviation.state == Deviation.State.WITHDRAWN:
        return gettext("Withdrawn: it was no deviation.")
    if deviation.state == Deviation.State.CLOSED:
        return gettext("Closed on %(day)s.") % {"day": day(deviation.closed_on)}
    asked = next_day(deviation)
    if asked is not None:
        return gettext(ASKED[asked[0]][0]) % {"day": day(asked[1])}
    if deviation.correction_claimed_on is not None and deviation.corrected_on is None:
        return gettext("You have sent the correction. It is being looked at.")
    if deviation.plan_given_on is not None and deviation.plan_agreed_on is None:
        return gettext("You have sent the plan. It is being looked at.")
    if deviation.plan_agreed_on is not None and deviation.corrected_on is None:
        return gettext("The action plan is agreed and is being carried out.")
    if deviation.corrected_on is not None:
        return gettext("The correction is accepted.")
    return gettext("What you have written is being looked at.")
