"""What a check of pay or working time says of one worker and one period, and how sure it is.

Amounts are øre. They stay exact fractions through every sum and are rounded once, where a sum is stated. A total is
therefore rounded from the exact parts and may differ by some øre from the sum of the parts as stated.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from ryddig.domain.decision import Because

NOTHING = Fraction(0)


class CheckOutcome(StrEnum):
    """How sure a check is. Only `breach` may carry a deviation; what was not tested is never `kept`."""

    BREACH = "breach"
    QUESTION = "question"
    CANNOT_BE_TESTED = "cannot_be_tested"
    KEPT = "kept"
    DOES_NOT_APPLY = "does_not_apply"


GRAVEST_FIRST = tuple(CheckOutcome)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One check on one worker from `first` to `last`, both days included.

    `found` and `due` are what was there and what had to be (or might at most be), in `unit`: ore, ore_per_hour,
    minutes, days. `shortfall`: øre owed for certain. `in_question`: further øre that would be owed if the question is
    answered against the employer. `why`: code of what is asked or missing, told by `pay_sentences.WHY`.
    """

    check: str
    outcome: CheckOutcome
    first: date
    last: date
    because: tuple[Because, ...] = ()
    found: Fraction | None = None
    due: Fraction | None = None
    unit: str = "ore"
    shortfall: Fraction = NOTHING
    in_question: Fraction = NOTHING
    why: str = ""

    @property
    def shortfall_ore(self) -> int:
        """What is owed, in whole øre."""
        return round_ore(self.shortfall)

    @property
    def in_question_ore(self) -> int:
        """What may be owed on top, in whole øre."""
        return round_ore(self.in_question)


def round_ore(amount: Fraction) -> int:
    """Whole øre, half an øre away from zero (ROUND_HALF_UP)."""
    part, whole = abs(amount.numerator), amount.denominator
    rounded = (2 * part + whole) // (2 * whole)
    return rounded if amount >= 0 else -rounded


def gravest(outcomes: Iterable[CheckOutcome]) -> CheckOutcome:
    """The gravest of several outcomes; `does_not_apply` when there is none."""
    return min(outcomes, key=GRAVEST_FIRST.index, default=CheckOutcome.DOES_NOT_APPLY)


def owed(judgements: Iterable[Judgement]) -> Fraction:
    """What the judgements say is owed for certain, in exact øre."""
    return sum((judgement.shortfall for judgement in judgements), NOTHING)


def in_question(judgements: Iterable[Judgement]) -> Fraction:
    """What the judgements say may be owed on top, in exact øre."""
    return sum((judgement.in_question for judgement in judgements), NOTHING)
