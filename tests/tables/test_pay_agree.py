"""The fast reader and the careful one agree: what SQL reads, Python reads the same."""

from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ryddig.tables.read.pay_reading import PayWords
from ryddig.tables.read.pay_types import TYPES, Options, read_cell

DB = duckdb.connect(":memory:")
TWO = st.integers(0, 99).map(lambda n: f"{n:02}")
UP_TO = {most: st.integers(0, most).map(lambda n: f"{n:02}") for most in (13, 26, 32, 61)}
DAY_FORMS = st.sampled_from(["{y}-{m}-{d}", "{d}.{m}.{y}", "{y}-{m}-{d} 00:00:00", "{d}/{m}/{y}", "{y}{m}{d}"])
CLOCK_FORMS = st.sampled_from(["{h}:{m}", "{h}.{m}", "{h}{m}", "{h}:{m}:00", "1899-12-31 {h}:{m}:00", "1{h}:{m}"])
YEARS = st.integers(1940, 2110)
DAYS = st.builds(lambda y, m, d, f: f.format(y=y, m=m, d=d), YEARS, UP_TO[13], UP_TO[32], DAY_FORMS)
CLOCKS = st.builds(lambda h, m, f: f.format(h=h, m=m), UP_TO[26], UP_TO[61], CLOCK_FORMS)
BETWEEN = st.sampled_from(["T", " ", "  "])
ZONES = st.sampled_from(["", "Z", "+01:00", ":00"])
MOMENTS = st.one_of(DAYS, CLOCKS, st.builds(lambda d, s, c, z: f"{d}{s}{c}{z}", DAYS, BETWEEN, CLOCKS, ZONES))
SIGNS = st.sampled_from(["", ",", ".", ":", " "])
DECIMALS = st.one_of(st.just(""), st.integers(0, 99999).map(str), TWO)
UNITS = st.sampled_from(["", "", "", "e2", "_0", " kr"])
NUMBERS = st.builds(
    lambda m, a, s, b, u: f"{m}{a}{s}{b}{u}",
    st.sampled_from(["", "-", "+"]),
    st.integers(0, 10**7),
    SIGNS,
    DECIMALS,
    UNITS,
)
MONTHS = st.builds(
    lambda y, m, f: f.format(y=y, m=m),
    st.integers(1940, 2110),
    UP_TO[13],
    st.sampled_from(["{y}-{m}", "{m}.{y}", "{y}{m}"]),
)
WORDS = st.sampled_from(["ja", "JA", "Nei", "x", "1", "0", "n", "true", "usann", "kanskje"])
NOISE = st.text(alphabet="0123456789:.,-T +eZx", min_size=1, max_size=19)
TEXTS = {
    "day": st.one_of(DAYS, NOISE),
    "moment": st.one_of(MOMENTS, NOISE),
    "hours": st.one_of(NUMBERS, CLOCKS, NOISE),
    "break": st.one_of(NUMBERS, CLOCKS, NOISE),
    "money": st.one_of(NUMBERS, NOISE),
    "rate": st.one_of(NUMBERS, NOISE),
    "percent": st.one_of(NUMBERS, NOISE),
    "month": st.one_of(MONTHS, DAYS, NOISE),
    "yes_no": st.one_of(WORDS, NOISE),
    "whole": st.one_of(NUMBERS, NOISE),
}


def fast(kind: str, texts: list[str], options: Options) -> list[tuple[Any, ...]]:
    cell_type = TYPES[kind]
    assert cell_type.sql is not None
    before = cell_type.before("t") if cell_type.before else "NULL"
    expressions = ", ".join(cell_type.sql("t", "b", options))
    statement = f"SELECT {expressions} FROM (SELECT t, {before} AS b FROM (SELECT unnest(?::VARCHAR[]) AS t))"
    return [tuple(row) for row in DB.execute(statement, [texts]).fetchall()]


@pytest.mark.parametrize("kind", sorted(TEXTS))
@pytest.mark.parametrize("more", [{}, {"unit": "minutes", "in_percent": True}], ids=["plain", "heading"])
def test_the_fast_reader_agrees_with_the_careful_one(kind: str, more: dict[str, Any]) -> None:
    options = Options(PayWords({}), **more)
    read = 0

    @settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.lists(TEXTS[kind], min_size=50, max_size=60))
    def agree(texts: list[str]) -> None:
        nonlocal read
        given = [text.strip() for text in texts if text.strip()]
        for text, values in zip(given, fast(kind, given, options), strict=True):
            if all(value is None for value in values):
                continue
            careful = read_cell(TYPES[kind], text, options)
            assert careful.values == values, (text, careful, values)
            assert not careful.code
            read += 1

    agree()
    assert read > 30, "the fast reader read next to nothing, so this proved nothing"
