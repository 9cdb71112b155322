"""Clean results: two controls in a row and a year without deviations, by the lawbook's figures."""

from dataclasses import replace
from datetime import date

import pytest

from ryddig.domain.incentives import Results, clean_results
from ryddig.lawbook import load

BOOK = load()
ON = date(2026, 11, 20)
CLEAN = Results((date(2026, 3, 1), date(2026, 9, 1)), (), 0, date(2025, 10, 1))


@pytest.mark.parametrize(
    ("change", "is_clean"),
    [
        ({}, True),
        ({"controls": (date(2026, 9, 1),)}, False),
        ({"controls": ()}, False),
        ({"open_now": 1}, False),
        ({"deviations": (date(2026, 5, 1),)}, False),
        ({"deviations": (date(2025, 11, 20),)}, True),
        ({"deviations": (date(2025, 11, 21),)}, False),
        ({"started_on": date(2026, 1, 1)}, False),
        ({"started_on": None}, False),
        ({"controls": (date(2026, 3, 1), date(2026, 12, 1))}, False),
    ],
)
def test_clean_enough(change: dict[str, object], *, is_clean: bool) -> None:
    found = clean_results(replace(CLEAN, **change), BOOK, ON)  # type: ignore[arg-type]  # each fits its own field
    assert found.is_clean is is_clean


def test_a_control_before_the_last_deviation_does_not_count() -> None:
    found = clean_results(replace(CLEAN, deviations=(date(2026, 3, 1),)), BOOK, ON)
    assert (found.controls, found.clean_since) == (1, date(2026, 3, 1))


def test_before_the_rules_nothing_is_clean() -> None:
    assert not clean_results(CLEAN, BOOK, date(2020, 1, 1)).is_clean
