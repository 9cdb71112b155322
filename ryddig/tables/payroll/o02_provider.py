"""OTP-02: does the firm have an agreement with a pension provider?

A confirmation that names the provider shows one. Without a duty the check does not apply.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH confirmed AS (SELECT count(DISTINCT provider) AS providers, min(file) AS file, min(row) AS row FROM members)
SELECT period.first, period.last, 'count' AS unit, providers AS found, 1 AS due, file, row, [own.key] AS rules,
  CASE WHEN due.due IS FALSE THEN 'does_not_apply' WHEN providers > 0 THEN 'kept' WHEN own.key IS NULL
    THEN 'cannot_be_tested' ELSE 'question' END AS outcome,
  CASE WHEN due.due IS FALSE OR providers > 0 THEN '' WHEN own.key IS NULL THEN 'limit_missing'
    ELSE 'provider_not_named' END AS why
FROM confirmed, pay_duty AS due, period
LEFT JOIN law AS own ON own.rule = 'pay_checks.otp_02' AND period.last >= own.since AND period.last < own.until
"""

CHECK: Final = Check(id="OTP-02", version=1, needs=("members",), reads=("members.provider",), sql=SQL)
