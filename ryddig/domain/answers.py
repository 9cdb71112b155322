"""Answers of a self-report: what each kind of value is, which questions are asked given them, and how far one has come.

single: code of the choice. several: codes. number: Decimal. money: øre. date: day. text, email: text. orgnr:
nine digits. table: rows, column id -> value, empty cells left out. file: names or numbers of files. declaration: True.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from ryddig.domain.questionnaire import AnswerTest, Column, Form, Question, QuestionKind

CellValue = str | int | Decimal | date
Row = Mapping[str, CellValue]
Value = str | int | bool | Decimal | date | tuple[str, ...] | tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """One answer and the day it was given, or last confirmed."""

    value: Value
    on: date


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to one version of a questionnaire, by question. What is not answered is not there."""

    questionnaire: str
    version: int
    given: Mapping[str, Given] = field(default_factory=dict)

    def value(self, question: str) -> Value | None:
        """The answer's value; None when there is none."""
        found = self.given.get(question)
        return None if found is None else found.value


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one has come among the questions asked. `missing`: required questions without an answer."""

    asked: int
    answered: int
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """True when every required question that is asked is answered."""
        return not self.missing


def _is(value: Value, wanted: object) -> bool:
    codes = wanted if isinstance(wanted, tuple) else (wanted,)
    given = value if isinstance(value, tuple) else (value,)
    return any(one in codes for one in given)


def _number(value: object) -> Decimal | None:
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _above(value: Value, wanted: object) -> bool:
    number, limit = _number(value), _number(wanted)
    return number is not None and limit is not None and number > limit


def _below(value: Value, wanted: object) -> bool:
    number, limit = _number(value), _number(wanted)
    return number is not None and limit is not None and number < limit


def _rows_above(value: Value, wanted: object) -> bool:
    return isinstance(value, tuple) and isinstance(wanted, int) and len(value) > wanted


def _rows_below(value: Value, wanted: object) -> bool:
    return isinstance(value, tuple) and isinstance(wanted, int) and len(value) < wanted


TESTS: Final[Mapping[str, Callable[[Value, object], bool]]] = {
    "is": _is,
    "above": _above,
    "below": _below,
    "rows_above": _rows_above,
    "rows_below": _rows_below,
}
ABOVE_ANSWER: Final = "above_answer"


def holds(test: AnswerTest, value: Value | None, answers: Answers) -> bool | None:
    """Whether the test holds; None when there is no answer to test. `above_answer` compares with another question."""
    if value is None:
        return None
    if test.name != ABOVE_ANSWER:
        return TESTS[test.name](value, test.wanted)
    other = answers.value(str(test.wanted))
    return None if other is None else _above(value, other)


def asked(form: Form, answers: Answers) -> tuple[Question, ...]:
    """The questions to be asked, given the answers so far. A question that is not asked decides nothing further down.

    A condition on a question without an answer keeps what depends on it back.
    """
    shown: dict[str, Question] = {}
    for question in form.questions:
        conditions = question.shown_when
        if all(name in shown and holds(test, answers.value(name), answers) for name, test in conditions):
            shown[question.id] = question
    return tuple(shown.values())


def of_asked(form: Form, answers: Answers) -> Answers:
    """The answers without those to questions that are not asked: what counts."""
    counted = {question.id for question in asked(form, answers)}
    kept = {name: given for name, given in answers.given.items() if name in counted}
    return Answers(answers.questionnaire, answers.version, kept)


def progress(form: Form, answers: Answers) -> Progress:
    """How many questions are asked and answered, and which required ones lack an answer."""
    questions = asked(form, answers)
    missing = tuple(one.id for one in questions if one.required and one.id not in answers.given)
    return Progress(len(questions), sum(one.id in answers.given for one in questions), missing)


def answers_plain(answers: Answers) -> dict[str, Any]:
    """Answers as plain values for JSON: what is stored and what a supplier downloads."""
    return {
        "questionnaire": answers.questionnaire,
        "version": answers.version,
        "answers": {
            name: {"value": _plain(one.value), "on": one.on.isoformat()} for name, one in answers.given.items()
        },
    }


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(cell) for name, cell in value.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def answers_from_plain(stored: Mapping[str, Any], form: Form) -> Answers:
    """Answers read back from `answers_plain`, by the form of the same version. Unknown questions are left out."""
    found: dict[str, Given] = {}
    for question in form.questions:
        one = stored["answers"].get(question.id)
        if one is not None:
            found[question.id] = Given(_value(question, one["value"]), date.fromisoformat(one["on"]))
    return Answers(str(stored["questionnaire"]), int(stored["version"]), found)


def _value(question: Question, stored: Any) -> Value:  # noqa: ANN401 - the value of JSON
    if question.kind is QuestionKind.TABLE:
        return tuple(_row(question.columns, row) for row in stored)
    if question.kind in (QuestionKind.SEVERAL, QuestionKind.FILE):
        return tuple(str(one) for one in stored)
    return bool(stored) if question.kind is QuestionKind.DECLARATION else _cell(question.kind, stored)


def _row(columns: Sequence[Column], stored: Mapping[str, Any]) -> Row:
    return {column.id: _cell(column.kind, stored[column.id]) for column in columns if column.id in stored}


def _cell(kind: QuestionKind, stored: Any) -> CellValue:  # noqa: ANN401 - the value of JSON
    if kind is QuestionKind.NUMBER:
        return Decimal(stored)
    if kind is QuestionKind.MONEY:
        return int(stored)
    return date.fromisoformat(stored) if kind is QuestionKind.DATE else str(stored)


def rows(value: Value | None) -> tuple[Row, ...]:
    """The rows of a table's answer; none for anything else."""
    return tuple(row for row in value if isinstance(row, Mapping)) if isinstance(value, tuple) else ()


def texts(value: Value | None) -> tuple[str, ...]:
    """The codes or names of an answer of one or several."""
    given: Iterable[object] = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in given if isinstance(one, str))
