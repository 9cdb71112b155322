"""Dates as people write them in Norway. Order is always day, month, year, unless the year stands first (ISO).

Two-digit years are 2000–2079 and 1980–1999. A month or a year alone is refused: the day can decide which rules apply.
"""

import re
from datetime import date, datetime, timedelta
from math import isfinite
from typing import Final

from ryddig.tables.read.faults import CellFault

FIRST_YEAR, LAST_YEAR = 1950, 2099
_EXCEL_START: Final = date(1899, 12, 30)
_SERIAL: Final = re.compile(r"[1-9]\d{4}")
_TWO_DIGITS: Final = range(100)
_TWO_DIGITS_LAST_CENTURY: Final = range(80, 100)
_SERIALS: Final = range(18264, 73051)  # 1950-01-01 to 2099-12-31
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januar jan january",
            "februar feb february",
            "mars mar march",
            "april apr",
            "mai may",
            "juni jun june",
            "juli jul july",
            "august aug",
            "september sep sept",
            "oktober okt october oct",
            "november nov",
            "desember des december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = "(?P<name>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_TIME: Final = r"(?:[T ]+(?:kl\.? ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?(?P<zone> ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?"
_ISO: Final = re.compile(
    r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?P<bare>[+-]\d{2}:\d{2}|Z)?" + _TIME, re.IGNORECASE
)
_COMPACT: Final = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})")
_NORWEGIAN: Final = re.compile(
    r"(?P<day>\d{1,2})[-./ ] ?(?P<month>\d{1,2})[-./ ] ?(?P<year>\d{4}|\d{2})\.?" + _TIME, re.IGNORECASE
)
_WORDS: Final = re.compile(rf"(?P<day>\d{{1,2}})\.? ?{_MONTH} ?(?P<year>\d{{4}}|\d{{2}})", re.IGNORECASE)
_ONLY_MONTH: Final = re.compile(
    rf"{_MONTH}[ -]*(\d{{4}}|\d{{2}})|(0?[1-9]|1[0-2])[-./](19|20)\d{{2}}|(19|20)\d{{2}}[-./](0?[1-9]|1[0-2])",
    re.IGNORECASE,
)
_ONLY_YEAR: Final = re.compile(r"(19|20)\d{2}")


def date_of_text(text: str) -> date:
    """The date a text names. Raises CellFault when it names none, or not exactly one."""
    cleaned = " ".join(text.split())
    for pattern in (_ISO, _NORWEGIAN, _COMPACT, _WORDS):
        match = pattern.fullmatch(cleaned)
        if match:
            return _date_of(match)
    if _SERIAL.fullmatch(cleaned) and int(cleaned) in _SERIALS:
        return date_of_serial(int(cleaned))
    if _ONLY_MONTH.fullmatch(cleaned):
        raise CellFault("date.only_month")
    raise CellFault("date.only_year" if _ONLY_YEAR.fullmatch(cleaned) else "date.not_a_date")


def _date_of(match: re.Match[str]) -> date:
    parts = match.groupdict()
    if parts.get("zone"):
        raise CellFault("date.time_zone")
    month = _MONTHS[parts["name"].lower()] if parts.get("name") else int(parts["month"])
    try:
        return bounded(date(_year(parts["year"]), month, int(parts["day"])))
    except ValueError as error:
        raise CellFault("date.no_such_day") from error


def _year(text: str) -> int:
    year = int(text)
    if year > _TWO_DIGITS[-1]:
        return year
    return year + (1900 if year in _TWO_DIGITS_LAST_CENTURY else 2000)


def date_of_serial(days: float, offset: int = 0) -> date:
    """The date of Excel's day number; hours are cut off. `offset` is 1462 in a workbook that counts from 1904."""
    if not isfinite(days):
        raise CellFault("date.not_a_date")
    if int(days) + offset not in _SERIALS:
        raise CellFault("date.only_year" if FIRST_YEAR <= days <= LAST_YEAR else "date.not_a_date")
    return _EXCEL_START + timedelta(days=int(days) + offset)


def bounded(day: date) -> date:
    """The day itself, when it lies in the years a living contract can touch. A moment counts as its day."""
    if isinstance(day, datetime):
        day = day.date()
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CellFault("date.far_away")
    return day
