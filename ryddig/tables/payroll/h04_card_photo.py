"""HMS-04: is the person the one in the photo on the card? Told by what somebody saw on site and wrote down."""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
SELECT c.worker,
  coalesce(c.seen_on, period.first) AS first, coalesce(c.seen_on, period.last) AS last,
  CASE WHEN c.photo IS NULL OR own.key IS NULL THEN 'cannot_be_tested' WHEN c.photo THEN 'kept'
    WHEN own.status = 'official' THEN 'breach' ELSE 'question' END AS outcome,
  CASE WHEN c.photo IS NULL THEN 'photo_not_compared' WHEN own.key IS NULL THEN 'limit_missing'
    WHEN c.photo THEN '' ELSE 'photo_of_another' END AS why,
  'count' AS unit, [own.key] AS rules, c.file, c.row
FROM cards AS c CROSS JOIN period
LEFT JOIN law AS own ON own.rule = 'pay_checks.hms_04'
  AND coalesce(c.seen_on, period.first) >= own.since AND coalesce(c.seen_on, period.first) < own.until
WHERE c.worker IS NOT NULL
"""

CHECK: Final = Check(
    id="HMS-04",
    version=1,
    needs=("cards",),
    reads=("cards.photo", "cards.seen_on"),
    sql=SQL,
)
