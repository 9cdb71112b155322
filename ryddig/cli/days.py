"""Days on the command line."""

from datetime import date, datetime
from typing import Any

import click


class Day(click.ParamType[date]):
    """A day as `2026-07-01`."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401 - click's signature
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is not a day. Expected a day such as 2026-07-01.", param, ctx)


def today() -> date:
    """The day it is where the command runs."""
    return datetime.now().astimezone().date()
