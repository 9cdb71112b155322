"""HMS-01: does everyone on site have an HMS card that holds on the day?

A card that is only older than two years is told by HMS-03, so that one fault is told once.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH days AS (
  SELECT p.worker, p.on_day, p.certain AND p.card IS NULL AS certain, p.file, p.row,
    count(c.worker) AS cards,
    coalesce(bool_or((c.issued_on IS NULL OR c.issued_on <= p.on_day) AND (
      c.expires_on IS NULL OR c.expires_on >= p.on_day
      OR p.on_day > c.issued_on + to_months(CAST(valid.figure AS INTEGER))))
      FILTER (c.worker IS NOT NULL), false) AS held
  FROM present AS p
  LEFT JOIN cards AS c USING (worker)
  LEFT JOIN law AS valid ON valid.rule = 'deadlines.hms_card_valid'
    AND p.on_day >= valid.since AND p.on_day < valid.until
  GROUP BY ALL),
workers_judged AS (
  SELECT worker,
    coalesce(min(on_day) FILTER (NOT held), min(on_day)) AS first,
    coalesce(max(on_day) FILTER (NOT held), max(on_day)) AS last,
    count(*) FILTER (NOT held) AS without,
    count(*) AS days,
    coalesce(bool_or(certain OR cards > 0) FILTER (NOT held), false) AS certain,
    any_value(file) AS file, coalesce(min(row) FILTER (NOT held), min(row)) AS row
  FROM days GROUP BY worker)
SELECT j.worker, j.first, j.last, j.without AS found, 0 AS due, 'days' AS unit,
  CASE WHEN j.without = 0 THEN 'kept' WHEN own.key IS NULL THEN 'cannot_be_tested'
    WHEN j.certain AND own.status = 'official' THEN 'breach' ELSE 'question' END AS outcome,
  CASE WHEN j.without = 0 THEN '' WHEN own.key IS NULL THEN 'limit_missing'
    WHEN j.certain THEN 'card_missing' ELSE 'card_not_shown' END AS why,
  j.without || ' / ' || j.days AS arithmetic,
  [own.key] AS rules, j.file, j.row
FROM workers_judged AS j
LEFT JOIN law AS own ON own.rule = 'pay_checks.hms_01' AND j.first >= own.since AND j.first < own.until
UNION ALL BY NAME
SELECT first, last, 'cannot_be_tested' AS outcome, 'days_on_site_missing' AS why
FROM period WHERE NOT EXISTS (FROM present)
"""

CHECK: Final = Check(
    id="HMS-01",
    version=1,
    needs=("cards",),
    reads=("crew.on_day", "crew.card", "cards.issued_on", "cards.expires_on", "shifts.on_day"),
    sql=SQL,
)
