"""Which self-report forms fit a contract, and why; a person chooses. The machine sends the first by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ryddig.domain.decision import Answer, Because, Outcome
from ryddig.domain.duties import cite
from ryddig.domain.facts import ContractKind
from ryddig.domain.law import Book
from ryddig.domain.questionnaire import FeedKind
from ryddig.domain.screening import Screening

PAY, PAY_SIMPLE = "questionnaires.pay", "questionnaires.pay_simple"
RIGHTS, RIGHTS_SIMPLE = "questionnaires.human_rights", "questionnaires.human_rights_simple"
LARGE: Final = "thresholds.human_rights_full_self_report"
LOW: Final = "low"


@dataclass(frozen=True, slots=True)
class FormProposed:
    """A form that fits, by the id of its questionnaire."""

    questionnaire: str
    because: tuple[Because, ...]


def forms_proposed(screening: Screening, book: Book) -> tuple[FormProposed, ...]:
    """The forms that fit the contract, the surest first; none where nothing calls for one.

    Pay: a requirement on pay applies or may apply; the simple form where the risk is low. Human rights: goods; the full
    form above the threshold.
    """
    return (*_pay(screening, book), *_rights(screening, book))


def _pay(screening: Screening, book: Book) -> Iterator[FormProposed]:
    asked = _held_against(book)
    duties = [one for one in screening.duties if one.rule in asked and one.outcome is not Outcome.DOES_NOT_APPLY]
    if duties:
        level = screening.risk.level
        risk = Because("risk_level", Answer.YES, ("risk_level",), level)
        yield FormProposed(PAY_SIMPLE if level == LOW else PAY, (*duties[0].because, risk))


def _held_against(book: Book) -> frozenset[str]:
    """The duties that the lowest pay is held against."""
    feeds = (feed for question in book.library.questions.values() for feed in question.feeds)
    return frozenset(rule for feed in feeds if feed.to is FeedKind.WAGE_FLOOR for rule in feed.rules)


def _rights(screening: Screening, book: Book) -> Iterator[FormProposed]:
    facts = screening.facts
    if facts.kind is not ContractKind.GOODS:
        return
    goods = Because("kind", Answer.YES, ("kind",), ContractKind.GOODS.value)
    entry = book.need(LARGE).at(screening.on)
    limit = entry.value if entry is not None and type(entry.value) is int else None
    known = limit is not None and facts.value_ore is not None
    large = limit is not None and facts.value_ore is not None and facts.value_ore > limit
    answer = (Answer.YES if large else Answer.NO) if known else Answer.UNKNOWN
    reason = Because("value_at_least", answer, ("value_ore",), LARGE)
    value = reason if entry is None else cite(reason, LARGE, entry)
    yield FormProposed(RIGHTS if large else RIGHTS_SIMPLE, (goods, value))
