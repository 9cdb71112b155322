"""Is an answer one that can be used? One answer at a time, and the whole: what is wrong, where, expected, cure.

The sentences stand in the lawbook in the five languages of the form, under `fault.<code>`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from ryddig.domain.answers import Answers, Value, asked, rows
from ryddig.domain.chain import chain_length
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.orgnr import passes
from ryddig.domain.problems import Where
from ryddig.domain.questionnaire import Column, FeedKind, Form, Question, QuestionKind
from ryddig.domain.self_report_chain import links_of, supplier_number
from ryddig.domain.words import Words

LONGEST_TEXT: Final = 2000
MOST_ROWS: Final = 500
MOST_MONEY: Final = 10**12 * 100
LONGEST_EMAIL: Final = 254
EMAIL: Final = re.compile(r"[^\s@<>(),;:\"]+@([^\W_][\w-]*\.)+[^\W\d_]{2,}")
FIRST_YEAR, LAST_YEAR = 1950, 2099
PARTS: Final = ("wrong", "expected", "cure")


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """One thing wrong with an answer. `row` counts from 1 in a table; `column` is its id. `note`: nothing to mend.

    `where`: the cell, when the answer came in a file. `params`: what goes into the sentences.
    """

    code: str
    question: str = ""
    row: int | None = None
    column: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    note: bool = False
    where: Where | None = None

    def told(self, book: Book, language: str) -> tuple[str, str, str]:
        """What was wrong, what was expected, what to do."""
        wrong, expected, cure = (said(book, f"fault.{self.code}.{part}", language, **self.params) for part in PARTS)
        return wrong, expected, cure


def said(book: Book, code: str, language: str, **params: object) -> str:
    """A fixed text of the form in one of its languages; texts among the params are told in the same language."""
    text = book.library.form_texts[code].in_language(language)
    shown = {name: one.in_language(language) if isinstance(one, Words) else one for name, one in params.items()}
    return text % shown if shown else text


def check_answers(form: Form, answers: Answers) -> tuple[AnswerProblem, ...]:
    """Everything wrong with the whole: answers that cannot be used, required ones that are missing, broken chains."""
    found: list[AnswerProblem] = []
    counted = asked(form, answers)
    for question in counted:
        value = answers.value(question.id)
        if value is not None:
            found.extend(check_answer(form, question, value))
        elif question.required:
            found.append(AnswerProblem("missing", question.id))
    names = {question.id for question in counted}
    found.extend(AnswerProblem("not_asked", name, note=True) for name in answers.given if name not in names)
    found.extend(_chains(form, answers))
    return tuple(found)


def check_answer(form: Form, question: Question, value: Value) -> tuple[AnswerProblem, ...]:
    """What is wrong with one answer to one question."""
    if question.kind is QuestionKind.TABLE:
        return tuple(_table(form, question, value))
    if question.kind is QuestionKind.SEVERAL:
        known = {choice.code for choice in form.choices_of(question)}
        wrong = not isinstance(value, tuple) or not value or not all(one in known for one in value)
        return (AnswerProblem("unknown_choice", question.id, params={"found": value}),) if wrong else ()
    if question.kind is QuestionKind.DECLARATION:
        return () if value is True else (AnswerProblem("not_declared", question.id),)
    if question.kind is QuestionKind.FILE:
        named = isinstance(value, tuple) and bool(value) and all(isinstance(one, str) and one.strip() for one in value)
        return () if named else (AnswerProblem("no_file", question.id),)
    return tuple(AnswerProblem(code, question.id, params=params) for code, params in _cell(form, question, value))


def _table(form: Form, question: Question, value: Value) -> Iterator[AnswerProblem]:
    given = rows(value)
    if not isinstance(value, tuple) or len(given) != len(value):
        yield AnswerProblem("not_a_table", question.id)
    if len(given) > MOST_ROWS:
        yield AnswerProblem("too_many_rows", question.id, params={"most": MOST_ROWS})
    if question.required and not given:
        yield AnswerProblem("missing", question.id)
    for number, row in enumerate(given[:MOST_ROWS], start=1):
        for column in question.columns:
            cell = row.get(column.id)
            if cell is not None:
                faults = _cell(form, column, cell)
            else:
                faults = iter([("row_lacks", {"column": column.text})] if column.required else [])
            for code, params in faults:
                yield AnswerProblem(code, question.id, number, column.id, params)


Faults = Iterator[tuple[str, Mapping[str, object]]]


def _cell(form: Form, column: Question | Column, value: object) -> Faults:
    match column.kind:
        case QuestionKind.SINGLE:
            yield from _single(form, column, value)
        case QuestionKind.NUMBER:
            yield from _number(column, value)
        case QuestionKind.MONEY:
            yield from _money(column, value)
        case QuestionKind.DATE:
            yield from _date(value)
        case QuestionKind.ORGNR:
            yield from _orgnr(value)
        case QuestionKind.EMAIL:
            yield from _email(value)
        case _:
            yield from _text(value)


def _single(form: Form, column: Question | Column, value: object) -> Faults:
    if value not in {choice.code for choice in form.choices_of(column)}:
        yield "unknown_choice", {"found": value}


def _number(column: Question | Column, value: object) -> Faults:
    if not isinstance(value, Decimal) or not value.is_finite():
        yield "not_a_number", {"found": value}
    elif value != round(value, column.decimals):
        yield (
            ("too_precise", {"found": value, "decimals": column.decimals})
            if column.decimals
            else (
                "not_whole",
                {"found": value},
            )
        )
    else:
        yield from _within(column, value, value)


def _within(column: Question | Column, number: Decimal | int, shown: object) -> Faults:
    if column.least is not None and number < column.least:
        yield "too_small", {"found": shown, "least": column.least}
    if column.most is not None and number > column.most:
        yield "too_large", {"found": shown, "most": column.most}


def _money(column: Question | Column, value: object) -> Faults:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_MONEY:
        yield "not_an_amount", {"found": value}
    else:
        kroner = Decimal(value) / 100
        yield from _within(column, kroner, kroner)


def _date(value: object) -> Faults:
    if not isinstance(value, date) or not FIRST_YEAR <= value.year <= LAST_YEAR:
        yield "not_a_date", {"found": value}


def _text(value: object) -> Faults:
    if not isinstance(value, str) or not value.strip():
        yield "no_text", {}
    elif len(value) > LONGEST_TEXT:
        yield "too_long", {"most": LONGEST_TEXT}


def _orgnr(value: object) -> Faults:
    if not isinstance(value, str) or not passes(value):
        yield "not_an_orgnr", {"found": value}


def _email(value: object) -> Faults:
    if not isinstance(value, str) or len(value) > LONGEST_EMAIL or not EMAIL.fullmatch(value):
        yield "not_an_email", {"found": value}


def _chains(form: Form, answers: Answers) -> Iterator[AnswerProblem]:
    """A table of firms must lead from each firm up to the supplier."""
    for question in asked(form, answers):
        table = rows(answers.value(question.id))
        if not table or not any(feed.to is FeedKind.CHAIN for feed in question.feeds):
            continue
        try:
            chain_length(links_of(table, supplier_number(form, answers)))
        except UserCanFix as error:
            yield AnswerProblem("chain_broken", question.id, params=dict(error.params))
