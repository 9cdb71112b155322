"""RF-37: did an employer invoice for more than five per cent more hours than its crew had?"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH bills AS (
  SELECT coalesce(firm_key(i.employer), firm.number) AS employer, i.first, i.last, sum(i.minutes) AS minutes,
    min(i.file) AS file, min(i.row) AS row, max(i.row) AS row_to
  FROM invoices AS i, firm GROUP BY ALL),
compared AS (
  SELECT b.employer, b.first, b.last, b.minutes, b.file, b.row, b.row_to, sum(p.minutes) AS crew,
    count(*) FILTER (p.worker IS NOT NULL AND p.minutes IS NULL) AS unknown, min(p.file) AS file_2, min(p.row) AS row_2,
    max(p.row) AS row_2_to
  FROM bills AS b LEFT JOIN present AS p
    ON p.certain AND p.employer IS NOT DISTINCT FROM b.employer AND p.on_day BETWEEN b.first AND b.last
  GROUP BY ALL),
told AS (
  SELECT *, CASE WHEN first IS NULL OR last IS NULL OR minutes IS NULL THEN 'hours_not_invoiced'
      WHEN unknown > 0 THEN 'crew_hours_missing'
      WHEN minutes * 100 > coalesce(crew, 0) * 105 THEN 'flag_invoiced_over_crew' ELSE '' END AS why
  FROM compared)
SELECT coalesce(t.first, period.first) AS first, coalesce(t.last, period.last) AS last,
  CASE WHEN why = '' THEN 'kept' WHEN why = 'flag_invoiced_over_crew' THEN 'question' ELSE 'cannot_be_tested' END
    AS outcome,
  why, t.minutes AS found, coalesce(t.crew, 0) AS due, 'minutes' AS unit,
  if(why = 'flag_invoiced_over_crew', hours(t.minutes) || ' − ' || hours(coalesce(t.crew, 0)) || ' = '
    || hours(t.minutes - coalesce(t.crew, 0)), '') AS arithmetic,
  [own.key] AS rules, t.file, t.row, t.row_to, t.file_2, t.row_2, t.row_2_to
FROM told AS t CROSS JOIN period
LEFT JOIN law AS own ON own.rule = 'pay_checks.rf_37'
  AND coalesce(t.first, period.first) >= own.since AND coalesce(t.first, period.first) < own.until
"""

CHECK: Final = Check(
    id="RF-37",
    version=1,
    needs=("invoices", "crew"),
    reads=("invoices.minutes", "crew.minutes", "crew.start_min", "crew.end_min"),
    sql=SQL,
)
