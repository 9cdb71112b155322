"""Which CPV codes of a contract open the extended tax certificate in eBevis: exactly those of a dated list."""

from collections.abc import Iterable
from datetime import date

from ryddig.domain.law import Book

RULE = "tax_certificate.extended_cpv"
_DIGITS = 8


def risk_cpv(codes: Iterable[str], *, book: Book, on: date) -> tuple[str, ...]:
    """The listed codes among `codes`, each as `45000000-7`. A code above or below a listed one does not count.

    `codes`: eight digits, or with a check digit that then must be the listed one. Empty before the list's first day.
    """
    entry = book.entry(RULE, on)
    listed = entry.value if entry is not None and isinstance(entry.value, tuple) else ()
    by_digits = {code[:_DIGITS]: code for code in listed}
    hits = [(code, by_digits.get(code[:_DIGITS])) for code in codes]
    return tuple(dict.fromkeys(hit for code, hit in hits if hit is not None and code in (hit, hit[:_DIGITS])))
