"""The day's round and what people ask become jobs, each done once and told with words when it fails."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ryddig.cli.main import ryddig
from ryddig.domain.facts import SupplierFact
from ryddig.records.lookups import services
from ryddig.records.lookups.models import Ask, FeedCursor, Lookup, Signal
from ryddig.registers.settings import settings_from
from ryddig.registers.standin import brreg
from ryddig.registers.standin.faults import Fault, FaultKind
from ryddig.registers.standin.server import StandIn
from ryddig.worker import queue, registers
from ryddig.worker.tasks import run_ask
from tests.cast import TODAY, Cast, contract, orgnr
from tests.register_world import firm
from tests.work import run_all

WHY = "the tests look at everything"


@pytest.fixture
def standin(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """Enhetsregisteret alone, with one firm that went bankrupt."""
    register = brreg.Register()
    register.add(orgnr(1), "Ren Luft AS", konkurs=True, konkursdato="2026-11-19")
    with StandIn(brreg.routes(register)) as made:
        monkeypatch.setenv("RYDDIG_REGISTERS", "standin")
        monkeypatch.setenv("RYDDIG_STANDIN", made.address)
        monkeypatch.setenv("RYDDIG_REGISTER_ENHETSREGISTERET_SECONDS", "2")
        for name in ("RENHOLD", "BEMANNING", "BILPLEIE", "SENTRAL_GODKJENNING", "EBEVIS", "REGNSKAPSREGISTERET"):
            monkeypatch.setenv(f"RYDDIG_REGISTER_{name}_ON", "off")
        yield made


def statuses() -> list[str]:
    return list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True))


def test_with_no_register_on_nothing_is_queued(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RYDDIG_REGISTERS", raising=False)
    contract(cast)
    assert run_all() == 0


def test_the_round_is_done_once_a_day(cast: Cast, standin: StandIn) -> None:
    contract(cast)
    assert (run_all(), run_all()) == (1, 0)
    assert FeedCursor.objects.get(source=brreg.UNITS).round_on == timezone.localdate()
    assert Signal.objects.unscoped(WHY).filter(kind="signals.bankruptcy").count() == 1


def test_the_round_waits_for_its_hour(cast: Cast, standin: StandIn) -> None:
    settings = settings_from({"RYDDIG_REGISTERS": "standin", "RYDDIG_WATCH_FROM": "5"})
    before, after = (datetime(2026, 11, 20, hour, 59, tzinfo=timezone.get_current_timezone()) for hour in (4, 5))
    assert not registers.round_due(settings, now=before, on=before.date())
    assert registers.round_due(settings, now=after, on=after.date())


def test_a_source_that_failed_is_asked_again_after_an_hour(cast: Cast, standin: StandIn) -> None:
    contract(cast)
    standin.faults.plan(brreg.UNITS, [Fault(FaultKind.SILENT)] * 100)
    assert (run_all(), run_all()) == (1, 0)
    assert Lookup.objects.unscoped(WHY).filter(failures__gt=0).exists()
    standin.faults.clear()
    FeedCursor.objects.update(tried_at=timezone.now() - timedelta(hours=2))
    assert run_all() == 1
    assert not Lookup.objects.unscoped(WHY).filter(failures__gt=0).exists()
    assert run_all() == 0


def test_asking_now_is_a_job_for_the_buyer_who_asks(cast: Cast, standin: StandIn) -> None:
    supplier = firm(contract(cast, ends_on=TODAY - timedelta(days=1)))
    run_all()
    ask = services.ask_now(actor=cast.kari, supplier_id=supplier.pk, on=TODAY)
    assert (run_all(), run_all()) == (1, 0)
    ask.refresh_from_db()
    assert (ask.state, ask.result["answered"], ask.result["failed"]) == ("done", 2, 0)
    assert Lookup.objects.visible_to(cast.kari).get(source=brreg.UNITS).newest is not None
    assert not Lookup.objects.visible_to(cast.omar).exists()


def test_an_ask_whose_worker_died_is_taken_up_again(cast: Cast, standin: StandIn) -> None:
    supplier = firm(contract(cast))
    run_all()
    ask = services.ask_now(actor=cast.kari, supplier_id=supplier.pk, on=TODAY)
    run_ask.enqueue(ask.pk)
    assert services.begin_ask(ask.pk) is not None
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(
        status=TaskResultStatus.RUNNING, worker_ids=["gone"], started_at=timezone.now()
    )
    assert queue.reap() == 1
    run_all()
    ask.refresh_from_db()
    assert ask.state == "done"


def test_a_name_is_looked_for_in_the_local_register_and_without_one_it_says_so(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    named = firm(contract(cast, suppliers=(SupplierFact("Bare Navn"),)))
    ask = services.ask_name(actor=cast.kari, supplier_id=named.pk, words={"name": "Bare Navn"}, on=TODAY)
    monkeypatch.setenv("RYDDIG_LOCAL_REGISTER", "")
    run_all()
    ask.refresh_from_db()
    assert (ask.state, ask.failure["code"]) == ("failed", "register.no_local")
    assert "ryddig register load" in ask.failure["hint"]
    assert registers.waiting_asks() == []
    assert Ask.objects.visible_to(cast.kari).count() == 1


def test_the_command_says_what_it_did_and_how_old_things_are(
    cast: Cast, standin: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    contract(cast)
    ryddig.main(["register", "watch", "--now"], standalone_mode=False)
    told = capsys.readouterr().out
    assert "Looked at 1 firms." in told
    assert "enhetsregisteret: 1 answered" in told
    assert "renhold: not asked (off)" in told
    standin.faults.plan(brreg.UNITS, [Fault(FaultKind.STATUS, status=500)] * 100)
    ryddig.main(["register", "watch", "--now", "--number", orgnr(1)], standalone_mode=False)
    told = capsys.readouterr().out
    assert "1 FAILED" in told
    assert "tried in vain since" in told
