"""PAY-13: is the employer on the payslip the one on the contract, the card and the site list?

An employer counts by its organisation number where one is written, else by its name.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH named AS (
  SELECT worker, firm_key(employer) AS employer, 'slips' AS source, min(first) AS first, max(last) AS last,
    min(file) AS file, min(row) AS row
  FROM slips WHERE employer IS NOT NULL GROUP BY ALL
  UNION ALL SELECT worker, firm_key(employer), 'contracts', min(starts_on), max(starts_on), min(file), min(row)
    FROM contracts WHERE employer IS NOT NULL GROUP BY ALL
  UNION ALL SELECT worker, firm_key(employer), 'cards', min(issued_on), max(issued_on), min(file), min(row)
    FROM cards WHERE employer IS NOT NULL GROUP BY ALL
  UNION ALL SELECT worker, firm_key(employer), 'crew', min(on_day), max(on_day), min(file), min(row) FROM crew
    WHERE employer IS NOT NULL GROUP BY ALL),
told AS (
  SELECT worker, count(DISTINCT employer) AS employers, count(DISTINCT source) AS sources, min(file)
    FILTER (source = 'slips') AS file,
    min(row) FILTER (source = 'slips') AS row, arg_min(file, row) FILTER (source <> 'slips') AS file_2, min(row)
      FILTER (source <> 'slips') AS row_2
  FROM named WHERE worker IS NOT NULL GROUP BY worker)
SELECT t.worker, period.first, period.last, employers AS found, 1 AS due, 'count' AS unit,
  CASE WHEN employers > 1 THEN if(own.key IS NULL, 'cannot_be_tested', 'question') WHEN sources > 1 THEN 'kept'
    ELSE 'cannot_be_tested' END AS outcome,
  CASE WHEN employers > 1 THEN if(own.key IS NULL, 'limit_missing', 'employer_differs') WHEN sources > 1 THEN ''
    ELSE 'employer_shown_once' END AS why,
  CASE WHEN employers > 1 THEN employers || ' > 1' END AS arithmetic, [own.key] AS rules, t.file, t.row, t.file_2,
    t.row_2
FROM told AS t CROSS JOIN period
LEFT JOIN law AS own ON own.rule = 'pay_checks.pay_13' AND period.last >= own.since AND period.last < own.until
UNION ALL BY NAME
SELECT period.first, period.last, 'cannot_be_tested' AS outcome, 'employer_not_stated' AS why FROM period
  WHERE NOT EXISTS (FROM named)
"""

CHECK: Final = Check(
    id="PAY-13",
    version=1,
    needs=("slips",),
    reads=("slips.employer", "contracts.employer", "cards.employer", "crew.employer"),
    sql=SQL,
)
