"""A new screening meets what is stored: which duties, plan items and findings are new, changed or gone.

Nothing here reads or writes the database. What a person did (answers, finished items, closed findings) is never undone.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Generic, TypeVar

from django.db.models import Model

from ryddig.domain.controls import REGISTER_CHECK, SELF_REPORT
from ryddig.domain.controls import PlanItem as Due
from ryddig.domain.decision import Outcome
from ryddig.domain.findings import Finding
from ryddig.domain.law import Duty
from ryddig.domain.serial import plain
from ryddig.records.contracts.models import Contract
from ryddig.records.followup.models import ContractDuty, PlanItem, QualityFinding

ONCE: Final = frozenset({SELF_REPORT, REGISTER_CHECK})
PLANNED, DONE, CANCELLED = PlanItem.State.PLANNED, PlanItem.State.DONE, PlanItem.State.CANCELLED
OPEN, MENDED, CLOSED = QualityFinding.State.OPEN, QualityFinding.State.MENDED, QualityFinding.State.CLOSED
_GONE: Final = {"outcome": Outcome.DOES_NOT_APPLY.value, "because": [], "may_sanction": False}

_Row = TypeVar("_Row", bound=Model)


@dataclass(slots=True)
class Merged(Generic[_Row]):
    """Rows to make, rows to save, rows to take away. `standing` are all that are there afterwards."""

    new: list[_Row] = field(default_factory=list)
    changed: list[_Row] = field(default_factory=list)
    gone: list[_Row] = field(default_factory=list)
    standing: list[_Row] = field(default_factory=list)

    def add(self, other: "Merged[_Row]") -> None:
        """Take in another contract's rows."""
        self.new += other.new
        self.changed += other.changed
        self.gone += other.gone


def set_values(row: Model, values: Mapping[str, Any]) -> bool:
    """Set what differs; True when something did."""
    differs = [name for name, value in values.items() if getattr(row, name) != value]
    for name in differs:
        setattr(row, name, values[name])
    return bool(differs)


def merge_duties(
    contract: Contract,
    stored: Iterable[ContractDuty],
    decisions: Iterable[Mapping[str, Any]],
    *,
    duties: Mapping[str, Duty],
) -> Merged[ContractDuty]:
    """One row per duty that applies or may apply; a duty that no longer does stays only where a person has answered."""
    merged, rows = Merged[ContractDuty](), {row.rule: row for row in stored}
    decided = {decision["rule"]: decision for decision in decisions}
    for rule, decision in decided.items():
        if decision["outcome"] != _GONE["outcome"] and rule not in rows:
            merged.new.append(_new_duty(contract, decision, duties[rule]))
    for rule, row in rows.items():
        decision = decided.get(rule, _GONE)
        if decision["outcome"] == _GONE["outcome"] and row.answered_on is None:
            merged.gone.append(row)
        elif set_values(row, _duty_values(decision)):
            merged.changed.append(row)
    return merged


def _duty_values(decision: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "outcome": decision["outcome"],
        "may_sanction": decision["may_sanction"],
        "also_if": decision.get("also_if", ""),
        "because": decision.get("because", []),
    }


def _new_duty(contract: Contract, decision: Mapping[str, Any], duty: Duty) -> ContractDuty:
    return ContractDuty(
        organisation_id=contract.organisation_id,
        contract=contract,
        rule=duty.id,
        theme=duty.theme,
        owed_by=[owed.value for owed in duty.owed_by],
        **_duty_values(decision),
    )


def merge_plan(contract: Contract, stored: Iterable[PlanItem], wanted: Iterable[Due]) -> Merged[PlanItem]:
    """Planned items follow the new plan. A day that counts from the assessment is brought forward, never put off."""
    merged, waiting, done = Merged[PlanItem](), dict[tuple[str, int], PlanItem](), list[PlanItem]()
    for row in stored:
        if row.state == DONE:
            done.append(row)
        else:
            waiting[row.kind, row.number] = row
    known = frozenset(waiting)
    for due in (due for due in wanted if not _is_done(due, done)):
        key = due.kind, due.number
        row = waiting.pop(key) if key in waiting else _new_item(contract, due)
        differs = set_values(row, {**_plan_values(row, due, is_stored=key in known), "unit_id": contract.unit_id})
        if key not in known:
            merged.new.append(row)
        elif differs:
            merged.changed.append(row)
        merged.standing.append(row)
    merged.changed += [row for row in waiting.values() if set_values(row, {"state": CANCELLED})]
    return merged


def _new_item(contract: Contract, due: Due) -> PlanItem:
    return PlanItem(organisation_id=contract.organisation_id, contract=contract, kind=due.kind, number=due.number)


def _is_done(due: Due, done: Sequence[PlanItem]) -> bool:
    same = [row for row in done if (row.kind, row.number) == (due.kind, due.number)]
    if due.kind in ONCE:
        return bool(same)
    return not due.from_assessment and any(row.due_on == due.due_on for row in same)


def _plan_values(row: PlanItem, due: Due, *, is_stored: bool) -> dict[str, Any]:
    if is_stored and row.state == PLANNED and due.from_assessment and row.due_on < due.due_on:
        return {}
    return {"state": PLANNED, "due_on": due.due_on, "because": plain(due.because)}


def merge_findings(
    contract: Contract, stored: Iterable[QualityFinding], found: Iterable[Finding], *, on: date
) -> Merged[QualityFinding]:
    """A finding that the facts no longer show is mended; one that a person closed stays closed while it is the same."""
    merged, rows = Merged[QualityFinding](), {_key(row.code, row.params): row for row in stored}
    known = frozenset(rows)
    for finding in found:
        params = plain(finding.message.params)
        key = _key(finding.code, params)
        row = rows.pop(key) if key in rows else _new_finding(contract, finding, params, on=on)
        if key not in known:
            merged.new.append(row)
        elif row.state == MENDED:
            set_values(row, {"state": OPEN, "found_on": on, "closed_on": None})
            merged.changed.append(row)
        if row.state == OPEN:
            merged.standing.append(row)
    merged.changed += [
        row for row in rows.values() if row.state == OPEN and set_values(row, {"state": MENDED, "closed_on": on})
    ]
    return merged


def _new_finding(contract: Contract, finding: Finding, params: Mapping[str, Any], *, on: date) -> QualityFinding:
    return QualityFinding(
        organisation_id=contract.organisation_id,
        contract=contract,
        code=finding.code,
        text=finding.message.text,
        params=params,
        facts=list(finding.facts),
        found_on=on,
    )


def _key(code: str, params: Mapping[str, Any]) -> tuple[str, str]:
    return code, json.dumps(params, sort_keys=True)
