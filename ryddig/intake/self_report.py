"""The spreadsheet of a self-report comes back: its answers, and everything that is wrong, cell by cell.

Formulas are never worked out, hidden sheets are not read, and an answer that cannot be read is no answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Final

from ryddig.domain.answer_checks import MOST_ROWS, AnswerProblem, check_answers
from ryddig.domain.answers import Answers, CellValue, Given, Row, Value
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.problems import Where, shown
from ryddig.domain.questionnaire import (
    QUESTIONNAIRES,
    Form,
    Question,
    QuestionKind,
    form_of_version,
    full,
    short,
)
from ryddig.domain.self_report_sheet import (
    ANSWER,
    CODE,
    CODES_ROW,
    FORM_CODE,
    QUESTION,
    choice_code,
    read_mark,
)
from ryddig.domain.words import N_
from ryddig.intake.read import open_file
from ryddig.intake.reading import Format
from ryddig.intake.reading import Given as GivenFile
from ryddig.intake.self_report_cells import AnswerCells, Unreadable, is_empty, text_of
from ryddig.tables.read.raw import ERROR_VALUE, Raw, RawSheet, letter
from ryddig.tables.read.xlsx import read_workbook

LONGEST_CODE: Final = 80


@dataclass(frozen=True, slots=True)
class ReportReading:
    """What came out of the file. `sha256` is of the file."""

    form: Form
    language: str
    answers: Answers
    problems: tuple[AnswerProblem, ...]
    sha256: str

    @property
    def whole(self) -> bool:
        """True when every cell could be read: then the answers may be stored, as a draft where some are missing."""
        return all(problem.note or problem.code == "missing" for problem in self.problems)


@dataclass(slots=True)
class _Page:
    """The sheet of the questions: code -> row, and what is wrong with the codes."""

    sheet: RawSheet
    rows: dict[str, int] = field(default_factory=dict)
    problems: list[AnswerProblem] = field(default_factory=list)

    def raw(self, row: int, column: int) -> Raw:
        cells = self.sheet.rows[row]
        return cells[column] if column < len(cells) else ""


def read_report(given: GivenFile, book: Book, *, on: date) -> ReportReading:
    """Read one filled-in form; answers bear the day `on`. Raises UserCanFix for a file that is no such form."""
    file = open_file(given)
    if file.format is not Format.XLSX:
        raise _no_form(file.name)
    sheets, _ = read_workbook(file.name, file.content)
    page, mark = _find(file.name, sheets)
    name, version, language = mark
    form = form_of_version(book, full(name, QUESTIONNAIRES), version)
    reader = _Reader(form, sheets, AnswerCells(form, language, page.day_offset), on=on)
    answers, problems = reader.read(page)
    return ReportReading(form, language, answers, problems, sha256(file.content).hexdigest())


def _find(file: str, sheets: Sequence[RawSheet]) -> tuple[RawSheet, tuple[str, int, str]]:
    """The sheet with the questions, and which form it is."""
    marked = (
        (sheet, read_mark(str(row[ANSWER])))
        for sheet in sheets
        for row in sheet.rows
        if len(row) > ANSWER and str(row[CODE]).strip() == FORM_CODE
    )
    for sheet, mark in marked:
        if mark is not None:
            return sheet, mark
    raise _no_form(file)


def _no_form(file: str) -> UserCanFix:
    return UserCanFix(
        "self_report.no_form",
        N_("%(file)s is not a self-report form."),
        hint=N_("Give the XLSX file that was sent out, filled in and saved, with the column of codes as it was."),
        params={"file": file},
    )


class _Reader:
    """Reads the sheets of one form."""

    def __init__(self, form: Form, sheets: Sequence[RawSheet], cells: AnswerCells, *, on: date) -> None:
        self._form, self._sheets, self._cells, self._on = form, sheets, cells, on
        self._places: dict[tuple[str, int | None, str], Where] = {}
        self._problems: list[AnswerProblem] = []

    def read(self, sheet: RawSheet) -> tuple[Answers, tuple[AnswerProblem, ...]]:
        page = _page(sheet, self._form)
        self._problems.extend(page.problems)
        given: dict[str, Given] = {}
        for question in self._form.questions:
            value = self._question(page, question)
            if value is not None:
                given[question.id] = Given(value, self._on)
        answers = Answers(self._form.questionnaire.id, self._form.version, given)
        unread = {problem.question for problem in self._problems}
        checked = (problem for problem in check_answers(self._form, answers) if self._is_news(problem, unread))
        return answers, (*self._problems, *(self._placed(problem) for problem in checked))

    @staticmethod
    def _is_news(problem: AnswerProblem, unread: set[str]) -> bool:
        """An answer that could not be read is not told to be missing, too."""
        return problem.code != "missing" or problem.question not in unread

    def _placed(self, problem: AnswerProblem) -> AnswerProblem:
        exact = self._places.get((problem.question, problem.row, problem.column))
        return replace(problem, where=exact or self._places.get((problem.question, None, "")))

    def _question(self, page: _Page, question: Question) -> Value | None:
        row = page.rows.get(short(question.id))
        if row is None:
            if not any(problem.question == question.id for problem in page.problems):
                self._problems.append(
                    AnswerProblem("row_gone", question.id, where=Where(page.sheet.file, page.sheet.name))
                )
            return None
        where = self._place(page.sheet, row, ANSWER, heading=text_of(page.raw(row, QUESTION)))
        self._places[question.id, None, ""] = where
        if question.kind is QuestionKind.TABLE:
            return self._table(question)
        if question.kind is QuestionKind.SEVERAL:
            return self._several(page, question)
        try:
            self._refuse_faulty(page.sheet, row, ANSWER)
            return self._cells.value(question, page.raw(row, ANSWER))
        except Unreadable as fault:
            self._problems.append(AnswerProblem(fault.code, question.id, params=fault.params, where=where))
            return None

    def _several(self, page: _Page, question: Question) -> Value | None:
        chosen, broken = [], False
        for choice in self._form.choices_of(question):
            row = page.rows.get(choice_code(question.id, choice.code))
            if row is None:
                broken = True
                self._problems.append(AnswerProblem("row_gone", question.id, where=self._places[question.id, None, ""]))
                continue
            where = self._place(page.sheet, row, ANSWER, heading=text_of(page.raw(row, QUESTION)))
            try:
                self._refuse_faulty(page.sheet, row, ANSWER)
                if self._cells.yes(page.raw(row, ANSWER)):
                    chosen.append(choice.code)
            except Unreadable as fault:
                broken = True
                self._problems.append(AnswerProblem(fault.code, question.id, params=fault.params, where=where))
        return None if broken or not chosen else tuple(chosen)

    def _table(self, question: Question) -> Value | None:
        sheet = next((one for one in self._sheets if _code_of(one) == short(question.id)), None)
        columns = _columns(sheet, question) if sheet is not None else {}
        if sheet is None or not columns:
            self._problems.append(AnswerProblem("sheet_gone", question.id, where=self._places[question.id, None, ""]))
            return None
        before = len(self._problems)
        table: list[Row] = []
        for number in range(CODES_ROW + 2, len(sheet.rows)):
            raws = {name: _at(sheet, number, column) for name, column in columns.items()}
            faulty = any((number, column) in sheet.faulty for column in columns.values())
            if not faulty and all(is_empty(raw) for raw in raws.values()):
                continue
            table.append(self._row(question, sheet, number, columns=columns, at=len(table) + 1))
            if len(table) > MOST_ROWS:
                break
        return tuple(table) if table and len(self._problems) == before else None

    def _row(self, question: Question, sheet: RawSheet, number: int, *, columns: Mapping[str, int], at: int) -> Row:
        row: dict[str, CellValue] = {}
        for column in question.columns:
            place = columns[column.id]
            where = self._place(sheet, number, place, heading=column.text.in_language(self._cells.language))
            self._places[question.id, at, column.id] = where
            try:
                self._refuse_faulty(sheet, number, place)
                value = self._cells.cell(column, _at(sheet, number, place))
            except Unreadable as fault:
                self._problems.append(AnswerProblem(fault.code, question.id, at, column.id, fault.params, where=where))
                continue
            if value is not None:
                row[column.id] = value
        return row

    @staticmethod
    def _place(sheet: RawSheet, row: int, column: int, *, heading: str) -> Where:
        return Where(sheet.file, sheet.name, row + 1, heading, letter(column))

    @staticmethod
    def _refuse_faulty(sheet: RawSheet, row: int, column: int) -> None:
        fault = sheet.faulty.get((row, column))
        if fault is not None:
            raise Unreadable("error_value" if fault[0] == ERROR_VALUE else "no_value", {"found": shown(fault[1])})


def _page(sheet: RawSheet, form: Form) -> _Page:
    """Rows by their codes. A code that stands twice counts neither time."""
    page, known = _Page(sheet), _codes(form)
    for number, row in enumerate(sheet.rows):
        code = text_of(row[CODE]) if row else ""
        if not code or code == FORM_CODE or not _is_code(code):
            continue
        where = Where(sheet.file, sheet.name, number + 1)
        question = known.get(code)
        if question is None:
            page.problems.append(AnswerProblem("unknown_code", params={"found": shown(code)}, where=where))
        elif code in page.rows:
            page.problems.append(AnswerProblem("code_twice", question, params={"found": code}, where=where))
        else:
            page.rows[code] = number
    for problem in page.problems:
        page.rows.pop(short(problem.question), None)
    return page


def _codes(form: Form) -> Mapping[str, str]:
    """Every code of the form's sheet, with its question."""
    found = {short(question.id): question.id for question in form.questions}
    for question in form.questions:
        if question.kind is QuestionKind.SEVERAL:
            found |= {choice_code(question.id, choice.code): question.id for choice in form.choices_of(question)}
    return found


def _is_code(text: str) -> bool:
    """Looks like a code: the heading of the column, and what people write there, do not."""
    return len(text) <= LONGEST_CODE and "." in text and text.isascii() and " " not in text


def _code_of(sheet: RawSheet) -> str:
    first = sheet.rows[0] if sheet.rows else ()
    return text_of(first[0]) if first else ""


def _columns(sheet: RawSheet, question: Question) -> Mapping[str, int]:
    """Column id -> column number by the row of codes; empty when one is gone or stands twice."""
    codes = [text_of(cell) for cell in sheet.rows[CODES_ROW]] if len(sheet.rows) > CODES_ROW else []
    wanted = [column.id for column in question.columns]
    if any(codes.count(name) != 1 for name in wanted):
        return {}
    return {name: codes.index(name) for name in wanted}


def _at(sheet: RawSheet, row: int, column: int) -> Raw:
    cells = sheet.rows[row]
    return cells[column] if column < len(cells) else ""
