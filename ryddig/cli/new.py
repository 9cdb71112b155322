"""`ryddig new`: the files of something new, ready to be filled in. A dry run until --apply."""

import re
import unicodedata
from pathlib import Path

import click

import ryddig
from ryddig.cli.new_check import FAMILIES, NewCheck, files_of
from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_

CODE = re.compile(r"^(PAY|TIME|OTP|HMS|RF)-([0-9]{2})$")


@click.group()
def new() -> None:
    """Make the files of something new. Nothing is written without --apply."""


@new.command()
@click.argument("code", metavar="ID")
@click.argument("name")
@click.option("--apply", "write", is_flag=True, help="Write the files. Without it they are only listed.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=lambda: Path(ryddig.__file__).resolve().parent.parent,
    help="The checkout. Default: the one that runs.",
)
def check(*, code: str, name: str, write: bool, root: Path) -> None:
    """Make the files of a check of the pay control: `ryddig new check TIME-15 "Rest after night work"`. NAME is English
    and becomes the name of the file."""
    wanted = new_check(code, name)
    found = files_of(wanted, root)
    for path, text in found.items():
        target = root / path
        action = "add to" if target.exists() else "new   "
        click.echo(f"  {action} {path}")
        if write:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    click.echo("Written." if write else "Nothing is written. Add --apply to write the files.")
    click.echo(
        "Fill in every FILL-IN; `ryddig lawbook lint` names the source, and the golden pair tells what is judged."
    )


def new_check(code: str, name: str) -> NewCheck:
    """What was asked for. Raises UserCanFix for an id or a name that cannot be used."""
    found, slug = CODE.match(code), slug_of(name)
    if found is None:
        raise UserCanFix(
            "new.check_id",
            N_("“%(code)s” is not the id of a check."),
            hint=N_("Write it as TIME-15: one of %(families)s, a hyphen and two digits."),
            params={"code": code, "families": ", ".join(FAMILIES)},
        )
    if not slug:
        raise UserCanFix(
            "new.check_name", N_("The name has no letters."), hint=N_("Give an English name of a few words.")
        )
    return NewCheck(found[1], found[2], name.strip(), slug)


def slug_of(name: str) -> str:
    """`Rest after night work` as `rest_after_night_work`."""
    plain = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("æ", "ae")).encode("ascii", "ignore").decode()
    return "_".join(re.findall(r"[a-z0-9]+", plain.lower()))
