"""TIME-14: the same start and end on all days, no breaks and whole hours: ask for the times as they were recorded."""

from typing import Final

from ryddig.tables.payroll.check import Check

LEAST_DAYS: Final = 10  # of fewer days nothing can be said
SQL: Final = f"""
WITH clocked AS (
  SELECT s.worker, min(s.start_min - c.night_to_min) AS start, max(s.start_min - c.night_to_min) AS latest_start,
    min(s.end_min - c.night_to_min) AS ends, max(s.end_min - c.night_to_min) AS latest_end, min(s.minutes) AS minutes,
    max(coalesce(s.break_minutes, 0)) AS breaks, count(*) AS shifts, min(s.file) AS file, min(s."row") AS "row",
    max(s."row") AS row_to
  FROM spans AS s JOIN calendar AS c USING (day) WHERE s.start_min IS NOT NULL GROUP BY s.worker),
judged AS (
  SELECT r.worker, r.first, r.last, r.hours_only, c.* EXCLUDE (worker),
    c.start = c.latest_start AND c.ends = c.latest_end AND c.breaks = 0 AND c.start % 60 = 0 AND c.minutes % 60 = 0
      AS alike
  FROM records AS r LEFT JOIN clocked AS c USING (worker) WHERE r.why IN ('', 'tariff_departs'))
SELECT worker, day_of(j.first) AS first, day_of(j.last) AS last,
  CASE WHEN shifts IS NULL OR shifts < {LEAST_DAYS} THEN 'cannot_be_tested' WHEN alike THEN 'question' ELSE 'kept' END
    AS outcome,
  CASE WHEN shifts IS NULL THEN 'clock_times_missing' WHEN shifts < {LEAST_DAYS} THEN 'record_too_short'
    WHEN alike THEN 'identical_hours' ELSE '' END AS why,
  shifts AS found, 'days' AS unit, CASE WHEN alike THEN shifts || ' × ' || hours(minutes) END AS arithmetic,
  [own.key] AS rules, file, "row", row_to
FROM judged AS j LEFT JOIN law AS own
  ON own.rule = 'pay_checks.time_14' AND day_of(j.last) >= own.since AND day_of(j.last) < own.until
"""

CHECK: Final = Check("TIME-14", 1, ("shifts",), ("shifts.starts", "shifts.ends", "shifts.break_minutes"), SQL)
