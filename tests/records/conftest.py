"""The cast, fresh for each test."""

from pathlib import Path

import pytest
from pytest_django import Settings

from ryddig.domain.screening import Screener
from tests import cast as people


@pytest.fixture
def cast(db: None) -> people.Cast:
    """Two buyers and their people."""
    return people.make_cast()


@pytest.fixture
def screener() -> Screener:
    """A screener under the small invented book."""
    return people.screener()


@pytest.fixture(autouse=True)
def own_evidence(settings: Settings, tmp_path: Path) -> None:
    """What is handed over lies in a folder of the test's own."""
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
