"""A photo in HEIC as JPEG, with the name to match."""

from collections.abc import Iterable
from pathlib import PurePath

from ryddig.intake.photos import MOST_BYTES, prepare_photo


def jpeg_of(name: str, chunks: Iterable[bytes]) -> tuple[str, list[bytes]]:
    """The name and content to keep. Raises UserCanFix for a photo that is broken or too large, which is read no further
    than it takes to see it."""
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > MOST_BYTES:
            break
    drawn, ending = prepare_photo(bytes(content))
    return str(PurePath(name or "foto").with_suffix(f".{ending}")), [drawn]
