"""The same number of queries at ten times the rows, for every page's query and every save."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.pages_data import Loaded, Size, load_pages
from ryddig.domain.facts import ContractFacts
from ryddig.domain.screening import Screener
from ryddig.records.contracts.queries import (
    Filters,
    open_matches,
    portfolio,
    portfolio_choices,
    supplier_page,
    suppliers,
)
from ryddig.records.followup.figures import coverage, expiry_timeline, spend_by_category
from ryddig.records.followup.queries import (
    ContractPage,
    contract_page,
    contracts_touched_by,
    planner_candidates,
    quality,
    quality_counts,
)
from ryddig.records.followup.services import answer_and_screen, answer_duty, change_and_screen, plan_quarter
from ryddig.records.followup.today import today
from ryddig.records.lookups.queries import signals_of_contract, source_ages, supplier_registers
from tests.cast import MILLION, TODAY, screener
from tests.domain.small_book import small_book

SMALL = Size(organisations=3, contracts=40, contracts_elsewhere=5, with_duties=10, duties=10, suppliers=10)
LARGE = Size(organisations=30, contracts=400, contracts_elsewhere=5, with_duties=100, duties=100, suppliers=100)
HOURS = {"self_report": Decimal(1), "document_review": Decimal(6)}
HALF_HOURS = {"self_report": 2, "document_review": 12}
SCREENER: Screener = screener()

Asked = Callable[[Loaded], object]

# what is asked -> the most queries it may take
READS: dict[str, tuple[int, Asked]] = {
    "portfolio": (3, lambda set_: portfolio(set_.actor, Filters(), on=TODAY)),
    "portfolio, filtered": (
        3,
        lambda set_: portfolio(set_.actor, Filters(text="avtale", supplier="oppdiktet"), on=TODAY),
    ),
    "choices": (3, lambda set_: portfolio_choices(set_.actor)),
    "today": (13, lambda set_: today(set_.actor, on=TODAY)),
    "contract": (10, lambda set_: all_of(contract_page(set_.actor, set_.contract_id))),
    "coverage": (1, lambda set_: coverage(set_.actor, on=TODAY)),
    "spend": (1, lambda set_: spend_by_category(set_.actor, on=TODAY)),
    "expiry": (1, lambda set_: expiry_timeline(set_.actor, on=TODAY)),
    "suppliers": (3, lambda set_: suppliers(set_.actor)),
    "supplier": (4, lambda set_: supplier_page(set_.actor, suppliers(set_.actor).rows[0].supplier.pk)),
    "registers of a firm": (
        4,
        lambda set_: supplier_registers(set_.actor, suppliers(set_.actor).rows[0].supplier),
    ),
    "signals of a contract": (1, lambda set_: list(signals_of_contract(set_.actor, set_.contract_id))),
    "how old the registers' answers are": (2, lambda set_: source_ages(set_.actor)),
    "matches": (1, lambda set_: list(open_matches(set_.actor))),
    "quality": (2, lambda set_: quality(set_.actor, on=TODAY)),
    "quality counts": (1, lambda set_: quality_counts(set_.actor, on=TODAY)),
    "touched by a rule": (2, lambda set_: contracts_touched_by(set_.actor, "r2026.pay")),
    "candidates": (
        1,
        lambda set_: planner_candidates(set_.actor, until=TODAY + timedelta(days=40), half_hours=HALF_HOURS),
    ),
}
SAVES: dict[str, tuple[int, Asked]] = {
    "answer about a duty": (
        6,
        lambda set_: answer_duty(
            actor=set_.actor, contract_id=set_.contract_id, rule="r2026.bank", in_contract="no", on=TODAY
        ),
    ),
    "answer to a question": (
        30,
        lambda set_: answer_and_screen(
            actor=set_.actor, contract_id=set_.contract_id, code="RM-04", value=True, screener=SCREENER, on=TODAY
        ),
    ),
    "a changed fact": (
        36,
        lambda set_: change_and_screen(
            actor=set_.actor,
            contract_id=set_.contract_id,
            facts=ContractFacts("", value_ore=7 * MILLION),
            screener=SCREENER,
            on=TODAY,
        ),
    ),
    "a quarter's plan": (
        6,
        lambda set_: plan_quarter(
            actor=set_.actor, year=2026, quarter=4, hours=Decimal(40), hours_per_kind=HOURS, on=TODAY
        ),
    ),
}


def all_of(page: ContractPage) -> object:
    """Every part of it; a page of the office asks for some."""
    first = (page.suppliers, list(page.contract.options.all()), page.screening, page.override, page.duties, page.plan)
    return first, page.findings, page.questions, page.versions, page.history, page.applying, page.waiting


def statements(ask: Asked, loaded: Loaded) -> int:
    """Queries, without what marks a transaction."""
    with CaptureQueriesContext(connection) as caught:
        ask(loaded)
    marks = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")
    return sum(not query["sql"].startswith(marks) for query in caught.captured_queries)


@pytest.mark.parametrize("name", READS)
def test_a_page_takes_few_queries(db: None, name: str) -> None:
    most, ask = READS[name]
    loaded = load_pages(small_book(), on=TODAY, size=SMALL)
    extra = 3 if name in ("supplier", "registers of a firm") else 0
    assert statements(ask, loaded) <= most + extra


def test_the_same_number_at_ten_times_the_rows(db: None) -> None:
    small = load_pages(small_book(), on=TODAY, size=SMALL)
    before = {name: statements(ask, small) for name, (_, ask) in (READS | SAVES).items()}
    large = load_pages(small_book(), on=TODAY, size=LARGE, username="bench-large")
    after = {name: statements(ask, large) for name, (_, ask) in (READS | SAVES).items()}
    assert after == before


@pytest.mark.parametrize("name", SAVES)
def test_a_save_takes_few_queries(db: None, name: str) -> None:
    most, ask = SAVES[name]
    assert statements(ask, load_pages(small_book(), on=TODAY, size=SMALL)) <= most
