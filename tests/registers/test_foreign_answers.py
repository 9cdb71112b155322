"""Whatever a register sends, a parser gives a value or an error in words: never a crash, never half a value."""

import copy
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ryddig.domain.errors import RyddigError
from ryddig.registers.doffin.search import read_page
from ryddig.registers.doffin.text import read_text
from ryddig.registers.ebevis import parse, records
from ryddig.registers.firm_json import find_firm
from ryddig.registers.renhold.parse import read_register
from ryddig.registers.sentral_godkjenning.parse import read_approval
from ryddig.registers.standin.approvals import renhold_file
from ryddig.registers.standin.notice_xml import Announcement, announcement_xml
from tests.registers.standins import FIRM
from tests.shared import shared

Parser = Callable[[bytes], object]
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12)
ANY_JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
)
STATUS = {"evidenceCodeName": "RestanserV2", "status": {"code": 1, "description": "x"}}
VALUE = {"evidenceValueName": "default", "valueType": "jsonSchema", "source": "x", "value": '{"restanser": {}}'}
HIT: dict[str, Any] = {
    "id": "2026-100001",
    "buyer": [{"organizationId": "310 000 019"}],
    "type": "RESULT",
    "allTypes": [],
}
CENTRAL = {
    "enterprise": {
        "enterprise": {"organizational_number": FIRM},
        "status": {"approved": True, "approval_period_to": "2027-02-01"},
        "valid_approval_areas": [{"function": "f", "subject_area": "s", "grade": "1"}],
    }
}
ACCREDITATION = {
    "accreditationId": "a",
    "subject": FIRM,
    "evidenceCodes": [{"evidenceCodeName": "RestanserV2"}],
    "validTo": "2027-01-31T00:00:00Z",
}


def record(body: bytes, code: str) -> object:
    return records.read_record(parse.read_evidence(body, code), FIRM)


VALID: dict[str, tuple[Parser, Any]] = {
    "doffin": (read_page, {"numHitsTotal": 1, "numHitsAccessible": 1, "hits": [HIT]}),
    "firm": (
        lambda body: find_firm(body, FIRM, source="x"),
        {"data": [{"organisasjonsnummer": FIRM, "underenheter": []}]},
    ),
    "central": (lambda body: read_approval(body, FIRM), CENTRAL),
    "accreditation": (lambda body: parse.read_accreditation(body, ("RestanserV2",)), ACCREDITATION),
    "accreditations": (parse.read_accreditations, [ACCREDITATION]),
    "status": (parse.read_status, [STATUS]),
    "reminder": (parse.read_reminder, [{"success": True}]),
    "arrears": (lambda body: record(body, "RestanserV2"), {"evidenceStatus": STATUS, "evidenceValues": [VALUE]}),
    "error": (parse.read_error, {"code": 1011, "description": "x"}),
}


def told(parser: Parser, value: object) -> object:
    """The value, or the code of an error in words. Anything else escapes and fails the test."""
    try:
        return parser(json.dumps(value).encode())
    except RyddigError as error:
        return error.code


@pytest.mark.parametrize("name", VALID)
@settings(max_examples=40, deadline=None)
@given(value=ANY_JSON)
def test_any_json(name: str, value: object) -> None:
    told(VALID[name][0], value)


@pytest.mark.parametrize("name", VALID)
@settings(max_examples=80, deadline=None)
@given(places=st.lists(st.integers(0, 30), min_size=1, max_size=4), leaf=ANY_JSON)
def test_a_right_answer_with_something_wrong_inside(name: str, places: list[int], leaf: object) -> None:
    parser, right = VALID[name]
    told(parser, changed(copy.deepcopy(right), places, leaf))


def changed(value: Any, places: list[int], leaf: object) -> Any:
    """`value` with `leaf` put in where `places` lead."""
    if not places or not isinstance(value, dict | list) or not value:
        return leaf
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = keys[places[0] % len(keys)]
    value[key] = changed(value[key], places[1:], leaf)
    return value


@pytest.mark.parametrize("name", VALID)
def test_what_is_changed_above_was_right_before(name: str) -> None:
    parser, right = VALID[name]
    found = told(parser, right)
    assert not isinstance(found, str) or name == "arrears", found


@settings(max_examples=40, deadline=None)
@given(cut=st.integers(0, 4000), put=st.binary(max_size=6))
def test_a_damaged_cleaning_register(cut: int, put: bytes) -> None:
    file = renhold_file({FIRM: "Ikke godkjent"}, fill=8)
    try:
        register = read_register(file[:cut] + put + file[cut + len(put) :], fewest=9)
    except RyddigError:
        return
    assert len(register.firms) == 9


def paths(body: bytes) -> set[str]:
    """Every element of a notice with the two above it, by local names."""
    found = set()
    for element in etree.fromstring(body).iter("*"):
        above = [each.tag.rpartition("}")[2] for each in (element, *list(element.iterancestors())[:2])]
        found.add("/".join(reversed(above)))
    return found


def test_the_invented_announcement_holds_only_what_real_ones_hold() -> None:
    folders = [
        shared("reference", "samples", name) for name in ("eforms-notices-no", "eforms-sdk-eu", "eforms-sdk-nor")
    ]
    real = set().union(*(paths(path.read_bytes()) for folder in folders for path in folder.glob("*.xml")))
    made = Announcement(
        "2026-100001", date(2026, 2, 1).isoformat(), FIRM, "x", terms="y", criteria=(("price", 70, "z" * 20),)
    )
    assert paths(announcement_xml(made)) - real == set()
    assert len(read_text(announcement_xml(made), name="x").criteria) == 1
