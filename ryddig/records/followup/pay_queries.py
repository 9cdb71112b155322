"""Reading pay controls: a contract's list, one control, and its findings by worker. The viewer first, always scoped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from ryddig.records.accounts.access import Actor
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.evidence.models import Evidence
from ryddig.records.followup.pay_models import (
    PayControl,
    PayControlFile,
    PayDecision,
    PayFinding,
    PayRun,
    PayWorkerSum,
)

WORKERS: Final = 10
OF_EACH_WORKER: Final = 12
OF_ONE_WORKER: Final = 500
TOLD: Final = ("breach", "question")
UNDECIDED: Final = PayDecision.Choice.OPEN.value


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to show of a run's findings. Empty: no limit, but for what was not tested, which is shown when asked for.

    `decision`: a code of PayDecision.Choice. `worker`: one pseudonym.
    """

    check: str = ""
    outcome: str = ""
    decision: str = ""
    worker: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class WorkerFindings:
    """One worker's sums and findings. `more`: how many are not shown here."""

    sums: PayWorkerSum
    findings: tuple[PayFinding, ...]
    more: int


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """Some workers with their findings, and where in the list they stand. `findings_total`: findings that were chosen
    of every worker."""

    workers: tuple[WorkerFindings, ...]
    number: int
    last: int
    total: int
    findings_total: int


def pay_controls_of(viewer: Actor, contract_id: int) -> ScopedQuerySet[PayControl]:
    """Controls of one contract, newest first."""
    rows = PayControl.objects.visible_to(viewer).filter(contract_id=contract_id)
    return rows.select_related("opened_by").order_by("-id")


def newest_runs(viewer: Actor, controls: Iterable[PayControl]) -> dict[int, PayRun]:
    """The newest run of each control, by the control's id, without what takes room."""
    wanted = Q(pk=None)
    for control in controls:
        wanted |= Q(control_id=control.pk, version=control.version)
    rows = PayRun.objects.visible_to(viewer).filter(wanted).defer("files", "coverage")
    return {row.control_id: row for row in rows}


def pay_control_of(viewer: Actor, contract_id: int, control_id: int) -> PayControl:
    """One control. Raises PayControl.DoesNotExist for another buyer's, or another contract's."""
    rows = PayControl.objects.visible_to(viewer).select_related("contract", "opened_by")
    return rows.get(id=control_id, contract_id=contract_id)


def newest_run(viewer: Actor, control: PayControl) -> PayRun | None:
    """The newest run, or None before the first."""
    return PayRun.objects.visible_to(viewer).filter(control=control, version=control.version).first()


def files_of(viewer: Actor, control: PayControl) -> ScopedQuerySet[PayControlFile]:
    """The control's files as they came, with who sent them."""
    rows = PayControlFile.objects.visible_to(viewer).filter(control=control)
    return rows.select_related("evidence__received_by", "evidence__supplier").order_by("id")


def evidence_names(viewer: Actor, run: PayRun) -> dict[int, Evidence]:
    """The files that a run read and those it made, by id."""
    ids = [file["evidence"] for file in run.files] + list(run.reports.values())
    return {row.pk: row for row in Evidence.objects.visible_to(viewer).filter(id__in=ids)}


def decisions_of(viewer: Actor, control: PayControl) -> dict[str, PayDecision]:
    """The newest decision about each finding as it stood then, by mark, oldest first."""
    rows = PayDecision.objects.visible_to(viewer).filter(control=control).select_related("actor").order_by("id")
    newest: dict[str, PayDecision] = {}
    for row in rows:
        newest.pop(row.mark, None)
        newest[row.mark] = row
    return newest


def findings_page(viewer: Actor, run: PayRun, chosen: Chosen, *, decisions: Mapping[str, PayDecision]) -> FindingsPage:
    """Workers with chosen findings, the greatest sum first, and the gravest findings of each; five queries."""
    rows = chosen_findings(viewer, run, chosen, decisions=decisions)
    workers = PayWorkerSum.objects.visible_to(viewer).filter(run=run, worker__in=rows.order_by().values("worker"))
    total = workers.count()
    last = max(1, -(-total // WORKERS))
    number = min(max(chosen.page, 1), last)
    shown = list(workers.order_by("number")[(number - 1) * WORKERS : number * WORKERS])
    most = OF_EACH_WORKER if chosen.worker is None else OF_ONE_WORKER
    ranked = rows.filter(worker__in=[one.worker for one in shown]).annotate(
        rank=Window(RowNumber(), partition_by=["worker"], order_by=F("number").asc())
    )
    by_worker: dict[str, list[PayFinding]] = {}
    for row in ranked.filter(rank__lte=most).order_by("number"):
        by_worker.setdefault(row.worker, []).append(row)
    counted = _counted(rows, [one.worker for one in shown])
    found = tuple(
        WorkerFindings(one, tuple(own), counted.get(one.worker, 0) - len(own))
        for one in shown
        for own in (by_worker.get(one.worker, []),)
    )
    return FindingsPage(found, number, last, total, rows.count())


def _counted(rows: ScopedQuerySet[PayFinding], workers: list[str]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for worker in rows.filter(worker__in=workers).order_by().values_list("worker", flat=True):
        counted[worker] = counted.get(worker, 0) + 1
    return counted


def chosen_findings(
    viewer: Actor, run: PayRun, chosen: Chosen, *, decisions: Mapping[str, PayDecision]
) -> ScopedQuerySet[PayFinding]:
    """Every finding that is chosen, on whatever page."""
    rows = PayFinding.objects.visible_to(viewer).filter(run=run)
    rows = rows.filter(outcome=chosen.outcome) if chosen.outcome else rows.filter(outcome__in=TOLD)
    rows = rows.filter(check_id=chosen.check) if chosen.check else rows
    rows = rows.filter(worker=chosen.worker) if chosen.worker is not None else rows
    if not chosen.decision:
        return rows
    decided = [row for row in decisions.values() if row.choice != UNDECIDED]
    if chosen.decision == UNDECIDED:
        return rows.exclude(mark__in=[row.mark for row in decided])
    return rows.filter(mark__in=[row.mark for row in decided if row.choice == chosen.decision])


def how_many_decided(viewer: Actor, run: PayRun, decisions: Mapping[str, PayDecision]) -> int:
    """How many breaches and questions of the run a person has decided about as they stand now."""
    decided = [row.mark for row in decisions.values() if row.choice != UNDECIDED]
    rows = PayFinding.objects.visible_to(viewer).filter(run=run, outcome__in=TOLD, mark__in=decided)
    return rows.count()
