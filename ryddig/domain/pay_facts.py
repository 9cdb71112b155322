"""What is known of a worker's day and month when pay is controlled, as frozen facts. Unknown is None, never a guess.

Time is whole minutes, money is øre; money per hour and hours from a payslip are exact fractions.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Trade(StrEnum):
    """The trades with a general application regulation (allmenngjoringsforskrift)."""

    CONSTRUCTION = "construction"
    CLEANING = "cleaning"
    HOSPITALITY = "hospitality"
    ELECTRO = "electro"
    SHIPYARD = "shipyard"
    FISH = "fish"
    AGRICULTURE = "agriculture"
    ROAD_GOODS = "road_goods"
    COACH = "coach"
    CAR = "car"


class ShiftPlan(StrEnum):
    """Day work, two or three shifts, or continuous shifts."""

    DAY = "day"
    TWO = "two"
    THREE = "three"
    CONTINUOUS = "continuous"


class TripDay(StrEnum):
    """Which day of a trip of several days; `none` for other work."""

    NONE = "none"
    FIRST = "first"
    MIDDLE = "middle"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Work:
    """Who does what, where the law asks: trade, category as the employer states it, and what may change the rate.

    `category`: a code of the trade in `pay_categories.py`, empty when nobody states it. `experience_from`: first day of
    experience in the trade (seniority in the firm for agriculture and fish). `outside`: apprentice or on a
    labour-market scheme. `tariff_bound`: the firm is bound by a tariff agreement. `stockman`: stockman or relief worker
    in a fixed rota. `vehicle_kg`: permitted total weight of the vehicle.
    """

    trade: Trade | None = None
    category: str = ""
    born_on: date | None = None
    experience_from: date | None = None
    outside: bool = False
    tariff_bound: bool | None = None
    plan: ShiftPlan = ShiftPlan.DAY
    stockman: bool = False
    vehicle_kg: int | None = None
    own_goods: bool = False

    def age(self, on: date) -> int | None:
        """Whole years on the day; None when the birth date is not known."""
        if self.born_on is None:
            return None
        had_birthday = (on.month, on.day) >= (self.born_on.month, self.born_on.day)
        return on.year - self.born_on.year - (0 if had_birthday else 1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Minutes of work of one kind, breaks left out.

    `night`: between the hours of night work. `rest_day`: on a Sunday or public holiday. `shift`: which shift of the
    plan or which hours of it, where the trade pays by that: second, third, after_24, before_rest_day, eve.
    """

    minutes: int
    overtime: bool = False
    night: bool = False
    rest_day: bool = False
    shift: str = ""


@dataclass(frozen=True, slots=True)
class WorkerDay:
    """The work of one worker on one calendar day; hours after midnight belong to the next.

    `away`: a night away from home is needed.
    """

    worked_on: date
    work: Work
    stretches: tuple[Stretch, ...]
    trip: TripDay = TripDay.NONE
    away: bool = False

    @property
    def minutes(self) -> int:
        """All minutes worked."""
        return sum(stretch.minutes for stretch in self.stretches)

    @property
    def overtime(self) -> int:
        """Minutes of overtime among them."""
        return sum(stretch.minutes for stretch in self.stretches if stretch.overtime)


class PayKind(StrEnum):
    """What a line of a payslip pays for."""

    ORDINARY = "ordinary"
    FIXED_SUPPLEMENT = "fixed_supplement"
    OVERTIME_SUPPLEMENT = "overtime_supplement"
    NIGHT = "night"
    SHIFT = "shift"
    AWAY = "away"
    WEEKEND = "weekend"
    HOLIDAY_PAY = "holiday_pay"
    REFUND = "refund"
    POSTING_ALLOWANCE = "posting_allowance"


@dataclass(frozen=True, slots=True)
class PayLine:
    """One line of a payslip: øre paid, and for how many minutes where it says so.

    The overtime supplement is what comes on top of the ordinary pay for the hour. `counts_as_pay`: what the contract
    says of a posting allowance; None when it says nothing.
    """

    kind: PayKind
    ore: int
    minutes: Fraction | None = None
    counts_as_pay: bool | None = None


@dataclass(frozen=True, slots=True)
class Payslip:
    """One payslip for the days `first` to `last`, both included.

    `rate`: øre per ordinary hour as stated. `hours` and `overtime_hours` in minutes, as the slip counts them.
    `overtime_percent`: the supplement as stated in per cent. `gross_ore`: everything paid for the work, refunds and
    holiday pay left out. `lines` may be empty: then only what the other fields say is known.
    """

    first: date
    last: date
    rate: Fraction | None = None
    ordinary_minutes: Fraction | None = None
    overtime_minutes: Fraction | None = None
    overtime_percent: Fraction | None = None
    gross_ore: int | None = None
    month_ore: int | None = None
    lines: tuple[PayLine, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkerMonth:
    """A payslip and the days it pays for. `days` is empty when there is no timesheet; then `work` says who it is.

    `averaging`: whether ordinary hours are averaged by a written agreement; None while no document tells.
    """

    payslip: Payslip
    work: Work
    days: tuple[WorkerDay, ...] = ()
    averaging: bool | None = None
