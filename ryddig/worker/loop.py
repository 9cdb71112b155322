"""The worker's round: signs of life, jobs out of rows, one job at a time, and what falls due."""

import logging
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from ryddig.worker import due, queue, signs
from ryddig.worker.models import Turn, WorkerBeat
from ryddig.worker.stopping import STOPPING
from ryddig.worker.turns import DAILY, MINUTELY, Told, turn

LOG: Final = logging.getLogger("ryddig.worker")
EVERY: Final = 1.0
BEAT_EVERY: Final = 10.0
AFTER_A_FAULT: Final = 5.0
MINUTE: Final = timedelta(minutes=1)
ID_LENGTH: Final = 24


class Round:
    """One worker process. `beside`: the process it belongs to; it stops when that one is gone."""

    def __init__(self, *, beside: int | None = None) -> None:
        self.name = get_random_string(ID_LENGTH)
        self._beside = beside
        self._cleaned: date | None = None
        self._looked: datetime | None = None

    def run(self) -> None:
        """Until told to stop."""
        STOPPING.clear()
        signal.signal(signal.SIGTERM, _stop)
        signal.signal(signal.SIGINT, _stop)
        with self._beating():
            while not STOPPING.is_set() and not self._left_alone():
                if not self._try_step():
                    STOPPING.wait(EVERY)

    def run_all(self) -> int:
        """Everything that waits, then an end. Returns how many jobs were done."""
        done = 0
        with self._beating():
            while self.step():
                done += 1
        return done

    def step(self) -> bool:
        """Take up what was left, make jobs of rows, do one. False when there was none to do."""
        queue.keep_house(self.name)
        if not DBTaskResult.objects.ready().exists():
            return False
        Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=self.name,
            excluded_queue_names=[],
        ).run()
        return True

    def daily(self, on: date) -> None:
        """What is due today, and old jobs away; once a day, and once more after a worker has started."""
        if self._cleaned == on:
            return
        started = self._started
        with turn(DAILY, self.name, on=on, is_done=lambda last: _done_since(started, last, on)) as told:
            if told is Told.OURS:
                due.run_daily(on)
                queue.prune()
        if told is not Told.TAKEN:
            self._cleaned = on

    def minutely(self, now: datetime) -> None:
        """What falls due by the clock; about once a minute."""
        if self._looked is not None and now - self._looked < MINUTE:
            return
        with turn(MINUTELY, self.name, on=timezone.localdate(now), is_done=_done_just_now) as told:
            if told is Told.OURS:
                due.run_minutely(now)
        self._looked = now

    def beat(self) -> None:
        """A sign of life."""
        signs.beat(self.name)

    @cached_property
    def _started(self) -> datetime:
        return signs.database_now()

    def _try_step(self) -> bool:
        """A database that is away for a moment stops nobody."""
        close_old_connections()
        try:
            self.daily(timezone.localdate())
            self.minutely(timezone.now())
            return self.step()
        except (DatabaseError, InterfaceError) as error:
            LOG.warning("the database did not answer: %s", type(error).__name__)
            STOPPING.wait(AFTER_A_FAULT)
            return False

    def _left_alone(self) -> bool:
        return self._beside is not None and os.getppid() != self._beside

    @contextmanager
    def _beating(self) -> Iterator[None]:
        """Signs of life in a thread of its own, also while a job takes minutes."""
        ended = threading.Event()
        self.beat()
        thread = threading.Thread(target=self._keep_beating, args=(ended,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
            with suppress(DatabaseError, InterfaceError):
                WorkerBeat.objects.filter(worker=self.name).delete()

    def _keep_beating(self, ended: threading.Event) -> None:
        while not ended.wait(BEAT_EVERY):
            try:
                self.beat()
            except (DatabaseError, InterfaceError):
                LOG.warning("a sign of life could not be stored")
        connection.close()


def _done_since(started: datetime, last: Turn, on: date) -> bool:
    return last.done_on == on and last.begun_at is not None and last.begun_at >= started


def _done_just_now(last: Turn) -> bool:
    return last.begun_at is not None and signs.database_now() - last.begun_at < MINUTE / 2


def _stop(_signal: int, _frame: object) -> None:
    STOPPING.set()
