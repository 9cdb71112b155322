"""Answers and failed tries into rows: within the caller's transaction, many at a time.

The same answer as last time makes no new row, only a later `answered_at`. A failed try leaves what was known alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from ryddig.domain.serial import plain
from ryddig.records.accounts.access import Machine
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.audit.services import Entry, record_events
from ryddig.records.lookups import events
from ryddig.records.lookups.facts import Answered, Failed
from ryddig.records.lookups.models import Lookup, Snapshot, SnapshotPersons

BATCH: Final = 500
Key = tuple[str, str]
"""Source and number."""
_STANDING: Final = ("newest", "answered_at", "tried_at", "due_at", "failures", "failed_since", "failure")


@dataclass(slots=True)
class Kept:
    """What storing answers came to: the snapshot that stands for each source and number, and the one before it where
    the answer was new."""

    newest: dict[Key, Snapshot] = field(default_factory=dict)
    earlier: dict[Key, Snapshot | None] = field(default_factory=dict)


def keep_answers(answers: Sequence[Answered], *, author: Machine, on: date) -> Kept:
    """Keep answers of one buyer's firms; the last one of a source and number counts."""
    given = {(one.source, one.subject): one for one in answers}
    rows = _lookups(author, given)
    kept = Kept()
    for key, answer in given.items():
        newest = rows[key].newest
        if newest is None or newest.sha256 != answer.sha256 or newest.state != answer.state:
            kept.earlier[key] = newest
            newest = _snapshot(answer, author)
        kept.newest[key] = newest
    _store_new(kept, given, author=author, on=on)
    _keep_persons_longer([snapshot for key, snapshot in kept.newest.items() if key not in kept.earlier], author, on=on)
    for key, answer in given.items():
        _answered(rows[key], answer, kept.newest[key])
    _save(rows.values())
    return kept


def keep_failures(failed: Sequence[Failed], *, author: Machine) -> None:
    """Keep that tries gave no answer, and why. What was known stays, and so does that it is due."""
    given = {(one.source, one.subject): one for one in failed}
    rows = _lookups(author, given)
    for key, one in given.items():
        row = rows[key]
        row.tried_at = one.tried_at
        row.failures += 1
        row.failed_since = row.failed_since or one.tried_at
        row.failure = {"code": one.code, **plain(one.reason)}
    _save(rows.values())


def note_changes(changed: Iterable[Key], *, author: Machine, at: datetime) -> int:
    """Keep that sources have told of changes at these numbers. Only numbers that were looked up before have a row; the
    others are asked about anyway. Returns how many."""
    by_source: dict[str, list[str]] = {}
    for source, subject in changed:
        by_source.setdefault(source, []).append(subject)
    noted = 0
    for source, subjects in by_source.items():
        for start in range(0, len(subjects), BATCH):
            rows = Lookup.objects.visible_to(author).filter(source=source, subject__in=subjects[start : start + BATCH])
            noted += rows.update(due_at=at)
    return noted


def _lookups(author: Machine, keys: Mapping[Key, object]) -> dict[Key, Lookup]:
    """The standing rows, unsaved where there was none."""
    subjects = sorted({subject for _, subject in keys})
    found: dict[Key, Lookup] = {}
    for start in range(0, len(subjects), BATCH):
        rows = Lookup.objects.visible_to(author).filter(subject__in=subjects[start : start + BATCH])
        rows = rows.select_related("newest").defer("newest__content", "newest__facts")
        found.update({(row.source, row.subject): row for row in rows})
    organisation = author.organisation_id
    return {key: found.get(key) or Lookup(organisation_id=organisation, source=key[0], subject=key[1]) for key in keys}


def _snapshot(answer: Answered, author: Machine) -> Snapshot:
    return Snapshot(
        organisation_id=author.organisation_id,
        source=answer.source,
        subject=answer.subject,
        asked_at=answer.asked_at,
        answered_at=answer.answered_at,
        state=answer.state,
        sha256=answer.sha256,
        content=dict(answer.content),
        facts=dict(answer.facts),
    )


def _store_new(kept: Kept, given: Mapping[Key, Answered], *, author: Machine, on: date) -> None:
    new = {key: kept.newest[key] for key in kept.earlier}
    Snapshot.objects.bulk_create(new.values(), batch_size=BATCH)
    persons = [
        SnapshotPersons(
            organisation_id=author.organisation_id,
            snapshot=snapshot,
            content=dict(given[key].persons),
            keep_until=_last_day(on),
        )
        for key, snapshot in new.items()
        if given[key].persons
    ]
    SnapshotPersons.objects.bulk_create(persons, batch_size=BATCH)
    entries = (
        Entry(
            events.SNAPSHOT_STORED,
            "snapshot",
            snapshot.pk,
            details={"source": source, "subject": subject, "sha256": snapshot.sha256, "state": snapshot.state},
        )
        for (source, subject), snapshot in new.items()
    )
    record_events(entries, actor=author, on=on)


def _last_day(on: date) -> date:
    return on + timedelta(days=settings.PERSONS_DAYS)


def _keep_persons_longer(seen_again: Sequence[Snapshot], author: Machine, *, on: date) -> None:
    """Persons of an answer that still holds are needed for as long as the firm is watched."""
    rows = SnapshotPersons.objects.visible_to(author).filter(shredded_on=None)
    ids = [snapshot.pk for snapshot in seen_again]
    for start in range(0, len(ids), BATCH):
        rows.filter(snapshot_id__in=ids[start : start + BATCH]).update(keep_until=_last_day(on))


def _answered(row: Lookup, answer: Answered, newest: Snapshot) -> None:
    row.newest = newest
    row.answered_at = row.tried_at = answer.answered_at
    row.failures, row.failed_since, row.failure = 0, None, {}
    if row.due_at is not None and row.due_at <= answer.asked_at:
        row.due_at = None


def _save(rows: Iterable[Lookup]) -> None:
    new, known = list[Lookup](), list[Lookup]()
    for row in rows:
        (new if row._state.adding else known).append(row)  # noqa: SLF001 - Django's way to tell a new row
    mine = Lookup.objects.unscoped("rows of the buyer that the round stores for")
    mine.bulk_create(new, batch_size=BATCH)
    mine.save_many(known, _STANDING)


def persons_due(on: date) -> ScopedQuerySet[SnapshotPersons]:
    """Persons of every organisation's snapshots whose last day has passed."""
    rows = SnapshotPersons.objects.unscoped("the shredder serves every organisation")
    return rows.filter(shredded_on=None, keep_until__lt=on)


def shred_persons_due(*, on: date) -> int:
    """Take away what snapshots say of persons when the last day has passed. The rest, its hash and what was concluded
    stay. Returns how many. For the worker and the command."""
    due = persons_due(on).select_related("snapshot").order_by("organisation_id", "id")
    number = 0
    for row in due.iterator(chunk_size=BATCH):
        number += _shred(row, on=on)
    return number


def _shred(row: SnapshotPersons, *, on: date) -> bool:
    with transaction.atomic():
        mine = SnapshotPersons.objects.unscoped("the shredder serves every organisation")
        if not mine.filter(id=row.pk, shredded_on=None, keep_until__lt=on).update(content={}, shredded_on=on):
            return False
        details = {"source": row.snapshot.source, "subject": row.snapshot.subject, "sha256": row.snapshot.sha256}
        entry = Entry(events.PERSONS_SHREDDED, "snapshot", row.snapshot_id, details=details)
        record_events([entry], actor=Machine(row.organisation_id), on=on)
    return True
