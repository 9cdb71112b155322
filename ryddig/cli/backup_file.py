"""A back-up as one file: a line that says what it is, then an age file of a tar, its key locked with the key ring."""

import json
import os
import tarfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final

from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.domain.words import N_
from ryddig.records.evidence.locking import lock_to, new_lock, unlock

FORM: Final = 1
OWNER_ONLY: Final = 0o600
MOST_HEAD: Final = 10_000


@contextmanager
def packing(path: Path, *, told: dict[str, Any]) -> Iterator[tarfile.TarFile]:
    """Write a back-up. It gets its name only when it is whole."""
    part = path.with_name(f"{path.name}.part")
    public, wrapped_key = new_lock()
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "wb") as goal:
        goal.write(json.dumps({"ryddig_backup": FORM, **told, "wrapped_key": wrapped_key}).encode() + b"\n")
        with _piped(lambda plain: lock_to(plain, goal, public)) as plain, tarfile.open(fileobj=plain, mode="w|") as tar:
            yield tar
        goal.flush()
        os.fsync(goal.fileno())
    part.rename(path)


@contextmanager
def _piped(reads: Callable[[IO[bytes]], None]) -> Iterator[IO[bytes]]:
    """What is written here is read by `reads` in a thread of its own."""
    source, goal = os.pipe()
    with ThreadPoolExecutor(max_workers=1) as pool:
        job = pool.submit(_read, source, reads)
        try:
            with os.fdopen(goal, "wb") as file:
                yield file
        except BrokenPipeError:
            job.result()  # why nobody reads any more
            raise
    job.result()


def _read(source: int, reads: Callable[[IO[bytes]], None]) -> None:
    with os.fdopen(source, "rb") as file:
        reads(file)


def add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    """A small part."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), OWNER_ONLY
    tar.addfile(info, BytesIO(content))


def add_stream(tar: tarfile.TarFile, name: str, content: IO[bytes], *, size: int) -> None:
    """A part of any size."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, OWNER_ONLY
    tar.addfile(info, content)


def head_of(path: Path) -> dict[str, Any]:
    """What the first line says. Raises UserCanFix for a file that is no back-up."""
    with path.open("rb") as file:
        return _head(file)


def unpack(path: Path, folder: Path) -> None:
    """Unlock a back-up and lay its parts out in a folder of our own. Raises OurFault: changed, cut off, or no key fits;
    what lies in the folder then is not to be used."""
    with path.open("rb") as source:
        head = _head(source)
        try:
            with _piped(lambda plain: _lay_out(plain, folder)) as plain:
                unlock(source, plain, head["wrapped_key"])
        except (tarfile.TarError, BrokenPipeError) as error:
            raise OurFault("restore.broken", N_("The back-up is not whole."), hint=N_("Take another one.")) from error


def _lay_out(plain: IO[bytes], folder: Path) -> None:
    try:
        with tarfile.open(fileobj=plain, mode="r|") as tar:
            tar.extractall(folder, filter="data")
    finally:
        while plain.read(1 << 20):  # what follows is read to its end, so that the writer is told of its own fault
            pass


def _head(file: IO[bytes]) -> dict[str, Any]:
    try:
        head = json.loads(file.readline(MOST_HEAD))
        if head["ryddig_backup"] != FORM:
            raise KeyError
    except (ValueError, KeyError, TypeError) as error:
        text = N_("This is no back-up of Ryddig, or of a newer one.")
        raise UserCanFix("restore.no_backup", text, hint=N_("Choose a file that `ryddig backup` wrote.")) from error
    return dict(head)
