"""When a supplier's results are clean enough for lighter control and a written reference. The figures are dated rules.

Self-report and risk assessment never fall away.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from ryddig.domain.controls import add_months
from ryddig.domain.law import Book

CONTROLS, MONTHS = "incentives.clean_controls", "incentives.clean_months"
RULES: Final = (CONTROLS, MONTHS)


@dataclass(frozen=True, slots=True)
class Results:
    """What is known of one supplier on one contract: days of controls done by documents or on site, days on which
    deviations were opened (withdrawn ones left out), how many are open, and since when the contract runs."""

    controls: tuple[date, ...] = ()
    deviations: tuple[date, ...] = ()
    open_now: int = 0
    started_on: date | None = None


@dataclass(frozen=True, slots=True)
class CleanResults:
    """`controls` clean ones of the `controls_wanted`; nothing wrong since `clean_since`, and it must be `since_wanted`
    or earlier. None: the rules or the days are not known, and nothing is clean."""

    controls: int
    controls_wanted: int | None
    clean_since: date | None
    since_wanted: date | None
    open_now: int

    @property
    def is_clean(self) -> bool:
        """Every test holds."""
        known = self.controls_wanted is not None and self.clean_since is not None and self.since_wanted is not None
        return known and not self.open_now and self._enough and self._long_enough

    @property
    def _enough(self) -> bool:
        return self.controls_wanted is not None and self.controls >= self.controls_wanted

    @property
    def _long_enough(self) -> bool:
        since, wanted = self.clean_since, self.since_wanted
        return since is not None and wanted is not None and since <= wanted


def clean_results(results: Results, book: Book, on: date) -> CleanResults:
    """How clean the results are on a day: a control counts when no deviation was opened on its day or later."""
    last = max(results.deviations, default=None)
    clean = [day for day in results.controls if day <= on and (last is None or day > last)]
    months = _figure(book, MONTHS, on)
    return CleanResults(
        controls=len(clean),
        controls_wanted=_figure(book, CONTROLS, on),
        clean_since=last or results.started_on,
        since_wanted=None if months is None else add_months(on, -months),
        open_now=results.open_now,
    )


def _figure(book: Book, rule: str, on: date) -> int | None:
    entry = book.entry(rule, on)
    return entry.value if entry is not None and type(entry.value) is int else None
