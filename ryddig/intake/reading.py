"""What came out of the files: proposed contracts, how columns were understood, and everything that is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from ryddig.domain.facts import ContractFacts
from ryddig.domain.findings import Finding
from ryddig.domain.notice_chain import Chain
from ryddig.domain.notice_findings import NoticeFinding
from ryddig.domain.notices import Cell
from ryddig.domain.problems import Problem, Where
from ryddig.intake.mapping import ColumnMatch


class Format(StrEnum):
    """What a file turned out to be, by extension and content."""

    XLSX = "xlsx"
    CSV = "csv"
    NOTICE = "notice"
    OCDS = "ocds"
    UNKNOWN = "unknown"


class ValueScope(StrEnum):
    """Whose amount `value_ore` is: this contract's own, or one that all contracts of the procurement share.

    Thresholds are tested against the whole procurement, so parts carry the shared value; it must never be added up.
    """

    OWN = "own"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class NamedBytes:
    """A file that is already in memory: its name as the user gave it, and its bytes."""

    name: str
    content: bytes


Given = NamedBytes | Path


@dataclass(frozen=True, slots=True)
class ProposedContract:
    """A contract as a file tells it. Nothing is stored.

    `cells`: fact -> value, text as it stood and place. `findings`: what a notice or join lets us see beyond the facts.
    `source`: the notices it rests on, announcement first. `value_scope`: see ValueScope.
    """

    where: Where
    facts: ContractFacts
    cells: Mapping[str, Cell[object]] = field(default_factory=dict)
    unit: str = ""
    responsible: str = ""
    aliases: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    source: tuple[str, ...] = ()
    value_scope: ValueScope = ValueScope.OWN


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet that was read as a list of contracts."""

    file: str
    sheet: str
    header_row: int
    columns: tuple[ColumnMatch, ...]
    layout_key: str
    rows_read: int
    rows_broken: int


@dataclass(frozen=True, slots=True)
class ChainRead:
    """Notices of one procurement with why they belong together, and what a person should look at in them."""

    chain: Chain
    findings: tuple[NoticeFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything from one set of files. `sha256` is of the file, or of the files' digests when there are several."""

    format: Format
    rows: tuple[ProposedContract, ...]
    problems: tuple[Problem, ...]
    sha256: str
    tables: tuple[Table, ...] = ()
    chains: tuple[ChainRead, ...] = ()

    @property
    def mapping(self) -> tuple[ColumnMatch, ...]:
        """The columns of the first table; empty for notices."""
        return self.tables[0].columns if self.tables else ()

    @property
    def headers(self) -> tuple[str, ...]:
        """The headings of the first table."""
        return tuple(match.header for match in self.mapping)

    @property
    def layout_key(self) -> str:
        """Key under which a chosen mapping of the first table can be remembered; empty for notices."""
        return self.tables[0].layout_key if self.tables else ""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that must be mended first."""
        return tuple(problem for problem in self.problems if problem.stops)

    @property
    def storable(self) -> bool:
        """True when there is something to store and nothing is wrong: storing is all or nothing."""
        return bool(self.rows) and not self.errors
