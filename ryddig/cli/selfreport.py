"""`ryddig selfreport`: the self-report form out as a spreadsheet, and what a filled-in one means. Needs no database."""

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from ryddig.cli.contracts_options import buyer_kind_of
from ryddig.cli.days import Day, today
from ryddig.cli.law_options import LANGUAGES, law_options
from ryddig.cli.pay_speaking import speak_without_records
from ryddig.domain.answers import Value
from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import BuyerKind, ContractFacts
from ryddig.domain.law import Book
from ryddig.domain.questionnaire import LANGUAGES as FORM_LANGUAGES
from ryddig.domain.questionnaire import QUESTIONNAIRES, Form, form_on, full, short
from ryddig.domain.screening import Screener
from ryddig.domain.self_report import ReportCase, risk_difference
from ryddig.domain.self_report_prefill import Earlier, Prefill, confirmed, prefill, registered_answers
from ryddig.domain.self_report_weighing import weigh
from ryddig.domain.words import N_
from ryddig.intake.read import read_files
from ryddig.intake.self_report import ReportReading, read_report
from ryddig.intake.self_report_json import problem_plain, report_plain
from ryddig.lawbook import load

EXIT_PROBLEMS: Final = 1
MANY: Final = 12
REFERENCE: Final = full("contract.reference")
_CONTRACTS = click.option(
    "--contracts",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="List of contracts (XLSX, CSV) with the facts of this one.",
)
_REFERENCE = click.option("--reference", help="The contract's reference in that list. Default: the only one.")
_BUYER_KIND = click.option(
    "--buyer-kind",
    type=click.Choice([kind.value for kind in BuyerKind]),
    help="Kind of buyer, where the list is silent.",
)


@click.group()
def selfreport() -> None:
    """Self-reports from suppliers: the form out as a spreadsheet, the answers in."""


@selfreport.command("list")
@click.option("--on", type=Day(), default=today, help="The day. Default: today.")
@click.option("--lang", type=click.Choice(FORM_LANGUAGES), default="nb", show_default=True)
@law_options
def list_forms(*, on: date, lang: str, layers: Sequence[str], folders: Sequence[Path]) -> None:
    """The questionnaires in use on a day, with version and number of questions."""
    book = load(layers, folders)
    for name, questionnaire in book.library.questionnaires.items():
        entry = questionnaire.series.at(on)
        if entry is not None and entry.value is not None:
            form = form_on(book, name, on)
            title = questionnaire.name.in_language(lang)
            click.echo(f"{short(name):22} {form.version:>3} {len(form.questions):>4}  {title}")


@selfreport.command()
@click.argument("name", metavar="QUESTIONNAIRE")
@click.option("--language", type=click.Choice(FORM_LANGUAGES), default="nb", show_default=True)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The XLSX file to write.")
@_CONTRACTS
@_REFERENCE
@_BUYER_KIND
@click.option("--due", type=Day(), help="Last day to deliver, shown in the form.")
@click.option(
    "--earlier",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A form this supplier has filled in before: what still holds stands in the new one.",
)
@click.option("--earlier-on", type=Day(), help="The day that form was answered. Needed with --earlier.")
@click.option("--on", type=Day(), default=today, help="The day that picks the version. Default: today.")
@law_options
def form(
    *,
    name: str,
    language: str,
    out: Path,
    contracts: Path | None,
    reference: str | None,
    buyer_kind: str | None,
    due: date | None,
    earlier: Path | None,
    earlier_on: date | None,
    on: date,
    layers: Sequence[str],
    folders: Sequence[Path],
) -> None:
    """Write a form to be filled in: `ryddig selfreport form pay --language pl --out form.xlsx`."""
    from ryddig.reports.self_report_xlsx import FormOrder, write_form

    if earlier is not None and earlier_on is None:
        raise click.UsageError("--earlier needs --earlier-on: the day those answers were given.")
    book = load(layers, folders)
    made = form_on(book, full(name, QUESTIONNAIRES), on)
    facts = facts_of(contracts, reference, book, on=on, buyer_kind=buyer_kind)
    known = dict(registered_answers(made, facts))
    if earlier is not None and earlier_on is not None:
        before = read_report(earlier, book, on=earlier_on).answers
        same = contracts is None or before.value(REFERENCE) == facts.reference
        known = dict(carried(made, Earlier(before, same_contract=same), book, on=on)) | known
    answers = confirmed(made, (), known, on=on)
    title = " ".join(filter(None, (facts.reference, facts.title))) if contracts else ""
    write_form(FormOrder(made, book, language, answers, title, due), out)
    counts = f"{len(made.questions)} questions, {len(answers.given)} filled in"
    click.echo(f"{out}: {short(made.questionnaire.id)}, version {made.version}, {counts}")


def carried(form: Form, earlier: Earlier, book: Book, *, on: date) -> Mapping[str, Value]:
    """Earlier answers that still hold on the day."""
    found = prefill(form, [earlier], book=book, on=on)
    return {one.question: one.given.value for one in found if one.state is Prefill.CONFIRM and one.given}


def facts_of(
    contracts: Path | None, reference: str | None, book: Book, *, on: date, buyer_kind: str | None
) -> ContractFacts:
    """The facts of one contract of a list; nothing but the reference is known without a list. Raises UserCanFix."""
    if contracts is None:
        kind = buyer_kind_of(buyer_kind)
        return ContractFacts(reference or "", buyer_kind=kind)
    reading = read_files([contracts], book=book, on=on, buyer_kind=buyer_kind_of(buyer_kind))
    rows = [row.facts for row in reading.rows if reference in (None, row.facts.reference)]
    if len(rows) == 1:
        return rows[0]
    known = ", ".join(row.facts.reference for row in reading.rows[:MANY]) or "–"
    raise UserCanFix(
        "self_report.which_contract",
        N_("%(file)s does not tell which contract it is about: %(count)s contracts fit."),
        hint=N_("Give --reference with one of: %(known)s."),
        params={"file": contracts.name, "count": len(rows), "known": known},
    )


@selfreport.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: answers, problems, what they mean, the risk.")
@_CONTRACTS
@_REFERENCE
@_BUYER_KIND
@click.option("--term", "terms", multiple=True, metavar="ID", help="A requirement the contract holds. May be repeated.")
@click.option("--no-terms", is_flag=True, help="The contract holds none of the terms that are asked about.")
@click.option("--due", type=Day(), help="Last day to deliver.")
@click.option("--on", type=Day(), default=today, help="The day the answers were given. Default: today.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="nb", show_default=True, help="Language for people.")
@law_options
def read(
    *,
    path: Path,
    as_json: bool,
    contracts: Path | None,
    reference: str | None,
    buyer_kind: str | None,
    terms: Sequence[str],
    no_terms: bool,
    due: date | None,
    on: date,
    lang: str,
    layers: Sequence[str],
    folders: Sequence[Path],
) -> None:
    """Read a filled-in form: answers, problems by cell, facts, risk before and after, proposals of deviations.

    Stores nothing. Exit code 1 when a cell could not be read or a required answer is missing.
    """
    book = load(layers, folders)
    reading = read_report(path, book, on=on)
    stated = str(reading.answers.value(REFERENCE) or "") or None
    facts = facts_of(contracts, reference or stated, book, on=on, buyer_kind=buyer_kind)
    known_terms = frozenset(terms) if terms or no_terms else None
    screening = Screener(book).screen(facts, on=on)
    case = ReportCase(book, on, screening, known_terms, due_on=due, delivered_on=on)
    if as_json:
        click.echo(json.dumps(_tree(reading, case), ensure_ascii=False, indent=2))
    else:
        speak_without_records(lang)
        from ryddig.cli.selfreport_views import print_report

        print_report(reading, case, lang=lang)
    if any(not problem.note for problem in reading.problems):
        sys.exit(EXIT_PROBLEMS)


def _tree(reading: ReportReading, case: ReportCase) -> dict[str, Any]:
    meaning = weigh(reading.form, reading.answers, case)
    told = report_plain(reading.form, reading.answers, meaning=meaning, difference=risk_difference(case, meaning))
    return {
        "sha256": reading.sha256,
        "lawbook_version": case.book.version,
        "on": case.on.isoformat(),
        "language": reading.language,
        "whole": reading.whole,
        "problems": [problem_plain(one, case.book, reading.language) for one in reading.problems],
        **told,
    }
