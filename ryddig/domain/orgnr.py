"""Norwegian organisation numbers: nine digits, the last a check digit by modulus 11 (weights 3 2 7 6 5 4 3 2)."""

import re
from dataclasses import dataclass
from operator import mul

from ryddig.domain.notices import Note

_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2, 1)
_LENGTH = 9
_LONGEST = 100
_GROUPING = re.compile(r"[\s.\u00a0\u2007\u2009\u202f\u2010-\u2015\-]+")
_AFFIXES = re.compile(r"^(?:(?:organisasjonsnummer|organisasjonsnr|orgnr|org|nr|no|vat|mva):?)+|(?:mva|vat)$")
_COUNTRY_SCHEMES = re.compile(r"^(?:0192|9908):")


@dataclass(frozen=True, slots=True)
class OrgnrReading:
    """What a text in a number field says: `digits` only when it is a number that passes; `notes` how it was written."""

    raw: str
    digits: str | None
    notes: tuple[Note, ...] = ()

    @property
    def empty(self) -> bool:
        """True when nothing was written."""
        return not self.raw.strip()


def passes(digits: str) -> bool:
    """Whether `digits` is nine digits with a right check digit. Says nothing of whether the unit exists."""
    if len(digits) != _LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    # as ASCII each digit is 48 too much, and 48 times all the weights is a multiple of 11
    weighed: int = sum(map(mul, _WEIGHTS, digits.encode()))
    return weighed % 11 == 0


def check_digit(first_eight: str) -> int | None:
    """The ninth digit for eight digits; None when modulus 11 gives 10, which is never issued."""
    rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS[:-1], first_eight, strict=True)) % 11
    check = 0 if rest == 0 else 11 - rest
    return None if check > _LENGTH else check


def read_orgnr(raw: str) -> OrgnrReading:
    """Nine digits from text as people write it: grouped, `NO…MVA`, `Org.nr. …`, Peppol `0192:…`. Never a guess."""
    if not raw.strip():
        return OrgnrReading(raw, None)
    if len(raw) > _LONGEST:
        return OrgnrReading(raw, None, (Note.ORGNR_TEXT,))
    notes: list[Note] = []
    plain = _COUNTRY_SCHEMES.sub("", raw.strip())
    joined = _GROUPING.sub("", plain)
    if joined != plain:
        notes.append(Note.ORGNR_GROUPED)
    bare = _AFFIXES.sub("", joined.casefold())
    if bare != joined.casefold() or plain != raw.strip():
        notes.append(Note.ORGNR_AFFIXES)
    if not (bare.isascii() and bare.isdigit()):
        return OrgnrReading(raw, None, (Note.ORGNR_TEXT,))
    if len(bare) != _LENGTH:
        return OrgnrReading(raw, None, (*notes, Note.ORGNR_LENGTH))
    if not passes(bare):
        return OrgnrReading(raw, None, (*notes, Note.ORGNR_CHECKSUM))
    return OrgnrReading(raw, bare, tuple(notes))
