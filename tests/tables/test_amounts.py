"""Norwegian amounts: what is exact is read, everything else is refused with its own reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryddig.tables.read.amounts import ore_of_number, ore_of_text
from ryddig.tables.read.faults import KINDS, CellFault


@pytest.mark.parametrize(
    ("text", "kroner"),
    [
        ("1 234 567,50", 1_234_567.5),
        ("1.234.567", 1_234_567),
        ("1.234", 1_234),
        ("1,5 mill", 1_500_000),
        ("1,234 mill", 1_234_000),
        ("2 millioner kroner", 2_000_000),
        ("kr 1,5 mrd", 1_500_000_000),
        ("1 500 TNOK", 1_500_000),
        ("3,2 MNOK", 3_200_000),
        ("kr 500 000,-", 500_000),
        ("kr. 2.050.000,00", 2_050_000),
        ("500 000 NOK", 500_000),
        ("1\u00a0234\u00a0567", 1_234_567),
        ("1\u202f234\u202f567,5", 1_234_567.5),
        ("1234567.5", 1_234_567.5),
        ("1,234,567.50", 1_234_567.5),
        ("1.500.000,-", 1_500_000),
        ("500 000 eks. mva", 500_000),
        ("kr500000", 500_000),
        ("0", 0),
    ],
)
def test_exact_amounts_are_read(text: str, kroner: float) -> None:
    assert ore_of_text(text) == round(kroner * 100)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ca. 2 mill", "amount.approximate"),
        ("~2 000 000", "amount.approximate"),
        ("2-3 mill", "amount.range"),
        ("inntil 5 mill", "amount.range"),
        ("> 500 000", "amount.range"),
        ("EUR 100 000", "amount.currency"),
        ("100 000 €", "amount.currency"),
        ("25 %", "amount.percent"),
        ("-500 000", "amount.negative"),
        ("500 000 inkl. mva", "amount.with_vat"),
        ("1,234", "amount.ambiguous"),
        ("1.234 mill", "amount.ambiguous"),
        ("1234,567", "amount.too_precise"),
        ("12 34", "amount.not_a_number"),
        ("se vedlegg", "amount.not_a_number"),
        ("1e9", "amount.not_a_number"),
        ("=A1*2", "amount.not_a_number"),
        ("99 999 999 999 999", "amount.too_large"),
    ],
)
def test_what_is_not_exact_is_refused(text: str, code: str) -> None:
    with pytest.raises(CellFault) as refused:
        ore_of_text(text)
    assert refused.value.code == code
    assert code in KINDS


@pytest.mark.parametrize("number", [1e26, -1e300])
def test_a_number_beyond_all_counting_is_refused(number: float) -> None:
    with pytest.raises(CellFault, match=r"amount\.too_large"):
        ore_of_number(number)


def test_the_unit_of_the_heading_multiplies() -> None:
    assert ore_of_text("1 500", 1000) == 150_000_000
    assert ore_of_number(1.5, 1_000_000) == 150_000_000
    with pytest.raises(CellFault) as refused:
        ore_of_text("1,5 mill", 1000)
    assert refused.value.code == "amount.scaled_twice"


def test_a_stored_number_is_rounded_to_whole_ore() -> None:
    assert ore_of_number(1234567.4999999999) == 123_456_750
    assert ore_of_number(0.1 + 0.2) == 30
    for value, code in ((float("nan"), "amount.not_a_number"), (-1.0, "amount.negative")):
        with pytest.raises(CellFault) as refused:
            ore_of_number(value)
        assert refused.value.code == code


def grouped(whole: int, mark: str) -> str:
    return f"{whole:,}".replace(",", mark)


@given(st.integers(0, 10**11), st.integers(0, 99), st.sampled_from([" ", ".", "\u00a0"]))
def test_any_amount_written_the_norwegian_way_comes_back(whole: int, ore: int, mark: str) -> None:
    assert ore_of_text(f"kr {grouped(whole, mark)},{ore:02d}") == whole * 100 + ore


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert outcome(text) in KINDS or int(outcome(text)) >= 0


def outcome(text: str) -> str:
    try:
        return str(ore_of_text(text))
    except CellFault as refused:
        return refused.code
