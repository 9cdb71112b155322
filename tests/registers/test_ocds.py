"""OCDS packages: what stands in the samples, which faults are told, and that nothing is mended."""

import copy
import json
from collections import Counter
from typing import Any

import pytest

from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import ContractKind
from ryddig.registers.ocds import Package, read_package
from ryddig.registers.strict_json import MAX_BYTES
from tests.shared import shared

RELEASE: dict[str, Any] = {
    "ocid": "ocds-abc123-1",
    "id": "1",
    "date": "2026-01-02T10:00:00Z",
    "tag": ["award", "contract"],
    "initiationType": "tender",
    "buyer": {"id": "B", "name": "Nord kommune"},
    "parties": [
        {
            "id": "B",
            "name": "Nord kommune",
            "roles": ["buyer"],
            "identifier": {"scheme": "NO-BRC", "id": "889640782"},
            "address": {"country": "NO"},
            "contactPoint": {"name": "Kari Nordmann", "email": "kari@nord.example"},
        },
        {"id": "S", "name": "Bygg AS", "roles": ["supplier"], "identifier": {"scheme": "NO-BRC", "id": "992037601"}},
    ],
    "tender": {
        "title": "Nytt tak",
        "mainProcurementCategory": "works",
        "value": {"amount": 1000000.5, "currency": "NOK"},
        "minValue": {"amount": 5, "currency": "NOK"},
        "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "45260000-7"}}],
        "contractPeriod": {"startDate": "2026-02-01T00:00:00Z", "endDate": "2028-01-31T00:00:00Z"},
    },
    "awards": [
        {
            "id": "A",
            "status": "active",
            "date": "2026-01-01T00:00:00Z",
            "suppliers": [{"id": "S", "name": "Bygg AS"}],
            "value": {"amount": 900000, "currency": "NOK"},
        }
    ],
    "contracts": [{"id": "C", "awardID": "A", "dateSigned": "2026-01-15T12:00:00+01:00"}],
}


def package(**changes: Any) -> Package:
    """A sound release package with `changes` to its release."""
    release = {**copy.deepcopy(RELEASE), **changes}
    return read_json({"version": "1.1", "releases": [release]})


def read_json(value: object) -> Package:
    return read_package(json.dumps(value).encode(), name="p.json")


def faults(read: Package) -> list[tuple[str, str]]:
    return [(fault.code, fault.where.path) for fault in read.faults]


def sample(name: str) -> Package:
    return read_package(shared("reference", "samples", "ocds", f"{name}.json").read_bytes(), name=f"{name}.json")


NORWAY = {
    "norway-2024-110489": {"scheme": 2, "number_scheme": 14, "award_status": 2, "award_without_supplier": 1},
    "norway-ContractAwardNotice_can-modif_2023-101032": {"scheme": 3, "number_scheme": 2, "award_status": 1},
    "norway-ContractAwardNotice_can-social_2024-103933": {"scheme": 7, "number_scheme": 10, "award_id_missing": 4},
    "norway-ContractAwardNotice_can-standard_2022-960991": {"scheme": 2, "number_scheme": 1},
    "norway-ContractNotice_cn-standard_2024-107345": {"scheme": 2},
}


@pytest.mark.parametrize("name", sorted(NORWAY))
def test_faults_of_the_norwegian_conversions_are_told(name: str) -> None:
    read = sample(name)
    told = Counter(fault.code.removeprefix("ocds.") for fault in read.faults)
    assert told == {**NORWAY[name], "not_a_package": 1, "prefix": 1}
    assert all(not fault.stops for fault in read.faults)
    assert all(fault.sentences()[0].plain() for fault in read.faults)


def test_nothing_is_mended() -> None:
    release = sample("norway-ContractAwardNotice_can-social_2024-103933").releases[0]
    assert [contract.award.id if contract.award else None for contract in release.contracts] == [
        "RES-0001",
        *[None] * 4,
    ]
    assert release.buyer is not None
    assert release.buyer.orgnr is None
    assert [cell.value for cell in release.buyer.identifiers] == ["GB-COH:920817521"]
    assert len(release.awards[0].suppliers) == 5


def test_made_up_package_of_the_standard_has_no_fault() -> None:
    read = sample("fictional-1.1-06-implementation")
    assert read.faults == ()
    release = read.releases[0]
    assert release.awards[0].value is not None
    assert release.awards[0].value.raw == "11000000 GBP"
    assert release.contracts[0].award == release.awards[0]
    assert release.awards[0].period.last_day is not None
    assert release.awards[0].period.last_day.raw == "2011-12-31T23:59:00Z"


def test_a_sound_release() -> None:
    read = package()
    assert read.faults == ()
    release = read.releases[0]
    assert release.buyer is not None
    assert release.buyer.orgnr is not None
    assert release.buyer.orgnr.value == "889640782"
    assert release.kind is not None
    assert release.kind.value is ContractKind.WORKS
    assert [code.value for code in release.cpv] == ["45260000"]
    assert release.estimate is not None
    assert release.estimate.value is not None
    assert (release.estimate.value.ore, release.estimate.path) == (1_000_000_50, "/releases/0/tender/value")
    contract = release.contracts[0]
    assert contract.award is not None
    assert contract.award.suppliers[0].name is not None
    assert contract.award.suppliers[0].name.value == "Bygg AS"
    assert contract.signed_on is not None
    assert contract.signed_on.value is not None
    assert contract.signed_on.value.isoformat() == "2026-01-15"
    assert "Kari" not in repr(read)
    assert "@" not in repr(read)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"ocid": "ocds-abcd1234-x"}, ("ocds.prefix", "/releases/0/ocid")),
        ({"tag": ["prize"]}, ("ocds.tag", "/releases/0/tag")),
        ({"date": ""}, ("ocds.missing", "/releases/0")),
        ({"date": "i går"}, ("ocds.date", "/releases/0/date")),
        ({"buyer": {"id": "X", "name": "Y"}}, ("ocds.party_unknown", "/releases/0/buyer")),
        ({"parties": RELEASE["parties"] + [{"id": "S"}]}, ("ocds.party_twice", "/releases/0/parties/2")),
        ({"awards": "none"}, ("ocds.wrong_type", "/releases/0/awards")),
        ({"tender": []}, ("ocds.wrong_type", "/releases/0/tender")),
        ({"contracts": [{"id": "C"}]}, ("ocds.award_id_missing", "/releases/0/contracts/0")),
        ({"contracts": [{"id": "C", "awardID": "Z"}]}, ("ocds.award_id_unknown", "/releases/0/contracts/0")),
        ({"awards": [{"id": "A", "suppliers": [{"id": "S"}]}]}, ("ocds.award_status", "/releases/0/awards/0")),
        ({"awards": [{"id": "A", "status": "active"}]}, ("ocds.award_without_supplier", "/releases/0/awards/0")),
        (
            {"tender": {"value": {"amount": "mye", "currency": "NOK"}}},
            ("ocds.amount", "/releases/0/tender/value"),
        ),
        ({"tender": {"value": {"amount": 5}}}, ("ocds.amount", "/releases/0/tender/value")),
        (
            {"tender": {"items": [{"classification": {"scheme": "CPV", "id": "45233130.0"}}]}},
            ("ocds.cpv", "/releases/0/tender/items/0/classification/id"),
        ),
        (
            {"parties": [{"id": "B", "identifier": {"scheme": "NO-BRC", "id": "974640782"}}, RELEASE["parties"][1]]},
            ("orgnr.checksum", "/releases/0/parties/0/identifier"),
        ),
        (
            {"parties": [{"id": "B", "identifier": {"scheme": "GB-COH", "id": "889640782"}}, RELEASE["parties"][1]]},
            ("ocds.scheme", "/releases/0/parties/0/identifier"),
        ),
        (
            {"contracts": [{"id": "C", "awardID": "A", "identifiers": [{"scheme": "NL-TENDERNED", "id": "1"}]}]},
            ("ocds.number_scheme", "/releases/0/contracts/0/identifiers/0"),
        ),
    ],
)
def test_each_fault_is_told_at_its_place(changes: dict[str, Any], expected: tuple[str, str]) -> None:
    assert expected in faults(package(**changes))


def test_a_foreign_party_is_not_asked_for_a_norwegian_number() -> None:
    abroad = {"id": "B", "address": {"country": "GB"}, "identifier": {"scheme": "GB-COH", "id": "889640782"}}
    read = package(parties=[abroad, RELEASE["parties"][1]])
    assert faults(read) == []
    assert read.releases[0].buyer is not None
    assert read.releases[0].buyer.orgnr is None


def test_record_package_takes_the_compiled_release_else_the_newest() -> None:
    old, new = {**RELEASE, "id": "old", "date": "2025-01-01T00:00:00Z"}, {**RELEASE, "id": "new"}
    record: dict[str, Any] = {"ocid": "ocds-abc123-1", "releases": [new, old]}
    linked = {"ocid": "ocds-abc123-2", "releases": [{"url": "https://example.invalid/1.json"}]}
    compiled = {**record, "compiledRelease": {**RELEASE, "id": "compiled", "tag": ["compiled"]}}
    read = read_json({"version": "1.1", "records": [record, compiled, linked]})
    assert [release.id.value for release in read.releases if release.id] == ["new", "compiled"]
    assert faults(read) == [("ocds.linked_only", "/records/2")]


def test_another_version_is_told_and_read() -> None:
    read = read_json({"version": "1.0", "releases": [RELEASE]})
    assert faults(read) == [("ocds.version", "/version")]
    assert len(read.releases) == 1


def test_a_key_given_twice_is_told() -> None:
    text = json.dumps({"version": "1.1", "releases": [RELEASE]})
    doubled = text.replace('"id": "1"', '"id": "0", "id": "1"', 1)
    assert faults(read_package(doubled.encode(), name="p.json")) == [("json.doubled_key", "")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"[]", "ocds.not_ocds"),
        (b'{"name": 1}', "ocds.not_ocds"),
        (b'{"releases": [', "json.damaged"),
        (b"<a/>", "json.damaged"),
        (b'{"a": NaN}', "json.damaged"),
        (b'{"a": ' + b"9" * 5000 + b"}", "json.damaged"),
        ('{"ocid": "bærum"}'.encode("latin-1"), "json.encoding"),
        (b"[" * 100_000 + b"]" * 100_000, "json.too_deep"),
        (b"[" + b"1," * 1_100_000 + b"1]", "json.too_many_values"),
        (b" " * (MAX_BYTES + 1), "file.too_large"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(UserCanFix) as told:
        read_package(data, name="p.json")
    assert told.value.code == code
    assert str(told.value).startswith("p.json: ")
    assert told.value.hint
