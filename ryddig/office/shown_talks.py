"""Trust as a trend, and what both sides expect."""

from dataclasses import dataclass

from django.utils.translation import gettext

from ryddig.domain.dialogue import Side, Trait, TrendPoint
from ryddig.office.desk import Desk
from ryddig.records.dialogue.queries import trust_trend
from ryddig.reports.formats import day, decimal
from ryddig.reports.labels import label


@dataclass(frozen=True, slots=True)
class ShownMonth:
    """One side's month. `means`: each trait's name and figure, as words; `change`: how the mean moved since the side's
    month before."""

    month: str
    side: str
    answers: int
    mean: str
    change: str
    means: tuple[tuple[str, str], ...]


def traits() -> list[tuple[str, str, str]]:
    """Code, name and what is asked."""
    return [(trait.value, label("trait", trait.value), label("trait_asks", trait.value)) for trait in Trait]


def months(desk: Desk, contract_id: int) -> list[ShownMonth]:
    """The trend, the newest month first."""
    before: dict[Side, int] = {}
    found = []
    for point in trust_trend(desk.actor, contract_id):
        found.append(_month(point, before.get(point.side)))
        before[point.side] = point.mean
    return found[::-1]


def _month(point: TrendPoint, before: int | None) -> ShownMonth:
    return ShownMonth(
        month=day(point.month, "month"),
        side=label("side", point.side.value),
        answers=point.answers,
        mean=_figure(point.mean),
        change=_change(point.mean, before),
        means=tuple((label("trait", trait.value), _figure(point.means[trait])) for trait in Trait),
    )


def _change(mean: int, before: int | None) -> str:
    if before is None:
        return ""
    if mean == before:
        return gettext("as before")
    said = gettext("up %(by)s") if mean > before else gettext("down %(by)s")
    return said % {"by": _figure(abs(mean - before))}


def _figure(hundredths: int) -> str:
    return decimal(hundredths / 100)
