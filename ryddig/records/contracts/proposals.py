"""A proposed contract as this room takes it in: the shape intake hands over, and the plain value kept until a person
says yes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from ryddig.domain.facts import ContractFacts
from ryddig.domain.findings import Finding
from ryddig.domain.notices import Cell
from ryddig.domain.problems import Problem, Where
from ryddig.domain.serial import facts_from_plain, plain


class Proposed(Protocol):
    """One proposed contract. `cells`: fact -> value, text as it stood, place."""

    @property
    def where(self) -> Where: ...
    @property
    def facts(self) -> ContractFacts: ...
    @property
    def cells(self) -> Mapping[str, Cell[object]]: ...
    @property
    def unit(self) -> str: ...
    @property
    def responsible(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def value_scope(self) -> str: ...
    @property
    def findings(self) -> tuple[Finding, ...]: ...
    @property
    def source(self) -> tuple[str, ...]: ...


class ReadFile(Protocol):
    """What came out of a file."""

    @property
    def format(self) -> str: ...
    @property
    def rows(self) -> Sequence[Proposed]: ...
    @property
    def problems(self) -> Sequence[Problem]: ...
    @property
    def sha256(self) -> str: ...
    @property
    def layout_key(self) -> str: ...
    @property
    def mapping(self) -> Sequence[object]: ...


SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed contract read back. `sources`: fact -> {source, at, raw}; `where` is the place in the file in plain
    values.

    `cleared`: columns that a person emptied in a form; a file never clears anything.
    """

    facts: ContractFacts
    unit: str = ""
    responsible: str = ""
    aliases: tuple[str, ...] = ()
    value_is_shared: bool = False
    sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    notes: tuple[Any, ...] = ()
    notices: tuple[str, ...] = ()
    where: Mapping[str, Any] = field(default_factory=dict)
    cleared: tuple[str, ...] = ()


def proposal_plain(row: Proposed, *, file_name: str) -> dict[str, Any]:
    """What is kept of a proposed contract, for JSON."""
    return {
        "facts": plain(row.facts),
        "unit": row.unit,
        "responsible": row.responsible,
        "aliases": list(row.aliases),
        "value_is_shared": row.value_scope == SHARED,
        "sources": {name: _source(cell, file_name) for name, cell in row.cells.items()},
        "notes": plain(row.findings),
        "notices": list(row.source),
        "where": plain(row.where),
    }


def _source(cell: Cell[object], file_name: str) -> dict[str, str]:
    return {"source": file_name, "at": cell.path, "raw": cell.raw}


def proposal_from_plain(stored: Mapping[str, Any]) -> Proposal:
    """The proposal read back from `proposal_plain`."""
    return Proposal(
        facts=facts_from_plain({"reference": "", **stored["facts"]}),
        value_is_shared=stored["value_is_shared"],
        unit=stored["unit"],
        responsible=stored["responsible"],
        aliases=tuple(stored["aliases"]),
        sources=stored["sources"],
        notes=tuple(stored["notes"]),
        notices=tuple(stored["notices"]),
        where=stored["where"],
    )
