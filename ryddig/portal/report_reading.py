"""What was written on a page of questions becomes answers; what cannot be read is told and shown again as it was."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ryddig.domain.answer_checks import MOST_ROWS, AnswerProblem, check_answer
from ryddig.domain.answers import CellValue, Row, Value
from ryddig.domain.questionnaire import Column, Form, Question, QuestionKind
from ryddig.intake.self_report_cells import AnswerCells, Unreadable
from ryddig.portal.report_fields import Raw, cell_name, rows_name


@dataclass(slots=True)
class PageRead:
    """`changes`: what is to be kept, None takes an answer away. An answer with something wrong is not kept."""

    changes: dict[str, Value | None] = field(default_factory=dict)
    problems: list[AnswerProblem] = field(default_factory=list)


def read_page(form: Form, questions: Iterable[Question], raw: Raw, *, language: str) -> PageRead:
    """The answers to these questions, out of what was written. Files are received apart."""
    page = PageRead()
    for question in questions:
        if question.kind is not QuestionKind.FILE:
            reader = _Reader(raw, AnswerCells(form, language))
            value, problems = reader.read(question)
            page.problems.extend(problems)
            if not problems:
                page.changes[question.id] = value
    return page


@dataclass(slots=True)
class _Reader:
    """Reads one question. `places`: the number on the page of each row of a table that has something in it."""

    raw: Raw
    cells: AnswerCells
    problems: list[AnswerProblem] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def read(self, question: Question) -> tuple[Value | None, list[AnswerProblem]]:
        """The value, None for no answer, and what is wrong with it."""
        value = self._value(question)
        if value is not None and not self.problems:
            checked = check_answer(self.cells.form, question, value)
            self.problems.extend(self._placed(problem) for problem in checked)
        return value, self.problems

    def _placed(self, problem: AnswerProblem) -> AnswerProblem:
        return problem if problem.row is None else replace(problem, row=self.places[problem.row - 1])

    def _value(self, question: Question) -> Value | None:
        given = self._written(question.id)
        if question.kind is QuestionKind.TABLE:
            return self._table(question)
        if question.kind is QuestionKind.SEVERAL:
            codes = [choice.code for choice in self.cells.form.choices_of(question)]
            return tuple(code for code in codes if code in given) or None
        if question.kind is QuestionKind.DECLARATION:
            return True if given else None
        return self._one(question, given, AnswerProblem("", question.id))

    def _written(self, name: str) -> list[str]:
        return [one for one in self.raw.get(name, ()) if one.strip()]

    def _one(self, asked: Question | Column, given: Sequence[str], at: AnswerProblem) -> CellValue | None:
        """A single value. `at`: where it stands, as a problem would tell it."""
        if not given:
            return None
        if asked.kind is QuestionKind.SINGLE:
            return given[0]
        try:
            return self.cells.cell(asked, given[0])
        except Unreadable as fault:
            self.problems.append(replace(at, code=fault.code, params=fault.params))
            return None

    def _table(self, question: Question) -> Value | None:
        """The rows in which something is written."""
        table: list[Row] = []
        for number in range(1, self._rows(question) + 1):
            cells = {one.id: self._written(cell_name(question.id, number, one.id)) for one in question.columns}
            if any(cells.values()):
                table.append(self._row(question, number, cells))
                self.places.append(number)
        return tuple(table) or None

    def _row(self, question: Question, number: int, cells: Mapping[str, Sequence[str]]) -> Row:
        row = {
            one.id: self._one(one, cells[one.id], AnswerProblem("", question.id, number, one.id))
            for one in question.columns
        }
        return {name: value for name, value in row.items() if value is not None}

    def _rows(self, question: Question) -> int:
        counted = self.raw.get(rows_name(question.id), ("0",))[0]
        return min(int(counted), MOST_ROWS) if counted.isascii() and counted.isdigit() else 0


def as_raw(posted: Iterable[tuple[str, Sequence[object]]]) -> dict[str, Sequence[str]]:
    """What was posted, by field; line ends as they are stored."""
    return {name: [str(one).replace("\r\n", "\n") for one in values] for name, values in posted}
