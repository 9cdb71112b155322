"""`ryddig spend`: what was bought from whom, held against the contracts, from files and without a database."""

from importlib import import_module
from typing import Final

import click

COMMANDS: Final = {"check": ("ryddig.cli.spend_check", "check")}


class SpendGroup(click.Group):
    """Imports one sub-command at a time, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, attribute = COMMANDS[cmd_name]
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}.{attribute} is not a click command")
        return command


@click.group(cls=SpendGroup)
def spend() -> None:
    """Hold invoices and ledgers against the contracts. Needs no database, and stores nothing but what you ask for."""
