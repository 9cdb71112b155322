"""The options of commands that read lists with unknown headings: columns said now, and layouts remembered."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click

from ryddig.intake.list_layouts import Layouts, ListLayout, read_layouts, remember
from ryddig.intake.sheet_lists import ListKind, SheetList

Command = Callable[..., Any]
OPTIONS: Final = (
    click.option(
        "--map",
        "said",
        multiple=True,
        metavar="LETTER=FIELD",
        help="Read column LETTER as FIELD; LETTER= skips it. Holds for every list in the call.",
    ),
    click.option(
        "--layout",
        type=click.Path(dir_okay=False, path_type=Path),
        help="YAML file with the layouts of your sources. What --map says is remembered here for the next time.",
    ),
)


def list_options(command: Command) -> Command:
    """`--map` and `--layout`."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def layouts_of(said: Sequence[str], layout: Path | None, kinds: Sequence[ListKind]) -> Layouts:
    """The options as layouts. Raises UserCanFix for a broken file, BadParameter for an unknown field."""
    return Layouts(read_layouts(layout) if layout else (), columns_said(said, kinds))


def columns_said(said: Sequence[str], kinds: Sequence[ListKind]) -> Mapping[str, str]:
    """`B=voucher` … as letter → field."""
    known = sorted({name for kind in kinds for name in kind.fields})
    columns: dict[str, str] = {}
    for pair in said:
        letter, sign, field = pair.partition("=")
        if not (sign and letter.isalpha()):
            raise click.BadParameter(f"{pair} should look like B={known[0]}", param_hint="--map")
        if field and field not in known:
            raise click.BadParameter(f"{field} is not a field. Known: {', '.join(known)}", param_hint="--map")
        columns[letter.upper()] = field
    return columns


def remember_said(layout: Path | None, layouts: Layouts, lists: Sequence[SheetList]) -> bool:
    """Keep what was said of the columns in the layout file. False when there was nothing to keep."""
    if layout is None or not layouts.now:
        return False
    kept = layouts.remembered
    for one in lists:
        headings = tuple(match.header for match in one.columns if match.header)
        columns = {match.header: match.field for match in one.columns if match.letter in layouts.now and match.header}
        if columns:
            remember(layout, kept, ListLayout(f"{one.kind} {one.file}".strip(), headings, columns))
            kept = read_layouts(layout)
    return True
