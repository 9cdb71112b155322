"""What the `contracts` commands share: days, fields for columns, files in folders, progress, language."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import click

from ryddig.cli.days import Day, today
from ryddig.cli.law_options import LANGUAGES, Command
from ryddig.domain.facts import BuyerKind
from ryddig.intake.fields import field_of
from ryddig.intake.spreadsheet import ANY_LAYOUT

NOTICE_ENDINGS: Final = (".xml", ".json")
MANY_FILES: Final = 40


def reading_options(command: Command) -> Command:
    """The options of every command that reads files."""
    for option in (
        click.option("--on", type=Day(), default=today, help="The day things are judged on. Default: today."),
        click.option(
            "--map",
            "chosen",
            multiple=True,
            metavar="LETTER=FIELD",
            help="Read column LETTER as FIELD; LETTER= skips it.",
        ),
        click.option(
            "--buyer-kind",
            type=click.Choice([kind.value for kind in BuyerKind]),
            help="Kind of buyer, where the file does not tell.",
        ),
        click.option(
            "--lang", type=click.Choice(LANGUAGES), default="nb", show_default=True, help="Language for people."
        ),
    ):
        command = option(command)
    return command


def columns_chosen(chosen: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    """`F=value_ore` … as the mapping that reading takes; it holds for every list in the call."""
    columns: dict[str, str] = {}
    for pair in chosen:
        letter, sign, field = pair.partition("=")
        if not (sign and letter.isalpha()):
            raise click.BadParameter(f"{pair} should look like F=value_ore", param_hint="--map")
        if field and field_of(field) is None:
            raise click.BadParameter(f"{field} is not a field; see docs/how-to/import-contracts.md", param_hint="--map")
        columns[letter.upper()] = field
    return {ANY_LAYOUT: columns} if columns else {}


def buyer_kind_of(name: str | None) -> BuyerKind | None:
    """The kind of buyer of the option."""
    return BuyerKind(name) if name else None


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The files given; a folder stands for the notices in it."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files.extend(sorted(file for file in path.iterdir() if file.suffix.lower() in NOTICE_ENDINGS))
        else:
            files.append(path)
    return files


class Progress:
    """A bar on stderr while much is read; nothing when the output is not a terminal."""

    def __init__(self, label: str) -> None:
        self._label = label

    def __call__(self, done: int, of: int) -> None:
        if of < MANY_FILES or not sys.stderr.isatty():
            return
        click.echo(f"\r{self._label} {done}/{of}", err=True, nl=done == of)


def speak(language: str) -> None:
    """Make Django's translations ready. Needs no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryddig.site.settings")
    import django
    from django.utils import translation

    django.setup()
    translation.activate(language)
