"""Checklists, warning signs and the glossary: both levels and both kinds of purchase; one word per concept."""

import pytest

from ryddig.domain.law import Book
from ryddig.lawbook import load

TRADES = {
    "every_site",
    "building",
    "cleaning",
    "road_transport",
    "staffing",
    "catering",
    "car_care",
    "agriculture",
    "care",
    "security",
}


@pytest.fixture(scope="module")
def book() -> Book:
    return load()


def test_basis_and_avansert_for_framework_and_single_purchase(book: Book) -> None:
    kinds = {(one.level, one.purchase) for one in book.library.checklists.values()}
    assert kinds >= {(level, purchase) for level in ("basis", "avansert") for purchase in ("framework", "single")}


def test_statutory_points_name_the_rule_they_rest_on(book: Book) -> None:
    points = {point.id: point for point in book.library.checklists["checklists.seriousness_terms"].items}
    assert {"pension", "hms_card", "bank", "chain", "apprentices", "tax"} <= set(points)
    assert all(point.rules for point in points.values())
    assert {rule.partition(".")[0] for rule in points["chain"].rules} == {"r2008", "r2026"}


def test_a_point_may_have_a_source_of_its_own(book: Book) -> None:
    points = {point.id: point for point in book.library.checklists["checklists.framework.basis"].items}
    source = points["self_report"].source
    assert source is not None
    assert source.link.startswith("https://")


def test_the_first_meeting_has_at_most_eight_questions(book: Book) -> None:
    questions = book.library.checklists["checklists.first_meeting"].items
    assert len(questions) <= 8
    assert all(question.text.nb.endswith("?") for question in questions)


def test_warning_signs_for_every_trade_each_with_what_to_do(book: Book) -> None:
    signs = book.library.warning_signs
    assert {name.removeprefix("signs.") for name in signs} == TRADES
    assert all(sign.do.nb and sign.do.nn and sign.do.en for one in signs.values() for sign in one.signs)


def test_what_looks_like_crime_is_a_tip_never_an_investigation(book: Book) -> None:
    forced = [
        sign for one in book.library.warning_signs.values() for sign in one.signs if sign.flag in ("RF-11", "RF-12")
    ]
    assert forced
    assert all("tips myndighetene" in sign.do.nb for sign in forced)


def test_words_that_are_confused_point_at_each_other_by_code(book: Book) -> None:
    words = book.library.glossary
    assert all(code in words for word in words.values() for code in word.not_to_confuse)
    assert "duty" in words["requirement"].not_to_confuse
