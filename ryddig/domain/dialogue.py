"""The words of the dialogue: sides, traits of trust and their trend, how few questions, time in taps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_

QUESTIONS_MOST: Final = 5
LEAST: Final = 1
MOST: Final = 5
MINUTES: Final = (15, 30, 60, 120, 240)
"""What the second tap offers."""
FIRST_MEETING: Final = "checklists.first_meeting"


class Side(StrEnum):
    """Who of the two."""

    BUYER = "buyer"
    SUPPLIER = "supplier"


class Trait(StrEnum):
    """The five traits of trust. They are about how the two work together and are never evidence of anything."""

    HONESTY = "honesty"
    INTEGRITY = "integrity"
    COURAGE = "courage"
    PRESENCE = "presence"
    GOODWILL = "goodwill"


@dataclass(frozen=True, slots=True)
class Pulse:
    """One person's five figures on a day, each 1 to 5."""

    side: Side
    on: date
    figures: Mapping[Trait, int]


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """What one side said in a month: how many answered, and each trait's mean in hundredths."""

    side: Side
    month: date
    answers: int
    means: Mapping[Trait, int]

    @property
    def mean(self) -> int:
        """The mean of the five in hundredths."""
        return round(sum(self.means.values()) / len(self.means))


def checked(figures: Mapping[Trait, int]) -> Mapping[Trait, int]:
    """The five figures. Raises UserCanFix when one is missing or outside 1–5."""
    if set(figures) != set(Trait) or not all(LEAST <= value <= MOST for value in figures.values()):
        hint = N_("Give each of the five a figure from 1 to 5.")
        raise UserCanFix("pulse.figures", N_("A figure is missing."), hint=hint)
    return figures


def trend(pulses: Iterable[Pulse]) -> tuple[TrendPoint, ...]:
    """Each side's means by month, the oldest first."""
    groups: dict[tuple[date, Side], list[Pulse]] = {}
    for pulse in pulses:
        groups.setdefault((pulse.on.replace(day=1), pulse.side), []).append(pulse)
    return tuple(
        TrendPoint(side, month, len(found), {trait: _mean(found, trait) for trait in Trait})
        for (month, side), found in sorted(groups.items())
    )


def _mean(pulses: Sequence[Pulse], trait: Trait) -> int:
    return round(100 * sum(pulse.figures[trait] for pulse in pulses) / len(pulses))


def few(questions: Sequence[str], known: Sequence[str]) -> list[str]:
    """The questions chosen, in the order of the list. Raises UserCanFix for more than five: a meeting that asks
    everything gets answers to nothing."""
    chosen = [one for one in known if one in questions]
    if len(chosen) > QUESTIONS_MOST:
        text = N_("Choose at most %(most)s questions.")
        hint = N_("Begin with the ones that matter most; the rest can wait for the next meeting.")
        raise UserCanFix("meeting.too_many_questions", text, hint=hint, params={"most": QUESTIONS_MOST})
    return chosen
