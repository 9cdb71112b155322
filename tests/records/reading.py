"""What intake hands over, built by hand: one file with rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ryddig.domain.facts import ContractFacts
from ryddig.domain.findings import Finding
from ryddig.domain.notices import Cell
from ryddig.domain.problems import Problem, Where

PLACE = Where("register.xlsx", "Ark1", 2)


@dataclass(frozen=True, slots=True)
class Row:
    """A proposed contract."""

    facts: ContractFacts
    unit: str = ""
    responsible: str = ""
    aliases: tuple[str, ...] = ()
    value_scope: str = "own"
    where: Where = PLACE
    cells: Mapping[str, Cell[object]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read."""

    rows: Sequence[Row]
    problems: Sequence[Problem] = ()
    format: str = "xlsx"
    sha256: str = "0" * 64
    layout_key: str = "layout"
    mapping: Sequence[object] = ()


def cell(value: object, path: str = "Ark1!B2") -> Cell[object]:
    return Cell(value, str(value), path)


def problem() -> Problem:
    return Problem(
        "cell.not_a_date", "%(found)s is not a date.", Where("register.xlsx", "Ark1", 7, "Slutt"), "31.02.2027"
    )
