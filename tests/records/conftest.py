"""The cast, fresh for each test."""

import pytest

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
