"""RF-02: the same start and end on fifteen or more days of work in a row. Sums up nothing: it is a sign and asks."""

from typing import Final

from ryddig.tables.payroll.check import Check

LEAST_DAYS: Final = 15
# The first shift of each stretch of shifts that are alike; the next one tells how long the stretch is. A night when the
# clocks change parts a stretch in UTC: workers with a third of one are looked at by the clock on the wall.
SQL: Final = f"""
WITH turned AS (
  SELECT rowid AS nth, worker, lag(worker) OVER () IS DISTINCT FROM worker
    OR (start_min - lag(start_min) OVER ()) % 1440 != 0 OR (end_min - lag(end_min) OVER ()) % 1440 != 0 AS turn
  FROM spans WHERE start_min IS NOT NULL),
likely AS MATERIALIZED (
  SELECT DISTINCT worker
  FROM (
    SELECT worker, coalesce(lead(nth) OVER (), (SELECT count(*) FROM spans)) - nth AS days FROM turned WHERE turn)
  WHERE days >= {LEAST_DAYS // 3}),
clocked AS (
  SELECT s.worker, s.rowid AS span, s.day, s.start_min - c.night_to_min AS start, s.end_min - c.night_to_min AS ends
  FROM spans AS s JOIN calendar AS c USING (day)
  WHERE s.start_min IS NOT NULL AND s.worker IN (FROM likely) ORDER BY s.rowid),
turns AS (
  SELECT *, row_number() OVER () AS nth, lag(worker) OVER () IS DISTINCT FROM worker
    OR lag(start) OVER () IS DISTINCT FROM start OR lag(ends) OVER () IS DISTINCT FROM ends AS turn
  FROM clocked),
stretches AS (
  SELECT worker, span, day, coalesce(lead(nth) OVER (), (SELECT count(*) + 1 FROM clocked)) - nth AS days
  FROM turns WHERE turn),
flagged AS (SELECT * FROM stretches WHERE days >= {LEAST_DAYS}),
told AS (
  SELECT f.worker, f.days, day_of(f.day) AS first, day_of(e.day) AS last, s.file, s."row", e."row" AS row_to
  FROM flagged AS f JOIN spans AS s ON s.rowid = f.span JOIN spans AS e ON e.rowid = f.span + f.days - 1)
SELECT t.worker, t.first, t.last, 'question' AS outcome, 'flag_identical_hours' AS why, t.days AS found, 'days' AS unit,
  [own.key] AS rules, t.file, t."row", t.row_to
FROM told AS t LEFT JOIN law AS own ON own.rule = 'pay_checks.rf_02' AND t.first >= own.since AND t.first < own.until
UNION ALL BY NAME
SELECT r.worker, day_of(r.first) AS first, day_of(r.last) AS last,
  CASE WHEN coalesce(s.days, 0) < {LEAST_DAYS} THEN 'cannot_be_tested' ELSE 'kept' END AS outcome,
  CASE WHEN coalesce(s.days, 0) = 0 THEN 'clock_times_missing' WHEN s.days < {LEAST_DAYS} THEN 'record_too_short' ELSE
    '' END
    AS why
FROM records AS r
LEFT JOIN (SELECT worker, count(start_min) AS days FROM spans GROUP BY worker) AS s USING (worker)
WHERE r.worker NOT IN (SELECT worker FROM told) AND r.worker IN (SELECT worker FROM booked)
"""

CHECK: Final = Check("RF-02", 1, ("shifts",), ("shifts.starts", "shifts.ends"), SQL)
