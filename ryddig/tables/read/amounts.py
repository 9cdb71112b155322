"""Norwegian amounts to øre. What is not exact is refused: nothing is rounded, converted or guessed.

Rules for text: spaces of every kind, and dots in groups of three, part thousands; the comma parts decimals; a dot
before one or two last digits parts decimals; `mill`, `mrd`, `tusen` and their kin multiply. A comma before three last
digits is refused, since it may be either; so is a dot before three last digits in front of `mill`.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite
from typing import Final

from ryddig.tables.read.faults import CellFault

MAX_ORE: Final = 10**12 * 100
ORE: Final = 100
SPACES: Final = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_SCALES: Final = {
    "": 1,
    "k": 1_000,
    "tnok": 1_000,
    "tusen": 1_000,
    "mill": 1_000_000,
    "mill.": 1_000_000,
    "mnok": 1_000_000,
    "million": 1_000_000,
    "millioner": 1_000_000,
    "millionar": 1_000_000,
    "mrd": 1_000_000_000,
    "mrd.": 1_000_000_000,
    "milliard": 1_000_000_000,
    "milliarder": 1_000_000_000,
    "milliardar": 1_000_000_000,
}
_SCALE: Final = "|".join(sorted((re.escape(word) for word in _SCALES if word), key=len, reverse=True))
_WHOLE: Final = re.compile(
    r"(?:nok|kr\.?)? ?(?P<minus>[-−–])? ?"
    r"(?P<number>\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d[\d.,]*) ?(?:,?[-–—])? ?"
    rf"(?P<scale>{_SCALE})? ?(?:nok|kr\.?|kroner)?(?:,-)?"
)
_GROUPED: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?")
_GROUPED_ENGLISH: Final = re.compile(r"\d{1,3}(?:,\d{3})+\.\d{1,2}|\d{1,3}(?:,\d{3}){2,}")
_PLAIN: Final = re.compile(r"\d+(?:[.,]\d{1,2})?")
_SCALED: Final = re.compile(r"\d+(?:,\d{1,9}|\.\d{1,2}|\.\d{4,9})?")
_COMMA_OR_DOT_BEFORE_THREE: Final = re.compile(r"\d{1,3}[.,]\d{3}")
_BARE: Final = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+|[0-9]{1,15}")
_REFUSED: Final = (
    ("amount.with_vat", re.compile(r"\b(inkl|ink|incl|med|m)\.?/?\s*(mva|moms|vat)")),
    ("amount.approximate", re.compile(r"\b(ca|cirka|circa|omtrent|rundt|anslag|anslagsvis|om lag|estimert)\b|[~≈]")),
    ("amount.currency", re.compile(r"[€$£¥]|(?<![a-z])(eur|usd|sek|dkk|gbp|euro|dollar)\b")),
    ("amount.percent", re.compile(r"%|\bprosent\b")),
    (
        "amount.range",
        re.compile(r"[<>≤≥]|\b(inntil|opp til|opptil|maks|minst|over|under|til|mellom)\b|\d\s*[-–—]\s*\d"),
    ),
)
_WITHOUT_VAT: Final = re.compile(r"\(?\b(eks|ekskl|ex|excl|uten|utan|u)\.?/?\s*(mva|moms|vat)\.?\)?")


def ore_of_text(text: str, scale: int = 1) -> int:
    """Øre of an amount as people write it; `scale` is what the header says (1000 for “i 1000 kr”). Raises CellFault."""
    if scale == 1 and _BARE.fullmatch(text):
        return _bounded(int("".join(text.split())) * ORE)
    lower = SPACES.sub(" ", _WITHOUT_VAT.sub("", text.lower())).strip()
    for code, pattern in _REFUSED:
        if pattern.search(lower):
            raise CellFault(code)
    match = _WHOLE.fullmatch(lower)
    if match is None:
        raise CellFault("amount.not_a_number")
    if match["minus"]:
        raise CellFault("amount.negative")
    stated = _SCALES[match["scale"] or ""]
    if stated != 1 and scale != 1:
        raise CellFault("amount.scaled_twice")
    number = match["number"].replace(" ", "").rstrip(",.")
    return _whole_ore(_decimal(number, scaled=stated * scale != 1) * stated * scale)


def _decimal(number: str, *, scaled: bool) -> Decimal:
    if (_SCALED if scaled else _PLAIN).fullmatch(number):
        return Decimal(number.replace(",", "."))
    if scaled and _COMMA_OR_DOT_BEFORE_THREE.fullmatch(number):
        raise CellFault("amount.ambiguous")
    if _GROUPED.fullmatch(number):
        return Decimal(number.replace(".", "").replace(",", "."))
    if _GROUPED_ENGLISH.fullmatch(number):
        return Decimal(number.replace(",", ""))
    if _COMMA_OR_DOT_BEFORE_THREE.fullmatch(number):
        raise CellFault("amount.ambiguous")
    raise CellFault("amount.too_precise" if re.fullmatch(r"[\d.]+[.,]\d{3,}", number) else "amount.not_a_number")


def ore_of_number(value: float, scale: int = 1) -> int:
    """Øre of a number cell, rounded to whole øre: what a spreadsheet stores beyond that is noise of its arithmetic."""
    if not isfinite(value):
        raise CellFault("amount.not_a_number")
    if abs(value) > MAX_ORE:  # too many digits to be counted in øre at all
        raise CellFault("amount.too_large")
    ore = int((Decimal(repr(value)) * ORE * scale).quantize(Decimal(1), ROUND_HALF_UP))
    if ore < 0:
        raise CellFault("amount.negative")
    return _bounded(ore)


def _whole_ore(kroner: Decimal) -> int:
    ore = kroner * ORE
    if ore != ore.to_integral_value():
        raise CellFault("amount.too_precise")
    return _bounded(int(ore))


def _bounded(ore: int) -> int:
    if ore > MAX_ORE:
        raise CellFault("amount.too_large")
    return ore
