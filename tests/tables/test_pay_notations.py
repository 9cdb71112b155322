"""Hours, clocks, breaks, amounts and periods as people write them, read into the canonical tables."""

from datetime import date
from pathlib import Path

import pytest

from ryddig.tables.read.faults import CellFault
from ryddig.tables.read.pay_cells import hours, moment, money, month, percent, rate, span, yes_no
from tests.tables.pay_world import codes, read, rows
from tests.tables.workbooks import workbook


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("8,5", 510), ("8.5", 510), ("8:30", 510), ("8t 30m", 510), ("8 timer 30 min", 510), ("8 t", 480),
        ("450 min", 450),
        ("0:30", 30), ("-7,5", -450), ("07:30:00", 450), ("1899-12-31 08:30:00", 510), ("1900-01-01 12:00:00", 2160),
    ],
)  # fmt: skip
def test_hours(text: str, minutes: int) -> None:
    assert hours(text) == minutes * 1000


@pytest.mark.parametrize(
    ("text", "code"),
    [("1 dag", "worked_hours.unit_days"), ("åtte", "worked_hours.not_hours"), ("8:75", "worked_hours.not_hours")],
)
def test_hours_that_are_none(text: str, code: str) -> None:
    with pytest.raises(CellFault) as refused:
        hours(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "on", "clock"),
    [
        ("08:30", None, 510), ("8.30", None, 510), ("0830", None, 510), ("830", None, 510), ("8", None, 480),
        ("kl. 8", None, 480), ("24:00", None, 1440), ("0,3125", None, 450), ("1899-12-31 07:30:00", None, 450),
        ("2026-01-31T07:00", date(2026, 1, 31), 420), ("31.01.2026 07:00", date(2026, 1, 31), 420),
        ("2026-07-01T05:00Z", date(2026, 7, 1), 420), ("2026-01-01T23:30:00+00:00", date(2026, 1, 2), 30),
        ("31.01.2026", date(2026, 1, 31), None),
    ],
)  # fmt: skip
def test_moments(text: str, on: date | None, clock: int | None) -> None:
    assert moment(text) == (on, clock)


@pytest.mark.parametrize("text", ["08.30–16.30", "8:30-16:30", "kl. 0830 til 1630", "08:30 — 16:30"])
def test_start_and_end_in_one_cell(text: str) -> None:
    assert span(text) == (510, 990)


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("1 234,50", 123450), ("1.234,50", 123450), ("1,234.50", 123450), ("-100", -10000), ("100-", -10000),
        ("kr 99,-", 9900), ("(50,00)", -5000), ("1 234 567", 123456700), ("0,005", 1), ("−3 000,00", -300000),
    ],
)  # fmt: skip
def test_money(text: str, ore: int) -> None:
    if text == "0,005":
        assert money(text, decimal=",") == ore
    else:
        assert money(text) == ore


def test_a_sign_before_three_digits_is_refused_for_money_and_read_for_rates() -> None:
    with pytest.raises(CellFault) as refused:
        money("1.234")
    assert refused.value.code == "amount.ambiguous"
    assert money("1.234", decimal=",") == 123400
    assert rate("270.125") == 2701250


@pytest.mark.parametrize(
    ("text", "hundredths"), [("0,4", 4000), ("40 %", 4000), ("40", 4000), ("1", 10000), ("0", 0), ("0,4 %", 40)]
)
def test_percent(text: str, hundredths: int) -> None:
    assert percent(text) == hundredths


def test_a_factor_is_refused() -> None:
    with pytest.raises(CellFault) as refused:
        percent("1,4")
    assert refused.value.code == "percent.unclear"


@pytest.mark.parametrize(
    "text", ["2026-02", "02.2026", "202602", "februar 2026", "feb 26", "01.02.2026", "01.02.2026 - 28.02.2026"]
)
def test_periods(text: str) -> None:
    assert month(text) == (date(2026, 2, 1), date(2026, 2, 28))


def test_yes_and_no() -> None:
    assert [yes_no(text) for text in ("Ja", "x", "Nei", "0")] == [True, True, False, False]


def shifts(tmp_path: Path, text: str, columns: str = "minutes, break_minutes, clocked") -> list[tuple[object, ...]]:
    db, _ = read(tmp_path, {"timer.csv": text})
    return rows(db, f"SELECT {columns} FROM shifts ORDER BY row")


def test_a_night_ends_on_the_next_day(tmp_path: Path) -> None:
    text = "Ansattnr;Dato;Start;Slutt;Pause\n1;30.01.2026;22:00;06:00;30\n"
    found = shifts(tmp_path, text, "on_day, starts, ends, minutes")
    assert [str(value) for value in found[0]] == ["2026-01-30", "2026-01-30 22:00:00", "2026-01-31 06:00:00", "450"]


@pytest.mark.parametrize(("day", "minutes"), [("28.03.2026", 420), ("24.10.2026", 540), ("10.01.2026", 480)])
def test_nights_when_the_clocks_change_have_their_true_length(tmp_path: Path, day: str, minutes: int) -> None:
    assert shifts(tmp_path, f"Ansattnr;Dato;Start;Slutt\n1;{day};22:00;06:00\n", "minutes") == [(minutes,)]


def test_the_hour_that_comes_twice(tmp_path: Path) -> None:
    """The first time, unless the end would come before the start."""
    text = "Ansattnr;Start;Slutt\n1;2026-10-25T01:30;2026-10-25T02:30\n2;2026-10-25T02:45;2026-10-25T02:15\n"
    assert shifts(tmp_path, text, "minutes") == [(60,), (30,)]


def test_summer_time_is_utc_and_two_hours(tmp_path: Path) -> None:
    text = "Ansattnr;Dato;Start;Slutt\n1;01.07.2026;07:00;15:00\n1;01.12.2026;07:00;15:00\n"
    found = shifts(tmp_path, text, "start_min % 1440")
    assert found == [(5 * 60,), (6 * 60,)]


def test_lists_of_hours_only_are_not_clocked(tmp_path: Path) -> None:
    assert shifts(tmp_path, "Ansattnr;Dato;Timer\n1;01.07.2026;7,5\n") == [(450, None, False)]


def test_hours_less_than_the_span_mean_a_break(tmp_path: Path) -> None:
    text = "Ansattnr;Dato;Arbeidstid;Timer\n1;01.07.2026;08.00–16.00;7,5\n"
    assert shifts(tmp_path, text) == [(450, 30, True)]


@pytest.mark.parametrize(
    ("heading", "cells", "told"),
    [
        ("Pause", ("30", "45"), "break.minutes_from_figures"),
        ("Pause", ("0,5", "0,75"), "break.hours_from_figures"),
        ("Pause (min)", ("30", "45"), ""),
        ("Pause (timer)", ("0,5", "0,75"), ""),
        ("Pause", ("00:30", "00:45"), ""),
        ("Pause", ("0,5", "45"), ""),
    ],
)
def test_breaks_in_hours_and_minutes(tmp_path: Path, heading: str, cells: tuple[str, str], told: str) -> None:
    lines = "".join(f"1;0{at}.07.2026;08:00;16:00;{cell}\n" for at, cell in enumerate(cells, start=1))
    db, readings = read(tmp_path, {"timer.csv": f"Ansattnr;Dato;Start;Slutt;{heading}\n{lines}"})
    assert rows(db, "SELECT break_minutes FROM shifts ORDER BY row") == [(30,), (45,)]
    assert codes(readings) == ({told} if told else set())


def test_a_break_that_may_be_either_is_left_out(tmp_path: Path) -> None:
    lines = "".join(f"1;0{at}.07.2026;08:00;16:00;{cell}\n" for at, cell in enumerate(("0,5", "30", "2"), start=1))
    text = f"Ansattnr;Dato;Start;Slutt;Pause\n{lines}"
    db, readings = read(tmp_path, {"timer.csv": text})
    assert rows(db, "SELECT row FROM shifts ORDER BY row") == [(2,), (3,)]
    assert readings[0].counts == {"break.unit_unknown": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_encodings_and_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    lines = [
        "Ansattnr;Dato;Arbeidstid;Byggeplass",
        "1;01.07.2026;08.00–16.00;Ålesund skole",
        "",
        "2;01.07.2026;08.00–16.00;Tromsø",
    ]
    text = "\r\n".join(line.replace(";", separator) for line in lines) + "\r\n"
    db, readings = read(tmp_path, {"timer.csv": text.encode(encoding)})
    assert rows(db, "SELECT site, minutes, row FROM shifts ORDER BY row") == [
        ("Ålesund skole", 480, 2),
        ("Tromsø", 480, 4),
    ]
    assert readings[0].rejected_rows == 0


def test_workbooks_with_titles_times_and_merged_workers(tmp_path: Path) -> None:
    def more(book: object) -> None:
        page, clock = book.worksheets()[0], book.add_format({"num_format": "hh:mm"})  # type: ignore[attr-defined]  # xlsxwriter ships no types
        long, day = book.add_format({"num_format": "[h]:mm"}), book.add_format({"num_format": "dd.mm.yyyy"})  # type: ignore[attr-defined]  # xlsxwriter ships no types
        for row in (3, 4):
            page.write_datetime(row, 1, __import__("datetime").datetime(2026, 7, row), day)
            page.write_number(row, 2, 0.3125, clock)
            page.write_number(row, 3, 0.625 + row / 24 / 60, clock)
            page.write_number(row, 4, 0.5 / 24, long)
        page.merge_range(3, 0, 4, 0, 17)

    content = workbook([["Timeliste juli"], [], ["Ansattnr", "Dato", "Start", "Slutt", "Pause"]], more=more)
    db, readings = read(tmp_path, {"timer.xlsx": content})
    assert readings[0].counts == {}
    found = rows(db, "SELECT worker, on_day, minutes, row FROM shifts ORDER BY row")
    assert found == [(1, date(2026, 7, 3), 423, 4), (1, date(2026, 7, 4), 424, 5)]


def test_formulas_without_result_and_errors_are_told(tmp_path: Path) -> None:
    def more(book: object) -> None:
        page = book.worksheets()[0]  # type: ignore[attr-defined]  # xlsxwriter ships no types
        page.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        page.write_formula(2, 2, "=5+2", None, 7)

    content = workbook([["Ansattnr", "Dato", "Timer"], [1, "01.07.2026"], [2, "01.07.2026"]], more=more)
    db, readings = read(tmp_path, {"timer.xlsx": content})
    assert rows(db, "SELECT minutes FROM shifts") == [(420,)]
    assert readings[0].counts == {"cell.error_value": 1}


def test_categories_change_by_row_and_payslips_keep_every_unit(tmp_path: Path) -> None:
    text = (
        "Ansattnr;Lønnsperiode;Stilling;Timesats;Ordinære timer;Overtidstimer betalt;Overtidstillegg %;Bruttolønn\n"
        "1;2026-01;bygg.fagarbeider;270,5;162,5;6;50;44 000,25\n1;2026-02;Renholder;230;160;0;40;36 800\n"
    )
    db, readings = read(tmp_path, {"slipper.csv": text})
    assert readings[0].kind == "payslips"
    columns = "trade, category, rate, ordinary_mmin, overtime_mmin, overtime_percent, gross_ore, last"
    assert rows(db, f"SELECT {columns} FROM slips ORDER BY row") == [
        ("construction", "skilled", 2705000, 9750000, 360000, 5000, 4400025, date(2026, 1, 31)),
        (None, "adult", 2300000, 9600000, 0, 4000, 3680000, date(2026, 2, 28)),
    ]
