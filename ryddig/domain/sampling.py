"""Which workers and pay periods to control, proposed by stated reasons and a stored seed.

The buyer picks, not the supplier. The order among equals is the SHA-256 of seed and pseudonym, so the same seed, list
and facts always give the same sample, on every machine, and nobody can say that the names were chosen. The proposal is
a start: a person may change it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from math import ceil, sqrt
from typing import Final

from ryddig.domain.words import N_

METHOD: Final = "sha256-1"
LEAST: Final = 3
QUARTER: Final = 4


class Reason(StrEnum):
    """Why a worker or a period is proposed, in the order in which reasons are looked for."""

    SEEN_AT_VISIT = "seen_at_visit"
    LOWEST_CATEGORY = "lowest_category"
    HIRED_IN = "hired_in"
    YOUNGEST = "youngest"
    NEWEST = "newest"
    OVERTIME = "overtime"
    NIGHT_OR_WEEKEND = "night_or_weekend"
    CATEGORY_AND_FIRM = "category_and_firm"
    DRAWN = "drawn"


REASONS: Final[Mapping[Reason, str]] = {
    Reason.SEEN_AT_VISIT: N_("Seen at a visit on site"),
    Reason.LOWEST_CATEGORY: N_("In the category with the lowest rate"),
    Reason.HIRED_IN: N_("Hired in"),
    Reason.YOUNGEST: N_("Among the youngest"),
    Reason.NEWEST: N_("Among the newest"),
    Reason.OVERTIME: N_("Has overtime in the period"),
    Reason.NIGHT_OR_WEEKEND: N_("Works nights or weekends in the period"),
    Reason.CATEGORY_AND_FIRM: N_("Stands for the category in the firm"),
    Reason.DRAWN: N_("Drawn by the seed"),
}


@dataclass(frozen=True, slots=True)
class PayPeriod:
    """The days `first` to `last` that one payslip pays for, and what there is to control in them."""

    first: date
    last: date
    overtime: bool = False
    night_or_weekend: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A worker who may be chosen. `least_rate`: minimum rate of the category, to find the lowest; unknown is None."""

    pseudonym: str
    employer: str = ""
    category: str = ""
    least_rate: int | None = None
    born_on: date | None = None
    started_on: date | None = None
    hired_in: bool = False
    seen_at_visit: bool = False
    periods: tuple[PayPeriod, ...] = ()


@dataclass(frozen=True, slots=True)
class Pick:
    """One worker and the pay period to ask documents for (None: no period is known), and why."""

    pseudonym: str
    employer: str
    category: str
    period: PayPeriod | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A proposal and all that is needed to make it again. `size`: asked for. `of`: how many could be chosen. `again`:
    those chosen although they were in an earlier sample, because there were too few others."""

    seed: str
    method: str
    size: int
    of: int
    picks: tuple[Pick, ...]
    again: tuple[str, ...] = ()


def sample_size(count: int) -> int:
    """At least three, else the root of the number, rounded up; never more than there are."""
    return min(count, max(LEAST, ceil(sqrt(count))))


def propose(
    candidates: Sequence[Candidate], *, seed: str, size: int | None = None, before: Collection[str] = ()
) -> Sample:
    """A sample of at least `size` workers: one of each category in each firm, then one for each reason that nobody
    chosen has, then whoever the seed draws. Those in `before` come last."""
    reasons = _reasons(candidates)
    order = sorted(candidates, key=lambda one: (one.pseudonym in before, *_rank(seed, one.pseudonym)))
    wanted = sample_size(len(candidates)) if size is None else min(size, len(candidates))
    chosen: dict[str, list[Reason]] = {}
    for group in _groups(order):
        best = _richest(group, reasons, before)
        chosen[best.pseudonym] = [Reason.CATEGORY_AND_FIRM]
    for reason in tuple(Reason)[: tuple(Reason).index(Reason.CATEGORY_AND_FIRM)]:
        covered = any(reason in reasons[one] for one in chosen)
        fresh = (one for one in order if one.pseudonym not in chosen and one.pseudonym not in before)
        found = next((one for one in fresh if reason in reasons[one.pseudonym]), None)
        if not covered and found is not None and len(chosen) < wanted:
            chosen[found.pseudonym] = []
    for one in order:
        if len(chosen) < wanted and one.pseudonym not in chosen:
            chosen[one.pseudonym] = [Reason.DRAWN]
    by_name = {one.pseudonym: one for one in candidates}
    picks = tuple(_pick(by_name[name], (*reasons[name], *more), seed) for name, more in sorted(chosen.items()))
    again = tuple(name for name in sorted(chosen) if name in before)
    return Sample(seed, METHOD, wanted, len(candidates), picks, again)


def _rank(seed: str, name: str) -> tuple[str, str]:
    return sha256(f"{seed}\n{name}".encode()).hexdigest(), name


def _groups(order: Iterable[Candidate]) -> Iterable[list[Candidate]]:
    found: dict[tuple[str, str], list[Candidate]] = {}
    for one in order:
        found.setdefault((one.employer, one.category), []).append(one)
    return found.values()


def _richest(group: Sequence[Candidate], reasons: Mapping[str, Sequence[Reason]], before: Collection[str]) -> Candidate:
    """The one with most reasons among those not controlled before; the first in order among equals."""
    fresh = [one for one in group if one.pseudonym not in before] or group
    return max(fresh, key=lambda one: len(reasons[one.pseudonym]))


def _reasons(candidates: Sequence[Candidate]) -> dict[str, list[Reason]]:
    found: dict[str, list[Reason]] = {one.pseudonym: [] for one in candidates}
    rates = [one.least_rate for one in candidates if one.least_rate is not None]
    lowest = min(rates) if rates and min(rates) < max(rates) else None
    youngest = _quarter({one.pseudonym: one.born_on for one in candidates if one.born_on})
    newest = _quarter({one.pseudonym: one.started_on for one in candidates if one.started_on})
    for one in candidates:
        holds = {
            Reason.SEEN_AT_VISIT: one.seen_at_visit,
            Reason.LOWEST_CATEGORY: lowest is not None and one.least_rate == lowest,
            Reason.HIRED_IN: one.hired_in,
            Reason.YOUNGEST: one.pseudonym in youngest,
            Reason.NEWEST: one.pseudonym in newest,
            Reason.OVERTIME: any(period.overtime for period in one.periods),
            Reason.NIGHT_OR_WEEKEND: any(period.night_or_weekend for period in one.periods),
        }
        found[one.pseudonym] = [reason for reason, true in holds.items() if true]
    return found


def _quarter(days: Mapping[str, date]) -> frozenset[str]:
    """The quarter with the latest days, at least one; whoever has the day of the last of them comes along."""
    if not days:
        return frozenset()
    limit = sorted(days.values(), reverse=True)[max(1, len(days) // QUARTER) - 1]
    return frozenset(name for name, day in days.items() if day >= limit)


def _pick(one: Candidate, reasons: tuple[Reason, ...], seed: str) -> Pick:
    """The period with most to control; the seed decides among equals."""
    period = min(
        one.periods,
        key=lambda span: (
            -(span.overtime + span.night_or_weekend),
            not span.overtime,
            _rank(seed, f"{one.pseudonym} {span.first.isoformat()} {span.last.isoformat()}"),
        ),
        default=None,
    )
    missing = {
        reason
        for reason, holds in (
            (Reason.OVERTIME, period is not None and period.overtime),
            (Reason.NIGHT_OR_WEEKEND, period is not None and period.night_or_weekend),
        )
        if not holds
    }
    return Pick(one.pseudonym, one.employer, one.category, period, tuple(r for r in reasons if r not in missing))
