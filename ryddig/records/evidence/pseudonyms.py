"""The key that makes pseudonyms: one for each buyer, drawn from the installation's secret.

The same worker has one pseudonym over time with one buyer and another one elsewhere, and nobody without the secret can
try out names or numbers.
"""

import hmac
from hashlib import sha256
from typing import Final

from django.conf import settings

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_

PURPOSE: Final = "ryddig/pseudonyms/1"


def pseudonym_key(organisation_id: int) -> bytes:
    """HMAC-SHA256 of purpose and organisation under RYDDIG_PSEUDONYM_KEY. Raises UserCanFix when there is none."""
    secret: str = settings.PSEUDONYM_KEY
    if not secret:
        text = N_("There is no key to make pseudonyms with.")
        hint = N_("Run `ryddig migrate`, which makes one, or set RYDDIG_PSEUDONYM_KEY.")
        raise UserCanFix("evidence.no_pseudonym_key", text, hint=hint)
    return hmac.digest(secret.encode(), f"{PURPOSE}/{organisation_id}".encode(), sha256)
