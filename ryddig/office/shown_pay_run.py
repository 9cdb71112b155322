"""A run of a pay control from the top: sums, counts, what was not tested and what to ask for, and its reports."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.translation import gettext, ngettext

from ryddig.domain.law import Status
from ryddig.domain.words import N_
from ryddig.office.desk import Desk
from ryddig.office.shown_pay import OUTCOMES, Shower, counted_said
from ryddig.records.accounts.access import Action, Actor
from ryddig.records.evidence.models import Evidence
from ryddig.records.followup.pay_models import PayControl, PayControlFile, PayDecision, PayRun
from ryddig.records.followup.pay_queries import UNDECIDED, Chosen, chosen_findings
from ryddig.reports.formats import day, kroner, number
from ryddig.reports.labels import PAY_CHOICE, label
from ryddig.reports.pay_labels import pay_label, why_said
from ryddig.reports.telling import Teller

REPORTS: Final[Mapping[str, str]] = {
    "report.pdf": N_("Report to read (PDF)"),
    "report.xlsx": N_("Spreadsheet with formulas (XLSX)"),
    "findings.csv": N_("All findings (CSV)"),
    "report.json": N_("For other programs (JSON)"),
}
STATE_COLOURS: Final[Mapping[str, str]] = {
    "draft": "neutral",
    "waiting": "info",
    "running": "info",
    "done": "success",
    "failed": "danger",
}
UNTESTED: Final = "cannot_be_tested"


@dataclass(frozen=True, slots=True)
class ShownSum:
    """One sum; `note` says what it rests on, `mark` that it is not confirmed."""

    name: str
    value: str
    note: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ShownUntested:
    """What is lacking, and the checks that wait for it: name, how often, the document to ask for."""

    lacks: str
    checks: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A file that the run made."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ShownControl:
    """One line in a contract's list."""

    id: int
    period: str
    state: str
    state_said: str
    colour: str
    counted: str
    saving: str
    opened: str


def sums(run: PayRun) -> tuple[list[ShownSum], list[ShownSum]]:
    """What is owed for certain, and what depends on answers or on a factor."""
    told = run.sums
    sure = [
        ShownSum(gettext("Wage owed"), kroner(told.get("wage_ore", 0))),
        ShownSum(gettext("Holiday pay owed"), kroner(told.get("holiday_pay_ore", 0))),
        ShownSum(gettext("Pension owed"), kroner(told.get("pension_ore", 0))),
        ShownSum(gettext("Saved by the employer"), kroner(told.get("saving_ore", 0))),
    ]
    return sure, list(_open_sums(told))


def _open_sums(told: Mapping[str, Any]) -> Iterator[ShownSum]:
    if told.get("in_question_ore"):
        note = gettext("More that is owed if the questions are answered against the employer.")
        yield ShownSum(gettext("In question"), kroner(told["in_question_ore"]), note)
    if told.get("withholding_ore"):
        status = told.get("factor_status")
        note = gettext("%(factor)s times what the employer saved, until the correction is documented.") % {
            "factor": number(told["factor"])
        }
        unsure = status not in (None, Status.OFFICIAL.value)
        mark = gettext("Factor: %(status)s") % {"status": label("status", status).lower()} if unsure else ""
        yield ShownSum(gettext("Proposed withholding"), kroner(told["withholding_ore"]), note, mark)


def counts(run: PayRun, decided: int) -> list[tuple[str, str]]:
    """Breaches, questions, and how many of them a person has decided about."""
    return [
        (gettext("Workers"), number(run.sums.get("workers", 0))),
        (gettext("Breaches"), number(_count(run, "breach"))),
        (gettext("Questions"), number(_count(run, "question"))),
        (gettext("Decided"), number(decided)),
    ]


def _count(run: PayRun, outcome: str) -> int:
    return sum(by_outcome.get(outcome, 0) for by_outcome in run.counts.values())


def undecided(viewer: Actor, run: PayRun, chosen: Chosen, *, decisions: Mapping[str, PayDecision]) -> int:
    """How many findings of the chosen check or worker nobody has decided about; 0 where all kinds are shown."""
    if not chosen.check and chosen.worker is None:
        return 0
    return chosen_findings(viewer, run, replace(chosen, decision=UNDECIDED), decisions=decisions).count()


def confirmed(desk: Desk, control: PayControl, run: PayRun, *, decisions: Mapping[str, PayDecision]) -> int:
    """How many breaches are confirmed and may go on to a deviation; 0 for a person who may not."""
    if not desk.may(Action.NOTE_DEVIATION, control.contract.unit_id):
        return 0
    chosen = Chosen(outcome="breach", decision="confirm")
    return chosen_findings(desk.actor, run, chosen, decisions=decisions).count()


def not_all_said(run: PayRun) -> str:
    """That there are more findings than the page holds; empty when it holds them all."""
    if run.found <= run.stored:
        return ""
    text = gettext("There are %(found)s findings. The gravest %(stored)s are here; all of them are in the CSV file.")
    return text % {"found": number(run.found), "stored": number(run.stored)}


def outside_said(run: PayRun) -> str:
    """That rows of the files lie outside the period; empty when none does."""
    outside = run.sums.get("outside", {})
    parts = [f"{pay_label('table', table)}: {number(count)}" for table, count in outside.items() if count]
    if not parts:
        return ""
    return gettext("Rows outside the period were left out (%(rows)s).") % {"rows": ", ".join(parts)}


def all_outside_said(run: PayRun) -> str:
    """That no row of some kind lies in the period: most often the wrong period was asked for; empty when none does."""
    lacking = {table for one in run.coverage for table in one.get("missing", ())}
    tables = [
        pay_label("table", table) for table, count in run.sums.get("outside", {}).items() if count and table in lacking
    ]
    if not tables:
        return ""
    text = gettext("No row lies in the period %(period)s (%(tables)s). Is it the period of the files?")
    return text % {"period": period(run), "tables": ", ".join(tables)}


def untested(run: PayRun, shower: Shower) -> list[ShownUntested]:
    """What was not tested, by what is lacking: whole documents first. Nothing here is kept."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for one in sorted(run.coverage, key=lambda one: not one.get("missing")):
        if one["outcome"] == UNTESTED:
            count = "" if one.get("missing") else _times(one["count"])
            check = (shower.check_name(one["check"]), count, shower.document(one["check"]))
            found.setdefault(_lacks(one), []).append(check)
    return [ShownUntested(lacks, tuple(checks)) for lacks, checks in found.items()]


def _lacks(one: Mapping[str, Any]) -> str:
    if one.get("missing"):
        tables = ", ".join(pay_label("table", table) for table in one["missing"])
        return tables[:1].upper() + tables[1:]
    return why_said(one.get("why", "")) or gettext("Documents that show it")


def _times(count: int) -> str:
    return ngettext("%(count)s time", "%(count)s times", count) % {"count": number(count)}


def reports(run: PayRun, files: Mapping[int, Evidence]) -> list[ShownReport]:
    """Reports that are still kept, the one to read first."""
    kept = {name: key for name, key in run.reports.items() if key in files and files[key].shredded_on is None}
    return [ShownReport(kept[name], gettext(text)) for name, text in REPORTS.items() if name in kept]


def choices(run: PayRun, shower: Shower) -> dict[str, list[tuple[str, str]]]:
    """What findings can be filtered by."""
    checks = sorted(run.counts)
    outcomes = [code for code in OUTCOMES if _count(run, code)]
    return {
        "check": [("", gettext("All")), *((code, f"{code} {shower.check_name(code)}") for code in checks)],
        "outcome": [("", gettext("Breaches and questions")), *((code, gettext(OUTCOMES[code])) for code in outcomes)],
        "decision": [("", gettext("All")), *((code, label("pay_choice", code)) for code in PAY_CHOICE)],
    }


def period(control: PayControl | PayRun) -> str:
    """`1. sep. 2026 – 30. sep. 2026`."""
    return f"{day(control.first, 'short')} – {day(control.last, 'short')}"


def listed(controls: Sequence[PayControl], runs: Mapping[int, PayRun]) -> list[ShownControl]:
    """A contract's controls, newest first."""
    return [_listed(control, runs.get(control.pk)) for control in controls]


def _listed(control: PayControl, run: PayRun | None) -> ShownControl:
    counted = saving = ""
    if run is not None:
        counted = counted_said(_count(run, "breach"), _count(run, "question"))
        saving = kroner(run.sums.get("saving_ore", 0))
    opened = gettext("%(day)s by %(name)s") % {"day": day(control.opened_on, "short"), "name": control.opened_by}
    return ShownControl(
        id=control.pk,
        period=period(control),
        state=control.state,
        state_said=state_said(control),
        colour=STATE_COLOURS[control.state],
        counted=counted,
        saving=saving,
        opened=opened,
    )


def state_said(control: PayControl) -> str:
    """Where the control stands."""
    return str(PayControl.State(control.state).label).capitalize()


def failure(control: PayControl, teller: Teller) -> dict[str, str]:
    """Why the run stopped, and what to do; empty when it did not."""
    stored = control.failure
    if not stored:
        return {}
    params = stored.get("params", {})

    def say(text: str) -> str:
        return teller.tell({"text": text, "params": params}) if text else ""

    return {"said": say(stored["text"]), "cure": say(stored.get("hint", ""))}


def _not_begun(control: PayControl, desk: Desk) -> str:
    if control.state != PayControl.State.WAITING:
        return gettext("The worker has begun.")
    files = PayControlFile.objects.visible_to(desk.actor).filter(control=control, evidence__shredded_on=None)
    if files.filter(evidence__scan=Evidence.Scan.WAITING).exists():
        return gettext("Waiting for the virus scanner. The control begins when it has looked at the files.")
    return gettext("Waiting for the worker to begin.")


def progress(control: PayControl, desk: Desk) -> dict[str, Any]:
    """How far the run has come: in words, and in per cent when that is known."""
    told = control.progress
    if not told:
        return {"said": _not_begun(control, desk), "percent": None}
    step, done, total = str(told.get("step", "")), int(told.get("done", 0)), int(told.get("total", 0))
    params = {"done": number(done), "total": number(total)}
    checks = {check.code: check for check in desk.book.library.pay_checks.values()}
    if step in checks:
        said = gettext("Check %(done)s of %(total)s: %(name)s") % {
            **params,
            "name": desk.teller.words(checks[step].name),
        }
    elif step == "report":
        said = gettext("Writing the reports.")
    else:
        said = gettext("Reading the files: %(done)s of %(total)s.") % params
    return {"said": said, "percent": round(100 * done / total) if total else None}
