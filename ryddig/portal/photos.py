"""Photos as telephones send them: HEIC, which iPhones make and few others open, becomes JPEG before it is kept."""

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from ryddig.intake.heic import jpeg_of
from ryddig.records.evidence.kinds import HEAD, is_heic


def readable(file: "UploadedFile[Any]") -> tuple[str, Iterable[bytes]]:
    """The name and content to keep: as it came, or a photo in HEIC as JPEG. Raises UserCanFix for a broken photo."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    name = str(file.name)
    return jpeg_of(name, file.chunks()) if is_heic(head) else (name, file.chunks())
