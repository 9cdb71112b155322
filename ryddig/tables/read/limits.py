"""Bounds on what is opened. Everything above them is refused before it is read, with the cure in the message."""

from pathlib import Path
from typing import Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_

MIB: Final = 1024 * 1024
MAX_FILE_BYTES: Final = 100 * MIB
MAX_NOTICE_BYTES: Final = 32 * MIB
MAX_ROWS: Final = 500_000
MAX_COLUMNS: Final = 500
MAX_CELLS: Final = 5_000_000
MAX_FIELD_CHARACTERS: Final = 100_000


def refuse_large(name: str, size: int, limit: int = MAX_FILE_BYTES) -> None:
    """Raise UserCanFix when a file of `size` bytes is over `limit`. To be called before the file is read."""
    if size > limit:
        raise UserCanFix(
            "file.too_large",
            N_("%(file)s is %(size)s MB; at most %(limit)s MB is read."),
            hint=N_("Split the file, or remove pictures and sheets that hold no contracts."),
            params={"file": name, "size": -(-size // MIB), "limit": limit // MIB},
        )


def read_bounded(path: Path, limit: int = MAX_FILE_BYTES) -> bytes:
    """The bytes of a file no larger than `limit`. Never reads more than that, whatever the file system says."""
    try:
        refuse_large(path.name, path.stat().st_size, limit)
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except OSError as error:
        raise UserCanFix(
            "file.unreadable",
            N_("%(file)s cannot be read: %(why)s."),
            hint=N_("Check the name of the file and that you may read it."),
            params={"file": str(path), "why": error.strerror or type(error).__name__},
        ) from error
    refuse_large(path.name, len(content), limit)
    return content
