"""Migrations after the released ones let old code run on: zero downtime, as docs/deployment/national.md has it."""

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from tests.house.migrations_lint import unsafe
from tests.house.tree import ROOT

RELEASED = ROOT / "tests/house/migrations_released.txt"
OURS = "ryddig."


def ours() -> dict[str, type[migrations.Migration]]:
    """Every migration of our own apps."""
    disk = MigrationLoader(None).disk_migrations or {}
    return {f"{app}.{name}": type(one) for (app, name), one in disk.items() if type(one).__module__.startswith(OURS)}


def test_migrations_that_are_not_released_yet_are_safe_for_code_that_runs() -> None:
    released = set(RELEASED.read_text(encoding="utf-8").split())
    found = {name: list(unsafe(one)) for name, one in ours().items() if name not in released}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_what_is_released_stays() -> None:
    assert set(RELEASED.read_text(encoding="utf-8").split()) <= set(ours()), "a released migration is gone or renamed"


def migration(*given: object, why: str = "") -> type[migrations.Migration]:
    return type("Migration", (migrations.Migration,), {"operations": list(given), "zero_downtime": why})


NEW = migrations.CreateModel("Thing", fields=[("id", models.BigAutoField(primary_key=True))])


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        (migrations.RemoveField("contract", "title"), "old code still asks"),
        (migrations.RenameField("contract", "title", "name"), "old code still asks"),
        (migrations.DeleteModel("contract"), "old code still asks"),
        (migrations.AlterField("contract", "title", models.TextField()), "write both"),
        (migrations.AddField("contract", "more", models.IntegerField(default=1)), "db_default"),
        (migrations.AddIndex("contract", models.Index(fields=["title"], name="by_title")), "Concurrently"),
        (migrations.RunSQL("UPDATE x SET y = 1"), "zero_downtime"),
    ],
)
def test_what_old_code_would_stumble_over_is_found(operation: object, said: str) -> None:
    (found,) = unsafe(migration(operation))
    assert said in found


@pytest.mark.parametrize(
    "operations",
    [
        [NEW],
        [NEW, migrations.AddIndex("thing", models.Index(fields=["id"], name="by_id"))],
        [migrations.AddField("contract", "more", models.IntegerField(null=True))],
        [migrations.AddField("contract", "more", models.IntegerField(db_default=1))],
    ],
)
def test_what_old_code_does_not_notice_is_let_through(operations: list[object]) -> None:
    assert list(unsafe(migration(*operations))) == []


def test_a_migration_may_say_why_it_is_safe() -> None:
    assert list(unsafe(migration(migrations.RunSQL("SELECT 1"), why="reads only"))) == []
