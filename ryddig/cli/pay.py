"""`ryddig pay`: control pay and working time from files, without a database. Nothing is stored but what you ask for."""

import gc
from typing import Final

import click

from ryddig.cli.lazy_group import LazyGroup

# The law and the code that reads it stay as long as the command runs. To look for what can be thrown away among them
# every few hundred objects is a tenth of the time until the first file is opened.
OBJECTS_BETWEEN_LOOKS: Final = 100_000
COMMANDS: Final = {
    "check": ("ryddig.cli.pay_check", "check"),
    "layouts": ("ryddig.cli.pay_layouts", "layouts"),
    "sample": ("ryddig.cli.pay_sample", "sample"),
    "demo-data": ("ryddig.cli.pay_demo_data", "demo_data"),
}


@click.group(cls=LazyGroup, offered=COMMANDS)
def pay() -> None:
    """Control pay and working time: recalculate from files, say why, in kroner. Needs no database."""
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS)
