"""Reading one contract, its duties, what is half done, and what could be controlled.

The viewer first, always scoped.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from django.db.models import Q

from ryddig.domain.controls import CONTROLS
from ryddig.domain.decision import Outcome
from ryddig.domain.planner import Candidate
from ryddig.records.accounts.access import Actor
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.audit.models import Event
from ryddig.records.audit.queries import history_of
from ryddig.records.contracts.models import Contract, ContractSupplier
from ryddig.records.contracts.queries import PageOf, cut, in_state
from ryddig.records.followup.models import (
    ContractDuty,
    PlanItem,
    QualityFinding,
    QuarterPlan,
    RiskOverride,
    ScreeningRecord,
)
from ryddig.records.followup.questions import Question, open_questions

HISTORY: Final = 50
RISK_POINTS: Final[Mapping[str, int]] = {"high": 9, "medium": 3, "low": 1}


class ContractPage:
    """What stands on the pages about one contract. Each part is read when it is first asked for: no page shows all."""

    def __init__(self, viewer: Actor, contract: Contract) -> None:
        self.contract = contract
        self._viewer = viewer

    @cached_property
    def suppliers(self) -> tuple[ContractSupplier, ...]:
        """Its firms."""
        return tuple(self.contract.supplier_links.select_related("supplier"))

    @cached_property
    def screening(self) -> ScreeningRecord | None:
        """The newest decision; None before there is one."""
        return _newest(self._viewer, self.contract)

    @cached_property
    def override(self) -> RiskOverride | None:
        """The overruling that stands, or None."""
        return override_of(self._viewer, self.contract)

    @cached_property
    def duties(self) -> tuple[ContractDuty, ...]:
        """Requirements by theme."""
        return tuple(duties_of(self._viewer, self.contract))

    @cached_property
    def plan(self) -> tuple[PlanItem, ...]:
        """Planned and done, by day."""
        return tuple(plan_of(self._viewer, self.contract))

    @cached_property
    def findings(self) -> tuple[QualityFinding, ...]:
        """What a person should look at."""
        return tuple(self.contract.findings.filter(state=QualityFinding.State.OPEN).order_by("code", "id"))

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is not known and would decide something."""
        return open_questions(self.screening.decision, self.screening.facts) if self.screening is not None else ()

    @cached_property
    def versions(self) -> tuple[ScreeningRecord, ...]:
        """The newest decisions, newest first, without facts and decision themselves."""
        return tuple(versions_of(self._viewer, self.contract)[:HISTORY])

    @cached_property
    def history(self) -> tuple[Event, ...]:
        """The newest events."""
        return tuple(history(self._viewer, self.contract)[:HISTORY])

    @property
    def applying(self) -> int:
        """How many requirements apply; counted by the database where they are not read anyway."""
        if "duties" in self.__dict__:
            return sum(row.outcome == Outcome.APPLIES.value for row in self.duties)
        rows = ContractDuty.objects.visible_to(self._viewer).filter(contract=self.contract)
        return rows.filter(outcome=Outcome.APPLIES.value).count()

    @property
    def waiting(self) -> int:
        """How much is planned and not done; counted by the database where it is not read anyway."""
        if "plan" in self.__dict__:
            return sum(item.state == PlanItem.State.PLANNED for item in self.plan)
        rows = PlanItem.objects.visible_to(self._viewer).filter(contract=self.contract)
        return rows.filter(state=PlanItem.State.PLANNED).count()


def contract_page(viewer: Actor, contract_id: int) -> ContractPage:
    """One contract, with what its pages show. Raises Contract.DoesNotExist for another buyer's."""
    rows = Contract.objects.visible_to(viewer).select_related("organisation", "unit", "responsible")
    return ContractPage(viewer, rows.get(id=contract_id))


def _newest(viewer: Actor, contract: Contract) -> ScreeningRecord | None:
    if contract.screening_id is None:
        return None
    return ScreeningRecord.objects.visible_to(viewer).select_related("actor").get(id=contract.screening_id)


def versions_of(viewer: Actor, contract: Contract) -> ScopedQuerySet[ScreeningRecord]:
    """Every decision on the contract, newest first, with what changed;
    facts and decision themselves are left unread.
    """
    rows = ScreeningRecord.objects.visible_to(viewer).filter(contract=contract).select_related("actor")
    return rows.defer("facts", "decision").order_by("-version")


def screening_version(viewer: Actor, contract_id: int, version: int) -> ScreeningRecord:
    """One decision as it was taken. Raises ScreeningRecord.DoesNotExist."""
    rows = ScreeningRecord.objects.visible_to(viewer).select_related("actor", "contract")
    return rows.get(contract_id=contract_id, version=version)


def override_of(viewer: Actor, contract: Contract) -> RiskOverride | None:
    """The overruling that stands, or None."""
    rows = RiskOverride.objects.visible_to(viewer).filter(contract=contract).select_related("actor")
    last = rows.defer("screening__decision").order_by("-id").first()
    return last if last is not None and not last.withdrawn else None


def duties_of(viewer: Actor, contract: Contract) -> ScopedQuerySet[ContractDuty]:
    """Requirements on the contract as they stand, by theme."""
    rows = ContractDuty.objects.visible_to(viewer).filter(contract=contract)
    return rows.select_related("answered_by").order_by("theme", "rule")


def plan_of(viewer: Actor, contract: Contract) -> ScopedQuerySet[PlanItem]:
    """What is planned and what is done, by day."""
    rows = PlanItem.objects.visible_to(viewer).filter(contract=contract).exclude(state=PlanItem.State.CANCELLED)
    return rows.select_related("done_by").order_by("due_on", "kind", "number")


def history(viewer: Actor, contract: Contract) -> ScopedQuerySet[Event]:
    """What was done with the contract, newest first."""
    return history_of(viewer, "contract", contract.pk)


@dataclass(frozen=True, slots=True)
class QualityCount:
    """How many open findings of one code, on running contracts."""

    code: str
    number: int


def quality(viewer: Actor, *, on: date, code: str = "", page: int = 1) -> PageOf[QualityFinding]:
    """Open findings on running contracts, those at high risk first."""
    return cut(open_findings(viewer, on=on, code=code).order_by("-contract__risk_rank", "code", "id"), page)


def open_findings(viewer: Actor, *, on: date, code: str = "") -> ScopedQuerySet[QualityFinding]:
    """Open findings on running contracts with contract and unit, in no order."""
    rows = QualityFinding.objects.visible_to(viewer).filter(state=QualityFinding.State.OPEN)
    rows = rows.filter(contract_id__in=Contract.objects.visible_to(viewer).filter(in_state("running", on)).values("id"))
    rows = rows.filter(code=code) if code else rows
    return rows.select_related("contract", "contract__unit")


def quality_counts(viewer: Actor, *, on: date) -> tuple[QualityCount, ...]:
    """Open findings by code, most first."""
    codes = open_findings(viewer, on=on).order_by().values_list("code", flat=True)
    counted: dict[str, int] = {}
    for code in codes:
        counted[code] = counted.get(code, 0) + 1
    found = (QualityCount(code, number) for code, number in counted.items())
    return tuple(sorted(found, key=lambda one: (-one.number, one.code)))


def contracts_touched_by(viewer: Actor, rule: str, *, page: int = 1) -> PageOf[ContractDuty]:
    """Contracts that a rule applies or may apply to, with the contract, those at high risk first."""
    rows = ContractDuty.objects.visible_to(viewer).filter(rule=rule, outcome__in=("applies", "unknown"))
    rows = rows.select_related("contract", "contract__unit")
    return cut(rows.order_by("-contract__risk_rank", "contract__title", "id"), page)


def planner_candidates(
    viewer: Actor, *, until: date, half_hours: Mapping[str, int], unit_id: int | None = None
) -> tuple[Candidate, ...]:
    """Controls planned to be done by `until` on contracts that are running, as the planner takes them.

    `half_hours`: what each kind takes. Risk points: the score of the contract, at least those of its level (9, 3, 1).
    """
    rows = PlanItem.objects.visible_to(viewer).filter(
        state=PlanItem.State.PLANNED, kind__in=CONTROLS, due_on__lte=until, contract__state=Contract.State.RUNNING
    )
    rows = rows.filter(unit_id=unit_id) if unit_id is not None else rows
    columns = ("contract_id", "contract__reference", "kind", "due_on", "contract__risk_level", "contract__risk_score")
    found = rows.filter(Q(kind__in=half_hours)).order_by("due_on", "id").values_list(*columns)
    return tuple(
        Candidate(str(contract), reference, kind, due_on, max(score, RISK_POINTS.get(level, 0)), half_hours[kind])
        for contract, reference, kind, due_on, level, score in found
    )


def quarter_plans(viewer: Actor, *, year: int, quarter: int) -> ScopedQuerySet[QuarterPlan]:
    """Plans made for a quarter, newest first."""
    rows = QuarterPlan.objects.visible_to(viewer).filter(year=year, quarter=quarter)
    return rows.select_related("actor", "unit").order_by("-id")


def contracts_by_id(viewer: Actor, ids: Iterable[int]) -> dict[int, Contract]:
    """Contracts with their unit, by id, for lists that keep only ids."""
    rows = Contract.objects.visible_to(viewer).filter(id__in=list(ids)).select_related("unit")
    return {row.pk: row for row in rows}
