"""`ryddig manage work`, which `ryddig worker` and `ryddig serve` start."""

import os
from argparse import ArgumentParser
from typing import Final

from django.core.management.base import BaseCommand

from ryddig.worker.loop import Round

LESS_URGENT_THAN_PAGES: Final = 5


class Command(BaseCommand):
    """Do the jobs that wait, until told to stop."""

    help = "Do the jobs that wait, until told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--batch` for scripts, `--beside` for `ryddig serve`."""
        parser.add_argument("--batch", action="store_true", help="Do what waits, then end.")
        parser.add_argument("--beside", type=int, help="Stop when this process is gone.")

    def handle(self, *_arguments: object, batch: bool, beside: int | None, **_more: object) -> None:
        """Run."""
        if batch:
            Round().run_all()
        else:
            os.nice(LESS_URGENT_THAN_PAGES)
            Round(beside=beside).run()
