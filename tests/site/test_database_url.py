"""RYDDIG_DATABASE_URL: the forms that are understood, and what is said of the others."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from ryddig.site.database import database_settings


def settings(url: str) -> dict[str, Any]:
    return database_settings(url)


def test_sqlite_makes_its_folder(tmp_path: Path) -> None:
    found = settings(f"sqlite:///{tmp_path}/new/ryddig.sqlite3")
    assert found["NAME"] == f"{tmp_path}/new/ryddig.sqlite3"
    assert (tmp_path / "new").is_dir()
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgres_with_everything() -> None:
    found = settings("postgres://kari:p%40ss@db.example.org:5433/ryddig?sslmode=require")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "kari",
        "p@ss",
        "db.example.org",
        "5433",
        "ryddig",
    )
    pool = {"min_size": 1, "max_size": 4, "timeout": 10.0}
    kept = {"server_side_binding": True, "prepare_threshold": 3}
    assert found["OPTIONS"] == {"sslmode": "require", "pool": pool, **kept}
    assert found["CONN_HEALTH_CHECKS"], "no page gets a connection from before the database was started anew"


def test_behind_pgbouncer_there_is_no_pool() -> None:
    found = settings("postgresql://ryddig@db/ryddig?pool=off")
    assert "pool" not in found["OPTIONS"]
    assert found["DISABLE_SERVER_SIDE_CURSORS"] is True


@pytest.mark.parametrize("url", ["", "mysql://x/y", "sqlite://", "postgres://host", "/var/ryddig.sqlite3"])
def test_other_forms_are_refused_with_an_example(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"Expected sqlite:///var/ryddig\.sqlite3"):
        settings(url)
