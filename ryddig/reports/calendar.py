"""A person's due days as an iCalendar feed (RFC 5545), for the calendar they already look at."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext
from icalendar import Calendar, Event

from ryddig.reports.due_days import DueDay
from ryddig.reports.formats import language

REFRESHED: Final = timedelta(hours=6)
KEPT_BACK: Final = timedelta(days=60)
"""How long a day that has passed stays in the feed."""


def feed(days: Iterable[DueDay], *, url_of: Callable[[DueDay], str], host: str, now: datetime) -> bytes:
    """Whole days, private, and not in the way of meetings. The same thing has the same id in every fetch."""
    calendar = Calendar()
    calendar.add("prodid", "-//Ryddig//Ryddig//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", gettext("Ryddig: due days"))
    calendar.add("refresh-interval", REFRESHED, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for one in days:
        calendar.add_component(_event(one, url=url_of(one), host=host, now=now))
    return bytes(calendar.to_ical())


def _event(one: DueDay, *, url: str, host: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.key}@{host}")
    event.add("dtstamp", now)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    title = " ".join(one.contract.title.split())
    event.add("summary", f"{one.what}: {title}", parameters={"language": language()})
    event.add("url", url)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event
