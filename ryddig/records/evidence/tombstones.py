"""What was shredded, kept beside the files and outside the database, so that a back-up cannot bring it back.

A tombstone holds which row it was and the day, and nothing of what the row said. After a restore `shred_buried` shreds
again whatever the back-up still had. Copy them off the machine as often as you can: they are tiny.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import models, transaction

from ryddig.records.accounts.personal_kinds import Again, personal_kinds
from ryddig.records.evidence.store import store

FOLDER: Final = "tombstones"


def bury(row: models.Model, known: Mapping[str, Any], *, on: date) -> None:
    """Keep, once the transaction is over, that this row was shredded. `known`: what finds it again."""
    told = {"model": row._meta.label, "known": dict(known), "on": on.isoformat()}  # noqa: SLF001 - documented by Django
    transaction.on_commit(partial(_write, json.dumps(told, sort_keys=True)))


def _write(told: str) -> None:
    store().save(f"{FOLDER}/{uuid4().hex}.json", ContentFile(told.encode()))


def read_all() -> Iterator[tuple[str, bytes]]:
    """Name and content of every one there is."""
    there = store()
    try:
        names = there.listdir(FOLDER)[1]
    except FileNotFoundError:
        return
    for name in sorted(names):
        with there.open(f"{FOLDER}/{name}") as file:
            yield name, file.read()


def put_back(name: str, told: bytes) -> None:
    """Keep one that was copied elsewhere; one that is there is left alone."""
    if not store().exists(f"{FOLDER}/{name}"):
        store().save(f"{FOLDER}/{name}", ContentFile(told))


def shred_buried(on: date) -> int:
    """Shred again what came back with a back-up. Returns how many rows."""
    again: dict[str, Again] = {}
    for kind in personal_kinds():
        again.update(kind.again)
    buried = [json.loads(told) for _, told in read_all()]
    return sum(again[told["model"]](told["known"], on) for told in buried)
