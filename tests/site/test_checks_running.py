"""What a service for many must have in order: each finding has an id and says what to do."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.db import OperationalError, connection
from django.test import override_settings

from ryddig.site import checks_running

KEY = "k" * 50
SERVICE = {
    "SECRET_KEY": KEY,
    "PSEUDONYM_KEY": KEY,
    "DEBUG": False,
    "HTTPS": True,
    "ALLOWED_HOSTS": ["ryddig.fjordvik.example"],
    "PUBLIC_URL": "https://ryddig.fjordvik.example",
    "EMAIL_HOST": "mail.fjordvik.example",
    "METRICS_TOKEN": "t" * 30,
}


def found(**changed: object) -> dict[str, str]:
    with override_settings(**{**SERVICE, **changed}):
        messages = run_checks(tags=["ryddig"], include_deployment_checks=True)
    return {str(message.id): str(message.hint) for message in messages if str(message.id)[-3:-1] == "02"}


def test_a_service_in_order_is_found_so() -> None:
    assert found() == {}


@pytest.mark.parametrize(
    ("changed", "number", "hint"),
    [
        ({"PUBLIC_URL": "https://other.example"}, "ryddig.E024", "RYDDIG_URL"),
        ({"EMAIL_HOST": ""}, "ryddig.W022", "RYDDIG_MAIL_HOST"),
        ({"METRICS_TOKEN": ""}, "ryddig.W023", "RYDDIG_METRICS_TOKEN"),
        ({"METRICS_TOKEN": "short"}, "ryddig.E025", "24"),
    ],
)
def test_each_finding_says_what_to_do(changed: dict[str, object], number: str, hint: str) -> None:
    said = found(**changed)
    assert list(said) == [number]
    assert hint in said[number]


@pytest.mark.parametrize(
    ("host", "mode", "numbers"),
    [
        ("db1", "", ["ryddig.W021"]),
        ("db1", "prefer", ["ryddig.W021"]),
        ("db1", "verify-full", []),
        ("127.0.0.1", "", []),
        ("/run/postgresql", "", []),
    ],
)
def test_the_database_far_away_is_spoken_to_over_tls(
    monkeypatch: pytest.MonkeyPatch, host: str, mode: str, numbers: list[str]
) -> None:
    far = {"ENGINE": "django.db.backends.postgresql", "HOST": host, "OPTIONS": {"sslmode": mode}}
    monkeypatch.setitem(settings.DATABASES, "default", far)
    assert list(found()) == numbers


def test_keys_that_others_read(tmp_path: Path) -> None:
    key = tmp_path / "secret.key"
    key.write_text(KEY)
    key.chmod(0o640)
    assert f"chmod 600 {key}" in found(SECRET_KEY_FILE=key)["ryddig.E023"]
    key.chmod(0o600)
    assert found(SECRET_KEY_FILE=key) == {}


def test_a_folder_that_takes_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_asked: False)  # the tests may run as root, who may write anywhere
    assert list(found()) == ["ryddig.E022"]


def asked_of_database() -> dict[str, str]:
    messages = run_checks(tags=["ryddig"], include_deployment_checks=True, databases=["default"])
    return {str(message.id): f"{message.msg} {message.hint}" for message in messages}


def test_tables_of_another_version(db: None) -> None:
    assert "ryddig.E021" not in asked_of_database()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'worker' AND name = '0002_turn'")
    assert "lacks 1 migrations" in asked_of_database()["ryddig.E021"]


def test_a_database_that_is_away_is_told_without_its_words(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    def away() -> int:
        raise OperationalError("password=hemmelig")

    monkeypatch.setattr(checks_running, "_waiting", away)
    told = asked_of_database()["ryddig.E020"]
    assert "does not answer" in told
    assert "hemmelig" not in told


def test_a_superuser_of_postgres_is_warned_of(db: None) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            (is_super,) = cursor.fetchone()
        assert ("ryddig.W020" in asked_of_database()) is is_super
    else:
        assert "ryddig.W020" not in asked_of_database()


def test_the_command_says_it_and_ends_with_one(tmp_path: Path, root: Path) -> None:
    env = {"RYDDIG_VAR": str(tmp_path), "RYDDIG_HOSTS": "a.example", "RYDDIG_URL": "https://b.example"}
    command = [sys.executable, "-m", "ryddig.cli", "check"]
    done = subprocess.run(command, env=env, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    for number in ("E001", "E004", "E006", "E021", "E024", "W022"):
        assert f"ryddig.{number}" in done.stderr, number
    assert "Traceback" not in done.stderr
