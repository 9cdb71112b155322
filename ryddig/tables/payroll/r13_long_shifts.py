"""RF-13: long unlawful shifts or no days off. Sums up what TIME-04 to TIME-09 found, without a second count."""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH told AS (
  SELECT worker, "first", "last", outcome, file, "row", check_id IN ('TIME-07', 'TIME-08', 'TIME-09') AS of_hours
  FROM findings WHERE check_id BETWEEN 'TIME-04' AND 'TIME-09'),
flagged AS (
  SELECT worker, min("first") AS first, max("last") AS last, count(*) AS number, min(file) AS file,
    arg_min("row", "first") AS "row"
  FROM told WHERE outcome = 'breach' GROUP BY worker),
open AS (
  SELECT DISTINCT worker FROM told
  WHERE outcome <> 'breach' AND of_hours AND worker NOT IN (SELECT worker FROM flagged))
SELECT f.worker, f.first, f.last, 'question' AS outcome, f.number AS found, 0 AS due, 'count' AS unit,
  'flag_long_shifts' AS why, [own.key] AS rules, f.file, f."row"
FROM flagged AS f LEFT JOIN law AS own ON own.rule = 'pay_checks.rf_13' AND f.first >= own.since AND f.first < own.until
UNION ALL BY NAME
SELECT period.first, period.last, 'cannot_be_tested' AS outcome, count(*) AS found, 0 AS due, 'count' AS unit,
  'other_check_open' AS why
FROM period, open GROUP BY ALL
UNION ALL BY NAME
SELECT r.worker, day_of(r.first) AS first, day_of(r.last) AS last, 'kept' AS outcome, '' AS why
FROM records AS r
WHERE r.why = '' AND r.worker NOT IN (FROM open) AND r.worker NOT IN (SELECT worker FROM flagged)
"""

CHECK: Final = Check("RF-13", 1, ("shifts",), ("shifts.starts", "shifts.ends"), SQL, sums_up=True)
