"""A small finished pay control for the tests of its reports: invented workers, findings of every kind."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from duckdb import DuckDBPyConnection

from ryddig.domain.judgement import CheckOutcome
from ryddig.domain.law import Status
from ryddig.domain.pay_control import Coverage, Firm
from ryddig.domain.pay_facts import Trade
from ryddig.domain.problems import Problem, Where
from ryddig.lawbook import load
from ryddig.reports.pay_control import OtherReading, PayReport
from ryddig.tables.payroll import law_rows
from ryddig.tables.payroll.run import FINDINGS, Control, open_tables
from ryddig.tables.payroll.sums import PaySums, Sums
from ryddig.tables.read.pay_reading import FileReading

FIRST, LAST, MADE_ON = date(2025, 9, 1), date(2025, 9, 30), date(2026, 11, 28)
FIRM: Final = replace(Firm(), trade=Trade.CONSTRUCTION, number="310478717")
FLOOR: Final = "rates.construction.experienced@2025-06-15"
DAY, WEEK, REST = (f"working_time.{name}@2025-01-01" for name in ("day_none", "week_none", "rest_day_none"))
BREACH, QUESTION, CANNOT = CheckOutcome.BREACH, CheckOutcome.QUESTION, CheckOutcome.CANNOT_BE_TESTED
WAGE: Final[dict[str, Any]] = {
    "check_id": "PAY-02", "worker": 1, "outcome": "breach", "found": 21000, "due": 24900, "unit": "ore_per_hour",
    "shortfall": 624000, "arithmetic": "160,00 t × (249,00 − 210,00) kr/t = 6 240,00 kr", "rules": [FLOOR],
    "file": 1, "row": 2, "file_2": 2, "row_2": 2, "row_2_to": 21,
}  # fmt: skip
THIRD: Final[dict[str, Any]] = {
    "check_id": "PAY-03", "worker": 2, "outcome": "breach", "found": 100000, "due": 300100, "den": 3, "unit": "ore",
    "shortfall": 200100, "arithmetic": "1 000,33 kr − 333,33 kr = 667,00 kr", "rules": [FLOOR], "file": 1, "row": 3,
}  # fmt: skip
ASKED: Final[dict[str, Any]] = {
    "check_id": "TIME-02", "worker": 2, "outcome": "question", "found": 630, "due": 540, "unit": "minutes",
    "why": "may_be_overtime", "arithmetic": "10,50 t − 9,00 t = 1,50 t", "rules": [DAY], "file": 2, "row": 30,
    "first": date(2025, 9, 3), "last": date(2025, 9, 3),
}  # fmt: skip
RESTED: Final[dict[str, Any]] = {
    "check_id": "TIME-08", "worker": 3, "outcome": "breach", "found": 570, "due": 660, "unit": "minutes",
    "arithmetic": "11,00 t − 9,50 t = 1,50 t", "rules": [REST, DAY], "file": 2, "row": 44, "row_to": 45,
    "first": date(2025, 9, 9), "last": date(2025, 9, 10),
}  # fmt: skip
UNTESTED: Final[dict[str, Any]] = {
    "check_id": "PAY-03", "worker": 3, "outcome": "cannot_be_tested", "why": "overtime_not_stated", "file": 1, "row": 4,
}  # fmt: skip
FOUND: Final = (WAGE, THIRD, UNTESTED, ASKED, RESTED)
COVERAGE: Final = (
    Coverage("PAY-02", BREACH, 1),
    Coverage("PAY-02", CheckOutcome.KEPT, 2),
    Coverage("PAY-03", BREACH, 1),
    Coverage("PAY-03", CANNOT, 1, "overtime_not_stated"),
    Coverage("TIME-02", QUESTION, 1, "may_be_overtime"),
    Coverage("TIME-08", BREACH, 1),
    Coverage("OTP-04", CANNOT, 1, "files_missing", ("members",)),
)
FILES: Final = (
    FileReading("lonn.csv", 1, "slips", "csv", "a" * 64, rows=3, columns={"slips.rate": "D"}),
    FileReading(
        "=timer.csv", 2, "shifts", "csv", "b" * 64, rows=60, rejected_rows=1, counts={"date.unreadable": 1},
        rejected=(
            Problem("date.unreadable", "This is not a day.", Where("=timer.csv", row=9, column="Dato", letter="A"),
                    found="31.02.2025"),
        ),
    ),
)  # fmt: skip
SUMS: Final = PaySums(
    (("P-7F3A", Sums(624000, 63648, 12480, 0)), ("P-91C0", Sums(66700, 6803, 1334, 5000))),
    Sums(690700, 70451, 13814, 5000),
    factor=2,
    factor_status=Status.UNVERIFIED,
)
OTHER: Final = (
    OtherReading("day_over_9_hours", "Mer enn 9 timer på en kalenderdag", 20, "Vi teller 24 timer fra vaktens start"),
)


def made_report(folder: Path, found: tuple[dict[str, Any], ...] = FOUND) -> PayReport:
    """A control as the one way through leaves it."""
    db = open_tables((folder,))
    control = Control(FIRST, LAST, FIRM, load())
    law_rows.prepare(db, control)
    db.execute(f"CREATE TABLE findings ({FINDINGS})")
    for number, name in enumerate(("lonn.csv", "=timer.csv"), start=1):
        columns = {"slips.rate": "D", "slips.gross_ore": "H"} if number == 1 else {"shifts.on_day": "Dato"}
        db.execute("INSERT INTO files VALUES (?, ?, ?, 'x', ?)", [number, name, "csv", columns])
    for number, name in ((1, "P-7F3A"), (2, "P-91C0"), (3, "P-22D4")):
        db.execute("INSERT INTO workers (worker, pseudonym) VALUES (?, ?)", [number, name])
    put_shifts(db)
    for number, finding in enumerate(found, start=1):
        put_finding(db, number, finding)
    return PayReport(db, control, COVERAGE, FILES, SUMS, MADE_ON, OTHER, asked_by="Tenkevik kommune")


def put_shifts(db: DuckDBPyConnection) -> None:
    """Four weeks of work for three workers; the second works 50 hours a week."""
    db.execute(
        """INSERT INTO shifts (shift, worker, on_day, minutes, clocked, file, "row")
        SELECT row_number() OVER (), w, d, CASE WHEN w = 2 THEN 600 ELSE 450 END, false, 2, 2
        FROM range(1, 4) AS a(w), range(DATE '2025-09-01', DATE '2025-09-27', INTERVAL 1 DAY) AS b(d)
        WHERE isodow(d) < 6"""
    )


def put_finding(db: DuckDBPyConnection, number: int, finding: dict[str, Any]) -> None:
    """One row of `findings`."""
    row = {"finding": number, "version": 1, "first": FIRST, "last": LAST, **finding}
    names = ", ".join(f'"{name}"' for name in row)
    db.execute(f"INSERT INTO findings ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
