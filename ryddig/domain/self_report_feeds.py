"""What an answer is used for as it stands: risk, flags, facts, look-ups, documents, the contract's own facts.

One function for each use: an answer and a case in, conclusions out. Uses that hold an answer against law stand in
`self_report_held.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from ryddig.domain.answers import Answers, Given, Value, holds, rows, texts
from ryddig.domain.decision import Answer, Because
from ryddig.domain.duties import cite
from ryddig.domain.facts import Known
from ryddig.domain.law import Book, RedFlag, RiskFactor
from ryddig.domain.questionnaire import Feed, Form, Question
from ryddig.domain.self_report import (
    SELF_REPORT,
    Conclusion,
    ContractDifference,
    DocumentNamed,
    FactGiven,
    LookUp,
    ReportCase,
    RiskGiven,
)

FactValue = bool | int | str
YES_NO: Final = {"yes": True, "no": False}
ORGNR: Final = "orgnr"
CONTRACT_FACTS: Final = frozenset(
    {"reference", "title", "kind", "cpv", "value_ore", "signed_on", "starts_on", "ends_on"}
)


@dataclass(frozen=True, slots=True)
class Use:
    """One use of one answer, and what it is seen together with."""

    question: Question
    feed: Feed
    given: Given
    form: Form
    answers: Answers
    case: ReportCase

    @property
    def held(self) -> bool | None:
        """Whether the test of the use holds; None without a test or an answer to compare with."""
        return None if self.feed.when is None else holds(self.feed.when, self.given.value, self.answers)

    def known(self, value: FactValue) -> Known:
        """A value with the day of the answer."""
        return Known(value, self.given.on, SELF_REPORT)


def factor_of(book: Book, name: str) -> RiskFactor | RedFlag | None:
    """The risk factor or red flag with this id."""
    every: tuple[RiskFactor | RedFlag, ...] = (*book.risk_factors, *book.red_flags)
    return next((one for one in every if one.id == name), None)


def risk_given(use: Use, name: str, *, holds_true: bool) -> RiskGiven:
    """A yes or no under a factor, with the answer that shows it and the entry that gives the factor its weight."""
    reason = Because("self_reported", Answer.YES if holds_true else Answer.NO, (use.question.id,), name)
    factor = factor_of(use.case.book, name)
    if factor is not None:
        reason = cite(reason, name, factor.series.entries[0])
    return RiskGiven(name, use.known(holds_true), (reason,))


def risk(use: Use) -> Iterator[Conclusion]:
    """A yes or a no under a risk factor."""
    if use.held is not None:
        yield from (risk_given(use, name, holds_true=use.held) for name in use.feed.rules)


def flag(use: Use) -> Iterator[Conclusion]:
    """A yes under a red flag, never a no: nobody clears himself of a warning sign."""
    if use.held:
        yield from (risk_given(use, name, holds_true=True) for name in use.feed.rules)


def fact(use: Use) -> Iterator[Conclusion]:
    """The value under a name of its own."""
    value = fact_value(use.given.value)
    for name in use.feed.rules:
        yield FactGiven(name, use.known(value), Because("self_reported_fact", Answer.YES, (use.question.id,), name))


def fact_value(value: Value) -> FactValue:
    """A value as facts hold it: yes and no as truth, whole numbers as numbers, a table as its number of rows."""
    match value:
        case str():
            return YES_NO.get(value, value)
        case bool() | int():
            return value
        case Decimal():
            return int(value) if value == int(value) else f"{value:f}"
        case date():
            return value.isoformat()
    return len(rows(value)) or ", ".join(texts(value))


def look_up(use: Use) -> Iterator[Conclusion]:
    """Each firm named by number, for each register that should be asked."""
    table = rows(use.given.value)
    for register in use.feed.rules:
        for number, row in enumerate(table, start=1):
            if ORGNR in row:
                yield LookUp(register, str(row[ORGNR]), use.question.id, number)
        if isinstance(use.given.value, str):
            yield LookUp(register, use.given.value, use.question.id)


def contract(use: Use) -> Iterator[Conclusion]:
    """Where the supplier's word about the contract is another than what is registered. Nothing is changed by it."""
    for name in use.feed.rules:
        registered, stated = getattr(use.case.facts, name), use.given.value
        if not _same(registered, stated):
            reason = Because("contract_differs", Answer.NO, (use.question.id,), name)
            yield ContractDifference(use.question.id, name, stated, registered, reason)


def _same(registered: object, stated: object) -> bool:
    if isinstance(registered, tuple):
        return str(stated)[:8] in {str(one)[:8] for one in registered}
    if isinstance(registered, str) and isinstance(stated, str):
        return " ".join(registered.casefold().split()) == " ".join(stated.casefold().split())
    return registered == stated


def document(use: Use) -> Iterator[Conclusion]:
    """The documents named, and the duties they are evidence for."""
    yield DocumentNamed(use.question.id, texts(use.given.value), use.feed.rules)
