"""TIME-01: an overview of the hours worked for each worker (aml § 10-7).

Whoever was paid for hours in a period, or worked at all, must have rows in a time list for it.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH due AS (
  SELECT s.worker, s.first, s.last, s.file, s."row"
  FROM slips AS s, period
  WHERE s.last >= period.first AND s.first <= period.last
    AND coalesce(s.ordinary_mmin, 1) + coalesce(s.overtime_mmin, 0) > 0),
months AS (
  SELECT DISTINCT d.worker, d.first, d.last, d.file, d."row"
  FROM (SELECT *, unnest(range(date_trunc('month', first), last + INTERVAL 1 DAY, INTERVAL 1 MONTH)) AS month FROM due)
    AS d
  JOIN (SELECT worker, day_of(day) AS on_day, CAST(date_trunc('month', on_day) AS TIMESTAMP) AS month FROM booked) AS b
    ON b.worker = d.worker AND b.month = d.month AND b.on_day BETWEEN d.first AND d.last),
counted AS (
  SELECT d.worker, count(*) AS due, count(m.worker) AS found, min(d.first) FILTER (m.worker IS NULL) AS first,
    max(d.last) FILTER (m.worker IS NULL) AS last, min(d.file) FILTER (m.worker IS NULL) AS file,
    min(d."row") FILTER (m.worker IS NULL) AS "row"
  FROM due AS d LEFT JOIN months AS m
    ON m.worker = d.worker AND m.first = d.first AND m.last = d.last AND m.file = d.file AND m."row" = d."row"
  GROUP BY d.worker)
SELECT w.worker, coalesce(c.first, period.first) AS first, coalesce(c.last, period.last) AS last,
  CASE WHEN w.exempt THEN 'does_not_apply' WHEN r.worker IS NULL OR c.found < c.due THEN 'question' ELSE 'kept' END
    AS outcome,
  CASE WHEN w.exempt THEN 'exempt' WHEN r.worker IS NULL OR c.found < c.due THEN 'timesheet_missing' ELSE '' END AS why,
  coalesce(c.found, 0) AS found, c.due, 'count' AS unit, c.found || ' / ' || c.due AS arithmetic,
  [own.key] AS rules, c.file, c."row"
FROM workers AS w CROSS JOIN period LEFT JOIN counted AS c USING (worker)
LEFT JOIN (SELECT DISTINCT worker FROM booked) AS r USING (worker)
LEFT JOIN law AS own ON own.rule = 'pay_checks.time_01' AND period.last >= own.since AND period.last < own.until
WHERE c.worker IS NOT NULL OR r.worker IS NOT NULL OR NOT EXISTS (FROM slips)
"""

CHECK: Final = Check("TIME-01", 1, ("workers",), ("slips.first", "slips.last", "shifts.on_day"), SQL)
