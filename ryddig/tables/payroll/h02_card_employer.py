"""HMS-02: does the HMS card show the employer that the person works for?"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH pairs AS (
  SELECT c.worker, firm_key(c.employer) AS on_card, p.employer AS at_work, c.file, c.row,
    min(p.on_day) AS first, max(p.on_day) AS last, min(p.file) AS file_2, min(p.row) AS row_2
  FROM cards AS c JOIN present AS p
    ON p.worker = c.worker AND (c.issued_on IS NULL OR c.issued_on <= p.on_day)
    AND (c.expires_on IS NULL OR c.expires_on >= p.on_day)
  GROUP BY ALL),
told AS (
  SELECT *, regexp_matches(on_card, '^[0-9]{9}$') = regexp_matches(at_work, '^[0-9]{9}$') AS alike,
    -- somebody may have had a card of each of two employers: the right one is enough
    bool_or(on_card = at_work) OVER (PARTITION BY worker, at_work) AS has_right_one
  FROM pairs)
SELECT t.worker, t.first, t.last,
  CASE WHEN has_right_one THEN 'kept'
    WHEN alike IS NOT TRUE OR own.key IS NULL THEN 'cannot_be_tested'
    WHEN own.status = 'official' THEN 'breach' ELSE 'question' END AS outcome,
  CASE WHEN has_right_one THEN '' WHEN alike IS NULL THEN 'employer_not_stated'
    WHEN NOT alike THEN 'employer_not_numbered' WHEN own.key IS NULL THEN 'limit_missing'
    ELSE 'card_of_another_employer' END AS why,
  if(alike AND regexp_matches(on_card, '^[0-9]'), on_card || ' ≠ ' || at_work, '') AS arithmetic,
  'count' AS unit, [own.key] AS rules, t.file, t.row, t.file_2, t.row_2
FROM told AS t
LEFT JOIN law AS own ON own.rule = 'pay_checks.hms_02' AND t.first >= own.since AND t.first < own.until
UNION ALL BY NAME
SELECT first, last, 'cannot_be_tested' AS outcome, 'days_on_site_missing' AS why
FROM period WHERE NOT EXISTS (FROM present)
"""

CHECK: Final = Check(
    id="HMS-02",
    version=1,
    needs=("cards",),
    reads=("cards.employer", "crew.employer", "workers.employer"),
    sql=SQL,
)
