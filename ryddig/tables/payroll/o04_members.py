"""OTP-04: are the workers with payslips members of the pension scheme?

Who must be a member stands in another act that was not read; the check asks.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH paid AS (
  SELECT s.*, EXISTS (SELECT 1 FROM members AS m WHERE m.worker = s.worker AND coalesce(m.first <= s.last, true)
    AND coalesce(m.last >= s.first, true)) AS member
  FROM slips AS s),
told AS (
  SELECT worker, member, min(first) AS first, max(last) AS last, count(*) AS number, arg_min(file, first) AS file,
    arg_min(row, first) AS row
  FROM paid GROUP BY worker, member)
SELECT t.worker, t.first, t.last, t.file, t.row, 'count' AS unit, if(member, 0, number) AS found, 0 AS due,
  [own.key] AS rules,
  CASE WHEN pay_duty.due IS FALSE THEN 'does_not_apply' WHEN member THEN 'kept' WHEN own.key IS NULL
    THEN 'cannot_be_tested' ELSE 'question' END AS outcome,
  CASE WHEN pay_duty.due IS FALSE OR member THEN '' WHEN own.key IS NULL THEN 'limit_missing' ELSE 'not_a_member'
    END AS why
FROM told AS t CROSS JOIN pay_duty
LEFT JOIN law AS own ON own.rule = 'pay_checks.otp_04' AND t.last >= own.since AND t.last < own.until
"""

CHECK: Final = Check(
    id="OTP-04", version=1, needs=("slips", "members"), reads=("members.first", "members.last"), sql=SQL
)
