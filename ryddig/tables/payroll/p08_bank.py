"""PAY-08: was the net pay paid through a bank to the worker's own account?

A payment belongs to the last payslip that was due by its day. The law has exceptions that no list shows, so the check
asks.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH slips_due AS (SELECT *, coalesce(paid_on - 3, last - 11) AS expected FROM slips),
paid AS (
  SELECT s.slip, sum(p.ore) AS ore, bool_or(p.cash) AS cash, bool_or(p.holder IS NOT NULL
    AND p.holder <> w.pseudonym) AS other,
    bool_or(p.account IS NOT NULL AND s.account IS NOT NULL AND p.account <> s.account) AS elsewhere, min(p.file)
      AS file_2, min(p.row) AS row_2,
    max(p.row) AS row_2_to
  FROM payments AS p ASOF JOIN slips_due AS s ON s.worker = p.worker AND s.expected <= p.paid_on LEFT JOIN workers
    AS w ON w.worker = p.worker
  GROUP BY s.slip),
told AS (
  SELECT s.worker, s.first, s.last, s.net_ore, s.file, s.row, p.* EXCLUDE (slip), own.key, CASE WHEN p.slip IS NULL
    THEN 'payment_not_shown'
      WHEN p.cash THEN 'paid_in_cash' WHEN p.other THEN 'paid_to_other' WHEN p.ore < s.net_ore
        THEN 'paid_less_than_net'
      WHEN p.ore > s.net_ore THEN 'paid_more_than_net' WHEN p.elsewhere THEN 'account_differs'
        WHEN s.net_ore IS NULL THEN 'net_not_stated' ELSE '' END AS why
  FROM slips AS s LEFT JOIN paid AS p USING (slip)
  LEFT JOIN law AS own ON own.rule = 'pay_checks.pay_08' AND s.last >= own.since AND s.last < own.until)
SELECT worker, first, last, CASE WHEN why = '' THEN 'kept' WHEN why = 'net_not_stated' OR key IS NULL
  THEN 'cannot_be_tested' ELSE 'question' END AS outcome,
  CASE WHEN why <> '' AND key IS NULL THEN 'limit_missing' ELSE why END AS why, coalesce(ore, 0) AS found, net_ore
    AS due, 'ore' AS unit,
  CASE WHEN why = 'paid_less_than_net' AND key IS NOT NULL THEN net_ore - ore ELSE 0 END AS in_question,
  CASE WHEN ore <> net_ore THEN kroner(net_ore) || ' − ' || kroner(ore) || ' = ' || kroner(net_ore - ore) END
    AS arithmetic,
  [key] AS rules, file, row, file_2, row_2, row_2_to
FROM told
"""

CHECK: Final = Check(
    id="PAY-08",
    version=1,
    needs=("slips", "payments"),
    reads=("slips.net_ore", "slips.account", "payments.ore", "payments.account", "payments.paid_on", "payments.cash"),
    sql=SQL,
)
