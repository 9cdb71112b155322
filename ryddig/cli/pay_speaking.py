"""The language of a command that needs no database: translations alone, without the records of Ryddig."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from ryddig.domain.errors import UserCanFix

LOCALES: Final = Path(__file__).resolve().parent.parent / "site" / "locale"
WIDTH: Final = 28


def speak_without_records(language: str) -> None:
    """Make translations ready. Settings that are already there are kept."""
    from django.apps import apps
    from django.conf import settings
    from django.utils import translation

    if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
        settings.configure(
            USE_I18N=True, LANGUAGE_CODE="nb", LOCALE_PATHS=[LOCALES], USE_TZ=True, TIME_ZONE="Europe/Oslo"
        )
    apps.populate(settings.INSTALLED_APPS)  # as much of django.setup() as translations need: the rest is a third second
    translation.activate(language)


def said(error: UserCanFix) -> str:
    """An error in the language in use, with its code. What was expected is a text of the interface too."""
    from django.utils.translation import gettext

    expected = error.params.get("expected")
    params = {**error.params, "expected": gettext(str(expected))} if expected else dict(error.params)
    sentences = " ".join(gettext(text) % params for text in (error.message, error.hint) if text)
    place = f"{error.where}: " if error.where else ""
    return f"{place}{sentences} [{error.code}]"


class Bar:
    """A bar on stderr that moves while files are read, checks are made and reports written; nothing when the output is
    no terminal."""

    def __init__(self, *, shown: bool | None = None) -> None:
        self._shown = sys.stderr.isatty() if shown is None else shown

    def named(self, label: str) -> Callable[[str, int, int], None]:
        """What to call while one part of the work goes on."""

        def tell(name: str, done: int, of: int) -> None:
            if self._shown and of:
                filled = WIDTH * done // of
                bar = "█" * filled + "░" * (WIDTH - filled)
                click.echo(f"\r\x1b[K{label:<12} {bar} {done}/{of} {name[:40]}", err=True, nl=False)

        return tell

    def end(self) -> None:
        """Take the bar away."""
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)
