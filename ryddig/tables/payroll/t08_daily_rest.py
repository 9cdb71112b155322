"""TIME-08: continuous rest in the 24 hours from the start of a shift."""

from typing import Final

from ryddig.domain.pay_control import Firm
from ryddig.tables.payroll.check import Check
from ryddig.tables.payroll.time_verdicts import verdicts

# A short pause between two shifts is no breach when another rest of the same 24 hours is longer. Shifts that overlap
# say
# nothing of rest.
OVER: Final = """
beside AS (
  SELECT worker, rowid AS span, day, start_min, end_min, lead(day) OVER () AS day_after,
    CASE WHEN lead(worker) OVER () = worker THEN lead(start_min) OVER () - end_min END AS rest
  FROM spans WHERE start_min IS NOT NULL),
close AS MATERIALIZED (
  SELECT * FROM beside
  WHERE rest BETWEEN 0 AND (SELECT max(value) FROM limits WHERE name IN ('rest_day', 'young_rest_day'))),
short AS (
  SELECT b.*, l.value AS due, l.name AS rule, l.law
  FROM close AS b
  JOIN calendar AS c USING (day) LEFT JOIN minors AS m USING (worker)
  JOIN limits AS l ON l.law = c.law AND l.name = CASE WHEN b.day < m.adult_from THEN 'young_rest_day' ELSE 'rest_day'
    END
  WHERE b.rest < l.value),
longest AS (
  SELECT s.span, max(least(1440 - (b.end_min - s.start_min), coalesce(b.rest, 1440 - (b.end_min - s.start_min)))) AS
    rest
  FROM (SELECT worker, span, day + unnest([0, 1, 2]) AS day, start_min FROM short) AS s
  JOIN beside AS b ON b.worker = s.worker AND b.day = s.day AND b.span >= s.span AND b.start_min - s.start_min < 1440
  GROUP BY s.span),
over AS (
  SELECT s.worker, s.day AS first, s.day_after AS last, s.rest AS minutes, s.due, s.rule, s.law, 'breach' AS means,
    '' AS why, s.span, s.span + 1 AS span_to
  FROM short AS s JOIN longest AS t USING (span)
  WHERE least(s.rest, 1440 - (s.end_min - s.start_min)) >= greatest(0, t.rest))"""


def statement(firm: Firm) -> str:
    """The judgement."""
    return verdicts("TIME-08", OVER, firm)


CHECK = Check("TIME-08", 1, ("shifts",), ("shifts.starts", "shifts.ends"), statement)
