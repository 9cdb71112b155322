"""The week of a three-split rota as SQL: 40 hours less what Sundays and nights earn, but within the limits of the
other rotas.

Mirrors working_time._week_limit and working_time_rest.three_split_credit.
"""

from typing import Final

from ryddig.domain.time_limits import WeekPlan
from ryddig.tables.payroll.time_windows import counted, trailing

PLAN: Final = str(WeekPlan.THREE_SPLIT)
IN_ROTA: Final = f"booked AS b JOIN records AS r ON r.worker = b.worker AND r.plan = '{PLAN}'"
EARNED: Final = f"""
SELECT p.worker, p.shift_day AS day,
  CAST(sum(CASE WHEN p.rest_day THEN p.minutes * (s.value - 60) // 60 ELSE 0 END
    + CASE WHEN p.night THEN p.minutes * (n.value - 60) // 60 ELSE 0 END) AS INTEGER) AS credit
FROM pieces AS p JOIN records AS r ON r.worker = p.worker AND r.plan = '{PLAN}' JOIN calendar AS c ON c.day =
  p.shift_day
LEFT JOIN limits AS s ON s.name = 'split_sunday' AND s.law = c.law
LEFT JOIN limits AS n ON n.name = 'split_night' AND n.law = c.law
WHERE p.night OR p.rest_day GROUP BY p.worker, p.shift_day"""
CREDITS: Final = f"{IN_ROTA} LEFT JOIN ({EARNED}) AS e ON e.worker = b.worker AND e.day = b.day"


def rota_weeks(minutes: str) -> str:
    """SQL for the seven days that end on each booked day of workers in such a rota, with `credit`: the minutes
    earned."""
    return f"""
    SELECT w.*, e.minutes AS credit
    FROM ({trailing(counted(minutes, IN_ROTA), 7)}) AS w
    JOIN ({trailing(counted("coalesce(e.credit, 0)", CREDITS), 7)}) AS e USING (worker, nth)"""


ROTA_LIMIT: Final = f"""
SELECT w.* EXCLUDE (credit),
  greatest(least(l.value - w.credit, coalesce(most.value, l.value)), coalesce(fewest.value, -10080)) AS due,
  l.name AS rule, l.law
FROM ({{weeks}}) AS w JOIN calendar AS c ON c.day = w.last JOIN limits AS l ON l.name = 'week_{PLAN}' AND l.law = c.law
LEFT JOIN limits AS fewest ON fewest.name = 'week_{WeekPlan.CONTINUOUS}' AND fewest.law = c.law
LEFT JOIN limits AS most ON most.name = 'week_{WeekPlan.ROUND_THE_CLOCK}' AND most.law = c.law"""
