"""OTP-01: must the firm have occupational pension?

The rule is `settlement.pension_duty`, on those employed on the last day of the control. Those shown may make a duty;
that nobody makes one is never shown, since the list may be short.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
SELECT period.first, period.last, 'count' AS unit, employed AS found,
  CASE WHEN stated IS FALSE AND shown THEN if(own.status IS NULL, 'cannot_be_tested', 'question')
    WHEN due IS NOT NULL THEN 'kept'
    WHEN employed > 0 THEN 'question' ELSE 'cannot_be_tested' END AS outcome,
  CASE WHEN stated IS FALSE AND shown THEN 'pension_duty_denied' WHEN due IS NULL THEN 'pension_unknown' ELSE '' END
    AS why, [own.key] AS rules
FROM pay_duty, period
LEFT JOIN law AS own ON own.rule = 'pay_checks.otp_01' AND period.last >= own.since AND period.last < own.until
"""

CHECK: Final = Check(id="OTP-01", version=1, needs=(), reads=("employed.share_percent", "employed.owner"), sql=SQL)
