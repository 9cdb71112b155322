"""`ryddig register`: ask public registers about a supplier. Asks only what the settings turn on; stores nothing."""

from typing import Final

import click

from ryddig.cli.lazy_group import LazyGroup

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


@click.group(cls=LazyGroup, offered=COMMANDS)
def register() -> None:
    """Ask public registers about a supplier: who it is today, and what calls for a question."""
