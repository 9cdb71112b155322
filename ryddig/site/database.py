"""RYDDIG_DATABASE_URL -> Django's database settings, for SQLite and PostgreSQL."""

import os
from pathlib import Path
from tempfile import gettempdir
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

EXPECTED = "sqlite:///var/ryddig.sqlite3 or postgres://user:password@host:5432/name"
POOL_PATIENCE = 10.0
"""Seconds a page waits for a connection before it says that the database is away."""
PREPARED_AFTER = 3
"""Times a connection asks the same before PostgreSQL keeps the statement ready: planning our many short questions
anew took it nearly as long as answering them. Not behind pgbouncer, whose connections are everybody's."""


def database_settings(url: str) -> dict[str, object]:
    """Settings for one address: `sqlite:///PATH` (four slashes: an absolute path) or `postgres://…/NAME?sslmode=require`.

    PostgreSQL gets Django's connection pool; `?pool=off` drops it (behind pgbouncer). Raises ImproperlyConfigured with
    the forms that are understood.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and parts.path.strip("/"):
        return _sqlite(unquote(parts.path[1:]))
    if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/"):
        options = dict(parse_qsl(parts.query))
        pooled = options.pop("pool", "on") != "off"
        return _postgres(
            name=unquote(parts.path[1:]),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            host=options.pop("host", parts.hostname or ""),
            port=str(parts.port or ""),
            options=options,
            pooled=pooled,
        )
    raise ImproperlyConfigured(f"RYDDIG_DATABASE_URL has a form that is not understood. Expected {EXPECTED}.")


def _sqlite(name: str) -> dict[str, object]:
    if name != ":memory:":
        Path(name).parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": 600,
        "TEST": {"NAME": str(Path(gettempdir()) / f"ryddig-test-{os.getpid()}.sqlite3")},  # a file: tests write at once
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-16000;",
        },
    }


def _postgres(
    *, name: str, user: str, password: str, host: str, port: str, options: dict[str, str], pooled: bool
) -> dict[str, object]:
    more: dict[str, object] = dict(options)
    if pooled:
        more["pool"] = {"min_size": 1, "max_size": 4, "timeout": POOL_PATIENCE}
        more |= {"server_side_binding": True, "prepare_threshold": PREPARED_AFTER}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        "CONN_HEALTH_CHECKS": pooled,  # a connection from before a restart or a fail-over is not handed out
        "OPTIONS": more,
        "DISABLE_SERVER_SIDE_CURSORS": not pooled,
    }
