"""OCDS packages: contracts with their place, and the faults of the file told, not mended."""

import json
from typing import Any

from ryddig.domain.facts import BuyerKind, ContractKind
from ryddig.domain.problems import Severity
from ryddig.intake.read import read_files
from ryddig.intake.reading import NamedBytes, Reading, ValueScope
from tests.intake.lists import ON, book, codes, read
from tests.shared import shared


def package(**release: Any) -> NamedBytes:
    """A package with one release."""
    whole = {"ocid": "ocds-abc123-1", "id": "1", "date": "2026-07-01T10:00:00Z", "initiationType": "tender", **release}
    document = {"version": "1.1", "uri": "x", "publishedDate": "x", "publisher": {"name": "x"}, "releases": [whole]}
    return NamedBytes("a.json", json.dumps(document).encode())


AWARD = {
    "id": "a1",
    "title": "Renhold",
    "status": "active",
    "value": {"amount": 1_500_000, "currency": "NOK"},
    "suppliers": [{"id": "s1", "name": "Liksomrenhold AS"}],
}
WHOLE = package(
    tag=["tender", "award"],
    buyer={"id": "b1", "name": "Tenkevik kommune"},
    parties=[
        {"id": "b1", "name": "Tenkevik kommune", "roles": ["buyer"]},
        {
            "id": "s1",
            "name": "Liksomrenhold AS",
            "roles": ["supplier"],
            "identifier": {"scheme": "NO-BRC", "id": "310402540"},
        },
    ],
    tender={
        "id": "t",
        "mainProcurementCategory": "services",
        "value": {"amount": 2_000_000, "currency": "NOK"},
        "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "90910000"}}],
    },
    awards=[AWARD],
    contracts=[{"id": "c1", "awardID": "a1", "dateSigned": "2026-09-01T00:00:00Z", "status": "active"}],
)


def test_a_contract_with_its_award_and_supplier() -> None:
    row = read(WHOLE).rows[0]
    facts = row.facts
    assert (facts.reference, facts.title, facts.kind, facts.cpv) == (
        "ocds-abc123-1",
        "Renhold",
        ContractKind.SERVICES,
        ("90910000",),
    )
    assert (facts.value_ore, facts.awarded_ore) == (200_000_000, 150_000_000)
    assert facts.buyer_kind is BuyerKind.MUNICIPAL
    assert [(firm.orgnr, firm.confirmed) for firm in facts.suppliers] == [("310402540", True)]
    assert row.cells["awarded_ore"].path.startswith("a.json#/releases/0/awards/0")


def test_a_contract_without_award_id_has_no_supplier_and_says_so() -> None:
    reading = read(package(tag=["contract"], awards=[AWARD], contracts=[{"id": "c1"}]))
    by_reference = {row.facts.reference: row for row in reading.rows}
    assert by_reference["ocds-abc123-1/c1"].facts.suppliers == ()
    assert by_reference["ocds-abc123-1/a1"].value_scope is ValueScope.SHARED
    assert "ocds.award_id_missing" in codes(reading, Severity.NOTE)
    assert reading.errors == ()


def test_cancelled_awards_and_contracts_are_no_contracts() -> None:
    cancelled = package(
        tag=["award"], awards=[{**AWARD, "status": "cancelled"}], contracts=[{"id": "c", "status": "cancelled"}]
    )
    assert read(cancelled).rows == ()


def samples() -> Reading:
    return read_files(sorted(shared("reference", "samples", "ocds").glob("norway-*.json")), book=book(), on=ON)


def test_the_samples_are_read_and_their_known_faults_reported() -> None:
    reading = samples()
    found = set(codes(reading, Severity.NOTE))
    assert {"ocds.award_id_missing", "ocds.number_scheme"} <= found
    assert reading.errors == ()
    references = [row.facts.reference for row in reading.rows]
    assert len(references) == len(set(references)) > 5
