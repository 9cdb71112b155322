"""Self-reports on the guest's desk."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from ryddig.portal.desk_item import DeskItem, Turn
from ryddig.records.accounts.access import Guest
from ryddig.records.accounts.models import Organisation
from ryddig.records.selfreports.models import SelfReportRequest
from ryddig.records.selfreports.queries import requests_for
from ryddig.reports.formats import day
from ryddig.reports.law import law_for

STATE = SelfReportRequest.State


def report_items(guest: Guest, on: date) -> Iterator[DeskItem]:
    """What is asked, what is being gone through, what is closed. What is withdrawn is left out."""
    rows = list(requests_for(guest).exclude(state=STATE.WITHDRAWN))
    if not rows:
        return
    layers = Organisation.objects.values_list("layers", flat=True).get(id=guest.organisation_id)
    names = law_for(layers).book.library.questionnaires
    for row in rows:
        title = names[row.questionnaire].name.in_language(guest.language)
        url = reverse("portal:report", args=[row.pk])
        if row.state == STATE.SENT:
            yield DeskItem(title, _said(row, on), url, Turn.GUEST, row.due_on, gettext("Fill in"))
        elif row.state == STATE.DELIVERED:
            told = gettext("Delivered %(day)s.") % {"day": day(row.delivered_on)}
            yield DeskItem(title, told, url, Turn.BUYER, row.delivered_on)
        else:
            told = gettext("Gone through %(day)s. See what it led to.") % {"day": day(row.closed_on)}
            yield DeskItem(title, told, url, Turn.NOBODY, row.closed_on)


def _said(row: SelfReportRequest, on: date) -> str:
    when = {"day": day(row.due_on)}
    if row.due_on < on:
        return gettext("The last day was %(day)s. You can still deliver.") % when
    return gettext("The last day is %(day)s.") % when
