"""Writing events: always within the caller's transaction, always chained to the one before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ryddig.domain.errors import OurFault
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Actor, Author, Guest
from ryddig.records.audit.chain import START, event_hash
from ryddig.records.audit.models import ChainHead, Event
from ryddig.records.audit.registry import DECLARED, EventType

BATCH = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """An event to be written. `because` holds reasons (Because or already plain); `details` plain values."""

    type: EventType
    subject_type: str
    subject_id: int
    because: Sequence[object] = ()
    lawbook_version: str = ""
    details: dict[str, Any] = field(default_factory=dict)


def record_event(entry: Entry, *, actor: Author, on: date) -> Event:
    """Write one event. Raises OurFault outside a transaction: an event and what it tells of stand or fall together."""
    return record_events([entry], actor=actor, on=on)[0]


def record_events(entries: Iterable[Entry], *, actor: Author, on: date, at: datetime | None = None) -> list[Event]:
    """Write many events in one chain, in the order given. The chain's head is locked until the transaction ends."""
    waiting = list(entries)
    if not transaction.get_connection().in_atomic_block:
        raise OurFault("audit.no_transaction", N_("An event was written outside a transaction."))
    unknown = next((entry.type.code for entry in waiting if DECLARED.get(entry.type.code) is not entry.type), None)
    if unknown is not None:
        raise OurFault("audit.undeclared_event", N_("The event %(code)s is not declared."), params={"code": unknown})
    if not waiting:
        return []
    head = _locked_head(actor.organisation_id)
    now = at or timezone.now()
    events = [_next_event(head, entry, actor=actor, on=on, at=now) for entry in waiting]
    head.save(update_fields=["number", "hash"])
    return Event.objects.bulk_create(events, batch_size=BATCH)


def _locked_head(organisation_id: int) -> ChainHead:
    """SQLite's transactions begin IMMEDIATE, so there the whole database is the lock."""
    heads = ChainHead.objects.unscoped("the chain the event goes into").select_for_update()
    head, _made = heads.get_or_create(organisation_id=organisation_id, defaults={"hash": START})
    return head


def _next_event(head: ChainHead, entry: Entry, *, actor: Author, on: date, at: datetime) -> Event:
    event = Event(
        organisation_id=head.organisation_id,
        number=head.number + 1,
        at=at,
        actor_id=actor.user_id,
        type=entry.type.code,
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        on=on,
        because=plain(entry.because),
        lawbook_version=entry.lawbook_version,
        details=plain({**entry.details, **_came_with(actor)}),
        previous_hash=head.hash,
    )
    event.hash = event_hash(event)
    head.number, head.hash = event.number, event.hash
    return event


def _came_with(author: Author) -> dict[str, int]:
    """What stands for the one who did it, where a name does not: a supplier's link, a key to the API."""
    if isinstance(author, Guest):
        return {"link": author.link_id}
    token = author.token_id if isinstance(author, Actor) else None
    return {} if token is None else {"by_key": token}
