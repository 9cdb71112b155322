"""Settings as a keeper meets them: each started anew in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

LOOK = """
import json
from ryddig.site import settings as s
print(json.dumps({name: getattr(s, name) for name in dir(s) if name.isupper() and name in %r}))
"""
NAMES = (
    "DEBUG",
    "SECRET_KEY",
    "HTTPS",
    "PROXIES",
    "ALLOWED_HOSTS",
    "SESSION_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
    "CSRF_TRUSTED_ORIGINS",
    "SECURE_SSL_REDIRECT",
    "SESSION_COOKIE_AGE",
)


def run(code: str, folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RYDDIG_")}
    project = str(Path(__file__).resolve().parent.parent.parent)
    env = {**kept, "PYTHONPATH": project, "RYDDIG_VAR": str(folder), **given}
    return subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=folder, capture_output=True, text=True, check=False
    )


def look(folder: Path, **given: str) -> dict[str, Any]:
    done = run(LOOK % (NAMES,), folder, **given)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_nothing_given_is_safe_and_local(tmp_path: Path) -> None:
    found = look(tmp_path)
    assert (found["DEBUG"], found["SECRET_KEY"]) == (False, "")
    assert set(found["ALLOWED_HOSTS"]) == {"127.0.0.1", "localhost", "[::1]"}
    assert (found["HTTPS"], found["SESSION_COOKIE_SECURE"]) == (False, False)
    assert found["SESSION_COOKIE_AGE"] == 10 * 3600


def test_a_real_host_means_tls(tmp_path: Path) -> None:
    found = look(tmp_path, RYDDIG_HOSTS="ryddig.fjordvik.example")
    assert found["HTTPS"]
    assert found["SESSION_COOKIE_SECURE"]
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] > 0
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://ryddig.fjordvik.example"]


def test_the_key_comes_from_the_file_that_migrate_makes(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("a-key-from-the-file\n")
    assert look(tmp_path)["SECRET_KEY"] == "a-key-from-the-file"
    assert look(tmp_path, RYDDIG_SECRET_KEY="given")["SECRET_KEY"] == "given"


@pytest.mark.parametrize("wrong", ["maybe", "2"])
def test_a_switch_that_is_neither_on_nor_off_is_refused(tmp_path: Path, wrong: str) -> None:
    done = run("import ryddig.site.settings", tmp_path, RYDDIG_DEBUG=wrong)
    assert done.returncode != 0
    assert f"RYDDIG_DEBUG is “{wrong}”. Expected 1 or 0." in done.stderr
