"""Rows of canonical tables as the readable rule takes them: payslips with their days of work, judged in plain Python.

A shift belongs to the payslip that covers the day it begins; its hours after midnight have the law of their own day.
What a shift states of trade and category goes before the payslip, that before the worker, that before the firm.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, Final
from zoneinfo import ZoneInfo

from ryddig.domain.judgement import Judgement
from ryddig.domain.law import Book
from ryddig.domain.pay_categories import CATEGORIES
from ryddig.domain.pay_control import Firm
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
from ryddig.domain.time_limits import night_hours, ordinary_hours
from ryddig.domain.wages import judge_month
from ryddig.domain.work_record import BookedDay, Shift, booked_days, hours_only, in_order, stretches

OSLO: Final = ZoneInfo("Europe/Oslo")
Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]


def work_of(worker: Row, stated: Sequence[tuple[str | None, str | None]], firm: Firm) -> Work:
    """`stated`: trade and category as the rows state them, the nearest last. A category belongs to a trade: where a row
    states another, the one before it is dropped."""
    trade, category = worker.get("trade"), worker.get("category")
    for said, kind in stated:
        kept = category if said is None or trade is None or said == trade else None
        trade, category = said or trade, kept if kind is None else kind
    known = trade or (firm.trade and str(firm.trade))
    found = Trade(known) if known in set(Trade) else None
    return Work(
        found,
        category if found and category in CATEGORIES[found] else "",  # type: ignore[arg-type]  # rows are plain values
        worker.get("born_on"),
        worker.get("experience_from"),
        outside=worker.get("apprentice") or False,
        tariff_bound=firm.tariff_bound if worker.get("tariff_bound") is None else worker["tariff_bound"],
        plan=ShiftPlan(worker.get("plan") or "day"),
        stockman=worker.get("stockman") or False,
        vehicle_kg=worker.get("vehicle_kg"),
        own_goods=worker.get("own_goods") or False,
    )


def shift_of(row: Row) -> Shift:
    facts = {
        "break_minutes": row["break_minutes"],
        "overtime_minutes": row["overtime_minutes"],
        "code": row["code"] or "",
    }
    if not row["clocked"]:
        return hours_only(row["on_day"], row["minutes"], zone=OSLO, **facts)
    return Shift(row["starts"].replace(tzinfo=OSLO), row["ends"].replace(tzinfo=OSLO), **facts)


def slip_of(row: Row, lines: Sequence[Row]) -> Payslip:
    def part(name: str, of: int) -> Fraction | None:
        return None if row[name] is None else Fraction(row[name], of)

    return Payslip(
        row["first"],
        row["last"],
        part("rate", 100),
        part("ordinary_mmin", 1_000),
        part("overtime_mmin", 1_000),
        part("overtime_percent", 100),
        row["gross_ore"],
        row["month_ore"],
        tuple(
            PayLine(
                PayKind(one["kind"]),
                one["ore"],
                None if one["mmin"] is None else Fraction(one["mmin"], 1_000),
                one["counts_as_pay"],
            )
            for one in lines
            if one["kind"] in set(PayKind)
        ),
    )


def _stated(row: Row) -> tuple[str | None, str | None]:
    return row.get("trade"), row.get("category")


def months_of(rows: Rows, firm: Firm, book: Book) -> Iterator[tuple[int, WorkerMonth]]:
    """Every payslip with its days."""
    for worker in rows["workers"]:
        number = worker["worker"]
        slips = [row for row in rows["slips"] if row["worker"] == number]
        shifts = [row for row in rows["shifts"] if row["worker"] == number]
        days = _days(worker, slips, shifts, firm=firm, book=book)
        for slip in slips:
            lines = [line for line in rows["lines"] if line["slip"] == slip["slip"]]
            work = work_of(worker, [_stated(slip)], firm)
            yield slip["slip"], WorkerMonth(slip_of(slip, lines), work, days[slip["slip"]], firm.averaging)


def _days(
    worker: Row, slips: Sequence[Row], shifts: Sequence[Row], *, firm: Firm, book: Book
) -> Mapping[int, tuple[WorkerDay, ...]]:
    made = [(row, shift_of(row)) for row in shifts]
    row_of = {id(shift): row for row, shift in made}

    def slip_on(day: date) -> Row | None:
        return next((slip for slip in slips if slip["first"] <= day <= slip["last"]), None)

    def work(row: Row, day: date) -> Work:
        slip = slip_on(day)
        return work_of(worker, [*([_stated(slip)] if slip else []), _stated(row)], firm)

    ordered = in_order(shift for _, shift in made)
    last_on = {shift.booked_on: shift for shift in ordered}

    def usual(on: date) -> Any:
        slip = slip_on(on)
        who = work(row_of[id(last_on[on])], on) if slip else work_of(worker, [], firm)
        return ordinary_hours(who, firm.agreement, on, book=book)

    found: dict[int, dict[tuple[date, str, str], list[tuple[Stretch, Row, Work]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for booked in booked_days(ordered, usual):
        slip = slip_on(booked.on)
        left = booked.overtime
        for shift in reversed(booked.shifts):
            overtime = min(left, shift.minutes)
            left -= overtime
            alone = BookedDay(booked.on, (shift,), shift.minutes, overtime, shift.break_minutes)
            row = row_of[id(shift)]
            for on, stretch in stretches(alone, night=night_hours(book, booked.on)) if slip else ():
                key = on, row["trade"] or "", row["category"] or ""
                found[slip["slip"]][key].append((stretch, row, work(row, booked.on)))  # type: ignore[index]  # rows are plain values
    return defaultdict(tuple, {slip: tuple(_worker_days(days)) for slip, days in found.items()})


def _worker_days(days: Mapping[tuple[date, str, str], list[tuple[Stretch, Row, Work]]]) -> Iterator[WorkerDay]:
    for key in sorted(days):
        parts = days[key]
        pieces = sorted(
            (stretch for stretch, _, _ in parts), key=lambda one: (one.overtime, one.night or one.rest_day, one.shift)
        )
        trip = TripDay.MIDDLE if any(row["trip"] == "middle" for _, row, _ in parts) else TripDay.NONE
        yield WorkerDay(key[0], parts[0][2], tuple(pieces), trip, away=any(row["away"] for _, row, _ in parts))


def judged(rows: Rows, firm: Firm, book: Book) -> Mapping[tuple[int, str], list[Judgement]]:
    """What the readable rule says of every payslip, by payslip and check."""
    found: dict[tuple[int, str], list[Judgement]] = defaultdict(list)
    for slip, month in months_of(rows, firm, book):
        for one in judge_month(month, book):
            found[slip, one.check].append(one)
    return found


def clock(day: date, minute: int) -> datetime:
    """A clock time so many minutes into a day."""
    return datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
