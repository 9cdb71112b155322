"""The database in and out of a back-up: SQLite by its own online copy, PostgreSQL by pg_dump and pg_restore."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from django.db import connection

from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.domain.words import N_

SQLITE: Final = "database.sqlite3"
POSTGRES: Final = "database.dump"


def name_here() -> str:
    """What a back-up calls this installation's kind of database."""
    return SQLITE if connection.vendor == "sqlite" else POSTGRES


def dump_database(path: Path) -> None:
    """Write the database as it is at one moment, while people work."""
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(path)) as goal:
            source.backup(goal)
        return
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(path))


def need_empty_database() -> None:
    """Raises UserCanFix for a database that holds anything: a back-up is never written over somebody's work."""
    if connection.introspection.table_names():
        text = N_("The database is not empty, and a back-up is never written over what is there.")
        hint = N_("Give RYDDIG_VAR an empty folder, or RYDDIG_DATABASE_URL an empty database.")
        raise UserCanFix("restore.not_empty", text, hint=hint)


def load_database(path: Path) -> None:
    """Put the database of a back-up in place of the empty one."""
    if connection.vendor == "sqlite":
        name = Path(str(connection.settings_dict["NAME"]))
        connection.close()
        for ending in ("-wal", "-shm"):
            Path(f"{name}{ending}").unlink(missing_ok=True)
        name.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, name)
        return
    connection.close()
    _run(
        "pg_restore",
        "--no-owner",
        "--no-privileges",
        "--single-transaction",
        "--exit-on-error",
        "--dbname",
        _name(),
        str(path),
    )


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        text = N_("%(program)s is needed and was not found.")
        hint = N_("Install PostgreSQL’s client programs, as new as the server: apt-get install postgresql-client.")
        raise UserCanFix("backup.no_program", text, hint=hint, params={"program": program})
    done = subprocess.run(  # noqa: S603 - the program is one of two, its arguments are ours
        [found, *arguments],
        env={**os.environ, **_where(connection.settings_dict)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        text = N_("%(program)s could not: %(why)s")
        why = done.stderr.strip().splitlines()[-1:] or ["?"]
        raise OurFault("backup.database", text, params={"program": program, "why": why[0]})


def _where(given: Mapping[str, Any]) -> dict[str, str]:
    """The database's address as the client programs ask for it; a password is never an argument."""
    told = {
        "PGHOST": given["HOST"],
        "PGPORT": given["PORT"],
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGDATABASE": given["NAME"],
        "PGSSLMODE": given["OPTIONS"].get("sslmode", ""),
        "PGSSLROOTCERT": given["OPTIONS"].get("sslrootcert", ""),
    }
    return {name: str(value) for name, value in told.items() if value}
