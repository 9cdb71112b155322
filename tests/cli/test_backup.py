"""Show 4: back-up, restore on an empty machine, verify, and what was due or shredded meanwhile is shredded again."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as here
from pytest_django import Settings

from ryddig.cli.backup_file import unpack
from ryddig.domain.errors import RyddigError
from ryddig.records.accounts.keyring import new_key
from tests.cli.backup_story import CSV

ROOT = Path(__file__).resolve().parent.parent.parent
RYDDIG = [sys.executable, "-m", "ryddig.cli"]
LATER = 600
SECRET = "for-tests-only-" * 4


@dataclass(frozen=True)
class Machine:
    """A machine: a folder and, on PostgreSQL, a database of its own."""

    env: dict[str, str]
    var: Path

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command, env=self.env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=LATER
        )

    def story(self, *command: str) -> dict[str, Any]:
        done = self.run(sys.executable, "-m", "tests.cli.backup_story", *command)
        assert done.returncode == 0, done.stderr
        told: dict[str, Any] = json.loads(done.stderr.splitlines()[-1])
        return told


def on_postgres() -> bool:
    return "postgresql" in str(here.DATABASES["default"]["ENGINE"])


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Machine]]:
    """Makes machines that share a key, and nothing else."""
    key, made = new_key(), list[str]()

    def make(name: str) -> Machine:
        folder = tmp_path_factory.mktemp(name)
        plain = {one: value for one, value in os.environ.items() if not one.startswith(("RYDDIG_", "DJANGO_"))}
        env = {**plain, "PYTHONPATH": str(ROOT), "RYDDIG_VAR": str(folder / "var"), "RYDDIG_KEYS": key}
        if name == "first":
            env |= {"RYDDIG_SECRET_KEY": SECRET, "RYDDIG_PSEUDONYM_KEY": SECRET[::-1]}
        if on_postgres():
            made.append(f"backup_{name}_{os.getpid()}")
            _create(made[-1])
            address, _, _ = os.environ["RYDDIG_DATABASE_URL"].rpartition("/")
            env["RYDDIG_DATABASE_URL"] = f"{address}/{made[-1]}"
        return Machine(env, folder / "var")

    yield make
    for name in made:
        _statement(f'DROP DATABASE IF EXISTS "{name}"')


def _create(name: str) -> None:
    _statement(f'CREATE DATABASE "{name}"')


def _statement(statement: str) -> None:
    import psycopg

    address = os.environ["RYDDIG_DATABASE_URL"].partition("?")[0]
    with closing(psycopg.connect(address, autocommit=True)) as there:
        there.execute(statement)


@pytest.fixture(scope="module")
def kept(
    machine: Callable[[str], Machine], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Machine, Path, dict[str, int]]:
    """A machine on which work was done and backed up, the back-up, and its files' ids."""
    first, file = machine("first"), tmp_path_factory.mktemp("elsewhere") / "one.ryddig"
    first.var.mkdir()
    return first, file, first.story("work", str(file))


pytestmark = pytest.mark.postgres


def test_everything_comes_back_on_an_empty_machine_but_what_was_shredded(
    kept: tuple[Machine, Path, dict[str, int]], machine: Callable[[str], Machine]
) -> None:
    first, file, ids = kept
    assert b"Ola" not in file.read_bytes()
    assert CSV not in file.read_bytes()
    buried = shutil.copytree(first.var / "evidence" / "tombstones", file.parent / "tombstones")
    second = machine("second")
    tried = second.run(*RYDDIG, "restore", str(file))
    assert (tried.returncode, "3 " in tried.stdout, "--apply" in tried.stdout) == (0, True, True), tried.stderr
    done = second.run(*RYDDIG, "restore", str(file), "--tombstones", str(buried), "--apply")
    assert done.returncode == 0, done.stderr
    found = second.story("look")
    assert found["files"][str(ids["kept"])] == CSV.decode() + "kept"
    for gone in ("by_hand", "due"):
        assert found["files"][str(ids[gone])] == "shredded: False", gone
    assert found["contacts"] == [["", ""]]
    assert ["files", 1] in found["receipts"]
    assert found["broken"] == []
    verified = second.run(*RYDDIG, "audit", "verify")
    assert (verified.returncode, "Fjordvik" in verified.stdout) == (0, True)
    secrets = [(second.var / name).read_text() for name in ("secret.key", "pseudonym.key")]
    assert secrets == [SECRET, SECRET[::-1]], "the same worker has the same pseudonym"
    again = second.run(*RYDDIG, "restore", str(file), "--apply")
    assert (again.returncode, "restore" in again.stderr) == (1, True), "never over somebody's work"


def test_a_back_up_that_was_changed_is_put_nowhere(
    kept: tuple[Machine, Path, dict[str, int]], machine: Callable[[str], Machine]
) -> None:
    third, file, content = machine("third"), kept[1].with_name("changed.ryddig"), bytearray(kept[1].read_bytes())
    content[-1_000] ^= 1
    file.write_bytes(content)
    done = third.run(*RYDDIG, "restore", str(file), "--apply")
    assert (done.returncode, "Traceback" in done.stderr) == (70, False), done.stderr
    assert {path.name for path in third.var.rglob("*") if path.is_file()} <= {"ryddig.sqlite3"}, "an empty database"


@pytest.mark.parametrize("fault", ["cut", "cut in its head", "other key", "no back-up"])
def test_what_does_not_open_is_said_in_words(
    kept: tuple[Machine, Path, dict[str, int]], settings: Settings, tmp_path: Path, *, fault: str
) -> None:
    content = kept[1].read_bytes()
    given = {"cut": content[: len(content) // 2], "cut in its head": content[:450], "no back-up": b"PK\x03\x04"}
    settings.KEYS = [new_key() if fault == "other key" else kept[0].env["RYDDIG_KEYS"]]
    file = tmp_path / "one.ryddig"
    file.write_bytes(given.get(fault, content))
    with pytest.raises(RyddigError):
        unpack(file, tmp_path)
