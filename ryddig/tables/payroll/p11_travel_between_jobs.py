"""PAY-11: in cleaning, is the time of travel between two jobs of a day paid?

Two jobs follow each other when they are at different places on one day and no more than three hours lie between them.
The time between, less what the list itself records, is asked about: part of it may be free time.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH placed AS (
  SELECT h.worker, h.on_day, h.site, coalesce(h.travel, false) AS travel, h.start_min, h.end_min, h.file, h.row,
    lead(h.start_min) OVER of_day AS next_start, lead(h.site) OVER of_day AS next_site, lead(coalesce(h.travel,
      false)) OVER of_day AS next_travel
  FROM shifts AS h LEFT JOIN workers AS w USING (worker)
  LEFT JOIN slips AS s ON s.worker = h.worker AND h.on_day BETWEEN s.first AND s.last, firm
  WHERE h.site IS NOT NULL AND h.start_min IS NOT NULL AND coalesce(h.trade, s.trade, w.trade,
    firm.trade) = 'cleaning'
  WINDOW of_day AS (PARTITION BY h.worker, h.on_day ORDER BY h.start_min, h.end_min)),
gaps AS (
  SELECT *, CASE WHEN NOT travel AND NOT next_travel AND next_site <> site AND next_start - end_min BETWEEN 1
    AND 180 THEN next_start - end_min ELSE 0 END AS gap
  FROM placed),
months AS (
  SELECT worker, min(on_day) AS first, max(on_day) AS last, sum(gap) AS minutes, count(*) FILTER (gap > 0) AS gaps,
    min(file) AS file,
    coalesce(min(row) FILTER (gap > 0), min(row)) AS row, coalesce(max(row) FILTER (gap > 0), max(row)) AS row_to
  FROM gaps GROUP BY worker, year(on_day), month(on_day))
SELECT m.worker, m.first, m.last, CASE WHEN minutes = 0 THEN 'kept' WHEN own.key IS NULL THEN 'cannot_be_tested'
  ELSE 'question' END AS outcome,
  CASE WHEN minutes = 0 THEN '' WHEN own.key IS NULL THEN 'limit_missing' ELSE 'travel_not_recorded' END AS why, 0
    AS found, minutes AS due,
  'minutes' AS unit, gaps || ' : ' || pay_length(minutes * 1000) AS arithmetic, [own.key] AS rules, m.file, m.row,
    m.row_to
FROM months AS m LEFT JOIN law AS own ON own.rule = 'pay_checks.pay_11' AND m.first >= own.since
  AND m.first < own.until
"""

CHECK: Final = Check(
    id="PAY-11",
    version=1,
    needs=("shifts",),
    reads=("shifts.site", "shifts.starts", "shifts.ends", "shifts.travel"),
    sql=SQL,
)
