"""A contract with a pay control that waits, and a worker that has not begun."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from ryddig.records.followup import pay_controls
from ryddig.records.followup.pay_models import PayControl, PayRun
from ryddig.worker import pay_control
from ryddig.worker.stopping import STOPPING
from tests import pay_world
from tests.cast import TODAY, Cast, contract, make_cast

Work = Callable[[PayControl], PayRun | None]


@pytest.fixture(autouse=True)
def own_evidence(settings: Settings, tmp_path: Path) -> None:
    """Files lie in a folder of the test's own."""
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"


@pytest.fixture(autouse=True)
def nobody_stops() -> Iterator[None]:
    """Each test begins with a worker that may go on."""
    STOPPING.clear()
    yield
    STOPPING.clear()


@pytest.fixture
def cast(db: None) -> Cast:
    """Two buyers and their people."""
    return make_cast()


@pytest.fixture
def control(cast: Cast) -> PayControl:
    """A control that waits for the worker."""
    made = pay_world.opened(cast.kari, contract(cast))
    return pay_controls.start_pay_control(actor=cast.kari, control_id=made.pk, on=TODAY)


@pytest.fixture
def working(monkeypatch: pytest.MonkeyPatch) -> Callable[[Work], None]:
    """Let this be what the job does, instead of reading files."""
    return lambda work: monkeypatch.setattr(pay_control, "carry_out", work)
