"""What is handed to the readers of a pay control, and what they say of each file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from ryddig.domain.problems import Problem

Progress = Callable[[str, int, int], None]
TOLD_MAX: Final = 200
TOLD_OF_ONE_CODE: Final = 25


@dataclass(frozen=True, slots=True)
class PayWords:
    """Words of the glossary, folded as headings are: heading -> field, and words for the values of some columns.

    `columns`: see pay_fields.FIELDS. `trades`, `categories`: codes of domain.pay_facts. `kinds`: kind of a line of a
    payslip. `grounds`: ground of a deduction. `cards`: kind of HMS card.
    """

    columns: Mapping[str, str]
    trades: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    grounds: Mapping[str, str] = field(default_factory=dict)
    cards: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileReading:
    """What became of a file, or of one sheet of a workbook.

    `number`: of table `files`; 0 when nothing could be read. `kind`: what it holds (pay_kinds.KINDS), `format`: how.
    `rows`: rows that were read; `rejected_rows`: rows that were not. `rejected`: what is wrong and where: rows and
    cells that were not read, then notes on what was skipped or decided by rule; at most TOLD_MAX. `counts`: code ->
    how often, all of them. `columns`: canonical column (`slips.rate`) -> heading. `missing`: canonical columns of the
    kind that no heading gave.
    """

    file: str
    number: int = 0
    kind: str = ""
    format: str = ""
    sha256: str = ""
    rows: int = 0
    rejected_rows: int = 0
    rejected: tuple[Problem, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """True when at least one row came through."""
        return self.rows > 0


class Asking(Protocol):
    """What `missing_for` needs to know of a check."""

    @property
    def id(self) -> str:
        """PAY-02."""

    @property
    def needs(self) -> tuple[str, ...]:
        """Canonical tables."""

    @property
    def reads(self) -> tuple[str, ...]:
        """Canonical columns."""


def missing_for(checks: Iterable[Asking], readings: Sequence[FileReading]) -> Mapping[str, tuple[str, ...]]:
    """For each check that lacks something: the tables (`cards`) that no file filled and the columns (`slips.rate`)
    that no file gave. A check that lacks nothing is left out."""
    given = {name for reading in readings if reading.usable for name in reading.columns}
    tables = {name.partition(".")[0] for name in given}
    found = {}
    for check in checks:
        lacks = [name for name in check.needs if name not in tables]
        lacks += [name for name in check.reads if name not in given and name.partition(".")[0] not in lacks]
        if lacks:
            found[check.id] = tuple(dict.fromkeys(lacks))
    return found


class Told:
    """Problems of one file, bounded: every code is counted, and the first of each are kept."""

    def __init__(self) -> None:
        self.kept: list[Problem] = []
        self.counts: dict[str, int] = {}

    def tell(self, problem: Problem) -> None:
        """Count the problem, and keep it while there is room for its code."""
        count = self.counts[problem.code] = self.counts.get(problem.code, 0) + 1
        if count <= TOLD_OF_ONE_CODE and len(self.kept) < TOLD_MAX:
            self.kept.append(problem)

    def count(self, code: str, more: int) -> None:
        """Count problems that are not kept."""
        if more > 0:
            self.counts[code] = self.counts.get(code, 0) + more

    def in_order(self) -> tuple[Problem, ...]:
        """What costs a row first, then notes, each in the order of the file."""
        return tuple(sorted(self.kept, key=lambda one: (not one.stops, one.where.row or 0)))


Paths = Sequence[Path]
