"""PAY-07: is each deduction lawful: by law, pension or union dues, or agreed in writing beforehand?

Agreed after the payment is a breach, and the amount is to be paid back. Where no agreement is shown the check asks.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH taken AS (
  SELECT l.*, s.first, s.last, coalesce(s.paid_on, s.issued_on, s.last) AS day, abs(l.ore) AS amount
  FROM lines AS l JOIN slips AS s USING (slip) WHERE l.kind = 'deduction' AND l.ore <> 0),
told AS (
  SELECT t.*, own.key, own.status, CASE WHEN ground IN ('law', 'pension', 'union', 'strike') THEN ''
    WHEN ground IS NULL OR ground = 'other' AND agreed_on IS NULL
      THEN 'deduction_ground_unknown' WHEN agreed_on IS NULL THEN 'deduction_not_agreed' WHEN agreed_on > day
        THEN 'deduction_agreed_late' ELSE '' END AS why
  FROM taken AS t LEFT JOIN law AS own ON own.rule = 'pay_checks.pay_07' AND t.day >= own.since
    AND t.day < own.until),
judged AS (
  SELECT *, CASE WHEN why = '' THEN 'kept' WHEN key IS NULL THEN 'cannot_be_tested'
    WHEN why = 'deduction_agreed_late' AND status = 'official' THEN 'breach'
    ELSE 'question' END AS outcome
  FROM told)
SELECT worker, first, last, outcome, CASE WHEN why <> '' AND key IS NULL THEN 'limit_missing' ELSE why END AS why,
  amount AS found, CASE WHEN why <> '' THEN 0 END AS due, 'ore' AS unit, CASE WHEN outcome = 'breach' THEN amount
    ELSE 0 END AS shortfall,
  CASE WHEN outcome = 'question' THEN amount ELSE 0 END AS in_question, kroner(amount) || ' − ' || kroner(0)
    || ' = ' || kroner(amount) AS arithmetic,
  [key] AS rules, file, row
FROM judged
"""

CHECK: Final = Check(
    id="PAY-07",
    version=1,
    needs=("lines",),
    reads=("lines.kind", "lines.ore", "lines.ground", "lines.agreed_on"),
    sql=SQL,
)
