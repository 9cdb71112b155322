"""`ryddig pay`: control pay and working time from files, without a database. Nothing is stored but what you ask for."""

from importlib import import_module
from importlib.util import find_spec
from typing import Final

import click

# command -> module and attribute; a command whose module is not installed is not offered
COMMANDS: Final = {
    "check": ("ryddig.cli.pay_check", "check"),
    "layouts": ("ryddig.cli.pay_layouts", "layouts"),
    "sample": ("ryddig.cli.pay_sample", "sample"),
    "demo-data": ("ryddig.cli.pay_demo_data", "demo_data"),
}


class PayGroup(click.Group):
    """Imports one sub-command at a time, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        own = [name for name, (module, _) in COMMANDS.items() if find_spec(module) is not None]
        return [*own, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module, attribute = COMMANDS[cmd_name]
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}.{attribute} is not a click command")
        return command


@click.group(cls=PayGroup)
def pay() -> None:
    """Control pay and working time: recalculate from files, say why, in kroner. Needs no database."""
