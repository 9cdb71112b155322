"""`ryddig archive`: the proof of a contract as a message to the buyer's archive, and the archive's answer."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext

from ryddig.domain.words import N_

if TYPE_CHECKING:
    from ryddig.cli.archiving import Archiver


@click.group()
def archive() -> None:
    """The proof of a contract to the buyer's archive (Fiks Arkiv)."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryddig.site.settings")
    django.setup()


def _archiver(organisation: str, login: str, reference: str) -> "Archiver":
    from ryddig.cli.archiving import Archiver

    return Archiver(organisation, login, reference)


BUYER = click.option("--organisation", required=True, help="Short name or organisation number of the buyer.")
AS = click.option("--as", "login", required=True, help="Log-in name of the person who does it.")
APPLY = click.option("--apply", "really", is_flag=True, help="Do it; without this it only tells.")


@archive.command()
@click.argument("reference")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@BUYER
@AS
@click.option("--open", "is_open", is_flag=True, help="Not exempt from public access.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day it is made; today.")
@APPLY
def make(
    reference: str, out: Path, *, organisation: str, login: str, is_open: bool, as_of: object, really: bool
) -> None:
    """Make a message about contract REFERENCE with the files that are proposed, and write it to OUT as a zip."""
    from django.utils import timezone

    on = as_of.date() if hasattr(as_of, "date") else timezone.localdate()
    told = _archiver(organisation, login, reference)
    for title in told.titles(on=on):
        click.echo(f"  {title}")
    if not really:
        click.echo(gettext(N_("Nothing is made. Add --apply to make it.")))
        return
    key = told.make(out, is_open=is_open, on=on)
    click.echo(gettext(N_("%(key)s is in %(file)s.")) % {"key": key, "file": out})


@archive.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("reference")
@BUYER
@AS
@APPLY
def receipt(file: Path, reference: str, *, organisation: str, login: str, really: bool) -> None:
    """Read the archive's receipt FILE and keep its numbers on the message of contract REFERENCE that it answers."""
    from django.utils import timezone

    told = _archiver(organisation, login, reference)
    click.echo(told.answer(file, on=timezone.localdate(), really=really))
    if not really:
        click.echo(gettext(N_("Nothing is stored. Add --apply to store it.")))
