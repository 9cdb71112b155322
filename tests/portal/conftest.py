"""Two buyers, a contract with two suppliers' people, and a fixed day."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from pytest_django import DjangoDbBlocker, Settings

from tests.cast import TODAY
from tests.office_world import World
from tests.standing import Standing, standing_world


@pytest.fixture(autouse=True)
def own_evidence(settings: Settings, tmp_path: Path) -> None:
    """Files lie in a folder of the test's own."""
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Standing]:
    """Everybody, and a little of everything."""
    with standing_world(django_db_blocker) as made:
        yield made


@pytest.fixture
def world(standing: Standing, db: None, tmp_path: Path) -> Iterator[World]:
    """The same for one test, on the day the tests are on."""
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        yield standing.world(tmp_path / "evidence")
