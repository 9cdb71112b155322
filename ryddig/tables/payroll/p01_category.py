"""PAY-01: is the worker in the right category, and is it documented?

Asks where certificate, age or experience leave several categories open, where the one stated is lower than age and
experience give, where a certificate is shown and the lower category used, and where payslip and contract differ. The
kroner are PAY-02's.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH dues AS (
  SELECT slip, due, place FROM pay_work UNION ALL SELECT slip, due_first, 0 FROM pay_blind),
contracted AS (SELECT worker, max(category) AS category FROM contracts
  GROUP BY worker HAVING count(DISTINCT category) = 1),
shown AS (
  SELECT s.worker, s.first, s.last, s.file, s.row, d.why AS codes, d.sure, d.asked, d.rules, scope.why = 'no'
    AS outside, w.certificate,
    coalesce(c.category, w.category) AS stated, k.category AS agreed
  FROM pay_slips AS s JOIN dues AS u USING (slip) JOIN slips AS c USING (slip) JOIN pay_due AS d ON d.due = u.due
    AND d.what = 'category'
  JOIN pay_due AS scope ON scope.due = u.due AND scope.what = 'scope'
  LEFT JOIN workers AS w ON w.worker = s.worker LEFT JOIN contracted AS k ON k.worker = s.worker),
asked_of AS (
  SELECT *, CASE WHEN outside THEN '' WHEN codes = '' THEN 'trade_unknown' WHEN codes LIKE '% %'
    THEN 'category_unknown'
      WHEN asked < sure THEN 'category_too_low' WHEN certificate AND codes NOT LIKE '%skilled' OR certificate
        AND codes LIKE '%unskilled' THEN 'certificate_not_used'
      WHEN agreed <> stated THEN 'category_differs' ELSE '' END AS why
  FROM shown),
told AS (
  SELECT worker, why, outside, min(first) AS first, max(last) AS last, arg_min(file, first) AS file, arg_min(row,
    first) AS row,
    arg_min(asked, first) AS asked, arg_min(sure, first) AS sure, arg_min(rules, first) AS rules
  FROM asked_of GROUP BY worker, why, outside)
SELECT t.worker, t.first, t.last, CASE WHEN why = '' THEN if(outside, 'does_not_apply', 'kept')
  WHEN why = 'trade_unknown' OR own.key IS NULL
    THEN 'cannot_be_tested' ELSE 'question' END AS outcome, CASE WHEN why <> '' AND own.key IS NULL
      THEN 'limit_missing' ELSE why END AS why,
  CASE WHEN why = 'category_too_low' THEN asked END AS found, CASE WHEN why = 'category_too_low' THEN sure END AS due,
  1000000 AS den, 'ore_per_hour' AS unit, list_concat([own.key], rules) AS rules, t.file, t.row,
  CASE WHEN why = 'category_too_low' THEN pay_figure(asked, 1000000) || ' < ' || pay_figure(sure, 1000000)
    || ' kr/t' END AS arithmetic
FROM told AS t LEFT JOIN law AS own ON own.rule = 'pay_checks.pay_01' AND t.first >= own.since AND t.first < own.until
"""

CHECK: Final = Check(
    id="PAY-01",
    version=1,
    needs=("slips",),
    reads=("slips.category", "workers.category", "workers.born_on", "workers.experience_from", "contracts.category"),
    sql=SQL,
)
