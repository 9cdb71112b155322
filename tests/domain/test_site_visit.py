"""An on-site control: points by trade, cards, counts that do not fit the answer, late signatures."""

import json
from dataclasses import replace
from datetime import date

import pytest

from ryddig.domain.law import Book
from ryddig.domain.serial import plain
from ryddig.domain.site_fields import field_of, is_personal, is_write_only
from ryddig.domain.site_visit import (
    CrewCount,
    PointAnswer,
    SeenCard,
    SeenPoint,
    SiteVisit,
    card_faults,
    points_for,
    remarks,
    visit_from_plain,
)
from ryddig.lawbook import load

ON = date(2026, 11, 20)
CARD = SeenCard("Ren Luft AS", shown=True, photo=True, employer=True, valid=True, issued=date(2025, 1, 15))
POINTS = frozenset({"SITE-01", "SITE-10"})


@pytest.fixture(scope="module")
def book() -> Book:
    return load()


def visit(**more: object) -> SiteVisit:
    told: dict[str, object] = {"points": (), "crew": (), "cards": (), "talks": 0, "photos": 0}
    signed = {"signed": {"first": 20, "second": 20}, "changed": 10}
    return SiteVisit(ON, **{**told, **signed, **more})  # type: ignore[arg-type]  # a builder


def said(one: SiteVisit, book: Book, *, stops: bool = True) -> list[str]:
    found = remarks(one, book, signers=("first", "second"))
    return [remark.point or remark.text.plain() for remark in found if remark.stops is stops]


def test_points_follow_the_trade(book: Book) -> None:
    cleaning = {point.code for point in points_for(book, kind="services", cpv=["90910000"], on=ON)}
    works = {point.code for point in points_for(book, kind="works", cpv=[], on=ON)}
    office = {point.code for point in points_for(book, kind="services", cpv=["72000000"], on=ON)}
    assert "SITE-02" in cleaning
    assert "SITE-11" not in cleaning
    assert len(works) == 12
    assert office == {"SITE-01", "SITE-03", "SITE-04", "SITE-05", "SITE-06", "SITE-08", "SITE-09", "SITE-10"}


def test_before_the_rule_there_is_no_point(book: Book) -> None:
    assert points_for(book, kind="works", cpv=["45000000"], on=date(2023, 1, 1)) == ()


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({}, ()),
        ({"shown": False}, ("missing",)),
        ({"employer": False, "valid": False}, ("employer", "invalid")),
        ({"issued": date(2024, 11, 20)}, ()),
        ({"issued": date(2024, 11, 19)}, ("old",)),
        ({"shown": None, "photo": None, "employer": None, "valid": None, "issued": None}, ()),
    ],
)
def test_what_is_wrong_with_a_card(book: Book, change: dict[str, object], faults: tuple[str, ...]) -> None:
    assert card_faults(replace(CARD, **change), book, ON) == faults  # type: ignore[arg-type]  # a builder


def test_in_order_does_not_stand_against_a_count_without_a_word(book: Book) -> None:
    crew = (CrewCount("Ren Luft AS", "10:00", 4, 6),)
    ok = SeenPoint("SITE-01", PointAnswer.OK, counts="crew")
    assert said(visit(points=(ok,), crew=crew), book) == ["SITE-01"]
    assert said(visit(points=(replace(ok, note="To var på befaring."),), crew=crew), book) == []
    assert said(visit(points=(ok,), crew=(replace(crew[0], seen=4),)), book) == []
    assert said(visit(points=(ok,), crew=(replace(crew[0], seen=None),)), book) == []


def test_a_deviation_needs_words_and_danger_a_tip(book: Book) -> None:
    point = SeenPoint("SITE-10", PointAnswer.DEVIATION, danger=True)
    assert said(visit(points=(point,)), book) == ["SITE-10"]
    told = replace(point, note="Én svarte for alle.")
    assert said(visit(points=(told,)), book) == []
    assert said(visit(points=(told,)), book, stops=False) == ["SITE-10"]
    assert said(visit(points=(replace(told, tipped="Arbeidstilsynet"),)), book, stops=False) == []


def test_both_sign_and_nothing_changes_after(book: Book) -> None:
    assert said(visit(), book) == []
    assert len(said(visit(signed={"first": 20}), book)) == 1
    assert len(said(visit(changed=21), book)) == 2
    assert len(said(visit(signed={"first": 20, "second": 20, "site": 5}), book)) == 1


@pytest.mark.parametrize(
    ("key", "value", "fits"),
    [
        ("point.SITE-01.answer", "ok", True),
        ("point.SITE-01.answer", "maybe", False),
        ("crew.abcdefgh.seen", "12", True),
        ("crew.abcdefgh.seen", "-1", False),
        ("crew.abcdefgh.hour", "23:59", True),
        ("crew.abcdefgh.hour", "24:00", False),
        ("card.abcdefgh.last", "12ab", True),
        ("card.abcdefgh.last", "1234567", False),
        ("card.abcdefgh.issued", "2026-02-30", False),
        ("sign.first.drawn", "10,20 11,22;300,4 5,6", True),
        ("sign.first.drawn", "<svg>", False),
        ("talk.abcdefgh.q.pay", "210 kr", True),
    ],
)
def test_what_a_field_may_hold(key: str, value: str, *, fits: bool) -> None:
    field = field_of(key, points=POINTS, questions={"pay"})
    assert field is not None
    assert field.fits(value) is fits


@pytest.mark.parametrize(
    "key",
    [
        "point.SITE-02.answer",
        "crew.short.seen",
        "crew.abcdefgh.name",
        "talk.abcdefgh.q.union",
        "sign.third.name",
        "",
        "a",
    ],
)
def test_what_is_no_field_of_the_visit(key: str) -> None:
    assert field_of(key, points=POINTS, questions={"pay"}) is None


def test_what_is_shredded_and_what_a_telephone_never_gets_back() -> None:
    assert is_personal("talk.abcdefgh.q.pay")
    assert is_personal("sign.site.name")
    assert is_personal("card.abcdefgh.last")
    assert not is_personal("card.abcdefgh.valid")
    assert not is_write_only("sign.site.name")


def test_a_stored_visit_reads_back_as_it_was() -> None:
    point = SeenPoint("SITE-01", PointAnswer.DEVIATION, "To for mange.", counts="crew")
    crew = (CrewCount("", "10:00", 0, None),)
    one = visit(points=(point, SeenPoint("SITE-02", None)), crew=crew, cards=(CARD, replace(CARD, issued=None)))
    assert visit_from_plain(json.loads(json.dumps(plain(one)))) == one


def test_what_nobody_looked_at_is_told_in_one_line(book: Book) -> None:
    one = visit(points=(SeenPoint("SITE-01", None), SeenPoint("SITE-02", PointAnswer.OK), SeenPoint("SITE-03", None)))
    assert said(one, book, stops=False) == ["Not answered: SITE-01, SITE-03. The report says that nobody looked."]
