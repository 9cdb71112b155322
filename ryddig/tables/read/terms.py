"""Lengths of time: whole months from text, and options such as “2 x 12 mnd” or “1+1 år”."""

import re
from decimal import Decimal
from typing import Final

from ryddig.tables.read.faults import CellFault

MONTHS_IN_YEAR: Final = 12
MOST_MONTHS: Final = 1200
MOST_OPTIONS: Final = 20
_YEAR: Final = r"(?:års?|ar|år\.|years?|yrs?)"
_MONTH: Final = r"(?:måneder|månader|måned|månad|mndr?\.?|mn?d\.?|mån\.?|months?|mos?\.?)"
_YEARS_AND_MONTHS: Final = re.compile(
    rf"(?:(?P<years>\d{{1,3}}(?:[.,]\d{{1,2}})?) ?{_YEAR})?(?: ?(?:og|,|\+)? ?(?P<months>\d{{1,4}}) ?{_MONTH})?"
)
_BARE: Final = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?)")
_UNITS: Final = {"months": 1, "years": MONTHS_IN_YEAR}
_TIMES: Final = re.compile(
    rf"(?P<count>\d{{1,2}}) ?(?:x|×|\*|stk\. à|à|a) ?(?P<size>\d{{1,3}}) ?(?P<unit>{_YEAR}|{_MONTH})?"
)
_SUM: Final = re.compile(rf"(?P<sizes>\d{{1,3}}(?: ?[+;,] ?\d{{1,3}})*) ?(?P<unit>{_YEAR}|{_MONTH})?")
NO_OPTIONS: Final = frozenset({"nei", "ingen", "0", "no", "none"})


def months_of_text(text: str, unit: str = "") -> int:
    """Whole months of “24 mnd”, “2 år”, “1 år 6 mnd”; a bare number in the heading's `unit`. Raises CellFault."""
    cleaned = " ".join(text.lower().split())
    bare = _BARE.fullmatch(cleaned)
    if bare:
        return _in_heading_unit(bare[1].replace(",", "."), unit)
    match = _YEARS_AND_MONTHS.fullmatch(cleaned)
    if match is None or not (match["years"] or match["months"]):
        raise CellFault("months.not_months")
    years = Decimal((match["years"] or "0").replace(",", "."))
    return _checked(years * MONTHS_IN_YEAR + Decimal(match["months"] or 0))


def _in_heading_unit(number: str, unit: str) -> int:
    if not unit:
        raise CellFault("months.no_unit")
    return _checked(Decimal(number) * _UNITS[unit])


def _checked(months: Decimal) -> int:
    if months != months.to_integral_value():
        raise CellFault("months.not_whole")
    if not 0 < months <= MOST_MONTHS:
        raise CellFault("months.not_months")
    return int(months)


def months_of_options(text: str, unit: str = "") -> tuple[int, ...]:
    """Length in months of each option; a number without a unit counts in the heading's `unit`. Raises CellFault."""
    cleaned = " ".join(text.lower().split())
    if cleaned in NO_OPTIONS:
        return ()
    times, added = _TIMES.fullmatch(cleaned), _SUM.fullmatch(cleaned)
    match = times or added
    if match is None or not (match["unit"] or unit):
        raise CellFault("options.unclear")
    if times:
        sizes = [int(times["size"])] * int(times["count"])
    else:
        sizes = [int(size) for size in re.findall(r"\d+", match["sizes"])]
    stated = _unit_of(match["unit"]) if match["unit"] else unit
    if not 0 < len(sizes) <= MOST_OPTIONS:
        raise CellFault("options.unclear")
    return tuple(_checked(Decimal(size * _UNITS[stated])) for size in sizes)


def _unit_of(word: str) -> str:
    return "years" if re.fullmatch(_YEAR, word) else "months"
