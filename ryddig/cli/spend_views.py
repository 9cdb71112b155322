"""A finished check of spend in words, for the terminal."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click
from django.utils.translation import gettext

from ryddig.domain.problems import Problem
from ryddig.reports.formats import kroner, number
from ryddig.reports.spend import (
    BY_CONTRACT,
    BY_HOW,
    BY_SUPPLIER,
    HOW,
    KINDS,
    OUTCOMES,
    SpendReport,
    asked,
    check_name,
    contracts_first,
    coverage_lines,
    finding_said,
    lines,
    place_said,
    problem_said,
    proven_said,
    supplier_said,
    total,
    why_said,
)

MOST_PROBLEMS: Final = 20
MOST_SHOWN: Final = 10
MOST_QUESTIONS: Final = 15
NAME: Final = 46


def print_spend(report: SpendReport, written: Sequence[Path], broken: Sequence[Problem]) -> None:
    """What was read, what it comes to, what each check says, the first questions, and where the rest stands."""
    click.secho(gettext("Spend and contracts"), bold=True)
    for note in report.notes:
        click.echo(f"  {note}")
    _files(report)
    for problem in broken[:MOST_PROBLEMS]:
        _problem(problem)
    _sums(report)
    _checks(report)
    _questions(report)
    click.echo()
    for path in written:
        click.echo(gettext("Written: %(path)s") % {"path": path})


def _heading(text: str) -> None:
    click.echo()
    click.secho(text, bold=True)


def _files(report: SpendReport) -> None:
    _heading(gettext("The files"))
    for one in report.readings:
        counts = {"rows": number(one.rows), "rejected": number(one.rejected)}
        read = gettext("%(rows)s rows read, %(rejected)s left out") % counts
        kind = gettext(KINDS.get(one.kind, one.kind))
        click.echo(f"  {one.file}: {kind}, {read}, {proven_said(one)}")
        if one.unread:
            click.secho(
                "    " + gettext("Columns not recognised: %(names)s") % {"names": ", ".join(one.unread)}, dim=True
            )
        for problem in one.problems[:MOST_PROBLEMS]:
            _problem(problem)
        more = len(one.problems) - MOST_PROBLEMS
        if more > 0:
            click.echo("    " + gettext("%(count)s more problems stand in the reports.") % {"count": number(more)})


def _problem(problem: Problem) -> None:
    where, text = problem_said(problem)
    click.secho(f"    {where}: {text}", fg="red" if problem.stops else None)


def _sums(report: SpendReport) -> None:
    bills, ore = total(report)
    _heading(gettext("What it comes to"))
    click.echo("  " + gettext("%(count)s bills, %(sum)s without VAT") % {"count": number(bills), "sum": kroner(ore)})
    for row in lines(report, BY_HOW):
        how = HOW[row["how"]]
        click.echo(f"  {gettext(how):<{NAME}} {number(row['bills']):>8} {kroner(row['ore']):>22}")
    _heading(gettext("Suppliers that most was bought from"))
    for row in lines(report, BY_SUPPLIER)[:MOST_SHOWN]:
        name = f"{row['name'] or row['supplier']} ({row['year']})"
        click.echo(f"  {name[:NAME]:<{NAME}} {number(row['bills']):>8} {kroner(row['ore']):>22}")
    contracts = contracts_first(lines(report, BY_CONTRACT))
    if contracts:
        _heading(gettext("Contracts"))
    for row in contracts[:MOST_SHOWN]:
        limit = gettext("not known") if row["limit_ore"] is None else kroner(row["limit_ore"])
        over = row["limit_ore"] is not None and row["ore"] > row["limit_ore"]
        said = gettext("%(ore)s of %(limit)s") % {"ore": kroner(row["ore"]), "limit": limit}
        click.secho(f"  {row['reference'][:NAME]:<{NAME}} {said}", fg="yellow" if over else None)


def _checks(report: SpendReport) -> None:
    _heading(gettext("Each check"))
    for check, outcome, why, count in coverage_lines(report):
        name = f"{check} {check_name(check)}"
        reason = f" {why_said(why, {'found': '', 'due': '', 'other': ''})}" if why else ""
        click.echo(f"  {name[:NAME]:<{NAME}} {number(count):>8} {gettext(OUTCOMES[outcome]).lower()}.{reason}")
    click.echo("  " + gettext("A question is not a breach: it is what must be asked before anybody can conclude."))


def _questions(report: SpendReport) -> None:
    for count, one in enumerate(asked(report)):
        if count == 0:
            _heading(gettext("The first questions"))
        if count == MOST_QUESTIONS:
            click.echo("  " + gettext("The rest stand in findings.csv."))
            return
        click.echo(f"  {one.check} {supplier_said(one)}: {finding_said(one)}")
        click.secho(f"    {place_said(one.place)}", dim=True)
