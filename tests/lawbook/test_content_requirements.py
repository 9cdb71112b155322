"""The requirement library: figures as the notes give them, and nobody's belief called official."""

from datetime import date

import pytest

from ryddig.domain.law import Book, Status
from ryddig.domain.law_library import Requirement
from ryddig.lawbook import load

ON = date(2026, 11, 20)
TARGETS = {
    "req.climate.site_engine_stage": ("at_least", "IIIB", Status.OFFICIAL),
    "req.vehicles.cars": ("at_least", 100, Status.OFFICIAL),
    "req.circular.sorting_grade_good": ("at_least", 85, Status.OFFICIAL),
    "req.circular.sorting_grade_minimum": ("at_least", 70, Status.UNVERIFIED),
    "req.circular.waste_per_m2": ("at_most", 40, Status.OFFICIAL),
    "req.circular.waste_per_m2_ambitious": ("at_most", 25, Status.OFFICIAL),
    "req.circular.recovery_rate": ("at_least", 70, Status.OFFICIAL),
    "req.circular.reuse_grade": ("shown", True, Status.UNVERIFIED),
    "req.animals.eggs_cage_free": ("at_least", 100, Status.OFFICIAL),
    "req.animals.no_fur": ("at_most", 0, Status.OFFICIAL),
    "req.animals.pork": ("at_least", 100, Status.UNVERIFIED),
    "req.human_rights.clause_documentation": ("shown", True, Status.UNVERIFIED),
    "req.human_rights.lead_question": ("at_least", 6, Status.OFFICIAL),
}
VEHICLES_FROM = {
    "cars": date(2022, 1, 1),
    "light_vans": date(2023, 1, 1),
    "heavy_vans": date(2023, 1, 1),
    "city_buses": date(2025, 1, 1),
}


@pytest.fixture(scope="module")
def library() -> dict[str, Requirement]:
    return dict(load().library.requirements)


@pytest.fixture(scope="module")
def book() -> Book:
    return load()


@pytest.mark.parametrize(("name", "expected"), TARGETS.items())
def test_target_and_status(
    library: dict[str, Requirement], name: str, expected: tuple[str, int | str | bool, Status]
) -> None:
    entry = library[name].series.at(ON)
    assert entry is not None
    assert (library[name].operator, entry.value, entry.status) == expected


@pytest.mark.parametrize(("name", "first_day"), VEHICLES_FROM.items())
def test_vehicles_from_their_day(library: dict[str, Requirement], name: str, first_day: date) -> None:
    assert library[f"req.vehicles.{name}"].series.entries[-1].since == first_day


def test_sorting_grade_was_60_before_70(book: Book, library: dict[str, Requirement]) -> None:
    series = library["req.circular.sorting_grade_minimum"].series
    assert [entry.value for entry in series.entries] == [70, 60]
    assert [entry.status for entry in series.entries] == [Status.UNVERIFIED, Status.OFFICIAL]


@pytest.mark.parametrize(
    ("day", "days"), [(date(2018, 5, 4), 30), (date(2021, 9, 20), 183), (date(2022, 6, 30), 183), (ON, 42)]
)
def test_the_self_report_deadline_follows_the_day_of_signing(book: Book, day: date, days: int) -> None:
    entry = book.entry("deadlines.human_rights_self_report", day)
    assert entry is not None
    assert entry.value == days


def test_full_or_simple_self_report_by_fifty_million(book: Book, library: dict[str, Requirement]) -> None:
    entry = book.entry("thresholds.human_rights_full_self_report", ON)
    assert entry is not None
    assert entry.value == 50_000_000 * 100
    tests = {
        name: {condition.test for condition in library[f"req.human_rights.self_report_{name}"].conditions}
        for name in ("full", "simple")
    }
    assert tests == {"full": {"high_risk_product", "value_at_least"}, "simple": {"high_risk_product", "value_below"}}


def test_thirteen_principles_and_six_steps(library: dict[str, Requirement]) -> None:
    principles = [one for name, one in library.items() if name.startswith("req.human_rights.principle_")]
    assert len(principles) == 13
    assert {one.theme for one in principles} == {"human_rights", "climate", "corruption", "animal_welfare"}
    assert sum(name.startswith("req.human_rights.step_") for name in library) == 6


def test_content_of_steps_two_to_six_is_our_knowledge(library: dict[str, Requirement]) -> None:
    marks = [library[f"req.human_rights.step_{n}"].series.entries[0].status for n in range(1, 7)]
    assert marks == [Status.OFFICIAL, *[Status.UNVERIFIED] * 5]


def test_social_dialogue_within_six_months_with_a_learning_period(library: dict[str, Requirement], book: Book) -> None:
    one = library["req.human_rights.social_dialogue"]
    entry = book.entry(one.due, ON)
    assert entry is not None
    assert (entry.value, book.need(one.due).unit) == (6, "months")
    assert "læringsperiode" in one.text.nb


def test_incentives_are_their_own_kind(library: dict[str, Requirement]) -> None:
    kinds = {one.kind for one in library.values() if one.theme == "incentives"}
    assert kinds == {"incentive"}
    assert {
        "logistics",
        "product_mix",
        "sustainability",
        "digitalisation",
        "innovation",
        "lots",
        "lighter_control",
    } <= {name.rpartition(".")[2] for name, one in library.items() if one.kind == "incentive"}


def test_a_figure_has_an_operator_and_no_figure_is_shown(library: dict[str, Requirement]) -> None:
    wrong = [
        name for name, one in library.items() if (one.operator == "shown") is not (one.series.entries[0].value is True)
    ]
    assert wrong == []


def test_a_label_never_stands_without_an_equivalent(library: dict[str, Requirement]) -> None:
    labelled = [one for one in library.values() if one.labels]
    assert labelled
    assert all(one.evidence for one in labelled)
