"""What registers' answers mean for a buyer: signals, each a question with its reason. Never a verdict, never a score.

Which signals there are, how grave each is and which limits count is law data (`national/signals`); how each is seen is
a function in `signal_tests*.py`. A source that was not asked, or did not answer, gives *unknown*: it never clears.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from ryddig.domain.decision import Answer, Because
from ryddig.domain.duties import cite
from ryddig.domain.law import Book
from ryddig.domain.law_library import SupplierSignal
from ryddig.domain.sentences import sentence
from ryddig.domain.signal_sentences import ANY_RULE, SIGNAL_SENTENCES
from ryddig.domain.signal_tests import TESTS_OF_FIRM
from ryddig.domain.signal_tests_contract import TESTS_OF_CONTRACT
from ryddig.domain.signal_tests_others import TESTS_OF_OTHERS
from ryddig.domain.signal_words import ContractContext, FirmFacts, Look, SignalTest, Told
from ryddig.domain.words import Message, Words

TESTS: Final[Mapping[str, SignalTest]] = {**TESTS_OF_FIRM, **TESTS_OF_CONTRACT, **TESTS_OF_OTHERS}
NO_CONTRACT: Final = ContractContext()


class Severity(StrEnum):
    """How grave a signal is: from something to know to something that a named person must decide on."""

    NOTE = "note"
    WATCH = "watch"
    GRAVE = "grave"
    HARD = "hard"

    @property
    def rank(self) -> int:
        """1 to 4, the gravest highest."""
        return _RANKS[self]


_RANKS: Final = {severity: number for number, severity in enumerate(Severity, start=1)}
SEVERITIES: Final[Mapping[int, Severity]] = {rank: severity for severity, rank in _RANKS.items()}


@dataclass(frozen=True, slots=True)
class Signal:
    """One rule on one firm. `holds`: yes, no or unknown. `answers`: the risk factor or red flag it says yes to, or "".

    `standing`: it holds as long as the register says so; else it is a change that happened. `of_contract`: the rule
    reads the contract. `since`: the day the register gives. `mark`: equal for the same signal another day. `message`
    and `because` are made of `facts`, which are stored with them.
    """

    rule: str
    name: Words
    asks: Words
    holds: Answer
    severity: Severity
    standing: bool
    of_contract: bool
    answers: str
    since: date | None
    mark: str
    message: Message
    because: tuple[Because, ...]
    facts: Mapping[str, object]
    before: str = ""
    after: str = ""


class SignalTurn(StrEnum):
    """What became of a signal between two looks."""

    RAISED = "raised"
    CLEARED = "cleared"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class SignalChange:
    """A signal that came, went or says something else than before."""

    turn: SignalTurn
    rule: str
    before: Signal | None
    after: Signal


def read_signals(
    firm: FirmFacts,
    contract: ContractContext = NO_CONTRACT,
    *,
    others: Sequence[FirmFacts] = (),
    book: Book,
    on: date,
    tests: Collection[str] = TESTS,
) -> tuple[Signal, ...]:
    """Every signal rule in force on `on`, read on one firm (and one contract), the gravest first.

    `tests`: only rules of these tests.

    `others`: firms to compare with, such as all suppliers of the buyer and firms that went bankrupt; among many, take
    `Neighbours(firms).of(firm)`, which gives the same answers.
    """
    found = []
    for rule in book.library.signals.values():
        entry = rule.series.at(on)
        if rule.test not in tests or entry is None or not isinstance(entry.value, Mapping):
            continue
        test = TESTS[rule.test]
        look = Look(firm, contract, tuple(others), book, on, entry.value, rule.wanted)
        told = test.run(look)
        words = rule.id if (rule.id, Answer.YES) in SIGNAL_SENTENCES else ANY_RULE
        reason = cite(Because(words, told.answer, (rule.id,), told.limit), rule.id, entry)
        found.append(_signal(rule, told, reason, rank=entry.value["severity"], of_contract=test.of_contract))
    return tuple(sorted(found, key=lambda signal: -signal.severity.rank))


def holding(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    """Those that hold."""
    return tuple(signal for signal in signals if signal.holds is Answer.YES)


def compare_signals(before: Iterable[Signal], after: Iterable[Signal]) -> tuple[SignalChange, ...]:
    """What came, went or changed. What is unknown now has neither come nor gone."""
    known = {signal.rule: signal for signal in before}
    found = []
    for signal in after:
        earlier = known.get(signal.rule)
        held = earlier is not None and earlier.holds is Answer.YES
        if signal.holds is Answer.YES and not held:
            found.append(SignalChange(SignalTurn.RAISED, signal.rule, earlier, signal))
        elif signal.holds is Answer.YES and earlier is not None and earlier.mark != signal.mark:
            found.append(SignalChange(SignalTurn.CHANGED, signal.rule, earlier, signal))
        elif signal.holds is Answer.NO and held:
            found.append(SignalChange(SignalTurn.CLEARED, signal.rule, earlier, signal))
    return tuple(found)


def _signal(rule: SupplierSignal, told: Told, reason: Because, *, rank: int, of_contract: bool) -> Signal:
    facts = {rule.id: told.fact}
    return Signal(
        rule=rule.id,
        name=rule.name,
        asks=rule.asks,
        holds=told.answer,
        severity=SEVERITIES[rank],
        standing=rule.standing,
        of_contract=of_contract,
        answers=rule.answers,
        since=told.since,
        mark=f"{rule.id} {told.mark}".strip(),
        message=sentence(reason, facts),
        because=(reason,),
        facts=facts,
        before=told.before,
        after=told.after,
    )
