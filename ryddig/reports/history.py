"""Events of the audit chain as sentences."""

from ryddig.records.audit.models import Event
from ryddig.records.audit.registry import DECLARED
from ryddig.reports.telling import Teller


def event_said(event: Event, teller: Teller) -> str:
    """What was done, in the user's language. An event type that is no longer declared is told by its code."""
    declared = DECLARED.get(event.type)
    return event.type if declared is None else teller.tell({"text": declared.sentence, "params": event.details})
