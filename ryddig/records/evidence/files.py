"""Content in and out: written once under a name made at random, locked where it lies, and taken away for good.

This is the one door to it. What is given out is a stream of a private file that has no name, so nothing is left of it
when the stream is closed or the process is killed; or a file in a working folder that goes with the folder.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO, Final, Protocol
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.domain.words import N_
from ryddig.records.evidence import store
from ryddig.records.evidence.locking import lock, unlock
from ryddig.records.evidence.store import FOLDER_OF_OWNER, OWNER_ONLY, remove

__all__ = ["FOLDER_OF_OWNER", "OWNER_ONLY", "Written", "opened", "remove", "written"]

WORK: Final = "work"
ENDINGS: Final[Mapping[str, str]] = {"text": "csv"}
MEGABYTE: Final = 1_000_000
LEFT_ALONE_SECONDS: Final = 24 * 60 * 60


class Kept(Protocol):
    """A row of content: its name in the storage, and its key. No key: it was kept before content was locked."""

    place: str
    wrapped_key: str


@dataclass(frozen=True, slots=True)
class Written:
    """Content that is kept: its name, digest, length and locked key, and what it says, to be looked at until the
    transaction is over."""

    place: str
    sha256: str
    size: int
    wrapped_key: str
    content: IO[bytes] = field(compare=False)


@contextmanager
def written(chunks: Iterable[bytes]) -> Iterator[Written]:
    """Keep content, and take it away again when what follows fails: no file is left without its row.

    Raises UserCanFix when it is larger than RYDDIG_EVIDENCE_LARGEST.
    """
    with private_file() as plain:
        digest, size = _copied(chunks, plain)
        with _kept(plain, digest, size) as content:
            yield content


@contextmanager
def _kept(plain: IO[bytes], digest: str, size: int) -> Iterator[Written]:
    place, kept = new_place(), False
    try:
        wrapped_key = lock_away(plain, place)
        plain.seek(0)
        yield Written(place, digest, size, wrapped_key, plain)
        kept = True
    finally:
        if not kept:
            remove(place)


def new_place() -> str:
    """A name for content, made at random."""
    return uuid4().hex


def lock_away(plain: IO[bytes], place: str) -> str:
    """Put the whole of `plain`, locked, under `place`. Returns its locked key."""
    plain.seek(0)
    with NamedTemporaryFile(dir=_work(), delete=False) as locked:
        try:
            wrapped_key = lock(plain, locked)
            locked.flush()
            store.put(place, locked.name)
        finally:
            Path(locked.name).unlink(missing_ok=True)
    return wrapped_key


def opened(row: Kept) -> IO[bytes]:
    """What the content says, from its beginning. Whoever opens it closes it, and then it is gone.

    Nothing is given out before the whole is unlocked and found unchanged. Raises OurFault: not there, or changed.
    """
    with ExitStack() as undo:
        plain = undo.enter_context(private_file())
        _unlock(row, plain)
        undo.pop_all()
    plain.seek(0)
    return plain


def _unlock(row: Kept, goal: IO[bytes]) -> None:
    try:
        with store.take(row.place) as source:
            if row.wrapped_key:
                unlock(source, goal, row.wrapped_key)
            else:
                shutil.copyfileobj(source, goal, MEGABYTE)
    except FileNotFoundError as error:
        text = N_("A file is not where it was put.")
        hint = N_("Take it out and send it again, and tell those who run Ryddig.")
        raise OurFault("evidence.missing", text, hint=hint) from error


def refuse_too_large(size: int) -> None:
    """Raises UserCanFix for a file larger than RYDDIG_EVIDENCE_LARGEST."""
    if size > settings.EVIDENCE_LARGEST:
        text = N_("The file is larger than %(most)s MB.")
        hint = N_("Send it in parts, such as one file a month.")
        params = {"most": settings.EVIDENCE_LARGEST // MEGABYTE}
        raise UserCanFix("evidence.too_large", text, hint=hint, params=params)


def refuse_left_out(names: Sequence[str]) -> None:
    """Raises UserCanFix where a form's files were left out while they came, since they are too large. A door that takes
    files asks this before it keeps anything: else the form would be kept as if they had never been chosen."""
    if names:
        text = N_("Not taken in, since it is larger than %(most)s MB: %(names)s.")
        hint = N_("Send it in parts, such as one file a month.")
        params = {"most": settings.EVIDENCE_LARGEST // MEGABYTE, "names": ", ".join(names)}
        raise UserCanFix("evidence.too_large", text, hint=hint, params=params)


def _copied(chunks: Iterable[bytes], goal: IO[bytes]) -> tuple[str, int]:
    digest, size = sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        refuse_too_large(size)
        digest.update(chunk)
        goal.write(chunk)
    return digest.hexdigest(), size


def name_in_run(evidence_id: int, kind: str) -> str:
    """What a file is called in a run: its number, so that no name becomes part of a finding, with a fitting ending."""
    return f"{evidence_id}.{ENDINGS.get(kind, kind)}"


def lay_out(row: Kept, path: Path) -> Path:
    """The content as a file in a working folder, for readers that want a path. Raises OurFault when it is gone."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as goal:
        _unlock(row, goal)
    return path


def private_file() -> IO[bytes]:
    """A file without a name in the working folder: it is gone when it is closed, or its process is."""
    return TemporaryFile(dir=_work())


@contextmanager
def working_folder() -> Iterator[Path]:
    """A folder for one run, beside the evidence and as private; it goes with all that is in it."""
    folder = _work() / uuid4().hex
    folder.mkdir(mode=FOLDER_OF_OWNER)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _work() -> Path:
    folder = Path(settings.EVIDENCE_FOLDER) / WORK
    folder.mkdir(mode=FOLDER_OF_OWNER, parents=True, exist_ok=True)
    return folder


def remove_strays(known: set[str]) -> None:
    """Take away what no row knows and is a day old or more: what a crash left, of files and of working folders."""
    old = timezone.now() - timedelta(seconds=LEFT_ALONE_SECONDS)
    for place in set(store.places()) - known:
        with suppress(FileNotFoundError):
            if store.written_at(place) < old:
                remove(place)
    for path in _work().glob("*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < old.timestamp():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
