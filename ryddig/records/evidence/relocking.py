"""Another key ring, and files from before content was locked."""

from contextlib import ExitStack
from datetime import date
from functools import partial
from typing import Final

from django.db import transaction

from ryddig.domain.errors import OurFault
from ryddig.records.accounts.keyring import Rewrap
from ryddig.records.evidence import files
from ryddig.records.evidence.models import Evidence, Thumbnail

WHY: Final = "the key ring is the installation's"
BATCH: Final = 500


def rotate_files(rewrap: Rewrap) -> int:
    """Lock the keys of all files with the ring's first key; the files themselves are not touched. Returns how many."""
    rows = Evidence.objects.unscoped(WHY).exclude(wrapped_key="").order_by("id")
    number = 0
    for row in rows.only("id", "wrapped_key").iterator(chunk_size=BATCH):
        new = rewrap(row.wrapped_key.encode()).decode()
        same = Evidence.objects.unscoped(WHY).filter(id=row.pk, wrapped_key=row.wrapped_key)
        number += same.update(wrapped_key=new)
    return number


def rotate_thumbnails(rewrap: Rewrap) -> int:
    """The same for small pictures."""
    number = 0
    for row in Thumbnail.objects.unscoped(WHY).order_by("id").iterator(chunk_size=BATCH):
        number += Thumbnail.objects.unscoped(WHY).filter(id=row.pk).update(content=rewrap(bytes(row.content)))
    return number


def lock_plain_files(_on: date) -> int:
    """Lock files that were kept before content was locked. For the worker and the command; a file whose content is
    gone is left alone. Returns how many."""
    rows = Evidence.objects.unscoped(WHY).filter(wrapped_key="", shredded_on=None).exclude(scan=Evidence.Scan.INFECTED)
    return sum(_locked(number) for number in list(rows.order_by("id").values_list("id", flat=True)))


def _locked(evidence_id: int) -> int:
    with ExitStack() as undo, transaction.atomic():
        rows = Evidence.objects.unscoped(WHY).select_for_update(no_key=True).filter(wrapped_key="", shredded_on=None)
        row = rows.filter(id=evidence_id).first()
        if row is None:
            return 0
        try:
            content = undo.enter_context(files.opened(row))
        except OurFault:
            return 0
        before, row.place = row.place, files.new_place()
        undo.callback(files.remove, row.place)
        row.wrapped_key = files.lock_away(content, row.place)
        row.save(update_fields=["place", "wrapped_key"])
        transaction.on_commit(partial(files.remove, before))
        undo.pop_all()
        content.close()
    return 1
