"""PAY-09: is holiday pay at least the lawful part of its basis?

The rule is `settlement.judge_holiday_pay`: 10.2 per cent, 12.5 for whoever turns 60 by the end of next year, in whole
øre. An unknown birth date never raises it; a tariff agreement may.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH stated AS (
  SELECT s.worker, s.first, s.last, s.file, s.row, s.holiday_basis_ore AS basis, s.holiday_pay_ore AS paid, h.*,
    row_number() OVER () AS number
  FROM slips AS s LEFT JOIN workers AS w USING (worker)
  LEFT JOIN pay_shares AS plain ON plain.what = 'holiday' AND s.last BETWEEN plain.since AND plain.until
  LEFT JOIN pay_shares AS h ON s.last BETWEEN h.since AND h.until AND h.what =
    CASE WHEN year(s.last) + 1 - year(w.born_on) >= plain.senior_age THEN 'holiday_senior' ELSE 'holiday' END),
due AS (SELECT *, sure * basis // 1000000 AS due_sure, asked * basis // 1000000 AS due_asked FROM stated),
short AS (
  SELECT *, greatest(0, due_sure - paid) AS low, coalesce(greatest(0, due_asked - paid), 0) AS high,
    due_asked IS NOT NULL AND proven AS tested
  FROM due),
judged AS (
  SELECT *, CASE WHEN basis IS NULL OR paid IS NULL THEN 'cannot_be_tested' ELSE
      pay_outcome(low, pay_open(true, low, high), tested) END AS outcome,
    CASE WHEN basis IS NULL THEN 'holiday_basis_not_stated' WHEN paid IS NULL THEN 'holiday_pay_not_stated'
      WHEN high <= low AND tested THEN '' ELSE why END AS asks
  FROM short)
SELECT worker, first, last, outcome, asks AS why, file, row, row AS row_to, paid AS found, pay_due(due_sure,
  due_asked, proven) AS due, 'ore' AS unit,
  low AS shortfall, pay_open(true, low, high) AS in_question, rules,
  CASE WHEN low > 0 OR high > 0 THEN pay_figure(CASE WHEN low > 0 THEN sure ELSE asked END, 100) || ' % × '
    || kroner(basis) || ' − '
    || kroner(paid) || ' = ' || kroner(CASE WHEN low > 0 THEN low ELSE high END) END AS arithmetic
FROM judged WHERE basis IS NOT NULL AND paid IS NOT NULL
UNION ALL BY NAME
SELECT CASE WHEN count(DISTINCT worker) = 1 THEN min(worker) END AS worker, min(first) AS first, max(last) AS last,
  'cannot_be_tested' AS outcome,
  asks AS why, file, min(row) AS row, max(row) AS row_to
FROM judged WHERE basis IS NULL OR paid IS NULL GROUP BY asks, file
"""

CHECK: Final = Check(
    id="PAY-09",
    version=1,
    needs=("slips",),
    reads=("slips.holiday_basis_ore", "slips.holiday_pay_ore", "workers.born_on"),
    sql=SQL,
)
