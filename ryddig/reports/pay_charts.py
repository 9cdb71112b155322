"""What the two charts of a pay control show: who lacks most, and whose weeks go over the limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ryddig.domain.pay_facts import Work
from ryddig.domain.time_limits import NO_LIMIT, ordinary_hours
from ryddig.reports.pay_control import PayReport
from ryddig.tables.payroll.sums import Sums

MOST_OWED: Final = 15
WORST_WEEKS: Final = 5
WEEKS: Final = 53
# Monday to Sunday, the shifts of a week booked on the day they begin
WEEKLY: Final = """WITH weekly AS (
      SELECT worker, CAST(date_trunc('week', on_day) AS DATE) AS monday, sum(minutes) AS minutes
      FROM shifts WHERE on_day > ? AND on_day <= ? GROUP BY ALL),
    worst AS (
      SELECT worker, sum(minutes - ?) AS over FROM weekly WHERE minutes > ?
      GROUP BY worker ORDER BY over DESC, worker LIMIT ?)
    SELECT coalesce(pseudonym, ''), over, list(monday ORDER BY monday), list(weekly.minutes ORDER BY monday)
    FROM worst JOIN weekly USING (worker) LEFT JOIN workers USING (worker)
    GROUP BY worker, pseudonym, over ORDER BY over DESC, worker"""


@dataclass(frozen=True, slots=True)
class WorkerWeeks:
    """The weeks of one worker, Mondays and minutes; weeks without work are 0. `over`: minutes above the limit."""

    worker: str
    over: int
    weeks: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class WeekChart:
    """The workers with most hours over the ordinary week. `limit`: minutes a week; None where a tariff agreement sets
    it."""

    limit: int | None
    workers: tuple[WorkerWeeks, ...]

    @property
    def top(self) -> int:
        """The longest week shown, or the limit when that is more."""
        return max([self.limit or 0, *(minutes for one in self.workers for _, minutes in one.weeks)])


def most_owed(report: PayReport) -> tuple[tuple[str, Sums], ...]:
    """The workers with most owed, and after them those with most in question."""
    return report.sums.workers[:MOST_OWED]


def week_limit(report: PayReport) -> int | None:
    """Minutes of the ordinary week of a grown-up in the firm's trade, at the level of its agreement."""
    firm = report.control.firm
    ordinary = ordinary_hours(Work(trade=firm.trade), firm.agreement, report.control.last, book=report.control.book)
    return None if ordinary.week >= NO_LIMIT.week else ordinary.week


def week_chart(report: PayReport) -> WeekChart:
    """At most five workers and the last 53 weeks of the control."""
    limit = week_limit(report)
    if limit is None:
        return WeekChart(None, ())
    last = report.control.last
    first = max(report.control.first - timedelta(days=1), last - timedelta(weeks=WEEKS))
    rows = report.db.execute(WEEKLY, [first, last, limit, limit, WORST_WEEKS]).fetchall()
    span = _mondays([monday for row in rows for monday in row[2]])
    workers = []
    for worker, over, mondays, minutes in rows:
        worked = dict(zip(mondays, minutes, strict=True))
        workers.append(WorkerWeeks(worker, int(over), tuple((day, int(worked.get(day, 0))) for day in span)))
    return WeekChart(limit, tuple(workers))


def _mondays(found: Sequence[date]) -> tuple[date, ...]:
    if not found:
        return ()
    count = (max(found) - min(found)).days // 7 + 1
    return tuple(min(found) + timedelta(weeks=number) for number in range(count))
