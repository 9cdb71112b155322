"""Rows of demonstration data, as a supplier would write them: one class for each list that is handed over."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

DEDUCTION, LODGING, DAMAGE, FIXED = "Trekk", "Bolig", "Skade", "Fast tillegg"


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift on the timesheet. `break_minutes` None: not written down."""

    number: str
    starts: datetime
    ends: datetime
    break_minutes: int | None
    overtime: int = 0
    site: str = ""
    away: bool = False

    @property
    def day(self) -> date:
        """The day it is booked on."""
        return self.starts.date()

    @property
    def minutes(self) -> int:
        """Worked, the break left out."""
        return (self.ends - self.starts) // timedelta(minutes=1) - (self.break_minutes or 0)


@dataclass(frozen=True, slots=True)
class Slip:
    """A payslip. Amounts in øre, hours in minutes."""

    number: str
    first: date
    last: date
    rate: int
    ordinary: int | None
    overtime: int
    overtime_percent: int | None
    gross: int
    deducted: int
    tax: int
    holiday_basis: int | None
    holiday_pay: int | None
    pension: int
    paid_on: date
    issued_on: date | None
    account: str
    employer: str
    category: str

    @property
    def net(self) -> int:
        """What is paid out."""
        return self.gross - self.tax - self.deducted


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a payslip, by the words of a payroll system. `agreed_on`: day of a written agreement to deduct."""

    number: str
    first: date
    last: date
    kind: str
    ore: int
    minutes: int | None = None
    ground: str = ""
    agreed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment as the bank shows it. `holder`: employee number of the account's owner, or a name."""

    number: str
    paid_on: date
    ore: int
    account: str
    holder: str
    cash: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """An HMS card. `photo`: the person was the one in the photo."""

    number: str
    card: str
    employer: str
    issued_on: date | None
    expires_on: date | None
    seen_on: date | None
    photo: bool | None = True


@dataclass(frozen=True, slots=True)
class Seen:
    """A person on a site list with the times of the gate."""

    number: str
    name: str
    site: str
    employer: str
    card: str
    enters: datetime
    leaves: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """A month of pension in the provider's confirmation."""

    number: str
    provider: str
    first: date
    last: date
    pay: int
    contribution: int
    paid_on: date | None


@dataclass(frozen=True, slots=True)
class Employment:
    """An employment in the register of employers and employees."""

    number: str
    name: str
    employer: str
    first: date
    last: date | None
    share: int = 100


@dataclass(frozen=True, slots=True)
class Contract:
    """A written employment contract."""

    number: str
    employer: str
    signed_on: date
    starts_on: date
    category: str
    rate: int
    pay_times: int | None = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """A work plan: when it was made known and which days it is for."""

    told_on: date
    starts_on: date
    last: date


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a control must find: `number` of the worker (empty: the firm), the days of the finding, the
    outcome, and what is owed for certain in øre."""

    check: str
    number: str
    first: date
    last: date
    outcome: str
    ore: int = 0
