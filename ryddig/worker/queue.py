"""Rows become jobs, and jobs that nobody works on any more are taken up again or given up with words."""

import logging
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ryddig.domain.errors import OurFault
from ryddig.domain.words import N_
from ryddig.records.followup import pay_runs
from ryddig.worker import mail, registers
from ryddig.worker.models import WorkerBeat
from ryddig.worker.tasks import run_ask, run_cases, run_mail, run_pay_control, run_watch

LOG: Final = logging.getLogger("ryddig.worker")
SILENT: Final = timedelta(seconds=60)
MOST_TRIES: Final = 3
KEPT: Final = timedelta(days=30)
OPEN: Final = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
PATH: Final = run_pay_control.module_path
ASK: Final = run_ask.module_path
WATCH: Final = run_watch.module_path
CASES: Final = run_cases.module_path
MAIL: Final = run_mail.module_path


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


def reap(now: datetime | None = None) -> int:
    """Take up the jobs of workers that have been silent, or give them up after three tries; and say so of controls that
    are running by their row while no job works on them. Returns how many it did something about."""
    silent = (now or timezone.now()) - SILENT
    with transaction.atomic():
        jobs = list(DBTaskResult.objects.select_for_update(skip_locked=True).filter(status=TaskResultStatus.RUNNING))
        alive = set(WorkerBeat.objects.filter(at__gte=silent).values_list("worker", flat=True))
        dead = [job for job in jobs if not job.worker_ids or job.worker_ids[-1] not in alive]
        for job in dead:
            _take_up(job)
    going_on = pay_runs.running()  # read before the jobs: one that ends in between has changed its control
    lost = [one for one in going_on if one not in _open_jobs()] if going_on else []
    for control_id, attempt in lost:
        pay_runs.fail_run(control_id, attempt, error=cut_off(), on=timezone.localdate())
    return len(dead) + len(lost)


def _take_up(job: DBTaskResult[..., object]) -> None:
    if len(job.worker_ids) >= MOST_TRIES:
        LOG.error("job %s was cut off %s times and is given up", job.id, len(job.worker_ids))
        job.set_failed(cut_off())
        return
    LOG.warning("job %s was cut off and begins anew", job.id)
    job.status, job.started_at = TaskResultStatus.READY, None
    job.save(update_fields=["status", "started_at"])
    if job.task_path == PATH:
        pay_runs.put_back(*job.args_kwargs["args"])
    elif job.task_path == ASK:
        registers.put_back(*job.args_kwargs["args"])


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
