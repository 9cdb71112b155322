"""TIME-09: continuous rest in the week, Monday to Sunday."""

from typing import Final

from ryddig.domain.pay_control import Firm
from ryddig.tables.payroll.check import Check
from ryddig.tables.payroll.time_verdicts import verdicts

# Rest that reaches into a week counts whole. Before the first and after the last shift of the record the worker is
# taken to
# be free: the weeks in which it begins or ends with time off say nothing.
OVER: Final = """
over AS (
  SELECT w.worker, w.monday AS first, w.monday + 6 AS last, greatest(0, coalesce(w.rest, 0)) AS minutes, l.value AS due,
    l.name AS rule, l.law, 'breach' AS means, '' AS why, b.span, b.span_to
  FROM weeks AS w JOIN records AS r USING (worker) JOIN calendar AS c ON c.day = w.monday
  JOIN calendar AS sunday ON sunday.day = w.monday + 6
  JOIN limits AS l ON l.law = sunday.law
    AND l.name = CASE WHEN w.monday + 6 < r.adult_from THEN 'young_rest_week' ELSE 'rest_week' END
  JOIN (
    SELECT worker, monday_of(day) AS monday, min(rowid) AS span, max(rowid) AS span_to FROM spans
    WHERE start_min IS NOT NULL AND (worker, monday_of(day)) IN (SELECT (worker, monday) FROM weeks WHERE
      coalesce(rest, 0) <
      (SELECT max(value) FROM limits WHERE name IN ('rest_week', 'young_rest_week'))) GROUP BY ALL) AS b
    ON b.worker = w.worker AND b.monday = w.monday
  WHERE coalesce(w.rest, 0) < l.value AND r.first_start <= c.monday_min AND r.last_end >= c.next_monday_min)"""


def statement(firm: Firm) -> str:
    """The judgement. A whole week from Monday lies in any thirteen days."""
    return verdicts("TIME-09", OVER, firm, days_needed="CASE WHEN (r.first + 3) % 7 = 0 THEN 7 ELSE 13 END")


CHECK = Check("TIME-09", 1, ("shifts",), ("shifts.starts", "shifts.ends"), statement)
