"""RF-22: registered employees of a firm on the contract who were never seen on site and stand on no timesheet."""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH registered AS (
  SELECT e.worker, firm_key(e.employer) AS employer, min(e.file) AS file, min(e.row) AS row
  FROM employed AS e CROSS JOIN period
  WHERE coalesce(e.first <= period.last, true) AND coalesce(e.last >= period.first, true)
    AND NOT coalesce(e.owner, false)
  GROUP BY ALL),
at_work AS (SELECT worker FROM present UNION SELECT worker FROM shifts),
firms AS (
  SELECT r.employer, count(*) AS registered, count(*) FILTER (a.worker IS NULL) AS never,
    min(r.file) AS file, coalesce(min(r.row) FILTER (a.worker IS NULL), min(r.row)) AS row
  FROM registered AS r LEFT JOIN at_work AS a USING (worker) GROUP BY r.employer)
SELECT period.first, period.last, f.never AS found, 0 AS due, 'count' AS unit,
  if(never > 0, 'question', 'kept') AS outcome, if(never > 0, 'flag_never_seen', '') AS why,
  never || ' / ' || f.registered AS arithmetic, [own.key] AS rules, f.file, f.row
FROM firms AS f CROSS JOIN period
LEFT JOIN law AS own ON own.rule = 'pay_checks.rf_22' AND period.first >= own.since AND period.first < own.until
"""

CHECK: Final = Check(
    id="RF-22",
    version=1,
    needs=("employed", "crew"),
    reads=("employed.first", "employed.last", "employed.owner"),
    sql=SQL,
)
