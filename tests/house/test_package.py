"""What a buyer gets: the package carries law, templates, fonts and browser files; its static files hold together."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.house.tree import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("wheel")
    scripts = str(Path(sys.executable).parent)
    build = "import sys, uv_build; uv_build.build_wheel(sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", build, folder],
        cwd=ROOT,
        env={**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"},
        check=True,
    )
    return zipfile.ZipFile(next(folder.glob("*.whl"))).namelist()


@pytest.mark.parametrize(
    ("folder", "ending"),
    [
        ("ryddig/lawbook/", ".yaml"),
        ("ryddig/office/templates/", ".html"),
        ("ryddig/reports/", ".typ"),
        ("ryddig/reports/fonts/", ".ttf"),
        ("ryddig/site/locale/nb/", ".mo"),
        ("ryddig/site/locale/nn/", ".mo"),
        ("ryddig/site/static/vendor/designsystemet/", ".css"),
        ("ryddig/site/static/vendor/htmx/", ".js"),
        ("ryddig/site/static/vendor/inter/", ".woff2"),
    ],
)
def test_the_package_carries(wheel: list[str], folder: str, ending: str) -> None:
    assert [name for name in wheel if name.startswith(folder) and name.endswith(ending)]


def test_the_package_carries_the_licence_and_no_tests(wheel: list[str]) -> None:
    assert [name for name in wheel if name.endswith("licenses/LICENSE")]
    assert not [name for name in wheel if name.startswith(("tests/", "bench/", "tools/")) or "__pycache__" in name]


def _manage(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    settings = {
        "RYDDIG_VAR": str(folder),
        "RYDDIG_SECRET_KEY": "x" * 20 + "abcdefghij-KLMNOPQRST-0123456789",
        "RYDDIG_PSEUDONYM_KEY": "y" * 20 + "abcdefghij-KLMNOPQRST-0123456789",
        "RYDDIG_KEYS": Fernet.generate_key().decode(),
        "RYDDIG_MAIL_HOST": "mail.example",
        "RYDDIG_METRICS_TOKEN": "z" * 40,
        "RYDDIG_DEBUG": "0",
    }
    return subprocess.run(
        [sys.executable, "-m", "ryddig.cli", "manage", *words],
        env={**os.environ, **settings, "RYDDIG_HOSTS": "ryddig.example"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_static_file_that_is_named_is_there(tmp_path: Path) -> None:
    done = _manage(tmp_path, "collectstatic", "--noinput")
    assert done.returncode == 0, done.stderr
    manifest = (tmp_path / "static/staticfiles.json").read_text(encoding="utf-8")
    assert "vendor/designsystemet/designsystemet.css" in manifest


def test_settings_for_the_world_are_sound(tmp_path: Path) -> None:
    _manage(tmp_path, "collectstatic", "--noinput")
    done = _manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
