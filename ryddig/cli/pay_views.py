"""A finished control in words, for the terminal."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import click
from django.utils.translation import gettext

from ryddig.reports.formats import amount, kroner, number
from ryddig.reports.labels import label
from ryddig.reports.pay_control import PayReport
from ryddig.reports.pay_labels import kind_said, pay_label
from ryddig.reports.pay_summary import (
    CheckLine,
    check_lines,
    control_facts,
    problem_said,
    untested_groups,
)

PROBLEMS_OF_A_FILE: Final = 30
WORST: Final = 5
NAME: Final = 44
COLOURS: Final = {"breach": "red", "question": "yellow", "cannot_be_tested": "cyan"}
OUTCOMES: Final = ("breach", "question", "cannot_be_tested", "kept")


def print_control(report: PayReport, written: Sequence[Path]) -> None:
    """What was read, what each check says, what was not tested, the sums, who lacks most, and where the rest stands."""
    click.secho(gettext("Control of pay and working time"), bold=True)
    for name, value in control_facts(report):
        click.echo(f"  {name}: {value}")
    _files(report)
    _checks(report)
    _untested(report)
    _other_readings(report)
    _sums(report)
    click.echo()
    for path in written:
        click.echo(gettext("Written: %(path)s") % {"path": path})


def _heading(text: str) -> None:
    click.echo()
    click.secho(text, bold=True)


def _files(report: PayReport) -> None:
    _heading(gettext("The files"))
    for one in report.files:
        kind = kind_said(one.kind)
        counts = {"rows": number(one.rows), "rejected": number(one.rejected_rows)}
        read = gettext("%(rows)s rows read, %(rejected)s rejected") % counts
        click.echo(f"  {one.file}: {kind}, {read}")
        for problem in one.rejected[:PROBLEMS_OF_A_FILE]:
            where, text = problem_said(problem)
            click.secho(f"    {where}: {text}", fg="red" if problem.stops else None)
        more = len(one.rejected) - PROBLEMS_OF_A_FILE
        if more > 0:
            click.echo("    " + gettext("%(count)s more problems stand in the reports.") % {"count": number(more)})


def _checks(report: PayReport) -> None:
    _heading(gettext("Each check"))
    heads = [pay_label("outcome", code) for code in OUTCOMES]
    widths = [max(10, len(head)) for head in heads]
    columns = "  ".join(f"{head:>{width}}" for head, width in zip(heads, widths, strict=True))
    click.echo(f"  {'':<8} {'':<{NAME}}  {columns}  {gettext('Owed, kr'):>18}")
    for line in check_lines(report):
        click.echo(f"  {line.check:<8} {_cut(line.name):<{NAME}}  {_counts(line, widths)}  {_owed(line):>18}")
    click.echo("  " + gettext("A question is not a breach: it is what must be asked before anybody can conclude."))


def _cut(text: str) -> str:
    return text if len(text) <= NAME else text[: NAME - 1] + "…"


def _counts(line: CheckLine, widths: Iterable[int]) -> str:
    cells = []
    for code, width in zip(OUTCOMES, widths, strict=True):
        count = line.counts.get(code, 0)
        shown = f"{number(count) if count else '–':>{width}}"
        cells.append(click.style(shown, fg=COLOURS.get(code)) if count else shown)
    return "  ".join(cells)


def _owed(line: CheckLine) -> str:
    return amount(line.owed_ore) if line.owed_ore else "–"


def _untested(report: PayReport) -> None:
    groups = untested_groups(report)
    if groups:
        _heading(gettext("Not tested, and what to ask for"))
    for one in groups:
        click.echo(f"  {one.why}")
        for document in one.documents:
            click.echo(f"    → {document}")
        click.secho(f"    {', '.join(one.checks)}", dim=True)


def _other_readings(report: PayReport) -> None:
    if not report.readings:
        return
    _heading(gettext("Other ways to count"))
    for one in report.readings:
        click.echo(f"  {one.name}: {one.said}")


def _sums(report: PayReport) -> None:
    sums = report.sums
    _heading(gettext("What the findings come to"))
    for name, ore in (
        (gettext("Wages owed"), sums.firm.wage_ore),
        (gettext("Holiday pay owed"), sums.firm.holiday_pay_ore),
        (gettext("Pension owed"), sums.firm.pension_ore),
        (gettext("What the employer saved"), sums.firm.saving_ore),
        (gettext("In question, not certain"), sums.firm.in_question_ore),
    ):
        click.echo(f"  {name:<32} {kroner(ore):>20}")
    if sums.withholding_ore is not None:
        factor = gettext("factor %(factor)s") % {"factor": sums.factor}
        sure = "" if sums.factor_status is None else f", {label('status', sums.factor_status).lower()}"
        click.echo(f"  {gettext('Proposed withholding'):<32} {kroner(sums.withholding_ore):>20}  ({factor}{sure})")
    worst = [(worker, one) for worker, one in sums.workers[:WORST] if one.saving_ore]
    if worst:
        _heading(gettext("Most owed"))
    for worker, one in worst:
        click.echo(f"  {worker:<32} {kroner(one.saving_ore):>20}")
