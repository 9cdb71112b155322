"""HMS-03: is the HMS card at most two years old on every day it was used?

Judged by the newest card the person had on the day. A last day on the card before the two years is told by HMS-01.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH used AS (
  SELECT p.worker, p.on_day, p.file AS file_2, p.row AS row_2,
    max_by(c, coalesce(c.issued_on, DATE '0001-01-01')) AS card
  FROM present AS p JOIN cards AS c ON c.worker = p.worker AND (c.issued_on IS NULL OR c.issued_on <= p.on_day)
  GROUP BY ALL),
aged AS (
  SELECT u.worker, u.on_day, u.card.issued_on AS issued_on, u.card.file AS file, u.card.row AS row, file_2, row_2,
    CAST(u.card.issued_on + to_months(CAST(valid.figure AS INTEGER)) AS DATE) AS last_day, valid.key
  FROM used AS u LEFT JOIN law AS valid ON valid.rule = 'deadlines.hms_card_valid'
    AND u.on_day >= valid.since AND u.on_day < valid.until),
judged AS (
  SELECT worker, issued_on, last_day, any_value(key) AS key, any_value(file) AS file, any_value(row) AS row,
    min(on_day) AS first, max(on_day) AS last, count(*) FILTER (on_day > last_day) AS over,
    min(on_day) FILTER (on_day > last_day) AS first_over,
    coalesce(min(file_2) FILTER (on_day > last_day), min(file_2)) AS file_2,
    coalesce(min(row_2) FILTER (on_day > last_day), min(row_2)) AS row_2
  FROM aged GROUP BY ALL)
SELECT j.worker, coalesce(j.first_over, j.first) AS first, j.last, over AS found, 0 AS due, 'days' AS unit,
  CASE WHEN own.key IS NULL OR issued_on IS NULL OR last_day IS NULL THEN 'cannot_be_tested'
    WHEN over = 0 THEN 'kept' WHEN own.status = 'official' THEN 'breach' ELSE 'question' END AS outcome,
  CASE WHEN issued_on IS NULL THEN 'card_day_missing' WHEN own.key IS NULL OR last_day IS NULL THEN 'limit_missing'
    WHEN over > 0 THEN 'card_too_old' ELSE '' END AS why,
  if(over > 0, strftime(j.last, '%d.%m.%Y') || ' > ' || strftime(last_day, '%d.%m.%Y'), '') AS arithmetic,
  list_filter([own.key, j.key], lambda one : one IS NOT NULL) AS rules, j.file, j.row, j.file_2, j.row_2
FROM judged AS j
LEFT JOIN law AS own ON own.rule = 'pay_checks.hms_03'
  AND coalesce(j.first_over, j.first) >= own.since AND coalesce(j.first_over, j.first) < own.until
UNION ALL BY NAME
SELECT first, last, 'cannot_be_tested' AS outcome, 'days_on_site_missing' AS why
FROM period WHERE NOT EXISTS (FROM present)
"""

CHECK: Final = Check(
    id="HMS-03",
    version=1,
    needs=("cards",),
    reads=("cards.issued_on", "crew.on_day", "shifts.on_day"),
    sql=SQL,
)
