"""The Norwegian public holidays of a year, worked out from Easter. Sundays are asked for apart."""

from datetime import date, timedelta
from functools import cache
from typing import Final

SATURDAY: Final = 5
SUNDAY: Final = 6
FIXED: Final = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
FROM_EASTER: Final = (-3, -2, 0, 1, 39, 49, 50)


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the computus as given by Meeus, Jones and Butcher)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    lunar_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - lunar_shift + 15) % 30
    leaps, rest = divmod(of_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - rest) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


@cache
def movable_holidays(year: int) -> frozenset[date]:
    """Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension Day, Whit Sunday and Monday."""
    easter = easter_sunday(year)
    return frozenset(easter + timedelta(days=days) for days in FROM_EASTER)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The movable ones, 1 January, 1 and 17 May, 25 and 26 December."""
    return movable_holidays(year) | {date(year, month, day) for month, day in FIXED}


def is_rest_day(day: date) -> bool:
    """A Sunday or a public holiday."""
    return day.weekday() == SUNDAY or day in public_holidays(day.year)


def is_eve(day: date) -> bool:
    """Christmas, Easter and Whitsun Eve, when Sunday rest begins earlier (aml § 10-10)."""
    easter = easter_sunday(day.year)
    return (day.month, day.day) == (12, 24) or (day - easter).days in (-1, 48)


def is_farm_weekend(day: date) -> bool:
    """The days with weekend supplement for stockmen: Saturday and Sunday, 24 and 31 December, movable holidays and
    1 and 17 May (FOR-2024-10-21-2533 § 3)."""
    fixed = (day.month, day.day) in ((12, 24), (12, 31), (5, 1), (5, 17))
    return day.weekday() >= SATURDAY or fixed or day in movable_holidays(day.year)


def is_working_day(day: date, *, saturdays: bool = False) -> bool:
    """Monday to Friday that is no public holiday; Saturday too where `saturdays`, as some contracts count."""
    return not is_rest_day(day) and (saturdays or day.weekday() != SATURDAY)
