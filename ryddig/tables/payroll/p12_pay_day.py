"""PAY-12: is pay paid on time: twice a month unless agreed otherwise, in haulage by its day of the next month?

A date after that day is a breach in haulage. How often pay is paid is asked once for everyone whose contract does not
tell.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH agreed AS (SELECT worker, min(pay_times) AS times FROM contracts GROUP BY worker),
dated AS (
  SELECT s.*, coalesce(s.trade, w.trade, firm.trade) = 'road_goods' AS haulage, a.times, t.figure AS by_law, t.key
    AS times_key,
    d.figure AS day, d.key AS day_key, d.status AS day_status, last_day(s.last) + CAST(d.figure AS INTEGER) AS latest,
    count(*) OVER (PARTITION BY s.worker, year(s.last), month(s.last)) AS slips_of_month
  FROM slips AS s LEFT JOIN workers AS w USING (worker) LEFT JOIN agreed AS a USING (worker)
  LEFT JOIN law AS t ON t.rule = 'wages.times_a_month' AND s.last >= t.since AND s.last < t.until
  LEFT JOIN law AS d ON d.rule = 'rates.road_goods.pay_day' AND s.last >= d.since AND s.last < d.until, firm),
seldom AS (
  SELECT min(first) AS first, max(last) AS last, count(DISTINCT worker) AS workers, min(file) AS file, min(row)
    AS row, max(row) AS row_to, any_value(times_key) AS key
  FROM dated WHERE slips_of_month < coalesce(times, by_law) HAVING count(*) > 0)
SELECT worker, first, last, CASE WHEN paid_on IS NULL OR day IS NULL THEN 'cannot_be_tested' WHEN paid_on <= latest
  THEN 'kept'
    WHEN day_status = 'official' THEN 'breach' ELSE 'question' END AS outcome,
  CASE WHEN paid_on IS NULL THEN 'pay_day_not_stated' WHEN day IS NULL THEN 'limit_missing' WHEN paid_on > latest
    THEN 'paid_late' ELSE '' END AS why,
  greatest(0, paid_on - latest) AS found, 0 AS due, 'days' AS unit, strftime(paid_on, '%d.%m.%Y') || ' > '
    || strftime(latest, '%d.%m.%Y') AS arithmetic,
  [day_key] AS rules, file, row, NULL AS row_to
FROM dated WHERE haulage
UNION ALL BY NAME
SELECT NULL AS worker, first, last, 'question' AS outcome, 'pay_times_not_agreed' AS why, workers AS found, 0
  AS due, 'count' AS unit, [key] AS rules, file, row, row_to
FROM seldom
UNION ALL BY NAME
SELECT worker, min(first) AS first, max(last) AS last, 'kept' AS outcome, '' AS why FROM dated
WHERE NOT coalesce(haulage, false) AND slips_of_month >= coalesce(times, by_law) GROUP BY worker
"""

CHECK: Final = Check(
    id="PAY-12",
    version=1,
    needs=("slips",),
    reads=("slips.paid_on", "slips.first", "slips.last", "contracts.pay_times"),
    sql=SQL,
)
