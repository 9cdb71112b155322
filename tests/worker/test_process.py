"""The worker as a process: it does what waits, stops when told, and does not outlive the server it stands beside."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PARENT = """
import subprocess, sys, os, time
worker = subprocess.Popen([sys.executable, "-m", "ryddig.cli", "worker", "--beside", str(os.getpid())])
print(worker.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Settings of an installation of its own, with a database."""
    folder = tmp_path_factory.mktemp("worker")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RYDDIG_")}
    env = {**kept, "RYDDIG_VAR": str(folder), "RYDDIG_DEBUG": "1"}
    subprocess.run([sys.executable, "-m", "ryddig.cli", "migrate"], env=env, check=True, capture_output=True)
    return env


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split(") ")[1][0] != "Z"


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if condition():
            return True
        time.sleep(0.1)
    return condition()


@pytest.fixture
def worker(place: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker on its own."""
    started = subprocess.Popen([sys.executable, "-m", "ryddig.cli", "worker"], env=place)
    yield started
    if started.poll() is None:
        started.kill()
        started.wait()


def beats(place: dict[str, str]) -> int:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(Path(place["RYDDIG_VAR"]) / "ryddig.sqlite3")) as database:
        return int(database.execute("SELECT count(*) FROM worker_workerbeat").fetchone()[0])


def test_batch_ends_by_itself(place: dict[str, str]) -> None:
    done = subprocess.run([sys.executable, "-m", "ryddig.cli", "worker", "--batch"], env=place, timeout=60, check=False)
    assert done.returncode == 0


def test_it_lives_gives_signs_of_it_and_stops_when_told(
    place: dict[str, str], worker: "subprocess.Popen[bytes]"
) -> None:
    before = beats(place)
    assert within(30, lambda: beats(place) == before + 1)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert beats(place) == before, "one that ends in order leaves no sign of life"


def test_it_does_not_outlive_a_server_that_was_killed(place: dict[str, str]) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], env=place, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    before = beats(place)
    assert within(30, lambda: beats(place) > before or not alive(pid))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert within(20, lambda: not alive(pid))
