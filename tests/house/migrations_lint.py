"""Which operations of a migration old code, that still runs, would stumble over; or which hold everybody up."""

from collections.abc import Iterator

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models.fields import NOT_PROVIDED

TAKEN_AWAY = (
    migrations.RemoveField,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.DeleteModel,
    migrations.AlterModelTable,
)
HOLDS_UP = (migrations.AddIndex, migrations.AddConstraint, migrations.AlterUniqueTogether)
UNREAD = (migrations.RunSQL, migrations.RunPython)


def unsafe(migration: type[migrations.Migration]) -> Iterator[str]:
    """What is wrong with it, and what to do. Nothing when the migration says why it is safe."""
    if getattr(migration, "zero_downtime", ""):
        return
    made = {one.name.lower() for one in migration.operations if isinstance(one, migrations.CreateModel)}
    for operation in migration.operations:
        fault = _fault(operation)
        model = str(getattr(operation, "model_name", "")).lower()
        if fault and model not in made:
            yield f"{operation.describe()}: {fault}"


def _fault(operation: Operation) -> str:
    if isinstance(operation, TAKEN_AWAY):
        return "old code still asks for it. Stop using it in this release, take it away in the next."
    if isinstance(operation, migrations.AlterField):
        return "old code still writes the old kind. Add a new column, write both, and change over in the next release."
    if isinstance(operation, migrations.AddField) and _must_be_filled(operation.field):
        return "old code writes rows without it. Give it null=True or db_default."
    if isinstance(operation, HOLDS_UP) and "Concurrently" not in type(operation).__name__:
        return "writing waits until all rows are read. Use AddIndexConcurrently, or NOT VALID and then VALIDATE."
    if isinstance(operation, UNREAD):
        return "nobody sees what it does to a table that is in use. Say in `zero_downtime` why it is safe."
    return ""


def _must_be_filled(field: "models.Field[object, object]") -> bool:
    return not field.null and getattr(field, "db_default", NOT_PROVIDED) is NOT_PROVIDED and not field.many_to_many
