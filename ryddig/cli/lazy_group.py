"""A group of commands that imports one of them at a time, so that each starts fast."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """`offered`: command -> module and attribute."""

    def __init__(self, *args: Any, offered: Mapping[str, tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self._offered = offered

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self._offered, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._offered:
            return super().get_command(ctx, cmd_name)
        module, attribute = self._offered[cmd_name]
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}.{attribute} is not a click command")
        return command
