"""What falls due is done by one worker at a time, wherever it runs; a dead one's turn is taken over."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ryddig.records.followup import pay_runs
from ryddig.records.followup.pay_models import PayControl
from ryddig.worker import due, loop, queue, signs
from ryddig.worker.loop import Round
from ryddig.worker.models import Turn, WorkerBeat
from ryddig.worker.turns import DAILY, Told, turn
from tests import pay_world
from tests.work import run_all, step
from tests.worker.conftest import Work

DAY = date(2026, 12, 1)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch, db: None) -> list[object]:
    """What was done, instead of the real work."""
    calls: list[object] = []
    monkeypatch.setattr(due, "DAILY", {"noted": noting(calls)})
    monkeypatch.setattr(due, "MINUTELY", {"noted": noting(calls)})
    return calls


def noting(calls: list[object]) -> Callable[[object], int]:
    def note(when: object) -> int:
        calls.append(when)
        return 1

    return note


def asked(worker: str, *, done: bool = False) -> Told:
    with turn(DAILY, worker, on=DAY, is_done=lambda _last: done) as told:
        return told


def test_two_workers_that_run_do_the_day_once(done: list[object]) -> None:
    first, second = Round(), Round()
    first._started, second._started = (signs.database_now(),) * 2
    for worker in (first, second, first):
        worker.daily(DAY)
    assert done == [DAY]
    second.daily(DAY + timedelta(days=1))
    first.daily(DAY + timedelta(days=1))
    assert done == [DAY, DAY + timedelta(days=1)]


def test_a_worker_that_starts_looks_once_more(done: list[object]) -> None:
    Round().daily(DAY)
    Round().daily(DAY)
    assert done == [DAY, DAY], "a day's work that failed before an upgrade is not left until tomorrow"


def test_the_minute_is_done_once_by_all(done: list[object]) -> None:
    now = timezone.now()
    first, second = Round(), Round()
    first.minutely(now)
    second.minutely(now)
    assert len(done) == 1
    Turn.objects.update(begun_at=signs.database_now() - loop.MINUTE)
    second.minutely(now + loop.MINUTE)
    assert len(done) == 2


def test_nobody_takes_the_turn_of_one_who_lives(db: None) -> None:
    signs.beat("first")
    with turn(DAILY, "first", on=DAY, is_done=lambda _last: False) as told:
        assert told is Told.OURS
        assert asked("second") is Told.TAKEN
        WorkerBeat.objects.update(at=signs.database_now() - signs.SILENT - timedelta(seconds=1))
        assert asked("second") is Told.OURS, "the first has fallen silent"


def test_a_turn_that_broke_off_is_asked_for_again(done: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_on: date) -> int:
        raise DatabaseError("gone")

    worker = Round()
    worker.beat()
    monkeypatch.setattr(due, "DAILY", {"away": away})
    with pytest.raises(DatabaseError):
        worker.daily(DAY)
    assert Turn.objects.get(name=DAILY).done_on is None
    monkeypatch.setattr(due, "DAILY", {"noted": noting(done)})
    worker.daily(DAY)
    assert done == [DAY]


def test_a_job_the_database_was_lost_under_begins_anew(
    control: PayControl, working: Callable[[Work], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(pay_runs, "begin_run", _lost)
        step()
    assert DBTaskResult.objects.get().status == "FAILED"
    working(lambda _control: None)
    assert run_all() == 1
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def _lost(*_arguments: int) -> None:
    raise OperationalError("the connection is lost")


def test_what_runs_in_the_name_of_one_who_is_between_jobs_is_lost(control: PayControl) -> None:
    queue.enqueue_waiting()
    job = DBTaskResult.objects.get()
    job.claim("me")
    signs.beat("me")
    assert queue.reap(by="another") == 0
    assert queue.reap(by="me") == 1
    job.refresh_from_db()
    assert (job.status, pay_world.now(control).state) == ("READY", PayControl.State.WAITING)
