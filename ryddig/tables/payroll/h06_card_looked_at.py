"""HMS-06: has the buyer looked at each cleaner's card in the last year, and after the cleaner was new?

The routine is the buyer's own, by guidance. It asks; it never holds anything against the supplier.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH cleaners AS (
  SELECT p.worker, min(p.on_day) AS first, max(p.on_day) AS last, any_value(p.file) AS file, min(p.row) AS row
  FROM present AS p WHERE p.trade = 'cleaning' GROUP BY p.worker),
looked AS (
  SELECT k.worker, k.first, k.last, k.file, k.row, max(c.seen_on) AS seen_on, w.started_on
  FROM cleaners AS k LEFT JOIN cards AS c ON c.worker = k.worker
  LEFT JOIN workers AS w ON w.worker = k.worker GROUP BY ALL)
SELECT l.worker, l.first, l.last,
  CASE WHEN own.key IS NULL OR often.figure IS NULL THEN 'cannot_be_tested'
    WHEN seen_on >= l.last - to_months(CAST(often.figure AS INTEGER))
      AND seen_on >= coalesce(started_on, seen_on) THEN 'kept'
    ELSE 'question' END AS outcome,
  CASE WHEN own.key IS NULL OR often.figure IS NULL THEN 'limit_missing'
    WHEN seen_on IS NULL THEN 'card_never_looked_at'
    WHEN seen_on < l.last - to_months(CAST(often.figure AS INTEGER)) THEN 'card_not_looked_at_lately'
    WHEN seen_on < started_on THEN 'card_not_looked_at_when_new' ELSE '' END AS why,
  if(seen_on IS NULL, '', strftime(seen_on, '%d.%m.%Y') || ' – ' || strftime(l.last, '%d.%m.%Y')) AS arithmetic,
  'count' AS unit, list_filter([own.key, often.key], lambda one : one IS NOT NULL) AS rules, l.file, l.row
FROM looked AS l
LEFT JOIN law AS own ON own.rule = 'pay_checks.hms_06' AND l.last >= own.since AND l.last < own.until
LEFT JOIN law AS often ON often.rule = 'deadlines.hms_card_check' AND l.last >= often.since AND l.last < often.until
UNION ALL BY NAME
SELECT first, last, 'cannot_be_tested' AS outcome, 'days_on_site_missing' AS why
FROM period WHERE NOT EXISTS (FROM present)
UNION ALL BY NAME
SELECT first, last, if(bool_or(p.trade IS NULL), 'cannot_be_tested', 'does_not_apply') AS outcome,
  if(bool_or(p.trade IS NULL), 'trade_unknown', '') AS why
FROM period, present AS p WHERE NOT EXISTS (FROM cleaners) GROUP BY ALL
"""

CHECK: Final = Check(
    id="HMS-06",
    version=1,
    needs=("cards",),
    reads=("cards.seen_on", "workers.started_on", "crew.on_day", "shifts.on_day"),
    sql=SQL,
)
