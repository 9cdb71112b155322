"""The words of a self-report: a questionnaire of dated questions, what each is for, and the form it makes on a day.

The lawbook holds questionnaires and questions apart: a question keeps its id in every questionnaire that asks it, so an
answer given once can be used again. A question whose meaning changes gets a new id.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.domain.law import Book, Entry, Series
from ryddig.domain.words import N_, NO_WORDS, Words

LANGUAGES: Final = ("nb", "nn", "en", "pl", "lt")
QUESTIONS: Final = "questions"
QUESTIONNAIRES: Final = "questionnaires"


class QuestionKind(StrEnum):
    """What an answer is. The value of each kind stands in `answers.py`."""

    SINGLE = "single"
    SEVERAL = "several"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TEXT = "text"
    ORGNR = "orgnr"
    EMAIL = "email"
    TABLE = "table"
    FILE = "file"
    DECLARATION = "declaration"


class About(StrEnum):
    """What an answer is about: the firm (may be used for another contract) or this contract only."""

    FIRM = "firm"
    CONTRACT = "contract"


class FeedKind(StrEnum):
    """What an answer is used for. Each is one function in `self_report_feeds.py`."""

    RISK = "risk"
    FLAG = "flag"
    FACT = "fact"
    DEMAND = "demand"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    WAGE_FLOOR = "wage_floor"
    CHAIN = "chain"
    REGISTER = "register"
    LOOK_UP = "look_up"
    CONTRACT = "contract"
    DOCUMENT = "document"


class ReadBy(StrEnum):
    """Who uses an answer that no rule reads."""

    CONTACT = "contact"
    CONTROLLER = "controller"
    CONTRACT_MANAGER = "contract_manager"
    DOCUMENT_REVIEW = "document_review"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Choice:
    """One alternative: a code that is stored and a text that is read."""

    code: str
    text: Words


@dataclass(frozen=True, slots=True)
class AnswerTest:
    """A named test of an answer (a function in `answers.py`) and what it asks for."""

    name: str
    wanted: object


@dataclass(frozen=True, slots=True)
class Feed:
    """One use of an answer.

    risk: factor; the test says when it is a yes, else it is a no. flag: red flag; yes when the test holds, and never a
    no, since nobody clears himself. fact: the name a value is kept under. demand: duties and requirements; `when` is
    the answer they demand. at_least, at_most: series the number is held against. wage_floor, chain: tables; rules are
    the flags raised. register: the register, then factors and flags. look_up: registers to ask about the firms named.
    contract: the fact of the contract it is compared with. document: the duties it is evidence for.
    """

    to: FeedKind
    rules: tuple[str, ...] = ()
    when: AnswerTest | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `kind`: single, number, money, date, text or orgnr. Limits as for a question."""

    id: str
    kind: QuestionKind
    text: Words
    choices: str = ""
    required: bool = False
    unit: str = ""
    decimals: int = 0
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    `choices`: id of a list of choices. `shown_when`: question -> test; all must hold. `least`, `most`, `decimals`,
    `unit`: of a number (percent, persons, hours, …). `lead`: a lead question of a step. `personal`: the answer names or
    points to a person. `keeps`: id of the series of months after which an earlier answer is asked anew. `series`: true
    from its first day, null when it is asked no longer.
    """

    id: str
    kind: QuestionKind
    text: Words
    series: Series
    about: About
    personal: bool
    help: Words = NO_WORDS
    required: bool = True
    choices: str = ""
    columns: tuple[Column, ...] = ()
    shown_when: tuple[tuple[str, AnswerTest], ...] = ()
    feeds: tuple[Feed, ...] = ()
    read_by: tuple[ReadBy, ...] = ()
    lead: bool = False
    unit: str = ""
    decimals: int = 0
    least: int | None = None
    most: int | None = None
    keeps: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together, by id, in order."""

    id: str
    name: Words
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """Answers that contradict each other when every test holds."""

    id: str
    text: Words
    when: tuple[tuple[str, AnswerTest], ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A questionnaire. `series`: the number of its version by date. `deadline`, `keeps`: ids of series.

    `missing`: risk factor that late, missing or contradictory answers raise; empty where none does. `not_delivered`:
    duties that are broken when nothing is delivered in time.
    """

    id: str
    name: Words
    text: Words
    sections: tuple[Section, ...]
    series: Series
    deadline: str
    keeps: str
    missing: str = ""
    not_delivered: tuple[str, ...] = ()
    cross_checks: tuple[CrossCheck, ...] = ()

    def question_ids(self) -> Iterator[str]:
        """Every question it ever asked, in order."""
        for section in self.sections:
            yield from section.questions


@dataclass(frozen=True, slots=True)
class FormSection:
    """A section with its questions as they stand in one version."""

    id: str
    name: Words
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One version of a questionnaire: what is asked, in order. `since`: the first day of the version."""

    questionnaire: Questionnaire
    version: int
    since: date
    sections: tuple[FormSection, ...]
    choices: Mapping[str, tuple[Choice, ...]]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the form, in order."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, name: str) -> Question | None:
        """The question with this id; None when the form does not ask it."""
        return next((question for question in self.questions if question.id == name), None)

    def choices_of(self, asked: Question | Column) -> tuple[Choice, ...]:
        """The alternatives of a question or column; none where it has no list."""
        return self.choices.get(asked.choices, ())


def short(name: str) -> str:
    """The id of a question or questionnaire without its first part, as people see it: `pay.lowest`."""
    return name.partition(".")[2]


def full(name: str, space: str = QUESTIONS) -> str:
    """The whole id of a short one."""
    return name if name.startswith(f"{space}.") else f"{space}.{name}"


def form_on(book: Book, name: str, on: date) -> Form:
    """The form of questionnaire `name` on a day. Raises UserCanFix for an unknown one and before its first version."""
    questionnaire = _questionnaire(book, name)
    entry = questionnaire.series.at(on)
    if entry is None or entry.value is None:
        raise UserCanFix(
            "questionnaire.not_in_use",
            N_("The questionnaire %(name)s is not in use on %(day)s."),
            hint=N_("Choose a day from %(since)s on, or another questionnaire."),
            params={"name": name, "day": on, "since": questionnaire.series.entries[-1].since},
        )
    return _form(book, questionnaire, entry)


def form_of_version(book: Book, name: str, version: int) -> Form:
    """The form as it was in a version: what stored answers are read with. Raises UserCanFix for an unknown one."""
    questionnaire = _questionnaire(book, name)
    for entry in questionnaire.series.entries:
        if entry.value == version:
            return _form(book, questionnaire, entry)
    raise UserCanFix(
        "questionnaire.unknown_version",
        N_("The questionnaire %(name)s has no version %(version)s."),
        hint=N_("It may have been made by a newer Ryddig. Make the form again here."),
        params={"name": name, "version": version},
    )


def _questionnaire(book: Book, name: str) -> Questionnaire:
    found = book.library.questionnaires.get(name)
    if found is None:
        raise UserCanFix(
            "questionnaire.unknown",
            N_("There is no questionnaire %(name)s."),
            hint=N_("Choose one of: %(known)s."),
            params={"name": name, "known": ", ".join(book.library.questionnaires)},
        )
    return found


def _form(book: Book, questionnaire: Questionnaire, entry: Entry) -> Form:
    """Questions change only on days when the version does (lint holds it), so the version's first day picks them."""
    if type(entry.value) is not int:
        raise OurFault("questionnaire.no_version", N_("The version is not a number."), where=questionnaire.id)
    asked = ((section, tuple(_asked(book, section, entry.since))) for section in questionnaire.sections)
    sections = tuple(FormSection(section.id, section.name, questions) for section, questions in asked if questions)
    return Form(questionnaire, entry.value, entry.since, sections, book.library.choice_lists)


def _asked(book: Book, section: Section, on: date) -> Iterator[Question]:
    for name in section.questions:
        question = book.library.questions[name]
        entry = question.series.at(on)
        if entry is not None and entry.value is True:
            yield question
