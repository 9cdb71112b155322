"""RF-31: HMS card missing, out of date or of another employer. Sums up HMS-01, HMS-02 and HMS-03 by person."""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH told AS (
  SELECT worker, check_id, "first", "last", outcome, file, "row" FROM findings
  WHERE check_id IN ('HMS-01', 'HMS-02', 'HMS-03')),
flagged AS (
  SELECT worker, min("first") AS first, max("last") AS last, count(DISTINCT check_id) AS number, min(file) AS file,
    min("row") AS row
  FROM told WHERE outcome = 'breach' GROUP BY worker)
SELECT f.worker, f.first, f.last, 'question' AS outcome, f.number AS found, 0 AS due, 'count' AS unit,
  'flag_card_faults' AS why, [own.key] AS rules, f.file, f.row
FROM flagged AS f
LEFT JOIN law AS own ON own.rule = 'pay_checks.rf_31' AND f.first >= own.since AND f.first < own.until
UNION ALL BY NAME
SELECT period.first, period.last, 'cannot_be_tested' AS outcome, count(DISTINCT told.worker) AS found, 0 AS due,
  'count' AS unit, 'other_check_open' AS why
FROM period, told
WHERE told.outcome <> 'breach' AND coalesce(told.worker, -1) NOT IN (SELECT worker FROM flagged) GROUP BY ALL
UNION ALL BY NAME
SELECT DISTINCT p.worker, period.first, period.last, 'kept' AS outcome, '' AS why
FROM present AS p, period WHERE p.worker NOT IN (SELECT worker FROM told WHERE worker IS NOT NULL)
"""

CHECK: Final = Check(
    id="RF-31",
    version=1,
    needs=("cards",),
    reads=("cards.employer", "cards.issued_on", "cards.expires_on"),
    sql=SQL,
    sums_up=True,
)
