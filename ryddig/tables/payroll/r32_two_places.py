"""RF-32: one card, or one person, at two places at the same time: on site lists and gates, or on the timesheets."""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH stays AS (
  SELECT worker, 'c' || card AS who, on_day, site, start_min, end_min, file, row FROM crew WHERE card IS NOT NULL
  UNION ALL
  SELECT worker, 'w' || worker, on_day, site, start_min, end_min, file, row FROM crew WHERE worker IS NOT NULL
  UNION ALL
  SELECT worker, 's' || worker, on_day, site, start_min, end_min, file, row FROM shifts
  WHERE clocked AND worker IN (
    SELECT worker FROM shifts WHERE site IS NOT NULL GROUP BY worker HAVING min(site) <> max(site))),
several AS (  -- only whoever has more than one place can be at two
  SELECT who FROM stays WHERE site IS NOT NULL GROUP BY who HAVING min(site) <> max(site)),
timed AS (
  SELECT * FROM stays SEMI JOIN several USING (who)
  WHERE site IS NOT NULL AND start_min IS NOT NULL AND end_min > start_min),
meetings AS (  -- a stay may reach into the next day
  SELECT a.worker, a.on_day, least(a.end_min, b.end_min) - greatest(a.start_min, b.start_min) AS minutes,
    a.file, a.row, b.file AS file_2, b.row AS row_2
  FROM timed AS a CROSS JOIN (VALUES (-1), (0), (1)) AS away (days)
  JOIN timed AS b ON a.who = b.who AND b.on_day = a.on_day + away.days AND a.site <> b.site
    AND a.start_min < b.end_min AND b.start_min < a.end_min),
told AS (
  SELECT worker, on_day, max(minutes) AS minutes, min(file) AS file, min(row) AS row,
    arg_min(file_2, row) AS file_2, arg_min(row_2, row) AS row_2
  FROM meetings GROUP BY worker, on_day)
SELECT t.worker, t.on_day AS first, t.on_day AS last, 'question' AS outcome, t.minutes AS found, 0 AS due,
  'minutes' AS unit, 'flag_two_places' AS why, hours(t.minutes) AS arithmetic, [own.key] AS rules,
  t.file, t.row, t.file_2, t.row_2
FROM told AS t
LEFT JOIN law AS own ON own.rule = 'pay_checks.rf_32' AND t.on_day >= own.since AND t.on_day < own.until
UNION ALL BY NAME
SELECT DISTINCT d.worker, period.first, period.last, 'kept' AS outcome, '' AS why
FROM timed AS d, period WHERE d.worker NOT IN (SELECT worker FROM told WHERE worker IS NOT NULL)
UNION ALL BY NAME
SELECT first, last, 'cannot_be_tested' AS outcome, 'places_or_times_missing' AS why FROM period
WHERE NOT EXISTS (SELECT 1 FROM crew WHERE site IS NOT NULL AND start_min IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM shifts WHERE site IS NOT NULL AND clocked)
UNION ALL BY NAME
SELECT first, last, 'kept' AS outcome, '' AS why FROM period WHERE NOT EXISTS (FROM timed)
  AND (EXISTS (SELECT 1 FROM crew WHERE site IS NOT NULL AND start_min IS NOT NULL)
    OR EXISTS (SELECT 1 FROM shifts WHERE site IS NOT NULL AND clocked))
"""

CHECK: Final = Check(
    id="RF-32",
    version=1,
    needs=(),
    reads=("crew.card", "crew.site", "crew.start_min", "crew.end_min", "shifts.site", "shifts.starts", "shifts.ends"),
    sql=SQL,
)
