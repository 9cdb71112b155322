"""Whether a worker was paid what was due, for a day and for a month. The readable rule.

The fast checks in `tables` must give the same answers; the reasons stand here. Every judgement says what is owed for
certain and what is only in question: a rate that is not official never carries a certain sum.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from ryddig.domain.decision import Answer, Because
from ryddig.domain.judgement import NOTHING, CheckOutcome, Judgement
from ryddig.domain.law import Book
from ryddig.domain.pay_base import Base, base_of, lines_of, overtime_paid, paid_minutes, sum_of, unexplained
from ryddig.domain.pay_categories import in_scope
from ryddig.domain.pay_facts import PayKind, Payslip, Stretch, WorkerDay, WorkerMonth
from ryddig.domain.pay_least import Least, answered, either, exactly, highest, total
from ryddig.domain.wage_due import HOUR, hourly_due, minutes_due, overtime_due, supplements_due

WAGE_FLOOR, OVERTIME, SUPPLEMENTS, HOURS_PAID = "PAY-02", "PAY-03", "PAY-04", "PAY-05"
LESS_THAN_AN_ORE: Final = Fraction(1)


@dataclass(frozen=True, slots=True)
class Paid:
    """What one day was paid: øre per ordinary hour, the overtime supplement, and each supplement of the trade.

    `overtime` and `supplements` are sums for the day in øre; None when nobody says.
    """

    per_hour: Fraction
    overtime: Fraction | None = None
    supplements: Mapping[PayKind, Fraction] | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """How far pay falls short of a bound: for certain, and possibly on top. `tested`: no gap means it was kept."""

    sure: Fraction
    open: Fraction
    tested: bool
    found: Fraction
    due: Least
    why: str = ""

    def times(self, factor: Fraction) -> "Gap":
        """The gap for so many hours."""
        return replace(
            self,
            sure=self.sure * factor,
            open=self.open * factor,
            found=self.found * factor,
            due=self.due.times(factor),
        )


def gap(paid: Base, due: Least) -> Gap:
    """At most paid against certainly due; surely paid against what may be asked."""
    sure = max(NOTHING, due.sure - paid.most)
    may_be = NOTHING if paid.surely is None or due.asked is None else max(NOTHING, due.asked - paid.surely)
    tested = paid.surely is not None and paid.certain and due.asked is not None and due.proven
    found = paid.most if paid.surely is None else paid.surely
    if not paid.certain:
        return Gap(NOTHING, max(sure, may_be), tested, found, due, paid.why)
    return Gap(sure, max(NOTHING, may_be - sure), tested, found, due, due.why or paid.why)


def not_stated(due: Least, why: str) -> Gap:
    """The gap where nobody says what was paid: all of it is in question."""
    return Gap(NOTHING, due.asked or NOTHING, tested=False, found=NOTHING, due=due, why=due.why or why)


def judge_day(day: WorkerDay, paid: Paid, book: Book) -> tuple[Judgement, ...]:
    """The minimum rate, the overtime supplement and the supplements of the trade for one day."""
    base, on = Base(paid.per_hour, paid.per_hour), day.worked_on
    covered = in_scope(day.work, on, book)
    found = [_floor_of([(day, covered)], base, (on, on), book=book)]
    if day.overtime:
        due = overtime_due(day, paid.per_hour, book)
        found.append(judged(OVERTIME, (on, on), [_of_sum(paid.overtime, due, "overtime_not_stated")]))
    for kind, due in supplements_due(day, book).items():
        known = None if paid.supplements is None else paid.supplements.get(kind, NOTHING)
        found.append(judged(SUPPLEMENTS, (on, on), [_of_sum(known, due, "supplement_not_stated")]))
    return tuple(found)


def least_pay(day: WorkerDay, book: Book, *, real: Fraction = NOTHING) -> Least:
    """Everything that must at least be paid for the day in øre. `real`: the agreed pay per hour where it is higher."""
    due = hourly_due(day.work, day.worked_on, book)
    rate = highest(exactly(real), due) if real else due
    ordinary = rate.times(minutes_due(day, book).sure / HOUR)
    return total([ordinary, overtime_due(day, real, book), *supplements_due(day, book).values()])


def judge_month(month: WorkerMonth, book: Book) -> tuple[Judgement, ...]:
    """Hours, minimum rate, overtime and supplements of one payslip and the days it pays for."""
    slip, base = month.payslip, base_of(month.payslip, book)
    period = (slip.first, slip.last)
    hours_paid = _hours_paid(month, base, book)
    if base is None:
        lacking = [_cannot(check, period, "base_not_stated") for check in (WAGE_FLOOR, OVERTIME, SUPPLEMENTS)]
        return (hours_paid, *lacking)
    return (
        hours_paid,
        _floor_of_month(month, base, book),
        _overtime_of_month(month, base, book),
        *_supplements_of_month(month, base, book),
    )


def _floor_of_month(month: WorkerMonth, base: Base, book: Book) -> Judgement:
    """PAY-02. Without a timesheet the lowest rate of the period is certain and the highest may be asked."""
    slip, period = month.payslip, (month.payslip.first, month.payslip.last)
    if month.days:
        covered = [(day, in_scope(day.work, day.worked_on, book)) for day in month.days]
        return _floor_of(covered, base, period, book=book)
    scope = in_scope(month.work, slip.last, book)
    if scope.answer is Answer.NO:
        return Judgement(WAGE_FLOOR, CheckOutcome.DOES_NOT_APPLY, *period, because=(scope,))
    per_hour, minutes = gap(base, hourly_due(month.work, slip.first, book, until=slip.last)), paid_minutes(slip)
    if minutes is None:
        told = judged(WAGE_FLOOR, period, [per_hour])
        return replace(told, unit="ore_per_hour", shortfall=NOTHING, in_question=NOTHING, why="hours_not_stated")
    return judged(WAGE_FLOOR, period, [per_hour.times(minutes / HOUR)])


def _floor_of(
    days: Sequence[tuple[WorkerDay, Because]], base: Base, period: tuple[date, date], *, book: Book
) -> Judgement:
    """PAY-02 by the rate of each day of work. Hours paid at several undated rates are compared as one sum."""
    covered = [day for day, scope in days if scope.answer is not Answer.NO]
    if not covered:
        because = tuple(dict.fromkeys(scope for _, scope in days))
        return Judgement(WAGE_FLOOR, CheckOutcome.DOES_NOT_APPLY, *period, because=because)
    gaps = [(hourly_due(day.work, day.worked_on, book), minutes_due(day, book).sure / HOUR) for day in covered]
    if base.several:
        whole = sum((length for _, length in gaps), NOTHING)
        paid = replace(base, most=base.most * whole, surely=None if base.surely is None else base.surely * whole)
        return judged(WAGE_FLOOR, period, [gap(paid, total(due.times(length) for due, length in gaps))])
    return judged(WAGE_FLOOR, period, [gap(base, due).times(length) for due, length in gaps])


def _overtime_of_month(month: WorkerMonth, base: Base, book: Book) -> Judgement:
    """PAY-03. The hours the slip itself calls overtime are certain; further overtime that the timesheet shows is a
    question until it is known whether averaging was agreed."""
    slip, period = month.payslip, (month.payslip.first, month.payslip.last)
    stated = slip.overtime_minutes or NOTHING
    shown = Fraction(sum(day.overtime for day in month.days)) if month.days else stated
    if not shown:
        return Judgement(OVERTIME, CheckOutcome.DOES_NOT_APPLY, *period)
    due, paid = _overtime_owed(month, base, stated, book=book), overtime_paid(slip, base)
    if paid is not None and stated > shown:
        paid = paid * shown / stated
    return judged(OVERTIME, period, [_shown(paid, due, month, base=base, why="overtime_not_stated")])


def _overtime_owed(month: WorkerMonth, base: Base, stated: Fraction, *, book: Book) -> Least:
    real = NOTHING if base.surely is None else base.surely
    if not month.days:
        one = (Stretch(HOUR, overtime=True),)
        days = [WorkerDay(on, month.work, one) for on in dict.fromkeys((month.payslip.first, month.payslip.last))]
        return either(overtime_due(day, real, book) for day in days).times(stated / HOUR)
    days = [day for day in month.days if day.overtime]
    due = [overtime_due(day, real, book) for day in days]
    whole = total(due)
    if month.averaging is False or stated >= sum(day.overtime for day in days):
        return whole
    lowest = min(bound.sure / day.overtime for bound, day in zip(due, days, strict=True))
    return replace(whole, sure=lowest * stated, why=whole.why or "overtime_not_recognised")


def _supplements_of_month(month: WorkerMonth, base: Base, book: Book) -> Iterator[Judgement]:
    """PAY-04, one judgement for each kind of supplement that the days call for."""
    slip, period = month.payslip, (month.payslip.first, month.payslip.last)
    due: dict[PayKind, list[Least]] = {}
    for day in month.days:
        for kind, bound in supplements_due(day, book).items():
            due.setdefault(kind, []).append(bound)
    for kind, bounds in due.items():
        lines = lines_of(slip, kind)
        paid = sum_of(lines) if lines else None
        yield judged(SUPPLEMENTS, period, [_shown(paid, total(bounds), month, base=base, why="supplement_not_stated")])
    if not due:
        why = "" if month.days else "timesheet_missing"
        outcome = CheckOutcome.DOES_NOT_APPLY if month.days else CheckOutcome.CANNOT_BE_TESTED
        yield Judgement(SUPPLEMENTS, outcome, *period, why=why)


def _hours_paid(month: WorkerMonth, base: Base | None, book: Book) -> Judgement:
    """PAY-05. Hours that are recorded and not paid are owed, unless the gross pay covers them all the same."""
    slip, period = month.payslip, (month.payslip.first, month.payslip.last)
    paid = paid_minutes(slip)
    if not month.days or paid is None:
        return _cannot(HOURS_PAID, period, "timesheet_missing" if not month.days else "hours_not_stated")
    worked = total(minutes_due(day, book) for day in month.days)
    told = Judgement(HOURS_PAID, CheckOutcome.KEPT, *period, worked.because, paid, worked.sure, "minutes")
    missing = worked.sure - paid
    if not missing and worked.asked == worked.sure:
        return told
    lacking = NOTHING if missing <= 0 or base is None else _not_covered(slip, base, worked=worked.sure, missing=missing)
    if lacking is not None and lacking >= LESS_THAN_AN_ORE:
        return replace(told, outcome=CheckOutcome.BREACH, shortfall=lacking)
    why = "more_hours_paid" if missing < 0 else "gross_covers_hours" if lacking is not None else "hours_differ"
    return replace(told, outcome=CheckOutcome.QUESTION, why=worked.why or why)


def _not_covered(slip: Payslip, base: Base, *, worked: Fraction, missing: Fraction) -> Fraction | None:
    """Øre lacking for the missing hours; None when the slip states no sum that could cover them."""
    per_hour = base.most
    if slip.gross_ore is not None:
        expected = per_hour * worked / HOUR + (overtime_paid(slip, base) or NOTHING)
        return min(expected - slip.gross_ore, per_hour * missing / HOUR)
    return per_hour * missing / HOUR if lines_of(slip, PayKind.ORDINARY) else None


def _shown(paid: Fraction | None, due: Least, month: WorkerMonth, *, base: Base, why: str) -> Gap:
    """Against what the slip shows; where it shows nothing, against the gross pay that nothing else explains."""
    if paid is not None:
        return gap(Base(paid, paid, certain=base.certain, why=base.why), due)
    left = unexplained(month.payslip, base, Fraction(sum(day.minutes for day in month.days)))
    return not_stated(due, why) if left is None else gap(Base(left, None, why=why), due)


def _of_sum(paid: Fraction | None, due: Least, why: str) -> Gap:
    return not_stated(due, why) if paid is None else gap(Base(paid, paid), due)


def _cannot(check: str, period: tuple[date, date], why: str) -> Judgement:
    return Judgement(check, CheckOutcome.CANNOT_BE_TESTED, *period, why=why)


def judged(check: str, period: tuple[date, date], gaps: Sequence[Gap]) -> Judgement:
    """One judgement of several gaps: a breach when anything is certain, a question when anything is open."""
    sure, may_be = sum((one.sure for one in gaps), NOTHING), sum((one.open for one in gaps), NOTHING)
    outcome = CheckOutcome.KEPT
    if sure or may_be:
        outcome = CheckOutcome.BREACH if sure else CheckOutcome.QUESTION
    elif not all(one.tested for one in gaps):
        outcome = CheckOutcome.CANNOT_BE_TESTED
    untested = [one.why for one in gaps if one.why and (one.open or not one.tested)]
    due = total(one.due for one in gaps)
    return Judgement(
        check,
        outcome,
        *period,
        because=answered(due.because, outcome),
        found=sum((one.found for one in gaps), NOTHING),
        due=due.sure if due.proven or due.asked is None else due.asked,
        shortfall=sure,
        in_question=may_be,
        why="" if outcome is CheckOutcome.KEPT else next(iter(untested), ""),
    )
