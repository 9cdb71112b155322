"""`ryddig notices`: fetch a buyer's own notices from Doffin, and review a year of them. Needs no database."""

import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

import click

from ryddig.cli.contracts_options import Progress, buyer_kind_of
from ryddig.cli.days import Day, today
from ryddig.cli.law_options import LANGUAGES, law_options
from ryddig.cli.pay_speaking import speak_without_records
from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import BuyerKind
from ryddig.domain.notice_review import LeftOut, YearReview
from ryddig.domain.orgnr import read_orgnr
from ryddig.domain.words import N_
from ryddig.intake.notice_review import review_year
from ryddig.lawbook import load
from ryddig.registers.asking import Asker
from ryddig.registers.doffin.client import DayRead, Doffin
from ryddig.registers.settings import settings_from

EXIT_PROBLEMS: Final = 1
CURSOR: Final = "cursor.json"
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def notices() -> None:
    """Notices on Doffin: fetch a buyer's own, and review a year of them for missing terms."""


@notices.command()
@click.option("--buyer", required=True, metavar="ORGNR", help="Organisation number of the buyer.")
@click.option(
    "--from", "first", type=Day(), help="First day when nothing is fetched yet. Default: 1 January this year."
)
@click.option("--until", type=Day(), default=today, help="Last day. Default: today.")
@click.option("--to", "folder", required=True, type=_FOLDER, help="Folder for the notices and the day reached.")
def fetch(*, buyer: str, first: date | None, until: date, folder: Path) -> None:
    """Fetch the buyer's own notices from Doffin into a folder, from the day reached last time.

    Every notice is kept as it came. The day reached is written after each day, so a broken run goes on where it was.
    """
    number = _number(buyer)
    folder.mkdir(parents=True, exist_ok=True)
    reached = _reached(folder, number)
    bar = Progress("days")
    with Asker(settings_from(os.environ)) as asker:
        doffin = Doffin(asker)
        start = first or date(until.year, 1, 1)
        days = (until - start).days + 1
        new = 0
        for read in doffin.follow(number, since=reached, first=start, until=until):
            new += _store(doffin, read, folder)
            _write_reached(folder, number, max(read.day, reached or read.day))
            bar((read.day - start).days + 1, days)
    click.echo(f"{new} new notices in {folder}; read up to {until.isoformat()}")


@notices.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE…]")
@click.option("--buyer", required=True, metavar="ORGNR", help="Organisation number of the buyer.")
@click.option("--year", type=click.IntRange(2008, 2100), required=True, help="Year of the announcements.")
@click.option("--from-doffin", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--buyer-kind", type=click.Choice([kind.value for kind in BuyerKind]), help="Where the notice does not tell."
)
@click.option(
    "--out", type=_FOLDER, help="Folder for review.xlsx and review.json. Without it only the summary is shown."
)
@click.option("--json", "as_json", is_flag=True, help="Print the whole review as JSON.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="nb", show_default=True, help="Language for people.")
@law_options
def review(
    *,
    paths: Sequence[Path],
    buyer: str,
    year: int,
    folder: Path | None,
    buyer_kind: str | None,
    out: Path | None,
    as_json: bool,
    lang: str,
    layers: Sequence[str],
    folders: Sequence[Path],
) -> None:
    """Review a year of a buyer's announcements: what each should have said by the duties of its day, and what it says.

    Exit code 1 when a file could not be read.
    """
    given = _files([*paths, *([folder] if folder is not None else [])])
    if not given:
        text = N_("No notices were given.")
        raise UserCanFix("notices.none", text, hint=N_("Give files, or --from-doffin with the folder of `fetch`."))
    found = review_year(
        given, buyer=_number(buyer), year=year, book=load(layers, folders), buyer_kind=buyer_kind_of(buyer_kind)
    )
    speak_without_records(lang)
    _show(found, out, as_json=as_json)
    if any(each.why is LeftOut.UNREADABLE for each in found.left_out):
        sys.exit(EXIT_PROBLEMS)


def _show(found: YearReview, out: Path | None, *, as_json: bool) -> None:
    from django.utils.translation import gettext

    from ryddig.reports.notice_review import most_missed, review_plain, summary_lines, write_review

    whole = json.dumps(review_plain(found), ensure_ascii=False, indent=2)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        write_review(found, out / "review.xlsx")
        (out / "review.json").write_text(whole, encoding="utf-8")
    if as_json:
        click.echo(whole)
        return
    for words, count in summary_lines(found):
        click.echo(f"{count:>6}  {words}")
    missed = most_missed(found)
    if missed:
        click.secho(gettext(N_("Not wholly seen in the notice, most often first")), bold=True)
    for name, count, applies in missed:
        click.echo(f"{count:>6} / {applies}  {name}")


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files given; a folder stands for the XML files in it."""
    held = (sorted(path.glob("*.xml")) if path.is_dir() else [path] for path in paths)
    return [file for files in held for file in files]


def _number(buyer: str) -> str:
    number = read_orgnr(buyer).digits
    if number is None:
        text = N_("%(number)s is not an organisation number.")
        raise UserCanFix("notices.buyer", text, hint=N_("Give nine digits."), params={"number": buyer})
    return number


def _store(doffin: Doffin, read: DayRead, folder: Path) -> int:
    new = 0
    for hit in read.own:
        path = folder / f"{hit.number}.xml"
        if path.exists():
            continue
        answer = doffin.download(hit.number)
        if answer.raw:
            _write(path, answer.raw)
            new += 1
    return new


def _reached(folder: Path, buyer: str) -> date | None:
    path = folder / CURSOR
    if not path.exists():
        return None
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        whose, day = str(held["buyer"]), date.fromisoformat(held["day"])
    except (ValueError, KeyError, TypeError):
        text = N_("%(file)s does not hold a day.")
        hint = N_("Delete it to fetch from the beginning.")
        raise UserCanFix("notices.cursor", text, hint=hint, params={"file": path.name}) from None
    if whose != buyer:
        text = N_("The folder holds the notices of %(buyer)s.")
        raise UserCanFix("notices.folder", text, hint=N_("Choose another folder."), params={"buyer": whose})
    return day


def _write_reached(folder: Path, buyer: str, day: date) -> None:
    _write(folder / CURSOR, json.dumps({"buyer": buyer, "day": day.isoformat()}).encode())


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
