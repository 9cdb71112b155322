"""HMS-05: does the site list show each person's card number, and is it that person's card?"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH lists AS (  -- a list without any card number has no such column: it is asked for, not judged row by row
  SELECT file, min(on_day) AS first, max(on_day) AS last, count(card) AS numbered, min(row) AS row
  FROM crew GROUP BY file),
rows_judged AS (
  SELECT r.worker, r.on_day, r.card, r.file, r.row,
    CASE WHEN r.card IS NULL THEN 'card_number_missing' WHEN bool_or(c.card = r.card) THEN ''
      WHEN count(c.card) > 0 THEN 'card_number_of_another' ELSE 'card_not_shown' END AS why
  FROM crew AS r JOIN lists AS l ON l.file = r.file AND l.numbered > 0
  LEFT JOIN cards AS c ON c.worker = r.worker
  LEFT JOIN workers AS w ON w.worker = r.worker, firm
  WHERE coalesce(w.trade, firm.trade, '') <> 'cleaning'
  GROUP BY r.worker, r.on_day, r.card, r.file, r.row),
told AS (
  SELECT worker, why, min(on_day) AS first, max(on_day) AS last, count(*) AS number, any_value(file) AS file,
    min(row) AS row
  FROM rows_judged GROUP BY worker, why)
SELECT t.worker, t.first, t.last, t.number AS found, 0 AS due, 'days' AS unit,
  CASE WHEN why = '' THEN 'kept' WHEN own.key IS NULL THEN 'cannot_be_tested'
    WHEN why = 'card_not_shown' THEN 'cannot_be_tested'
    WHEN own.status = 'official' THEN 'breach' ELSE 'question' END AS outcome,
  CASE WHEN why <> '' AND own.key IS NULL THEN 'limit_missing' ELSE why END AS why,
  [own.key] AS rules, t.file, t.row
FROM told AS t
LEFT JOIN law AS own ON own.rule = 'pay_checks.hms_05' AND t.first >= own.since AND t.first < own.until
UNION ALL BY NAME
SELECT first, last, 'cannot_be_tested' AS outcome, 'card_numbers_not_listed' AS why, file, row
FROM lists WHERE numbered = 0
UNION ALL BY NAME
SELECT first, last, 'does_not_apply' AS outcome, '' AS why
FROM period WHERE NOT EXISTS (FROM told) AND NOT EXISTS (FROM lists WHERE numbered = 0)
"""

CHECK: Final = Check(
    id="HMS-05",
    version=1,
    needs=("crew",),
    reads=("crew.card", "cards.card"),
    sql=SQL,
)
