"""Questionnaires name questions, choices, factors, duties and series: each exists, and conditions can be answered."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from ryddig.domain.answers import ABOVE_ANSWER
from ryddig.domain.law import Book
from ryddig.domain.pay_categories import CATEGORIES
from ryddig.domain.questionnaire import AnswerTest, Feed, FeedKind, Question, QuestionKind, Questionnaire
from ryddig.domain.registers_status import RULES as REGISTERS
from ryddig.domain.self_report_chain import ABOVE, FIRM, ROLE
from ryddig.domain.self_report_feeds import CONTRACT_FACTS
from ryddig.domain.self_report_held import KIND_OF_WORK, LOWEST_PAY, NO_TRADE
from ryddig.lawbook.documents import Item
from ryddig.lawbook.faults import Fault

Places = Mapping[str, Item]
Path = tuple[str | int, ...]
NEEDED_COLUMNS: Final[Mapping[FeedKind, tuple[str, ...]]] = {
    FeedKind.WAGE_FLOOR: (KIND_OF_WORK, LOWEST_PAY),
    FeedKind.CHAIN: (FIRM, ABOVE, ROLE),
}


def check_questionnaires(book: Book, places: Places) -> Iterator[Fault]:
    """What is wrong between questionnaires, questions and the rules they name."""
    known = _Known(book)
    for question in book.library.questions.values():
        yield from _question(question, known, places[question.id])
    for questionnaire in book.library.questionnaires.values():
        yield from _questionnaire(questionnaire, known, places[questionnaire.id])
        yield from _versions(questionnaire, book, places)
    asked = {name for one in book.library.questionnaires.values() for name in one.question_ids()}
    for name in book.library.questions.keys() - asked:
        yield places[name].fault("asked_nowhere", ("id",), given=name)


class _Known:
    """The ids a questionnaire may name, by kind."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.questions = book.library.questions
        self.factors = frozenset(factor.id for factor in book.risk_factors)
        self.flags = frozenset(flag.id for flag in book.red_flags)
        self.duties = frozenset(duty.id for duty in book.duties) | book.library.requirements.keys()
        held = self.duties | self.factors | self.flags
        self.by_feed: Mapping[FeedKind, tuple[str, Collection[str] | None]] = {
            FeedKind.RISK: ("risk_factor", self.factors),
            FeedKind.FLAG: ("red_flag", self.flags),
            FeedKind.FACT: ("fact", None),
            FeedKind.DEMAND: ("duty / requirement", self.duties),
            FeedKind.AT_LEAST: ("series / duty", book.series.keys() | self.duties),
            FeedKind.AT_MOST: ("series / duty", book.series.keys() | self.duties),
            FeedKind.WAGE_FLOOR: ("risk / duty", held),
            FeedKind.CHAIN: ("risk / duty", held),
            FeedKind.REGISTER: ("register / risk / duty", held | REGISTERS.keys()),
            FeedKind.LOOK_UP: ("register", None),
            FeedKind.CONTRACT: ("fact", CONTRACT_FACTS),
            FeedKind.DOCUMENT: ("duty / requirement", self.duties),
        }


def _missing(given: str, known: Collection[str], item: Item, *, path: Path, want: str) -> Iterator[Fault]:
    if given not in known:
        close = ", ".join(get_close_matches(given, known, n=3, cutoff=0.5)) or "–"
        yield item.fault("unknown_rule", path, given=given, want=want, close=close)


def _question(question: Question, known: _Known, item: Item) -> Iterator[Fault]:
    for name, path in ((question.choices, "choices"), *((column.choices, "columns") for column in question.columns)):
        if name:
            yield from _missing(name, known.book.library.choice_lists, item, path=(path,), want="choice_list")
    if question.keeps:
        yield from _missing(question.keeps, known.book.series, item, path=("keeps",), want="series")
    for name, test in question.shown_when:
        yield from _condition(name, test, known, item=item, path=("shown_when", name))
    for number, feed in enumerate(question.feeds):
        yield from _feed(question, feed, known, item=item, path=("feeds", number))


def _feed(question: Question, feed: Feed, known: _Known, *, item: Item, path: Path) -> Iterator[Fault]:
    want, ids = known.by_feed[feed.to]
    for name in feed.rules if ids is not None else ():
        yield from _missing(name, ids or (), item, path=(*path, "rules"), want=want)
    if feed.when is not None:
        yield from _test(question, feed.when, known, item=item, path=(*path, "when"))
    elif feed.to in (FeedKind.RISK, FeedKind.FLAG, FeedKind.DEMAND):
        yield item.fault("missing_key", (*path, "when"), key="when", where=f"feeds: {feed.to}")
    if feed.to in (FeedKind.AT_LEAST, FeedKind.AT_MOST) and not any(name in known.book.series for name in feed.rules):
        yield item.fault("unknown_rule", (*path, "rules"), given=feed.rules, want="series", close="–")
    columns = {column.id for column in question.columns}
    for name in NEEDED_COLUMNS.get(feed.to, ()) if feed.when is None else ():
        yield from _missing(name, columns, item, path=("columns",), want="column")
    if feed.to is FeedKind.WAGE_FLOOR:
        yield from _kinds_of_work(question, known, item)


def _kinds_of_work(question: Question, known: _Known, item: Item) -> Iterator[Fault]:
    """Every kind of work is a category of a trade, or one that no regulation covers."""
    rated = {f"{trade.value}.{code}" for trade, codes in CATEGORIES.items() for code in codes}
    lists = known.book.library.choice_lists
    chosen = (one for column in question.columns if column.id == KIND_OF_WORK for one in lists.get(column.choices, ()))
    for choice in chosen:
        if not choice.code.startswith(f"{NO_TRADE}."):
            yield from _missing(choice.code, rated, item, path=("columns",), want="trade.category")


def _condition(name: str, test: AnswerTest, known: _Known, *, item: Item, path: Path) -> Iterator[Fault]:
    asked = known.questions.get(name)
    if asked is None:
        yield from _missing(name, known.questions, item, path=path, want="question")
    else:
        yield from _test(asked, test, known, item=item, path=path)


def _test(asked: Question, test: AnswerTest, known: _Known, *, item: Item, path: Path) -> Iterator[Fault]:
    """The test fits the kind of the question, and names codes that can be chosen."""
    if test.name == ABOVE_ANSWER:
        yield from _missing(str(test.wanted), known.questions, item, path=path, want="question")
    elif test.name == "is":
        codes = {choice.code for choice in known.book.library.choice_lists.get(asked.choices, ())}
        for code in test.wanted if isinstance(test.wanted, tuple) else (test.wanted,):
            yield from _missing(str(code), codes, item, path=path, want=f"choice ({asked.id})")
    elif (asked.kind is QuestionKind.TABLE) is not test.name.startswith("rows_"):
        yield item.fault("wrong_value", path, key=test.name, given=asked.kind.value, want="number / table")


def _questionnaire(questionnaire: Questionnaire, known: _Known, item: Item) -> Iterator[Fault]:
    series = known.book.series
    for key, name in (("deadline", questionnaire.deadline), ("keeps", questionnaire.keeps)):
        yield from _missing(name, series, item, path=(key,), want="series")
    if questionnaire.missing:
        yield from _missing(questionnaire.missing, known.factors, item, path=("missing",), want="risk_factor")
    for name in questionnaire.not_delivered:
        yield from _missing(name, known.duties, item, path=("not_delivered",), want="duty / requirement")
    for number, check in enumerate(questionnaire.cross_checks):
        for name, test in check.when:
            path: Path = ("cross_checks", number, "when", name)
            yield from _condition(name, test, known, item=item, path=path)
            yield from _missing(name, set(questionnaire.question_ids()), item, path=path, want="question")
    yield from _order(questionnaire, known, item)


def _order(questionnaire: Questionnaire, known: _Known, item: Item) -> Iterator[Fault]:
    """Each question once, and after those that decide whether it is asked."""
    before: list[str] = []
    for number, section in enumerate(questionnaire.sections):
        for name in section.questions:
            path: Path = ("sections", number, "questions")
            question = known.questions.get(name)
            if name in before:
                yield item.fault("duplicate_id", path, given=name, other=questionnaire.id)
            if question is None:
                yield from _missing(name, known.questions, item, path=path, want="question")
            else:
                yield from _after(question, before, item, path=path)
            before.append(name)


def _after(question: Question, before: Sequence[str], item: Item, *, path: Path) -> Iterator[Fault]:
    for name, _ in question.shown_when:
        if name not in before:
            yield item.fault("condition_not_before", path, given=question.id, other=name)


def _versions(questionnaire: Questionnaire, book: Book, places: Places) -> Iterator[Fault]:
    """A question comes and goes only on days when the questionnaire gets a new version."""
    days = {entry.since for entry in questionnaire.series.entries}
    first = min(days)
    for name in questionnaire.question_ids():
        question = book.library.questions.get(name)
        for entry in question.series.entries if question else ():
            if entry.since > first and entry.since not in days:
                yield places[questionnaire.id].fault(
                    "no_new_version", ("series",), given=name, day=entry.since, questionnaire=questionnaire.id
                )
