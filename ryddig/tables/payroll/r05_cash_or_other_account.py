"""RF-05: pay in cash, to an account that is another's, or to one account for several workers."""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH paid AS (
  SELECT worker, paid_on, account, holder, cash, file, row FROM payments WHERE worker IS NOT NULL
  UNION ALL
  SELECT worker, coalesce(paid_on, last), account, NULL, NULL, file, row FROM slips
  WHERE worker IS NOT NULL AND account IS NOT NULL),
shared AS (
  SELECT account FROM paid WHERE account IS NOT NULL GROUP BY account HAVING min(worker) <> max(worker)),
signs AS (
  SELECT p.*, CASE WHEN p.cash THEN 'flag_cash' WHEN p.holder <> w.pseudonym THEN 'flag_account_of_another'
      WHEN s.account IS NOT NULL THEN 'flag_shared_account' ELSE '' END AS why
  FROM paid AS p LEFT JOIN workers AS w USING (worker) LEFT JOIN shared AS s ON s.account = p.account),
told AS (
  SELECT worker, why, min(paid_on) AS first, max(paid_on) AS last, count(*) AS number, any_value(file) AS file,
    min(row) AS row
  FROM signs GROUP BY worker, why)
SELECT t.worker, coalesce(t.first, period.first) AS first, coalesce(t.last, period.last) AS last,
  number AS found, 0 AS due, 'count' AS unit, if(why = '', 'kept', 'question') AS outcome, why,
  [own.key] AS rules, t.file, t.row
FROM told AS t CROSS JOIN period
LEFT JOIN law AS own ON own.rule = 'pay_checks.rf_05'
  AND coalesce(t.first, period.first) >= own.since AND coalesce(t.first, period.first) < own.until
UNION ALL BY NAME
SELECT first, last, 'cannot_be_tested' AS outcome, 'files_missing' AS why
FROM period WHERE NOT EXISTS (FROM paid)
"""

CHECK: Final = Check(
    id="RF-05",
    version=1,
    needs=(),
    reads=("payments.cash", "payments.account", "payments.holder", "slips.account"),
    sql=SQL,
)
