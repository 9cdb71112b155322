"""`ryddig pay layouts`: what a layout of payslips in PDF reads on a page, before a control rests on it."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from ryddig.cli.law_options import LANGUAGES
from ryddig.cli.pay_speaking import said, speak_without_records
from ryddig.domain.errors import UserCanFix
from ryddig.intake.pay_words import pay_words
from ryddig.lawbook import load
from ryddig.tables.read.pay_layout import Layout, read_layout
from ryddig.tables.read.pay_pdf import Previewed, preview

ENDINGS = (".yaml", ".yml")


@click.command(short_help="Show layouts of payslips in PDF, and try them on a file.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="LAYOUT…")
@click.option(
    "--try",
    "payslip",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A payslip in PDF: show what each field of the layout reads on its first page.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="nb", show_default=True, help="Language for people.")
def layouts(*, paths: Sequence[Path], payslip: Path | None, as_json: bool, lang: str) -> None:
    """Read layouts (YAML; a folder stands for those in it), list what they know, try them on a payslip.

    Exit code 1: a layout cannot be used, or a field reads nothing on the payslip.
    """
    speak_without_records(lang)
    try:
        found = [(layout, _tried(layout, payslip)) for layout in map(read_layout, _files(paths))]
    except UserCanFix as error:
        click.echo(said(error), err=True)
        sys.exit(1)
    if as_json:
        told = [asdict(layout) | {"read": [asdict(one) for one in read]} for layout, read in found]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for layout, read in found:
            print_layout(layout, read, tried=payslip is not None)
    if any(one.code for _, read in found for one in read):
        sys.exit(1)


def _files(paths: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        inside = sorted(one for one in path.iterdir() if one.suffix in ENDINGS) if path.is_dir() else [path]
        files.extend(inside)
    return files


def _tried(layout: Layout, payslip: Path | None) -> tuple[Previewed, ...]:
    return preview(layout, payslip, pay_words(load())) if payslip is not None else ()


def print_layout(layout: Layout, read: Sequence[Previewed], *, tried: bool) -> None:
    """A layout: what it is known by and where each field stands, or what each field read."""
    from django.utils.translation import gettext

    click.secho(f"{layout.id}: {layout.name}", bold=True)
    click.echo("  " + gettext("Known by: %(texts)s") % {"texts": ", ".join(f"«{text}»" for text in layout.known_by)})
    for name, spot in (layout.fields or {}).items() if not tried else ():
        click.echo(f"  {name:<20} {spot.how}: {spot.what}")
    for one in read:
        wrong = gettext("not found or not readable") + f" [{one.code}]" if one.code else ""
        click.echo(f"  {one.field:<20} {one.text}  " + click.style(wrong, fg="red"))
