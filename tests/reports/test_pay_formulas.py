"""Sums as formulas: a formula is written only when it gives what the check found."""

from fractions import Fraction

import pytest

from ryddig.reports.pay_formulas import Figures, formula_of

CELLS = {"hours": "H3", "found": "I3", "due": "J3"}


def told(unit: str, figures: tuple[int, int], amount: Fraction | int, *, arithmetic: str = "") -> str:
    found, due = map(Fraction, figures)
    return formula_of(Figures(unit, found, due, Fraction(amount), arithmetic), CELLS)


def test_hours_times_the_difference_of_rates() -> None:
    figures = Figures("ore_per_hour", Fraction(21000), Fraction(24900), Fraction(624000))
    assert figures.hours == 160
    assert formula_of(figures, CELLS) == "=H3*(J3-I3)"


def test_hours_that_do_not_come_out_whole_are_no_product() -> None:
    assert told("ore_per_hour", (21000, 24900), Fraction(624001, 7)) == ""


@pytest.mark.parametrize(
    ("found", "due", "amount", "formula"),
    [(100, 400, 300, "=J3-I3"), (400, 100, 300, "=I3-J3"), (100, 400, 299, ""), (100, 400, 0, "")],
)
def test_amounts_are_subtracted_the_way_that_gives_the_amount(found: int, due: int, amount: int, formula: str) -> None:
    assert told("ore", (found, due), amount) == formula


@pytest.mark.parametrize(
    ("arithmetic", "formula"),
    [
        ("160,00 t × (249,00 − 210,00) kr/t = 6\u00a0240,00 kr", "=160.00*(249.00-210.00)"),
        ("10,20 % × 61 176,47 kr = 6 240,00 kr", "=(10.20/100)*61176.47"),
        ("160,00 t × (249,00 − 211,00) kr/t = 6 240,00 kr", ""),  # the sum is wrong
        ("9**9**9 = 6 240,00 kr", ""),
        ("__import__('os') = 6 240,00 kr", ""),
        ("6240/0 = 6 240,00 kr", ""),
        ("", ""),
    ],
)
def test_arithmetic_becomes_a_formula_only_when_it_is_a_sum_that_holds(arithmetic: str, formula: str) -> None:
    assert told("minutes", (9000, 9600), 624000, arithmetic=arithmetic) == formula
