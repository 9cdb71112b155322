"""What a pay control is given and gives back, as frozen values: the firm's facts, a finding, how much was tested."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ryddig.domain.judgement import NOTHING, CheckOutcome
from ryddig.domain.pay_facts import Trade
from ryddig.domain.time_limits import Agreement, WeekPlan


@dataclass(frozen=True, slots=True)
class Firm:
    """What is known of the firm and the contract beside the files. Unknown is None; no document shown means none.

    `number`: the employer's organisation number. `chain`: organisation numbers that may work on the contract, the
    employer's own included; empty when the chain is not known. `averaging`: ordinary hours are averaged by a written
    agreement. `average_weeks`: the agreed period. `sunday_average`: a written agreement averages Sundays off.
    `tariff_holiday`: the firm is bound by a tariff agreement with more holiday pay. `pension_due`: it must have
    occupational pension. `factor`: the contract's own factor of withholding. `skilled_percent`, `apprentice_percent`:
    least share of hours that the contract demands. `lodging_room`: `single` or `double`.
    """

    trade: Trade | None = None
    number: str = ""
    chain: tuple[str, ...] = ()
    agreement: Agreement = Agreement.NONE
    plan: WeekPlan = WeekPlan.ORDINARY
    averaging: bool | None = None
    average_weeks: int | None = None
    sunday_average: bool = False
    tariff_bound: bool | None = None
    tariff_holiday: bool = False
    pension_due: bool | None = None
    factor: int | None = None
    skilled_percent: int | None = None
    apprentice_percent: int | None = None
    lodging_room: str = "single"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding comes from: a file as it was given, rows `first` to `last` (as a person counts them, from 1), and
    the columns that were read, such as `D` or `hourly_rate`."""

    file: str
    first: int
    last: int
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check says of one worker and one period.

    `worker`: pseudonym, empty when it is about the firm. `found`, `due`: what was there and what had to be, in `unit`
    (ore, ore_per_hour, minutes, days, count, percent). `shortfall`: øre owed for certain, `in_question`: further øre
    if the question is answered against the employer; both exact. `why`: code of what is asked or missing.
    `arithmetic`: the sum in figures and signs, without words. `rules`: keys of the law entries used, `rule@from`.
    """

    check: str
    version: int
    worker: str
    first: date
    last: date
    outcome: CheckOutcome
    found: Fraction | None = None
    due: Fraction | None = None
    unit: str = "ore"
    shortfall: Fraction = NOTHING
    in_question: Fraction = NOTHING
    why: str = ""
    arithmetic: str = ""
    rules: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often a check gave an outcome, and why where it could not be tested. `missing`: canonical tables that no file
    filled, when that is why."""

    check: str
    outcome: CheckOutcome
    count: int
    why: str = ""
    missing: tuple[str, ...] = ()
