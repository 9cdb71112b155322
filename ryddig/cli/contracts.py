"""`ryddig contracts`: read files of contracts and notices, screen them without a database, import them."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Final

import click

from ryddig.cli.contracts_options import Progress, buyer_kind_of, columns_chosen, files_of, reading_options, speak
from ryddig.cli.days import Day, today
from ryddig.cli.law_options import law_options
from ryddig.domain.problems import Problem
from ryddig.intake.as_json import problem_plain, reading_plain
from ryddig.intake.read import read_files
from ryddig.intake.screen import Order, Written, screen_files, write_screenings
from ryddig.intake.screening_json import dumped
from ryddig.lawbook import load

EXIT_PROBLEMS: Final = 1
_FILES = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")


@click.group()
def contracts() -> None:
    """Contracts in: lists as XLSX or CSV, notices as XML, OCDS as JSON."""


@contracts.command()
@_FILES
@click.option("--json", "as_json", is_flag=True, help="Print JSON: contracts, chains, findings, problems.")
@reading_options
@law_options
def read(
    *,
    paths: Sequence[Path],
    as_json: bool,
    on: date,
    chosen: Sequence[str],
    buyer_kind: str | None,
    lang: str,
    layers: Sequence[str],
    folders: Sequence[Path],
) -> None:
    """Read files and show what they hold. Stores nothing. A folder means the notices in it. Exit code 1 on errors."""
    reading = read_files(
        files_of(paths),
        book=load(layers, folders),
        on=on,
        mapping=columns_chosen(chosen),
        buyer_kind=buyer_kind_of(buyer_kind),
        progress=Progress("files"),
    )
    if as_json:
        click.echo(json.dumps(reading_plain(reading), ensure_ascii=False, indent=2))
    else:
        speak(lang)
        from ryddig.cli.contracts_views import print_reading

        print_reading(reading)
    if reading.errors:
        sys.exit(EXIT_PROBLEMS)


@contracts.command()
@_FILES
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document, every contract with its whole screening."
)
@click.option("--jsonl", is_flag=True, help="Print JSON lines; what contracts share is written once. For large lists.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes. Default: all cores for large lists.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead of the screen."
)
@reading_options
@law_options
def screen(
    *,
    paths: Sequence[Path],
    as_json: bool,
    jsonl: bool,
    jobs: int | None,
    out: Path | None,
    on: date,
    chosen: Sequence[str],
    buyer_kind: str | None,
    lang: str,
    layers: Sequence[str],
    folders: Sequence[Path],
) -> None:
    """Screen contracts: regime, duties with sources, risk, steps, plan, quality. No database. Exit code 1 on errors."""
    book = load(layers, folders)
    order = Order(book, on, buyer_kind_of(buyer_kind), columns_chosen(chosen), whole=not jsonl)
    with click.open_file(str(out) if out else "-", "w", encoding="utf-8") as stream:
        if as_json or jsonl:
            pieces = write_screenings(files_of(paths), order, jobs=jobs, progress=Progress("rows"))
            problems = _write_lines(pieces, order, stream) if jsonl else _write_document(pieces, order, stream)
        else:
            problems = _show(files_of(paths), order, stream, lang=lang)
    if any(problem.stops for problem in problems):
        sys.exit(EXIT_PROBLEMS)


def _write_document(pieces: Iterator[Written], order: Order, stream: IO[str]) -> list[Problem]:
    """One JSON document, written as it is made."""
    problems: list[Problem] = []
    stream.write(f'{{"lawbook_version":{dumped(order.book.version)},"on":"{order.on}","contracts":[')
    comma = ""
    for piece in pieces:
        problems.extend(piece.problems)
        if piece.contracts:
            stream.write(f"{comma}\n{piece.contracts}")
            comma = ","
    stream.write(f'\n],"problems":{dumped([problem_plain(problem) for problem in problems])}}}\n')
    return problems


def _write_lines(pieces: Iterator[Written], order: Order, stream: IO[str]) -> list[Problem]:
    """JSON lines: a head; each decision and assessment before the first contract that names it; contracts; problems."""
    problems: list[Problem] = []
    written: set[str] = set()
    stream.write(f'{{"lawbook_version":{dumped(order.book.version)},"on":"{order.on}"}}\n')
    for piece in pieces:
        new = {key: line for key, line in piece.shared.items() if key not in written}
        written.update(new)
        stream.writelines(f"{line}\n" for line in new.values())
        if piece.contracts:
            stream.write(f"{piece.contracts}\n")
        stream.writelines(f'{{"problem":{dumped(problem_plain(problem))}}}\n' for problem in piece.problems)
        problems.extend(piece.problems)
    return problems


def _show(files: Sequence[Path], order: Order, stream: IO[str], *, lang: str) -> list[Problem]:
    """The screenings in words."""
    speak(lang)
    from ryddig.cli.contracts_views import ScreeningView

    view = ScreeningView(order.book, stream)
    problems: list[Problem] = []
    for screened in screen_files(files, order):
        problems.extend(screened.problems)
        if screened.screening is not None:
            view.show(screened.screening)
    view.show_problems(problems)
    return problems


@contracts.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--organisation", required=True, help="Short name or organisation number of the buyer.")
@click.option(
    "--as", "login", required=True, help="User name of the person who imports; their role decides what they may."
)
@click.option("--unit", help="Unit for contracts that name none. Default: the person's own.")
@click.option("--apply", "really", is_flag=True, help="Store. Without it nothing is stored: the preview is shown.")
@click.option("--on", type=Day(), default=today, help="The day of the import. Default: today.")
@click.option("--map", "chosen", multiple=True, metavar="LETTER=FIELD", help="Read column LETTER as FIELD.")
def import_file(
    *, path: Path, organisation: str, login: str, unit: str | None, really: bool, on: date, chosen: Sequence[str]
) -> None:
    """Import a file into a buyer's register: a dry run until --apply. All of it is stored, or nothing."""
    speak("nb")
    from ryddig.cli.contracts_import import Importer

    importer = Importer(organisation, login, unit)
    if not importer.run(path, columns_chosen(chosen), on=on, really=really):
        sys.exit(EXIT_PROBLEMS)
