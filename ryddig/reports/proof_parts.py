"""What the chapters of the proof are put together from."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Protocol

from django.utils.translation import gettext

from ryddig.domain.words import Words
from ryddig.reports.document import Grid, Section
from ryddig.reports.formats import day, language

Row = tuple[str, ...]


class Named(Protocol):
    """Something of the lawbook with a name."""

    @property
    def name(self) -> Words: ...


def chapter(
    name: str, rows: Iterable[Row], *, none: str, head: Row, widths: tuple[int, ...], text: str = ""
) -> Section:
    """A chapter with one table; `none` is what it says when there is nothing to tell."""
    shown = tuple(rows)
    if not shown:
        return Section(name, none)
    return Section(name, text, (Grid(head, shown, widths),))


def by(person: object, on: date | None) -> str:
    """Who and when, on one line; Ryddig itself where there is nobody."""
    who = str(person) if person is not None else "Ryddig"
    return f"{who}, {day(on, 'short')}" if on else who


def lines(*parts: str) -> str:
    """What is told, each on its own line."""
    return "\n".join(part for part in parts if part)


def dated(text: str, on: date | None) -> str:
    """A word and its day; nothing without a day."""
    return f"{text} {day(on, 'short')}" if on else ""


def stretch(first: date | None, last: date | None) -> str:
    """From and to."""
    if first is None or last is None:
        return ""
    return day(first, "short") if last - first < timedelta(days=1) else f"{day(first, 'short')} – {day(last, 'short')}"


def library_name(held: Mapping[str, Named], code: str) -> str:
    """What a document or a questionnaire is called; its id when this book does not hold it."""
    found = held.get(code)
    return found.name.in_language(language()) if found is not None else code


def lawbook(version: str) -> str:
    """Under which version of the lawbook."""
    return gettext("lawbook %(version)s") % {"version": version} if version else ""
