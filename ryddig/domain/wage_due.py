"""What the law says a worker must at least be paid for one day: ordinary hours, overtime, the supplements of the trade.

The rate is that of the day of work. Sums are exact øre.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

from ryddig.domain.decision import Answer
from ryddig.domain.law import Book
from ryddig.domain.pay_categories import floor, in_scope, possible_categories
from ryddig.domain.pay_facts import PayKind, ShiftPlan, Stretch, Trade, TripDay, Work, WorkerDay
from ryddig.domain.pay_least import Least, either, exactly, figure, highest, total
from ryddig.domain.public_holidays import is_farm_weekend

HOUR: Final = 60
PERCENT, PERMILLE, BASIS_POINTS = 100, 1_000, 10_000
LEGAL_OVERTIME: Final = "working_time.overtime_supplement"
OVERTIME_RATES: Final[Mapping[Trade, tuple[str, str]]] = {
    Trade.ELECTRO: ("rates.electro.overtime", "rates.electro.overtime_high"),
    Trade.SHIPYARD: ("rates.shipyard.overtime", "rates.shipyard.overtime_high"),
}
SHIFT_SHARES: Final[Mapping[tuple[Trade, ShiftPlan], tuple[str, int]]] = {
    (Trade.ELECTRO, ShiftPlan.TWO): ("rates.electro.shift_two", PERMILLE),
    (Trade.ELECTRO, ShiftPlan.THREE): ("rates.electro.shift_three", PERMILLE),
    (Trade.FISH, ShiftPlan.TWO): ("rates.fish.shift_two", PERCENT),
    (Trade.FISH, ShiftPlan.THREE): ("rates.fish.shift_three", PERCENT),
}
SHORTER_WEEK: Final[Mapping[ShiftPlan, str]] = {
    ShiftPlan.TWO: "shorter_36_5",
    ShiftPlan.THREE: "shorter_35_5",
    ShiftPlan.CONTINUOUS: "shorter_33_6",
}
TRADES_WITH_SHORTER_WEEK: Final = (Trade.ELECTRO, Trade.SHIPYARD)
NIGHT: Final = "rates.cleaning.night"
MIDDLE_DAY: Final = "rates.road_goods.middle_day"
FARM_WEEKEND: Final = "rates.agriculture.weekend"


def hours(minutes: int) -> Fraction:
    """Minutes as hours, exactly."""
    return Fraction(minutes, HOUR)


def hourly_due(work: Work, on: date, book: Book, *, until: date | None = None) -> Least:
    """Øre per ordinary hour on the day (with `until`: some day up to it): the minimum rate, in shift work raised for
    the shorter week. Electrical trades raise the real pay and yards the minimum rate; both reach at least this.
    """
    rate = floor(work, on, book, until=until)
    if work.plan is ShiftPlan.DAY or work.trade not in TRADES_WITH_SHORTER_WEEK:
        return rate
    rise = figure(book, f"rates.{work.trade}.{SHORTER_WEEK[work.plan]}", on, test="wage_floor")
    return total([rate, _part(rate, rise, BASIS_POINTS)])


def minutes_due(day: WorkerDay, book: Book) -> Least:
    """The minutes the day must be paid for: those worked, and a middle day of a haulage trip never under 7.5 hours."""
    worked = exactly(Fraction(day.minutes))
    if day.work.trade is not Trade.ROAD_GOODS or day.trip is not TripDay.MIDDLE:
        return worked
    covered = in_scope(day.work, day.worked_on, book).answer
    if covered is Answer.NO:
        return worked
    fewest = figure(book, MIDDLE_DAY, day.worked_on, test="middle_day")
    return highest(worked, fewest if covered is Answer.YES else fewest.never_sure("scope_unknown"))


def overtime_due(day: WorkerDay, real: Fraction, book: Book) -> Least:
    """The overtime supplement of the day in øre, on top of the ordinary pay for the hours.

    At least 40 per cent of the pay the worker has, `real` øre per hour, never counted lower than the minimum rate
    (aml § 10-6). Electrical trades and yards: at least 50 or 100 per cent of the minimum rate. The higher counts.
    """
    by_law = _overtime_by_law(day, real, book)
    return total(
        highest(by_law, *_overtime_of_trade(day, stretch, book)).times(hours(stretch.minutes))
        for stretch in day.stretches
        if stretch.overtime
    )


def _overtime_by_law(day: WorkerDay, real: Fraction, book: Book) -> Least:
    rate = floor(day.work, day.worked_on, book)
    return _part(
        highest(exactly(real), rate), figure(book, LEGAL_OVERTIME, day.worked_on, test="overtime_supplement"), PERCENT
    )


def _overtime_of_trade(day: WorkerDay, stretch: Stretch, book: Book) -> Iterator[Least]:
    """The trade's own supplement, of the minimum rate: higher at night, on Sundays and on public holidays."""
    rules = OVERTIME_RATES.get(day.work.trade) if day.work.trade else None
    if rules is not None and in_scope(day.work, day.worked_on, book).answer is not Answer.NO:
        share = figure(book, rules[stretch.night or stretch.rest_day], day.worked_on, test="overtime_supplement")
        yield _part(floor(day.work, day.worked_on, book), share, PERCENT)


def supplements_due(day: WorkerDay, book: Book) -> Mapping[PayKind, Least]:
    """The supplements of the trade for the day in øre, by kind: night, shift, away, weekend."""
    covered = in_scope(day.work, day.worked_on, book).answer
    found: dict[PayKind, list[Least]] = {}
    if covered is not Answer.NO:
        for kind, bound in _supplements(day, book):
            found.setdefault(kind, []).append(bound if covered is Answer.YES else bound.never_sure("scope_unknown"))
    return {kind: total(bounds) for kind, bounds in found.items()}


def _supplements(day: WorkerDay, book: Book) -> Iterator[tuple[PayKind, Least]]:
    work, on = day.work, day.worked_on
    night = sum(stretch.minutes for stretch in day.stretches if stretch.night)
    if work.trade is Trade.CLEANING and night:
        yield PayKind.NIGHT, _supplement(book, NIGHT, on).times(hours(night))
    if work.trade is Trade.SHIPYARD and day.away:
        rates = (_supplement(book, f"rates.shipyard.away_{code}", on) for code in possible_categories(work, on))
        yield PayKind.AWAY, either(rates).times(hours(day.minutes))
    if work.trade is Trade.AGRICULTURE and work.stockman and is_farm_weekend(on):
        share = _supplement(book, FARM_WEEKEND, on)
        yield PayKind.WEEKEND, _part(floor(work, on, book), share, PERCENT).times(hours(day.minutes))
    if work.trade is not None and (work.trade, work.plan) in SHIFT_SHARES:
        rule, whole = SHIFT_SHARES[work.trade, work.plan]
        yield PayKind.SHIFT, _part(floor(work, on, book), _supplement(book, rule, on), whole).times(hours(day.minutes))
    if work.trade is Trade.SHIPYARD:
        yield from ((PayKind.SHIFT, bound) for bound in _yard_shifts(day, book))


def _yard_shifts(day: WorkerDay, book: Book) -> Iterator[Least]:
    """Yards pay shifts in kroner, by which shift or which hours it is."""
    for stretch in day.stretches:
        rule = f"rates.shipyard.shift_{day.work.plan}_{stretch.shift}"
        if rule in book.series:
            yield _supplement(book, rule, day.worked_on).times(hours(stretch.minutes))


def _supplement(book: Book, rule: str, on: date) -> Least:
    return figure(book, rule, on, test="pay_supplement")


def _part(bound: Least, share: Least, whole: int) -> Least:
    """`share` out of `whole` of a bound, as sure as both."""
    because = tuple(dict.fromkeys((*share.because, *bound.because)))
    if share.asked is None or bound.asked is None:
        return Least(because=because, why=share.why or bound.why)
    part = replace(bound.times(share.asked / whole), because=because)
    return part if share.proven else part.never_sure(share.why)
