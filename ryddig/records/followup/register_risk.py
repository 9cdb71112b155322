"""What a signal does to the risk of a firm's contracts: an answer to the risk question, and a new screening.

The answer goes the way a person's does. A person's answer that is newer than the register's stands. When the register
takes its yes back, what a person said before counts again.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Q
from django.utils import timezone

from ryddig.domain.screening import Screener
from ryddig.records.accounts.access import Actor, Machine
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.contracts.facts import with_facts
from ryddig.records.contracts.models import Contract, ContractAnswer, ContractSupplier
from ryddig.records.contracts.queries import in_state
from ryddig.records.contracts.services import Told, keep_answer
from ryddig.records.followup.models import SignalEffect
from ryddig.records.followup.screenings import ScreeningWork
from ryddig.records.lookups.models import Signal, Snapshot
from ryddig.records.lookups.queries import signals_for

REGISTER: Final = "register"
Question = tuple[int, str]
"""A contract's id and the code of a risk question."""


@dataclass(frozen=True, slots=True)
class Step:
    """One answer to be given: to which question, which value with which source, because of which signal.

    `before`: the answer that counted until now. `on`: the day the answer is of.
    """

    question: Question
    told: Told
    signal: Signal
    before: ContractAnswer | None
    raised: bool
    on: date


@dataclass(slots=True)
class Standing:
    """What is stored about some contracts: signals by question, answers (oldest first), effects (oldest first)."""

    signals: dict[Question, Signal] = field(default_factory=dict)
    answers: dict[Question, list[ContractAnswer]] = field(default_factory=dict)
    effects: dict[Question, list[SignalEffect]] = field(default_factory=dict)


def apply_signals(
    *, author: Machine, screener: Screener, on: date, suppliers: Collection[int] | None = None
) -> tuple[int, ...]:
    """Let the signals of these firms (None: all) count in their running contracts, and those that are cleared no more.

    Within a transaction. Returns the ids of the contracts whose answers changed; a second call changes nothing.
    """
    running = _running(author, suppliers, on=on)
    standing = _standing(author, running)
    steps = [*_raising(standing, on), *_taken_back(standing, on)]
    ids = sorted({step.question[0] for step in steps})
    if not ids:
        return ()
    rows = with_facts(Contract.objects.visible_to(author).filter(id__in=ids))
    locked = {row.pk: row for row in rows.select_for_update(no_key=True, of=("self",)).order_by("id")}
    given = [(step, _give(step, locked[step.question[0]], author)) for step in steps]
    fresh = list(with_facts(Contract.objects.visible_to(author).filter(id__in=ids)).order_by("id"))
    ScreeningWork(screener, actor=author, on=on).run(fresh)
    _keep_effects(given, {row.pk: row for row in fresh}, author)
    return tuple(ids)


def _running(author: Machine, suppliers: Collection[int] | None, *, on: date) -> dict[int, set[int]]:
    """Running contracts and the firms on them, in any role."""
    links = ContractSupplier.objects.visible_to(author)
    if suppliers is None:
        concerned = Q(supplier_id__in=Signal.objects.visible_to(author).exclude(code="").values("supplier_id"))
        concerned |= Q(contract_id__in=SignalEffect.objects.visible_to(author).values("contract_id"))
    else:
        concerned = Q(supplier_id__in=list(suppliers))
    contracts = Contract.objects.visible_to(author).filter(in_state("running", on))
    contracts = contracts.filter(id__in=links.filter(concerned).values("contract_id"))
    links = links.filter(contract_id__in=contracts.values("id"))
    found: dict[int, set[int]] = {}
    for contract, supplier in links.values_list("contract_id", "supplier_id"):
        found.setdefault(contract, set()).add(supplier)
    return found


def _standing(author: Machine, running: Mapping[int, set[int]]) -> Standing:
    standing = Standing()
    firms = {supplier for suppliers in running.values() for supplier in suppliers}
    rows = Signal.objects.visible_to(author).filter(supplier_id__in=firms).exclude(state=Signal.State.CLEARED)
    by_firm: dict[int, list[Signal]] = {}
    for signal in rows.exclude(code="").select_related("snapshot").defer(*_HEAVY).order_by("rank", "-id"):
        by_firm.setdefault(signal.supplier_id, []).append(signal)
    for contract, suppliers in running.items():
        for signal in (one for supplier in suppliers for one in by_firm.get(supplier, ())):
            if signal.contract_id in (None, contract):
                standing.signals[contract, signal.code] = signal
    effects = SignalEffect.objects.visible_to(author).filter(contract_id__in=running)
    for effect in effects.select_related("answer", "signal__snapshot").defer(*_HEAVY_OF_EFFECT).order_by("id"):
        standing.effects.setdefault((effect.contract_id, effect.answer.code), []).append(effect)
    asked = {contract for contract, _ in (*standing.signals, *standing.effects)}
    answers = ContractAnswer.objects.visible_to(author).filter(contract_id__in=asked)
    for answer in answers.order_by("on", "id"):
        standing.answers.setdefault((answer.contract_id, answer.code), []).append(answer)
    return standing


_HEAVY: Final = ("snapshot__content", "snapshot__facts")
_HEAVY_OF_EFFECT: Final = ("signal__snapshot__content", "signal__snapshot__facts")


def _raising(standing: Standing, on: date) -> Iterable[Step]:
    for question, signal in standing.signals.items():
        answers = standing.answers.get(question, [])
        last = answers[-1] if answers else None
        applied = any(effect.signal_id == signal.pk and effect.raised for effect in standing.effects.get(question, ()))
        if (last is not None and last.value is True) or _person_stands(last, signal, applied=applied):
            continue
        told = Told(question[1], value=True, source=REGISTER)
        day = max(day_of(signal.snapshot), last.on) if last is not None and not applied else day_of(signal.snapshot)
        yield Step(question, told, signal, last, raised=True, on=min(day, on))


def _person_stands(last: ContractAnswer | None, signal: Signal, *, applied: bool) -> bool:
    """Somebody said no (or took the answer back) after the register had said yes, or on a later day than it."""
    if last is None or last.source == REGISTER:
        return False
    return applied or last.on > signal.opened_on


def _taken_back(standing: Standing, on: date) -> Iterable[Step]:
    for question, effects in standing.effects.items():
        answers = standing.answers.get(question, [])
        if question in standing.signals or not answers or not effects[-1].raised:
            continue
        last = answers[-1]
        if last.source == REGISTER and last.value is True:
            earlier = next((answer for answer in reversed(answers) if answer.source != REGISTER), None)
            value, source = (earlier.value, earlier.source) if earlier is not None else (None, REGISTER)
            yield Step(question, Told(question[1], value, source), effects[-1].signal, last, raised=False, on=on)


def day_of(snapshot: Snapshot) -> date:
    """The day the register answered, on the buyer's clock."""
    return timezone.localdate(snapshot.answered_at)


def _give(step: Step, contract: Contract, author: Machine) -> ContractAnswer:
    details = {
        "source": REGISTER,
        "signal": step.signal.pk,
        "snapshot": step.signal.snapshot_id,
        "sha256": step.signal.snapshot.sha256,
    }
    return keep_answer(contract, step.told, before=step.before, author=author, on=step.on, details=details)


def _keep_effects(
    given: Iterable[tuple[Step, ContractAnswer]], contracts: Mapping[int, Contract], author: Machine
) -> None:
    SignalEffect.objects.bulk_create(
        SignalEffect(
            organisation_id=author.organisation_id,
            contract_id=step.question[0],
            answer=answer,
            signal=step.signal,
            snapshot_id=step.signal.snapshot_id,
            raised=step.raised,
            screening_id=contracts[step.question[0]].screening_id,
        )
        for step, answer in given
    )


def effects_of(viewer: Actor, contract_id: int) -> ScopedQuerySet[SignalEffect]:
    """What registers have done to a contract's risk, newest first, each with signal, firm, snapshot and the version of
    the decision that followed."""
    rows = SignalEffect.objects.visible_to(viewer).filter(contract_id=contract_id, signal__in=signals_for(viewer))
    rows = rows.select_related("answer", "signal__supplier", "snapshot", "screening")
    heavy = ("snapshot__content", "snapshot__facts", "screening__facts", "screening__decision", "screening__difference")
    return rows.defer(*heavy).order_by("-id")
