"""OTP-03: is at least two per cent of the pay paid to the pension, from the first krone?

The rule is `settlement.judge_pension`, for each row of the provider's confirmation. Above the ceiling of twelve base
amounts a year only the whole year decides.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH months AS (
  SELECT *, (year(last) - year(first)) * 12 + month(last) - month(first) + 1 AS months FROM members
    WHERE first <= last),
rated AS (
  SELECT m.*, p.sure, p.asked, p.proven, p.why, p.rules, pay_duty.due AS duty
  FROM months AS m LEFT JOIN pay_shares AS c ON c.what = 'pension' AND m.last BETWEEN c.since AND c.until
  LEFT JOIN pay_shares AS p ON m.last BETWEEN p.since AND p.until AND p.what =
    CASE WHEN c.ceiling IS NULL OR CAST(m.pay_ore AS HUGEINT) * 12 <= c.ceiling * m.months THEN 'pension'
      ELSE 'pension_above' END, pay_duty),
due AS (SELECT *, sure * pay_ore // 1000000 AS due_sure, asked * pay_ore // 1000000 AS due_asked FROM rated),
short AS (
  SELECT *, greatest(0, due_sure - contribution_ore) AS low, coalesce(greatest(0, due_asked - contribution_ore), 0)
    AS high,
    due_asked IS NOT NULL AND proven AS tested
  FROM due),
judged AS (
  SELECT *, CASE WHEN duty IS FALSE THEN 'does_not_apply' WHEN pay_ore IS NULL OR contribution_ore IS NULL
    THEN 'cannot_be_tested'
    ELSE pay_outcome(low, pay_open(true, low, high), tested) END AS outcome
  FROM short)
SELECT worker, first, last, outcome, file, row, contribution_ore AS found, pay_due(due_sure, due_asked, proven)
  AS due, 'ore' AS unit,
  CASE WHEN outcome IN ('breach', 'question') THEN low ELSE 0 END AS shortfall,
  CASE WHEN outcome IN ('breach', 'question') THEN pay_open(true, low, high) ELSE 0 END AS in_question,
  CASE WHEN duty IS FALSE THEN '' WHEN pay_ore IS NULL OR contribution_ore IS NULL THEN 'contribution_not_shown'
    WHEN high <= low AND tested THEN '' ELSE why END AS why,
  CASE WHEN outcome <> 'does_not_apply' THEN rules END AS rules,
  CASE WHEN outcome IN ('breach', 'question') THEN pay_figure(CASE WHEN low > 0 THEN sure ELSE asked END, 100)
    || ' % × ' || kroner(pay_ore) || ' − '
    || kroner(contribution_ore) || ' = ' || kroner(CASE WHEN low > 0 THEN low ELSE high END) END AS arithmetic
FROM judged
"""

CHECK: Final = Check(
    id="OTP-03", version=1, needs=("members",), reads=("members.pay_ore", "members.contribution_ore"), sql=SQL
)
