"""A pay control carried out: files from the evidence, the one way through, and everything stored at the end.

Slow, and outside any transaction. Files go in under numbers, so that no name of a file becomes part of a finding.
"""

import heapq
import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import override
from duckdb import DuckDBPyConnection

from ryddig.domain.judgement import GRAVEST_FIRST
from ryddig.domain.pay_control import Finding
from ryddig.intake.pay_control import PayOrder, PayResult, run_pay_control
from ryddig.intake.pay_readings import reading_plain
from ryddig.records.evidence import files
from ryddig.records.evidence.pseudonyms import pseudonym_key
from ryddig.records.followup import pay_runs
from ryddig.records.followup.pay_facts import firm_of
from ryddig.records.followup.pay_models import PayControl, PayControlFile, PayRun
from ryddig.reports.law import law_for
from ryddig.reports.pay_write import FORMATS, write_reports
from ryddig.tables.payroll.run import findings
from ryddig.tables.payroll.sums import PaySums, Sums
from ryddig.worker.pay_reports import report_of
from ryddig.worker.stopping import go_on

MOST_STORED: Final = 5_000
TOLD_EVERY: Final = 1.0
REPORT: Final = "report"
NOTHING: Final = Sums()
NUMBER: Final = re.compile(r"(\d+)\.")


class Told:
    """Says how far the run has come, not oftener than once a second, and stops it when the worker stops."""

    def __init__(self, control: PayControl) -> None:
        self._control = control
        self._last = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        go_on()
        now = monotonic()
        if now - self._last >= TOLD_EVERY:
            self._last = now
            pay_runs.save_progress(self._control, step=step, done=done, total=total)


def carry_out(control: PayControl) -> PayRun | None:
    """Run the control and store what came out; None when the attempt was over by then."""
    given = pay_runs.files_to_read(control)
    with files.working_folder() as folder:
        paths = {_laid_out(file, folder): file for file in given}
        order = PayOrder(
            paths=tuple(paths),
            firm=firm_of(control),
            key=pseudonym_key(control.organisation_id),
            first=control.first,
            last=control.last,
            spill=folder,
        )
        told = Told(control)
        made = run_pay_control(order, book=law_for(control.contract.organisation.layers).book, progress=told)
        with closing(made.db):
            names = {path.name: file.evidence.name for path, file in paths.items()}
            result = _result(made, control, names=names, folder=folder, told=told)
        return pay_runs.store_run(control, result, on=timezone.localdate())


def _laid_out(file: PayControlFile, folder: Path) -> Path:
    evidence = file.evidence
    return files.lay_out(evidence, folder / files.name_in_run(evidence.pk, evidence.kind))


def _result(
    made: PayResult, control: PayControl, *, names: Mapping[str, str], folder: Path, told: Told
) -> pay_runs.RunResult:
    gravest = heapq.nsmallest(MOST_STORED, findings(made.db), key=_gravest_first)
    counts = _counts(made.db)
    buyer = control.contract.organisation
    with override(buyer.language):
        report = report_of(made, names=names, on=timezone.localdate(), buyer=buyer.name)
        written = write_reports(report, folder, FORMATS, progress=lambda _name, done, of: told(REPORT, done, of))
    return pay_runs.RunResult(
        lawbook_version=made.control.book.version,
        findings=gravest,
        found=sum(sum(outcomes.values()) for outcomes in counts.values()),
        counts=counts,
        coverage=made.coverage,
        sums=_sums(made, report.sums),
        workers=_workers(made.db, gravest, dict(report.sums.workers)),
        readings=_readings(made),
        reports=written,
    )


def _gravest_first(one: Finding) -> tuple[Any, ...]:
    return GRAVEST_FIRST.index(one.outcome), -one.shortfall, -one.in_question, one.check, one.worker, one.first


def _counts(db: DuckDBPyConnection) -> dict[str, dict[str, int]]:
    rows = db.execute("SELECT check_id, outcome, count(*) FROM findings GROUP BY ALL ORDER BY ALL").fetchall()
    counts: dict[str, dict[str, int]] = {}
    for check, outcome, count in rows:
        counts.setdefault(check, {})[outcome] = count
    return counts


def _sums(made: PayResult, sums: PaySums) -> dict[str, Any]:
    (workers,) = made.db.execute("SELECT count(*) FROM workers").fetchone() or (0,)
    return {
        "wage_ore": sums.firm.wage_ore,
        "holiday_pay_ore": sums.firm.holiday_pay_ore,
        "pension_ore": sums.firm.pension_ore,
        "saving_ore": sums.firm.saving_ore,
        "in_question_ore": sums.firm.in_question_ore,
        "withholding_ore": sums.withholding_ore,
        "factor": sums.factor,
        "factor_status": sums.factor_status,
        "workers": workers,
        "outside": dict(made.left_out),
    }


def _workers(
    db: DuckDBPyConnection, told: Sequence[Finding], owed: Mapping[str, Sums]
) -> tuple[pay_runs.WorkerSums, ...]:
    """Everybody whom a stored finding is about, the greatest sum first."""
    rows = db.execute(
        """SELECT coalesce(pseudonym, ''), count(*) FILTER (outcome = 'breach'), count(*) FILTER (outcome = 'question')
        FROM findings LEFT JOIN workers USING (worker) GROUP BY ALL"""
    ).fetchall()
    counted = {worker: (breaches, questions) for worker, breaches, questions in rows}
    named = dict.fromkeys(one.worker for one in told)
    return tuple(sorted((_worker(one, owed.get(one, NOTHING), counted[one]) for one in named), key=_greatest_first))


def _worker(worker: str, sums: Sums, counted: tuple[int, int]) -> pay_runs.WorkerSums:
    return pay_runs.WorkerSums(
        worker,
        wage_ore=sums.wage_ore,
        holiday_pay_ore=sums.holiday_pay_ore,
        pension_ore=sums.pension_ore,
        in_question_ore=sums.in_question_ore,
        breaches=counted[0],
        questions=counted[1],
    )


def _greatest_first(one: pay_runs.WorkerSums) -> tuple[Any, ...]:
    saving = one.wage_ore + one.holiday_pay_ore + one.pension_ore
    return -saving, -one.breaches, -one.in_question_ore, -one.questions, one.worker


def _readings(made: PayResult) -> dict[int, dict[str, Any]]:
    """What each file was understood as, by evidence id; a workbook has a part for each sheet."""
    found: dict[int, dict[str, Any]] = {}
    for reading in made.readings:
        number = NUMBER.match(Path(reading.file).name)
        if number is not None:
            found.setdefault(int(number[1]), {"parts": []})["parts"].append(reading_plain(reading))
    return found
