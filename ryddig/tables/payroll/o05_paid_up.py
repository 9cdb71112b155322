"""OTP-05: are the contributions paid, and of all the pay on the payslips?

No day by which they must be paid was found; the check asks where no payment is shown, and where the provider was told
of less pay than the payslips of the same days show.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH earned AS (
  SELECT m.worker, m.first, m.last, m.file, m.row, any_value(m.pay_ore) AS pay, any_value(m.paid_on) AS paid_on,
    any_value(m.contribution_ore) AS contribution,
    sum(s.gross_ore) AS gross, min(s.file) AS file_2, min(s.row) AS row_2, max(s.row) AS row_2_to
  FROM members AS m LEFT JOIN slips AS s ON s.worker = m.worker AND s.first >= m.first AND s.last <= m.last
  GROUP BY m.worker, m.first, m.last, m.file, m.row),
told AS (
  SELECT *, CASE WHEN contribution > 0 AND paid_on IS NULL THEN 'contribution_not_paid' WHEN pay < gross
    THEN 'pension_pay_lower' ELSE '' END AS why FROM earned)
SELECT t.* EXCLUDE (why, pay, paid_on, contribution, gross), pay AS found, gross AS due, 'ore' AS unit, [own.key]
  AS rules,
  CASE WHEN pay_duty.due IS FALSE THEN 'does_not_apply' WHEN t.why = '' THEN 'kept' WHEN own.key IS NULL
    THEN 'cannot_be_tested' ELSE 'question' END AS outcome,
  CASE WHEN pay_duty.due IS FALSE OR t.why = '' THEN '' WHEN own.key IS NULL THEN 'limit_missing' ELSE t.why END
    AS why,
  CASE WHEN t.why = 'pension_pay_lower' THEN kroner(gross) || ' − ' || kroner(pay) || ' = ' || kroner(gross - pay)
    END AS arithmetic
FROM told AS t CROSS JOIN pay_duty
LEFT JOIN law AS own ON own.rule = 'pay_checks.otp_05' AND t.last >= own.since AND t.last < own.until
"""

CHECK: Final = Check(
    id="OTP-05", version=1, needs=("members",), reads=("members.paid_on", "members.pay_ore", "slips.gross_ore"), sql=SQL
)
