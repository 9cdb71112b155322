"""What an OCDS package holds that a contract register needs. Paths are JSON pointers into the file."""

from dataclasses import dataclass
from datetime import date

from ryddig.domain.facts import ContractKind
from ryddig.domain.notices import Amount, Cell
from ryddig.domain.problems import Problem


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation. `orgnr` only when a number that passes stands under a Norwegian scheme.

    `identifiers` are all its numbers as `scheme:id`, as they stood. Contact points are never read.
    """

    id: str
    name: Cell[str] | None = None
    roles: tuple[str, ...] = ()
    orgnr: Cell[str] | None = None
    identifiers: tuple[Cell[str], ...] = ()
    country: Cell[str] | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """From, to, the last day with all extensions, and the length in days where it is given."""

    starts_on: Cell[date] | None = None
    ends_on: Cell[date] | None = None
    last_day: Cell[date] | None = None
    days: Cell[int] | None = None


@dataclass(frozen=True, slots=True)
class Award:
    """One award with its suppliers."""

    id: str
    path: str
    title: Cell[str] | None = None
    status: Cell[str] | None = None
    decided_on: Cell[date] | None = None
    value: Cell[Amount] | None = None
    suppliers: tuple[Party, ...] = ()
    period: Period = Period()


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract. `award` is None when the file does not say which award it came from."""

    id: str
    path: str
    award: Award | None = None
    title: Cell[str] | None = None
    status: Cell[str] | None = None
    signed_on: Cell[date] | None = None
    value: Cell[Amount] | None = None
    period: Period = Period()
    references: tuple[Cell[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """One state of one contracting process (`ocid`)."""

    path: str
    ocid: Cell[str] | None = None
    id: Cell[str] | None = None
    tags: tuple[str, ...] = ()
    released_on: Cell[date] | None = None
    buyer: Party | None = None
    title: Cell[str] | None = None
    kind: Cell[ContractKind] | None = None
    cpv: tuple[Cell[str], ...] = ()
    estimate: Cell[Amount] | None = None
    low: Cell[Amount] | None = None
    period: Period = Period()
    awards: tuple[Award, ...] = ()
    contracts: tuple[Contract, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """A file: its releases (of a record package the compiled one, else the newest) and every fault found."""

    name: str
    digest: str
    releases: tuple[Release, ...]
    faults: tuple[Problem, ...]
