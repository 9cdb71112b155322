"""The lock files: few packages, each with its hash, one version for running and for developing, each explained."""

import json
import re
import tomllib
from typing import Any, Final

import pytest

from tests.house.tree import ROOT

MOST_AT_RUN_TIME: Final = 60
BUILD_BACKEND: Final = "uv-build"  # in the lock so that nothing is asked for unpinned; never run
UNWANTED: Final = {
    "celery",
    "django-fernet-encrypted-fields",
    "django-pghistory",
    "django-q2",
    "numpy",
    "openpyxl",
    "pandas",
    "polars",
    "pyarrow",
    "pymupdf",
    "workalendar",
}
BLOCK: Final = re.compile(r"^([a-z0-9.-]+)==([^\s;\\]+)(?:[^\n]*\\\n[ ]+--hash=[^\n]+)*", re.MULTILINE)


def _lock(name: str) -> dict[str, str]:
    return dict(BLOCK.findall((ROOT / name).read_text(encoding="utf-8")))


def _project() -> dict[str, Any]:
    settings: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return settings


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9.-]+", requirement)
    assert found
    return found.group().lower()


def test_few_packages_at_run_time() -> None:
    assert 0 < len(_lock("requirements.lock").keys() - {BUILD_BACKEND}) <= MOST_AT_RUN_TIME


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-s3.lock", "requirements-dev.lock"])
def test_every_package_has_its_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    bare = [block.group(1) for block in BLOCK.finditer(text) if "--hash=sha256:" not in block.group()]
    assert not bare


def test_run_time_and_development_agree() -> None:
    run, dev = _lock("requirements.lock"), _lock("requirements-dev.lock")
    assert run.items() <= dev.items()


def test_what_the_project_asks_for_is_locked() -> None:
    project = _project()["project"]
    asked = {_name(one) for one in [*project["dependencies"], *project["optional-dependencies"]["postgres"]]}
    assert asked <= _lock("requirements.lock").keys()
    assert {_name(one) for one in _project()["dependency-groups"]["dev"]} <= _lock("requirements-dev.lock").keys()


def test_nothing_unwanted_came_along() -> None:
    assert not UNWANTED & _lock("requirements.lock").keys()


def test_every_dependency_is_explained() -> None:
    page = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    asked = {_name(one) for one in _project()["project"]["dependencies"]}
    browser = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    missing = [name for name in {*asked, *browser["dependencies"]} if f"`{name}`" not in page]
    assert not missing, f"say in docs/dependencies.md what it is for: {sorted(missing)}"


def test_browser_files_are_pinned_without_addresses() -> None:
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in {**asked["dependencies"], **asked["devDependencies"]}.items():
        assert lock[f"node_modules/{name}"]["version"] == version
    locked = [entry for path, entry in lock.items() if path]
    assert all(entry["integrity"].startswith("sha512-") for entry in locked)
    assert not [entry for entry in locked if "resolved" in entry]


def test_version_stands_the_same_everywhere() -> None:
    version = _project()["project"]["version"]
    for name in ("ryddig/__init__.py", "publiccode.yml", "CHANGELOG.md"):
        assert version in (ROOT / name).read_text(encoding="utf-8"), f"{name} does not name version {version}"
