"""A migration step that makes an index on a table in use: on PostgreSQL nobody waits for it while it is made.

Django's own knows PostgreSQL only; Ryddig's tables are the same on SQLite, where one person at a time writes anyway.
The migration says `atomic = False`.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddIndex
from django.db.migrations.state import ProjectState


class AddIndexConcurrently(AddIndex):
    """Migration: this index, made while others write."""

    def database_forwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState) -> None:
        """From the first of the two states to the second."""
        from_state, to_state = states
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            editor: Any = schema_editor  # only PostgreSQL's takes `concurrently`
            name = editor.quote_name(self.index.name)
            editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")  # what a run that was cut short has left
            editor.add_index(model, self.index, concurrently=True)
