"""Events of the audit chain as sentences."""

from django.utils.translation import gettext

from ryddig.records.audit.models import Event
from ryddig.records.audit.registry import DECLARED
from ryddig.reports.telling import Teller


def event_said(event: Event, teller: Teller) -> str:
    """What was done, in the user's language. An event type that is no longer declared is told by its code."""
    declared = DECLARED.get(event.type)
    return event.type if declared is None else teller.tell({"text": declared.sentence, "params": event.details})


def author_said(event: Event) -> str:
    """Who did it: a person, with the key where a program came for them; a supplier by a link; else Ryddig itself."""
    if event.actor is None:
        link = event.details.get("link")
        return gettext("Ryddig itself") if link is None else gettext("The supplier, by link %(link)s") % {"link": link}
    key = event.details.get("by_key")
    told = {"name": str(event.actor), "key": key}
    return str(event.actor) if key is None else gettext("%(name)s, by API key %(key)s") % told
