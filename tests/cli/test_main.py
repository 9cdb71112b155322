"""The command `ryddig`: sub-commands are found late, errors become sentences, law needs no Django."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ryddig import __version__
from ryddig.cli import main as entry
from ryddig.domain.errors import AskAgainLater, OurFault, RyddigError, UserCanFix


def test_every_command_is_listed_and_is_what_it_says() -> None:
    context = click.Context(entry.ryddig)
    names = entry.ryddig.list_commands(context)
    assert set(names) == {*entry.MODULES, "manage"}
    for name in names:
        command = entry.ryddig.get_command(context, name)
        assert command is not None, name
        assert command.name == name
        assert command.get_short_help_str(), f"{name} has no help"


def test_version_and_help() -> None:
    assert __version__ in CliRunner().invoke(entry.ryddig, ["--version"]).output
    assert "lawbook" in CliRunner().invoke(entry.ryddig, ["-h"]).output


def test_an_unknown_command_is_refused() -> None:
    answer = CliRunner().invoke(entry.ryddig, ["lawbok"])
    assert answer.exit_code == 2
    assert "lawbok" in answer.output


@pytest.mark.parametrize(("kind", "code"), [(UserCanFix, 1), (AskAgainLater, 75), (OurFault, 70)])
def test_an_error_is_a_sentence_and_an_exit_code(
    kind: type[RyddigError], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise kind("file.missing", "The file %(file)s is not there.", hint="Check the name.", params={"file": "a.csv"})

    monkeypatch.setitem(entry.ryddig.commands, "fail", click.Command("fail", callback=fail))
    monkeypatch.setattr(sys, "argv", ["ryddig", "fail"])
    with pytest.raises(SystemExit) as left:
        entry.main()
    assert left.value.code == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "The file a.csv is not there. Check the name. [file.missing]\n"


@pytest.mark.parametrize("words", [["audit", "verify"], ["demo", "users"]])
def test_before_migrate_a_command_says_what_to_run(words: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ryddig.cli", *words],
        env={**os.environ, "RYDDIG_VAR": str(tmp_path), "RYDDIG_DEBUG": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("run the command again: ryddig migrate. [database.not_ready]")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words", [["lawbook", "list"], ["contracts", "read", "--help"], ["contracts", "screen", "--help"]]
)
def test_law_and_table_commands_start_without_django(words: list[str], tmp_path: Path) -> None:
    program = (
        "import sys\nfrom ryddig.cli.main import ryddig\n"
        f"ryddig.main({words!r}, standalone_mode=False)\nassert 'django' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert not list(tmp_path.iterdir()), "a command that only reads left something behind"


def test_manage_hands_everything_to_django() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ryddig.cli", "manage", "check", "--help"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "--fail-level" in done.stdout
