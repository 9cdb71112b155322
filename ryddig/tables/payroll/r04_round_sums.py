"""RF-04: payslips in whole thousands of kroner, or without any number of hours. Fixed monthly pay may be round."""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH counted AS (SELECT slip FROM lines WHERE mmin IS NOT NULL GROUP BY slip),
slips_judged AS (
  SELECT s.*, CASE
      WHEN s.month_ore IS NOT NULL THEN ''
      WHEN s.ordinary_mmin IS NULL AND s.overtime_mmin IS NULL AND c.slip IS NULL THEN 'flag_no_hours'
      WHEN s.gross_ore > 0 AND s.gross_ore % 100000 = 0 THEN 'flag_round_sum' ELSE '' END AS why
  FROM slips AS s LEFT JOIN counted AS c USING (slip)),
told AS (
  SELECT worker, why, min(first) AS first, max(last) AS last, count(*) AS number,
    min(gross_ore) AS lowest, max(gross_ore) AS highest, any_value(file) AS file, min(row) AS row
  FROM slips_judged GROUP BY worker, why)
SELECT t.worker, t.first, t.last, number AS found, 0 AS due, 'count' AS unit,
  if(why = '', 'kept', 'question') AS outcome, why,
  CASE WHEN why <> 'flag_round_sum' THEN '' WHEN lowest = highest THEN kroner(lowest)
    ELSE kroner(lowest) || ' – ' || kroner(highest) END AS arithmetic,
  [own.key] AS rules, t.file, t.row
FROM told AS t
LEFT JOIN law AS own ON own.rule = 'pay_checks.rf_04' AND t.first >= own.since AND t.first < own.until
"""

CHECK: Final = Check(
    id="RF-04",
    version=1,
    needs=("slips",),
    reads=("slips.gross_ore", "slips.ordinary_mmin", "slips.overtime_mmin", "lines.mmin"),
    sql=SQL,
)
