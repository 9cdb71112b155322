"""What the OpenAPI allows, and much that it does not, asked of the real door with a real key.

Seeds are fixed and so is the number of tries, so that it takes some twenty seconds and a failure comes again.
"""

from datetime import timedelta
from functools import cache
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as tries
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ryddig.records.correspondence import tokens
from ryddig.site.wsgi import application
from tests.api.asking import Key, key_for
from tests.api.entries import ENTRIES
from tests.cast import TODAY
from tests.office_world import World

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EACH = 12


@cache
def schema() -> Any:
    """As it is served."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def key(world: World, monkeypatch: pytest.MonkeyPatch) -> Key:
    """A coordinator's key that may change and is never braked: how often it asks is tried elsewhere."""
    monkeypatch.setattr(tokens, "MOST_A_MINUTE", 10**6)
    return key_for(world.cast.lise, may_write=True, until=TODAY + timedelta(days=300))


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_nothing_that_is_sent_makes_it_fall(world: World, key: Key, name: str, mode: Any) -> None:
    asked: list[int] = []

    @seed(2026)
    @tries(
        max_examples=EACH,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=schema().find_operation_by_id(name).as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        if case.path_parameters and len(asked) % 2:
            case.path_parameters["contract_id"] = world.cleaning.pk
        told = case.call_and_validate(headers={"Authorization": f"Bearer {key.secret}"}, checks=CHECKS)
        asked.append(told.status_code)

    ask()
    assert set(asked) - {401}, "what must not be sent may also be another key; but the key was let in at least once"
