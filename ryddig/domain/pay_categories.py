"""Which minimum rate a worker has: the categories of each trade, and what age and experience make of them.

The employer states a category. Age and experience on the day of work may move it; what is not known leaves several
categories possible, and then only the lowest rate is certain.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from ryddig.domain.controls import add_months
from ryddig.domain.decision import Answer, Because
from ryddig.domain.law import Book
from ryddig.domain.pay_facts import Trade, Work
from ryddig.domain.pay_least import Least, either, figure_between, total

ADULT: Final = 18
TEST: Final = "wage_floor"
FARM_AGES: Final = range(16, 71)


@dataclass(frozen=True, slots=True)
class Rate:
    """Series of the rate, one that is added to it, one that gives the per cent of it to be paid."""

    rule: str
    plus: str = ""
    percent: str = ""


CATEGORIES: Final[Mapping[Trade, Mapping[str, Rate]]] = {
    Trade.CONSTRUCTION: {
        "skilled": Rate("rates.construction.skilled"),
        "experienced": Rate("rates.construction.experienced"),
        "unskilled": Rate("rates.construction.unskilled"),
        "under_18": Rate("rates.construction.under_18"),
    },
    Trade.CLEANING: {"adult": Rate("rates.cleaning.adult"), "under_18": Rate("rates.cleaning.under_18")},
    Trade.HOSPITALITY: {
        "adult": Rate("rates.hospitality.adult"),
        "age_18": Rate("rates.hospitality.age_18"),
        "age_17": Rate("rates.hospitality.age_17"),
        "under_17": Rate("rates.hospitality.under_17"),
    },
    Trade.ELECTRO: {"skilled": Rate("rates.electro.skilled"), "other": Rate("rates.electro.other")},
    Trade.SHIPYARD: {
        "skilled": Rate("rates.shipyard.skilled"),
        "specialist": Rate("rates.shipyard.specialist"),
        "helper": Rate("rates.shipyard.helper"),
    },
    Trade.FISH: {
        "skilled": Rate("rates.fish.skilled"),
        "production": Rate("rates.fish.production"),
        "skilled_under_18": Rate("rates.fish.skilled", percent="rates.fish.under_18"),
        "production_under_18": Rate("rates.fish.production", percent="rates.fish.under_18"),
    },
    Trade.AGRICULTURE: {
        "permanent_skilled": Rate("rates.agriculture.permanent", plus="rates.agriculture.certificate"),
        "permanent": Rate("rates.agriculture.permanent"),
        "permanent_under_18": Rate("rates.agriculture.permanent_under_18"),
        "seasonal": Rate("rates.agriculture.seasonal"),
        "seasonal_new": Rate("rates.agriculture.seasonal_new"),
        "seasonal_under_18": Rate("rates.agriculture.seasonal_under_18"),
    },
    Trade.ROAD_GOODS: {"every": Rate("rates.road_goods.every")},
    Trade.COACH: {"every": Rate("rates.coach.every")},
    Trade.CAR: {
        "skilled": Rate("rates.car.skilled"),
        "skilled_new": Rate("rates.car.skilled_new"),
        "helper_experienced": Rate("rates.car.helper_experienced"),
        "helper": Rate("rates.car.helper"),
    },
}
VEHICLE_OVER: Final = "rates.road_goods.vehicle_over"
TARIFF_GOES_FIRST: Final = (Trade.CLEANING, Trade.CAR)


def in_scope(work: Work, on: date, book: Book) -> Because:
    """Whether the trade's regulation covers the worker on the day. Unknown when a fact it asks for is not known."""
    if work.trade is None:
        return Because("in_scope", Answer.UNKNOWN, ("trade",))
    if work.outside:
        return Because("in_scope", Answer.NO, ("outside",))
    if work.trade in TARIFF_GOES_FIRST and work.tariff_bound:
        return Because("in_scope", Answer.NO, ("tariff_bound",))
    if work.trade is Trade.AGRICULTURE and work.born_on is not None and work.age(on) not in FARM_AGES:
        return Because("in_scope", Answer.NO, ("age",))
    return _vehicle(work, on, book) if work.trade is Trade.ROAD_GOODS else Because("in_scope", Answer.YES, ("trade",))


def _vehicle(work: Work, on: date, book: Book) -> Because:
    """Road haulage: heavier vehicles only, and not the firm's own goods."""
    if work.own_goods:
        return Because("in_scope", Answer.NO, ("own_goods",))
    entry = book.entry(VEHICLE_OVER, on)
    if entry is None or type(entry.value) is not int or work.vehicle_kg is None:
        return Because("in_scope", Answer.UNKNOWN, ("vehicle_kg",), rule=VEHICLE_OVER)
    answer = Answer.YES if work.vehicle_kg > entry.value else Answer.NO
    return Because(
        "in_scope", answer, ("vehicle_kg",), None, VEHICLE_OVER, entry.since, entry.value, entry.status, entry.source
    )


def floor(work: Work, on: date, book: Book, *, until: date | None = None) -> Least:
    """The minimum rate in øre per hour for work done on the day `on`; with `until` on some day from `on` to it.

    No bound where the regulation does not cover the worker; nothing certain where that is open.
    """
    if work.trade is None:
        return Least(why="trade_unknown", because=(Because(TEST, Answer.UNKNOWN, ("trade",)),))
    last, covered = until or on, in_scope(work, on, book)
    if covered.answer is Answer.NO:
        return Least(because=(covered,), why="not_covered")
    codes = dict.fromkeys((*possible_categories(work, on), *possible_categories(work, last)))
    rates = CATEGORIES[work.trade]
    bound = either(rate_on(rates[code], book, on, last=last) for code in codes)
    if covered.answer is Answer.UNKNOWN:
        return bound.never_sure("scope_unknown")
    return replace(bound, why=bound.why or "category_unknown") if len(codes) > 1 else bound


def rate_on(rate: Rate, book: Book, first: date, *, last: date | None = None) -> Least:
    """Øre per hour of a category on the day `first`, or on some day from it to `last`."""
    last = last or first
    bound = figure_between(book, rate.rule, first, last=last, test=TEST)
    if rate.plus:
        bound = total([bound, figure_between(book, rate.plus, first, last=last, test=TEST)])
    if rate.percent:
        part = figure_between(book, rate.percent, first, last=last, test=TEST)
        because = (*bound.because, *part.because)
        if part.asked is None:
            return Least(because=because, why=part.why)
        bound = replace(bound.times(part.asked / 100), because=because)
        return bound if part.proven else bound.never_sure(part.why)
    return bound


def possible_categories(work: Work, on: date) -> Sequence[str]:
    """Codes of the categories the worker may belong to on the day. One when all that matters is known."""
    if work.trade is None:
        return ()
    rule = _BY_TRADE.get(work.trade)
    known = work.category if work.category in CATEGORIES[work.trade] else ""
    if rule is not None:
        return rule(work, known, on)
    return (known,) if known else tuple(CATEGORIES[work.trade])


def _months(work: Work, on: date, months: int) -> bool | None:
    """Whether the experience is at least so many months on the day."""
    return None if work.experience_from is None else add_months(work.experience_from, months) <= on


def _more_than_weeks(work: Work, on: date, weeks: int) -> bool | None:
    return None if work.experience_from is None else work.experience_from + timedelta(weeks=weeks) <= on


def _choice(yes: str, no: str, *, if_known: bool | None) -> tuple[str, ...]:
    """One code when the fact is known, both when it is not."""
    return (yes, no) if if_known is None else (yes,) if if_known else (no,)


def _construction(work: Work, stated: str, on: date) -> tuple[str, ...]:
    """Under 18 has a rate of its own. A year in the trade lifts the unskilled."""
    age = work.age(on)
    if (age is not None and age < ADULT) or (age is None and stated == "under_18"):
        return ("under_18",)
    if stated == "skilled":
        return ("skilled",)
    if stated in ("unskilled", "experienced"):
        return (
            (stated,)
            if work.experience_from is None
            else _choice("experienced", "unskilled", if_known=_months(work, on, 12))
        )
    adults = ("skilled", *_choice("experienced", "unskilled", if_known=_months(work, on, 12)))
    return adults if age is not None else (*adults, "under_18")


def _cleaning(work: Work, stated: str, on: date) -> tuple[str, ...]:
    age = work.age(on)
    if age is not None:
        return ("adult",) if age >= ADULT else ("under_18",)
    return (stated,) if stated else ("adult", "under_18")


def _hospitality(work: Work, stated: str, on: date) -> tuple[str, ...]:
    """By age; from 18 four months' practice gives the adult rate, from 20 age alone does."""
    age = work.age(on)
    if age is None:
        return (stated,) if stated else tuple(CATEGORIES[Trade.HOSPITALITY])
    if age < ADULT:
        return ("age_17",) if age == ADULT - 1 else ("under_17",)
    if age >= ADULT + 2:
        return ("adult",)
    practised = _months(work, on, 4)
    return (
        (stated,)
        if practised is None and stated in ("adult", "age_18")
        else _choice("adult", "age_18", if_known=practised)
    )


def _fish(work: Work, stated: str, on: date) -> tuple[str, ...]:
    """Under 18 has a share of the rate; at 17 and after twelve weeks in the firm the whole."""
    age = work.age(on)
    kinds = (stated.removesuffix("_under_18"),) if stated else ("skilled", "production")
    if age is None:
        return (stated,) if stated else tuple(CATEGORIES[Trade.FISH])
    if age >= ADULT:
        return kinds
    whole = _more_than_weeks(work, on, 12) if age == ADULT - 1 else False
    return tuple(code for kind in kinds for code in _choice(kind, f"{kind}_under_18", if_known=whole))


def _agriculture(work: Work, stated: str, on: date) -> tuple[str, ...]:
    """Seasonal help climbs after twelve weeks, and after six months has the rate of permanent workers."""
    age = work.age(on)
    if stated.startswith("permanent"):
        if age is None:
            return (stated,)
        adult = "permanent" if stated == "permanent_under_18" else stated
        return ("permanent_under_18",) if age < ADULT else (adult,)
    if not stated:
        return tuple(CATEGORIES[Trade.AGRICULTURE])
    if _months(work, on, 6):
        grown = age >= ADULT if age is not None else stated != "seasonal_under_18"
        return ("permanent",) if grown else ("permanent_under_18", "permanent")
    if age is not None and age < ADULT:
        return ("seasonal_under_18",)
    if stated == "seasonal_under_18" and age is None:
        return (stated,)
    climbed = _more_than_weeks(work, on, 12)
    return (
        (stated,)
        if climbed is None and stated != "seasonal_under_18"
        else _choice("seasonal", "seasonal_new", if_known=climbed)
    )


def _car(work: Work, stated: str, on: date) -> tuple[str, ...]:
    """A year's practice lifts both the skilled and the helper."""
    if stated and work.experience_from is None:
        return (stated,)
    practised = _months(work, on, 12)
    skilled, helper = (
        _choice("skilled", "skilled_new", if_known=practised),
        _choice("helper_experienced", "helper", if_known=practised),
    )
    return skilled if stated.startswith("skilled") else helper if stated else (*skilled, *helper)


_BY_TRADE: Final[Mapping[Trade, Callable[[Work, str, date], tuple[str, ...]]]] = {
    Trade.CONSTRUCTION: _construction,
    Trade.CLEANING: _cleaning,
    Trade.HOSPITALITY: _hospitality,
    Trade.FISH: _fish,
    Trade.AGRICULTURE: _agriculture,
    Trade.CAR: _car,
}
