"""The portfolio: filters, search, sorting and pages."""

from datetime import date, timedelta
from typing import Any

import pytest

from ryddig.domain.facts import ContractKind, SupplierFact
from ryddig.domain.screening import Screener
from ryddig.records.contracts.models import Contract
from ryddig.records.contracts.queries import SORTS, Filters, portfolio, portfolio_choices
from ryddig.records.contracts.services import register_contract
from ryddig.records.followup.services import answer_and_screen, screen_many
from tests.cast import MILLION, TODAY, Cast, contract, facts, orgnr


@pytest.fixture
def four(cast: Cast, screener: Screener) -> Cast:
    contract(cast, "K-1", title="Renhold av skoler", value_ore=4 * MILLION)
    contract(cast, "K-2", title="Møbler", kind=ContractKind.GOODS, cpv=("39100000",), value_ore=None, category="Møbler")
    contract(cast, "K-3", title="Ørsta veglys", ends_on=date(2026, 12, 31), unit=cast.health, cpv=(), value_ore=MILLION)
    contract(cast, "K-4", title="Utløpt", ends_on=TODAY - timedelta(days=1), suppliers=(BUILD,))
    ids = list(Contract.objects.visible_to(cast.lise).values_list("id", flat=True))
    screen_many(actor=cast.lise, contract_ids=ids, screener=screener, on=TODAY)
    first = Contract.objects.visible_to(cast.lise).get(reference="K-1")
    answer_and_screen(actor=cast.lise, contract_id=first.pk, code="RM-16", value=True, screener=screener, on=TODAY)
    return cast


BUILD = SupplierFact("Ærlig Bygg AS", orgnr(4))


def found(cast: Cast, **asked: Any) -> list[str]:
    return [row.reference for row in portfolio(cast.kari, Filters(**asked), on=TODAY).rows]


def test_running_contracts_by_risk(four: Cast) -> None:
    assert found(four) == ["K-1", "K-3", "K-2"], "of the same risk the newest first"


def test_a_passed_last_day_ends_a_contract_by_itself(four: Cast) -> None:
    assert found(four, state="ended") == ["K-4"]
    assert set(found(four, state="all")) == {"K-1", "K-2", "K-3", "K-4"}
    tomorrow = portfolio(four.kari, Filters(state="ended"), on=date(2027, 1, 1))
    assert {row.reference for row in tomorrow.rows} == {"K-3", "K-4"}


@pytest.mark.parametrize(
    ("asked", "references"),
    [
        ({"level": "high"}, ["K-1"]),
        ({"category": "Møbler"}, ["K-2"]),
        ({"regime": "R2026", "level": "medium"}, []),
        ({"ends_before": date(2027, 1, 1)}, ["K-3"]),
        ({"supplier": "ren luft"}, ["K-1", "K-3", "K-2"]),
        ({"supplier": "ærlig", "state": "all"}, ["K-4"]),
        ({"supplier": orgnr(4), "state": "all"}, ["K-4"]),
        ({"text": "ØRSTA"}, ["K-3"]),
        ({"text": "ørsta veglys"}, ["K-3"]),
        ({"text": "k-2"}, ["K-2"]),
        ({"text": "skoler luft"}, ["K-1"]),
        ({"text": "100%"}, []),
    ],
)
def test_each_filter(four: Cast, asked: dict[str, Any], references: list[str]) -> None:
    assert found(four, **asked) == references


def test_by_unit_and_responsible(four: Cast) -> None:
    assert found(four, unit=four.health.pk) == ["K-3"]
    assert found(four, responsible=four.kari.user_id) == []
    register_contract(actor=four.lise, facts=facts("K-9"), unit_id=four.property.pk, responsible="Kari", on=TODAY)
    assert found(four, responsible=four.kari.user_id) == ["K-9"]


def test_sorting_keeps_unknown_values_last(four: Cast) -> None:
    assert found(four, sort="value") == ["K-1", "K-3", "K-2"]
    assert found(four, sort="-value") == ["K-3", "K-1", "K-2"]
    assert found(four, sort="end") == ["K-3", "K-1", "K-2"]
    assert found(four, sort="title") == ["K-2", "K-1", "K-3"]


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{key}" for key in SORTS), "unit; drop table", ""])
def test_any_sort_gives_the_same_rows(four: Cast, sort: str) -> None:
    assert sorted(found(four, sort=sort)) == ["K-1", "K-2", "K-3"]


def test_titles_are_sorted_as_norwegians_do(cast: Cast) -> None:
    for title in ("Åpne data", "zoologi", "Ærfugl", "bygg", "Asfalt", "øvelse"):
        contract(cast, title, title=title)
    titles = [row.title for row in portfolio(cast.kari, Filters(sort="title"), on=TODAY).rows]
    assert titles == ["Asfalt", "bygg", "zoologi", "Ærfugl", "øvelse", "Åpne data"]


def test_pages_never_overlap_and_the_last_is_the_end(cast: Cast) -> None:
    for number in range(30):
        contract(cast, f"K-{number:02d}")
    pages = [portfolio(cast.kari, Filters(), on=TODAY, page=page) for page in (1, 2, 99)]
    assert [(page.number, page.last, page.total, len(page.rows)) for page in pages] == [
        (1, 2, 30, 25),
        (2, 2, 30, 5),
        (2, 2, 30, 5),
    ]
    assert not {row.pk for row in pages[0].rows} & {row.pk for row in pages[1].rows}


def test_the_choices_are_the_organisations_own(four: Cast) -> None:
    choices = portfolio_choices(four.kari)
    assert [unit.name for unit in choices.units] == ["Eiendom", "Helse", "Skolebygg"]
    assert choices.categories == ("Bygg", "Møbler")
    assert {person.username for person in choices.people} == {"kari", "petter", "lise", "bjorn", "ada"}
    other = portfolio_choices(four.omar)
    assert (other.categories, [person.username for person in other.people]) == ((), ["omar"])


def test_another_buyers_portfolio_is_empty(four: Cast) -> None:
    assert portfolio(four.omar, Filters(state="all"), on=TODAY).total == 0
