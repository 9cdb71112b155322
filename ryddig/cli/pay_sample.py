"""`ryddig pay sample`: which workers and pay periods to control, by stated reasons and a seed that is kept."""

import json
import secrets
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

import click
from duckdb import DuckDBPyConnection

from ryddig.cli.days import Day
from ryddig.cli.law_options import LANGUAGES, law_options
from ryddig.cli.pay_key import pseudonym_key
from ryddig.cli.pay_options import given_files, trade_of
from ryddig.cli.pay_speaking import said, speak_without_records
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.pay_control import Firm
from ryddig.domain.sampling import REASONS, Pick, Sample
from ryddig.domain.words import N_
from ryddig.intake.pay_words import pay_words
from ryddig.lawbook import load
from ryddig.tables.payroll.period import days_covered
from ryddig.tables.payroll.run import Control, open_tables
from ryddig.tables.payroll.sample import propose_sample
from ryddig.tables.read.pay_files import read_pay_files

SEED_BYTES: Final = 8
PLACES: Final = """SELECT pseudonym, any_value(name), min(found."row") FROM workers AS w JOIN (
      SELECT worker, file, "row" FROM slips UNION ALL SELECT worker, file, "row" FROM shifts
      UNION ALL SELECT worker, file, "row" FROM crew) AS found USING (worker) JOIN files AS f ON f.file = found.file
    GROUP BY pseudonym, f.file ORDER BY pseudonym, f.file"""


@click.command(short_help="Propose whom and which periods to control.")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path, resolve_path=True), metavar="FILE…"
)
@click.option(
    "--seed", help="Give the seed of an earlier proposal to make it again. Default: a new one, which is told."
)
@click.option("--size", type=click.IntRange(min=1), help="How many workers. Default: the root of all, at least three.")
@click.option("--before", multiple=True, metavar="PSEUDONYM", help="Controlled earlier; comes last. May be repeated.")
@click.option("--sector", help="Trade of rows that state none.")
@click.option("--from", "first", type=Day(), help="First day. Default: the first the files hold.")
@click.option("--to", "last", type=Day(), help="Last day. Default: the last the files hold.")
@click.option(
    "--key-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Key for the pseudonyms."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="nb", show_default=True, help="Language for people.")
@law_options
def sample(*, lang: str, as_json: bool, layers: Sequence[str], folders: Sequence[Path], **given: Any) -> None:
    """Propose workers and pay periods to control, from the lists the firm handed over. The buyer picks, not the
    supplier; a person may change the proposal."""
    speak_without_records(lang)
    try:
        key = pseudonym_key(given.pop("key_file"), Path())
        lasting = key.lasting
        found, places = _proposed(load(layers, folders), key.key, **given)
    except UserCanFix as error:
        click.echo(said(error), err=True)
        sys.exit(1)
    if not lasting:
        click.echo(_not_again(), err=True)
    if as_json:
        click.echo(json.dumps(asdict(found) | {"places": places}, ensure_ascii=False, indent=2, default=str))
    else:
        print_sample(found, places)


def _proposed(
    book: Book,
    key: bytes,
    *,
    paths: tuple[Path, ...],
    sector: str | None,
    first: date | None,
    last: date | None,
    seed: str | None,
    size: int | None,
    before: Sequence[str],
) -> tuple[Sample, dict[str, list[str]]]:
    firm = Firm(trade=trade_of(sector, book) if sector else None)
    files = given_files(paths)
    with tempfile.TemporaryDirectory(prefix="ryddig-") as work:
        db = open_tables(tuple(dict.fromkeys(path.parent for path in files)), spill=Path(work))
        try:
            read_pay_files(db, files, words=pay_words(book), key=key)
            control = Control(*_days(db, first, last), firm, book)
            return propose_sample(
                db, control, seed=seed or secrets.token_hex(SEED_BYTES), size=size, before=frozenset(before)
            ), _places(db)
        finally:
            db.close()


def _days(db: DuckDBPyConnection, first: date | None, last: date | None) -> tuple[date, date]:
    covered = days_covered(db)
    start, end = first or covered[0], last or covered[1]
    if start is None or end is None or start > end:
        raise UserCanFix(
            "pay.nothing_to_sample",
            N_("No row with a worker and a day lies in the period."),
            hint=N_("Give time lists, crew lists or payslips, and a period that they cover."),
        )
    return start, end


def _places(db: DuckDBPyConnection) -> dict[str, list[str]]:
    """Where each worker stands in the files: the first row in each, so that a person can find the name there."""
    found: dict[str, list[str]] = {}
    for pseudonym, name, row in db.execute(PLACES).fetchall():
        found.setdefault(pseudonym, []).append(f"{name}: {row}")
    return found


def _not_again() -> str:
    from django.utils.translation import gettext

    return gettext("The key was made for this proposal and thrown away: give --key-file to be able to make it again.")


def print_sample(found: Sample, places: dict[str, list[str]]) -> None:
    """The proposal in words."""
    from django.utils.translation import gettext

    counts = {"size": len(found.picks), "of": found.of}
    click.secho(gettext("%(size)s of %(of)s workers are proposed") % counts, bold=True)
    click.echo(gettext("Seed: %(seed)s. The same files, key and seed give the same proposal.") % {"seed": found.seed})
    for pick in found.picks:
        click.echo()
        click.secho(f"  {pick.pseudonym}  {_period(pick)}", bold=True)
        click.echo(f"    {', '.join(gettext(REASONS[reason]) for reason in pick.reasons)}")
        click.echo(f"    {'; '.join(places.get(pick.pseudonym, ()))}")
    if found.again:
        click.echo()
        click.echo(
            gettext("Controlled before, and taken again for lack of others: %(who)s") % {"who": ", ".join(found.again)}
        )


def _period(pick: Pick) -> str:
    from ryddig.reports.formats import day

    return f"{day(pick.period.first, 'short')} – {day(pick.period.last, 'short')}" if pick.period else ""
