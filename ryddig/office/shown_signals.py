"""Signals from the registers as questions: what, since when, before and after, why, and what was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from ryddig.domain.words import Message
from ryddig.office.desk import Desk
from ryddig.records.accounts.access import Action
from ryddig.records.followup.models import SignalEffect
from ryddig.records.lookups.models import Signal, SignalAnswer
from ryddig.reports.formats import day
from ryddig.reports.labels import label
from ryddig.reports.telling import Reason

COLOURS = {"hard": "danger", "grave": "danger", "watch": "warning"}


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """What a person said is done."""

    done: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class ShownSignal:
    """One signal. `asks`: what to do. `snapshot`: the answer it rests on, `earlier` the one before."""

    id: int
    name: str
    text: str
    asks: str
    severity: str
    colour: str
    state: str
    state_said: str
    since: str
    before: str
    after: str
    contract: str
    source: str
    answered_at: datetime
    snapshot: int
    earlier: int | None
    reasons: tuple[Reason, ...]
    answers: tuple[ShownAnswer, ...]
    supplier_id: int
    supplier: str


def signals(rows: Iterable[Signal], desk: Desk, *, supplier: str = "") -> list[ShownSignal]:
    """Signals in words, as they come. `supplier`: the firm's name, where all are about one."""
    return [_signal(row, desk, supplier=supplier or row.supplier.name) for row in rows]


def _signal(row: Signal, desk: Desk, *, supplier: str) -> ShownSignal:
    cached = getattr(row, "_prefetched_objects_cache", {})
    answers = row.answers.all() if "answers" in cached else ()
    return ShownSignal(
        id=row.pk,
        name=desk.teller.name(row.kind),
        text=desk.teller.tell(Message(row.text, row.params)),
        asks=_asks(row, desk),
        severity=label("severity", row.severity),
        colour=COLOURS.get(row.severity, "neutral"),
        state=row.state,
        state_said=_state(row),
        since=day(row.since),
        before=row.before,
        after=row.after,
        contract=row.contract.title if row.contract is not None else "",
        source=label("register", row.snapshot.source),
        answered_at=row.snapshot.answered_at,
        snapshot=row.snapshot_id,
        earlier=row.earlier_id,
        reasons=desk.teller.reasons(row.because, row.facts),
        answers=tuple(_answer(one) for one in answers),
        supplier_id=row.supplier_id,
        supplier=supplier,
    )


def _asks(row: Signal, desk: Desk) -> str:
    """What the lawbook tells a person to ask or do; empty for a rule that it no longer holds."""
    rule = desk.book.library.signals.get(row.kind)
    return desk.teller.words(rule.asks) if rule is not None else ""


def _state(row: Signal) -> str:
    said = label("signal_state", row.state)
    if row.cleared_on is None:
        return said
    return gettext("%(state)s, %(day)s") % {"state": said, "day": day(row.cleared_on)}


def _answer(row: SignalAnswer) -> ShownAnswer:
    by = gettext("%(name)s, %(day)s") % {"name": row.actor, "day": day(row.on)}
    return ShownAnswer(label("signal_done", row.done), row.reason, by)


@dataclass(frozen=True, slots=True)
class ShownEffect:
    """What a register did to the contract's risk. `raised`: it answered a question with yes; else it took it back."""

    raised: bool
    question: str
    text: str
    day: str
    supplier_id: int
    supplier: str
    snapshot: int
    source: str


def effects(rows: Iterable[SignalEffect], desk: Desk) -> list[ShownEffect]:
    """What registers did to a contract's risk, as they come."""
    return [
        ShownEffect(
            raised=row.raised,
            question=desk.teller.asked(row.answer.code),
            text=desk.teller.tell(Message(row.signal.text, row.signal.params)),
            day=day(row.answer.on),
            supplier_id=row.signal.supplier_id,
            supplier=row.signal.supplier.name,
            snapshot=row.snapshot_id,
            source=label("register", row.snapshot.source),
        )
        for row in rows
    ]


def may_answer(desk: Desk, units: Iterable[int]) -> bool:
    """Whether the person may answer signals of a firm with contracts in these units."""
    return any(desk.may(Action.ANSWER_SIGNAL, unit) for unit in set(units))


def choices() -> list[tuple[str, str]]:
    """What may be done about a signal."""
    return [(code, label("signal_done", code)) for code in SignalAnswer.Done.values]
