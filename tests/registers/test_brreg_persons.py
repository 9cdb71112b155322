"""Persons are lifted out of an answer and can be put back; what is left holds none."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ryddig.registers.brreg.persons import apart, plain_json, together
from tests.shared import shared

NAMES = st.sampled_from(["person", "bostyrer", "telefon", "navn", "roller", "organisasjonsform", "kode", "x"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("ENK"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
FIRM = {"organisasjonsnummer": "310401277", "navn": "Tenkt AS", "organisasjonsform": {"kode": "AS"}, "telefon": "1"}


@given(VALUES)
def test_what_is_taken_apart_comes_together_again(value: Any) -> None:
    kept, persons = apart(value)
    assert together(kept, persons) == value
    assert apart(kept)[1] == {}


def test_a_firm_keeps_its_name_and_a_sole_trader_does_not() -> None:
    assert apart(FIRM)[1] == {"/telefon": "1"}
    trader = {**FIRM, "organisasjonsform": {"kode": "ENK"}, "forretningsadresse": {"adresse": ["Tenkt gate 1"]}}
    kept, persons = apart(trader)
    assert sorted(persons) == ["/forretningsadresse", "/navn", "/telefon"]
    assert kept == {"organisasjonsnummer": "310401277", "organisasjonsform": {"kode": "ENK"}}


def test_nobody_is_left_in_real_roles() -> None:
    roles = json.loads(shared("reference/samples/brreg/roller-915330193-konkurs.json").read_text(encoding="utf-8"))
    kept, persons = apart(plain_json(roles))
    assert persons
    text = json.dumps(kept)
    for word in ("fornavn", "etternavn", "fodselsdato", "_links"):
        assert word not in text
    assert "BOBE" in text
