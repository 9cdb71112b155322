"""What the resources say is what the pages show, and a change is done once."""

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from ryddig.api.door import door
from ryddig.records.accounts.models import ApiWrite
from ryddig.records.audit.models import Event
from ryddig.records.audit.queries import check_chain
from ryddig.records.contracts.models import Contract, ImportBatch
from ryddig.records.correspondence.tokens import shred_old_writes
from ryddig.records.followup.models import ContractDuty
from ryddig.records.followup.queries import override_of
from ryddig.records.lookups.models import Signal
from tests.api.asking import Key, asked, key_for
from tests.api.entries import new_contract, new_import
from tests.house.tree import ROOT
from tests.office_world import WHY, World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

COMMITTED = ROOT / "docs/api/openapi.json"


@pytest.fixture
def kari(world: World) -> Key:
    """A contract manager's key that may change."""
    return key_for(world.cast.kari, may_write=True)


def test_the_committed_openapi_is_the_one_that_is_served(world: World) -> None:
    served = json.loads(json.dumps(door.get_openapi_schema(), default=str))
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == served, "make it anew: tools/openapi.py"
    assert asked("get", "/openapi.json", {}).json() == served


def test_every_requirement_has_its_reasons_and_their_source(world: World, kari: Key) -> None:
    told = kari.get(f"/contracts/{world.cleaning.pk}/duties").json()
    rows = ContractDuty.objects.visible_to(world.cast.kari).filter(contract=world.cleaning)
    assert {one["rule"]: one["outcome"] for one in told["duties"]} == dict(rows.values_list("rule", "outcome"))
    applying = [one for one in told["duties"] if one["outcome"] == "applies"]
    assert applying
    assert all(one["reasons"] for one in applying)
    sources = [reason["source"] for one in applying for reason in one["reasons"] if reason["source"]]
    assert any(source["link"].startswith("https://lovdata.no/") for source in sources)


def test_the_law_speaks_the_language_asked_for(world: World, kari: Key) -> None:
    path = f"/contracts/{world.cleaning.pk}/duties"
    said = {code: kari.get(path, language=code) for code in ("nb", "nn", "en", "fr")}
    assert {code: answer["Content-Language"] for code, answer in said.items()} == {
        "nb": "nb", "nn": "nn", "en": "en", "fr": "nb"
    }  # fmt: skip
    texts = {answer.json()["duties"][0]["reasons"][0]["text"] for answer in said.values()}
    assert len(texts) >= 2


def test_the_risk_is_the_contracts(world: World, kari: Key) -> None:
    told = kari.get(f"/contracts/{world.cleaning.pk}/risk").json()
    assert told["level"] == world.cleaning.risk_level
    assert told["score"] == sum(one["weight"] for one in told["factors"] if one["answer"] == "yes")
    assert (told["overruled"] is None) == (override_of(world.cast.kari, world.cleaning) is None)


def test_a_signal_has_its_words_and_its_reasons(world: World, kari: Key) -> None:
    told = kari.get("/signals").json()
    assert told["total"] == Signal.objects.visible_to(world.cast.kari).filter(state="open").count() > 0
    assert told["rows"][0]["text"]
    assert "%(" not in json.dumps(told)


def test_the_proof_is_the_pages_document(world: World, kari: Key) -> None:
    told = kari.get(f"/contracts/{world.cleaning.pk}/proof", language="en").json()
    assert told["title"] == f"Proof: {world.cleaning.title}"
    assert {"Risk", "Which rules"} <= {section["name"] for section in told["sections"]}
    assert all(block["content"] for section in told["sections"] for block in section["blocks"])


def test_totals_count_every_running_contract_once(world: World, kari: Key) -> None:
    told = kari.get("/totals").json()
    listed = kari.get("/contracts").json()["total"]
    assert listed > 0
    for sums in ("coverage", "spend", "ends"):
        assert sum(one["contracts"] for one in told[sums]) == listed, sums


def test_pages_of_a_list_never_overlap(world: World, kari: Key) -> None:
    first, second = (kari.get("/plan", {"page": page, "size": 2}).json() for page in (1, 2))
    assert first["total"] == second["total"] > 2
    assert not {row["id"] for row in first["rows"]} & {row["id"] for row in second["rows"]}
    assert kari.get("/plan", {"page": 10_000}).json()["rows"] == []


def test_a_new_contract_is_registered_and_screened(world: World, kari: Key) -> None:
    facts = new_contract(world) | {
        "kind": "services",
        "cpv": ["90910000"],
        "value_ore": 300_000_000,
        "announced_on": "2026-08-01",
        "suppliers": [{"name": "Tenkt Renhold AS", "orgnr": world.signal.supplier.orgnr}],
    }
    answer = kari.post("/contracts", facts)
    assert answer.status_code == 201, answer.content
    row = Contract.objects.visible_to(world.cast.kari).get(id=answer.json()["id"])
    assert (row.reference, row.value_ore, row.regime) == ("API-1", 300_000_000, "R2026")
    assert row.screening_id
    assert check_chain(world.cast.fjordvik.pk).broken_at is None


def test_asked_twice_is_done_once(world: World, kari: Key) -> None:
    first, second = (kari.post("/contracts", new_contract(world)) for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    told = Event.objects.visible_to(world.cast.lise).filter(type="contract.registered", subject_id=first.json()["id"])
    assert told.count() == 1


def test_an_answer_is_kept_for_a_week(world: World, kari: Key) -> None:
    kari.post("/contracts", new_contract(world))
    on = timezone.localdate(ApiWrite.objects.unscoped(WHY).get().at)
    assert [shred_old_writes(on + timedelta(days=days)) for days in (7, 8)] == [0, 1]


def test_the_same_key_for_another_change_is_refused(world: World, kari: Key) -> None:
    kari.post("/contracts", new_contract(world))
    answer = kari.post("/contracts", new_contract(world) | {"reference": "API-9"})
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:ryddig:problem:api.key_used")
    assert not Contract.objects.visible_to(world.cast.kari).filter(reference="API-9").exists()


def test_what_failed_may_be_tried_again_under_the_same_key(world: World, kari: Key) -> None:
    taken = new_contract(world) | {"reference": "K-1"}
    assert kari.post("/contracts", taken).json()["type"] == "urn:ryddig:problem:contracts.reference_taken"
    assert kari.post("/contracts", new_contract(world)).status_code == 201


def test_an_import_tells_before_it_stores(world: World, kari: Key) -> None:
    told = kari.post("/imports", new_import(world) | {"store": False}, once="look-only").json()
    assert (told["stored"], told["new"], told["changed"]) == (False, 1, 1)
    assert told["rows"][1]["fields"] == ["title"]
    assert not Contract.objects.visible_to(world.cast.kari).filter(reference="API-2").exists()
    done = kari.post("/imports", new_import(world), once="now-store").json()
    assert (done["stored"], done["new"], done["changed"]) == (True, 1, 1)
    row = Contract.objects.visible_to(world.cast.kari).get(reference="K-1")
    assert row.title == "Renhold av alle skoler"
    assert row.fact_sources["title"]["at"] == "contracts[1].title"
    assert row.value_ore == world.cleaning.value_ore, "what was left out is not cleared"
    assert kari.secret not in str(list(ImportBatch.objects.visible_to(world.cast.kari).values()))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value_ore", "300"),
        ("value_ore", 3.5),
        ("value_ore", -1),
        ("value_ore", 10**16),
        ("value_ore", False),
        ("signed_on", 0),
        ("signed_on", "2026-13-01"),
        ("signed_on", "1899-01-01"),
        ("title", "nul \u0000"),
        ("title", "\ud800"),
        ("title", ""),
        ("framework", "yes"),
        ("cpv", ["909"]),
        ("suppliers", [{"name": "X", "orgnr": "123456789"}]),
        ("organisation_id", 1),
        ("risk_level", "low"),
        ("unit_id", 2**63),
    ],
)
def test_nothing_is_turned_into_anything(world: World, kari: Key, field: str, value: Any) -> None:
    answer = kari.post("/contracts", new_contract(world) | {field: value})
    assert answer.status_code == 422, answer.content
    assert_problem(answer)
    assert field in answer.json()["errors"][0]["place"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/nowhere", 404),
        ("get", "/contracts/99999999", 404),
        ("get", "/contracts/0", 422),
        ("get", "/contracts?page=99999999999999999999", 422),
        ("get", "/contracts?state=gone", 422),
        ("put", "/contracts", 405),
        ("post", "/contracts", 422),
    ],
)
def test_every_error_is_problem_details(world: World, kari: Key, method: str, path: str, status: int) -> None:
    headers = {"Authorization": f"Bearer {kari.secret}"}
    answer = asked(method, path, {}, **headers)
    assert answer.status_code == status
    assert_problem(answer)


def test_a_body_that_is_no_json_and_an_unknown_host_too(world: World, kari: Key, settings: Any) -> None:
    headers = {"Authorization": f"Bearer {kari.secret}", "Idempotency-Key": "first-try"}
    answer = asked("post", "/contracts", "{not json", **headers)
    assert answer.status_code == 400
    assert_problem(answer)
    answer = asked("get", "/me", {}, Host="evil.example", **headers)
    assert answer.status_code == 400
    assert_problem(answer)


def test_a_fault_of_ours_says_nothing(world: World, kari: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object, **_more: object) -> None:
        raise ValueError("secret of a payslip")

    monkeypatch.setattr("ryddig.api.totals.coverage", fails)
    answer = kari.get("/totals")
    assert answer.status_code == 500
    assert_problem(answer)
    assert b"payslip" not in answer.content


def assert_problem(answer: "Answer") -> None:
    """Problem details and nothing else, kept by no cache."""
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    told = answer.json()
    assert {"type", "title", "status"} <= told.keys()
    assert told["status"] == answer.status_code


def test_the_committed_page_stands_with_the_docs() -> None:
    assert (Path(ROOT) / "docs/how-to/api.md").is_file()
