"""A buyer with a little of everything, on a fixed day, and a browser for each person."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from tests.cast import TODAY
from tests.office_world import World, logged_in
from tests.standing import Standing, standing_world


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The pages ask for the day: it stands still."""
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        yield


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    """Files that a person sends go to a folder of the test's own."""
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": place}
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Standing]:
    """Two contracts of Fjordvik, one of a neighbour."""
    with standing_world(django_db_blocker) as made:
        yield made


@pytest.fixture
def world(standing: Standing, db: None, tmp_path: Path) -> World:
    """The same for one test, which may change it."""
    return standing.world(tmp_path / "evidence")


@pytest.fixture
def kari(world: World) -> Client:
    """Kari manages contracts of the property unit."""
    return logged_in(world, world.cast.kari)


@pytest.fixture
def lise(world: World) -> Client:
    """Lise coordinates."""
    return logged_in(world, world.cast.lise)


@pytest.fixture
def ada(world: World) -> Client:
    """Ada audits: reads all, changes nothing."""
    return logged_in(world, world.cast.ada)
