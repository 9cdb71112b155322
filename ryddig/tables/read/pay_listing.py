"""Lists that Python takes out of a file that is no table: fixed width, a-melding, Tripletex, payslips in PDF."""

from collections.abc import Iterable
from dataclasses import dataclass

from ryddig.domain.problems import Problem
from ryddig.tables.read.pay_stage import Row


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of one kind. `part`: what it is called within the file. `names`: the fields of the cells, in order.
    `weak`: lines that only count where no payslip of the worker and period is given otherwise."""

    kind: str
    part: str
    names: tuple[str, ...]
    rows: Iterable[Row]
    told: tuple[Problem, ...] = ()
    weak: bool = False
    decimal: str = "."
