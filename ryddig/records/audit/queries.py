"""Reading the events: one thing's history, the organisation's log, and whether the chain holds."""

from dataclasses import dataclass

from ryddig.domain.words import N_, Message
from ryddig.records.accounts.access import Action, Actor, Case, require
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.audit.chain import START, event_hash
from ryddig.records.audit.models import ChainHead, Event


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """Whether an organisation's chain holds: how many events, the number of the first broken one (None when whole),
    and why.
    """

    organisation_id: int
    events: int
    broken_at: int | None
    why: Message | None


def history_of(viewer: Actor, subject_type: str, subject_id: int) -> ScopedQuerySet[Event]:
    """Events of one thing, newest first, with the people who did them."""
    found = Event.objects.visible_to(viewer).filter(subject_type=subject_type, subject_id=subject_id)
    return found.select_related("actor").order_by("-number")


def audit_log(viewer: Actor) -> ScopedQuerySet[Event]:
    """Every event of the organisation, newest first, for those whose role reads it. Raises NotAllowed for others."""
    require(viewer, Action.READ_AUDIT, Case(viewer.organisation_id))
    return Event.objects.visible_to(viewer).select_related("actor").order_by("-number")


def check_chain(organisation_id: int) -> ChainCheck:
    """Walk the chain from the first event and compare every hash, every number, and the head."""
    events = Event.objects.unscoped("the whole chain is checked").filter(organisation_id=organisation_id)
    number, last = 0, START
    for event in events.order_by("number").iterator(chunk_size=2000):
        why = _fault(event, expected=number + 1, previous=last)
        if why is not None:
            return ChainCheck(organisation_id, number, event.number, why)
        number, last = event.number, event.hash
    head = ChainHead.objects.unscoped("the whole chain is checked").filter(organisation_id=organisation_id).first()
    if head is not None and (head.number, head.hash) != (number, last):
        text = N_("The chain should end at event %(head)s, but the last one here is %(last)s.")
        return ChainCheck(organisation_id, number, number + 1, Message(text, {"head": head.number, "last": number}))
    return ChainCheck(organisation_id, number, None, None)


def _fault(event: Event, *, expected: int, previous: str) -> Message | None:
    if event.number != expected:
        return Message(N_("Event %(number)s is missing."), {"number": expected})
    if event.previous_hash != previous:
        return Message(N_("Event %(number)s does not follow the one before it."), {"number": event.number})
    if event.hash != event_hash(event):
        return Message(
            N_("The content of event %(number)s was changed after it was written."), {"number": event.number}
        )
    return None
