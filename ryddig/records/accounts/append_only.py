"""Database triggers that refuse to change or delete rows written once, on SQLite and PostgreSQL.

The one exception is an organisation made as a demo, so that `ryddig demo erase` can take it away whole; an
organisation can never become a demo later.
"""

from collections.abc import Iterable, Iterator

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState, StateApps

_SQLITE = """CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
WHEN (SELECT is_demo FROM accounts_organisation WHERE id = OLD.organisation_id) = 0
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
_SQLITE_UPDATE = """CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
_SQLITE_DEMO = """CREATE TRIGGER accounts_organisation_never_demo BEFORE UPDATE OF is_demo ON accounts_organisation
WHEN OLD.is_demo = 0 AND NEW.is_demo = 1
BEGIN SELECT RAISE(ABORT, 'an organisation cannot become a demo'); END"""

_FUNCTION = """CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    IF NOT EXISTS (SELECT 1 FROM {table} r JOIN accounts_organisation o ON o.id = r.organisation_id WHERE NOT o.is_demo)
    THEN RETURN NULL; END IF;
  ELSIF TG_OP = 'DELETE' THEN
    IF (SELECT is_demo FROM accounts_organisation WHERE id = OLD.organisation_id) THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION '{table} is append-only';
END $$"""
_NO_CHANGE = """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"""
_NO_TRUNCATE = """CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"""
_POSTGRES = (_FUNCTION, _NO_CHANGE, _NO_TRUNCATE)
_POSTGRES_DEMO = (
    """CREATE FUNCTION accounts_organisation_never_demo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.is_demo AND NOT OLD.is_demo THEN RAISE EXCEPTION 'an organisation cannot become a demo'; END IF;
  RETURN NEW;
END $$""",
    """CREATE TRIGGER accounts_organisation_never_demo BEFORE UPDATE ON accounts_organisation
FOR EACH ROW EXECUTE FUNCTION accounts_organisation_never_demo()""",
)


class AppendOnly(Operation):
    """Migration: rows of these tables are written once. It needs no models, so none are put together for it."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, *tables: str) -> None:
        self.tables = tables

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(self, _label: str, schema_editor: BaseDatabaseSchemaEditor, *_states: ProjectState) -> None:
        self._run(schema_editor, _statements(schema_editor.connection.vendor))

    def database_backwards(self, _label: str, schema_editor: BaseDatabaseSchemaEditor, *_states: ProjectState) -> None:
        self._run(schema_editor, _drops(schema_editor.connection.vendor))

    def describe(self) -> str:
        return f"Rows of {', '.join(self.tables)} are written once"

    def _run(self, schema_editor: BaseDatabaseSchemaEditor, statements: Iterable[str]) -> None:
        for statement in list(statements):
            for table in self.tables:
                schema_editor.execute(statement.format(table=table))


def never_demo(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For `migrations.RunPython`: an organisation with real people's work cannot be turned into an erasable demo."""
    for statement in (_SQLITE_DEMO,) if schema_editor.connection.vendor == "sqlite" else _POSTGRES_DEMO:
        schema_editor.execute(statement)


def no_never_demo(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The way back."""
    on_table = "" if schema_editor.connection.vendor == "sqlite" else " ON accounts_organisation"
    schema_editor.execute(f"DROP TRIGGER accounts_organisation_never_demo{on_table}")
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute("DROP FUNCTION accounts_organisation_never_demo()")


def _statements(vendor: str) -> Iterator[str]:
    if vendor == "sqlite":
        yield _SQLITE_UPDATE
        yield _SQLITE.replace("{verb}", "delete")
    else:
        yield from _POSTGRES


def _drops(vendor: str) -> Iterator[str]:
    if vendor == "sqlite":
        yield "DROP TRIGGER {table}_no_update"
        yield "DROP TRIGGER {table}_no_delete"
    else:
        yield "DROP TRIGGER {table}_no_truncate ON {table}"
        yield "DROP TRIGGER {table}_no_change ON {table}"
        yield "DROP FUNCTION {table}_append_only()"
