"""The change feed: what has changed since the stored cursor, noted on the numbers that somebody watches.

Page by page: a page's changes and the cursor behind it are stored together, so that a kill loses none.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from ryddig.domain.errors import RyddigError
from ryddig.domain.serial import plain
from ryddig.domain.words import Message
from ryddig.records.accounts.access import Machine
from ryddig.records.lookups.models import FeedCursor
from ryddig.records.lookups.storing import note_changes
from ryddig.records.lookups.watching import WatchedFirm, cursor_of
from ryddig.registers.asking import Asker
from ryddig.registers.brreg.client import UNITS, BrregClient
from ryddig.worker.stopping import go_on

FROM_BEFORE: Final = timedelta(days=1)
"""Without a cursor the feed is read from a day before the last answer, as the register advises."""


def read_feed(asker: Asker, firms: Mapping[str, WatchedFirm], *, now: datetime) -> bool:
    """Note every change at these firms since the last time. False when the feed could not be read to its end."""
    if not asker.settings.is_on(UNITS):
        return False
    cursor = cursor_of(UNITS)
    after = int(cursor.position) if cursor.position else None
    since = None if cursor.position else (cursor.answered_at or now) - FROM_BEFORE
    try:
        for page in BrregClient(asker).changes(after=after, since=since):
            go_on()
            with transaction.atomic():
                _note((change.number for change in page.changes), firms, at=now)
                cursor.position = str(page.cursor)
                cursor.save()
    except RyddigError as error:
        mark_silent(cursor, error, at=now)
        return False
    mark_answered(cursor, at=now)
    return True


def _note(numbers: Iterable[str], firms: Mapping[str, WatchedFirm], *, at: datetime) -> None:
    of_buyer: dict[int, list[str]] = {}
    for number in dict.fromkeys(numbers):
        for organisation in firms[number].seats if number in firms else ():
            of_buyer.setdefault(organisation, []).append(number)
    for organisation, changed in of_buyer.items():
        note_changes([(UNITS, number) for number in changed], author=Machine(organisation), at=at)


def mark_answered(cursor: FeedCursor, *, at: datetime) -> None:
    """The source answers."""
    cursor.answered_at = cursor.tried_at = at
    cursor.failures, cursor.failed_since, cursor.failure = 0, None, {}
    cursor.save()


def mark_silent(cursor: FeedCursor, error: RyddigError, *, at: datetime) -> None:
    """The source was asked and did not answer, and why."""
    cursor.tried_at = at
    cursor.failures += 1
    cursor.failed_since = cursor.failed_since or at
    cursor.failure = {"code": error.code, **plain(Message(error.message, error.params))}
    cursor.save()
