"""Scarce hours: which controls cover most risk within the hours there are.

An exact choice (0/1 knapsack over half hours), not a rule of thumb; ties fall to the earlier due date, then to the
reference, so the same input gives the same plan.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Candidate:
    """A control that could be done. `risk` is the points it covers, `half_hours` what it takes."""

    contract: str
    reference: str
    kind: str
    due_on: date
    risk: int
    half_hours: int


@dataclass(frozen=True, slots=True)
class Left:
    """A control left out and why: `too_long` (more hours than there are) or `covers_less` (others cover more per
    hour)."""

    candidate: Candidate
    why: str
    hours_missing: float


@dataclass(frozen=True, slots=True)
class HoursPlan:
    """What was chosen, what was left, and how much of the risk the choice covers. Hours in half hours."""

    chosen: tuple[Candidate, ...]
    left: tuple[Left, ...]
    half_hours: int
    used: int
    risk_covered: int
    risk_total: int


def choose(candidates: Iterable[Candidate], *, half_hours: int) -> HoursPlan:
    """The set of controls with the highest sum of risk that fits in `half_hours` (0 or more)."""
    ordered = sorted(candidates, key=lambda c: (c.due_on, c.reference, c.kind, c.contract))
    taken = _best_set(ordered, half_hours)
    chosen = tuple(c for c, is_in in zip(ordered, taken, strict=True) if is_in)
    used = sum(c.half_hours for c in chosen)
    spare = half_hours - used
    left = tuple(_left(c, half_hours, spare) for c, is_in in zip(ordered, taken, strict=True) if not is_in)
    by_risk = sorted(left, key=lambda one: (-one.candidate.risk, one.candidate.due_on, one.candidate.reference))
    total = sum(c.risk for c in ordered)
    return HoursPlan(chosen, tuple(by_risk), half_hours, used, sum(c.risk for c in chosen), total)


def _left(candidate: Candidate, half_hours: int, spare: int) -> Left:
    why = "too_long" if candidate.half_hours > half_hours else "covers_less"
    return Left(candidate, why, max(candidate.half_hours - spare, 0) / 2)


def _best_set(ordered: Sequence[Candidate], half_hours: int) -> list[bool]:
    """Dynamic programming from the last candidate back, so that ties prefer the earlier one."""
    best = [0] * (half_hours + 1)
    takes: list[bytearray] = []
    for candidate in reversed(ordered):
        take = bytearray(half_hours + 1)
        for room in range(half_hours, candidate.half_hours - 1, -1):
            with_it = best[room - candidate.half_hours] + candidate.risk
            if candidate.risk > 0 and with_it >= best[room]:
                best[room], take[room] = with_it, 1
        takes.append(take)
    room, chosen = half_hours, []
    for candidate, take in zip(ordered, reversed(takes), strict=True):
        is_in = bool(take[room])
        chosen.append(is_in)
        room -= candidate.half_hours if is_in else 0
    return chosen
