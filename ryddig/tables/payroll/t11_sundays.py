"""TIME-11: work on Sundays and public holidays, and the next one free."""

from typing import Final

from ryddig.domain.pay_control import Firm
from ryddig.domain.working_time_rest import HALF_YEAR
from ryddig.tables.payroll.check import Check
from ryddig.tables.payroll.time_verdicts import verdicts

# The hours that must be free: from 18 the day before (15 on the three eves) to 22 before a weekday. A break whose
# place is not
# known is taken to lie there. Hours without clock times count on the day they are booked.
WORKED: Final = """
near AS (
  SELECT s.worker, s.rowid AS span, s.start_min IS NULL AS unclocked, p.rest_number, p.rest_day, r.law_last AS law,
    CASE WHEN s.start_min IS NULL THEN s.minutes ELSE greatest(0, least(p.until - p.free_from, s.end_min - p.free_from,
      p.until - s.start_min, s.end_min - s.start_min) - (s.end_min - s.start_min - s.minutes)) END AS free,
    CASE WHEN s.start_min IS NULL THEN s.minutes ELSE greatest(0, least(p.until - p.rest_from, s.end_min - p.rest_from,
      p.until - s.start_min, s.end_min - s.start_min) - (s.end_min - s.start_min - s.minutes)) END AS rest
  FROM spans AS s JOIN rest_spans AS p ON p.near_day = s.day JOIN records AS r USING (worker)
  WHERE s.reach & 2 = 2 AND p.rest_day BETWEEN r.first AND r.last + 1 AND (s.start_min IS NOT NULL OR s.day =
    p.rest_day)),
worked AS (
  SELECT worker, law, rest_number, rest_day, sum(free) AS free, sum(rest) AS rest, bool_or(unclocked) AS unclocked,
    min(span) FILTER (free > 0) AS span, max(span) FILTER (free > 0) AS span_to
  FROM near GROUP BY ALL HAVING sum(free) > 0),
asked AS (
  SELECT worker, law, min(rest_day) AS first, max(rest_day) AS last, sum(free) AS minutes, 'question' AS means,
    'nature_of_work' AS why, min(span) AS span, max(span_to) AS span_to
  FROM worked GROUP BY worker, law),"""
IN_A_ROW: Final = """
told_too AS (
  SELECT worker, law, min(rest_day) AS first, max(rest_day) AS last, sum(rest) AS minutes,
    CASE WHEN bool_or(unclocked) THEN 'question' ELSE 'breach' END AS means,
    CASE WHEN bool_or(unclocked) THEN 'clock_times_missing' ELSE '' END AS why, min(span) AS span, max(span_to) AS
      span_to
  FROM (
    SELECT *, rest_number - row_number() OVER (PARTITION BY worker ORDER BY rest_number) AS run FROM worked WHERE rest
      > 0)
  GROUP BY worker, law, run HAVING count(*) > 1),"""
ON_AVERAGE: Final = f"""
known AS (
  SELECT r.worker, r.length, count(*) AS rest_days FROM records AS r JOIN calendar AS c ON c.day BETWEEN r.first AND
    r.last
  WHERE c.rest_day GROUP BY r.worker, r.length),
told_too AS (
  SELECT w.worker, w.law, min(w.rest_day) AS first, max(w.rest_day) AS last, sum(w.rest) AS minutes,
    CASE WHEN k.length >= {HALF_YEAR} THEN 'breach' ELSE 'question' END AS means,
    CASE WHEN k.length >= {HALF_YEAR} THEN '' ELSE 'record_too_short' END AS why, min(w.span) AS span,
    max(w.span_to) AS span_to
  FROM worked AS w LEFT JOIN known AS k USING (worker) WHERE w.rest > 0
  GROUP BY w.worker, w.law, k.length, k.rest_days HAVING count(*) * 2 > coalesce(k.rest_days, 0)),"""
OVER: Final = """
over AS (
  SELECT f.worker, f.first, f.last, f.minutes, NULL AS due, l.name AS rule, l.law, f.means, f.why, f.span, f.span_to
  FROM (SELECT * FROM asked UNION ALL BY NAME SELECT * FROM told_too) AS f
  JOIN limits AS l ON l.name = 'sunday_average_weeks' AND l.law = f.law)"""


def statement(firm: Firm) -> str:
    """The judgement. With a written agreement every other Sunday and holiday on the mean, else no two in a row."""
    return verdicts("TIME-11", WORKED + (ON_AVERAGE if firm.sunday_average else IN_A_ROW) + OVER, firm)


CHECK = Check("TIME-11", 1, ("shifts",), ("shifts.starts", "shifts.ends"), statement)
