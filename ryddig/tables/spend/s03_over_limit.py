"""SPEND-03: do the bills of a contract come to more than its ceiling, or its value where no ceiling is known?"""

from typing import Final

from ryddig.tables.spend.check import SpendCheck

# The bill shown is the one that took the sum over the limit.
SQL: Final = """
WITH running AS (
  SELECT b.*, g.contract, sum(b.ore) OVER (PARTITION BY g.contract ORDER BY b.on_day, b.bill) AS so_far,
    sum(b.ore) OVER (PARTITION BY g.contract) AS total
  FROM bills AS b JOIN belongs AS g USING (bill) WHERE g.contract IS NOT NULL),
first_over AS (
  SELECT r.*, c.reference, c.limit_ore, row_number() OVER (
      PARTITION BY r.contract ORDER BY (so_far > c.limit_ore) DESC NULLS LAST, r.on_day, r.bill) AS place
  FROM running AS r JOIN contracts AS c USING (contract))
SELECT bill, supplier, on_day, total AS ore, total // 100 AS found, limit_ore // 100 AS due, reference AS other, file,
  row, row_to,
  CASE WHEN limit_ore IS NULL THEN 'limit_unknown' WHEN total > limit_ore THEN 'over_limit' ELSE '' END AS why,
  CASE WHEN limit_ore IS NULL THEN 'cannot_be_tested' WHEN total > limit_ore THEN 'question' ELSE 'kept' END AS outcome
FROM first_over WHERE place = 1
"""

CHECK: Final = SpendCheck("SPEND-03", 1, SQL)
