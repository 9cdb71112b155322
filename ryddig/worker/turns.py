"""What falls due by the calendar and the clock is done by one worker at a time, of all workers on all hosts.

A turn is a row and not a lock of the connection: it holds behind a pooler of connections, and is free again as soon as
the worker that has it has been silent for as long as a lost job takes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import Enum, auto
from typing import Final

from django.db import transaction

from ryddig.worker.models import Turn
from ryddig.worker.signs import alive, database_now

DAILY: Final = "daily"
MINUTELY: Final = "minutely"


class Told(Enum):
    """What asking for a turn came to."""

    OURS = auto()
    TAKEN = auto()
    DONE = auto()


@contextmanager
def turn(name: str, worker: str, *, on: date, is_done: Callable[[Turn], bool]) -> Iterator[Told]:
    """The turn, if it is free and `is_done` does not say that another has been at it. Kept as done when the block ends
    well. When it does not, the turn stays with this worker, who asks again, or goes on when it falls silent."""
    told = _ask_for(name, worker, is_done=is_done)
    yield told
    if told is Told.OURS:
        Turn.objects.filter(name=name, worker=worker).update(worker="", done_on=on)


@transaction.atomic
def _ask_for(name: str, worker: str, *, is_done: Callable[[Turn], bool]) -> Told:
    row, _made = Turn.objects.select_for_update().get_or_create(name=name)
    now = database_now()
    if row.worker not in ("", worker) and row.worker in alive(now):
        return Told.TAKEN
    if is_done(row):
        return Told.DONE
    row.worker, row.begun_at = worker, now
    row.save(update_fields=["worker", "begun_at"])
    return Told.OURS
