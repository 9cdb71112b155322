"""PAY-03: is the overtime supplement at least 40 per cent of the pay, or what the trade has where that is more?

The rule is `wages._overtime_of_month`. Hours that the payslip itself calls overtime are certain, at the lowest rate
of the days; further overtime that the time list shows is a question until it is known whether averaging was agreed.
"""

from typing import Final

from ryddig.domain.pay_control import Firm
from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH paid AS (
  SELECT s.*, coalesce(surely, 0) AS real FROM pay_slips AS s LEFT JOIN workers AS w USING (worker)
  WHERE most IS NOT NULL AND NOT doubled AND w.exempt IS NOT true),
used AS (
  SELECT slip, due FROM pay_overtime_days
  UNION SELECT slip, due_first FROM pay_blind UNION SELECT slip, due_last FROM pay_blind),
rates AS (
  SELECT slip, due, d.what, d.item, d.proven, d.why, greatest(d.of_sure * real, d.sure * p.den) AS sure,
    CASE WHEN d.asked IS NOT NULL THEN greatest(d.of_asked * real, d.asked * p.den) END AS asked
  FROM used JOIN paid AS p USING (slip) JOIN pay_due AS d USING (due) WHERE d.what IN ('overtime', 'overtime_high')),
shown AS (SELECT r.*, o.minutes, o.place FROM rates AS r JOIN pay_parts AS o USING (slip, due, what)),
days AS (
  SELECT slip, r.sure * plain + coalesce(h.sure, 0) * dear AS sum_of_day, plain + dear AS minutes
  FROM pay_overtime_days JOIN rates AS r USING (slip, due)
  LEFT JOIN rates AS h ON h.slip = r.slip AND h.due = r.due AND h.what = 'overtime_high' WHERE r.what = 'overtime'),
lowest AS (
  SELECT slip, arg_min(sum_of_day, rank) AS lowest, arg_min(minutes, rank) AS over
  FROM (SELECT *, (sum_of_day * 1000000000 // minutes) * 65536 + minutes AS rank FROM days) GROUP BY slip),
added AS (
  SELECT slip, sum(minutes) AS minutes, sum(sure * minutes) AS sure, bool_and(proven) AS proven,
    CASE WHEN count(asked) = count(*) THEN sum(asked * minutes) END AS asked,
    coalesce(arg_min(why, (place, what)) FILTER (why <> ''), '') AS why
  FROM shown GROUP BY slip),
owed AS (
  SELECT slip, minutes * 1000 AS mmin, asked * lots AS asked, proven, lots,
    CASE WHEN {averaging} OR p.overtime_mmin >= minutes * 1000 THEN sure ELSE lowest * p.overtime_mmin END AS sure,
    CASE WHEN {averaging} OR p.overtime_mmin >= minutes * 1000 OR a.why <> '' THEN a.why
      ELSE 'overtime_not_recognised' END AS why
  FROM added AS a JOIN paid AS p USING (slip) JOIN lowest USING (slip),
    LATERAL (SELECT CASE WHEN {averaging} OR p.overtime_mmin >= minutes * 1000 THEN 1
      ELSE CAST(over AS HUGEINT) * 1000 END AS lots)
  UNION ALL
  SELECT slip, p.overtime_mmin, CASE WHEN count(asked) = count(*) THEN max(asked) * p.overtime_mmin END,
    bool_and(proven), 1000, min(sure) * p.overtime_mmin,
    coalesce(arg_min(r.why, r.due <> due_first) FILTER (r.why <> ''), '')
  FROM pay_blind AS b JOIN paid AS p USING (slip) JOIN rates AS r USING (slip)
  WHERE r.what = 'overtime' AND p.overtime_mmin > 0 GROUP BY slip, p.overtime_mmin),
against AS (
  SELECT o.*, p.den * 60000000 * lots AS due_den, p.certain, p.why AS paid_why, extra IS NOT NULL AS is_shown,
    CASE WHEN extra IS NULL THEN left_over WHEN p.overtime_mmin > mmin THEN extra * mmin ELSE extra END AS part,
    CASE WHEN extra IS NULL THEN left_den WHEN p.overtime_mmin > mmin THEN extra_den * p.overtime_mmin
      ELSE extra_den END AS part_den
  FROM owed AS o JOIN paid AS p USING (slip)),
plain AS (
  SELECT * REPLACE (part // gcd(part, part_den) AS part,
    part_den // gcd(coalesce(part, part_den), part_den) AS part_den) FROM against),
common AS (
  SELECT * REPLACE (sure * (den // due_den) AS sure, asked * (den // due_den) AS asked,
    part * (den // part_den) AS part) FROM (SELECT *, lcm(due_den, part_den) AS den FROM plain)),
short AS (
  SELECT *, CASE WHEN part IS NULL THEN 0 ELSE greatest(0, sure - part) END AS low,
    CASE WHEN part IS NULL THEN coalesce(asked, 0) WHEN is_shown THEN coalesce(greatest(0, asked - part), 0)
      ELSE 0 END AS high,
    is_shown AND certain AND asked IS NOT NULL AND proven AS tested, certain OR NOT is_shown AS may_convict
  FROM common),
judged AS (
  SELECT s.slip, s.worker, s.first, s.last, s.file, s.row, s.file_2, s.row_2, s.row_2_to, g.den,
    coalesce(g.part, 0) AS found, pay_due(g.sure, asked, proven) AS due, pay_sure(may_convict, low) AS shortfall,
    pay_open(may_convict, low, high) AS in_question,
    CASE WHEN w.exempt OR s.doubled OR s.most IS NULL THEN 'cannot_be_tested' WHEN g.slip IS NULL THEN 'does_not_apply'
      ELSE pay_outcome(shortfall, in_question, tested) END AS outcome,
    CASE WHEN w.exempt THEN 'exempt' WHEN s.doubled THEN 'periods_overlap' WHEN s.most IS NULL THEN 'base_not_stated'
      WHEN g.slip IS NULL OR in_question = 0 AND tested THEN '' WHEN NOT may_convict THEN paid_why
      WHEN g.why <> '' THEN g.why WHEN is_shown THEN paid_why ELSE 'overtime_not_stated' END AS why,
    g.mmin, g.sure, asked
  FROM pay_slips AS s LEFT JOIN short AS g USING (slip) LEFT JOIN workers AS w USING (worker)),
cited AS (
  SELECT slip, list(item ORDER BY place, what) AS items
  FROM (SELECT slip, item, what, place FROM shown
    UNION ALL SELECT slip, item, what, CASE WHEN due = due_first THEN 0 ELSE 1 END
    FROM (SELECT slip, due_first FROM pay_blind) JOIN rates USING (slip) WHERE what = 'overtime')
  SEMI JOIN (FROM judged WHERE outcome NOT IN ('kept', 'does_not_apply')) AS j USING (slip) GROUP BY slip),
keys AS (
  SELECT items, pay_once(flatten(list(rules ORDER BY spot))) AS rules
  FROM (SELECT items, unnest(items) AS item, generate_subscripts(items, 1) AS spot
    FROM (SELECT DISTINCT items FROM cited)) JOIN pay_due USING (item) GROUP BY items),
amounts AS (SELECT *, CASE WHEN shortfall > 0 THEN sure ELSE asked END AS amount FROM judged),
worked_out AS (
  SELECT *, pay_length(mmin) || ' × ' || pay_figure(amount * 60000, den * mmin) || ' kr/t − ' || pay_money(found, den)
    || ' = ' || pay_money(amount - found, den) || CASE WHEN shortfall > 0 AND in_question > 0
      THEN ' (≤ ' || pay_money(shortfall + in_question, den) || ')' ELSE '' END AS arithmetic
  FROM (SELECT DISTINCT mmin, amount, found, den, shortfall, in_question FROM amounts
    WHERE greatest(shortfall, in_question) > 0))
SELECT worker, first, last, outcome, why, file, row, file_2, row_2, row_2_to, den, found, due, shortfall, in_question,
  'ore' AS unit, rules, arithmetic FROM amounts LEFT JOIN cited USING (slip) LEFT JOIN keys USING (items)
LEFT JOIN worked_out USING (mmin, amount, found, den, shortfall, in_question)
"""


def statement(firm: Firm) -> str:
    """Whether the hours were averaged is a fact of the firm."""
    return SQL.format(averaging=str(firm.averaging is False).lower())


CHECK: Final = Check(
    id="PAY-03",
    version=1,
    needs=("slips",),
    reads=(
        "slips.overtime_mmin",
        "slips.overtime_percent",
        "slips.rate",
        "slips.gross_ore",
        "lines.ore",
        "shifts.minutes",
    ),
    sql=statement,
)
