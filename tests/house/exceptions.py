"""The one list of exceptions, exceptions.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Final

from tests.house.tree import ROOT

LIST: Final = ROOT / "tests/house/exceptions.toml"


@dataclass(frozen=True)
class Exempt:
    """One named exception, how large it may be, and why."""

    kind: str
    name: str
    at_most: int
    reason: str


@cache
def exempt() -> dict[tuple[str, str], Exempt]:
    """Exceptions by kind and name."""
    rows = tomllib.loads(LIST.read_text(encoding="utf-8")).get("exception", [])
    read = [Exempt(**row) for row in rows]
    return {(one.kind, one.name): one for one in read}
