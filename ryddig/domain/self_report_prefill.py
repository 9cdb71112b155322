"""Answer once: what was answered before stands in the new form, and only changes are confirmed.

What is too old by a dated rule is asked anew, and so is a pay that was answered before the minimum rate changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from ryddig.domain.answer_checks import check_answer
from ryddig.domain.answers import Answers, Given, Value, rows
from ryddig.domain.controls import add_months
from ryddig.domain.decision import Answer, Because
from ryddig.domain.duties import cite
from ryddig.domain.facts import ContractFacts
from ryddig.domain.law import Book
from ryddig.domain.pay_categories import floor
from ryddig.domain.pay_facts import Trade, Work
from ryddig.domain.questionnaire import About, FeedKind, Form, Question, QuestionKind
from ryddig.domain.self_report_held import KIND_OF_WORK, NO_TRADE

ALWAYS_ASKED: Final = frozenset({QuestionKind.DECLARATION})


class Prefill(StrEnum):
    """confirm: stands there, to be confirmed. too_old, rate_changed: asked anew. ask: nothing to go by."""

    CONFIRM = "confirm"
    TOO_OLD = "too_old"
    RATE_CHANGED = "rate_changed"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Earlier:
    """Answers given before. `same_contract`: given about this contract. Only sets the supplier agreed to use again."""

    answers: Answers
    same_contract: bool


@dataclass(frozen=True, slots=True)
class Prefilled:
    """What stands in the new form under a question. `given`: the newest answer before, also when it is asked anew."""

    question: str
    state: Prefill
    given: Given | None = None
    because: Because | None = None


def prefill(form: Form, earlier: Sequence[Earlier], *, book: Book, on: date) -> tuple[Prefilled, ...]:
    """What stands in the form on the day, question by question."""
    return tuple(
        _prefill(form, question, _newest(question, earlier, on), book=book, on=on) for question in form.questions
    )


def _newest(question: Question, earlier: Iterable[Earlier], on: date) -> Given | None:
    """The newest answer to the same question; one about a contract counts for that contract only."""
    found = [
        one.answers.given[question.id]
        for one in earlier
        if question.id in one.answers.given and (one.same_contract or question.about is About.FIRM)
    ]
    return max((given for given in found if given.on <= on), key=lambda given: given.on, default=None)


def _prefill(form: Form, question: Question, given: Given | None, *, book: Book, on: date) -> Prefilled:
    if given is None or question.kind in ALWAYS_ASKED or check_answer(form, question, given.value):
        return Prefilled(question.id, Prefill.ASK)
    old = too_old(question, form, given.on, book=book, on=on)
    if old.answer is Answer.YES:
        return Prefilled(question.id, Prefill.TOO_OLD, given, old)
    changed = rate_changed(question, given, book=book, on=on)
    if changed is not None:
        return Prefilled(question.id, Prefill.RATE_CHANGED, given, changed)
    return Prefilled(question.id, Prefill.CONFIRM, given, old)


def too_old(question: Question, form: Form, given_on: date, *, book: Book, on: date) -> Because:
    """Whether an answer is older than its series of months allows on the day. On the last day it is still good."""
    series = book.strictest(question.keeps or form.questionnaire.keeps, on)
    entry = series.at(on)
    if entry is None or type(entry.value) is not int:
        return Because("answer_too_old", Answer.UNKNOWN, (question.id,), given_on, series.id)
    gone = add_months(given_on, entry.value) < on
    return cite(
        Because("answer_too_old", Answer.YES if gone else Answer.NO, (question.id,), given_on), series.id, entry
    )


def rate_changed(question: Question, given: Given, *, book: Book, on: date) -> Because | None:
    """The reason when the minimum rate of some kind of work in the answer is another than when it was given."""
    if not any(feed.to is FeedKind.WAGE_FLOOR for feed in question.feeds):
        return None
    for row in rows(given.value):
        trade, _, category = str(row.get(KIND_OF_WORK, NO_TRADE)).partition(".")
        if trade == NO_TRADE:
            continue
        work = Work(Trade(trade), category)
        before, after = floor(work, given.on, book), floor(work, on, book)
        if (before.sure, before.asked) != (after.sure, after.asked):
            rule = after.because[0] if after.because else Because("wage_floor", Answer.UNKNOWN)
            return Because(
                "rate_changed",
                Answer.YES,
                (question.id,),
                given.on,
                rule.rule,
                rule.since,
                rule.value,
                rule.status,
                rule.source,
            )
    return None


def registered_answers(form: Form, facts: ContractFacts) -> Mapping[str, Value]:
    """What the buyer's register already says of the contract, under the questions that ask for it."""
    asks = ((one.id, feed.rules[0]) for one in form.questions for feed in one.feeds if feed.to is FeedKind.CONTRACT)
    found = {name: _shown(getattr(facts, fact)) for name, fact in asks}
    return {name: value for name, value in found.items() if value not in (None, "")}


def _shown(value: Any) -> Any:  # noqa: ANN401 - as many types as facts
    return ", ".join(value) if isinstance(value, tuple) else value


def confirmed(form: Form, prefilled: Iterable[Prefilled], changes: Mapping[str, Value], *, on: date) -> Answers:
    """The new answers when everything that stood there is confirmed, apart from the changes. Confirming dates anew."""
    given = {
        one.question: Given(one.given.value, on) for one in prefilled if one.state is Prefill.CONFIRM and one.given
    }
    given.update({name: Given(value, on) for name, value in changes.items()})
    return Answers(form.questionnaire.id, form.version, given)
