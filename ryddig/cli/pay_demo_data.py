"""`ryddig pay demo-data`: invented payroll files with faults that are listed, to show and to test a control."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import click

from ryddig.cli.pay_demo_lists import LISTS, Cell, faults
from ryddig.domain.pay_demo import LEAST_WORKERS, make_demo
from ryddig.domain.pay_demo_people import FIRM, SUBCONTRACTOR
from ryddig.domain.pay_demo_work import Draft
from ryddig.lawbook import load

MOST: Final = 2_000
DAY: Final = "dd.mm.yyyy"


@click.command("demo-data", short_help="Write invented payroll files with a list of their faults.")
@click.option("--workers", type=click.IntRange(LEAST_WORKERS, MOST), default=40, show_default=True, help="How many.")
@click.option("--seed", default="7", show_default=True, help="Another seed gives other people and faults.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="A new or empty folder.")
def demo_data(*, workers: int, seed: str, out: Path) -> None:
    """Write the files of an invented firm for September and October 2025 in OUT/files, and in OUT/faults.csv every
    finding that a control of them must give. Names, numbers and firms are invented."""
    if out.exists() and any(out.iterdir()):
        raise click.BadParameter(f"{out} is not empty. Give a new folder.", param_hint="--out")
    draft = make_demo(load(), workers=workers, seed=seed)
    write(draft, out)
    click.echo(f"{workers} workers, {len(draft.faults)} findings to be found: {out / 'faults.csv'}")
    click.echo(f"  ryddig pay check {out / 'files'} {' '.join(options())} --out {out / 'report'}")


def options() -> tuple[str, ...]:
    """What a control of the files must be told of the firm."""
    chain = ("--chain", FIRM, "--chain", SUBCONTRACTOR)
    return ("--sector", "bygg", "--employer", FIRM, *chain, "--pension-due")


def write(draft: Draft, out: Path) -> None:
    """All lists, and the list of faults beside them."""
    files = out / "files"
    files.mkdir(parents=True, exist_ok=True)
    for name, rows in LISTS.items():
        if name.endswith(".xlsx"):
            _write_xlsx(files / name, rows(draft))
        else:
            _write_csv(files / name, rows(draft), ";")
    _write_csv(out / "faults.csv", faults(draft), ",")


def _write_csv(path: Path, rows: Iterable[Sequence[Cell]], delimiter: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, delimiter=delimiter, lineterminator="\n")
        writer.writerows([_text(cell) for cell in row] for row in rows)


def _text(cell: Cell) -> str:
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return "" if cell is None else str(cell)


def _write_xlsx(path: Path, rows: Iterable[Sequence[Cell]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet, day = book.add_worksheet("Timeliste"), book.add_format({"num_format": DAY})
        cells = ((at, column, cell) for at, row in enumerate(rows) for column, cell in enumerate(row))
        for at, column, cell in cells:
            if isinstance(cell, date):
                sheet.write_datetime(at, column, cell, day)
            elif cell is not None:
                sheet.write(at, column, cell)
