"""What most commands ask for: the language for people, and which law is used."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

Command = Callable[..., None]
LANGUAGES: Final = ("nb", "nn", "en")
folder_option = click.option(
    "--folder",
    "folders",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    help="Folder with a buyer's own rules. May be given more than once.",
)


def law_options(command: Command) -> Command:
    """Which law is used: the national book, local layers, a buyer's own folders."""
    for option in (
        click.option("--layer", "layers", multiple=True, help="A local layer. May be given more than once."),
        folder_option,
    ):
        command = option(command)
    return command
