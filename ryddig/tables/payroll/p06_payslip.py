"""PAY-06: does the payslip show how pay is computed, the basis of holiday pay and the deductions, and was it on time?

A file in which no payslip has a part shows nothing of it: that part cannot be tested. Where others in the file have
it, the payslip without it is asked about, one question a worker.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH counted AS (
  SELECT slip, count(*) FILTER (kind = 'ordinary' AND mmin > 0) AS computed, count(*) FILTER (kind IN ('deduction',
    'tax')) AS deducted
  FROM lines GROUP BY slip),
parts AS (
  SELECT s.*, rate IS NOT NULL AND ordinary_mmin IS NOT NULL OR month_ore IS NOT NULL OR coalesce(c.computed, 0) > 0
    AS computed,
    holiday_basis_ore IS NOT NULL AS basis, tax_ore IS NOT NULL OR coalesce(c.deducted, 0) > 0 AS deducted,
    paid_on IS NOT NULL AS dated, coalesce(issued_on > paid_on + 7, false) AS late
  FROM slips AS s LEFT JOIN counted AS c USING (slip)),
files_shown AS (
  SELECT file, bool_or(computed) AS computed, bool_or(basis) AS basis, bool_or(deducted) AS deducted, bool_or(dated)
    AS dated,
    min(first) AS first, max(last) AS last, min(row) AS row, max(row) AS row_to
  FROM parts GROUP BY file),
lacking AS (
  SELECT p.worker, p.first, p.last, p.file, p.row, CASE WHEN f.computed AND NOT p.computed
    THEN 'payslip_no_calculation'
      WHEN f.basis AND NOT p.basis THEN 'payslip_no_holiday_basis' WHEN f.deducted AND NOT p.deducted
        THEN 'payslip_no_deductions'
      WHEN f.dated AND NOT p.dated THEN 'payslip_no_date' WHEN p.late THEN 'payslip_late' ELSE '' END AS why
  FROM parts AS p JOIN files_shown AS f USING (file)),
told AS (
  SELECT worker, why, min(first) AS first, max(last) AS last, count(*) AS number, arg_min(file, first) AS file,
    arg_min(row, first) AS row
  FROM lacking GROUP BY worker, why)
SELECT t.worker, t.first, t.last, CASE WHEN why = '' THEN 'kept' WHEN own.key IS NULL THEN 'cannot_be_tested'
  ELSE 'question' END AS outcome,
  CASE WHEN why <> '' AND own.key IS NULL THEN 'limit_missing' ELSE why END AS why, number AS found, CASE
    WHEN why <> '' THEN 0 END AS due,
  'count' AS unit, [own.key] AS rules, t.file, t.row, NULL AS row_to
FROM told AS t LEFT JOIN law AS own ON own.rule = 'pay_checks.pay_06' AND t.first >= own.since AND t.first < own.until
UNION ALL BY NAME
SELECT NULL AS worker, first, last, 'cannot_be_tested' AS outcome, 'payslip_parts_not_shown' AS why, file, row,
  row_to, 'count' AS unit,
  CAST(computed AS INTEGER) + CAST(basis AS INTEGER) + CAST(deducted AS INTEGER) + CAST(dated AS INTEGER) AS found,
    4 AS due
FROM files_shown WHERE NOT (computed AND basis AND deducted AND dated)
"""

CHECK: Final = Check(
    id="PAY-06",
    version=1,
    needs=("slips",),
    reads=(
        "slips.rate",
        "slips.ordinary_mmin",
        "slips.holiday_basis_ore",
        "slips.tax_ore",
        "slips.paid_on",
        "slips.issued_on",
    ),
    sql=SQL,
)
