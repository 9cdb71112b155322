"""The plain readings of pay count as a script would: by the rate as stated, and hours with a quarter to spare."""

from datetime import date

from ryddig.domain.pay_control import Firm
from ryddig.lawbook import load
from ryddig.tables.payroll.plain_readings import pay_readings
from ryddig.tables.payroll.run import Control
from tests.tables.payroll.pay_runs import run_some
from tests.tables.payroll.pay_sets import Rows

MONTH = date(2025, 9, 1), date(2025, 9, 30)


def test_the_plain_readings_of_pay() -> None:
    # rate in hundredths of an øre, paid hours in thousandths of a minute, supplement in hundredths of a per cent
    given = (
        (2_490_000, 600_000, 4_000),
        (2_489_999, 600_000, 3_999),
        (2_400_050, 615_000, 4_000),
        (2_490_000, 615_001, 0),
    )
    rows: Rows = {"workers": [], "slips": [], "shifts": []}
    for number, (rate, hours, percent) in enumerate(given, start=1):
        who = {"worker": number, "pseudonym": f"w{number}", "trade": "construction", "category": "experienced"}
        rows["workers"].append({**who, "born_on": date(1990, 5, 5)})
        slip = {"slip": number, "worker": number, "first": MONTH[0], "last": MONTH[1], "rate": rate}
        rows["slips"].append(slip | {"ordinary_mmin": hours - 1, "overtime_mmin": 1, "overtime_percent": percent})
        rows["shifts"].append({"worker": number, "on_day": MONTH[0], "minutes": 600})
    db = run_some(rows, Control(*MONTH, Firm(), load()), ())
    assert pay_readings(db) == {
        "slips_under_minimum": 2,
        "base_shortfall_ore": 8_995,  # 10 h × 0.01 øre + 10 h × 899.5 øre, part of an øre left out
        "hours_that_differ": 1,
        "supplement_under_40_percent": 2,
    }
