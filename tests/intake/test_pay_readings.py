"""What is stored of a reading holds no cell that may be a person's."""

import pytest

from ryddig.domain.problems import Problem, Where
from ryddig.domain.serial import plain
from ryddig.intake.pay_readings import reading_plain, shape, untestable
from ryddig.tables.read.pay_reading import FileReading


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("31.02.2027", "31.02.2027"),
        ("8:75", "8:75"),
        ("07-15", "07-15"),
        ("12 345,5O", "00 000,0x"),
        ("Ola Oppdiktet", "xxx xxxxxxxxx"),
        ("12345678901", "00000000000"),
        ("9710 01 12345", "0000 00 00000"),
        ("Åse", "xxx"),
    ],
)
def test_figures_that_must_be_mended_stay_and_the_rest_is_a_shape(cell: str, kept: str) -> None:
    assert shape(cell) == kept


def test_a_stored_problem_quotes_nobody() -> None:
    problem = Problem(
        "id.wrong",
        "“%(found)s” in %(column)s is no number.",
        Where("12.csv", row=3, column="Fødselsnr", letter="B"),
        found="Kari 12345678901",
        params={"found": "Kari 12345678901", "column": "Fødselsnr", "row": 3},
    )
    stored = str(plain(reading_plain(FileReading("12.csv", 1, "payslips", rejected=(problem,)))))
    assert "Kari" not in stored
    assert "12345678901" not in stored
    assert "Fødselsnr" in stored


def test_without_files_every_check_that_needs_one_waits() -> None:
    waiting = {one.check for one in untestable([])}
    slips = FileReading("1.csv", 1, "payslips", rows=2, columns={"slips.rate": "D"})
    assert "PAY-02" in waiting
    assert "PAY-02" not in {one.check for one in untestable([slips])}
    assert "HMS-01" in {one.check for one in untestable([slips])}
