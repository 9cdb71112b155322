"""A file that comes in pieces: begun, continued where it was cut off, kept when it is whole.

How far it has come is the length of what lies on disk, so neither a killed server nor a lost network loses a piece that
came. It lies locked, as long as it was sent.
"""

import fcntl
import os
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final
from uuid import uuid4

from django.conf import settings

from ryddig.domain.errors import RyddigError, UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Guest
from ryddig.records.accounts.keyring import Rewrap
from ryddig.records.correspondence.links import guest_of_link
from ryddig.records.evidence.files import (
    FOLDER_OF_OWNER,
    LEFT_ALONE_SECONDS,
    OWNER_ONLY,
    Written,
    refuse_too_large,
    written,
)
from ryddig.records.evidence.kinds import HEAD, is_heic
from ryddig.records.evidence.locking import new_lock_for_pieces, turned_from
from ryddig.records.reviews.handing_in import hand_in_file, open_item
from ryddig.records.reviews.review_models import ReviewFile, Upload

Redraw = Callable[[str, Iterable[bytes]], tuple[str, list[bytes]]]
INCOMING: Final = "incoming"
KEPT: Final = timedelta(days=2)
SETTLED: Final = timedelta(minutes=5)
MOST_OPEN: Final = 50
KEY_BYTES: Final = 32
BLOCK: Final = 1 << 18
NAME: Final = 255


class Elsewhere(UserCanFix):
    """A piece does not begin where the file ends. A door answers 409; `at` is where it ends."""

    def __init__(self, at: int) -> None:
        text = N_("The file is being sent from somewhere else at the same time.")
        super().__init__("upload.elsewhere", text, hint=N_("Wait a moment, and try again."))
        self.at = at


def path_of(upload: Upload) -> Path:
    """Where the pieces lie."""
    return Path(settings.EVIDENCE_FOLDER) / INCOMING / upload.place


def come(upload: Upload) -> int:
    """How many bytes have come."""
    path = path_of(upload)
    return path.stat().st_size if path.is_file() else 0


def begin_upload(*, guest: Guest, item_id: int, name: str, size: int, now: datetime) -> Upload:
    """A new file on its way. Raises UserCanFix for one that is empty, too large, or one too many at a time."""
    item = open_item(guest, item_id)
    if size < 1:
        raise UserCanFix("evidence.empty", N_("The file is empty."), hint=N_("Send a file with content."))
    refuse_too_large(size)
    if Upload.objects.visible_to(guest).filter(link_id=guest.link_id).count() >= MOST_OPEN:
        text = N_("%(most)s files are on their way already.")
        raise UserCanFix("upload.too_many", text, hint=N_("Wait until they have come."), params={"most": MOST_OPEN})
    return Upload.objects.create(
        organisation_id=guest.organisation_id,
        item=item,
        link_id=guest.link_id,
        key=secrets.token_urlsafe(KEY_BYTES),
        name=name.strip()[-NAME:] or "?",
        size=size,
        place=uuid4().hex,
        wrapped_key=new_lock_for_pieces(),
        touched_at=now,
    )


def upload_of(guest: Guest, key: str) -> Upload:
    """The file on its way, of the guest's own firm on its contract. Raises ObjectDoesNotExist for any other."""
    rows = Upload.objects.visible_to(guest).filter(
        item__review__contract_id=guest.contract_id, item__review__supplier_id=guest.supplier_id
    )
    return rows.select_related("item").get(key=key)


def add_piece(*, guest: Guest, key: str, at: int, chunks: Iterable[bytes], now: datetime) -> int:
    """Write a piece that begins `at` a byte, and say how many bytes have come then. Nothing is written beyond the size
    that was told. Raises Elsewhere."""
    upload = upload_of(guest, key)
    path = path_of(upload)
    path.parent.mkdir(mode=FOLDER_OF_OWNER, parents=True, exist_ok=True)
    with _alone(path) as file:
        end = file.seek(0, os.SEEK_END)
        if end != at:
            raise Elsewhere(end)
        locked = _turned(upload, end)
        for chunk in chunks:
            file.write(locked(chunk[: upload.size - end]))
            end = min(end + len(chunk), upload.size)
    upload.touched_at = now
    upload.save(update_fields=["touched_at"])
    return end


@contextmanager
def _alone(path: Path) -> Iterator[BinaryIO]:
    """The file, for one writer at a time. Raises Elsewhere while another writes."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY), "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Elsewhere(path.stat().st_size) from error
        yield file


def keep_whole(*, guest: Guest, key: str, on: date, redraw: Redraw | None = None) -> ReviewFile:
    """Keep a file that has come whole. One that cannot be kept is taken away, and the reason is raised. A second call
    finds no upload: it is kept once. `redraw`: makes a JPEG of a photo in HEIC; without it such a photo is refused."""
    upload = upload_of(guest, key)
    try:
        name, content = _content(upload, redraw)
        row = hand_in_file(author=guest, item_id=upload.item_id, name=name, content=content, on=on)
    except UserCanFix:
        _forget(upload)
        raise
    _forget(upload)
    return row


def _content(upload: Upload, redraw: Redraw | None) -> tuple[str, AbstractContextManager[Written]]:
    head = next(unlocked(upload), b"")[:HEAD]
    if redraw is None or not is_heic(head):
        return upload.name, written(unlocked(upload))
    name, content = redraw(upload.name, unlocked(upload))
    return name, written(content)


def unlocked(upload: Upload) -> Iterator[bytes]:
    """What has come, as it was sent."""
    opened = _turned(upload, 0)
    with path_of(upload).open("rb") as file:
        yield from map(opened, iter(partial(file.read, BLOCK), b""))


def _turned(upload: Upload, at: int) -> Callable[[bytes], bytes]:
    """No key: it was begun before pieces were locked."""
    return turned_from(upload.wrapped_key, at) if upload.wrapped_key else bytes


def cancel_upload(*, guest: Guest, key: str) -> None:
    """Take away what has come."""
    _forget(upload_of(guest, key))


def _forget(upload: Upload) -> None:
    path_of(upload).unlink(missing_ok=True)
    upload.delete()


def settle_uploads(now: datetime, *, on: date, redraw: Redraw | None = None) -> int:
    """Keep what came whole and was cut off before it was kept; take away what nobody has continued for two days, and
    what no row knows. For the worker. Returns how many."""
    rows = Upload.objects.unscoped("the worker settles every supplier's").select_related("link").order_by("id")
    done = 0
    for upload in rows.filter(touched_at__lt=now - SETTLED):
        if come(upload) == upload.size:
            done += _settle(upload, on=on, redraw=redraw)
        elif upload.touched_at < now - KEPT:
            _forget(upload)
            done += 1
    _remove_strays()
    return done


def _settle(upload: Upload, *, on: date, redraw: Redraw | None) -> int:
    try:
        keep_whole(guest=guest_of_link(upload.link), key=upload.key, on=on, redraw=redraw)
    except RyddigError:
        return 0
    return 1


def _remove_strays() -> None:
    known = set(Upload.objects.unscoped("every row's file is known").values_list("place", flat=True))
    old = time.time() - LEFT_ALONE_SECONDS
    for path in (Path(settings.EVIDENCE_FOLDER) / INCOMING).glob("*"):
        if path.name not in known and path.stat().st_mtime < old:
            path.unlink(missing_ok=True)


def rotate_uploads(rewrap: Rewrap) -> int:
    """Lock the keys of all files on their way with the ring's first key. Returns how many."""
    rows = Upload.objects.unscoped("the key ring is the installation's")
    return sum(
        rows.filter(pk=number).update(wrapped_key=rewrap(key.encode()).decode())
        for number, key in rows.exclude(wrapped_key="").values_list("pk", "wrapped_key")
    )
