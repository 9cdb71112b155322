"""What an agreed change makes of a contract's facts."""

from datetime import date
from typing import Any, Final

import pytest

from ryddig.domain.contract_changes import AgreedChange, changed_facts
from ryddig.domain.facts import ContractFacts, Option

END: Final = date(2027, 3, 31)
FACTS: Final = ContractFacts("K-1", value_ore=1_000, ends_on=END)
FIRST, SECOND = Option(months=12), Option(ends_on=date(2029, 3, 31))
USED: Final = Option(months=12, ends_on=date(2028, 3, 31), used=True)


@pytest.mark.parametrize(
    ("facts", "change", "changed"),
    [
        ({}, AgreedChange("price", price_ore=500), {"value_ore": 1_500}),
        ({}, AgreedChange("scope", price_ore=-2_000), {"value_ore": 0}),
        ({"value_ore": None}, AgreedChange("price", price_ore=500), {}),
        ({}, AgreedChange("time", days=10), {"ends_on": date(2027, 4, 10)}),
        ({"ends_on": None}, AgreedChange("time", days=10), {}),
        ({}, AgreedChange("option", days=10), {"ends_on": date(2027, 4, 10)}),
        ({}, AgreedChange("people"), {}),
        ({"options": (FIRST, SECOND)}, AgreedChange("option", price_ore=500), {"options": (USED, SECOND)}),
        (
            {"options": (USED, SECOND)},
            AgreedChange("option"),
            {"options": (USED, Option(ends_on=date(2029, 3, 31), used=True))},
        ),
        (
            {"options": (USED,)},
            AgreedChange("time", days=3),
            {"options": (Option(months=12, ends_on=date(2028, 4, 3), used=True),)},
        ),
        (
            {"options": (Option(),)},
            AgreedChange("option", days=30),
            {"options": (Option(ends_on=date(2027, 4, 30), used=True),)},
        ),
    ],
)
def test_what_changes(facts: dict[str, Any], change: AgreedChange, changed: dict[str, Any]) -> None:
    given = {"value_ore": FACTS.value_ore, "ends_on": FACTS.ends_on, **facts}
    assert changed_facts(ContractFacts("K-1", **given), change) == changed
