"""The floors of the house: every room is placed, imports go downwards, records point one way, the core has no clock."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.apps import apps

from tests.house.tree import CLOCKLESS, ROOT, files, name_of, tree_of

RECORD_ORDER: Final = (
    "accounts",
    "audit",
    "contracts",
    "lookups",
    "evidence",
    "correspondence",
    "followup",
    "deviations",
    "selfreports",
    "reviews",
    "visits",
    "dialogue",
)
# what stands before the network: when an answer came is part of it, and a wait must end; parsers stay without a clock
ON_THE_CLOCK: Final = (
    "ryddig/registers/asking.py",
    "ryddig/registers/pace.py",
    "ryddig/registers/ebevis/maskinporten.py",
    "ryddig/registers/standin/",
)
CLOCK_CALLS: Final = {"today", "now", "utcnow", "localdate", "localtime", "gmtime", "time_ns"}


def _contracts() -> dict[str, dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["name"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def _placed(contract: dict[str, Any]) -> set[str]:
    return {room for layer in contract["layers"] for room in re.findall(r"\w+", layer)}


def _packages(folder: str) -> set[str]:
    return {path.parent.name for path in (ROOT / folder).glob("*/__init__.py")}


def test_imports_go_downwards_only() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_is_placed_on_a_floor() -> None:
    floors = next(contract for name, contract in _contracts().items() if name.startswith("Floors"))
    assert floors["exhaustive"]
    assert _placed(floors) == _packages("ryddig")


def test_every_record_app_is_placed() -> None:
    order = next(contract for name, contract in _contracts().items() if name.startswith("Record apps"))
    assert _placed(order) == _packages("ryddig/records")
    expected = [app for app in reversed(RECORD_ORDER) if app in _placed(order)]
    assert order["layers"] == expected


def test_foreign_keys_between_records_point_one_way() -> None:
    wrong = []
    for model in apps.get_models():
        label = model._meta.app_label
        for related in (
            field.related_model for field in model._meta.get_fields() if field.many_to_one or field.many_to_many
        ):
            other = getattr(getattr(related, "_meta", None), "app_label", "")
            if (
                label in RECORD_ORDER
                and other in RECORD_ORDER
                and RECORD_ORDER.index(other) > RECORD_ORDER.index(label)
            ):
                wrong.append(f"{label}.{model.__name__} -> {other}")
    assert not wrong


def _clock_calls(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        named = isinstance(called, ast.Attribute) and called.attr in CLOCK_CALLS
        bare_time = isinstance(called, ast.Attribute) and ast.unparse(called) in {"time.time", "time.monotonic"}
        if called is not None and (named or bare_time):
            yield called.lineno


@pytest.mark.parametrize("room", CLOCKLESS)
def test_no_clock_in_the_core(room: str) -> None:
    asked = [
        f"{name_of(path)}:{line}"
        for path in files(".py", under=f"ryddig/{room}")
        if not name_of(path).startswith(ON_THE_CLOCK)
        for line in _clock_calls(tree_of(path))
    ]
    assert not asked, f"dates are arguments, `on=`: {asked}"


@pytest.mark.parametrize("source", ["date.today()", "datetime.datetime.now(tz)", "time.time()", "timezone.localdate()"])
def test_a_clock_is_recognised(source: str) -> None:
    assert list(_clock_calls(ast.parse(source))) == [1]
