"""What falls due by the calendar and the clock. An app adds one line to a list.

Each function is asked again and again and does a thing once: it looks at rows, does its work in short transactions of
its own, and returns how many things it did. One that fails is said in the log and stops no other; it is asked again the
next time.
"""

import logging
import traceback
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from django.db import DatabaseError
from django.utils import timezone

from ryddig.intake.heic import jpeg_of
from ryddig.records.accounts.personal_kinds import personal_kinds
from ryddig.records.audit.forgetting import forget
from ryddig.records.correspondence.sign_ins import forget_sessions
from ryddig.records.correspondence.subscriptions import prune_digests
from ryddig.records.correspondence.tokens import shred_old_writes
from ryddig.records.evidence.relocking import lock_plain_files
from ryddig.records.reviews import asking, judging, uploading
from ryddig.worker import digests, papers, scanning, self_reports

LOG: Final = logging.getLogger("ryddig.worker")


def _settle(now: datetime) -> int:
    return uploading.settle_uploads(now, on=timezone.localdate(now), redraw=jpeg_of)


DAILY: Final[Mapping[str, Callable[[date], int]]] = {
    **{f"shredded on its day: {kind.code}": partial(forget, kind) for kind in personal_kinds() if kind.shred},
    "locked files from before files were locked": lock_plain_files,
    "took away old digests": prune_digests,
    "forgot answers of the API older than a week": shred_old_writes,
    "forgot sessions that have run out": forget_sessions,
    "opened questions again whose paper no longer counts": papers.reopen,
    "opened documents again whose paper has run out": judging.reopen_run_out,
    "reminded suppliers of documents": asking.remind_due,
    "asked for self-reports on newly signed contracts": self_reports.ask_signed,
    "sent self-reports that were planned": self_reports.send_planned,
    "reminded of self-reports": self_reports.remind,
    "told of self-reports not delivered in time": self_reports.tell_late,
}
"""What it did -> the function, called once a day, and again when a worker starts."""

MINUTELY: Final[Mapping[str, Callable[[datetime], int]]] = {
    "queued digests to the buyer's people": digests.queue_digests,
    "scanned files for viruses": scanning.scan_waiting,
    "settled files on their way": _settle,
}
"""The same, called about once a minute with the moment."""


def run_daily(on: date) -> None:
    """Everything that is due today."""
    _run(DAILY, on)


def run_minutely(now: datetime) -> None:
    """Everything that is due now."""
    _run(MINUTELY, now)


def _run(due: Mapping[str, Callable[[Any], int]], when: date | datetime) -> None:
    for name, function in due.items():
        try:
            count = function(when)
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001 - one app's fault must not keep the others' deadlines from being kept
            frames = "".join(traceback.format_tb(error.__traceback__))
            LOG.error("%s: %s\n%s", name, type(error).__name__, frames)  # noqa: TRY400 - the message may hold personal data
        else:
            if count:
                LOG.info("%s: %s", name, count)
