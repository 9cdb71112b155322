"""Where a file of evidence lies in the tests' own folder, and what it says."""

from pathlib import Path

from django.conf import settings

from ryddig.records.evidence.files import Kept, opened
from ryddig.records.evidence.store import name_of


def path_of(place: str) -> Path:
    """Where the locked content lies."""
    return Path(settings.EVIDENCE_FOLDER) / name_of(place)


def content_of(row: Kept) -> bytes:
    """What it says."""
    with opened(row) as content:
        return content.read()
