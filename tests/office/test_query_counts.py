"""How many queries a page costs, and that more rows cost no more."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ryddig.records.followup.pay_runs import WorkerSums
from tests import pay_world
from tests.office_world import World, more_contracts
from tests.register_world import raised
from tests.supplier_world import hears_of_bankruptcy, tax_paper

PAGES = ("today", "portfolio", "figures", "suppliers", "quality", "planner", "imports", "lawbook", "registers")
PARTS = ("contract", "duties", "risk", "plan", "checklist", "facts", "history", "proof", "pay_controls", "pay_new")
PAY_PARTS = ("pay_control", "pay_files", "pay_edit")
SUPPLIER_PARTS = ("supplier", "supplier_papers", "supplier_cases", "supplier_name")
MOST_FOR_A_PAGE, MOST_FOR_A_CONTRACT = 12, 20
MOST_FOR = {"today": 28, "proof": 48}
"""Today asks every room what waits, and the proof tells every room's chapter: so many whatever there is."""


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_at_most_twelve_queries(world: World, kari: Client, name: str) -> None:
    assert queries(kari, reverse(f"office:{name}")) <= MOST_FOR.get(name, MOST_FOR_A_PAGE)


@pytest.mark.parametrize("part", PARTS)
def test_a_contract_costs_at_most_twenty(world: World, kari: Client, part: str) -> None:
    assert queries(kari, reverse(f"office:{part}", args=[world.cleaning.pk])) <= MOST_FOR.get(part, MOST_FOR_A_CONTRACT)


@pytest.mark.parametrize("part", PAY_PARTS)
def test_a_pay_control_costs_at_most_twenty(world: World, kari: Client, part: str) -> None:
    assert queries(kari, reverse(f"office:{part}", args=[world.cleaning.pk, world.pay.pk])) <= MOST_FOR_A_CONTRACT


@pytest.mark.parametrize("part", SUPPLIER_PARTS)
def test_a_supplier_costs_at_most_twenty(world: World, kari: Client, part: str) -> None:
    assert queries(kari, reverse(f"office:{part}", args=[world.signal.supplier_id])) <= MOST_FOR_A_CONTRACT


def test_ten_times_the_signals_and_papers_cost_the_same(world: World, kari: Client) -> None:
    urls = [reverse(f"office:{part}", args=[world.signal.supplier_id]) for part in SUPPLIER_PARTS]
    before = [queries(kari, url) for url in urls]
    found = [raised(f"signals.kind_{number}", mark=str(number)) for number in range(10)]
    hears_of_bankruptcy(world.cleaning, *found, days=1)
    for month in range(1, 10):
        tax_paper(world.cast.kari, world.cleaning, dated=date(2026, month, 2))
    assert [queries(kari, url) for url in urls] == before


def test_ten_times_the_findings_cost_the_same(world: World, kari: Client) -> None:
    url = reverse("office:pay_control", args=[world.cleaning.pk, world.pay.pk])
    found = [pay_world.finding(worker=f"w{number:03}") for number in range(30)]
    before = queries(kari, url)
    sums = tuple(WorkerSums(one.worker, wage_ore=624_000, breaches=1) for one in found)
    read = pay_world.readings(world.pay)
    pay_world.run(world.cast.kari, pay_world.now(world.pay), *found, workers=sums, readings=read)
    assert queries(kari, url) == before


def test_ten_times_the_rows_cost_the_same(world: World, kari: Client) -> None:
    more_contracts(world.cast, 3)
    before = {name: queries(kari, reverse(f"office:{name}")) for name in PAGES}
    more_contracts(world.cast, 45, first=3)
    after = {name: queries(kari, reverse(f"office:{name}")) for name in PAGES}
    assert after == before
