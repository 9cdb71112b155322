"""How a worker is told to stop: between jobs at once, within a long one at its next step."""

from threading import Event
from typing import Final

from ryddig.domain.errors import AskAgainLater
from ryddig.domain.words import N_

STOPPING: Final = Event()


class Stopped(AskAgainLater):
    """The worker stops in the middle of a job; the job is put back and begins anew with the next worker."""


def go_on() -> None:
    """Raises Stopped when the worker is told to stop. Called at every step of a long job."""
    if STOPPING.is_set():
        raise Stopped("worker.stopped", N_("The worker stops. The job is put back."))
