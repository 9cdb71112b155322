"""Content on disk: written once under a name made at random, readable for the owner only, and taken away for good.

Nothing a person wrote becomes a path, and no web server serves the folder.
"""

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Final
from uuid import uuid4

from django.conf import settings

from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.domain.words import N_

OWNER_ONLY: Final = 0o600
FOLDER_OF_OWNER: Final = 0o700
WORK: Final = "work"
ENDINGS: Final[Mapping[str, str]] = {"text": "csv"}
MEGABYTE: Final = 1_000_000
LEFT_ALONE_SECONDS: Final = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Written:
    """Content that lies on disk: its name there, digest and length."""

    place: str
    sha256: str
    size: int


def path_of(place: str) -> Path:
    """Where the content lies."""
    return Path(settings.EVIDENCE_FOLDER) / place[:2] / place


@contextmanager
def written(chunks: Iterable[bytes]) -> Iterator[Written]:
    """Write content, and take it away again when what follows fails: no file is left without its row.

    Raises UserCanFix when it is larger than RYDDIG_EVIDENCE_LARGEST.
    """
    place, kept = uuid4().hex, False
    try:
        digest, size = _write(path_of(place), chunks)
        yield Written(place, digest, size)
        kept = True
    finally:
        if not kept:
            remove(place)


@contextmanager
def adopted(source: Path) -> Iterator[Written]:
    """Content that lies on disk already, such as an upload that has come whole: the same as `written`, without a second
    copy where the disk allows. `source` is left where it is, so that nothing is lost when what follows is cut off."""
    place, kept = uuid4().hex, False
    path = path_of(place)
    path.parent.mkdir(mode=FOLDER_OF_OWNER, parents=True, exist_ok=True)
    try:
        refuse_too_large(source.stat().st_size)
        with source.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        lay_out_from(source, path)
        yield Written(place, digest, path.stat().st_size)
        kept = True
    finally:
        if not kept:
            remove(place)


def refuse_too_large(size: int) -> None:
    """Raises UserCanFix for a file larger than RYDDIG_EVIDENCE_LARGEST."""
    if size > settings.EVIDENCE_LARGEST:
        text = N_("The file is larger than %(most)s MB.")
        hint = N_("Send it in parts, such as one file a month.")
        params = {"most": settings.EVIDENCE_LARGEST // MEGABYTE}
        raise UserCanFix("evidence.too_large", text, hint=hint, params=params)


def _write(path: Path, chunks: Iterable[bytes]) -> tuple[str, int]:
    path.parent.mkdir(mode=FOLDER_OF_OWNER, parents=True, exist_ok=True)
    digest, size = sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as file:
        for chunk in chunks:
            size += len(chunk)
            refuse_too_large(size)
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest(), size


def remove(place: str) -> None:
    """Take content away; what is not there is gone already."""
    path_of(place).unlink(missing_ok=True)


def name_in_run(evidence_id: int, kind: str) -> str:
    """What a file is called in a run: its number, so that no name becomes part of a finding, with a fitting ending."""
    return f"{evidence_id}.{ENDINGS.get(kind, kind)}"


def lay_out(place: str, path: Path) -> Path:
    """The content under another name, without a second copy where the disk allows. Raises OurFault when it is gone."""
    if not path_of(place).is_file():
        text = N_("File %(name)s is not where it was put.")
        hint = N_("Take it out and send it again, and tell those who run Ryddig.")
        raise OurFault("evidence.missing", text, hint=hint, params={"name": path.name})
    lay_out_from(path_of(place), path)
    return path


def lay_out_from(source: Path, path: Path) -> None:
    """The same content under another name."""
    try:
        os.link(source, path)
    except OSError:
        shutil.copyfile(source, path)


@contextmanager
def working_folder() -> Iterator[Path]:
    """A folder for one run, beside the evidence and as private; it goes with all that is in it."""
    folder = Path(settings.EVIDENCE_FOLDER) / WORK / uuid4().hex
    folder.mkdir(mode=FOLDER_OF_OWNER, parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_strays(known: set[str]) -> None:
    """Take away what no row knows and is a day old or more: what a crash left, of files and of working folders."""
    folder = Path(settings.EVIDENCE_FOLDER)
    if not folder.is_dir():
        return
    old = time.time() - LEFT_ALONE_SECONDS
    for path in folder.glob("??/*"):
        if path.name not in known and path.stat().st_mtime < old:
            path.unlink(missing_ok=True)
    for path in (folder / WORK).glob("*"):
        if path.stat().st_mtime < old:
            shutil.rmtree(path, ignore_errors=True)
