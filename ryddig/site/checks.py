"""What must be in order before people's work goes in. Each check has an id and says what to do.

`ryddig serve` runs them all and does not start over an error; `ryddig manage check --tag ryddig --deploy` shows them.
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 - Django's own name
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from ryddig.domain.errors import UserCanFix
from ryddig.records.accounts.keyring import seal, unseal
from ryddig.records.accounts.models import Organisation

TAG = "ryddig"
VENDOR = (
    "designsystemet/theme.css",
    "designsystemet/designsystemet.css",
    "htmx/htmx.min.js",
)
KEY_LENGTH = 40


def has_secret_key() -> bool:
    """Whether there is a key: Django raises when an empty one is looked at."""
    try:
        return bool(settings.SECRET_KEY)
    except ImproperlyConfigured:
        return False


@register(TAG, deploy=True)
def secret_key(**_asked: object) -> list[CheckMessage]:
    """A key of its own, long enough, and no development settings before people."""
    found: list[CheckMessage] = []
    if not has_secret_key():
        hint = f"Run `ryddig migrate`, which makes {settings.SECRET_KEY_FILE}, or set RYDDIG_SECRET_KEY."
        found.append(Error("There is no secret key.", hint=hint, id="ryddig.E001"))
    elif len(settings.SECRET_KEY) < KEY_LENGTH and not settings.DEBUG:
        hint = f"Give RYDDIG_SECRET_KEY at least {KEY_LENGTH} random characters."
        found.append(Error("The secret key is short enough to be guessed.", hint=hint, id="ryddig.E002"))
    if settings.DEBUG and not set(settings.ALLOWED_HOSTS) <= settings.LOOPBACK:
        hint = "Take RYDDIG_DEBUG away, or serve on this machine only."
        found.append(Error("Development settings answer to the outside.", hint=hint, id="ryddig.E003"))
    return found


@register(TAG, deploy=True)
def pseudonym_key(**_asked: object) -> list[CheckMessage]:
    """Without its key no pay control can run; with a short one pseudonyms could be guessed."""
    if len(settings.PSEUDONYM_KEY) >= KEY_LENGTH or settings.DEBUG:
        return []
    hint = f"Run `ryddig migrate`, which makes {settings.PSEUDONYM_KEY_FILE}, or set RYDDIG_PSEUDONYM_KEY."
    text = f"The key of the pseudonyms is missing or shorter than {KEY_LENGTH} characters."
    return [Error(text, hint=hint, id="ryddig.E006")]


@register(TAG, deploy=True)
def private_evidence(**_asked: object) -> list[CheckMessage]:
    """Evidence must not lie where files are served from."""
    if not Path(settings.EVIDENCE_FOLDER).is_relative_to(settings.STATIC_ROOT):
        return []
    hint = "Give RYDDIG_EVIDENCE_FOLDER a folder outside the static files."
    return [Error("Files with personal data would be served to everybody.", hint=hint, id="ryddig.E007")]


@register(TAG, deploy=True)
def keys(**_asked: object) -> list[CheckMessage]:
    """There are keys, each is one, and with people on the outside they do not lie beside what they lock."""
    try:
        unseal(seal(b"ryddig"))
    except UserCanFix as error:
        return [Error(error.message, hint=error.hint, id="ryddig.E009")]
    inside = settings.KEYS_FILE.absolute().is_relative_to(settings.VAR)
    if os.environ.get("RYDDIG_KEYS") or not inside or set(settings.ALLOWED_HOSTS) <= settings.LOOPBACK:
        return []
    hint = "Give RYDDIG_KEYS what stands in it, or move the file to another place and name that in RYDDIG_KEYS_FILE."
    text = f"The keys of files and secrets lie beside what they lock, in {settings.KEYS_FILE}."
    return [Error(text, hint=hint, id="ryddig.E010")]


@register(TAG, deploy=True)
def stand_ins(**_asked: object) -> list[CheckMessage]:
    """Invented answers of registers are for the demo, and never for somebody's own contracts."""
    if os.environ.get("RYDDIG_REGISTERS", "").strip().lower() != "standin":
        return []
    try:
        real = Organisation.objects.filter(is_demo=False).exists()
    except DatabaseError:  # no tables yet: then there is nobody's contract either
        return []
    hint = "Set RYDDIG_REGISTERS=on or off; `ryddig demo load` wants a database of its own."
    text = "Stand-ins would answer for the registers about real contracts."
    return [Error(text, hint=hint, id="ryddig.E008")] if real else []


@register(TAG)
def vendor_files(**_asked: object) -> list[CheckMessage]:
    """The third-party browser files that npm fetches at install."""
    folder = Path(__file__).parent / "static" / "vendor"
    missing = [name for name in VENDOR if not (folder / name).is_file()]
    if not missing:
        return []
    text = f"Browser files are missing: {', '.join(missing)}."
    return [Warning(text, hint="Run `make install`; it needs npm. Pages look plain without them.", id="ryddig.W001")]


@register(TAG, deploy=True)
def collected(**_asked: object) -> list[CheckMessage]:
    """Static files under the names that pages ask for."""
    if settings.DEBUG or (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        return []
    text = f"The static files are not collected in {settings.STATIC_ROOT}."
    return [Error(text, hint="Run `ryddig migrate`.", id="ryddig.E004")]


@register(TAG, deploy=True)
def proxies(**_asked: object) -> list[CheckMessage]:
    """Outside this machine there must be TLS, which a web server before Ryddig gives."""
    if settings.HTTPS or set(settings.ALLOWED_HOSTS) <= settings.LOOPBACK:
        return []
    hint = "Take RYDDIG_HTTPS=0 away, and let the web server before Ryddig speak TLS and set X-Forwarded-Proto."
    return [Error("Passwords would cross the network in the clear.", hint=hint, id="ryddig.E005")]
