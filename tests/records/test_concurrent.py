"""Several people at once: the chain stays whole and nothing is lost, on SQLite and on PostgreSQL."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from ryddig.domain.errors import UserCanFix
from ryddig.records.audit.models import Event
from ryddig.records.audit.queries import check_chain
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.events import CONTRACT_CHANGED
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.followup.models import ScreeningRecord
from ryddig.records.followup.services import screen_contract
from tests.cast import TODAY, Cast, contract, make_cast, screener

WRITERS, EACH = 4, 10

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def at_once(work: Callable[[int], object]) -> list[object]:
    def run(number: int) -> object:
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(run, range(WRITERS)))


def test_events_from_many_writers_make_one_chain(cast: Cast) -> None:
    def write(number: int) -> None:
        for step in range(EACH):
            with transaction.atomic():
                entry = Entry(CONTRACT_CHANGED, "contract", number, details={"fields": [str(step)], "changes": {}})
                record_event(entry, actor=cast.kari, on=TODAY)

    at_once(write)
    assert Event.objects.visible_to(cast.kari).count() == WRITERS * EACH
    assert check_chain(cast.fjordvik.pk).why is None


def test_the_same_reference_is_registered_once(cast: Cast) -> None:
    def register(_number: int) -> bool:
        try:
            contract(cast, "K-1")
        except UserCanFix:
            return False
        return True

    assert sorted(map(str, at_once(register))) == ["False"] * (WRITERS - 1) + ["True"]
    assert Contract.objects.visible_to(cast.kari).count() == 1


def test_one_contract_screened_by_many_gets_one_version(cast: Cast) -> None:
    row = contract(cast)
    book = screener()
    at_once(lambda _: screen_contract(actor=cast.lise, contract_id=row.pk, screener=book, on=TODAY).version)
    assert ScreeningRecord.objects.visible_to(cast.lise).count() == 1


def test_the_same_new_firm_is_made_once(cast: Cast) -> None:
    at_once(lambda number: contract(cast, f"K-{number}"))
    assert Supplier.objects.visible_to(cast.kari).count() == 1
    assert check_chain(cast.fjordvik.pk).events == WRITERS
