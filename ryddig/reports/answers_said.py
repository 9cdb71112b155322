"""An answer of a self-report as a reader sees it: choices in words, amounts in kroner, a table row by row."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from ryddig.domain.answers import CellValue, Row, Value, rows, texts
from ryddig.domain.questionnaire import Column, Form, Question, QuestionKind
from ryddig.reports.formats import day, exact, kroner, orgnr


def answer_said(
    form: Form, question: Question, value: Value, *, language: str, files: Mapping[str, str] | None = None
) -> str:
    """The answer on one line. `files`: names of files by the number the answer holds."""
    if question.kind is QuestionKind.TABLE:
        return "; ".join(_row_said(form, question, row, language=language) for row in rows(value))
    if question.kind is QuestionKind.FILE:
        return ", ".join((files or {}).get(one) or one for one in texts(value))
    if question.kind is QuestionKind.SEVERAL:
        return ", ".join(_one_said(form, question, one, language=language) for one in texts(value))
    if question.kind is QuestionKind.DECLARATION:
        return gettext("confirmed")
    return _one_said(form, question, value, language=language)  # type: ignore[arg-type]  # one value, by its kind


def _row_said(form: Form, question: Question, row: Row, *, language: str) -> str:
    told = (
        _one_said(form, column, row[column.id], language=language) for column in question.columns if column.id in row
    )
    return " · ".join(told)


def _one_said(form: Form, asked: Question | Column, value: CellValue, *, language: str) -> str:
    if asked.kind is QuestionKind.SINGLE:
        codes = {one.code: one.text.in_language(language) for one in form.choices_of(asked)}
        return codes.get(str(value), str(value))
    if asked.kind is QuestionKind.MONEY and isinstance(value, int):
        return kroner(value)
    if asked.kind is QuestionKind.ORGNR:
        return orgnr(str(value))
    if isinstance(value, Decimal):
        return exact(value)
    return day(value) if isinstance(value, date) else str(value)
