"""The number under which everything about one request, or one job, is found again in the log."""

import re
from contextvars import ContextVar
from typing import Any, Final
from uuid import uuid4

NUMBER: Final[ContextVar[str]] = ContextVar("ryddig_request_id", default="")
GIVEN: Final = re.compile(r"[A-Za-z0-9-]{8,64}")
"""What is taken over from the web server before us; anything else could forge a line of the log."""


def begin(given: str) -> str:
    """The number the web server before us gave, or a new one; it counts for this request from now on."""
    number = given if GIVEN.fullmatch(given) else uuid4().hex
    NUMBER.set(number)
    return number


def begin_job(*, task_result: Any, **_more: object) -> None:  # noqa: ANN401 - a signal's argument
    """What a job says stands under the job's number."""
    NUMBER.set(str(task_result.id))


def end_job(**_more: object) -> None:
    """Between jobs a worker speaks for itself."""
    NUMBER.set("")
