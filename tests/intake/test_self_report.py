"""The form goes out and comes back: every questionnaire, every language; and what people and vandals do to the file."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from ryddig.domain.errors import UserCanFix
from ryddig.domain.questionnaire import LANGUAGES, QuestionKind, full, short
from ryddig.intake.reading import NamedBytes
from ryddig.intake.self_report import ReportReading, read_report
from ryddig.intake.self_report_cells import AnswerCells, Unreadable
from ryddig.lawbook import load
from ryddig.tables.read.xlsx import read_workbook
from tests.self_report_answers import ON, all_answers, answers, form_of, written

BOOK = load()
NAMES = sorted(short(name) for name in BOOK.library.questionnaires)
Cells = list[list[Any]]


def sheets_of(path: Path) -> dict[str, Cells]:
    """The visible cells of a workbook, by sheet."""
    found, _ = read_workbook(path.name, path.read_bytes())
    return {sheet.name: [list(row) for row in sheet.rows] for sheet in found}


def saved(sheets: dict[str, Cells], *, more: Callable[[Any, dict[str, Any]], None] | None = None) -> NamedBytes:
    """A workbook of these cells, as a program that knows nothing of forms would save it."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False}) as book:
        pages = {name: book.add_worksheet(name) for name in sheets}
        for name, rows in sheets.items():
            for number, row in enumerate(rows):
                pages[name].write_row(number, 0, row)
        if more is not None:
            more(book, pages)
    return NamedBytes("skjema.xlsx", stream.getvalue())


def row_of(rows: Cells, code: str) -> int:
    return next(number for number, row in enumerate(rows) if row and row[0] == code)


def codes(reading: ReportReading) -> set[str]:
    return {problem.code for problem in reading.problems}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Cells]:
    """A simple pay form with every answer, as cells."""
    path = tmp_path_factory.mktemp("form") / "form.xlsx"
    return sheets_of(written(path, all_answers(form_of("pay_simple"), 7)))


def changed(filled: dict[str, Cells], code: str, value: Any) -> NamedBytes:
    """The form with one answer changed."""
    sheets = {name: [list(row) for row in rows] for name, rows in filled.items()}
    sheets["Skjema"][row_of(sheets["Skjema"], code)][2] = value
    return saved(sheets)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_read_back(name: str, language: str, tmp_path: Path) -> None:
    put = all_answers(form_of(name), seed=NAMES.index(name) * 10 + LANGUAGES.index(language))
    reading = read_report(written(tmp_path / "form.xlsx", put, language), BOOK, on=ON)
    assert [problem for problem in reading.problems if not problem.note] == []
    assert reading.answers == put
    assert (reading.language, reading.form.version, reading.whole) == (language, 1, True)


def test_an_empty_form_lacks_every_required_answer_and_says_where(tmp_path: Path) -> None:
    form = form_of("pay_simple")
    reading = read_report(written(tmp_path / "form.xlsx", answers(form, {}), "pl"), BOOK, on=ON)
    assert codes(reading) == {"missing"}
    assert reading.whole, "a draft may be stored"
    places = [problem.where for problem in reading.problems]
    assert all(place is not None and place.sheet == "Formularz" and place.letter == "C" for place in places)
    assert reading.problems[0].told(BOOK, "pl")[0] == "Brak odpowiedzi."


def test_answers_in_another_language_or_by_code_are_understood(filled: dict[str, Cells]) -> None:
    for text in ("Tak", "TAIP", " yes ", True):
        assert read_report(changed(filled, "pay.bank", text), BOOK, on=ON).answers.value("questions.pay.bank") == "yes"


@pytest.mark.parametrize(
    ("code", "value", "fault"),
    [
        ("pay.bank", "kanskje", "unknown_choice"),
        ("workers.own", "mange", "not_a_number"),
        ("workers.own", 2.5, "not_whole"),
        ("workers.own", -1, "too_small"),
        ("workers.own", float("1e300"), "not_a_number"),
        ("pay.holiday", 0.102, "may_be_share"),
        ("pay.holiday", 99, "too_large"),
        ("pay.holiday", 10.25, "too_precise"),
        ("firm.orgnr", "310000087", "not_an_orgnr"),
        ("signer.on", "31.11.2026", "not_a_date"),
        ("signer.on", "2026", "not_a_date"),
        ("firm.name", "x" * 2001, "too_long"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(filled: dict[str, Cells], code: str, value: Any, fault: str) -> None:
    reading = read_report(changed(filled, code, value), BOOK, on=ON)
    problem = next(one for one in reading.problems if one.code == fault)
    assert problem.question == full(code)
    assert problem.where is not None
    assert problem.where.row == row_of(filled["Skjema"], code) + 1
    assert not reading.whole
    for language in LANGUAGES:
        told = problem.told(BOOK, language)
        assert all(told)
        assert "%(" not in " ".join(told)


def test_an_unreadable_answer_is_no_answer_and_is_told_once(filled: dict[str, Cells]) -> None:
    reading = read_report(changed(filled, "workers.own", "mange"), BOOK, on=ON)
    assert reading.answers.value("questions.workers.own") is None
    assert [one.code for one in reading.problems if one.question == "questions.workers.own"] == ["not_a_number"]


def test_an_answer_to_a_question_not_asked_does_not_count(filled: dict[str, Cells]) -> None:
    sheets = {name: [list(row) for row in rows] for name, rows in filled.items()}
    rows = sheets["Skjema"]
    rows[row_of(rows, "hire.used")][2] = "Nei"
    rows[row_of(rows, "hire.number")][2] = 4
    reading = read_report(saved(sheets), BOOK, on=ON)
    told = [one for one in reading.problems if one.question == "questions.hire.number"]
    assert [(one.code, one.note) for one in told] == [("not_asked", True)]
    assert reading.whole


def test_a_cell_of_a_table_is_named_by_its_own_place(tmp_path: Path) -> None:
    put = answers(form_of("pay_simple"), {"pay.lowest": ({"kind_of_work": "cleaning.adult", "lowest_pay": 20000},)})
    sheets = sheets_of(written(tmp_path / "form.xlsx", put))
    name = next(name for name in sheets if sheets[name][0][0] == "pay.lowest")
    sheets[name] = [*sheets[name][:5], ["", "", 210], ["", "Renhold: fylt 18 år", "ca. 200"]]
    reading = read_report(saved(sheets), BOOK, on=ON)
    told = {(one.code, one.row, one.column, one.where.row if one.where else 0) for one in reading.problems}
    assert ("not_an_amount", 3, "lowest_pay", 7) in told
    assert reading.answers.value("questions.pay.lowest") is None, "nothing half-read"
    sheets[name][6] = ["", "", ""]
    reading = read_report(saved(sheets), BOOK, on=ON)
    lacking = next(one for one in reading.problems if one.code == "row_lacks")
    assert (lacking.row, lacking.column) == (2, "kind_of_work")
    assert lacking.where is not None
    assert (lacking.where.row, lacking.where.letter) == (6, "B")
    assert "Slag arbeid" in lacking.told(BOOK, "nb")[0]


def test_rows_that_are_gone_twice_or_strange_are_named(filled: dict[str, Cells]) -> None:
    sheets = {name: [list(row) for row in rows] for name, rows in filled.items()}
    rows = sheets["Skjema"]
    rows[row_of(rows, "pay.bank")][0] = ""
    rows.append(["firm.name", "", "En annen"])
    rows.append(["firm.never", "", "x"])
    reading = read_report(saved(sheets), BOOK, on=ON)
    told = {(one.code, one.question) for one in reading.problems}
    assert ("row_gone", "questions.pay.bank") in told
    assert ("code_twice", "questions.firm.name") in told
    assert ("unknown_code", "") in told
    assert reading.answers.value("questions.firm.name") is None, "a code that stands twice counts neither time"
    assert not reading.whole


def test_a_table_whose_sheet_or_column_is_gone_is_named(filled: dict[str, Cells]) -> None:
    name = next(name for name in filled if filled[name][0][0] == "pay.lowest")
    without = {key: rows for key, rows in filled.items() if key != name}
    reading = read_report(saved(without), BOOK, on=ON)
    assert ("sheet_gone", "questions.pay.lowest") in {(one.code, one.question) for one in reading.problems}
    assert reading.answers.value("questions.pay.lowest") is None


def test_formulas_are_never_worked_out(filled: dict[str, Cells]) -> None:
    row = row_of(filled["Skjema"], "workers.own")

    def formulas(book: Any, pages: dict[str, Any]) -> None:
        pages["Skjema"].write_formula(row, 2, "=6*7", None, "")
        pages["Skjema"].write_formula(row_of(filled["Skjema"], "pay.holiday"), 2, "=1/0", None, "#DIV/0!")

    sheets = {name: [list(line) for line in rows] for name, rows in filled.items()}
    sheets["Skjema"][row][2] = ""
    reading = read_report(saved(sheets, more=formulas), BOOK, on=ON)
    told = {(one.code, one.question) for one in reading.problems}
    assert ("no_value", "questions.workers.own") in told
    assert ("error_value", "questions.pay.holiday") in told


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("svar.xlsx", b"PK\x03\x04 not a zip at all", "workbook.damaged"),
        ("svar.xlsx", b"", "file.empty"),
        ("svar.xlsx", b"\xd0\xcf\x11\xe0old", "file.old_or_locked"),
        ("svar.xlsx", b"<html>", "file.wrong_type"),
        ("svar.csv", b"a;b\n1;2\n", "self_report.no_form"),
        ("svar.exe", b"MZ", "file.unknown_type"),
    ],
)
def test_a_file_that_is_no_form_is_refused_by_name(name: str, content: bytes, code: str) -> None:
    with pytest.raises(UserCanFix) as error:
        read_report(NamedBytes(name, content), BOOK, on=ON)
    assert error.value.code == code
    assert error.value.hint


def test_a_workbook_cut_short_is_refused(tmp_path: Path) -> None:
    content = written(tmp_path / "form.xlsx", answers(form_of("chain"), {})).read_bytes()
    for part in (3, 2):
        with pytest.raises(UserCanFix, match="damaged"):
            read_report(NamedBytes("skjema.xlsx", content[: len(content) * (part - 1) // part]), BOOK, on=ON)


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        ("pay:99:nb", "questionnaire.unknown_version"),
        ("nothing:1:nb", "questionnaire.unknown"),
        ("pay:1:xx", "self_report.no_form"),
        ("pay:0:nb", "self_report.no_form"),
        ("questions/../pay:1:nb", "self_report.no_form"),
    ],
)
def test_a_form_of_another_kind_or_version_is_refused(filled: dict[str, Cells], mark: str, code: str) -> None:
    sheets = {name: [list(row) for row in rows] for name, rows in filled.items()}
    sheets["Skjema"][row_of(sheets["Skjema"], "form")][2] = mark
    with pytest.raises(UserCanFix) as error:
        read_report(saved(sheets), BOOK, on=ON)
    assert error.value.code == code


def test_a_table_without_end_is_cut_and_told(filled: dict[str, Cells]) -> None:
    sheets = {name: [list(row) for row in rows] for name, rows in filled.items()}
    name = next(name for name in sheets if sheets[name][0][0] == "pay.lowest")
    sheets[name] = [*sheets[name][:4], *([["", "Renhold: fylt 18 år", 250]] * 3000)]
    reading = read_report(saved(sheets), BOOK, on=ON)
    assert ("too_many_rows", "questions.pay.lowest") in {(one.code, one.question) for one in reading.problems}


CELLS = AnswerCells(form_of("pay"), "nb")
QUESTIONS = {
    kind: next(one for one in CELLS.form.questions if one.kind is kind) for kind in QuestionKind if kind != "table"
}


@given(st.one_of(st.text(max_size=40), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.integers()))
def test_no_cell_breaks_the_reader(raw: Any) -> None:
    for question in QUESTIONS.values():
        try:
            CELLS.value(question, raw)
        except Unreadable as error:
            fault = error.code
        else:
            fault = "missing"
        assert f"fault.{fault}.wrong" in BOOK.library.form_texts


@given(st.decimals(min_value=1, max_value=30, places=1))
def test_numbers_survive_floats_and_commas(number: Decimal) -> None:
    question = next(one for one in CELLS.form.questions if one.id == "questions.pay.holiday")
    for raw in (float(number), str(number).replace(".", ","), f"{number} %"):
        assert CELLS.value(question, raw) == number


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_days_survive_text_and_moments(day: date) -> None:
    question = QUESTIONS[QuestionKind.DATE]
    for raw in (f"{day:%d.%m.%Y}", day, datetime.combine(day, time(13))):
        assert CELLS.value(question, raw) == day
