"""Whether this process can do its work. Asked often, so cheap; open to all, so it tells little."""

import os
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from ryddig.worker import signs

OK: Final = "ok"
FAILED: Final = "failed"
SILENT: Final = "silent"


class _Seen:
    """Migrations are never taken back while a process lives, so that they are all there is asked until it is so."""

    migrated = False


def readiness() -> dict[str, str]:
    """Each thing that a page needs, and how it stands. Of a later thing nothing is known when an earlier one fails."""
    told = {"evidence": OK if _can_keep_files() else FAILED}
    try:
        told["database"] = OK if _answers() else FAILED
        told["migrations"] = OK if _is_migrated() else FAILED
        told["worker"] = OK if signs.alive(signs.database_now()) else SILENT
    except Error:
        told["database"] = FAILED
    return told


def is_ready(told: dict[str, str]) -> bool:
    """A silent worker is for the monitor and takes no host out of use: pages work without it."""
    return FAILED not in told.values()


def _answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _is_migrated() -> bool:
    """Whether every migration of this code is applied. One more than that is a newer version's, which is no fault."""
    if not _Seen.migrated:
        applied = set(MigrationRecorder(connection).applied_migrations())
        _Seen.migrated = set(MigrationLoader(None).disk_migrations or {}) <= applied
    return _Seen.migrated


def _can_keep_files() -> bool:
    """The folder is made with the first file; until then the one above it must let us."""
    if settings.FILES:
        return True  # elsewhere, and asking there each time is not cheap: its own monitor watches it
    folder = Path(settings.EVIDENCE_FOLDER)
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return os.access(folder, os.W_OK | os.X_OK)
