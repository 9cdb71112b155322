"""The portfolio from the top: figures, charts, and the table behind each chart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from ryddig.domain.words import N_
from ryddig.office import charts
from ryddig.records.followup.figures import Coverage, Expiry, Spend
from ryddig.reports.formats import kroner, kroner_short, number, percent
from ryddig.reports.labels import label

LEVELS = ("high", "medium", "low", "not_assessed", "unassessed")
CATEGORIES = 12
CONTROLLED_LEVELS = ("medium", "high")
SOON_QUARTERS = 2
QUARTERS = {1: N_("Q1"), 2: N_("Q2"), 3: N_("Q3"), 4: N_("Q4")}


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its words and the table behind it. `words`: how many of the first columns hold no figures."""

    id: str
    title: str
    desc: str
    template: str
    chart: charts.Bars | charts.Columns
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: tuple[str, ...] = ()
    words: int = 1


def totals(rows: Sequence[Coverage]) -> list[tuple[str, str]]:
    """The portfolio in five figures."""
    contracts = sum(row.contracts for row in rows)
    assessed = sum(row.assessed for row in rows)
    return [
        (gettext("Running contracts"), number(contracts)),
        (gettext("Value"), kroner_short(sum(row.value_ore for row in rows))),
        (gettext("Risk assessed"), f"{percent(assessed, contracts)} %"),
        (gettext("High risk"), number(sum(row.contracts for row in rows if row.level == "high"))),
        (gettext("Something late"), number(sum(row.overdue for row in rows))),
    ]


def risk_by_unit(rows: Sequence[Coverage]) -> Figure:
    """How many contracts of each risk level every unit has."""
    units = list(dict.fromkeys(row.unit for row in rows))
    counts = {unit: {row.level: row.contracts for row in rows if row.unit == unit} for unit in units}
    drawn = [(unit, number(sum(counts[unit].values())), counts[unit]) for unit in units]
    used = tuple(level for level in LEVELS if any(counts[unit].get(level) for unit in units))
    return Figure(
        id="risk",
        title=gettext("Contracts by unit and risk"),
        desc=gettext("One bar for each unit, divided by risk level. The figures stand in the table below."),
        template="office/charts/stacked.html",
        chart=charts.stacked(drawn, LEVELS),
        head=(gettext("Unit"), *(label("level", level) for level in used), gettext("All")),
        rows=tuple(
            (unit, *(number(counts[unit].get(level, 0)) for level in used), number(sum(counts[unit].values())))
            for unit in units
        ),
        legend=used,
    )


def coverage_by_unit(rows: Sequence[Coverage]) -> Figure:
    """How many of the contracts at medium and high risk that were controlled in the last twelve months."""
    calling = [row for row in rows if row.level in CONTROLLED_LEVELS]
    drawn = []
    for unit in dict.fromkeys(row.unit for row in calling):
        contracts = sum(row.contracts for row in calling if row.unit == unit)
        done = sum(row.controlled for row in calling if row.unit == unit)
        said = gettext("%(done)s of %(all)s") % {"done": number(done), "all": number(contracts)}
        drawn.append((unit, said, percent(done, contracts)))
    return Figure(
        id="coverage",
        title=gettext("Controlled in the last twelve months, at medium and high risk"),
        desc=gettext("One bar for each unit: the share of its contracts at medium and high risk that were controlled."),
        template="office/charts/bars.html",
        chart=charts.shares(drawn),
        head=(
            gettext("Unit"),
            gettext("Risk"),
            gettext("Contracts"),
            gettext("Planned"),
            gettext("Controlled"),
            gettext("Share"),
        ),
        rows=tuple(_covered(row) for row in rows),
        words=2,
    )


def _covered(row: Coverage) -> tuple[str, ...]:
    figures = (number(row.contracts), number(row.planned), number(row.controlled))
    return (row.unit, label("level", row.level), *figures, f"{percent(row.controlled, row.contracts)} %")


def spend(rows: Sequence[Spend]) -> Figure:
    """Value by category, greatest first; the smallest ones together."""
    shown = [(row.category or gettext("No category"), row.value_ore) for row in rows[:CATEGORIES]]
    rest = sum(row.value_ore for row in rows[CATEGORIES:])
    if rest:
        shown.append((gettext("Others"), rest))
    return Figure(
        id="spend",
        title=gettext("Value by category"),
        desc=gettext("One bar for each category, greatest first. Contracts without a known value are not counted."),
        template="office/charts/bars.html",
        chart=charts.bars([(name, kroner_short(value), value) for name, value in shown]),
        head=(
            gettext("Category"),
            gettext("Contracts"),
            gettext("Value"),
            gettext("Called off"),
            gettext("Without value"),
        ),
        rows=tuple(
            (
                row.category or gettext("No category"),
                number(row.contracts),
                kroner(row.value_ore),
                kroner(row.called_off_ore),
                number(row.unvalued),
            )
            for row in rows
        ),
    )


def expiry(rows: Iterable[Expiry]) -> Figure:
    """How many contracts end in each quarter; the two nearest stand out."""
    quarters = list(rows)
    drawn = [
        (*_ends(row), row.contracts, "soon" if place < SOON_QUARTERS else "bar") for place, row in enumerate(quarters)
    ]
    return Figure(
        id="expiry",
        title=gettext("What ends when"),
        desc=gettext(
            "Contracts that end in each quarter from now on, and last those that end later or on a day nobody knows. "
            "The two nearest quarters have another colour."
        ),
        template="office/charts/columns.html",
        chart=charts.columns(drawn),
        head=(gettext("Quarter"), gettext("Contracts"), gettext("Value"), gettext("High risk")),
        rows=tuple(
            (
                " ".join(_ends(row)),
                number(row.contracts),
                kroner(row.value_ore),
                number(row.high),
            )
            for row in quarters
        ),
    )


def _ends(row: Expiry) -> tuple[str, str]:
    """Quarter and year; the last column is for everything else."""
    if row.quarter in QUARTERS:
        return gettext(QUARTERS[row.quarter]), str(row.year)
    return gettext("Later /"), gettext("no date")
