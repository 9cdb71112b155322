"""Feeds the sampling with what the files tell of each worker, and proposes whom and which pay periods to control."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from duckdb import DuckDBPyConnection

from ryddig.domain.pay_categories import CATEGORIES, rate_on
from ryddig.domain.pay_facts import Trade
from ryddig.domain.sampling import Candidate, PayPeriod, Sample, propose

if TYPE_CHECKING:
    from ryddig.tables.payroll.run import Control

WORKERS: Final = """
WITH at_work AS (
  SELECT worker FROM shifts UNION SELECT worker FROM slips UNION SELECT worker FROM crew),
stated AS (
  SELECT worker, arg_max(trade, first) AS trade, arg_max(category, first) AS category FROM slips GROUP BY worker)
SELECT w.worker, w.pseudonym, coalesce(w.employer, ''), coalesce(w.trade, s.trade),
  coalesce(w.category, s.category, ''), w.born_on, w.started_on, coalesce(w.hired_in, false),
  EXISTS (FROM cards AS c WHERE c.worker = w.worker AND c.seen_on BETWEEN ? AND ?)
FROM workers AS w SEMI JOIN at_work USING (worker) LEFT JOIN stated AS s USING (worker)
WHERE w.pseudonym IS NOT NULL ORDER BY w.worker
"""
# Night is 21 to 6, as the law counts it; a weekend is Saturday and Sunday. Without payslips a month is a period.
PERIODS: Final = """
WITH given AS (
  SELECT DISTINCT worker, first, last FROM slips WHERE worker IS NOT NULL AND first IS NOT NULL AND last IS NOT NULL
  UNION
  SELECT DISTINCT worker, date_trunc('month', on_day)::DATE, last_day(on_day) FROM shifts ANTI JOIN slips USING (worker)
  WHERE worker IS NOT NULL AND on_day IS NOT NULL),
days AS (
  SELECT worker, on_day, bool_or(overtime_minutes > 0) AS overtime,
    bool_or(isodow(on_day) >= 6 OR hour(starts) < 6 OR hour(starts) >= 21 OR starts::DATE < ends::DATE
      OR hour(ends) * 60 + minute(ends) > 21 * 60) AS odd_hours
  FROM shifts GROUP BY ALL)
SELECT g.worker, g.first, g.last,
  coalesce(bool_or(d.overtime), false) OR EXISTS (FROM slips AS s
    WHERE s.worker = g.worker AND s.first = g.first AND s.last = g.last AND s.overtime_mmin > 0),
  coalesce(bool_or(d.odd_hours), false)
FROM given AS g LEFT JOIN days AS d ON d.worker = g.worker AND d.on_day BETWEEN g.first AND g.last
WHERE g.first >= ? AND g.last <= ?
GROUP BY g.worker, g.first, g.last ORDER BY g.worker, g.first, g.last
"""


def propose_sample(
    db: DuckDBPyConnection, control: "Control", *, seed: str, size: int | None = None, before: Collection[str] = ()
) -> Sample:
    """A sample from the workers in the canonical tables. `before`: pseudonyms of earlier samples, to get different
    persons. Periods lie wholly within the control."""
    days = [control.first, control.last]
    periods: dict[int, list[PayPeriod]] = {}
    for worker, *span in db.execute(PERIODS, days).fetchall():
        periods.setdefault(worker, []).append(PayPeriod(*span))
    found = [_candidate(row, periods.get(row[0], []), control) for row in db.execute(WORKERS, days).fetchall()]
    return propose(found, seed=seed, size=size, before=before)


def _candidate(row: tuple[Any, ...], periods: list[PayPeriod], control: "Control") -> Candidate:
    _, name, employer, trade, category, born_on, started_on, hired_in, seen = row
    known = Trade(trade) if trade else control.firm.trade
    return Candidate(
        name,
        employer,
        category,
        _least_rate(known, category, control.last, control=control),
        born_on,
        started_on,
        hired_in,
        seen,
        tuple(periods),
    )


def _least_rate(trade: Trade | None, category: str, on: date, *, control: "Control") -> int | None:
    """Øre per hour that are certain for the category on the day."""
    rate = CATEGORIES.get(trade, {}).get(category) if trade else None
    return int(rate_on(rate, control.book, on).sure) if rate else None
