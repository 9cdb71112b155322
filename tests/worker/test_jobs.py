"""Rows become jobs, each job is done once, and what nobody works on any more is taken up or given up with words."""

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ryddig.domain.errors import UserCanFix
from ryddig.records.audit.models import Event
from ryddig.records.evidence.models import Evidence
from ryddig.records.followup import pay_controls, pay_runs
from ryddig.records.followup.pay_models import PayControl, PayRun
from ryddig.worker import queue, signs
from ryddig.worker.loop import Round
from ryddig.worker.models import WorkerBeat
from ryddig.worker.stopping import STOPPING, go_on
from ryddig.worker.tasks import run_pay_control
from tests import pay_world
from tests.cast import TODAY, Cast
from tests.work import run_all, step
from tests.worker.conftest import Work

WHY = "the tests look at everything"
State = PayControl.State
CELL = "Could not convert Ola Oppdiktet 12345678901"


def stores(control: PayControl) -> PayRun | None:
    return pay_runs.store_run(control, pay_world.result(pay_world.finding()), on=TODAY)


def jobs() -> list[str]:
    return list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True))


def test_a_control_that_waits_becomes_one_job_and_is_done(control: PayControl, working: Callable[[Work], None]) -> None:
    working(stores)
    assert (queue.enqueue_waiting(), queue.enqueue_waiting()) == (1, 0)
    assert run_all() == 1
    assert (jobs(), pay_world.now(control).state) == (["SUCCESSFUL"], State.DONE)
    assert run_all() == 0


def test_two_jobs_for_the_same_attempt_store_once(control: PayControl, working: Callable[[Work], None]) -> None:
    working(stores)
    run_pay_control.enqueue(control.pk, control.attempt)
    run_pay_control.enqueue(control.pk, control.attempt)
    run_all()
    assert jobs() == ["SUCCESSFUL", "SUCCESSFUL"]
    assert PayRun.objects.unscoped(WHY).count() == 1


def test_what_the_person_can_fix_is_told_as_it_was_said(control: PayControl, working: Callable[[Work], None]) -> None:
    def refuses(_control: PayControl) -> PayRun | None:
        raise UserCanFix("pay.nothing_to_control", "Nothing in %(files)s.", hint="Mend it.", params={"files": "1.csv"})

    working(refuses)
    run_all()
    failure = pay_world.now(control).failure
    assert (failure["text"], failure["hint"], failure["ours"]) == ("Nothing in %(files)s.", "Mend it.", False)


def test_what_nobody_foresaw_is_our_fault_and_quotes_no_payslip(
    control: PayControl, working: Callable[[Work], None], caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(_control: PayControl) -> PayRun | None:
        raise ValueError(CELL)

    working(breaks)
    with caplog.at_level(logging.INFO):
        run_all()
    now = pay_world.now(control)
    assert (now.state, now.failure["ours"], now.failure["code"]) == (State.FAILED, True, "pay_control.fault")
    told = [caplog.text, *(job.traceback for job in DBTaskResult.objects.all()), str(now.failure)]
    told += [str(event.details) for event in Event.objects.unscoped(WHY)]
    assert "Oppdiktet" not in "".join(told)
    assert "ValueError" in caplog.text
    assert "breaks" in caplog.text


def test_it_can_be_started_again_after_a_fault(
    cast: Cast, control: PayControl, working: Callable[[Work], None]
) -> None:
    pay_runs.begin_run(control.pk, control.attempt)
    pay_runs.fail_run(control.pk, control.attempt, error=queue.cut_off(), on=TODAY)
    pay_controls.start_pay_control(actor=cast.kari, control_id=control.pk, on=TODAY)
    working(stores)
    run_all()
    assert pay_world.now(control).state == State.DONE


def killed(control: PayControl, *, tries: int = 1) -> DBTaskResult[..., object]:
    """The job as a worker leaves it that was killed in the middle."""
    result = run_pay_control.enqueue(control.pk, control.attempt)
    job = DBTaskResult.objects.get(id=result.id)
    for number in range(tries):
        job.claim(f"dead-{number}")
    pay_runs.begin_run(control.pk, control.attempt)
    return job


def test_the_job_of_a_killed_worker_is_taken_up_by_another(
    control: PayControl, working: Callable[[Work], None]
) -> None:
    killed(control)
    assert pay_world.now(control).state == State.RUNNING
    working(stores)
    run_all()
    assert (jobs(), pay_world.now(control).state) == (["SUCCESSFUL"], State.DONE)


def test_a_worker_that_lives_keeps_its_job(control: PayControl) -> None:
    job = killed(control)
    now = timezone.now()
    WorkerBeat.objects.create(worker="dead-0", at=now)
    assert queue.reap(now) == 0
    assert queue.reap(now + signs.SILENT + timedelta(seconds=1)) == 1
    job.refresh_from_db()
    assert (job.status, pay_world.now(control).state) == (TaskResultStatus.READY, State.WAITING)


def test_after_three_tries_the_job_is_given_up_with_words(control: PayControl) -> None:
    killed(control, tries=3)
    queue.reap()
    now = pay_world.now(control)
    assert (jobs(), now.state, now.failure["code"]) == (["FAILED"], State.FAILED, "pay_control.cut_off")
    assert run_all() == 0


def test_a_control_without_a_job_does_not_run_for_ever(control: PayControl) -> None:
    pay_runs.begin_run(control.pk, control.attempt)
    queue.reap()
    assert pay_world.now(control).state == State.FAILED


def test_a_worker_told_to_stop_puts_its_job_back(control: PayControl, working: Callable[[Work], None]) -> None:
    def stops(_control: PayControl) -> PayRun | None:
        STOPPING.set()
        go_on()
        return None

    working(stops)
    step()
    assert (jobs(), pay_world.now(control).state) == (["SUCCESSFUL"], State.WAITING)
    STOPPING.clear()
    working(stores)
    run_all()
    assert pay_world.now(control).state == State.DONE


def test_progress_is_told_at_most_once_a_second(control: PayControl, monkeypatch: pytest.MonkeyPatch) -> None:
    from ryddig.worker import pay_control

    begun = pay_runs.begin_run(control.pk, control.attempt)
    assert begun is not None
    clock = iter([100.0, 100.1, 100.9, 101.0, 101.5, 102.0])
    monkeypatch.setattr(pay_control, "monotonic", lambda: next(clock))
    saved: list[int] = []
    monkeypatch.setattr(pay_runs, "save_progress", lambda _control, **said: saved.append(said["done"]))
    told = pay_control.Told(begun)
    for done in range(6):
        told("PAY-02", done, 6)
    assert saved == [0, 3, 5]


def test_once_a_day_files_are_shredded_and_old_jobs_go(cast: Cast, control: PayControl) -> None:
    old = timezone.now() - timedelta(days=31)
    DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="x", status="SUCCESSFUL", finished_at=old
    )
    worker = Round()
    late = TODAY + timedelta(days=366)
    worker.daily(late)
    assert set(Evidence.objects.unscoped(WHY).values_list("shredded_on", flat=True)) == {late}
    assert jobs() == []
    kept = pay_world.received(cast.kari, control.contract, b"a;b\n5;6\n")
    Evidence.objects.unscoped(WHY).filter(id=kept.pk).update(keep_until=TODAY)
    worker.daily(late)
    kept.refresh_from_db()
    assert kept.shredded_on is None, "once a day, not every second"


def test_a_database_that_is_away_stops_nobody(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    def away(*, by: str) -> int:
        raise DatabaseError(f"gone from {by}")

    monkeypatch.setattr(queue, "reap", away)
    monkeypatch.setattr("ryddig.worker.loop.AFTER_A_FAULT", 0.01)
    monkeypatch.setattr("ryddig.worker.loop.close_old_connections", lambda: None)
    assert Round()._try_step() is False
