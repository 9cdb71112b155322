"""A run of a pay control as the worker makes it: begun, told of, stored whole or stopped with words.

Every step names the attempt it works for; a step of an attempt that is over changes nothing, so a job may run twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from ryddig.domain.errors import RyddigError, UserCanFix
from ryddig.domain.pay_control import Coverage, Finding
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Machine
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.evidence import files
from ryddig.records.evidence.models import Evidence
from ryddig.records.evidence.services import keep_generated
from ryddig.records.followup import events
from ryddig.records.followup.pay_controls import record
from ryddig.records.followup.pay_facts import finding_row
from ryddig.records.followup.pay_models import PayControl, PayControlFile, PayRun, PayWorkerSum
from ryddig.records.followup.pay_models import PayFinding as FindingRow

BATCH: Final = 500
WHY: Final = "the worker serves every organisation"


@dataclass(frozen=True, slots=True)
class WorkerSums:
    """What the findings come to for one worker, in whole øre."""

    worker: str
    wage_ore: int = 0
    holiday_pay_ore: int = 0
    pension_ore: int = 0
    in_question_ore: int = 0
    breaches: int = 0
    questions: int = 0


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run gave. `findings`: the gravest first, no more than are stored; `found`: how many there were.

    `counts`: {check: {outcome: number}}. `readings`: what each file was understood as, by evidence id. `reports`: files
    made, still in a folder of the worker's own.
    """

    lawbook_version: str
    findings: Sequence[Finding]
    found: int
    counts: Mapping[str, Mapping[str, int]]
    coverage: Sequence[Coverage]
    sums: Mapping[str, Any]
    workers: Sequence[WorkerSums]
    readings: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    reports: Sequence[Path] = ()


def waiting() -> list[tuple[int, int]]:
    """Controls that somebody asked to run, with the attempt, in the order they were asked for; those with a file that
    the virus scanner has not looked at wait on."""
    rows = PayControl.objects.unscoped(WHY).filter(state=PayControl.State.WAITING)
    rows = rows.exclude(id__in=unscanned().values("control_id"))
    return list(rows.order_by("asked_at", "id").values_list("id", "attempt"))


def unscanned() -> ScopedQuerySet[PayControlFile]:
    """Files of controls that the virus scanner has not looked at. Nothing reads them before."""
    rows = PayControlFile.objects.unscoped(WHY).filter(evidence__scan=Evidence.Scan.WAITING)
    return rows.filter(evidence__shredded_on=None)


def running() -> list[tuple[int, int]]:
    """Controls that are running by their row, with the attempt."""
    rows = PayControl.objects.unscoped(WHY).filter(state=PayControl.State.RUNNING)
    return list(rows.order_by("id").values_list("id", "attempt"))


@transaction.atomic
def begin_run(control_id: int, attempt: int) -> PayControl | None:
    """Take the control on for an attempt; None when somebody has, the attempt is over or the control is gone."""
    rows = PayControl.objects.unscoped(WHY).select_related("contract__organisation")
    found = rows.select_for_update(no_key=True, of=("self",)).filter(id=control_id, attempt=attempt)
    control = found.first()
    if control is None or control.state != PayControl.State.WAITING or unscanned().filter(control=control).exists():
        return None
    control.state, control.progress = PayControl.State.RUNNING, {}
    control.save(update_fields=["state", "progress"])
    return control


def files_to_read(control: PayControl) -> list[PayControlFile]:
    """The control's files that are still kept, in the order they came. Raises UserCanFix when one holds a virus."""
    rows = PayControlFile.objects.unscoped(WHY).filter(control=control, evidence__shredded_on=None)
    found = list(rows.select_related("evidence").order_by("id"))
    infected = [row.evidence.name for row in found if row.evidence.scan == Evidence.Scan.INFECTED]
    if infected:
        text = N_("A virus was found in %(files)s, so the control was not run.")
        hint = N_("Take the file off the control, and ask the supplier for a clean one.")
        raise UserCanFix("pay_control.infected", text, hint=hint, params={"files": ", ".join(infected)})
    return found


def save_progress(control: PayControl, *, step: str, done: int, total: int) -> None:
    """What the run does now. One statement, outside any transaction."""
    running = PayControl.objects.unscoped(WHY).filter(
        id=control.pk, attempt=control.attempt, state=PayControl.State.RUNNING
    )
    running.update(progress={"step": step, "done": done, "total": total})


def put_back(control_id: int, attempt: int) -> None:
    """Let the control wait again: its worker stops or has died, and another one will take it on."""
    rows = PayControl.objects.unscoped(WHY).filter(id=control_id, attempt=attempt, state=PayControl.State.RUNNING)
    rows.update(state=PayControl.State.WAITING, progress={})


def store_run(control: PayControl, result: RunResult, *, on: date) -> PayRun | None:
    """Store the run whole, with its findings, sums and reports, or nothing. None when the attempt is over."""
    with ExitStack() as undo:
        run = _store_all(control, result, undo=undo, on=on)
        undo.pop_all()
    return run


@transaction.atomic
def _store_all(control: PayControl, result: RunResult, *, undo: ExitStack, on: date) -> PayRun | None:
    """`undo` takes away the reports' files when the transaction fails."""
    rows = PayControl.objects.unscoped(WHY).select_for_update(no_key=True)
    now = rows.filter(id=control.pk, attempt=control.attempt, state=PayControl.State.RUNNING).first()
    if now is None:
        return None
    made = []
    for report in _keep_reports(control, result.reports, on=on):
        undo.callback(files.remove, report.place)
        made.append(report)
    run = _run_row(now, result, made, on=on)
    _store_rows(run, result)
    now.state, now.version, now.progress = PayControl.State.DONE, run.version, {}
    now.save(update_fields=["state", "version", "progress"])
    details = {"version": run.version, "found": run.found, **_totals(result)}
    record(events.PAY_CONTROL_FINISHED, now, by=Machine(now.organisation_id), on=on, details=details)
    return run


def _keep_reports(control: PayControl, paths: Sequence[Path], *, on: date) -> Iterator[Evidence]:
    machine, until = Machine(control.organisation_id), on + timedelta(days=settings.EVIDENCE_DAYS)
    for path in paths:
        yield keep_generated(author=machine, contract=control.contract, path=path, on=on, keep_until=until)


def _run_row(control: PayControl, result: RunResult, made: Sequence[Evidence], *, on: date) -> PayRun:
    read = [file for file in files_to_read(control) if file.evidence_id in result.readings]
    return PayRun.objects.create(
        organisation_id=control.organisation_id,
        control=control,
        version=control.version + 1,
        attempt=control.attempt,
        on=on,
        lawbook_version=result.lawbook_version,
        first=control.first,
        last=control.last,
        firm=control.firm,
        files=[_file(file.evidence, result.readings[file.evidence_id]) for file in read],
        coverage=plain(result.coverage),
        sums=plain(result.sums),
        counts=plain(result.counts),
        found=result.found,
        stored=len(result.findings),
        reports={report.name: report.pk for report in made},
    )


def _file(evidence: Evidence, reading: Mapping[str, Any]) -> dict[str, Any]:
    return {"evidence": evidence.pk, "sha256": evidence.sha256, "kind": evidence.kind, "reading": plain(reading)}


def _store_rows(run: PayRun, result: RunResult) -> None:
    rows = (finding_row(one, run, number) for number, one in enumerate(result.findings, start=1))
    FindingRow.objects.bulk_create(rows, batch_size=BATCH)
    sums = (
        PayWorkerSum(organisation_id=run.organisation_id, run=run, number=number, **plain(one))
        for number, one in enumerate(result.workers, start=1)
    )
    PayWorkerSum.objects.bulk_create(sums, batch_size=BATCH)


def _totals(result: RunResult) -> dict[str, int]:
    def of(outcome: str) -> int:
        return sum(by_outcome.get(outcome, 0) for by_outcome in result.counts.values())

    return {"breaches": of("breach"), "questions": of("question")}


@transaction.atomic
def fail_run(control_id: int, attempt: int, *, error: RyddigError, on: date) -> None:
    """Say why the attempt stopped; a person may start again."""
    rows = PayControl.objects.unscoped(WHY).select_for_update(no_key=True)
    control = rows.filter(id=control_id, attempt=attempt).first()
    if control is None or not control.is_busy:
        return
    control.state, control.progress = PayControl.State.FAILED, {}
    control.failure = {
        "code": error.code,
        "text": error.message,
        "hint": error.hint,
        "params": plain(dict(error.params)),
        "ours": not isinstance(error, UserCanFix),
    }
    control.save(update_fields=["state", "progress", "failure"])
    details = {"code": error.code, "attempt": attempt}
    record(events.PAY_CONTROL_FAILED, control, by=Machine(control.organisation_id), on=on, details=details)
