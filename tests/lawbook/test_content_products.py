"""DFØ's high-risk list: every row, its level per stage, its generation, and no CPV code called official."""

import csv
from datetime import date

import pytest

from ryddig.domain.facts import ContractFacts, ContractKind
from ryddig.domain.law import Book, RiskProduct, Status
from ryddig.domain.profile import Cuts
from ryddig.domain.risk import assess
from ryddig.lawbook import load
from tests.shared import shared

ON = date(2026, 11, 20)
ROWS_PER_CATEGORY = {
    "Arbeidstøy, fottøy og tekstil": 7,
    "Biler og andre kjøretøy": 3,
    "Bygg- og anleggsmaterialer": 4,
    "IKT-produkter": 3,
    "Produkter som inneholder konfliktmineraler": 5,
    "Kontorrekvisita": 5,
    "Leke- og idrettsutstyr": 4,
    "Mat og drikke": 12,
    "Medisinsk utstyr og forbruksmateriell": 4,
    "Møbler": 5,
}
LEVELS = {
    "hrl.textiles.workwear_outdoor": ("very_high", "high", "high"),
    "hrl.textiles.workwear_indoor": ("high", "high", "high"),
    "hrl.textiles.safety_shoes": ("high", "medium", "medium"),
    "hrl.minerals.cobalt": ("very_high", "not_assessed", "not_assessed"),
    "hrl.office.batteries": ("very_high", "high", "high"),
    "hrl.office.paper": ("high", "high", "medium"),
    "hrl.play.swings_slides": ("high", "medium", "low"),
    "hrl.food.coffee": ("very_high", "not_assessed", "not_assessed"),
    "hrl.food.apples": ("medium", "not_assessed", "not_assessed"),
    "hrl.food.seafood": ("unknown", "unknown", "unknown"),
    "hrl.medical.dressings": ("high", "medium", "medium"),
    "hrl.building.solar_panels": ("unknown", "unknown", "unknown"),
}


@pytest.fixture(scope="module")
def book() -> Book:
    return load()


def product(book: Book, name: str) -> RiskProduct:
    return next(one for one in book.risk_products if one.id == name)


def stages(one: RiskProduct) -> tuple[str, ...]:
    return tuple(one.levels[stage] for stage in ("raw", "component", "final"))


def chain_level(book: Book, *cpv: str) -> str:
    facts = ContractFacts("K-1", kind=ContractKind.GOODS, cpv=cpv, announced_on=date(2026, 8, 1))
    return assess(Cuts(book).profile(facts, ON), book, work_in_scope=False).chain_level


def test_every_row_of_every_category(book: Book) -> None:
    found = dict.fromkeys(ROWS_PER_CATEGORY, 0)
    for one in book.risk_products:
        found[one.category.nb] += 1
    assert found == ROWS_PER_CATEGORY


@pytest.mark.parametrize(("name", "expected"), LEVELS.items())
def test_levels_per_stage(book: Book, name: str, expected: tuple[str, ...]) -> None:
    assert stages(product(book, name)) == expected


def test_furniture_has_two_generations_with_different_levels(book: Book) -> None:
    new, older = product(book, "hrl.furniture.desks"), product(book, "hrl.furniture.all_older")
    assert (new.generation, older.generation) == ("new", "mid")
    assert stages(new) == ("high", "high", "medium")
    assert stages(older) == ("high", "medium", "low")
    assert older.series.entries[0].status is Status.LAPSED


def test_every_cpv_prefix_is_unverified(book: Book) -> None:
    assert {one.cpv_status for one in book.risk_products} == {Status.UNVERIFIED}


def test_a_level_we_could_not_read_is_not_called_official(book: Book) -> None:
    unreadable = [one for one in book.risk_products if "unknown" in one.levels.values()]
    assert unreadable
    assert {one.series.entries[-1].status for one in unreadable} == {Status.UNVERIFIED}


def test_not_on_the_list_is_not_assessed_never_low(book: Book) -> None:
    assert chain_level(book, "79411000") == "not_assessed"
    assert chain_level(book, "39130000") == "high"


def test_coffee_is_not_tea(book: Book) -> None:
    coffee, tea = product(book, "hrl.food.coffee"), product(book, "hrl.food.tea")
    assert not any("15861100".startswith(prefix) for prefix in tea.cpv)
    assert any("15861100".startswith(prefix) for prefix in coffee.cpv)
    assert all(any("15860000".startswith(prefix) for prefix in one.cpv) for one in (coffee, tea))


def test_every_prefix_of_products_groups_and_requirements_is_in_the_cpv_table(book: Book) -> None:
    with shared("reference", "samples", "codelists", "cpv-2008-nob.csv").open(encoding="utf-8") as lines:
        codes = [row["code"] for row in csv.DictReader(lines)]
    prefixes = {prefix for one in book.risk_products for prefix in one.cpv}
    prefixes |= {prefix for one in book.library.requirements.values() for prefix in one.cpv}
    prefixes |= {prefix for group in book.cpv_groups.values() for prefix in group}
    beginnings = {code[:size] for code in codes for size in range(2, 9)}
    assert prefixes - beginnings == set()
