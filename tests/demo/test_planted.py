"""Everything planted in the demo is found again, and no quality finding is there that nobody planted."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from ryddig.domain.screening import Screener
from ryddig.domain.serial import facts_from_plain, plain
from ryddig.lawbook import load
from ryddig.records.audit.queries import check_chain
from ryddig.records.contracts.models import Contract, Supplier, SupplierMatch
from ryddig.records.followup.models import ContractDuty, PlanItem, QualityFinding, RiskOverride, ScreeningRecord
from ryddig.records.followup.today import today
from tests.demo.conftest import WHY, Loaded, planted

pytestmark = pytest.mark.django_db
PLANTED = planted()
ALL = QualityFinding.objects.unscoped(WHY)


def named(line: dict[str, Any]) -> str:
    return " ".join(str(line[key]) for key in ("ref", "code", "rule", "kind", "level") if key in line)


def pairs(lines: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(line["ref"], line["code"]) for line in lines}


def found(state: str) -> set[tuple[str, str]]:
    return set(ALL.filter(state=state).values_list("contract__reference", "code"))


def test_every_planted_finding_is_found_and_no_other(loaded: Loaded) -> None:
    assert found(QualityFinding.State.OPEN) == pairs(PLANTED["findings"])


def test_findings_closed_by_a_person_stay_closed_with_a_reason(loaded: Loaded) -> None:
    assert found(QualityFinding.State.CLOSED) == pairs(PLANTED["closed_findings"])
    assert all(ALL.filter(state=QualityFinding.State.CLOSED).values_list("reason", flat=True))


@pytest.mark.parametrize("line", PLANTED["levels"], ids=named)
def test_planted_level(loaded: Loaded, line: dict[str, Any]) -> None:
    contract = loaded.contract(line["ref"])
    assert contract.risk_level == line["level"]
    if contract.screening_id is None:
        assert line["level"] == "unassessed"
        return
    risk = ScreeningRecord.objects.unscoped(WHY).get(id=contract.screening_id).decision["risk"]
    known = {state["id"] for state in (*risk["factors"], *risk["flags"]) if state["answer"] == "yes"}
    products = [product["product"] for product in risk.get("products", ())]
    assert "flag" not in line or line["flag"] in known
    wanted = line.get("product")
    assert any(one.startswith(wanted) for one in products) if wanted else "flag" in line or products == []


def test_what_is_stored_of_each_contract_is_what_it_gets_alone(loaded: Loaded) -> None:
    """Contracts share what they have in common while many are screened; none may get another's risk by that."""
    rows = ScreeningRecord.objects.unscoped(WHY).filter(on=F("contract__screened_on")).select_related("organisation")
    wrong = []
    for row in rows:
        alone = Screener(load(row.organisation.layers)).screen(facts_from_plain(row.facts), on=row.on)
        told = {part: plain(getattr(alone, part)) for part in ("regime", "regime_because", "duties", "risk", "steps")}
        if {part: row.decision[part] for part in told} != told:
            wrong.append(row.facts["reference"])
    assert wrong == []
    assert len(rows) >= loaded.contracts - 1


def test_the_overruled_level_keeps_its_reason(loaded: Loaded) -> None:
    override = RiskOverride.objects.unscoped(WHY).get()
    assert (override.contract.reference, override.level) == ("TK-206", "low")
    assert override.reason.startswith("Fast bemanning")


@pytest.mark.parametrize("line", PLANTED["duties"], ids=named)
def test_planted_duty(loaded: Loaded, line: dict[str, Any]) -> None:
    rows = ContractDuty.objects.unscoped(WHY).filter(contract=loaded.contract(line["ref"]), rule=line["rule"])
    if line["outcome"] == "none":
        assert not rows.exists()
        return
    assert [(row.outcome, row.may_sanction) for row in rows] == [(line["outcome"], line["sanction"])]


@pytest.mark.parametrize("line", PLANTED["tasks"], ids=named)
def test_planted_task(loaded: Loaded, line: dict[str, Any]) -> None:
    contract = loaded.contract(line["ref"])
    rows = PlanItem.objects.unscoped(WHY).filter(contract=contract, kind=line["kind"], state=PlanItem.State.PLANNED)
    first = rows.order_by("due_on")[0].due_on
    last = loaded.on if line.get("late") else loaded.on + timedelta(days=line["within"])
    assert first < last if line.get("late") else loaded.on <= first <= last


def test_nothing_else_is_late(loaded: Loaded) -> None:
    late = PlanItem.objects.unscoped(WHY).filter(state=PlanItem.State.PLANNED, due_on__lt=loaded.on)
    expected = {(line["ref"], line["kind"]) for line in PLANTED["tasks"] if line.get("late")}
    assert set(late.values_list("contract__reference", "kind")) == expected


@pytest.mark.parametrize("login", PLANTED["today"])
def test_today_names_the_planted_contracts_with_reasons(loaded: Loaded, login: str) -> None:
    shown = today(loaded.actor(login), on=loaded.on)
    references = [item.contract.reference for item in shown if item.contract is not None]
    assert set(PLANTED["today"][login]) <= set(references)
    assert all(item.why.plain() and item.button for item in shown)


def test_close_spellings_are_proposed_and_nothing_is_joined(loaded: Loaded) -> None:
    rows = SupplierMatch.objects.unscoped(WHY).filter(state=SupplierMatch.State.PROPOSED)
    proposed = set(rows.values_list("supplier__name", "candidate__name"))
    assert proposed == {(line["name"], line["firm"]) for line in PLANTED["matches"]}
    assert not Supplier.objects.unscoped(WHY).filter(same_as__isnull=False).exists()


@pytest.mark.parametrize("name", PLANTED["shared_suppliers"])
def test_the_neighbour_shares_suppliers(loaded: Loaded, name: str) -> None:
    rows = Supplier.objects.unscoped(WHY).filter(name=name)
    assert sorted(rows.values_list("organisation__short_name", flat=True)) == ["Prøvdal", "Tenkevik"]
    assert len(set(rows.values_list("orgnr", flat=True))) == 1


def test_size_of_the_municipality(loaded: Loaded) -> None:
    ours = Contract.objects.unscoped(WHY).filter(organisation__short_name="Tenkevik")
    total = sum(value or 0 for value in ours.values_list("value_ore", flat=True))
    assert 115 <= ours.count() <= 125
    assert 3_800_000_000_00 <= total <= 4_400_000_000_00
    assert len(set(ours.values_list("category", flat=True))) == 9
    assert len(set(ours.values_list("unit", flat=True))) == 2
    assert loaded.contracts == Contract.objects.unscoped(WHY).count()


def test_every_change_has_its_event_and_the_chain_holds(loaded: Loaded) -> None:
    for login in ("lise", "sigrid"):
        checked = check_chain(loaded.actor(login).organisation_id)
        assert checked.why is None
        assert checked.events > 0
