"""The careful readers: one text of a payroll file becomes a value, or a CellFault. pay_sql.py reads the common
notations fast and leaves all others to these; where both read a text they agree (tests/tables/test_pay_agree.py)."""

import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from zoneinfo import ZoneInfo

from ryddig.tables.read.amounts import SPACES
from ryddig.tables.read.cells import NO, YES
from ryddig.tables.read.dates import FIRST_YEAR, LAST_YEAR, date_of_serial, date_of_text
from ryddig.tables.read.faults import CellFault
from ryddig.tables.read.header import fold_heading

OSLO: Final = ZoneInfo("Europe/Oslo")
DAY_MINUTES: Final = 1440
LONGEST: Final = 200
_EXCEL_ZERO: Final = datetime(1899, 12, 31)  # noqa: DTZ001 - a clock time has no zone
_EXCEL_TIME: Final = re.compile(r"(1899-12-3[01]|1900-\d\d-\d\d) (\d\d):(\d\d):(\d\d)")
_CLOCK: Final = re.compile(r"(?:kl\.? ?)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?", re.IGNORECASE)
_CLOCK_BARE: Final = re.compile(r"(?:kl\.? ?)?(\d{1,2})|(\d{1,2})(\d{2})", re.IGNORECASE)
_MOMENT: Final = re.compile(
    r"(?P<day>\S+?)(?:T|[ ,]+(?:kl\.? ?)?)(?P<clock>\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?)"
)
_ZONED: Final = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))", re.IGNORECASE
)
_SPAN: Final = re.compile(r"(?:fra )?(?:kl\.? ?)?(.{1,8}?) ?(?:-|–|—|−|til|to) ?(?:kl\.? ?)?(.{1,8})", re.IGNORECASE)
_FRACTION: Final = re.compile(r"0[.,]\d{2,}|1|0")
_H: Final = r"(?:timer|timar|time|hours?|hrs?|t|h)\.?"
_M: Final = r"(?:minutter|minutt|minutes?|mins?|m)\.?"
_HOURS_MINUTES: Final = re.compile(rf"(\d{{1,4}}) ?{_H}[ ,]*(?:og )?(\d{{1,2}}) ?(?:{_M})?", re.IGNORECASE)
_ONLY_HOURS: Final = re.compile(rf"(-?[\d.,]{{1,12}}) ?{_H}", re.IGNORECASE)
_ONLY_MINUTES: Final = re.compile(rf"(-?[\d.,]{{1,12}}) ?{_M}", re.IGNORECASE)
_H_MM: Final = re.compile(r"(-?)(\d{1,5}):(\d{2})(?::(\d{2}))?")
_NUMBER: Final = re.compile(r"-?\d{1,9}(?:[.,]\d{1,9})?")
_MONEY_WORDS: Final = re.compile(
    r"^(?:nok|kr\.?) ?|(?: ?(?:nok|kr\.?|kroner))?(?:,-)?$|(?: ?/ ?(?:t|time|h))$", re.IGNORECASE
)
_GROUPS: Final = re.compile(
    r"\d{1,3}(?: \d{3})+(?:[.,]\d{1,6})?|\d{1,3}(?:\.\d{3})+,\d{1,6}|\d{1,3}(?:,\d{3})+\.\d{1,6}"
    r"|\d{1,3}(?:([.,])\d{3}){2,}"
)
_EITHER: Final = re.compile(r"\d{1,3}([.,])\d{3}")
_FOREIGN: Final = re.compile(r"[€$£]|\b(?:eur|usd|sek|dkk|gbp|pln|euro)\b", re.IGNORECASE)
_YEAR_MONTH: Final = re.compile(r"(\d{4})[-./ ]?(\d{1,2})|(\d{1,2})[-./ ](\d{4})")
_MONTH_NAME: Final = re.compile(r"([a-zæøå]{3,9})\.?[ -]*(\d{4}|\d{2})", re.IGNORECASE)
_TWO_DAYS: Final = re.compile(r"(\S{6,10}) ?(?:-|–|—|til|to) ?(\S{6,10})", re.IGNORECASE)
MOST_ORE: Final = 10**12
_SHARE, _LEAST_PERCENT = 1, 5


def day(text: str) -> date:
    """A day: as `date_of_text`; a moment counts as its day in Norway, Excel's day number as its day."""
    if _ZONED.fullmatch(text):
        return _local(text).date()
    return date_of_text(text)


def _local(text: str) -> datetime:
    """The clock time in Norway of a moment with a time zone."""
    cleaned = text.upper().replace("UTC", "Z").replace(" ", "T", 1).replace(" ", "").replace("Z", "+00:00")
    try:
        return datetime.fromisoformat(cleaned).astimezone(OSLO).replace(tzinfo=None)
    except (ValueError, OverflowError) as error:
        raise CellFault("clock.no_such_time") from error


def moment(text: str) -> tuple[date | None, int | None]:
    """Day and clock in minutes; either may be missing. `0830`, `8.30`, `kl. 8`, `02.01.2026 08:30`, ISO, Excel."""
    if _ZONED.fullmatch(text):
        local = _local(text)
        return local.date(), local.hour * 60 + local.minute
    excel = _EXCEL_TIME.fullmatch(text)
    if excel:
        return None, _excel_minutes(excel)
    match = _MOMENT.fullmatch(text)
    if match:
        return date_of_text(match["day"]), _clock(match["clock"])
    try:
        return None, _clock(text)
    except CellFault as fault:
        if fault.code == "clock.no_such_time":
            raise
    return _day_or_clock_fault(text)


def _day_or_clock_fault(text: str) -> tuple[date | None, int | None]:
    try:
        return date_of_text(text), None
    except CellFault as fault:
        if fault.code == "date.not_a_date":
            raise CellFault("clock.not_a_time") from fault
        raise


def _excel_minutes(match: re.Match[str]) -> int:
    stood = datetime.fromisoformat(match[0])
    minutes = round((stood - _EXCEL_ZERO) / timedelta(minutes=1))
    if not 0 <= minutes <= DAY_MINUTES:
        raise CellFault("clock.no_such_time")
    return minutes


def _clock(text: str) -> int:
    """Minutes after midnight, 0 to 1440."""
    match = _CLOCK.fullmatch(text)
    if match:
        return _minutes(int(match[1]), int(match[2]), int(match[3] or 0))
    if _FRACTION.fullmatch(text) and text not in ("0", "1"):
        return int((Decimal(text.replace(",", ".")) * DAY_MINUTES).quantize(Decimal(1), ROUND_HALF_UP))
    match = _CLOCK_BARE.fullmatch(text)
    if match:
        return _minutes(int(match[1] or match[2]), int(match[3] or 0), 0)
    raise CellFault("clock.not_a_time")


def _minutes(hour: int, minute: int, second: int) -> int:
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and minute):  # noqa: PLR2004 - a clock
        raise CellFault("clock.no_such_time")
    return hour * 60 + minute


def span(text: str) -> tuple[int, int]:
    """Start and end of one cell: `08.30–16.30`, `8-16`, `kl. 0830 til 1630`."""
    match = _SPAN.fullmatch(text)
    if match is None:
        raise CellFault("span.unclear")
    try:
        return _clock(match[1].strip()), _clock(match[2].strip())
    except CellFault as fault:
        raise CellFault("clock.no_such_time" if fault.code == "clock.no_such_time" else "span.unclear") from fault


def hours(text: str, *, unit: str = "hours") -> int:
    """Thousandths of a minute of `8,5`, `8:30`, `8t 30m`, `450 min`. A bare number counts in `unit`."""
    excel = _EXCEL_TIME.fullmatch(text)
    if excel:
        return round((datetime.fromisoformat(excel[0]) - _EXCEL_ZERO) / timedelta(minutes=1)) * 1000
    match = _H_MM.fullmatch(text)
    if match:
        return _signed(match[1], int(match[2]), int(match[3]), seconds=int(match[4] or 0))
    match = _HOURS_MINUTES.fullmatch(text)
    if match:
        return _signed("", int(match[1]), int(match[2]), seconds=0)
    for pattern, factor in ((_ONLY_HOURS, 60_000), (_ONLY_MINUTES, 1_000)):
        match = pattern.fullmatch(text)
        if match and _NUMBER.fullmatch(match[1]):
            return _times(match[1], factor)
    bare = SPACES.sub("", text)
    if not _NUMBER.fullmatch(bare):
        raise CellFault(
            "worked_hours.unit_days" if re.search(r"\bdag|\bday", text, re.IGNORECASE) else "worked_hours.not_hours"
        )
    return _times(bare, 60_000 if unit == "hours" else 1_000)


def _signed(minus: str, whole: int, minutes: int, *, seconds: int) -> int:
    if minutes > 59 or seconds > 59:  # noqa: PLR2004 - a clock
        raise CellFault("worked_hours.not_hours")
    value = whole * 60_000 + minutes * 1_000 + round(Decimal(seconds * 1_000) / 60)
    return -value if minus else value


def _times(number: str, factor: int) -> int:
    """The number times the factor, in whole thousandths of a minute; Excel's noise beyond that is rounded off."""
    return int((Decimal(number.replace(",", ".")) * factor).quantize(Decimal(1), ROUND_HALF_UP))


def break_(text: str) -> tuple[int | None, int | None]:
    """(thousandths of a minute, None) when the unit stands in the cell; else (None, thousandths of the bare number)."""
    bare = SPACES.sub("", text)
    if _NUMBER.fullmatch(bare):
        return None, _times(bare, 1_000)
    try:
        return hours(text), None
    except CellFault as fault:
        raise CellFault("break.not_a_break") from fault


def number(text: str, *, decimal: str = "", whole_from: int = 1) -> Decimal:
    """A number as people write it. `decimal`: the sign that parts decimals where the column shows it. A sign before
    three last digits may be either: then it counts as decimals only when what stands before is at least `whole_from`
    and the column does not show otherwise."""
    if _FOREIGN.search(text):
        raise CellFault("amount.currency")
    cleaned = SPACES.sub(" ", text).strip().replace("−", "-").replace("–", "-")
    cleaned = _MONEY_WORDS.sub("", _MONEY_WORDS.sub("", cleaned)).strip()
    minus = cleaned.startswith("-") or cleaned.endswith("-") or (cleaned.startswith("(") and cleaned.endswith(")"))
    cleaned = cleaned.strip("-() ")
    value = _unsigned(cleaned, decimal, whole_from)
    return -value if minus else value


def _unsigned(text: str, decimal: str, whole_from: int) -> Decimal:
    either = _EITHER.fullmatch(text)
    if either:
        if either[1] == decimal or (
            not decimal and whole_from > 1 and int(text.split(either[1], maxsplit=1)[0]) >= whole_from
        ):
            return Decimal(text.replace(",", "."))
        if not decimal:
            raise CellFault("amount.ambiguous")
    if _GROUPS.fullmatch(text) or either:
        last = max(text.rfind(","), text.rfind("."))
        grouped = either or (last >= 0 and text.count(text[last]) > 1)
        if grouped or last < 0:
            return Decimal(re.sub(r"[ .,]", "", text))
        return Decimal(re.sub(r"[ .,]", "", text[:last]) + "." + text[last + 1 :])
    if re.fullmatch(r"\d{1,15}(?:[.,]\d{1,9})?", text):
        return Decimal(text.replace(",", "."))
    raise CellFault("amount.not_a_number")


def money(text: str, *, decimal: str = "") -> int:
    """Øre, with sign; half an øre away from zero."""
    ore = int((number(text, decimal=decimal) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    if abs(ore) > MOST_ORE:
        raise CellFault("amount.too_large")
    return ore


def rate(text: str, *, decimal: str = "") -> int:
    """Hundredths of an øre per hour."""
    value = number(text, decimal=decimal, whole_from=20) * 10_000
    if value != value.to_integral_value():
        value = value.quantize(Decimal(1), ROUND_HALF_UP)
    if not 0 <= value <= MOST_ORE:
        raise CellFault("amount.negative" if value < 0 else "amount.too_large")
    return int(value)


def percent(text: str, *, in_percent: bool = False) -> int:
    """Hundredths of a per cent. `0,4` is a share and means 40 per cent, unless the cell or the heading says per cent;
    more than 1 and less than 5 may be either, or a factor, and is refused."""
    bare = re.sub(r" ?(?:%|prosent|pst\.?)$", "", text.strip(), flags=re.IGNORECASE)
    if not _NUMBER.fullmatch(bare):
        raise CellFault("percent.not_a_percent")
    value = Decimal(bare.replace(",", "."))
    if value < 0:
        raise CellFault("percent.not_a_percent")
    if bare == text.strip() and not in_percent:
        if _SHARE < value < _LEAST_PERCENT:
            raise CellFault("percent.unclear")
        value = value * 100 if value <= _SHARE else value
    return int((value * 100).quantize(Decimal(1), ROUND_HALF_UP))


def month(text: str) -> tuple[date, date]:
    """First and last day of a pay period: a month (`2026-01`, `01.2026`, `202601`, `januar 2026`) or two days."""
    days = _TWO_DAYS.fullmatch(text)
    if days:
        first, last = date_of_text(days[1]), date_of_text(days[2])
        if last < first:
            raise CellFault("period.backwards")
        return first, last
    match = _YEAR_MONTH.fullmatch(text)
    if match:
        return whole_month(int(match[1] or match[4]), int(match[2] or match[3]))
    match = _MONTH_NAME.fullmatch(text)
    if match:
        try:
            begins = date_of_text(f"1. {match[1]} {match[2]}")
        except CellFault as fault:
            raise CellFault("period.not_a_period") from fault
        return whole_month(begins.year, begins.month)
    try:
        begins = date_of_text(text)
    except CellFault as fault:
        raise CellFault("period.not_a_period") from fault
    if begins.day != 1:
        raise CellFault("period.only_a_day")
    return whole_month(begins.year, begins.month)


def whole_month(year: int, number: int) -> tuple[date, date]:
    """First and last day of a month."""
    if not (1 <= number <= 12 and FIRST_YEAR <= year <= LAST_YEAR):  # noqa: PLR2004 - months of a year
        raise CellFault("period.not_a_period")
    first = date(year, number, 1)
    following = date(year + number // 12, number % 12 + 1, 1)
    return first, following - timedelta(days=1)


def yes_no(text: str) -> bool:
    """Ja or nei."""
    word = fold_heading(text)
    if word not in YES and word not in NO:
        raise CellFault("yes_no.unclear")
    return word in YES


def whole(text: str) -> int:
    """A whole number; spaces and a decimal part of zeros do not count."""
    bare = re.sub(r"[.,]0+$", "", SPACES.sub("", text))
    if not (bare.isascii() and bare.isdigit()):
        raise CellFault("number.not_whole")
    return int(bare[:9])


def serial_day(text: str) -> date:
    """A day number of Excel."""
    return date_of_serial(int(text))
