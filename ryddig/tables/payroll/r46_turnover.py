"""RF-46: did more than half of an employer's crew of one quarter never come back in the next?

Only quarters that lie wholly in the control, and only employers with at least four persons in the quarter.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH quarters AS (
  SELECT DISTINCT p.employer, p.worker, CAST(date_trunc('quarter', p.on_day) AS DATE) AS quarter
  FROM present AS p CROSS JOIN period
  WHERE p.certain AND date_trunc('quarter', p.on_day) >= period.first
    AND date_trunc('quarter', p.on_day) + INTERVAL 3 MONTH <= period.last + INTERVAL 1 DAY),
pairs AS (
  SELECT a.employer, a.quarter, count(*) AS crew, count(*) FILTER (b.worker IS NULL) AS gone
  FROM quarters AS a LEFT JOIN quarters AS b
    ON b.worker = a.worker AND b.employer IS NOT DISTINCT FROM a.employer AND b.quarter = a.quarter + INTERVAL 3 MONTH
  WHERE EXISTS (FROM quarters AS c
    WHERE c.employer IS NOT DISTINCT FROM a.employer AND c.quarter = a.quarter + INTERVAL 3 MONTH)
  GROUP BY a.employer, a.quarter HAVING count(*) >= 4)
SELECT p.quarter AS first, CAST(p.quarter + INTERVAL 6 MONTH - INTERVAL 1 DAY AS DATE) AS last,
  gone AS found, crew AS due, 'count' AS unit,
  if(gone * 2 > crew, 'question', 'kept') AS outcome, if(gone * 2 > crew, 'flag_turnover', '') AS why,
  gone || ' / ' || crew || ' = ' || told(gone * 10000 // crew) || ' %' AS arithmetic,
  [own.key] AS rules, seen.file, seen.row
FROM pairs AS p
LEFT JOIN (SELECT employer, min(file) AS file, min(row) AS row FROM present WHERE certain GROUP BY employer) AS seen
  ON seen.employer IS NOT DISTINCT FROM p.employer
LEFT JOIN law AS own ON own.rule = 'pay_checks.rf_46' AND p.quarter >= own.since AND p.quarter < own.until
UNION ALL BY NAME
SELECT first, last, 'cannot_be_tested' AS outcome, 'record_too_short' AS why
FROM period WHERE NOT EXISTS (FROM pairs)
"""

CHECK: Final = Check(id="RF-46", version=1, needs=("crew",), reads=("crew.on_day", "crew.employer"), sql=SQL)
