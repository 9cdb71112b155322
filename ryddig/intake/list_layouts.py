"""What a person said of the columns of a source, kept in a YAML file and used again when the same headings come.

```yaml
layouts:
- name: Agresso 2025
  headings: [BA, Region, Bilagsdato]
  columns: {Region: voucher}
```

`columns`: heading → field; an empty field means that the column is not read. A layout holds for a list that has all its
`headings`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.lawbook.strict_yaml import Tree, YamlFault
from ryddig.lawbook.strict_yaml import read as read_yaml
from ryddig.tables.read.header import Header, fold_heading
from ryddig.tables.read.limits import read_bounded
from ryddig.tables.read.raw import letter

MAX_BYTES: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class ListLayout:
    """One remembered layout."""

    name: str
    headings: tuple[str, ...]
    columns: Mapping[str, str]

    def fits(self, header: Header) -> bool:
        """Whether the list has all the headings."""
        given = {fold_heading(heading.shown) for heading in header.headings}
        return bool(self.headings) and given.issuperset(map(fold_heading, self.headings))


@dataclass(frozen=True, slots=True)
class Layouts:
    """Layouts by what a person said before, and the letters said now, which win: `{"B": "voucher"}`."""

    remembered: tuple[ListLayout, ...] = ()
    now: Mapping[str, str] | None = None

    def chosen(self, header: Header) -> dict[str, str]:
        """Letter → field for this list."""
        fitting = next((layout for layout in self.remembered if layout.fits(header)), None)
        said = {fold_heading(heading): name for heading, name in (fitting.columns if fitting else {}).items()}
        folded = ((letter(at), fold_heading(heading.shown)) for at, heading in enumerate(header.headings))
        return {place: said[heading] for place, heading in folded if heading in said} | dict(self.now or {})


def read_layouts(path: Path) -> tuple[ListLayout, ...]:
    """The layouts of a file; none when it does not exist yet. Raises UserCanFix with the line that is wrong."""
    if not path.exists():
        return ()
    text = read_bounded(path, MAX_BYTES).decode("utf-8", "replace")
    try:
        tree = read_yaml(text) if text.strip() else {}
    except YamlFault as fault:
        raise _wrong(path, f"line {fault.line}") from fault
    listed = tree.get("layouts", ()) if isinstance(tree, dict) else None
    if not isinstance(listed, tuple):
        raise _wrong(path, "layouts")
    return tuple(_layout(path, one) for one in listed)


def _layout(path: Path, tree: Tree) -> ListLayout:
    if not isinstance(tree, dict) or not set(tree) <= {"name", "headings", "columns"}:
        raise _wrong(path, "layouts")
    headings, columns = tree.get("headings"), tree.get("columns")
    if not isinstance(headings, tuple) or not isinstance(columns, dict):
        raise _wrong(path, str(tree.get("name", "layouts")))
    said = {str(heading): "" if name is None else str(name) for heading, name in columns.items()}
    return ListLayout(str(tree.get("name", "")), tuple(map(str, headings)), said)


def remember(path: Path, layouts: tuple[ListLayout, ...], new: ListLayout) -> None:
    """Write the layouts with `new`, which takes the place of one with the same headings."""
    kept = [one for one in layouts if set(map(fold_heading, one.headings)) != set(map(fold_heading, new.headings))]
    told = [{"name": one.name, "headings": list(one.headings), "columns": dict(one.columns)} for one in (new, *kept)]
    path.write_text(yaml.safe_dump({"layouts": told}, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _wrong(path: Path, what: str) -> UserCanFix:
    return UserCanFix(
        "layout.wrong_list",
        N_("The layout file %(file)s cannot be used: %(what)s is wrong."),
        hint=N_("Each layout has name, headings and columns; the shape stands in docs/how-to/spend.md."),
        params={"file": path.name, "what": what},
    )
