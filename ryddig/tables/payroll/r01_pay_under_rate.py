"""RF-01: is anyone paid less than the minimum rate? Sums up what PAY-02 found, without a second sum."""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH told AS (
  SELECT worker, "first", "last", outcome, file, "row" FROM findings WHERE check_id = 'PAY-02'),
flagged AS (
  SELECT worker, min("first") AS first, max("last") AS last, count(*) AS number, min(file) AS file, min("row") AS row
  FROM told WHERE outcome = 'breach' GROUP BY worker)
SELECT f.worker, f.first, f.last, 'question' AS outcome, f.number AS found, 0 AS due, 'count' AS unit,
  'flag_pay_under_rate' AS why, [own.key] AS rules, f.file, f.row
FROM flagged AS f
LEFT JOIN law AS own ON own.rule = 'pay_checks.rf_01' AND f.first >= own.since AND f.first < own.until
UNION ALL BY NAME
SELECT period.first, period.last, 'cannot_be_tested' AS outcome, count(DISTINCT told.worker) AS found, 0 AS due,
  'count' AS unit, 'other_check_open' AS why
FROM period, told
WHERE told.outcome <> 'breach' AND told.worker NOT IN (SELECT worker FROM flagged) GROUP BY ALL
UNION ALL BY NAME
SELECT DISTINCT s.worker, period.first, period.last, 'kept' AS outcome, '' AS why
FROM slips AS s, period WHERE s.worker NOT IN (SELECT worker FROM told WHERE worker IS NOT NULL)
"""

CHECK: Final = Check(
    id="RF-01", version=1, needs=("slips",), reads=("slips.rate", "slips.gross_ore"), sql=SQL, sums_up=True
)
