"""Numbers, kroner and days the Norwegian way: hard spaces between thousands, comma for decimals, days in words."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date, format_datetime
from django.utils import timezone
from django.utils.translation import get_language

NBSP = "\u00a0"
LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB", "pl": "pl_PL", "lt": "lt_LT"}
DAY_SHAPES = {"long": "d. MMMM y", "short": "d. MMM y", "figures": "dd.MM.y", "month": "MMMM y"}
OTHER_DAY_SHAPES = {
    "en": {"long": "d MMMM y", "short": "d MMM y", "figures": "dd/MM/y", "month": "MMMM y"},
    "pl": {"long": "d MMMM y", "short": "d MMM y", "figures": "dd.MM.y", "month": "LLLL y"},
    "lt": {"long": "y 'm.' MMMM d 'd.'", "short": "y-MM-dd", "figures": "y-MM-dd", "month": "y 'm.' LLLL"},
}
OTHER_MOMENT_SHAPES = {"en": "d MMM y, HH:mm", "pl": "d MMM y, HH:mm", "lt": "y-MM-dd HH:mm"}
MILLION, BILLION = 1_000_000, 1_000_000_000
ORGNR_DIGITS = 9


def language() -> str:
    """The language in use: nb, nn or en, and in the portal also pl and lt."""
    given = (get_language() or "nb")[:2]
    return given if given in LOCALES else "nb"


def number(value: int) -> str:
    """1500000 -> `1 500 000` with hard spaces."""
    sign = "−" if value < 0 else ""
    return sign + f"{abs(value):,}".replace(",", NBSP)


def decimal(value: float, places: int = 1) -> str:
    """12.5 -> `12,5`; whole numbers without decimals. A point in English."""
    if float(value).is_integer():
        return number(int(value))
    shown = f"{value:.{places}f}"
    return shown if language() == "en" else shown.replace(".", ",")


def exact(value: Decimal) -> str:
    """A figure with the decimals it has: `10,2`; a point in English."""
    shown = f"{value:f}"
    return shown if language() == "en" else shown.replace(".", ",")


def amount(ore: int) -> str:
    """Øre as kroner without the unit: `1 500 000` or `236,54`."""
    kroner, rest = divmod(abs(ore), 100)
    point = "." if language() == "en" else ","
    return ("−" if ore < 0 else "") + number(kroner) + (f"{point}{rest:02d}" if rest else "")


def kroner(ore: int) -> str:
    """Øre as kroner with the unit: `1 500 000 kr`, in English `NOK 1 500 000`."""
    return _with_unit(amount(ore))


def kroner_short(ore: int) -> str:
    """Øre as kroner in few signs, for charts and tables: `1,5 mill. kr`, `2,1 mrd. kr`."""
    value = ore // 100
    english = language() == "en"
    if abs(value) >= BILLION:
        return _with_unit(decimal(round(value / BILLION, 1)) + NBSP + ("bn" if english else "mrd."))
    if abs(value) >= MILLION:
        return _with_unit(decimal(round(value / MILLION, 1)) + NBSP + ("m" if english else "mill."))
    return _with_unit(number(value))


def _with_unit(shown: str) -> str:
    if language() == "en":
        return f"NOK{NBSP}{shown}"
    return f"{shown}{NBSP}kr" if language() in ("nb", "nn") else f"{shown}{NBSP}NOK"


def as_day(value: object) -> date | None:
    """A day from a date, a moment or ISO text; None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def day(value: object, shape: str = "long") -> str:
    """`20. november 2026` (long), `20. nov. 2026` (short), `20.11.2026` (figures), `november 2026` (month).

    Empty for anything that is not a day.
    """
    found = as_day(value)
    return "" if found is None else _day_in(found, shape, language())


@lru_cache(maxsize=8192)
def _day_in(value: date, shape: str, spoken: str) -> str:
    shapes = OTHER_DAY_SHAPES.get(spoken, DAY_SHAPES)
    return format_date(value, shapes[shape], locale=LOCALES[spoken]).replace(" ", NBSP)


def moment(value: datetime) -> str:
    """Day and time of the clock: `20. nov. 2026 kl. 09.15`."""
    shape = OTHER_MOMENT_SHAPES.get(language(), "d. MMM y 'kl.' HH.mm")
    local = timezone.localtime(value)
    return format_datetime(local, shape, locale=LOCALES[language()])


def orgnr(value: str) -> str:
    """`912345678` -> `912 345 678`; anything else as it is."""
    whole = value.isdigit() and len(value) == ORGNR_DIGITS
    return NBSP.join((value[:3], value[3:6], value[6:])) if whole else value


def percent(part: float, whole: float) -> int:
    """`part` of `whole` as a whole per cent; 0 of nothing is 0."""
    return round(100 * part / whole) if whole else 0
