"""RF-21: are fewer than seventy per cent of an employer's crew registered as its employees?"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH crew_of AS (
  SELECT employer, worker, min(on_day) AS first, max(on_day) AS last, min(file) AS file, min(row) AS row
  FROM present WHERE certain GROUP BY employer, worker),
registered AS (SELECT worker, firm_key(employer) AS employer, first, last FROM employed),
persons AS (
  SELECT c.*, EXISTS (FROM registered AS r WHERE r.worker = c.worker AND r.employer = c.employer
    AND coalesce(r.first <= c.last, true) AND coalesce(r.last >= c.first, true)) AS known
  FROM crew_of AS c),
firms AS (
  SELECT employer, min(first) AS first, max(last) AS last, count(*) AS crew, count(*) FILTER (known) AS known,
    employer IS NOT NULL AND employer IN (SELECT employer FROM registered) AS shown, min(file) AS file, min(row) AS row
  FROM persons GROUP BY employer)
SELECT f.first, f.last, f.known AS found, f.crew AS due, 'count' AS unit,
  CASE WHEN NOT shown THEN 'cannot_be_tested' WHEN known * 100 < crew * 70 THEN 'question' ELSE 'kept' END AS outcome,
  CASE WHEN employer IS NULL THEN 'employer_not_stated' WHEN NOT shown THEN 'register_of_employer_missing'
    WHEN known * 100 < crew * 70 THEN 'flag_few_registered' ELSE '' END AS why,
  known || ' / ' || crew || ' = ' || told(known * 10000 // crew) || ' %' AS arithmetic,
  [own.key] AS rules, f.file, f.row
FROM firms AS f
LEFT JOIN law AS own ON own.rule = 'pay_checks.rf_21' AND f.first >= own.since AND f.first < own.until
"""

CHECK: Final = Check(
    id="RF-21",
    version=1,
    needs=("crew", "employed"),
    reads=("crew.employer", "employed.employer", "employed.first", "employed.last"),
    sql=SQL,
)
