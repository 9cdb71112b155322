"""RF-27: does anyone on site have an employer that is not in the contract's chain?"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH shown AS (
  SELECT worker, firm_key(employer) AS employer, seen_on AS on_day, file, row FROM cards
  UNION ALL
  SELECT worker, firm_key(employer), on_day, file, row FROM crew),
told AS (
  SELECT s.worker, s.employer, min(s.on_day) AS first, max(s.on_day) AS last, min(s.file) AS file, min(s.row) AS row,
    list_contains(list_append(firm.chain, firm.number), s.employer) AS known,
    len(firm.chain) > 0 AS chain_known
  FROM shown AS s, firm WHERE s.employer IS NOT NULL GROUP BY ALL)
SELECT t.worker, greatest(coalesce(t.first, period.first), period.first) AS first,
  least(greatest(coalesce(t.last, period.last), period.first), period.last) AS last,
  CASE WHEN known THEN 'kept' WHEN NOT regexp_matches(t.employer, '^[0-9]{9}$') THEN 'cannot_be_tested'
    ELSE 'question' END AS outcome,
  CASE WHEN known THEN '' WHEN NOT regexp_matches(t.employer, '^[0-9]{9}$') THEN 'employer_not_numbered'
    ELSE 'flag_unknown_firm' END AS why,
  if(regexp_matches(t.employer, '^[0-9]{9}$'), t.employer, '') AS arithmetic, 'count' AS unit,
  [own.key] AS rules, t.file, t.row
FROM told AS t CROSS JOIN period
LEFT JOIN law AS own ON own.rule = 'pay_checks.rf_27' AND period.last >= own.since AND period.last < own.until
WHERE chain_known
UNION ALL BY NAME
SELECT period.first, period.last, 'cannot_be_tested' AS outcome,
  if(len(firm.chain) = 0, 'chain_unknown', 'employer_not_stated') AS why
FROM period, firm WHERE len(firm.chain) = 0 OR NOT EXISTS (FROM told)
"""

CHECK: Final = Check(
    id="RF-27",
    version=1,
    needs=(),
    reads=("cards.employer", "crew.employer"),
    sql=SQL,
)
