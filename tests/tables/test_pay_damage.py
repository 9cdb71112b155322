"""Show 4: thirty kinds of damage give thirty named messages, and what is whole is read all the same."""

from pathlib import Path

import pytest

from ryddig.domain.problems import Problem
from ryddig.tables.read.pay_reading import TOLD_MAX
from tests.tables.pay_damage import COLUMNS, HEADINGS, KEPT_ALL_THE_SAME, ROWS, damaged_list
from tests.tables.pay_world import read, rows
from tests.tables.workbooks import workbook

WHOLE = 40
OTHERS = ("worker.name_ambiguous",)


def by_code(problems: tuple[Problem, ...]) -> dict[str, Problem]:
    return {problem.code: problem for problem in reversed(problems)}


def test_thirty_kinds_of_damage_give_thirty_named_messages(tmp_path: Path) -> None:
    _, (reading,) = read(tmp_path, {"timer.csv": damaged_list()})
    assert set(reading.counts) == {*ROWS, *COLUMNS}
    assert len(reading.counts) >= 30
    told = by_code(reading.rejected)
    first = damaged_list().count("\n", 0, damaged_list().index(";;;01.03.2026")) + 1
    for at, code in enumerate(ROWS):
        assert told[code].where.row == first + at, code
        assert told[code].message % dict(told[code].params)
        assert told[code].hint


def test_what_is_whole_is_read_all_the_same(tmp_path: Path) -> None:
    db, (reading,) = read(tmp_path, {"timer.csv": damaged_list()})
    kept = len([code for code in ROWS if code in KEPT_ALL_THE_SAME])
    assert reading.rows == WHOLE + 2 + kept
    assert rows(db, "SELECT count(*), count(DISTINCT row), sum(minutes) FROM shifts WHERE row <= 41") == [
        (WHOLE, WHOLE, WHOLE * 450)
    ]
    skipped = {"row.total", "row.heading_again", "worked_hours.zero"}
    assert reading.rejected_rows == len([code for code in ROWS if code not in KEPT_ALL_THE_SAME | skipped])


@pytest.mark.parametrize("code", sorted(ROWS))
def test_each_damage_alone_is_told_alone(code: str, tmp_path: Path) -> None:
    mixed = ("break.unit_unknown",) if code != "break.unit_unknown" else ()
    _, (reading,) = read(tmp_path, {"timer.csv": damaged_list(codes=(code,))})
    assert set(reading.counts) == {code, *COLUMNS}, mixed


def test_the_same_damage_in_a_workbook(tmp_path: Path) -> None:
    only_text = {"row.too_many_cells", "row.too_few_cells", "row.open_quote"}
    lines = damaged_list(codes=tuple(code for code in ROWS if code not in only_text)).splitlines()
    content = workbook([line.split(";") for line in lines if not line.startswith("101;;;{d};=")])
    _, (reading,) = read(tmp_path, {"timer.xlsx": content})
    expected = {*ROWS, *COLUMNS} - only_text - {"cell.formula"}
    assert expected <= set(reading.counts) | {"cell.error_value"}


def test_one_kind_of_damage_without_end_does_not_hide_the_others(tmp_path: Path) -> None:
    many = "".join(f"101;;;dag {at};07:00;15:00;30;;;;;;;;\n" for at in range(5_000))
    _, (reading,) = read(tmp_path, {"timer.csv": damaged_list() + many})
    assert reading.counts["date.not_a_date"] == 5_001
    assert len(reading.rejected) <= TOLD_MAX
    assert {problem.code for problem in reading.rejected} == {*ROWS, *COLUMNS}


def test_rows_keep_their_numbers_past_blank_and_broken_lines(tmp_path: Path) -> None:
    row = "1;;;0{}.03.2026;07:00;15:00;30;;;;;;;;"
    lines = ["Timeliste for mars", "", HEADINGS, row.format(1), "", "1;;;02.03.2026;07", row.format(3)]
    text = "\n".join(lines) + "\n"
    db, (reading,) = read(tmp_path, {"timer.csv": text})
    assert rows(db, "SELECT row FROM shifts ORDER BY row") == [(4,), (7,)]
    assert by_code(reading.rejected)["row.too_few_cells"].where.row == 6


def test_payslips_twice_and_overlapping(tmp_path: Path) -> None:
    text = (
        "Ansattnr;Fra dato;Til dato;Bruttolønn\n1;01.01.2026;31.01.2026;100\n1;01.01.2026;31.01.2026;100\n"
        "1;15.01.2026;14.02.2026;200\n2;01.01.2026;31.01.2026;1.234\n2;31.01.2026;01.01.2026;5\n"
    )
    db, (reading,) = read(tmp_path, {"slipper.csv": text})
    assert reading.counts == {"row.twice": 1, "period.overlap": 1, "amount.ambiguous": 1, "period.backwards": 1}
    assert rows(db, "SELECT row, gross_ore FROM slips ORDER BY row") == [(2, 10000), (4, 20000), (5, None)]
