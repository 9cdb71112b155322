"""`ryddig register`: ask public registers about a supplier. Asks only what the settings turn on; stores nothing."""

from importlib import import_module
from importlib.util import find_spec
from typing import Final

import click

# command -> module and attribute; a command whose module is not installed is not offered
COMMANDS: Final = {
    "ask": ("ryddig.cli.register_ask", "ask"),
    "status": ("ryddig.cli.register_sources", "status"),
    "evidence": ("ryddig.cli.register_sources", "evidence"),
    "load": ("ryddig.cli.register_local", "load"),
    "find": ("ryddig.cli.register_local", "find"),
    "match": ("ryddig.cli.register_local", "match"),
    "watch": ("ryddig.cli.register_watch", "watch"),
    "read-export": ("ryddig.cli.register_files", "read_export_command"),
    "stand-in": ("ryddig.cli.register_standin", "stand_in"),
    "night": ("ryddig.cli.register_standin", "night"),
}


class RegisterGroup(click.Group):
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


@click.group(cls=RegisterGroup)
def register() -> None:
    """Ask public registers about a supplier: who it is today, and what calls for a question."""
