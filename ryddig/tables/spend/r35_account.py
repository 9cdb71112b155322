"""RF-35: is the bank account new for this supplier, foreign, or another supplier's, too?"""

from typing import Final

from ryddig.domain.spend import SpendLimits
from ryddig.tables.spend.check import SpendCheck


def _sql(limits: SpendLimits) -> str:
    days: Final = int(limits.new_account_days)
    return f"""
WITH seen AS (
  SELECT supplier, account, min(on_day) AS since FROM bills WHERE account IS NOT NULL GROUP BY ALL),
shared AS (
  SELECT account FROM seen WHERE supplier <> 'unknown' GROUP BY account HAVING count(DISTINCT supplier) > 1),
told AS (
  SELECT b.*, CASE
      WHEN EXISTS (SELECT 1 FROM seen AS o WHERE o.supplier = b.supplier AND o.account <> b.account
        AND o.since < s.since) AND b.on_day <= s.since + {days} THEN 'account_changed'
      WHEN b.account IN (SELECT account FROM shared) THEN 'account_shared'
      WHEN b.account_country <> 'NO' THEN 'account_foreign' ELSE '' END AS why
  FROM bills AS b JOIN seen AS s ON s.supplier = b.supplier AND s.account = b.account)
SELECT bill, supplier, on_day, ore, file, row, row_to, why,
  if(why = 'account_foreign', account || ' (' || account_country || ')', account) AS other,
  if(why = 'account_changed', {days}, NULL) AS due, if(why = '', 'kept', 'question') AS outcome FROM told
UNION ALL BY NAME
SELECT 'account_missing' AS why, 'cannot_be_tested' AS outcome WHERE NOT EXISTS (SELECT 1 FROM seen)
"""  # noqa: S608 - a whole number of days


CHECK: Final = SpendCheck("RF-35", 1, _sql)
