"""The worked cases of the lawbook, FX-1 to FX-9 and FX-15 among them, through the tables."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from ryddig.domain.pay_control import Firm
from ryddig.domain.pay_facts import PayKind
from ryddig.lawbook import load
from ryddig.lawbook.cases import read_cases
from ryddig.lawbook.cases_pay import _kroner
from ryddig.lawbook.loader import CASES, HERE
from ryddig.lawbook.shapes_cases import CaseModel
from ryddig.tables.payroll.run import Control, findings
from ryddig.tables.payroll.sums import pay_sums
from tests.tables.payroll.pay_reference import OSLO, clock
from tests.tables.payroll.pay_runs import judged_rows, run_some
from tests.tables.payroll.pay_sets import Rows

BOOK = load()
Told = tuple[str, str, str, Fraction]
WAGE = ("PAY-02", "PAY-03", "PAY-04", "PAY-05")
NIGHT, MORNING = 22 * 60, 8 * 60
SLIP = ("rate", "ordinary_mmin", "overtime_mmin", "overtime_percent", "gross_ore", "month_ore", "trade", "category")
WORKER = ("category", "born_on", "experience_from", "tariff_bound", "stockman", "vehicle_kg", "own_goods", "plan")


def models(check: str) -> list[CaseModel]:
    items, faults = read_cases(CASES, HERE)
    assert not faults
    chosen = [item.model for item in items if isinstance(item.model, CaseModel) and item.model.check == check]
    assert chosen
    return chosen


def cases(check: str) -> list[Any]:
    return [pytest.param(model, id=model.id) for model in models(check)]


def given_in(case: CaseModel) -> Mapping[str, Any]:
    return case.given or {}


def rows_of(number: int, given: Mapping[str, Any], days: tuple[date, date], **slip: Any) -> Rows:
    worker = {"worker": number, "pseudonym": f"w{number}", "trade": given["trade"]}
    worker |= {name: given.get(name) for name in WORKER} | {"apprentice": given.get("outside", False)}
    paid = {"slip": number, "worker": number, "first": days[0], "last": days[1], **dict.fromkeys(SLIP), **slip}
    return {"workers": [worker], "slips": [paid], "shifts": [], "lines": []}


def line(number: int, kind: PayKind, ore: int, *, mmin: int | None = None, counts: object = None) -> dict[str, Any]:
    return {"slip": number, "worker": number, "kind": str(kind), "ore": ore, "mmin": mmin, "counts_as_pay": counts}


def of_floor(number: int, given: Mapping[str, Any]) -> Rows:
    """Paid as the case says, for so many hours; no time list."""
    hours = given.get("hours", 1)
    rows = rows_of(number, given, (given["on"], given.get("until", given["on"])), ordinary_mmin=hours * 60_000)
    rows["lines"].append(line(number, PayKind.ORDINARY, given["paid"] * hours, mmin=hours * 60_000))
    if "allowance" in given:
        counts = given.get("allowance_counts")
        rows["lines"].append(line(number, PayKind.POSTING_ALLOWANCE, given["allowance"] * hours, counts=counts))
    return rows


def of_least(number: int, given: Mapping[str, Any]) -> Rows:
    """The day of the case on a time list, and a payslip that pays nothing beyond the agreed pay per hour."""
    minutes, real = given.get("minutes", 60), given.get("real", 0)
    overtime = minutes if given.get("overtime") else 0
    slip = {"rate": real * 100, "ordinary_mmin": 0, "overtime_mmin": overtime * 1_000, "overtime_percent": 0}
    rows = rows_of(number, given, (given["on"], given["on"]), **slip)
    begins = clock(given["on"], NIGHT if given.get("night") else MORNING)
    times = begins, begins + timedelta(minutes=minutes)
    start, end = (int(one.replace(tzinfo=OSLO).astimezone(UTC).timestamp()) // 60 for one in times)
    shift = {"worker": number, "on_day": given["on"], "starts": times[0], "ends": times[1], "start_min": start}
    shift |= {"end_min": end, "minutes": minutes, "break_minutes": 0, "clocked": True, "overtime_minutes": overtime}
    shift |= {"trip": given.get("trip"), "away": given.get("away", False), "code": given.get("shift")}
    rows["shifts"].append(shift)
    kinds = (PayKind.NIGHT, PayKind.AWAY, PayKind.SHIFT, PayKind.WEEKEND)
    rows["lines"] += [line(number, kind, 0) for kind in kinds]
    return rows


def outcomes(check: str, of_case: Callable[[int, Mapping[str, Any]], Rows]) -> Mapping[str, list[Told]]:
    """What the checks say of every case, each a worker of one set."""
    numbered = list(enumerate(models(check), start=1))
    whole: Rows = {"workers": [], "slips": [], "shifts": [], "lines": []}
    for number, model in numbered:
        for table, rows in of_case(number, given_in(model)).items():
            whole[table] += rows
    slips = whole["slips"]
    days = min(one["first"] for one in slips), max(one["last"] for one in slips)
    control = Control(*days, Firm(), BOOK)
    told: dict[str, list[Told]] = {model.id: [] for _, model in numbered}
    for row in judged_rows(whole, control, ("PAY-02", "PAY-03", "PAY-04")):
        told[numbered[row[1] - 1][1].id].append((row[0], row[2], row[3], Fraction(row[4] or 0, row[5] or 1)))
    return told


@cache
def floors() -> Mapping[str, list[Told]]:
    return outcomes("wage_floor", of_floor)


@cache
def leasts() -> Mapping[str, list[Told]]:
    return outcomes("least_pay", of_least)


@pytest.mark.parametrize("case", cases("wage_floor"))
def test_the_minimum_rate(case: CaseModel) -> None:
    told = [f"{outcome} {why}".strip() for check, outcome, why, _ in floors()[case.id] if check == "PAY-02"]
    assert told == [case.gives]


@pytest.mark.parametrize("case", cases("least_pay"))
def test_the_least_pay_of_a_day_is_what_lacks_when_nothing_is_paid(case: CaseModel) -> None:
    given: Mapping[str, Any] = case.given or {}
    paid = Fraction(given.get("real", 0) * given.get("minutes", 60), 60)
    total = paid + sum(lacking for _, _, _, lacking in leasts()[case.id])
    assert _kroner(total) == ("0.00" if case.gives == "absent" else case.gives)


@pytest.mark.parametrize("case", cases("settlement"))
def test_the_sums_of_the_guide_come_out_to_the_ore(case: CaseModel) -> None:
    given: Mapping[str, Any] = case.given or {}
    first, last = (one if isinstance(one, date) else date.fromisoformat(one) for one in (given["from"], given["to"]))
    rows = rows_of(1, given, (first, last), rate=given["paid"] * 100, ordinary_mmin=given["hours"] * 60_000)
    control = Control(first, last, Firm(pension_due=given.get("pension_due")), BOOK)
    db = run_some(rows, control, WAGE)
    sums = pay_sums(db, control)
    firm = sums.firm
    parts = (firm.wage_ore, firm.holiday_pay_ore, firm.pension_ore, firm.saving_ore, sums.withholding_ore or 0)
    assert " ".join([*(_kroner(Fraction(part)) for part in parts), str(sums.factor_status)]) == case.gives
    assert [worker for worker, _ in sums.workers] == ["w1"]
    told = next(findings(db))
    assert told.arithmetic == "160,00 t × (249,00 − 210,00) kr/t = 6 240,00 kr"
    assert told.rules == ("rates.construction.experienced@2025-06-15",)
