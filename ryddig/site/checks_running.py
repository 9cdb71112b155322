"""What a service for many must have in order besides: database, files, mail, and somebody who watches."""

import os
import stat
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 - Django's own name
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor

from ryddig.site.checks import TAG

TOKEN_LENGTH: Final = 24
KEY_FILES: Final = ("SECRET_KEY_FILE", "PSEUDONYM_KEY_FILE", "KEYS_FILE")
SAFE_MODES: Final = ("require", "verify-ca", "verify-full")


@register(TAG, deploy=True)
def database(**asked: object) -> list[CheckMessage]:
    """It answers, and has the tables of this version. Asked only where a command names the database."""
    if not asked.get("databases"):
        return []
    try:
        connection.ensure_connection()
        waiting = _waiting()
    except (DatabaseError, InterfaceError) as error:
        hint = "Look at RYDDIG_DATABASE_URL, and whether the database runs and lets this host in."
        return [Error(f"The database does not answer ({type(error).__name__}).", hint=hint, id="ryddig.E020")]
    if waiting:
        text = f"The database lacks {waiting} migrations of this version."
        return [Error(text, hint="Run `ryddig migrate` once, on one host.", id="ryddig.E021")]
    return _superuser()


def _waiting() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _superuser() -> list[CheckMessage]:
    """A superuser can put the append-only triggers out of use."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        (is_super,) = cursor.fetchone() or (False,)
    if not is_super:
        return []
    text = "Ryddig logs in to PostgreSQL as a superuser, who can put the protection of the audit log out of use."
    hint = "Give it a role of its own that owns its database and nothing else: docs/deployment/national.md."
    return [Warning(text, hint=hint, id="ryddig.W020")]


@register(TAG, deploy=True)
def encrypted_way(**_asked: object) -> list[CheckMessage]:
    """Between hosts the database is spoken to over TLS."""
    given: dict[str, Any] = dict(settings.DATABASES["default"])
    host = str(given.get("HOST") or "")
    is_near = not host or host.startswith("/") or host in settings.LOOPBACK
    if "postgresql" not in given["ENGINE"] or is_near or given["OPTIONS"].get("sslmode") in SAFE_MODES:
        return []
    text = "What goes to the database crosses the network in the clear."
    return [Warning(text, hint="Add ?sslmode=verify-full to RYDDIG_DATABASE_URL.", id="ryddig.W021")]


@register(TAG, deploy=True)
def kept_files(**_asked: object) -> list[CheckMessage]:
    """The folder of the evidence takes a file, where files are kept on this host."""
    folder = Path(settings.EVIDENCE_FOLDER)
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if settings.FILES or os.access(folder, os.W_OK | os.X_OK):
        return []
    hint = f"Let the user that runs Ryddig write in {folder}, or set RYDDIG_EVIDENCE_FOLDER."
    return [Error(f"No file can be kept in {settings.EVIDENCE_FOLDER}.", hint=hint, id="ryddig.E022")]


@register(TAG, deploy=True)
def private_keys(**_asked: object) -> list[CheckMessage]:
    """Nobody else on the machine reads the keys."""
    files = [Path(getattr(settings, name)) for name in KEY_FILES]
    open_to_all = [file for file in files if file.is_file() and file.stat().st_mode & (stat.S_IRWXO | stat.S_IRWXG)]
    if not open_to_all:
        return []
    named = " ".join(map(str, open_to_all))
    return [Error(f"Others can read the keys: {named}.", hint=f"chmod 600 {named}", id="ryddig.E023")]


@register(TAG, deploy=True)
def reachable(**_asked: object) -> list[CheckMessage]:
    """Links in mail lead to an address that we answer to."""
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    answered = any(host == name or (name.startswith(".") and host.endswith(name)) for name in settings.ALLOWED_HOSTS)
    if answered or "*" in settings.ALLOWED_HOSTS or not host:
        return []
    text = f"Links in mail lead to {host}, and RYDDIG_HOSTS does not name it."
    return [Error(text, hint="Make RYDDIG_URL and RYDDIG_HOSTS agree.", id="ryddig.E024")]


@register(TAG, deploy=True)
def watched(**_asked: object) -> list[CheckMessage]:
    """Outside this machine mail must go out, and somebody must see when it does not."""
    if set(settings.ALLOWED_HOSTS) <= settings.LOOPBACK:
        return []
    found: list[CheckMessage] = []
    if not (settings.EMAIL_HOST or settings.MAIL_FOLDER):
        hint = "Set RYDDIG_MAIL_HOST. Until then mail waits, and suppliers are asked nothing."
        found.append(Warning("No mail goes out.", hint=hint, id="ryddig.W022"))
    if not settings.METRICS_TOKEN:
        hint = "Set RYDDIG_METRICS_TOKEN and let a monitor ask /metrics: docs/how-to/watch-over-it.md."
        found.append(Warning("Nobody watches over jobs and mail.", hint=hint, id="ryddig.W023"))
    elif len(settings.METRICS_TOKEN) < TOKEN_LENGTH:
        hint = f"Give RYDDIG_METRICS_TOKEN at least {TOKEN_LENGTH} random characters."
        found.append(Error("The token of the numbers is short enough to be guessed.", hint=hint, id="ryddig.E025"))
    return found
