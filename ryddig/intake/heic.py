"""A photo in HEIC as JPEG, with the name to match."""

from pathlib import PurePath

from ryddig.intake.photos import prepare_photo


def jpeg_of(name: str, content: bytes) -> tuple[str, list[bytes]]:
    """The name and content to keep. Raises UserCanFix for a photo that is broken or too large."""
    drawn, ending = prepare_photo(content)
    return str(PurePath(name or "foto").with_suffix(f".{ending}")), [drawn]
