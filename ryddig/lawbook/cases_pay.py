"""Worked cases of pay and working time: the fixtures a lawyer writes, run through the readable rule of the domain."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ryddig.domain.judgement import gravest
from ryddig.domain.law import Book
from ryddig.domain.pay_facts import (
    PayKind,
    PayLine,
    Payslip,
    ShiftPlan,
    Stretch,
    Trade,
    TripDay,
    Work,
    WorkerDay,
    WorkerMonth,
)
from ryddig.domain.settlement import Terms, settle
from ryddig.domain.time_limits import Agreement
from ryddig.domain.time_view import TimeRecord
from ryddig.domain.wages import WAGE_FLOOR, judge_month, least_pay
from ryddig.domain.work_record import Shift
from ryddig.domain.working_time import judge_working_time

Given = Mapping[str, Any]
HOUR = 60
WORK_FACTS = (
    "category",
    "born_on",
    "experience_from",
    "outside",
    "tariff_bound",
    "stockman",
    "vehicle_kg",
    "own_goods",
)
DAY_KINDS = ("overtime", "night", "rest_day", "shift")


def _work(given: Given) -> Work:
    known = {name: given[name] for name in WORK_FACTS if name in given}
    return Work(Trade(given["trade"]), plan=ShiftPlan(given.get("plan", "day")), **known)


def _least_pay(given: Given, book: Book) -> str:
    """{trade, category, on, minutes, real, overtime, night, rest_day, shift, away, trip, vehicle_kg, …}"""
    kinds = {name: given[name] for name in DAY_KINDS if name in given}
    stretch = Stretch(given.get("minutes", HOUR), **kinds)
    trip = TripDay(given.get("trip", "none"))
    day = WorkerDay(given["on"], _work(given), (stretch,), trip, away=given.get("away", False))
    bound = least_pay(day, book, real=Fraction(given.get("real", 0)))
    return "absent" if bound.asked is None else _kroner(bound.sure)


def _kroner(ore: Fraction) -> str:
    """Exact kroner with at least two decimals."""
    shown = f"{Decimal(ore.numerator) / (ore.denominator * 100):f}"
    whole, _, decimals = shown.partition(".")
    return f"{whole}.{decimals:0<2}"


def _wage_floor(given: Given, book: Book) -> str:
    """{trade, category, on, paid, hours, allowance, allowance_counts, …}: øre per hour"""
    minutes = Fraction(given.get("hours", 1)) * HOUR
    hours = Fraction(given.get("hours", 1))
    lines = [PayLine(PayKind.ORDINARY, int(given["paid"] * hours), minutes)]
    if "allowance" in given:
        counts = given.get("allowance_counts")
        lines.append(PayLine(PayKind.POSTING_ALLOWANCE, int(given["allowance"] * hours), counts_as_pay=counts))
    slip = Payslip(given["on"], given.get("until", given["on"]), ordinary_minutes=minutes, lines=tuple(lines))
    found = judge_month(WorkerMonth(slip, _work(given)), book)
    judged = next(one for one in found if one.check == WAGE_FLOOR)
    return f"{judged.outcome} {judged.why}".strip()


def _working_time(given: Given, book: Book) -> str:
    """{shifts: [{start, end, break, overtime}], from, to, agreement, born_on, check}"""
    shifts = tuple(
        Shift(
            datetime.fromisoformat(one["start"]),
            datetime.fromisoformat(one["end"]),
            one.get("break", 0),
            one.get("overtime"),
        )
        for one in given["shifts"]
    )
    first, last = given.get("from") or shifts[0].booked_on, given.get("to") or shifts[-1].booked_on
    agreement = Agreement(given.get("agreement", "none"))
    record = TimeRecord(shifts, first, last, agreement, born_on=given.get("born_on"))
    judged = judge_working_time(record, book)
    return str(gravest(one.outcome for one in judged if one.check == given["check"]))


def _settlement(given: Given, book: Book) -> str:
    """{trade, category, from, to, paid, hours, pension_due, born_on}: øre per hour; gives the five sums in kroner"""
    first, last = _day(given["from"]), _day(given["to"])
    minutes = Fraction(given["hours"]) * HOUR
    slip = Payslip(first, last, rate=Fraction(given["paid"]), ordinary_minutes=minutes)
    found = judge_month(WorkerMonth(slip, _work(given)), book)
    sums = settle(found, Terms(last, given.get("born_on"), pension_due=given.get("pension_due")), book)
    parts = (sums.wage_ore, sums.holiday_pay_ore, sums.pension_ore, sums.saving_ore, sums.withholding_ore or 0)
    return " ".join([*(_kroner(Fraction(part)) for part in parts), str(sums.factor_status or "contract")])


def _day(given: date | str) -> date:
    return given if isinstance(given, date) else date.fromisoformat(given)


PAY_CHECKS: Mapping[str, Callable[[Given, Book], str]] = {
    "least_pay": _least_pay,
    "wage_floor": _wage_floor,
    "working_time": _working_time,
    "settlement": _settlement,
}
