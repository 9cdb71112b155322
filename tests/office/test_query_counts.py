"""How many queries a page costs, and that more rows cost no more."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.office_world import World, more_contracts

PAGES = ("today", "portfolio", "figures", "suppliers", "quality", "planner", "imports", "lawbook")
PARTS = ("contract", "duties", "risk", "plan", "checklist", "facts", "history", "proof")
MOST_FOR_A_PAGE, MOST_FOR_A_CONTRACT = 12, 20


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_at_most_twelve_queries(world: World, kari: Client, name: str) -> None:
    assert queries(kari, reverse(f"office:{name}")) <= MOST_FOR_A_PAGE


@pytest.mark.parametrize("part", PARTS)
def test_a_contract_costs_at_most_twenty(world: World, kari: Client, part: str) -> None:
    assert queries(kari, reverse(f"office:{part}", args=[world.cleaning.pk])) <= MOST_FOR_A_CONTRACT


def test_ten_times_the_rows_cost_the_same(world: World, kari: Client) -> None:
    more_contracts(world.cast, 3)
    before = {name: queries(kari, reverse(f"office:{name}")) for name in PAGES}
    more_contracts(world.cast, 45, first=3)
    after = {name: queries(kari, reverse(f"office:{name}")) for name in PAGES}
    assert after == before
