"""Show 4: a supplier of the demo goes bankrupt overnight; one round later Today and the contract's history say so."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from ryddig.cli.demo_registers import ask_yesterday, demo_world
from ryddig.records.audit.queries import check_chain
from ryddig.records.contracts.models import Contract
from ryddig.records.followup.models import ScreeningRecord
from ryddig.records.followup.register_risk import effects_of
from ryddig.records.followup.today import today
from ryddig.records.lookups.models import FeedCursor, Lookup, Signal
from ryddig.registers.settings import settings_from
from ryddig.worker.watch import watch
from tests.demo.conftest import DEMO, WHY, Loaded

pytestmark = pytest.mark.django_db
OVERNIGHT = {("TK-208", "signals.bankruptcy"), ("TK-202", "signals.cleaning_not_approved")}
ALREADY = {("TK-116", "signals.reconstruction")}


@pytest.fixture(scope="module")
def morning(loaded: Loaded, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """Asked yesterday, a night, and one round this morning."""
    folder = tmp_path_factory.mktemp("standin")
    with django_db_blocker.unblock():
        ask_yesterday(DEMO, folder, on=loaded.on)
        assert told() == ALREADY
        world = demo_world(DEMO, on=loaded.on, now=datetime.now(UTC))
        world.pass_night()
        with world.stand_in(folder=folder) as standin:
            given = {"RYDDIG_REGISTERS": "standin", "RYDDIG_STANDIN": standin.address}
            result = watch(settings_from({**given, "RYDDIG_STANDIN_FOLDER": str(folder)}), on=loaded.on)
        assert (result.failed, result.feed_read) == ({}, True)
        yield loaded
        FeedCursor.objects.all().delete()


def told() -> set[tuple[str, str]]:
    """What stands in the demo, by contract: nothing that nobody planted, notes included."""
    rows = Signal.objects.unscoped(WHY).filter(state="open", supplier__contract_links__role="supplier")
    return set(rows.values_list("supplier__contract_links__contract__reference", "kind"))


def test_what_was_planted_is_found_and_nothing_else(morning: Loaded) -> None:
    assert told() == ALREADY | OVERNIGHT
    assert not Lookup.objects.unscoped(WHY).filter(failures__gt=0).exists()
    assert {"enhetsregisteret", "renhold"} <= set(Lookup.objects.unscoped(WHY).values_list("source", flat=True))


@pytest.mark.parametrize(("reference", "flag"), [("TK-208", "RF-51"), ("TK-202", "RF-30")])
def test_the_risk_is_lifted_and_the_history_says_why(morning: Loaded, reference: str, flag: str) -> None:
    contract = morning.contract(reference)
    assert contract.risk_level == "high"
    newest = ScreeningRecord.objects.unscoped(WHY).get(id=contract.screening_id or 0)
    assert (newest.on, newest.facts["answers"][flag]["source"]) == (morning.on, "register")
    assert flag in str(newest.difference)
    effect = effects_of(morning.actor("kari"), contract.pk).get(answer__code=flag)
    assert (effect.screening_id, effect.raised) == (newest.pk, True)
    assert effect.snapshot.sha256
    assert check_chain(contract.organisation_id).broken_at is None


def test_today_says_it_first_to_those_who_have_the_contract(morning: Loaded) -> None:
    mine = today(morning.actor("kari"), on=morning.on)
    first = [(item.kind, item.contract.reference) for item in mine[:2] if isinstance(item.contract, Contract)]
    assert set(first) == {("signal", "TK-208"), ("signal", "TK-202")}
    bankrupt = next(item for item in mine if item.contract == morning.contract("TK-208"))
    assert "bankruptcy" in bankrupt.why.plain()
    assert bankrupt.because[0]["rule"] == "signals.bankruptcy"
    assert all(item.kind != "signal" for item in today(morning.actor("jon"), on=morning.on))
    assert all(item.kind != "signal" for item in today(morning.actor("omar"), on=morning.on))
