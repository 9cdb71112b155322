"""The on-site control: twelve points by trade, and questions a worker hears in a language of their own."""

import pytest

from ryddig.domain.law import Book, Status
from ryddig.lawbook import load


@pytest.fixture(scope="module")
def book() -> Book:
    return load()


def test_twelve_points_each_with_the_warning_sign_of_its_code(book: Book) -> None:
    points = book.library.site_checks
    assert list(points) == [f"SITE-{number:02}" for number in range(1, 13)]
    signs = {sign.id: sign for sign in book.library.warning_signs["signs.every_site"].signs}
    assert all(signs[code].do.nb for code in points)


def test_what_may_be_a_crime_stops_the_visit(book: Book) -> None:
    assert {code for code, point in book.library.site_checks.items() if point.danger} == {"SITE-08", "SITE-10"}


def test_a_point_that_ryddig_made_up_is_not_called_law(book: Book) -> None:
    official = {
        code for code, one in book.library.site_checks.items() if one.series.entries[0].status is Status.OFFICIAL
    }
    assert official == {"SITE-02", "SITE-07", "SITE-09"}


def test_a_worker_hears_every_question_in_five_languages(book: Book) -> None:
    guide = book.library.checklists["checklists.worker_interview"]
    for said in (guide.opening, *(point.text for point in guide.items)):
        assert all((said.nb, said.nn, said.en, said.pl, said.lt))
        assert len({said.nb, said.en, said.pl, said.lt}) == 4


def test_the_talk_asks_for_no_name_union_or_health(book: Book) -> None:
    guide = book.library.checklists["checklists.worker_interview"]
    asked = " ".join(point.text.nb.casefold() for point in guide.items)
    assert not any(word in asked for word in ("heter", "navn", "fagforening", "helse", "syk"))
