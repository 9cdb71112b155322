"""`ryddig pay`: control pay and working time from files, without a database. Nothing is stored but what you ask for."""

from typing import Final

import click

from ryddig.cli.lazy_group import LazyGroup

COMMANDS: Final = {
    "check": ("ryddig.cli.pay_check", "check"),
    "layouts": ("ryddig.cli.pay_layouts", "layouts"),
    "sample": ("ryddig.cli.pay_sample", "sample"),
    "demo-data": ("ryddig.cli.pay_demo_data", "demo_data"),
}


@click.group(cls=LazyGroup, offered=COMMANDS)
def pay() -> None:
    """Control pay and working time: recalculate from files, say why, in kroner. Needs no database."""
