"""A harvested data set as a record: both shapes of tax answers, what is missing, and the sample."""

import json
from datetime import date

import pytest

from ryddig.domain.register_words import TaxPaper
from ryddig.domain.tax_records import Arrears, TaxKind
from ryddig.registers.ebevis.client import Ebevis
from ryddig.registers.ebevis.parse import read_evidence
from ryddig.registers.ebevis.records import read_record, tax_paper
from tests.registers.ebevis_world import ALL, ARREARS, ON, arrears_values, ebevis, order, whole
from tests.registers.standins import BUYER, FIRM
from tests.shared import shared


def evidence(values: list[dict[str, object]], code: str = ARREARS) -> bytes:
    status = {"evidenceCodeName": code, "status": {"code": 1, "description": "x"}}
    return json.dumps({"evidenceStatus": status, "evidenceValues": values}).encode()


@pytest.mark.parametrize("written", [40210, "40210 NOK", "40210", 40210.0])
def test_sums_as_number_and_as_text(written: object) -> None:
    record = read_record(read_evidence(evidence(arrears_values(vat=written)), ARREARS), FIRM)
    assert isinstance(record, Arrears)
    assert record.due[TaxKind.VAT] == 4_021_000


def test_a_sum_that_is_missing_is_not_zero() -> None:
    record = read_record(read_evidence(evidence(arrears_values(vat="ukjent")), ARREARS), FIRM)
    assert isinstance(record, Arrears)
    assert TaxKind.VAT not in record.due
    assert record.any_due is None
    assert tax_paper((record,)) == TaxPaper(date(2026, 11, 20), arrears_ore=None, returns_missing=None)


def test_arrears_as_one_structure() -> None:
    part = {"forfaltOgUbetalt": 125000.5, "forfaltOgUbetaltRenter": 1200, "forfaltOgUbetaltKrav": 123800.5}
    none = {"forfaltOgUbetalt": 0, "forfaltOgUbetaltRenter": 0, "forfaltOgUbetaltKrav": 0}
    kinds = ("forskuddstrekk", "forskuddsskatt", "restskatt", "gebyr", "merverdiavgift")
    told: dict[str, object] = {
        "forespurteOrganisasjon": FIRM,
        "restanser": {"arbeidsgiveravgift": part, **dict.fromkeys(kinds, none)},
    }
    record = read_record(read_evidence(evidence(whole(told)), ARREARS), FIRM)
    assert isinstance(record, Arrears)
    assert (record.total, record.interest[TaxKind.EMPLOYERS_CONTRIBUTION]) == (12_500_050, 120_000)
    assert "12500050" not in repr(record)


def test_the_sample_answer_has_the_shape_of_the_stand_in() -> None:
    folder = shared("reference", "samples", "ebevis")
    sample = (folder / "evidence-RestanserV2-SYNTHETIC.json").read_bytes()
    record = read_record(read_evidence(sample, ARREARS), "888888888")
    assert isinstance(record, Arrears)
    assert (record.total, record.any_due) == (16_521_000, True)
    with ebevis() as the:
        taken = the.ebevis.authorize(order(ARREARS), on=ON)
        the.answer("granted")
        ours = json.loads(the.ebevis.harvest(taken.id, ARREARS, subject=FIRM).answer.raw)
    theirs = json.loads(sample)
    assert shape(theirs) == shape(ours)
    asked = json.loads((folder / "authorization-request-SYNTHETIC.json").read_text(encoding="utf-8"))
    body = Ebevis.body_of(order(*ALL, "Renholdsregisteret"), BUYER, on=ON)
    assert body.keys() == asked.keys()
    assert {key for one in asked["evidenceRequests"] for key in one} == {
        "evidenceCodeName",
        "requestConsent",
        "legalBasisId",
    }
    assert asked["legalBasisList"][0].keys() == body["legalBasisList"][0].keys()


def shape(found: object) -> object:
    """Names and kinds of values, with lists by the set of their elements' shapes."""
    if isinstance(found, dict):
        return {key: shape(each) for key, each in found.items() if key != "value"}
    if isinstance(found, list):
        return sorted({json.dumps(shape(each), sort_keys=True) for each in found})
    return type(found).__name__
