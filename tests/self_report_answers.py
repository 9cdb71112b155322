"""Invented answers to every question of a form, drawn with a seed, and forms as files."""

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from ryddig.domain.answers import Answers, Given, Value, of_asked
from ryddig.domain.orgnr import check_digit
from ryddig.domain.questionnaire import Column, Form, Question, QuestionKind, form_on, full
from ryddig.lawbook import load
from ryddig.reports.self_report_xlsx import FormOrder, write_form

ON = date(2026, 11, 28)
WORDS = ("Prøve", "=1+1", "łąka žuvis", "@tenkt", "12", "1-2", "to\nlinjer", "«påfunn»", "+47", "x" * 300, "nei")


def orgnr(draw: random.Random) -> str:
    """A number of the range for invented firms."""
    while True:
        first = f"31{draw.randrange(0, 10**6):06d}"
        last = check_digit(first)
        if last is not None:
            return f"{first}{last}"


def cell(form: Form, asked: Question | Column, draw: random.Random) -> Any:
    """A value that fits."""
    least, most = asked.least or 0, asked.most if asked.most is not None else 5000
    match asked.kind:
        case QuestionKind.SINGLE:
            return draw.choice(form.choices_of(asked)).code
        case QuestionKind.NUMBER:
            whole = draw.randrange(max(1, least) * 10**asked.decimals, most * 10**asked.decimals + 1)
            return Decimal(whole).scaleb(-asked.decimals)
        case QuestionKind.MONEY:
            return draw.randrange(max(1, least) * 100, most * 100)
        case QuestionKind.DATE:
            return date(2000, 1, 1) + timedelta(days=draw.randrange(0, 12_000))
        case QuestionKind.ORGNR:
            return orgnr(draw)
        case QuestionKind.EMAIL:
            return f"post{draw.randrange(100)}@prove.example"
    return draw.choice(WORDS)


def value(form: Form, question: Question, draw: random.Random) -> Value:
    """A value that fits the question."""
    match question.kind:
        case QuestionKind.DECLARATION:
            return True
        case QuestionKind.FILE:
            return tuple(draw.sample(("rutine.pdf", "bekreftelse.pdf", "plan 2.docx"), draw.randrange(1, 4)))
        case QuestionKind.SEVERAL:
            codes = [choice.code for choice in form.choices_of(question)]
            kept = set(draw.sample(codes, draw.randrange(1, len(codes) + 1)))
            return tuple(code for code in codes if code in kept)
        case QuestionKind.TABLE:
            return tuple(row(form, question, draw) for _ in range(draw.randrange(1, 5)))
    found: Value = cell(form, question, draw)
    return found


def row(form: Form, question: Question, draw: random.Random) -> dict[str, Any]:
    """A row; the firm above is left out, so that every chain leads to the supplier."""
    columns = [one for one in question.columns if one.id != "works_for" and (one.required or draw.random() < 0.6)]
    return {column.id: cell(form, column, draw) for column in columns}


def all_answers(form: Form, seed: int, *, on: date = ON) -> Answers:
    """An answer to every question that is asked, given the others."""
    draw = random.Random(seed)
    given = {question.id: Given(value(form, question, draw), on) for question in form.questions}
    return of_asked(form, Answers(form.questionnaire.id, form.version, given))


def answers(form: Form, values: dict[str, Any], *, on: date = ON) -> Answers:
    """Answers by short ids."""
    given = {full(name): Given(one, on) for name, one in values.items()}
    return Answers(form.questionnaire.id, form.version, given)


def form_of(name: str, on: date = ON) -> Form:
    """A form of the lawbook by its short id."""
    return form_on(load(), full(name, "questionnaires"), on)


def written(path: Path, given: Answers, language: str = "nb") -> Path:
    """The form as a file, with these answers in it."""
    form = form_on(load(), given.questionnaire, ON)
    write_form(FormOrder(form, load(), language, given), path)
    return path
