"""What the reports of a pay control are made of. They read, count and write; they never judge."""

from dataclasses import dataclass, field
from datetime import date

from duckdb import DuckDBPyConnection

from ryddig.domain.law import Status
from ryddig.domain.pay_control import Coverage
from ryddig.tables.payroll.run import Control
from ryddig.tables.read.pay_reading import FileReading


@dataclass(frozen=True, slots=True)
class Sums:
    """What findings come to, in whole øre, of one worker or of the firm. `wage_ore`: PAY-02 to PAY-05."""

    wage_ore: int = 0
    holiday_pay_ore: int = 0
    pension_ore: int = 0
    in_question_ore: int = 0

    @property
    def saving_ore(self) -> int:
        """What the employer saved."""
        return self.wage_ore + self.holiday_pay_ore + self.pension_ore


@dataclass(frozen=True, slots=True)
class PaySums:
    """The sums of each worker with something owed or in question, most owed first, and of the firm.

    `factor`: of the proposed withholding, None without one; `factor_status`: how sure it is, None where the contract
    states it.
    """

    workers: tuple[tuple[str, Sums], ...] = ()
    firm: Sums = Sums()
    factor: int | None = None
    factor_status: Status | None = None

    @property
    def withholding_ore(self) -> int | None:
        """What is proposed withheld until the correction is documented."""
        return None if self.factor is None else self.factor * self.firm.saving_ore


@dataclass(frozen=True, slots=True)
class OtherReading:
    """A figure counted in another usual way, such as by calendar day, beside our own: what was counted, how many."""

    name: str
    count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class PayReport:
    """A finished control. `db` holds the canonical tables, `law` and `findings`. `asked_by`: for whom it is made, may
    be empty. `notes`: what the door has to say of the run (days taken from the files, rows outside), in words."""

    db: DuckDBPyConnection
    control: Control
    coverage: tuple[Coverage, ...]
    files: tuple[FileReading, ...]
    sums: PaySums
    made_on: date
    readings: tuple[OtherReading, ...] = ()
    asked_by: str = ""
    notes: tuple[str, ...] = field(default=())
