"""Somebody makes our server ask where it should not: other hosts, our own network, other schemes."""

from collections.abc import Iterator

import pytest

from ryddig.domain.errors import UserCanFix
from ryddig.registers.asking import Asker, Question
from ryddig.registers.standin.faults import Fault, FaultKind
from ryddig.registers.standin.server import StandIn
from tests.registers.test_asking import SOURCE, _routes, settings_of

REFUSED = {"register.host_not_allowed", "register.no_such_address"}
ELSEWHERE = (
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1:1/",
    "http://[::1]:1/",
    "http://localhost:5432/",
    "https://evil.example/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:25/",
)


@pytest.fixture
def standin() -> Iterator[StandIn]:
    """A register of our own."""
    with StandIn([_routes()]) as running:
        yield running


@pytest.mark.parametrize("where", ELSEWHERE)
def test_nothing_is_asked_outside_the_registers_own_host(standin: StandIn, where: str) -> None:
    with Asker(settings_of(standin)) as asker, pytest.raises(UserCanFix) as refused:
        asker.ask(SOURCE, Question(where))
    assert refused.value.code in REFUSED


@pytest.mark.parametrize("where", ELSEWHERE)
def test_a_register_that_points_elsewhere_is_not_followed(standin: StandIn, where: str) -> None:
    standin.faults.plan(SOURCE, [Fault(FaultKind.ELSEWHERE, to=where)])
    with Asker(settings_of(standin)) as asker, pytest.raises(UserCanFix) as refused:
        asker.ask(SOURCE, Question("/enheter/310000000"))
    assert refused.value.code in REFUSED
