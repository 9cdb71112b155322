"""Screening stored contracts, one or many: facts, decision, what changed, and the rows that follow from it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar

from ryddig.domain.compare import difference
from ryddig.domain.controls import CONTROLS
from ryddig.domain.decision import Outcome
from ryddig.domain.law import Duty
from ryddig.domain.screening import Screener, Screening
from ryddig.domain.serial import plain
from ryddig.records.accounts.access import Author
from ryddig.records.accounts.scope import OwnedRow
from ryddig.records.audit.services import Entry, record_events
from ryddig.records.contracts.facts import contract_facts
from ryddig.records.contracts.models import RISK_RANK, Contract
from ryddig.records.followup import events, merging
from ryddig.records.followup.merging import Merged
from ryddig.records.followup.models import ContractDuty, PlanItem, QualityFinding, RiskOverride, ScreeningRecord
from ryddig.records.followup.overruling import Standing, standing
from ryddig.records.followup.questions import open_questions

_Row = TypeVar("_Row", ContractDuty, PlanItem, QualityFinding)
BATCH: Final = 500
_WHY: Final = "rows of contracts the caller may change"
_DENORMALISED: Final = [
    "risk_level",
    "risk_rank",
    "risk_score",
    "overruled",
    "regime",
    "next_due_on",
    "next_due_kind",
    "screened_on",
    "screening_id",
    "quality_count",
    "open_questions",
    "controls_planned",
    "last_control_on",
]


@dataclass(slots=True)
class Earlier:
    """What is stored about a chunk of contracts, by contract."""

    records: Mapping[int, ScreeningRecord]
    overrides: Mapping[int, RiskOverride]
    duties: Mapping[int, list[ContractDuty]]
    plan: Mapping[int, list[PlanItem]]
    findings: Mapping[int, list[QualityFinding]]


@dataclass(slots=True)
class Writes:
    """What a chunk comes to, written at its end."""

    records: list[tuple[Contract, ScreeningRecord]] = field(default_factory=list)
    entries: list[tuple[ScreeningRecord, Screening]] = field(default_factory=list)
    contracts: list[Contract] = field(default_factory=list)
    duties: Merged[ContractDuty] = field(default_factory=Merged)
    plan: Merged[PlanItem] = field(default_factory=Merged)
    findings: Merged[QualityFinding] = field(default_factory=Merged)


class ScreeningWork:
    """Screens contracts with one screener and stores what follows.

    The caller holds the transaction and has checked access.
    """

    def __init__(self, screener: Screener, *, actor: Author, on: date) -> None:
        self._screener = screener
        self._actor = actor
        self._on = on
        self._duties: Mapping[str, Duty] = {duty.id: duty for duty in screener.book.duties}
        self._shared: dict[int, tuple[object, Any]] = {}

    def run(self, contracts: Sequence[Contract]) -> list[ScreeningRecord]:
        """Screen contracts loaded through `with_facts`.

        Returns the records that are new; an unchanged result makes none.
        """
        new: list[ScreeningRecord] = []
        for start in range(0, len(contracts), BATCH):
            chunk = contracts[start : start + BATCH]
            earlier, writes = load_earlier(chunk), Writes()
            for contract in chunk:
                self._screen_one(contract, earlier, writes)
            self._save(writes)
            new += [record for _, record in writes.records]
        return new

    def _screen_one(self, contract: Contract, earlier: Earlier, writes: Writes) -> None:
        screening = self._screener.screen(contract_facts(contract), on=self._on)
        previous = earlier.records.get(contract.pk)
        record = self._record(contract, screening, previous)
        now = standing(screening, earlier.overrides.get(contract.pk), book=self._screener.book, on=self._on)
        found = (*screening.quality, now.question) if now.question is not None else screening.quality
        key = contract.pk
        decisions = record.decision["duties"]
        duties = merging.merge_duties(contract, earlier.duties.get(key, ()), decisions, duties=self._duties)
        plan = merging.merge_plan(contract, earlier.plan.get(key, ()), now.plan)
        findings = merging.merge_findings(contract, earlier.findings.get(key, ()), found, on=self._on)
        for all_rows, rows in ((writes.duties, duties), (writes.plan, plan), (writes.findings, findings)):
            all_rows.add(rows)  # type: ignore[arg-type]  # each pair is of one row type
        if record is not previous:
            writes.records.append((contract, record))
            writes.entries.append((record, screening))
        done = [row for row in earlier.plan.get(key, ()) if row.state == PlanItem.State.DONE]
        differs = _denormalise(contract, record, now, plan=plan, done=done, findings=findings)
        if differs or record is not previous:
            writes.contracts.append(contract)

    def _record(self, contract: Contract, screening: Screening, previous: ScreeningRecord | None) -> ScreeningRecord:
        """The previous record when facts, lawbook and result are the same; else a new unsaved version."""
        facts, decision = plain(screening.facts), self._decision(screening)
        if previous is not None and _same(previous, facts, decision):
            return previous
        before = {"facts": previous.facts, **previous.decision} if previous is not None else None
        return ScreeningRecord(
            organisation_id=contract.organisation_id,
            contract=contract,
            version=previous.version + 1 if previous is not None else 1,
            on=self._on,
            actor_id=self._actor.user_id,
            lawbook_version=screening.lawbook_version,
            facts=facts,
            decision=decision,
            difference=plain(difference(before, {"facts": facts, **decision})) if before is not None else [],
        )

    def _decision(self, screening: Screening) -> dict[str, Any]:
        """The screening without facts, as plain values."""
        return {
            "lawbook_version": screening.lawbook_version,
            "regime": screening.regime,
            "regime_because": plain(screening.regime_because),
            "duties": self._plain_once(screening.duties),
            "risk": self._plain_once(screening.risk),
            "steps": plain(screening.steps),
            "plan": plain(screening.plan),
            "quality": plain(screening.quality),
        }

    def _plain_once(self, shared: object) -> Any:  # noqa: ANN401 - the value of JSON
        """What several contracts share, made plain once. Each thing by itself: same duties do not mean same risk."""
        kept = self._shared.get(id(shared))
        if kept is None:
            kept = self._shared[id(shared)] = (shared, plain(shared))
        return kept[1]

    def _save(self, writes: Writes) -> None:
        ScreeningRecord.objects.bulk_create([record for _, record in writes.records], batch_size=100)
        for contract, record in writes.records:
            contract.screening_id = record.pk
        Contract.objects.unscoped(_WHY).save_many(writes.contracts, _DENORMALISED)
        _write(ContractDuty, writes.duties, ("outcome", "may_sanction", "also_if", "because"))
        _write(PlanItem, writes.plan, ("state", "due_on", "because", "unit"))
        _write(QualityFinding, writes.findings, ("state", "found_on", "closed_on"))
        entries = (_entry(record, screening) for record, screening in writes.entries)
        record_events(entries, actor=self._actor, on=self._on)


def load_earlier(chunk: Sequence[Contract]) -> Earlier:
    """What is stored about these contracts, in five queries."""
    ids = [contract.pk for contract in chunk]
    newest = [contract.screening_id for contract in chunk if contract.screening_id is not None]
    records = ScreeningRecord.objects.unscoped(_WHY).filter(id__in=newest)
    overrides = RiskOverride.objects.unscoped(_WHY).filter(contract_id__in=ids).select_related("screening")
    return Earlier(
        records={record.contract_id: record for record in records},
        overrides={override.contract_id: override for override in overrides.order_by("id")},
        duties=_by_contract(ContractDuty, ids),
        plan=_by_contract(PlanItem, ids),
        findings=_by_contract(QualityFinding, ids),
    )


def _by_contract(model: type[_Row], ids: Iterable[int]) -> Mapping[int, list[_Row]]:
    found: defaultdict[int, list[_Row]] = defaultdict(list)
    for row in model.objects.unscoped(_WHY).filter(contract_id__in=ids).order_by("id"):
        found[row.contract_id].append(row)
    return found


def _same(previous: ScreeningRecord, facts: object, decision: Mapping[str, Any]) -> bool:
    """Days in the plan count from the day of the screening, so they do not make a new version by themselves."""
    parts = [name for name in decision if name != "plan"]
    return previous.facts == facts and all(previous.decision.get(name) == decision[name] for name in parts)


def _denormalise(
    contract: Contract,
    record: ScreeningRecord,
    now: Standing,
    *,
    plan: Merged[PlanItem],
    done: Iterable[PlanItem],
    findings: Merged[QualityFinding],
) -> bool:
    """Fill the portfolio's columns; True when one of them changed."""
    first = min(plan.standing, key=lambda row: (row.due_on, row.kind, row.number), default=None)
    questions = open_questions(record.decision, record.facts)
    return merging.set_values(
        contract,
        {
            "risk_level": now.level,
            "risk_rank": RISK_RANK[now.level],
            "risk_score": record.decision["risk"]["score"],
            "overruled": now.overruled,
            "regime": record.decision["regime"],
            "next_due_on": first.due_on if first is not None else None,
            "next_due_kind": first.kind if first is not None else "",
            "screened_on": record.on,
            "controls_planned": sum(row.kind in CONTROLS for row in plan.standing),
            "last_control_on": max((row.done_on for row in done if row.kind in CONTROLS and row.done_on), default=None),
            "quality_count": len(findings.standing),
            "open_questions": len(questions) + (now.question is not None),
        },
    )


def _write(model: type[OwnedRow], merged: Merged[Any], fields: Sequence[str]) -> None:
    rows = model.objects.unscoped(_WHY)
    for start in range(0, len(merged.gone), BATCH):
        rows.filter(pk__in=[row.pk for row in merged.gone[start : start + BATCH]]).delete()
    rows.save_many(merged.changed, fields)
    rows.bulk_create(merged.new, batch_size=BATCH)


def _entry(record: ScreeningRecord, screening: Screening) -> Entry:
    applying = sum(duty.outcome is Outcome.APPLIES for duty in screening.duties)
    return Entry(
        events.CONTRACT_SCREENED,
        "contract",
        record.contract_id,
        because=(screening.regime_because, *screening.risk.because),
        lawbook_version=screening.lawbook_version,
        details={"version": record.version, "duties": applying, "level": screening.risk.level, "screening": record.pk},
    )
