"""Where content lies: a folder of this machine, or S3-compatible storage (RYDDIG_FILES).

Only locked content is put there. Nothing a person wrote becomes a name, and no web server serves it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import IO, Final

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages

OWNER_ONLY: Final = 0o600
FOLDER_OF_OWNER: Final = 0o700
PREFIX: Final = 2
"""Content lies in folders named by the first letters of its name, so that none grows too large."""


class _Moved(File):  # type: ignore[type-arg]  # not generic at run time
    """A file that a folder may take over instead of copying it."""

    def temporary_file_path(self) -> str:
        """Django's own name for where it lies."""
        return str(self.name)


def store() -> Storage:
    """The storage of this installation."""
    if settings.FILES:
        return storages["evidence"]
    return FileSystemStorage(
        location=settings.EVIDENCE_FOLDER,
        file_permissions_mode=OWNER_ONLY,
        directory_permissions_mode=FOLDER_OF_OWNER,
    )


def name_of(place: str) -> str:
    """The content's name in the storage."""
    return f"{place[:PREFIX]}/{place}"


def put(place: str, path: str) -> None:
    """Take over a file of the working folder as content. It may be gone from there afterwards."""
    with open(path, "rb") as file:  # noqa: PTH123 - Django asks the name of what it moves
        store().save(name_of(place), _Moved(file, name=path))


def take(place: str) -> IO[bytes]:
    """Content as it lies. Raises FileNotFoundError."""
    file: IO[bytes] = store().open(name_of(place), "rb")
    return file


def is_kept(place: str) -> bool:
    """Whether there is content of this name."""
    return store().exists(name_of(place))


def remove(place: str) -> None:
    """Take content away; what is not there is gone already."""
    store().delete(name_of(place))


def places() -> Iterator[str]:
    """Every name there is content under."""
    there = store()
    if not settings.FILES and not there.exists(""):
        return
    for folder in there.listdir("")[0]:
        if len(folder) == PREFIX:
            yield from there.listdir(folder)[1]


def written_at(place: str) -> datetime:
    """When the content was written."""
    return store().get_modified_time(name_of(place))
