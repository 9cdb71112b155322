"""Every trade and category of the rates has its word in the glossary, with what payroll files call it."""

from ryddig.domain.pay_categories import CATEGORIES
from ryddig.domain.pay_facts import Trade
from ryddig.lawbook import load


def meanings(field: str) -> dict[str, tuple[str, ...]]:
    """Code -> the words for it."""
    found = {}
    for word in load().library.glossary.values():
        name, _, value = word.field.partition("=")
        if name == field:
            found[value] = (word.nb, word.nn, word.en, *word.headers)
    return found


def test_every_trade_has_its_words() -> None:
    words = meanings("trade")
    assert words.keys() == {str(trade) for trade in Trade}
    assert "bygg" in words["construction"]
    assert "renhold" in words["cleaning"]


def test_every_category_has_its_words() -> None:
    words = meanings("rate_category")
    used = {code for codes in CATEGORIES.values() for code in codes}
    assert words.keys() == used - {"skilled_under_18", "production_under_18"}, "fish has shares for the young, no words"
    assert "ufaglaert_min_1_aar" in words["experienced"]
    assert "fagbrev" in words["skilled"]
