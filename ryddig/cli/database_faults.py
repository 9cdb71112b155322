"""What a fault of the database means to the one who runs a command: tables that are not made yet, or no answer."""

import sys

from ryddig.domain.errors import AskAgainLater, RyddigError, UserCanFix
from ryddig.domain.words import N_


def faults_of_database() -> tuple[type[Exception], ...]:
    """The exceptions to look at; none where the command needed no database, so that it starts without Django."""
    loaded = sys.modules.get("django.db.utils")
    return () if loaded is None else (loaded.OperationalError, loaded.ProgrammingError)


def database_said() -> RyddigError | None:
    """The fault in words; None when tables and database are as they should be, so that something else is wrong."""
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError:
        return AskAgainLater(
            "database.away",
            N_("The database does not answer."),
            hint=N_("Look whether it runs, and whether RYDDIG_DATABASE_URL is right: ryddig check."),
        )
    if not waiting:
        return None
    return UserCanFix(
        "database.not_ready",
        N_("The database lacks tables of this version of Ryddig."),
        hint=N_("Make them, and run the command again: ryddig migrate."),
    )
