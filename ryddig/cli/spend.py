"""`ryddig spend`: what was bought from whom, held against the contracts, from files and without a database."""

from typing import Final

import click

from ryddig.cli.lazy_group import LazyGroup

COMMANDS: Final = {"check": ("ryddig.cli.spend_check", "check")}


@click.group(cls=LazyGroup, offered=COMMANDS)
def spend() -> None:
    """Hold invoices and ledgers against the contracts. Needs no database, and stores nothing but what you ask for."""
