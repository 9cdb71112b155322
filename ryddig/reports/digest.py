"""What a person is told by mail, at most once a day and only when there is something: what is near, what has come.

A due day is told a week before, on the day, and the day after. What suppliers have done is told once.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from ryddig.records.accounts.access import Actor
from ryddig.records.audit.models import Event
from ryddig.records.correspondence.models import Mail
from ryddig.records.correspondence.queries import mails_of
from ryddig.reports.due_days import DueDay, contracts_of, due_days
from ryddig.reports.formats import day
from ryddig.reports.history import event_said
from ryddig.reports.telling import Teller

BEFORE: Final = timedelta(days=7)
AFTER: Final = timedelta(days=1)
FIRST_TIME: Final = timedelta(days=1)
MOST: Final = 30
NOT_TOLD: Final = ("link.", "contact.", "mail.")
"""Beginnings of events that are no news."""


def digest(actor: Actor, teller: Teller, *, last: date | None, on: date) -> str:
    """The text, in the language in use; empty when there is nothing since `last`."""
    since = last or on - FIRST_TIME
    parts = [
        _part(gettext("Near:"), [_due_said(one, on) for one in _near(actor, since, on)]),
        _part(gettext("From suppliers:"), list(_from_suppliers(actor, teller, since=since, on=on))),
        _part(gettext("Mail that could not be sent:"), list(_unsent(actor, since=since, on=on))),
    ]
    return "\n\n".join(part for part in parts if part)


def _part(heading: str, lines: list[str]) -> str:
    if len(lines) > MOST:
        lines = [*lines[:MOST], gettext("and %(n)s more, in Ryddig") % {"n": len(lines) - MOST}]
    return "\n".join([heading, *(f"- {line}" for line in lines)]) if lines else ""


def _near(actor: Actor, since: date, on: date) -> Iterator[DueDay]:
    for one in due_days(actor, since=since - AFTER, on=on):
        moments = (one.day - BEFORE, one.day, one.day + AFTER)
        if any(since < moment <= on for moment in moments):
            yield one


def _due_said(one: DueDay, on: date) -> str:
    places = {"day": day(one.day), "what": one.what, "contract": " ".join(one.contract.title.split())}
    if one.day < on:
        return gettext("%(contract)s: %(what)s was due %(day)s") % places + _address(one)
    return gettext("%(contract)s: %(what)s, %(day)s") % places + _address(one)


def _address(one: DueDay) -> str:
    return f"\n  {settings.PUBLIC_URL}{reverse(one.path, args=[one.contract.pk])}"


def _from_suppliers(actor: Actor, teller: Teller, *, since: date, on: date) -> Iterator[str]:
    titles = dict(contracts_of(actor, on).values_list("id", "title"))
    rows = Event.objects.visible_to(actor).filter(subject_type="contract", subject_id__in=titles, at__date__gte=since)
    for event in rows.filter(actor=None, details__has_key="link", at__date__lt=on).order_by("number"):
        if not event.type.startswith(NOT_TOLD):
            yield f"{' '.join(titles[event.subject_id].split())}: {event_said(event, teller)}"


def _unsent(actor: Actor, *, since: date, on: date) -> Iterator[str]:
    rows = mails_of(actor, states=[Mail.State.GIVEN_UP]).filter(contract__in=contracts_of(actor, on))
    for mail in rows.filter(tried_at__date__gte=since, tried_at__date__lt=on):
        if mail.contract is not None:
            address = settings.PUBLIC_URL + reverse("office:mail", args=[mail.pk])
            yield f"{' '.join(mail.contract.title.split())}\n  {address}"
