"""SPEND-04: was the same bill booked before: same supplier, number and amount, or same day and amount?"""

from typing import Final

from ryddig.tables.spend.check import SpendCheck

# A pair where one was credited is kept: the mistake was mended.
SQL: Final = """
WITH credited AS (SELECT DISTINCT supplier, -ore AS ore FROM bills WHERE ore < 0),
told AS (
  SELECT b.*, lag(b.bill) OVER same_number AS by_number, lag(b.bill) OVER same_amount AS by_amount,
    EXISTS (SELECT 1 FROM credited AS c WHERE c.supplier = b.supplier AND c.ore = b.ore) AS mended
  FROM bills AS b WHERE b.ore > 0 AND b.supplier <> 'unknown'
  WINDOW same_number AS (PARTITION BY b.supplier, b.number_key, b.ore ORDER BY b.on_day, b.bill),
    same_amount AS (PARTITION BY b.supplier, b.on_day, b.ore ORDER BY b.bill)),
judged AS (
  SELECT *, CASE WHEN mended THEN '' WHEN number_key IS NOT NULL AND by_number IS NOT NULL THEN 'same_number'
      WHEN by_amount IS NOT NULL THEN 'same_amount' ELSE '' END AS why
  FROM told)
SELECT j.bill, j.supplier, j.on_day, j.ore, j.file, j.row, j.row_to, j.why, e.file AS file_2, e.row AS row_2,
  CASE j.why WHEN 'same_number' THEN j.number ELSE coalesce(e.number, e.voucher, '') END AS other,
  if(j.why = '', 'kept', 'question') AS outcome
FROM judged AS j LEFT JOIN bills AS e ON e.bill = CASE j.why WHEN 'same_number' THEN by_number
  WHEN 'same_amount' THEN by_amount END
"""

CHECK: Final = SpendCheck("SPEND-04", 1, SQL)
