"""RF-47: is the share of hours by skilled workers, or by apprentices, below what the contract demands?

Hours of people of whom no category is known may be skilled: then it cannot be tested. Nor when nobody is marked as
apprentice or not.
"""

from typing import Final

from ryddig.domain.pay_control import Firm
from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH hours_of AS (
  SELECT w.apprentice,
    CASE WHEN w.apprentice THEN false WHEN w.certificate THEN true
      WHEN coalesce(s.category, w.category) IS NOT NULL
        THEN coalesce(s.category, w.category) IN ('skilled', 'skilled_new', 'permanent_skilled', 'specialist')
      WHEN w.certificate = false THEN false END AS skilled,
    sum(s.minutes) AS minutes, min(s.on_day) AS first, max(s.on_day) AS last, min(s.file) AS file, min(s.row) AS row,
    max(s.row) AS row_to
  FROM shifts AS s LEFT JOIN workers AS w USING (worker) GROUP BY ALL),
sums AS (
  SELECT sum(minutes) AS whole, coalesce(sum(minutes) FILTER (skilled), 0) AS skilled,
    coalesce(sum(minutes) FILTER (apprentice), 0) AS apprentice,
    coalesce(sum(minutes) FILTER (skilled IS NULL), 0) AS unknown, bool_or(apprentice IS NOT NULL) AS marked,
    min(first) AS first, max(last) AS last, min(file) AS file, min(row) AS row, max(row_to) AS row_to
  FROM hours_of),
shares AS (
  SELECT *, firm.skilled_percent AS least, sums.skilled AS part, sums.skilled + unknown AS most, 'skilled' AS kind
  FROM sums, firm
  UNION ALL
  SELECT *, firm.apprentice_percent, sums.apprentice, if(marked, sums.apprentice, whole), 'apprentice' FROM sums, firm),
told AS (
  SELECT *, CASE WHEN whole IS NULL OR whole = 0 THEN 'timesheet_missing'
      WHEN part * 100 >= least * whole THEN '' WHEN most * 100 >= least * whole THEN 'category_unknown'
      ELSE 'flag_' || kind || '_share' END AS why
  FROM shares WHERE least IS NOT NULL)
SELECT t.first, t.last, part * 100 AS found, least * whole AS due, 100 AS den, 'minutes' AS unit,
  CASE WHEN why = '' THEN 'kept' WHEN starts_with(why, 'flag') THEN 'question' ELSE 'cannot_be_tested' END AS outcome,
  why, hours(part) || ' / ' || hours(whole) || ' = ' || told(part * 10000 // whole) || ' %'
    || if(why = '', '', ' < ' || least || ' %') AS arithmetic,
  [own.key] AS rules, t.file, t.row, t.row_to
FROM told AS t
LEFT JOIN law AS own ON own.rule = 'pay_checks.rf_47' AND t.first >= own.since AND t.first < own.until
"""
UNKNOWN: Final = "SELECT first, last, 'cannot_be_tested' AS outcome, 'contract_share_unknown' AS why FROM period"


def statement(firm: Firm) -> str:
    """The judgement; the timesheets are not gone through when the contract's share is not known."""
    known = firm.skilled_percent is not None or firm.apprentice_percent is not None
    return SQL if known else UNKNOWN


CHECK: Final = Check(
    id="RF-47",
    version=1,
    needs=("shifts",),
    reads=("shifts.minutes", "shifts.category", "workers.category", "workers.certificate", "workers.apprentice"),
    sql=statement,
)
