"""The samples are read without loss, and Tripletex' shapes as its own description gives them."""

import json
from datetime import date
from pathlib import Path

from tests.shared import shared
from tests.tables.pay_world import codes, read, read_paths, rows


def test_huldt_and_lillevik(tmp_path: Path) -> None:
    db, (reading,) = read_paths([shared("reference", "samples", "payroll", "huldt-lillevik-timer-SYNTHETIC.txt")])
    assert (reading.kind, reading.rows, reading.rejected_rows) == ("wage_lines", 3, 0)
    assert rows(db, "SELECT row, mmin, ore FROM lines ORDER BY row") == [
        (1, 450000, 166725),
        (2, 120000, 62244),
        (3, 450000, 148500),
    ]
    assert rows(db, "SELECT first, last, count(*) FROM slips GROUP BY ALL") == [
        (date(2026, 10, 1), date(2026, 10, 31), 2)
    ]
    assert "line.code_only" in reading.counts


def test_visma(tmp_path: Path) -> None:
    db, (reading,) = read_paths([shared("reference", "samples", "payroll", "visma-lonn-timer-SYNTHETIC.csv")])
    assert (reading.kind, reading.rows, reading.rejected_rows) == ("wage_lines", 3, 0)
    assert rows(db, "SELECT row, mmin, ore FROM lines ORDER BY row") == [
        (1, 450000, 166725),
        (2, 120000, 62244),
        (3, 450000, 148500),
    ]
    assert "period.run_as_month" in reading.counts


def test_amelding(tmp_path: Path) -> None:
    db, readings = read_paths([shared("reference", "samples", "payroll", "amelding-v2_3-SYNTHETIC.xml")])
    assert [(one.kind, one.rows) for one in readings] == [("employed", 1), ("wage_lines", 3)]
    assert rows(db, "SELECT employer, first, last, share_percent FROM employed") == [
        ("888888888", date(2024, 3, 1), None, 100)
    ]
    assert rows(db, "SELECT kind, ore, mmin FROM lines ORDER BY ore") == [
        ("other", 186732, 360000), ("tax", 1425000, None), ("ordinary", 3612400, 9750000),
    ]  # fmt: skip
    assert rows(db, "SELECT born_on FROM workers") == [(date(1990, 1, 1),)]


def test_an_amelding_never_counts_beside_payslips(tmp_path: Path) -> None:
    sample = shared("reference", "samples", "payroll", "amelding-v2_3-SYNTHETIC.xml").read_bytes()
    slip = "Ansattnr;Lønnsperiode;Bruttolønn\n101;2026-10;37991,32\n"
    db, _ = read(tmp_path, {"a.xml": sample, "slipp.csv": slip})
    assert rows(db, "SELECT count(*) FROM lines") == [(0,)]
    assert rows(db, "SELECT count(*), sum(gross_ore) FROM slips") == [(1, 3799132)]


EMPLOYEE = {"id": 7, "employeeNumber": "101", "firstName": "Kari", "lastName": "Eksempel", "dateOfBirth": "1990-01-01"}


def described(name: str, given: dict[str, object]) -> dict[str, object]:
    """The object, whose fields all stand in Tripletex' own description."""
    sample = shared("reference", "samples", "payroll", "tripletex-openapi-2.72.00-salary-timesheet-excerpt.json")
    known = json.loads(sample.read_text(encoding="utf-8"))["components"]["schemas"][name]["properties"]
    assert set(given) <= set(known)
    return given


def test_tripletex_payslips(tmp_path: Path) -> None:
    lines = [
        described(
            "SalarySpecification",
            {"salaryType": {"name": "Timelønn"}, "rate": 222.3, "count": 162.5, "amount": 36123.75},
        ),
        described(
            "SalarySpecification", {"salaryType": {"name": "Husleietrekk"}, "count": 1, "rate": -3000, "amount": -3000}
        ),
    ]
    slip = described(
        "Payslip",
        {
            "employee": EMPLOYEE,
            "year": 2026,
            "month": 10,
            "grossAmount": 36123.75,
            "amount": 20000,
            "specifications": lines,
        },
    )
    db, readings = read(tmp_path, {"lonn.json": json.dumps({"values": [slip]})})
    assert [one.kind for one in readings] == ["payslips", "wage_lines"]
    assert rows(db, "SELECT first, gross_ore, net_ore, ordinary_mmin FROM slips") == [
        (date(2026, 10, 1), 3612375, 2000000, 9750000)
    ]
    assert rows(db, "SELECT kind, ground, ore, mmin FROM lines ORDER BY ore") == [
        ("deduction", "lodging", 300000, None), ("ordinary", None, 3612375, 9750000),
    ]  # fmt: skip


def test_tripletex_hours_with_and_without_clocks(tmp_path: Path) -> None:
    clock = described(
        "TimeClock", {"date": "2026-10-02", "timeStart": "07:00", "timeStop": "15:30", "lunchBreakDuration": 0.5}
    )
    entries = [
        described(
            "TimesheetEntry", {"employee": EMPLOYEE, "date": "2026-10-01", "hours": 7.5, "project": {"number": "77"}}
        ),
        described("TimesheetEntry", {"employee": EMPLOYEE, "date": "2026-10-02", "hours": 8.0, "timeClocks": [clock]}),
    ]
    db, _ = read(tmp_path, {"timer.json": json.dumps({"values": entries})})
    found = rows(db, "SELECT clocked, minutes, break_minutes, site FROM shifts ORDER BY on_day")
    assert found == [(False, 450, None, "77"), (True, 480, 30, None)]


def test_tripletex_employments(tmp_path: Path) -> None:
    detail = described(
        "EmploymentDetails", {"date": "2024-03-01", "hourlyWage": 222.3, "percentageOfFullTimeEquivalent": 80}
    )
    work = described("Employment", {"employee": EMPLOYEE, "startDate": "2024-03-01", "employmentDetails": [detail]})
    db, readings = read(tmp_path, {"ansatte.json": json.dumps([work])})
    assert rows(db, "SELECT first, share_percent FROM employed") == [(date(2024, 3, 1), 80)]
    assert rows(db, "SELECT starts_on, rate FROM contracts") == [(date(2024, 3, 1), 2223000)]
    assert not codes(readings)
