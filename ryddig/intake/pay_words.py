"""The words of payroll files, taken out of the lawbook's glossary: `field: pay=hours` names a column."""

from collections.abc import Iterable
from typing import Final

from ryddig.domain.law import Book
from ryddig.tables.read.header import fold_heading
from ryddig.tables.read.pay_reading import PayWords

_FIELDS: Final = {
    "pay": "columns",
    "trade": "trades",
    "rate_category": "categories",
    "pay_kind": "kinds",
    "pay_ground": "grounds",
    "pay_card": "cards",
}


def pay_words(book: Book) -> PayWords:
    """Headings and values of the glossary as the pay readers take them. The code itself is always a word."""
    found: dict[str, dict[str, str]] = {name: {} for name in _FIELDS.values()}
    for word in book.library.glossary.values():
        name, _, value = word.field.partition("=")
        if name in _FIELDS:
            forms = word.headers if name == "pay" else (word.nb, word.nn, word.en, *word.headers)
            _add(found[_FIELDS[name]], (*forms, value), value)
    return PayWords(**found)


def _add(words: dict[str, str], forms: Iterable[str], meaning: str) -> None:
    for form in forms:
        folded = fold_heading(form)
        if folded:
            words.setdefault(folded, meaning)
