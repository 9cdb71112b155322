"""PAY-14: in hotels and restaurants, is the deduction for lodging at most the fixed rate of a month?

The rule is `settlement.judge_lodging`. That the fixed rates are a ceiling is our reading, so the check asks.
"""

from typing import Final

from ryddig.domain.pay_control import Firm
from ryddig.domain.settlement import LODGING
from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH months AS (
  SELECT s.worker, min(s.first) AS first, max(s.last) AS last, sum(abs(l.ore)) FILTER (l.ground = 'lodging') AS ore,
    bool_or(coalesce(s.trade, w.trade, firm.trade) = 'hospitality') AS covered, bool_or(coalesce(s.trade, w.trade,
      firm.trade) IS NULL) AS unknown,
    min(l.file) AS file, min(l.row) AS row, max(l.row) AS row_to
  FROM lines AS l JOIN slips AS s USING (slip) LEFT JOIN workers AS w ON w.worker = s.worker, firm
  WHERE l.kind = 'deduction' AND l.ground = 'lodging'
  GROUP BY s.worker, year(s.last), month(s.last)),
capped AS (
  SELECT m.*, c.key, c.figure, c.status, greatest(0, ore - coalesce(c.figure, 0)) AS over
  FROM months AS m LEFT JOIN law AS c ON c.rule = '{rule}' AND m.last >= c.since AND m.last < c.until),
judged AS (
  SELECT *, CASE WHEN unknown THEN 'cannot_be_tested' WHEN NOT covered THEN 'does_not_apply' WHEN figure IS NULL
    THEN 'cannot_be_tested'
    WHEN over > 0 THEN if(status = 'official', 'breach', 'question') WHEN status = 'official' THEN 'kept'
      ELSE 'cannot_be_tested' END AS outcome
  FROM capped)
SELECT worker, first, last, outcome, file, row, row_to, 0 AS found, over AS due, 'ore' AS unit, CASE
  WHEN outcome <> 'cannot_be_tested' THEN [key] END AS rules,
  CASE WHEN outcome = 'breach' THEN over ELSE 0 END AS shortfall, CASE WHEN outcome = 'question' THEN over ELSE 0
    END AS in_question,
  CASE WHEN unknown THEN 'trade_unknown' WHEN NOT covered OR status = 'official' THEN '' WHEN figure IS NULL
    THEN 'rate_missing'
    ELSE 'rate_' || status END AS why,
  CASE WHEN outcome IN ('breach', 'question') THEN kroner(ore) || ' − ' || kroner(figure) || ' = ' || kroner(over)
    END AS arithmetic
FROM judged
"""


def statement(firm: Firm) -> str:
    """The kind of room is a fact of the firm."""
    return SQL.format(rule=LODGING.get(firm.lodging_room, LODGING["single"]))


CHECK: Final = Check(id="PAY-14", version=1, needs=("lines",), reads=("lines.ore", "lines.ground"), sql=statement)
