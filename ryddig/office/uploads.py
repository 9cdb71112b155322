"""Files a person has sent and is looking at: kept until stored or put away, so that columns can be chosen anew.

They lie locked with the key ring. The name on disk is the digest of the content under the buyer's own folder;
nothing a person wrote becomes a path.
"""

import re

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from ryddig.records.accounts.keyring import seal, unseal

DIGEST = re.compile(r"[0-9a-f]{64}")


def keep(organisation_id: int, sha256: str, content: bytes) -> None:
    """Keep the content; the same content is kept once."""
    place = _place(organisation_id, sha256)
    if not default_storage.exists(place):
        default_storage.save(place, ContentFile(seal(content)))


def kept(organisation_id: int, sha256: str) -> bytes | None:
    """The content, or None when it is no longer there."""
    place = _place(organisation_id, sha256)
    if not default_storage.exists(place):
        return None
    with default_storage.open(place) as stored:
        return unseal(stored.read())


def forget(organisation_id: int, sha256: str) -> None:
    """Take the content away."""
    default_storage.delete(_place(organisation_id, sha256))


def _place(organisation_id: int, sha256: str) -> str:
    if not DIGEST.fullmatch(sha256):
        raise ValueError("not a digest")
    return f"uploads/{organisation_id}/{sha256}"
