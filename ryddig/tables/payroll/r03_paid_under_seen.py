"""RF-03: was anyone paid for more than five per cent fewer hours than they were seen to work, or for none at all?

Days of a timesheet that no payslip covers count as seen. Only people of employers whose payslips were handed over.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH paying AS (
  SELECT DISTINCT coalesce(firm_key(s.employer), firm_key(w.employer), firm.number) AS employer
  FROM slips AS s LEFT JOIN workers AS w USING (worker), firm),
asked_for AS (SELECT min(first) AS first, max(last) AS last FROM slips),
seen AS (  -- by payslip; days that no payslip covers have slip NULL
  SELECT p.worker, p.on_day, s.slip, p.minutes, p.file, p.row
  FROM present AS p LEFT JOIN slips AS s ON s.worker = p.worker AND p.on_day BETWEEN s.first AND s.last
  WHERE p.certain AND (p.employer IS NULL OR p.employer IN (SELECT employer FROM paying WHERE employer IS NOT NULL))),
short AS (  -- workers with more minutes on the timesheets than their payslips' days hold
  SELECT t.worker FROM (SELECT worker, sum(minutes) AS minutes FROM shifts GROUP BY worker) AS t
  LEFT JOIN (SELECT worker, sum(worked) AS minutes FROM pay_slips GROUP BY worker) AS p USING (worker)
  WHERE t.minutes > coalesce(p.minutes, 0)),
unpaid AS (
  SELECT worker, on_day, max(minutes) AS minutes, min(file) AS file, min(row) AS row FROM (
    SELECT worker, on_day, minutes, file, row FROM seen WHERE slip IS NULL
    UNION ALL
    SELECT h.worker, h.on_day, h.minutes, h.file, h.row FROM shifts AS h SEMI JOIN short USING (worker)
    ANTI JOIN slips AS s ON s.worker = h.worker AND h.on_day BETWEEN s.first AND s.last) GROUP BY worker, on_day),
compared AS (
  SELECT n.worker, s.first, s.last, s.ordinary_mmin + coalesce(s.overtime_mmin, 0) AS paid_mmin, n.minutes,
    s.file, s.row, n.file_2, n.row_2, n.row_2_to, 'flag_paid_under_seen' AS sign
  FROM (SELECT worker, slip, sum(minutes) AS minutes, any_value(file) AS file_2, min(row) AS row_2, max(row) AS row_2_to
    FROM seen WHERE slip IS NOT NULL GROUP BY worker, slip) AS n JOIN slips AS s USING (slip)
  UNION ALL BY NAME
  SELECT worker, min(on_day) AS first, max(on_day) AS last, 0 AS paid_mmin, sum(minutes) AS minutes,
    any_value(file) AS file_2, min(row) AS row_2, max(row) AS row_2_to, 'seen_without_slip' AS sign
  FROM unpaid, asked_for AS a WHERE on_day BETWEEN a.first AND a.last GROUP BY worker),
told AS (
  SELECT *, CASE WHEN minutes IS NULL THEN 'crew_hours_missing' WHEN paid_mmin IS NULL THEN 'hours_not_stated' END
    AS untested, paid_mmin * 100 < minutes * 1000 * 95 AS less
  FROM compared)
SELECT t.worker, t.first, t.last, paid_mmin AS found, minutes * 1000 AS due, 1000 AS den, 'minutes' AS unit,
  CASE WHEN untested IS NOT NULL THEN 'cannot_be_tested' WHEN less THEN 'question' ELSE 'kept' END AS outcome,
  CASE WHEN untested IS NOT NULL THEN untested WHEN less THEN sign ELSE '' END AS why,
  if(less AND untested IS NULL,
    hours(paid_mmin // 1000) || ' / ' || hours(minutes) || ' = ' || told(paid_mmin * 10 // minutes) || ' % < 95 %', '')
    AS arithmetic,
  [own.key] AS rules, t.file, t.row, t.file_2, t.row_2, t.row_2_to
FROM told AS t
LEFT JOIN law AS own ON own.rule = 'pay_checks.rf_03' AND t.first >= own.since AND t.first < own.until
UNION ALL BY NAME
SELECT min(on_day) AS first, max(on_day) AS last, 'cannot_be_tested' AS outcome, 'slips_of_other_days' AS why,
  count(DISTINCT worker) AS found, 'count' AS unit, any_value(u.file) AS file_2, min(u.row) AS row_2
FROM unpaid AS u, asked_for AS a WHERE on_day NOT BETWEEN a.first AND a.last HAVING count(*) > 0
UNION ALL BY NAME
SELECT first, last, 'cannot_be_tested' AS outcome, 'days_on_site_missing' AS why
FROM period WHERE NOT EXISTS (FROM present WHERE certain)
"""

CHECK: Final = Check(
    id="RF-03",
    version=1,
    needs=("slips",),
    reads=("slips.ordinary_mmin", "slips.overtime_mmin", "crew.minutes", "crew.start_min", "crew.end_min"),
    sql=SQL,
)
