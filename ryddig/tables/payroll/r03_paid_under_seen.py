"""RF-03: was anyone paid for more than five per cent fewer hours than they were seen to work, or for none at all?"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH seen AS (  -- by payslip; days that no payslip covers have slip NULL
  SELECT p.worker, s.slip, min(p.on_day) AS first, max(p.on_day) AS last, sum(p.minutes) AS minutes,
    count(*) FILTER (p.minutes IS NULL) AS unknown, any_value(p.file) AS file_2, min(p.row) AS row_2,
    max(p.row) AS row_2_to
  FROM present AS p LEFT JOIN slips AS s ON s.worker = p.worker AND p.on_day BETWEEN s.first AND s.last
  WHERE p.certain GROUP BY p.worker, s.slip),
asked_for AS (SELECT min(first) AS first, max(last) AS last FROM slips),
compared AS (
  SELECT n.worker, coalesce(s.first, n.first) AS first, coalesce(s.last, n.last) AS last, n.slip, n.minutes AS seen,
    CASE WHEN n.slip IS NULL THEN 0 ELSE s.ordinary_mmin + coalesce(s.overtime_mmin, 0) END AS paid_mmin,
    n.unknown, s.file, s.row, n.file_2, n.row_2, n.row_2_to,
    n.slip IS NULL AND (n.last < a.first OR n.first > a.last) AS outside
  FROM seen AS n LEFT JOIN slips AS s USING (slip), asked_for AS a),
told AS (
  SELECT *, CASE WHEN outside THEN 'slips_of_other_days' WHEN seen IS NULL THEN 'crew_hours_missing'
      WHEN paid_mmin IS NULL THEN 'hours_not_stated' END AS untested,
    paid_mmin * 100 < seen * 1000 * 95 AS less
  FROM compared)
SELECT t.worker, t.first, t.last, paid_mmin AS found, seen * 1000 AS due, 1000 AS den, 'minutes' AS unit,
  CASE WHEN untested IS NOT NULL THEN 'cannot_be_tested' WHEN less THEN 'question' ELSE 'kept' END AS outcome,
  CASE WHEN untested IS NOT NULL THEN untested WHEN NOT less THEN ''
    WHEN slip IS NULL THEN 'seen_without_slip' ELSE 'flag_paid_under_seen' END AS why,
  if(less AND untested IS NULL,
    hours(paid_mmin // 1000) || ' / ' || hours(seen) || ' = ' || told(paid_mmin * 10 // seen) || ' % < 95 %', '')
    AS arithmetic,
  [own.key] AS rules, t.file, t.row, t.file_2, t.row_2, t.row_2_to
FROM told AS t
LEFT JOIN law AS own ON own.rule = 'pay_checks.rf_03' AND t.first >= own.since AND t.first < own.until
"""

CHECK: Final = Check(
    id="RF-03",
    version=1,
    needs=("slips", "crew"),
    reads=("slips.ordinary_mmin", "slips.overtime_mmin", "crew.minutes", "crew.start_min", "crew.end_min"),
    sql=SQL,
)
