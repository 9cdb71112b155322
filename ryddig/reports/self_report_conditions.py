"""Formulas of the self-report form: whether a question is asked and answered, kept up by the spreadsheet program."""

from collections.abc import Mapping
from dataclasses import dataclass

from ryddig.domain.answer_checks import said
from ryddig.domain.answers import Answers, progress
from ryddig.domain.answers import asked as asked_of
from ryddig.domain.law import Book
from ryddig.domain.questionnaire import AnswerTest, Form, Question, QuestionKind
from ryddig.domain.self_report_sheet import YES_NO


@dataclass(frozen=True, slots=True)
class Places:
    """Where answers stand: question -> cell, alternative of several -> cell, table -> range of its first column."""

    answers: Mapping[str, str]
    choices: Mapping[tuple[str, str], str]
    tables: Mapping[str, str]
    states: Mapping[str, str]


class Conditions:
    """The formulas of one form in one language."""

    def __init__(self, form: Form, book: Book, language: str, *, places: Places) -> None:
        self._form, self._places = form, places
        self._questions = {question.id: question for question in form.questions}
        self._yes = _text(form, YES_NO, "yes", language=language)
        self._language = language
        self.words = {name: said(book, f"state.{name}", language) for name in STATES}

    def not_asked(self, question: Question) -> str:
        """True while the question does not apply; empty for one that always does."""
        tests = [self._holds(name, test) for name, test in question.shown_when]
        above = [f'{self._places.states[name]}<>"{self.words["not_asked"]}"' for name, _ in question.shown_when]
        return f"NOT(AND({','.join((*above, *tests))}))" if tests else ""

    def state(self, question: Question) -> str:
        """The formula of the status column."""
        lacking = self.words["missing" if question.required else "optional"]
        filled = f'IF({self._empty(question)},"{lacking}","{self.words["answered"]}")'
        not_asked = self.not_asked(question)
        return f'=IF({not_asked},"{self.words["not_asked"]}",{filled})' if not_asked else f"={filled}"

    def _empty(self, question: Question) -> str:
        if question.kind is QuestionKind.TABLE:
            return f"COUNTA({self._places.tables[question.id]})=0"
        if question.kind is QuestionKind.SEVERAL:
            cells = (cell for (name, _), cell in self._places.choices.items() if name == question.id)
            return f"NOT(OR({','.join(self._chosen(cell) for cell in cells)}))"
        return f'{self._places.answers[question.id]}=""'

    def _chosen(self, cell: str) -> str:
        return f'{cell}="{self._yes}"'

    def _holds(self, name: str, test: AnswerTest) -> str:
        question = self._questions[name]
        if test.name == "is":
            codes = test.wanted if isinstance(test.wanted, tuple) else (test.wanted,)
            return f"OR({','.join(self._is(question, str(code)) for code in codes)})"
        if test.name in ("rows_above", "rows_below"):
            sign = ">" if test.name == "rows_above" else "<"
            return f"COUNTA({self._places.tables[name]}){sign}{test.wanted}"
        cell, sign = self._places.answers[name], ">" if test.name == "above" else "<"
        return f"AND(ISNUMBER({cell}),N({cell}){sign}{test.wanted})"

    def _is(self, question: Question, code: str) -> str:
        if question.kind is QuestionKind.SEVERAL:
            return self._chosen(self._places.choices[question.id, code])
        text = _text(self._form, question.choices, code, language=self._language)
        return f'{self._places.answers[question.id]}="{text}"'


STATES = ("answered", "missing", "optional", "not_asked")


def _text(form: Form, choices: str, code: str, *, language: str) -> str:
    text = next(one.text.in_language(language) for one in form.choices[choices] if one.code == code)
    return text.replace('"', '""')


def states(form: Form, answers: Answers) -> Mapping[str, str]:
    """What the status column says before anybody has opened the file."""
    shown = {question.id for question in asked_of(form, answers)}
    missing = set(progress(form, answers).missing)
    found = {}
    for question in form.questions:
        if question.id not in shown:
            found[question.id] = "not_asked"
        elif question.id in answers.given:
            found[question.id] = "answered"
        else:
            found[question.id] = "missing" if question.id in missing else "optional"
    return found
