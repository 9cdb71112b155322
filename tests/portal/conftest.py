"""Two buyers, a contract with two suppliers' people, and a fixed day."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from tests.cast import TODAY
from tests.office_world import World, make_world


@pytest.fixture(autouse=True)
def own_evidence(settings: Settings, tmp_path: Path) -> None:
    """Files lie in a folder of the test's own."""
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """Everybody, on the day the tests are on."""
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        yield make_world()
