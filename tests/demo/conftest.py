"""The demo, loaded once for all tests of a module, on a fixed day."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ryddig.cli.demo_load import load_demo
from ryddig.lawbook.strict_yaml import read
from ryddig.records.accounts.access import Actor, actor_of
from ryddig.records.accounts.demo import erase_demo
from ryddig.records.accounts.models import User
from ryddig.records.contracts.models import Contract

DEMO = Path(__file__).resolve().parent.parent.parent / "demo"
WHY = "the tests look at the whole demo"
FILES = re.compile(r"files: \[[^]]*\]")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The demo as it stands `on`; `seconds` of processor time it took to load."""

    on: date
    contracts: int
    seconds: float

    def actor(self, login: str) -> Actor:
        """One of its people."""
        actor = actor_of(User.objects.get(username=login))
        assert actor is not None
        return actor

    def contract(self, reference: str) -> Contract:
        """A contract by reference."""
        return Contract.objects.unscoped(WHY).get(reference=reference)


def small_demo(folder: Path, *, keep: str = "furniture") -> Path:
    """The same people with one file of contracts each, for tests of what does not hang on the contracts."""
    text = (DEMO / "organisations.yaml").read_text(encoding="utf-8")
    (folder / "organisations.yaml").write_text(FILES.sub(f"files: [{keep}]", text, count=1), encoding="utf-8")
    for name in ("suppliers.yaml", f"tenkevik/{keep}.yaml", "provdal/contracts.yaml"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text((DEMO / name).read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def planted() -> dict[str, Any]:
    """What was put in on purpose."""
    tree = read((DEMO / "planted.yaml").read_text(encoding="utf-8"))
    assert isinstance(tree, dict)
    return tree


@pytest.fixture(scope="module", params=[date(2026, 11, 20), date(2027, 3, 1)], ids=str)
def loaded(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    """The demo on two days: what is planted must show whenever it is loaded."""
    with django_db_blocker.unblock():
        started = time.process_time()
        number = load_demo(DEMO, on=request.param, password="for tests only")
        yield Loaded(request.param, number, time.process_time() - started)
        erase_demo()
