"""RF-07: deductions above a fifth of the pay, or for lodging, tools, transport or an agency's fee.

Deductions by law, and to pension and union, are left out of the fifth. PAY-07 judges whether a deduction is lawful.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH taken AS (
  SELECT slip,
    coalesce(sum(abs(ore)) FILTER (coalesce(ground, 'other') NOT IN ('law', 'pension', 'union')), 0) AS ore,
    count(*) FILTER (ground IN ('lodging', 'tools', 'transport', 'agency')) AS telling, min(file) AS file_2,
    min(row) AS row_2, max(row) AS row_2_to
  FROM lines WHERE kind = 'deduction' GROUP BY slip),
slips_judged AS (
  SELECT s.worker, s.first, s.last, s.gross_ore, s.file, s.row, coalesce(t.ore, 0) AS ore, t.file_2, t.row_2,
    t.row_2_to, coalesce(t.ore * 5 > s.gross_ore, false) AS large, coalesce(t.telling, 0) > 0 AS telling
  FROM slips AS s LEFT JOIN taken AS t USING (slip))
SELECT j.worker, j.first, j.last, j.ore * 5 AS found, j.gross_ore AS due, 5 AS den, 'ore' AS unit,
  if(large OR telling, 'question', 'kept') AS outcome,
  CASE WHEN large THEN 'flag_large_deductions' WHEN telling THEN 'flag_telling_deduction' ELSE '' END AS why,
  CASE WHEN large THEN kroner(j.ore) || ' > 20 % × ' || kroner(j.gross_ore) || ' = ' || kroner(j.gross_ore // 5)
    WHEN j.gross_ore > 0 THEN kroner(j.ore) || ' / ' || kroner(j.gross_ore) || ' = '
      || told(j.ore * 10000 // j.gross_ore) || ' %' ELSE '' END AS arithmetic,
  [own.key] AS rules, j.file, j.row, j.file_2, j.row_2, j.row_2_to
FROM slips_judged AS j
LEFT JOIN law AS own ON own.rule = 'pay_checks.rf_07' AND j.first >= own.since AND j.first < own.until
"""

CHECK: Final = Check(
    id="RF-07",
    version=1,
    needs=("lines",),
    reads=("lines.ore", "lines.ground", "slips.gross_ore"),
    sql=SQL,
)
