"""A self-report as a spreadsheet to fill in: one sheet with the questions, one for each table, one with the choices.

The structure is protected without a password; answers' cells are open. It is read back by `intake/self_report.py`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from ryddig.domain.answer_checks import said
from ryddig.domain.answers import Answers, Value, rows, texts
from ryddig.domain.law import Book
from ryddig.domain.questionnaire import Column, Form, Question, QuestionKind, short
from ryddig.domain.self_report_sheet import (
    ANSWER,
    CODE,
    CODES_ROW,
    FIRST_ROW,
    FORM_CODE,
    HEADINGS_ROW,
    HELP,
    QUESTION,
    STATE,
    TABLE_ROWS,
    USED_FOR,
    YES_NO,
    choice_code,
    mark_of,
)
from ryddig.reports.self_report_conditions import Conditions, Places, states
from ryddig.reports.self_report_looks import (
    ANSWERED,
    BASE,
    GREY,
    LOOKS,
    MISSING,
    accepted,
    height,
    how,
    look_of,
    used_for,
)

WIDTHS: Final = (28, 58, 40, 46, 34, 16)
TABLE_WIDTH: Final = 32
TITLE_ROWS: Final = 6
SHEET_NAME: Final = 31
NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\']")
HEADINGS: Final = ("code", "question", "answer", "help", "used_for", "state")
PERMITTED: Final = {"format_cells": True, "format_columns": True, "format_rows": True}


@dataclass(frozen=True, slots=True)
class FormOrder:
    """What form is made: in which language, with which answers in it, and what stands above it."""

    form: Form
    book: Book
    language: str
    answers: Answers
    contract: str = ""
    due_on: date | None = None


@dataclass(slots=True)
class _Book:
    """The workbook under work: looks, the ranges of choices, the names of the tables' sheets."""

    order: FormOrder
    book: Any
    looks: dict[str, Any] = field(default_factory=dict)
    ranges: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)

    def said(self, code: str, **params: object) -> str:
        return said(self.order.book, code, self.order.language, **params)


def write_form(order: FormOrder, path: Path) -> None:
    """Write the workbook."""
    form, language = order.form, order.language
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        name = form.questionnaire.name.in_language(language)
        workbook.set_properties({"title": name, "subject": mark_of(form, language), "author": "Ryddig"})
        made = _Book(order, workbook, {look: workbook.add_format({**BASE, **LOOKS[look]}) for look in LOOKS})
        page = workbook.add_worksheet(made.said("form.sheet"))
        tables = [question for question in form.questions if question.kind is QuestionKind.TABLE]
        made.sheets.update(_sheet_names(tables, language, taken={page.name, made.said("form.choices")}))
        pages = {question.id: workbook.add_worksheet(made.sheets[question.id]) for question in tables}
        _choices(made, workbook.add_worksheet(made.said("form.choices")))
        _form_page(made, page)
        for question in tables:
            _table_page(made, pages[question.id], question)


def _sheet_names(tables: list[Question], language: str, *, taken: set[str]) -> dict[str, str]:
    """A name of its own for each table, as the program allows them."""
    names: dict[str, str] = {}
    used = {name.casefold() for name in taken}
    for number, question in enumerate(tables, start=1):
        text = NOT_IN_NAMES.sub("", question.text.in_language(language))
        name = f"{number} {text}"[:SHEET_NAME].strip()
        names[question.id] = name if name.casefold() not in used else str(number)
        used.add(names[question.id].casefold())
    return names


def _choices(made: _Book, page: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
    """Each list of choices in a column of its own."""
    order = made.order
    used = {question.choices for question in order.form.questions}
    used |= {column.choices for question in order.form.questions for column in question.columns}
    for column, name in enumerate(sorted({*used, YES_NO} - {""})):
        choices = order.form.choices[name]
        page.set_column(column, column, 40, made.looks["text"])
        page.write_string(0, column, name, made.looks["code"])
        for row, choice in enumerate(choices, start=1):
            page.write_string(row, column, choice.text.in_language(order.language), made.looks["text"])
        first, last = (xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True) for row in (1, len(choices)))
        made.ranges[name] = f"='{made.said('form.choices')}'!{first}:{last}"
    page.protect("", PERMITTED)


def _form_page(made: _Book, page: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    _top(made, page)
    lines = list(_lines(made.order.form))
    formulas = Conditions(made.order.form, made.order.book, made.order.language, places=_places(made, lines))
    told = states(made.order.form, made.order.answers)
    for row, line in lines:
        _line(made, page, line, row=row, formulas=formulas, told=told)
    page.repeat_rows(TITLE_ROWS)
    page.freeze_panes(TITLE_ROWS + 1, QUESTION + 1)
    page.protect("", PERMITTED)


def _top(made: _Book, page: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
    """Title, what it is about, how to answer, last day, and what form it is."""
    order, looks = made.order, made.looks
    questionnaire = order.form.questionnaire
    due = made.said("form.due", day=f"{order.due_on:%d.%m.%Y}") if order.due_on else ""
    top = (
        (questionnaire.name.in_language(order.language), "title"),
        (questionnaire.text.in_language(order.language), "text"),
        (made.said("form.how"), "text"),
        (" ".join(filter(None, (order.contract, due))), "question"),
    )
    for row, (text, look) in enumerate(top):
        page.set_row(row, height((text * (2 if look == "title" else 1), WIDTHS[QUESTION])))
        page.write_string(row, QUESTION, text, looks[look])
    version = made.said("form.version", name=short(questionnaire.id), version=order.form.version)
    page.write_string(4, CODE, FORM_CODE, looks["code"])
    page.write_string(4, QUESTION, version, looks["help"])
    page.write_string(4, ANSWER, mark_of(order.form, order.language), looks["code"])
    for column, name in enumerate(HEADINGS):
        page.write_string(TITLE_ROWS, column, made.said(f"form.{name}"), looks["head"])


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: the name of a section, a question, or one alternative of a question with several."""

    section: str = ""
    question: Question | None = None
    choice: str = ""


def _lines(form: Form) -> Iterator[tuple[int, _Line]]:
    row = TITLE_ROWS + 1
    for section in form.sections:
        yield row, _Line(section=section.id)
        row += 1
        for question in section.questions:
            yield row, _Line(question=question)
            row += 1
            for choice in form.choices_of(question) if question.kind is QuestionKind.SEVERAL else ():
                yield row, _Line(question=question, choice=choice.code)
                row += 1


def _places(made: _Book, lines: list[tuple[int, _Line]]) -> Places:
    answers, choices, tables, state = {}, {}, {}, {}
    for row, line in lines:
        question, cell = line.question, xl_rowcol_to_cell(row, ANSWER, row_abs=True, col_abs=True)
        if question is None:
            continue
        if line.choice:
            choices[question.id, line.choice] = cell
            continue
        answers[question.id] = cell
        state[question.id] = xl_rowcol_to_cell(row, STATE, row_abs=True, col_abs=True)
        if question.kind is QuestionKind.TABLE:
            last = FIRST_ROW + max(TABLE_ROWS, len(rows(made.order.answers.value(question.id))))
            tables[question.id] = f"'{made.sheets[question.id]}'!$B${FIRST_ROW + 1}:$B${last}"
    return Places(answers, choices, tables, state)


def _line(
    made: _Book,
    page: Any,  # noqa: ANN401 - xlsxwriter has no types
    line: _Line,
    *,
    row: int,
    formulas: Conditions,
    told: Mapping[str, str],
) -> None:
    order, question = made.order, line.question
    if question is None:
        section = next(one for one in order.form.sections if one.id == line.section)
        page.set_row(row, 22)
        page.write_string(row, QUESTION, section.name.in_language(order.language), made.looks["section"])
        return
    if line.choice:
        _alternative(made, page, line, row=row)
    else:
        _question(made, page, question, row=row)
        page.write_formula(row, STATE, formulas.state(question), made.looks["state"], formulas.words[told[question.id]])
        for name, look in (("missing", MISSING), ("answered", ANSWERED)):
            criteria = {"type": "cell", "criteria": "==", "value": f'"{formulas.words[name]}"'}
            page.conditional_format(row, STATE, row, STATE, {**criteria, "format": made.book.add_format(look)})
    not_asked = formulas.not_asked(question)
    if not_asked:
        grey = {"type": "formula", "criteria": f"={not_asked}", "format": made.book.add_format(GREY)}
        page.conditional_format(row, QUESTION, row, STATE, grey)


def _question(made: _Book, page: Any, question: Question, *, row: int) -> None:  # noqa: ANN401 - xlsxwriter has no types
    order, looks = made.order, made.looks
    texts_of_row = (
        (QUESTION, question.text.in_language(order.language), "question"),
        (HELP, how(question, order.book, order.language), "help"),
        (USED_FOR, used_for(question, order.book, order.language), "help"),
    )
    page.set_row(row, height(*((text, WIDTHS[column]) for column, text, _ in texts_of_row)))
    page.write_string(row, CODE, short(question.id), looks["code"])
    for column, text, look in texts_of_row:
        page.write_string(row, column, text, looks[look])
    if question.kind is QuestionKind.TABLE:
        name = made.sheets[question.id]
        page.write_url(
            row, ANSWER, f"internal:'{name}'!B{FIRST_ROW + 1}", looks["link"], made.said("form.see_sheet", sheet=name)
        )
    elif question.kind is QuestionKind.SEVERAL:
        page.write_blank(row, ANSWER, None, looks["none"])
    else:
        _cell(made, page, question, place=(row, ANSWER), value=order.answers.value(question.id))


def _alternative(made: _Book, page: Any, line: _Line, *, row: int) -> None:  # noqa: ANN401 - xlsxwriter has no types
    order, question = made.order, line.question
    if question is None:
        return
    choice = next(one for one in order.form.choices_of(question) if one.code == line.choice)
    page.write_string(row, CODE, choice_code(question.id, choice.code), made.looks["code"])
    page.write_string(row, QUESTION, choice.text.in_language(order.language), made.looks["choice"])
    chosen = line.choice in texts(order.answers.value(question.id))
    yes = _choice_text(made, YES_NO, "yes") if chosen else None
    _write(page, (row, ANSWER), yes, look=made.looks["answer"])
    validation = accepted(question, order.book, order.language, choices=made.ranges[YES_NO])
    page.data_validation(row, ANSWER, row, ANSWER, validation)


def _cell(made: _Book, page: Any, asked: Question | Column, *, place: tuple[int, int], value: Value | None) -> None:  # noqa: ANN401 - xlsxwriter has no types
    order = made.order
    lists = YES_NO if asked.kind is QuestionKind.DECLARATION else asked.choices
    _write(page, place, _shown(made, asked, value), look=made.looks[look_of(asked)])
    choices = made.ranges[lists] if lists else ""
    page.data_validation(*place, *place, accepted(asked, order.book, order.language, choices=choices))


def _shown(made: _Book, asked: Question | Column, value: object) -> object:
    """A value as its cell holds it: texts of choices, kroner, days."""
    match asked.kind:
        case _ if value is None:
            return None
        case QuestionKind.SINGLE:
            return _choice_text(made, asked.choices, str(value))
        case QuestionKind.DECLARATION:
            return _choice_text(made, YES_NO, "yes") if value is True else None
        case QuestionKind.MONEY:
            return int(str(value)) / 100
        case QuestionKind.FILE:
            return "; ".join(value) if isinstance(value, tuple) else None
        case QuestionKind.NUMBER:
            return float(str(value))
    return value


def _choice_text(made: _Book, name: str, code: str) -> str:
    choices = made.order.form.choices[name]
    return next((one.text.in_language(made.order.language) for one in choices if one.code == code), code)


def _write(page: Any, place: tuple[int, int], shown: object, *, look: object) -> None:  # noqa: ANN401 - xlsxwriter has no types
    if shown is None:
        page.write_blank(*place, None, look)
    elif isinstance(shown, date):
        page.write_datetime(*place, shown, look)
    elif isinstance(shown, str):
        page.write_string(*place, shown, look)
    else:
        page.write_number(*place, shown, look)


def _table_page(made: _Book, page: Any, question: Question) -> None:  # noqa: ANN401 - xlsxwriter has no types
    order, looks = made.order, made.looks
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_column(0, 0, 16)
    page.set_column(1, len(question.columns), TABLE_WIDTH)
    page.write_string(0, 0, short(question.id), looks["code"])
    page.write_string(0, 1, question.text.in_language(order.language), looks["title"])
    help_text = how(question, order.book, order.language)
    page.set_row(0, 2 * height((question.text.in_language(order.language), TABLE_WIDTH)))
    page.set_row(1, height((help_text, TABLE_WIDTH)))
    page.write_string(1, 1, help_text, looks["help"])
    page.write_url(1, 0, f"internal:'{made.said('form.sheet')}'!A1", looks["link"], made.said("form.back"))
    page.set_row(HEADINGS_ROW, 34)
    given = rows(order.answers.value(question.id))
    for at, column in enumerate(question.columns, start=1):
        page.write_string(CODES_ROW, at, column.id, looks["code"])
        required = f" ({made.said('form.required').lower()})" if column.required else ""
        heading = f"{column.text.in_language(order.language)}{required}"
        page.write_string(HEADINGS_ROW, at, heading, looks["head"])
        for number in range(max(TABLE_ROWS, len(given))):
            value = given[number].get(column.id) if number < len(given) else None
            _cell(made, page, column, place=(FIRST_ROW + number, at), value=value)
    page.freeze_panes(FIRST_ROW, 1)
    page.repeat_rows(HEADINGS_ROW)
    page.protect("", {**PERMITTED, "sort": True})
