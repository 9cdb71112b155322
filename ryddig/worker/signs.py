"""Which workers live, by the database's clock: the clocks of several hosts need not agree."""

from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.utils import timezone

from ryddig.worker.models import WorkerBeat

SILENT: Final = timedelta(seconds=60)
"""A worker that has given no sign for so long counts as dead."""


def database_now() -> datetime:
    """The moment by the clock that all hosts share. SQLite has one host, so its own clock will do."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    return now if isinstance(now, datetime) else timezone.now()


def beat(worker: str) -> None:
    """A sign of life."""
    WorkerBeat.objects.update_or_create(worker=worker, defaults={"at": database_now()})


def alive(now: datetime) -> set[str]:
    """The workers that have given a sign lately."""
    return set(WorkerBeat.objects.filter(at__gte=now - SILENT).values_list("worker", flat=True))
