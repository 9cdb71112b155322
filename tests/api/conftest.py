"""A buyer with a little of everything, on a fixed day, and somebody who comes with a key."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from pytest_django import DjangoDbBlocker, Settings

from ryddig.records.accounts.access import Actor
from tests.api.asking import Key, key_for
from tests.cast import TODAY
from tests.office_world import World
from tests.standing import Standing, standing_world


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The day stands still."""
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        yield


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Standing]:
    """Everybody, and a little of everything."""
    with standing_world(django_db_blocker) as made:
        yield made


@pytest.fixture
def world(standing: Standing, db: None, settings: Settings, tmp_path: Path) -> World:
    """For one test."""
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    return standing.world(tmp_path / "evidence")


@pytest.fixture
def key_of(world: World) -> Callable[[Actor], Key]:
    """A key that may change, for a person."""
    return lambda actor: key_for(actor, may_write=True)
