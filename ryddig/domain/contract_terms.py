"""A contract's own terms with amounts, and what they come to day by day: withholding, daily penalty, fixed sum, bonus.

A sum is computed from a term that a person has read in the contract, and from nothing else. What is commonly agreed is
never a figure here. Where a fact is missing the result names it and has no amount.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.judgement import round_ore
from ryddig.domain.public_holidays import is_working_day
from ryddig.domain.words import N_


class TermKind(StrEnum):
    """What the term lets the buyer do, or gives the supplier."""

    WITHHOLDING = "withholding"
    DAILY_PENALTY = "daily_penalty"
    FIXED_SUM = "fixed_sum"
    BONUS = "bonus"


class Basis(StrEnum):
    """What the figure is: øre, a part of the contract sum, or how many times the employer's saving."""

    ORE = "ore"
    OF_SUM = "of_sum"
    TIMES_SAVING = "times_saving"


class Per(StrEnum):
    """What the amount is for. A working day is Monday to Friday, and Saturday where the contract counts it."""

    ONCE = "once"
    DAY = "day"
    WORKING_DAY = "working_day"
    BREACH = "breach"
    WORKER = "worker"


class Starts(StrEnum):
    """The day the term counts from."""

    DEADLINE = "deadline"
    NOTICE = "notice"
    BREACH = "breach"
    DECISION = "decision"


DAYS: Final = frozenset({Per.DAY, Per.WORKING_DAY})
COUNTS: Final[Mapping[Per, str]] = {Per.BREACH: "breaches", Per.WORKER: "workers"}
MOST_DAYS: Final = 3660
LONGEST_WAIT: Final = 365


@dataclass(frozen=True, slots=True)
class TermFacts:
    """What a term says. `figure`: øre, a part of the contract sum (0.001 is 1 ‰), or a factor, as `basis` tells.

    A term that starts from the deadline counts from the day after it; from any other day, from that day. `days_after`
    is added. `floor_ore`: least for each day. `cap_ore`, `cap_of_sum`: most altogether; the lower one holds.
    `saturdays`: the contract's working day includes Saturday. `text` is the contract's own; `place` where it stands.
    """

    kind: TermKind
    basis: Basis
    figure: Decimal
    per: Per
    starts: Starts = Starts.DEADLINE
    days_after: int = 0
    floor_ore: int | None = None
    cap_ore: int | None = None
    cap_of_sum: Decimal | None = None
    saturdays: bool = False
    text: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the term is held against. None is not known, never zero.

    `corrected_on`: the day the correction was documented, which is the last day that counts. `sum_ore`: the contract
    sum ex VAT. `saving_ore`: what the employer saved. `breaches`, `workers`: how many.
    """

    deadline_on: date | None = None
    notice_on: date | None = None
    breach_on: date | None = None
    decided_on: date | None = None
    corrected_on: date | None = None
    sum_ore: int | None = None
    saving_ore: int | None = None
    breaches: int | None = None
    workers: int | None = None


class AccrualState(StrEnum):
    """`unknown`: a fact is missing. `waiting`: the first day has not come. `none`: corrected before the first day."""

    UNKNOWN = "unknown"
    WAITING = "waiting"
    NONE = "none"
    RUNNING = "running"
    CAPPED = "capped"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class DayAmount:
    """One day that counts: what it adds, and the whole so far."""

    on: date
    ore: int
    total_ore: int


@dataclass(frozen=True, slots=True)
class Accrual:
    """What a term comes to by a day. `missing`: names of facts nobody knows. `each_ore`: of one day, breach or worker.

    `capped_on`: the day the cap was reached.
    """

    state: AccrualState
    days: tuple[DayAmount, ...] = ()
    each_ore: int = 0
    starts_on: date | None = None
    capped_on: date | None = None
    cap_ore: int | None = None
    missing: tuple[str, ...] = ()

    @property
    def total_ore(self) -> int:
        """The whole so far."""
        return self.days[-1].total_ore if self.days else 0


def check_term(term: TermFacts) -> None:
    """Raises UserCanFix, with the cure, for a term that no contract can mean or that cannot be found again in it."""
    if not term.text.strip() or not term.place.strip():
        text = N_("Write what the contract says, word for word, and where it says it.")
        hint = N_("A sum that is not in the contract cannot be claimed.")
        raise UserCanFix("contract_term.no_text", text, hint=hint)
    if term.figure <= 0 or (term.basis is Basis.ORE and term.figure != int(term.figure)):
        raise UserCanFix("contract_term.figure", N_("The amount must be more than nothing, in kroner and whole øre."))
    if term.basis is Basis.OF_SUM and term.figure > 1:
        raise UserCanFix("contract_term.over_whole", N_("A rate above the whole contract sum is a mistake."))
    if term.kind is TermKind.DAILY_PENALTY and term.per not in DAYS:
        raise UserCanFix("contract_term.per_day", N_("A daily penalty runs for each day or each working day."))
    if term.basis is Basis.TIMES_SAVING and (term.kind is TermKind.DAILY_PENALTY or term.per is not Per.ONCE):
        raise UserCanFix("contract_term.times", N_("A factor of the saving is used once, for the whole sum."))
    if not 0 <= term.days_after <= LONGEST_WAIT:
        raise UserCanFix("contract_term.days_after", N_("The number of days to wait must be between 0 and 365."))
    _check_bounds(term)


def _check_bounds(term: TermFacts) -> None:
    if any(bound is not None and bound <= 0 for bound in (term.floor_ore, term.cap_ore, term.cap_of_sum)):
        raise UserCanFix("contract_term.bounds", N_("Leave floor and cap empty where the contract sets none."))
    if term.cap_of_sum is not None and term.cap_of_sum > 1:
        raise UserCanFix("contract_term.over_whole", N_("A rate above the whole contract sum is a mistake."))
    if term.floor_ore is not None and term.cap_ore is not None and term.floor_ore > term.cap_ore:
        raise UserCanFix("contract_term.floor_over_cap", N_("The floor is higher than the cap."))


def daily_penalty(term: TermFacts, known: Circumstances, *, until: date) -> Accrual:
    """The penalty day by day up to and including `until`: it ends with the day of correction or when the cap is
    reached. It is not paid back when the matter is corrected."""
    return _day_by_day(term, known, until=until)


def withholding(term: TermFacts, known: Circumstances, *, until: date) -> Accrual:
    """What may be held back by `until`: one sum from the first day, or more each day where the contract says so.

    After the correction is documented nothing is held any more: the state is `stopped` and the days stay as proof.
    """
    return _day_by_day(term, known, until=until) if term.per in DAYS else _at_once(term, known, until=until)


def fixed_sum(term: TermFacts, known: Circumstances, *, until: date) -> Accrual:
    """A sum for the breach as such. Correcting afterwards does not take it away."""
    return _at_once(term, known, until=until)


def accrue(term: TermFacts, known: Circumstances, *, until: date) -> Accrual:
    """What the term comes to by `until`, whatever its kind. A bonus is given for a result and is not counted here."""
    if term.kind is TermKind.DAILY_PENALTY:
        return daily_penalty(term, known, until=until)
    return (
        withholding(term, known, until=until)
        if term.kind is TermKind.WITHHOLDING
        else fixed_sum(term, known, until=until)
    )


def still_held_ore(term: TermFacts, accrual: Accrual) -> int:
    """What the buyer may still claim or hold: a withholding is paid out upon correction, the rest stays."""
    over = term.kind is TermKind.WITHHOLDING and accrual.state is AccrualState.STOPPED
    return 0 if over else accrual.total_ore


def due_for_units(term: TermFacts, units: int, *, sum_ore: int | None) -> int | None:
    """What the term comes to for so many results or breaches, under its cap. None: the sum is missing."""
    each, missing = _each(term, Circumstances(sum_ore=sum_ore))
    cap, cap_missing = _cap(term, sum_ore)
    if missing or cap_missing:
        return None
    whole = each * units
    return whole if cap is None else min(whole, cap)


def _day_by_day(term: TermFacts, known: Circumstances, *, until: date) -> Accrual:
    each, cap, starts_on, missing = _ground(term, known)
    if missing or starts_on is None:
        return Accrual(AccrualState.UNKNOWN, missing=missing)
    last = until if known.corrected_on is None else min(until, known.corrected_on)
    days = tuple(_days(term, each, cap, span=(starts_on, last)))
    total = days[-1].total_ore if days else 0
    capped_on = days[-1].on if cap is not None and days and total >= cap else None
    state = _state(known, starts_on, until=until, capped=capped_on is not None)
    return Accrual(state, days, each, starts_on, capped_on, cap)


def _at_once(term: TermFacts, known: Circumstances, *, until: date) -> Accrual:
    each, cap, starts_on, missing = _ground(term, known)
    counted: int | None = getattr(known, COUNTS[term.per]) if term.per in COUNTS else 1
    if missing or starts_on is None or counted is None:
        lacking = (COUNTS[term.per],) if counted is None else ()
        return Accrual(AccrualState.UNKNOWN, missing=(*missing, *lacking))
    whole = each * counted
    amount = whole if cap is None else min(whole, cap)
    state = _state(known, starts_on, until=until, capped=cap is not None and whole > cap)
    begun = state not in (AccrualState.WAITING, AccrualState.NONE) and amount > 0
    days = (DayAmount(starts_on, amount, amount),) if begun else ()
    capped_on = starts_on if begun and cap is not None and whole > cap else None
    return Accrual(state, days, each, starts_on, capped_on, cap)


def _state(known: Circumstances, starts_on: date, *, until: date, capped: bool) -> AccrualState:
    if known.corrected_on is not None and known.corrected_on <= until:
        return AccrualState.STOPPED if known.corrected_on >= starts_on else AccrualState.NONE
    if until < starts_on:
        return AccrualState.WAITING
    return AccrualState.CAPPED if capped else AccrualState.RUNNING


def _days(term: TermFacts, each: int, cap: int | None, *, span: tuple[date, date]) -> Iterator[DayAmount]:
    first, last = span
    total = 0
    for number in range(min((last - first).days + 1, MOST_DAYS)):
        on = first + timedelta(days=number)
        if term.per is Per.WORKING_DAY and not is_working_day(on, saturdays=term.saturdays):
            continue
        added = each if cap is None else min(each, cap - total)
        if added <= 0:
            return
        total += added
        yield DayAmount(on, added, total)


def _ground(term: TermFacts, known: Circumstances) -> tuple[int, int | None, date | None, tuple[str, ...]]:
    """Amount of each unit, cap, first day, and what is missing for them."""
    each, each_missing = _each(term, known)
    cap, cap_missing = _cap(term, known.sum_ore)
    starts_on, day_missing = first_day(term, known)
    return each, cap, starts_on, tuple(dict.fromkeys((*each_missing, *cap_missing, *day_missing)))


def first_day(term: TermFacts, known: Circumstances) -> tuple[date | None, tuple[str, ...]]:
    """The first day that counts, or the name of the day that is missing."""
    name = {
        Starts.DEADLINE: "deadline_on",
        Starts.NOTICE: "notice_on",
        Starts.BREACH: "breach_on",
        Starts.DECISION: "decided_on",
    }[term.starts]
    day: date | None = getattr(known, name)
    if day is None:
        return None, (name,)
    first = day + timedelta(days=term.days_after + (term.starts is Starts.DEADLINE))
    while term.per is Per.WORKING_DAY and not is_working_day(first, saturdays=term.saturdays):
        first += timedelta(days=1)
    return first, ()


def _each(term: TermFacts, known: Circumstances) -> tuple[int, tuple[str, ...]]:
    base = {Basis.ORE: 1, Basis.OF_SUM: known.sum_ore, Basis.TIMES_SAVING: known.saving_ore}[term.basis]
    if base is None:
        return 0, ("sum_ore" if term.basis is Basis.OF_SUM else "saving_ore",)
    return max(round_ore(Fraction(term.figure) * base), term.floor_ore or 0), ()


def _cap(term: TermFacts, sum_ore: int | None) -> tuple[int | None, tuple[str, ...]]:
    if term.cap_of_sum is not None and sum_ore is None:
        return None, ("sum_ore",)
    of_sum = None if term.cap_of_sum is None or sum_ore is None else round_ore(Fraction(term.cap_of_sum) * sum_ore)
    known = [cap for cap in (term.cap_ore, of_sum) if cap is not None]
    return (min(known) if known else None), ()
