"""The content of an event as bytes, and its hash: one definition for writing and for checking."""

import json
from datetime import UTC
from hashlib import sha256

from ryddig.records.audit.models import Event

START = "0" * 64


def event_hash(event: Event) -> str:
    """SHA-256 (hex) over the event's content in a fixed order, the hash of the event before it included."""
    content = [
        event.organisation_id,
        event.number,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor_id,
        event.type,
        event.subject_type,
        event.subject_id,
        event.on.isoformat(),
        event.because,
        event.lawbook_version,
        event.details,
        event.previous_hash,
    ]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()
