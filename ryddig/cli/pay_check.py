"""`ryddig pay check`: files in, findings out; a summary on the screen, four files in a folder."""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from ryddig.cli.days import Day, today
from ryddig.cli.law_options import LANGUAGES, law_options
from ryddig.cli.pay_key import VARIABLE, Key, pseudonym_key
from ryddig.cli.pay_options import firm_of, firm_options, given_files
from ryddig.cli.pay_speaking import Bar, said, speak_without_records
from ryddig.domain.errors import UserCanFix
from ryddig.domain.judgement import CheckOutcome
from ryddig.domain.law import Book
from ryddig.intake.pay_control import PayOrder, PayResult, run_pay_control
from ryddig.intake.pay_readings import without_person
from ryddig.lawbook import load
from ryddig.tables.payroll.run import memory_for
from ryddig.tables.read.pay_layout import read_layout

EXIT_USER_CAN_FIX: Final = 1
EXIT_BREACH: Final = 3
FORMATS: Final = ("csv", "json", "xlsx", "pdf")


@click.command(short_help="Control files: findings, sums, reports.")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path, resolve_path=True), metavar="FILE…"
)
@click.option("--from", "first", type=Day(), help="First day of the control. Default: the first the files hold.")
@click.option("--to", "last", type=Day(), help="Last day of the control. Default: the last the files hold.")
@firm_options
@click.option(
    "--layout",
    "layouts",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Layout of payslips in PDF, described in YAML. May be repeated.",
)
@click.option("--kind", help="What a file holds when its headings do not tell: shifts, slips, payments, cards, …")
@click.option(
    "--key-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"Key for the pseudonyms. Default: {VARIABLE}, else a key made for this run and thrown away.",
)
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the reports.")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Only this report. May be repeated."
)
@click.option("--for", "asked_by", default="", metavar="NAME", help="For whom the reports are made.")
@click.option("--on", type=Day(), default=today, help="The day the reports carry. Default: today.")
@click.option("--fail-on-breach", is_flag=True, help=f"Exit code {EXIT_BREACH} when there is a breach.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="nb", show_default=True, help="Language of the reports.")
@law_options
def check(
    *,
    paths: tuple[Path, ...],
    first: date | None,
    last: date | None,
    layouts: Sequence[Path],
    kind: str | None,
    key_file: Path | None,
    lang: str,
    fail_on_breach: bool,
    layers: Sequence[str],
    folders: Sequence[Path],
    **given: Any,
) -> None:
    """Control pay and working time in files from a supplier: time lists, payslips, lists of cards, members, payments.

    Exit code 0: done. 1: something in the files could not be read; what could be read is controlled all the same.
    3: there is a breach, with --fail-on-breach.
    """
    speak_without_records(lang)
    bar = Bar()
    wanted = Wanted(**{name: given.pop(name) for name in Wanted.__slots__})
    try:
        book = load(layers, folders)
        key, given_layouts = pseudonym_key(key_file, wanted.out), tuple(read_layout(path) for path in layouts)
        order = PayOrder(given_files(paths), firm_of(given, book), key.key, first, last, given_layouts, kind)
        done = run(order, wanted, book, key=key, bar=bar)
    except UserCanFix as error:
        bar.end()
        click.echo(said(error), err=True)
        sys.exit(EXIT_USER_CAN_FIX)
    if done.unread:
        sys.exit(EXIT_USER_CAN_FIX)
    if done.breaches and fail_on_breach:
        sys.exit(EXIT_BREACH)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reports are to be: where, which, for whom, and the day they carry."""

    out: Path
    formats: tuple[str, ...]
    asked_by: str
    on: date


@dataclass(frozen=True, slots=True)
class Done:
    """`unread`: something in the files could not be read. `breaches`: there is at least one."""

    unread: bool
    breaches: bool


def run(order: PayOrder, wanted: Wanted, book: Book, *, key: Key, bar: Bar) -> Done:
    """Control, write the reports, say what they come to. A report is moved to its place when it is whole."""
    from django.utils.translation import gettext

    wanted.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".ryddig-", dir=wanted.out.resolve()) as work:
        order = replace(order, spill=Path(work), memory=memory_for(order.paths))
        result = run_pay_control(order, book=book, progress=bar.named(gettext("Control")))
        try:
            _report(result, wanted, Path(work), bar=bar, notes=tuple(notes(result, order, key)))
        finally:
            result.db.close()
    unread = any(problem.stops for reading in result.readings for problem in reading.rejected)
    return Done(unread, any(one.outcome is CheckOutcome.BREACH and one.count for one in result.coverage))


def _report(result: PayResult, wanted: Wanted, work: Path, *, bar: Bar, notes: tuple[str, ...]) -> None:
    """The screen shows what stood in the files, to mend it by; the files written carry no person's words."""
    from django.utils.translation import gettext

    from ryddig.cli.pay_views import print_control
    from ryddig.reports.pay_control import made_report
    from ryddig.reports.pay_write import FORMATS, write_reports

    report = made_report(result.db, result.control, result.coverage, files=result.readings, made_on=wanted.on)
    report = replace(report, asked_by=wanted.asked_by, notes=notes)
    formats = [code for code in FORMATS if code in (wanted.formats or FORMATS)]
    kept = tuple(replace(one, rejected=tuple(map(without_person, one.rejected))) for one in report.files)
    written = write_reports(replace(report, files=kept), work, formats, progress=bar.named(gettext("Reports")))
    bar.end()
    in_place = [path.replace(wanted.out / path.name) for path in written]  # before anything can stop the screen
    print_control(report, in_place)


def notes(result: PayResult, order: PayOrder, key: Key) -> Iterator[str]:
    """What was decided for the person who ran it, so that the reports can say so."""
    from django.utils.translation import gettext

    from ryddig.reports.formats import number
    from ryddig.reports.pay_labels import pay_label

    if order.first is None or order.last is None:
        yield gettext("The period is taken from the files, because no first or last day was given.")
    for table, count in result.left_out.items():
        if count:
            places = {"count": number(count), "what": pay_label("table", table)}
            yield gettext("Outside the period and left out: %(count)s rows of %(what)s.") % places
    if not key.lasting:
        yield gettext(
            "The key of the pseudonyms was made for this control and thrown away: they cannot be linked to other "
            "controls."
        )
