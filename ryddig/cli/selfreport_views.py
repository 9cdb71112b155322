"""What a self-report led to, for the terminal."""

from collections.abc import Iterable, Mapping
from typing import Any

import click
from django.utils.translation import gettext

from ryddig.domain.answers import progress
from ryddig.domain.self_report import Meaning, ReportCase, risk_difference
from ryddig.domain.self_report_weighing import weigh
from ryddig.domain.words import N_
from ryddig.intake.self_report import ReportReading
from ryddig.reports.self_report_told import ReportTeller, snapshot
from ryddig.reports.telling import Teller

READERS = {
    "contact": N_("the one who asks questions"),
    "controller": N_("the controller on site"),
    "contract_manager": N_("the contract manager"),
    "document_review": N_("the document review"),
    "record": N_("the record"),
}


def print_report(reading: ReportReading, case: ReportCase, *, lang: str) -> None:
    """Progress, problems, then everything the answers lead to."""
    told = ReportTeller(reading.form, Teller(case.book))
    meaning = weigh(reading.form, reading.answers, case)
    done = progress(reading.form, reading.answers)
    counts = {"answered": done.answered, "asked": done.asked, "missing": len(done.missing)}
    click.secho(reading.form.questionnaire.name.in_language(lang), bold=True)
    click.echo(gettext("%(answered)s of %(asked)s questions answered, %(missing)s required answers missing") % counts)
    _part(gettext("To mend"), (told.problem(one, lang) for one in reading.problems))
    _proposals(meaning, told, snapshot(reading.form, reading.answers, case.facts))
    _part(
        gettext("Not tested"), (f"{told.question(one.question, one.row)}: {told.why(one)}" for one in meaning.untested)
    )
    _part(gettext("Other than registered"), told.differences(meaning))
    _part(gettext("Contradictions"), told.contradictions(meaning))
    difference = list(told.risk(risk_difference(case, meaning)))
    _part(gettext("Risk"), difference)
    firms = dict.fromkeys(f"{one.orgnr} ({one.register})" for one in meaning.look_ups)
    _part(gettext("Firms to look up"), firms)
    documents = (f"{told.question(one.question)}: {', '.join(one.files)}" for one in meaning.documents if one.files)
    _part(gettext("Documents named"), documents)
    read_by = meaning.for_people.items()
    _part(gettext("Read by people"), (f"{gettext(READERS[reader])}: {len(names)}" for reader, names in read_by))


def _proposals(meaning: Meaning, told: ReportTeller, facts: Mapping[str, Any]) -> None:
    lines = []
    for one in meaning.proposals:
        lines.append(told.proposal(one))
        lines.extend(f"    {text}" for text in (told.why(one), *told.reasons(one.because, facts)) if text)
    _part(gettext("Proposals of deviations, for a person to decide"), lines)


def _part(heading: str, lines: Iterable[str]) -> None:
    found = list(lines)
    if found:
        click.secho(f"\n{heading}", bold=True)
    for line in found:
        click.echo(f"  {line}")
