"""Between stored rows and what the worker and the core see: answers to be kept, and firms to be watched."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final

from ryddig.domain.words import Message

LONGEST_MARK: Final = 64


@dataclass(frozen=True, slots=True)
class Answered:
    """One source's answer about one number, ready to be kept.

    `content`: without persons; `persons`: {place: what stood there}; `facts`: what Ryddig understood, plain.
    `state`: found, deleted or not_found. `sha256`: `digest` of the whole answer.
    """

    source: str
    subject: str
    asked_at: datetime
    answered_at: datetime
    state: str
    sha256: str
    content: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    persons: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Raised:
    """A signal as the lawbook and the answers give it, before it is kept. Fields as on `models.Signal`.

    `source`: the source whose snapshot it rests on.
    """

    kind: str
    source: str
    severity: str
    rank: int
    text: Message
    because: Sequence[Any]
    mark: str
    code: str = ""
    standing: bool = True
    contract_id: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    before: str = ""
    after: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A try that gave no answer: which number, when, and why, in words."""

    source: str
    subject: str
    tried_at: datetime
    code: str
    reason: Message


def short_mark(mark: str) -> str:
    """A mark that fits its column: itself, or its SHA-256 when it is longer."""
    return mark if len(mark) <= LONGEST_MARK else sha256(mark.encode()).hexdigest()


def digest(answer: object) -> str:
    """SHA-256 of an answer in its one spelling: JSON with sorted keys, no blanks, UTF-8."""
    spelt = json.dumps(answer, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(spelt.encode()).hexdigest()
