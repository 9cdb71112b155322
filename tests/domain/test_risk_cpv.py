"""The CPV codes that open the extended tax certificate: exact, with check digit, from a day."""

import csv
from datetime import date

import pytest

from ryddig.domain.risk_cpv import risk_cpv
from ryddig.lawbook import load
from tests.shared import shared

ON = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (("45000000",), ("45000000-7",)),
        (("45000000-7",), ("45000000-7",)),
        (("45000000-8",), ()),
        (("90911000", "90910000"), ("90911000-6",)),
        (("90910000",), ()),
        (("45210000",), ()),
        (("45000000", "45000000-7"), ("45000000-7",)),
        ((), ()),
    ],
)
def test_only_the_listed_codes_themselves(given: tuple[str, ...], found: tuple[str, ...]) -> None:
    assert risk_cpv(given, book=load(), on=ON) == found


def test_nothing_before_the_list_was_read() -> None:
    assert risk_cpv(("45000000",), book=load(), on=date(2026, 7, 19)) == ()


def test_the_list_is_that_of_the_service() -> None:
    path = shared("reference", "samples", "codelists", "ebevis-extended-tax-certificate-cpv.csv")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    digits = tuple(row["cpv"] for row in rows)
    assert len(digits) == 24
    assert risk_cpv(digits, book=load(), on=ON) == tuple(row["cpv_with_check_digit"] for row in rows)
