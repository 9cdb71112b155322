"""Trust as a trend, and what both sides expect."""

from collections.abc import Iterable
from dataclasses import dataclass

from ryddig.domain.dialogue import Trait
from ryddig.office.desk import Desk
from ryddig.records.dialogue.queries import trust_trend
from ryddig.reports.formats import day, decimal
from ryddig.reports.labels import label


@dataclass(frozen=True, slots=True)
class ShownMonth:
    """One side's month. `means`: a figure for each trait, as words."""

    month: str
    side: str
    answers: int
    mean: str
    means: tuple[str, ...]


def traits() -> list[tuple[str, str, str]]:
    """Code, name and what is asked."""
    return [(trait.value, label("trait", trait.value), label("trait_asks", trait.value)) for trait in Trait]


def months(desk: Desk, contract_id: int) -> list[ShownMonth]:
    """The trend, the newest month first."""
    return [
        ShownMonth(
            month=day(point.month, "month"),
            side=label("side", point.side.value),
            answers=point.answers,
            mean=_figure(point.mean),
            means=tuple(_figures(point.means[trait] for trait in Trait)),
        )
        for point in reversed(trust_trend(desk.actor, contract_id))
    ]


def _figures(values: Iterable[int]) -> Iterable[str]:
    return (_figure(value) for value in values)


def _figure(hundredths: int) -> str:
    return decimal(hundredths / 100)
