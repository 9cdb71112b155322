"""The files for those who run Ryddig name settings, commands and files that exist."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ryddig.cli.main import MODULES, ryddig
from tests.house.tree import ROOT

SETTING = re.compile(r"RYDDIG_[A-Z][A-Z0-9_]*[A-Z0-9]")
COMMAND = re.compile(r"(?:as_ryddig|`ryddig|bin/ryddig) ([a-z]+)((?: --[a-z-]+)*)")
PAGES = [*sorted((ROOT / "docs/deployment").glob("*.md")), ROOT / "docs/how-to/watch-over-it.md"]
FILES = [*sorted((ROOT / "deploy").iterdir()), *PAGES]


def known() -> set[str]:
    """Settings that code reads."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "ryddig").rglob("*.py"))
    return set(SETTING.findall(code))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_setting_named_exists(file: Path) -> None:
    assert set(SETTING.findall(file.read_text(encoding="utf-8"))) <= known()


def test_a_setting_that_is_none_would_be_found() -> None:
    assert "RYDDIG_NO_SUCH_THING" not in known()
    assert "RYDDIG_DATABASE_URL" in known()


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of ours in a file, with its options."""
    for name, options in COMMAND.findall(text):
        yield name, options.split()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_command_named_exists(file: Path) -> None:
    for name, options in commands(file.read_text(encoding="utf-8")):
        command = ryddig.get_command(None, name)  # type: ignore[arg-type]  # looks at no context
        assert command is not None, f"{file.name}: ryddig {name} is none of {sorted(MODULES)}"
        taken = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
        assert set(options) <= taken, f"{file.name}: ryddig {name} {options}"


def test_the_units_start_commands_of_ours() -> None:
    for unit in (ROOT / "deploy").glob("*.service"):
        (line,) = re.findall(r"^ExecStart=\S+/ryddig (.+)$", unit.read_text(encoding="utf-8"), re.MULTILINE)
        done = subprocess.run(
            [sys.executable, "-m", "ryddig.cli", *line.split(), "--help"], cwd=ROOT, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr


def test_what_is_for_the_monitor_is_hidden_from_the_outside() -> None:
    from ryddig.site.observing import WATCHERS

    for file in ("Caddyfile", "nginx.conf"):
        text = (ROOT / "deploy" / file).read_text(encoding="utf-8")
        assert all(place in text for place in WATCHERS if place != "/healthz")
        assert "X-Request-ID" in text


def test_the_page_of_numbers_names_each_of_them(db: None) -> None:
    from ryddig.site.metrics import exposition

    page = (ROOT / "docs/how-to/watch-over-it.md").read_text(encoding="utf-8")
    named = {line.split()[2] for line in exposition().splitlines() if line.startswith("# TYPE")}
    assert {name for name in named if name not in page} == set()


def test_the_page_of_checks_names_each_of_them() -> None:
    code = (ROOT / "ryddig/site/checks_running.py").read_text(encoding="utf-8")
    page = (ROOT / "docs/how-to/watch-over-it.md").read_text(encoding="utf-8")
    assert {number for number in re.findall(r"ryddig\.([EW]\d+)", code) if f"`{number}`" not in page} == set()
