"""`ryddig migrate` and `ryddig serve` on a machine that has nothing yet."""

import os
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from ryddig.cli.serve import make_secret_key

RYDDIG = [sys.executable, "-m", "ryddig.cli"]
PATIENCE = 20


def surroundings(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RYDDIG_", "DJANGO_"))}
    return {**kept, "PYTHONPATH": str(Path(__file__).resolve().parent.parent.parent), "RYDDIG_VAR": str(folder / "var")}


def free_port() -> int:
    for port in range(21000, 23000, 7):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise LookupError("no free port")


def test_the_key_is_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret.key"
    make_secret_key(path)
    first = path.read_text()
    make_secret_key(path)
    assert path.read_text() == first
    assert len(first) >= 60
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_serve_does_not_start_before_migrate(tmp_path: Path) -> None:
    done = subprocess.run(
        [*RYDDIG, "serve"], env=surroundings(tmp_path), cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "ryddig.E001" in done.stderr
    assert "ryddig migrate" in done.stderr


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    env = surroundings(tmp_path)
    subprocess.run([*RYDDIG, "migrate"], env=env, cwd=tmp_path, check=True, capture_output=True)
    port = free_port()
    with subprocess.Popen(
        [*RYDDIG, "serve", "--port", str(port), "--workers", "1"],
        env=env,
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def test_a_fresh_machine_answers_with_the_log_in(server: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(server, timeout=PATIENCE) as answer:
                page, headers = answer.read().decode(), answer.headers
            break
        except urllib.error.URLError:
            assert time.monotonic() < until, "the server never answered"
            time.sleep(0.2)
    assert 'type="password"' in page
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
