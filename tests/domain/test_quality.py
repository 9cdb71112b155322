"""Quality findings: each is found on the facts that show it, and not on facts that are whole."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ryddig.domain.facts import ContractFacts, Option, SupplierFact
from ryddig.domain.quality import findings
from tests.domain.test_duties import CLEANING, ON

WHOLE = replace(CLEANING, suppliers=(SupplierFact("Eksempel Renhold AS", "310000004", confirmed=True),))


def codes(facts: ContractFacts) -> list[str]:
    return [finding.code for finding in findings(facts, on=ON)]


def test_whole_facts_have_no_findings() -> None:
    assert codes(WHOLE) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"awarded_ore": 641_100_000_00, "ceiling_ore": 640_000_000_00}, "award.above_ceiling"),
        ({"awarded_ore": 283_000_000_00, "estimate_ore": 256_000_000_00}, "award.above_estimate"),
        ({"called_off_ore": 151_000_000}, "spend.above_ceiling"),
        ({"last_call_off_on": date(2028, 10, 1)}, "call_off.after_expiry"),
        ({"tiers": 3, "max_tiers": 2}, "chain.too_long"),
        ({"ends_on": date(2026, 9, 1)}, "dates.end_before_start"),
        ({"signed_on": date(2026, 6, 1)}, "dates.signed_before_announced"),
        ({"announced_on": None}, "announcement.missing"),
        ({"value_ore": None}, "value.missing"),
        ({"ends_on": None}, "term.missing"),
        ({"kind": None}, "kind.missing"),
        ({"cpv": ()}, "cpv.missing"),
        ({"suppliers": ()}, "supplier.missing"),
        ({"suppliers": (SupplierFact("Navn AS"),)}, "supplier.no_number"),
    ],
)
def test_each_fault_gives_its_own_finding(change: dict[str, Any], code: str) -> None:
    found = findings(replace(WHOLE, **change), on=ON)
    assert [finding.code for finding in found] == [code]
    assert found[0].message.plain()


def test_exactly_at_the_ceiling_is_no_finding() -> None:
    assert codes(replace(WHOLE, awarded_ore=640, ceiling_ore=640)) == []


def test_used_options_move_the_end_and_are_told_when_none_is_left() -> None:
    used = Option(months=12, ends_on=date(2027, 9, 30), used=True)
    facts = replace(WHOLE, ends_on=date(2026, 9, 30), starts_on=date(2024, 10, 1), options=(used,))
    assert codes(replace(facts, last_call_off_on=date(2027, 9, 30))) == ["options.used_up"]
    assert "call_off.after_expiry" in codes(replace(facts, last_call_off_on=date(2027, 10, 1)))
