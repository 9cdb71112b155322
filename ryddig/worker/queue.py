"""Rows become jobs, and jobs that nobody works on any more are taken up again or given up with words."""

import logging
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ryddig.domain.errors import OurFault
from ryddig.domain.words import N_
from ryddig.records.followup import pay_runs
from ryddig.records.lookups.models import Ask
from ryddig.records.lookups.services import fail_ask
from ryddig.worker import mail, registers, signs
from ryddig.worker.models import WorkerBeat
from ryddig.worker.tasks import run_ask, run_cases, run_mail, run_pay_control, run_watch

LOG: Final = logging.getLogger("ryddig.worker")
MOST_TRIES: Final = 3
LOOK_BACK: Final = timedelta(days=1)
KEPT: Final = timedelta(days=30)
OPEN: Final = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
PATH: Final = run_pay_control.module_path
ASK: Final = run_ask.module_path
WATCH: Final = run_watch.module_path
CASES: Final = run_cases.module_path
MAIL: Final = run_mail.module_path
DATABASE_AWAY: Final = ("django.db.utils.OperationalError", "django.db.utils.InterfaceError")
"""What a job ends with when the database was gone in the middle of it, or a lock was not to be had."""
HOUSE_KEEPING: Final = 0x5279_6464_6967
"""The number of our lock in the database."""


@transaction.atomic
def keep_house(worker: str) -> None:
    """Take up what was left, and make jobs of rows: one worker of all at a time, or two would make the same job."""
    if _is_ours():
        reap(by=worker)
        enqueue_waiting()


def _is_ours() -> bool:
    """Until the transaction ends. On SQLite the transaction itself locks the database."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [HOUSE_KEEPING])
        return bool(cursor.fetchone()[0])


def enqueue_waiting() -> int:
    """A job for each thing that waits and has none: mail, pay controls, asks, the day's round, requests for evidence.

    Returns how many were made.
    """
    return _enqueue_mail() + _enqueue_controls() + _enqueue_asks() + _enqueue_watch() + _enqueue_cases()


def _enqueue_mail() -> int:
    if not mail.mail_due(timezone.now()) or _open_arguments(MAIL):
        return 0
    run_mail.enqueue()
    return 1


def _enqueue_asks() -> int:
    asked = registers.waiting_asks()
    known = {args[0] for args in _open_arguments(ASK)} if asked else set()
    new = [one for one in asked if one not in known]
    for ask_id in new:
        run_ask.enqueue(ask_id)
    return len(new)


def _enqueue_watch() -> int:
    due = registers.round_due(registers.register_settings(), now=timezone.now(), on=timezone.localdate())
    if not due or _open_arguments(WATCH):
        return 0
    run_watch.enqueue()
    return 1


def _enqueue_cases() -> int:
    if not registers.cases_due(now=timezone.now()) or _open_arguments(CASES):
        return 0
    run_cases.enqueue()
    return 1


def _enqueue_controls() -> int:
    asked = pay_runs.waiting()
    known = _open_jobs() if asked else set()
    new = [one for one in asked if one not in known]
    for control_id, attempt in new:
        run_pay_control.enqueue(control_id, attempt)
    return len(new)


def _open_jobs() -> set[tuple[int, int]]:
    return {(args[0], args[1]) for args in _open_arguments(PATH)}


def _open_arguments(path: str) -> list[list[int]]:
    """What the jobs of one kind that wait or run are called with."""
    rows = DBTaskResult.objects.filter(task_path=path, status__in=OPEN).values_list("args_kwargs", flat=True)
    return [stored["args"] for stored in rows]


def reap(now: datetime | None = None, *, by: str = "") -> int:
    """Take up the jobs of workers that have been silent, and those the database was lost under, or give them up after
    three tries; and say so of controls that are running by their row while no job works on them. `by`: the worker that
    asks; it is between jobs, so what is running in its name is lost too. Returns how many it did something about."""
    moment = now or signs.database_now()
    with transaction.atomic():
        jobs = list(DBTaskResult.objects.select_for_update(skip_locked=True).filter(_unsettled(moment)))
        living = signs.alive(moment) - {by}
        lost_jobs = [job for job in jobs if job.status != TaskResultStatus.RUNNING or _worker(job) not in living]
        for job in lost_jobs:
            _take_up(job)
    going_on = pay_runs.running()  # read before the jobs: one that ends in between has changed its control
    lost = [one for one in going_on if one not in _open_jobs()] if going_on else []
    for control_id, attempt in lost:
        pay_runs.fail_run(control_id, attempt, error=cut_off(), on=timezone.localdate())
    return len(lost_jobs) + len(lost)


def _unsettled(now: datetime) -> Q:
    away = Q(status=TaskResultStatus.FAILED, exception_class_path__in=DATABASE_AWAY, finished_at__gte=now - LOOK_BACK)
    return Q(status=TaskResultStatus.RUNNING) | away


def _worker(job: DBTaskResult[..., object]) -> str:
    return str(job.worker_ids[-1]) if job.worker_ids else ""


def _take_up(job: DBTaskResult[..., object]) -> None:
    if len(job.worker_ids) >= MOST_TRIES:
        LOG.error("job %s was cut off %s times and is given up", job.id, len(job.worker_ids))
        job.set_failed(cut_off())
        _let_go(job)
        return
    LOG.warning("job %s was cut off and begins anew", job.id)
    job.status, job.started_at, job.finished_at, job.exception_class_path = TaskResultStatus.READY, None, None, ""
    job.save(update_fields=["status", "started_at", "finished_at", "exception_class_path"])
    if job.task_path == PATH:
        pay_runs.put_back(*job.args_kwargs["args"])
    elif job.task_path == ASK:
        registers.put_back(*job.args_kwargs["args"])


def _let_go(job: DBTaskResult[..., object]) -> None:
    """What a person asked of the registers does not wait for ever. A control is told by `reap`."""
    ask = Ask.objects.unscoped("the worker serves every organisation").filter(id__in=job.args_kwargs["args"][:1])
    if job.task_path == ASK and (row := ask.first()) is not None:
        fail_ask(row, error=cut_off())


def cut_off() -> OurFault:
    """What a person is told when the work was cut off time and again."""
    text = N_("The work was cut off before it was done.")
    hint = N_("Start it again. If that does not help, control a shorter period, or tell those who run Ryddig.")
    return OurFault("pay_control.cut_off", text, hint=hint)


def prune(now: datetime | None = None) -> None:
    """Take away jobs that ended a month ago, and signs of life of workers long gone."""
    old = (now or timezone.now()) - KEPT
    DBTaskResult.objects.filter(finished_at__lt=old).delete()
    WorkerBeat.objects.filter(at__lt=old).delete()
