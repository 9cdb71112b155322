"""TIME-07: all hours in 24 hours, in seven days on the mean of eight weeks, and in a single week with the union."""

from typing import Final

from ryddig.domain.pay_control import Firm
from ryddig.domain.time_limits import TOTAL_SINGLE_WEEK
from ryddig.tables.payroll.check import Check
from ryddig.tables.payroll.time_verdicts import verdicts
from ryddig.tables.payroll.time_windows import SHORT, any_of, counted, runs_over, seven_days, trailing, whole_windows

DAY: Final = """
SELECT d.worker, d.day AS first, d.day AS last, d.whole AS minutes, l.value AS due, l.name AS rule, l.law,
  'breach' AS means, '' AS why, d.span, d.span AS span_to
FROM rolling AS d JOIN limits AS l ON l.name = 'total_day' AND l.law = d.law WHERE d.whole > l.value"""
# windows of days lie within one week more than they have: only who has that much in those weeks can be above
BUSY: Final = """booked AS b SEMI JOIN (
  SELECT worker, r.mean_days // 7 * (SELECT min(value) FROM limits WHERE name = 'total_week') AS most
  FROM weeks JOIN records AS r USING (worker)
  QUALIFY sum(minutes) OVER (PARTITION BY worker ORDER BY monday
    RANGE BETWEEN CAST(r.mean_days AS INTEGER) PRECEDING AND CURRENT ROW) > most) AS m USING (worker)"""


def statement(firm: Firm) -> str:
    """The judgement. A record that does not cover the weeks of the mean only asks."""
    mean = runs_over(
        whole_windows(counted("b.minutes", BUSY), "r.mean_days"), "'total_week'", times="(r.mean_days // 7)"
    )
    short = runs_over(trailing(counted("b.minutes", SHORT), 7), "'total_week'", means="record_too_short")
    single = [runs_over(seven_days("b.minutes"), "'total_single_week'")] if firm.agreement in TOTAL_SINGLE_WEEK else []
    return verdicts("TIME-07", any_of(DAY, mean, short, *single), firm)


CHECK = Check("TIME-07", 1, ("shifts",), ("shifts.starts", "shifts.ends", "shifts.break_minutes"), statement)
