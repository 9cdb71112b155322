"""Two buyers, their people, and a contract of the one that the other must never see.

Made small, so that each file here costs seconds. What a whole world shows of the same attacks stands in
tests/house/test_urls.py, tests/portal and tests/api.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from ryddig.records.contracts.models import Contract
from tests.cast import TODAY, Cast, contract, make_cast


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The day stands still."""
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        yield


@pytest.fixture
def cast(db: None, settings: Settings, tmp_path: Path) -> Cast:
    """Two buyers and their people."""
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return make_cast()


@pytest.fixture
def theirs(cast: Cast) -> Contract:
    """Fjordvik's contract, which Omar of another buyer is after."""
    return contract(cast, title="Hemmelig renhold")
