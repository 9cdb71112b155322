"""`ryddig spend check`: invoices and ledgers in, sums and questions out; three files in a folder."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import click

from ryddig.cli.days import Day, today
from ryddig.cli.law_options import LANGUAGES, law_options
from ryddig.cli.list_options import layouts_of, list_options, remember_said
from ryddig.cli.pay_key import VARIABLE, pseudonym_key
from ryddig.cli.pay_options import given_files
from ryddig.cli.pay_speaking import said as error_said
from ryddig.cli.pay_speaking import speak_without_records
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.problems import Problem
from ryddig.domain.spend import ContractTerms, SpendFacts
from ryddig.intake.list_kinds import SPEND_LISTS
from ryddig.intake.list_layouts import Layouts
from ryddig.intake.spend import SpendOrder, SpendResult, run_spend
from ryddig.intake.spend_facts import contract_terms, vat_answers
from ryddig.lawbook import load

EXIT_USER_CAN_FIX: Final = 1
FORMATS: Final = ("csv", "json", "xlsx")
_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class Given:
    """What the person gave besides the invoices."""

    contracts: tuple[Path, ...]
    answers: tuple[Path, ...]
    answers_on: date | None
    key_file: Path | None
    out: Path
    formats: tuple[str, ...]
    on: date


@click.command(short_help="Hold invoices and ledgers against the contracts.")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path, resolve_path=True), metavar="FILE…"
)
@click.option("--contracts", multiple=True, type=_FILE, help="List of contracts, or notices. May be repeated.")
@click.option("--answers", multiple=True, type=_FILE, help="Enhetsregisteret's answer (JSON). May be repeated.")
@click.option("--answers-on", type=Day(), help="The day the register was asked.")
@list_options
@click.option("--key-file", type=_FILE, help=f"Key for the pseudonyms of bank accounts. Default: {VARIABLE}.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the reports.")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Only this report. May be repeated."
)
@click.option("--on", type=Day(), default=today, help="The day the reports carry. Default: today.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="nb", show_default=True, help="Language of the reports.")
@law_options
def check(
    *,
    paths: tuple[Path, ...],
    said: Sequence[str],
    layout: Path | None,
    lang: str,
    layers: Sequence[str],
    folders: Sequence[Path],
    **given: object,
) -> None:
    """Sum EHF invoices, SAF-T and ledgers per supplier, category and contract, and ask about what does not fit.

    FILE is an EHF invoice, a SAF-T file, a ledger or a list of supplier numbers (CSV, XLSX), or a folder of them. Exit
    code 0: done. 1: something in the files could not be read; what could be read is summed all the same.
    """
    speak_without_records(lang)
    wanted = Given(**given)  # type: ignore[arg-type]  # click gives the types of the options
    try:
        book = load(layers, folders)
        layouts = layouts_of(said, layout, SPEND_LISTS)
        unread = run(paths, wanted, book, layouts=layouts, layout=layout)
    except UserCanFix as error:
        click.echo(error_said(error), err=True)
        sys.exit(EXIT_USER_CAN_FIX)
    if unread:
        sys.exit(EXIT_USER_CAN_FIX)


def run(paths: tuple[Path, ...], wanted: Given, book: Book, *, layouts: Layouts, layout: Path | None) -> bool:
    """Check, write the reports, show what they come to. True when something could not be read."""
    wanted.out.mkdir(parents=True, exist_ok=True)
    key = pseudonym_key(wanted.key_file, wanted.out)
    contracts, broken = contract_terms(wanted.contracts, book=book, on=wanted.on)
    answers = tuple(vat_answers(wanted.answers, asked_on=wanted.answers_on))
    order = SpendOrder(given_files(paths), SpendFacts(contracts, answers), key.key, layouts)
    result = run_spend(order, book=book)
    try:
        kept = remember_said(layout, layouts, result.lists)
        unknown = sum(contract.last is None for contract in contracts)
        notes = (*_notes(result, lasting=key.lasting, kept=kept), *_contract_notes(contracts, broken, unknown))
        _report(result, wanted, notes, broken=broken)
    finally:
        result.db.close()
    return bool(broken) or any(problem.stops for reading in result.readings for problem in reading.problems)


def _report(result: SpendResult, wanted: Given, notes: tuple[str, ...], *, broken: Sequence[Problem]) -> None:
    from ryddig.cli.spend_views import print_spend
    from ryddig.reports.spend import SpendReport
    from ryddig.reports.spend_write import write_reports

    report = SpendReport(result.db, result.readings, result.coverage, result.rules, wanted.on, notes)
    written = write_reports(report, wanted.out, [code for code in FORMATS if code in (wanted.formats or FORMATS)])
    print_spend(report, written, broken)


def _contract_notes(contracts: Sequence[ContractTerms], broken: Sequence[Problem], unknown: int) -> Iterator[str]:
    """What the lists of contracts did not tell."""
    from django.utils.translation import gettext

    if not contracts:
        yield gettext("No list of contracts was given, so no bill could be held against a contract.")
    if broken:
        yield gettext("%(count)s rows in the lists of contracts could not be read.") % {"count": len(broken)}
    if unknown:
        places = {"count": unknown, "of": len(contracts)}
        yield (
            gettext(
                "%(count)s of %(of)s contracts have no end in the list. Look at `ryddig contracts read` for a "
                "column with it."
            )
            % places
        )


def _notes(result: SpendResult, *, lasting: bool, kept: bool) -> Iterator[str]:
    """What was decided for the person who ran it, so that the reports can say so."""
    from django.utils.translation import gettext

    kinds = {reading.kind for reading in result.readings}
    if "ehf" in kinds and kinds & {"ledger", "saft"}:
        yield gettext(
            "Invoices and ledgers were given together. A bill with the same supplier and invoice number in both counts "
            "once; where the ledger has no invoice numbers, the same purchase may count twice."
        )
    if not lasting:
        yield gettext("The key of the pseudonyms was made for this check and thrown away.")
    if kept:
        yield gettext("What --map said of the columns is remembered in the layout file.")
