"""Facts in, decisions out: an outcome with the reasons for it, the same value everywhere it is shown."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ryddig.domain.law import Source, Status


class Answer(StrEnum):
    """Three-valued: a missing fact is unknown, never no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What was decided of a duty on one contract."""

    APPLIES = "applies"
    DOES_NOT_APPLY = "does_not_apply"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Because:
    """One reason: which test, on which facts, with which value of which entry, from which source.

    `facts` are names of facts; their values stand once, in the snapshot stored with the decision. `rule` is the id of
    the series or duty read; empty where no entry was read.
    """

    test: str
    answer: Answer
    facts: tuple[str, ...] = ()
    wanted: object = None
    rule: str = ""
    since: date | None = None
    value: object = None
    status: Status | None = None
    source: Source | None = None
    other_reading: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """Outcome of rule `rule` with its reasons.

    `may_sanction` is False when an entry the outcome rests on is not official; a disputed entry whose readings all
    give this outcome
    does not block. `also_if`: regime under which it would apply, set only while the regime is unknown.
    """

    rule: str
    outcome: Outcome
    because: tuple[Because, ...]
    may_sanction: bool
    also_if: str = ""
