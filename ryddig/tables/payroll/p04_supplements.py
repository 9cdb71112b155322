"""PAY-04: are the supplements of the trade paid: night, shift, away from home, weekend?

The rule is `wages._supplements_of_month`: one judgement for each kind that the days call for. A supplement that the
payslip does not show may hide only in gross pay that neither the hours nor any line explains.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH due AS (
  SELECT slip, CASE WHEN what LIKE 'shift%' THEN 'shift' ELSE what END AS kind, what, place, minutes, d.*
  FROM pay_parts AS p JOIN pay_due AS d USING (due, what) WHERE what NOT LIKE 'overtime%'),
added AS (
  SELECT slip, kind, sum(sure * minutes) AS sure, CASE WHEN count(asked) = count(*) THEN sum(asked * minutes) END
    AS asked,
    bool_and(proven) AS proven, coalesce(arg_min(why, (place, what)) FILTER (why <> ''), '') AS why
  FROM due GROUP BY slip, kind),
against AS (
  SELECT a.*, s.certain, s.why AS paid_why, CAST(CASE kind WHEN 'night' THEN night_ore WHEN 'shift' THEN shift_ore
    WHEN 'away' THEN away_ore WHEN 'weekend' THEN weekend_ore END AS HUGEINT) AS shown, s.left_over, s.left_den
  FROM added AS a JOIN pay_slips AS s USING (slip) WHERE s.most IS NOT NULL),
common AS (
  SELECT * REPLACE (sure * (den // 60000000) AS sure, asked * (den // 60000000) AS asked),
    coalesce(shown * den, left_over * (den // left_den)) AS part
  FROM (SELECT *, CASE WHEN shown IS NULL AND left_over IS NOT NULL THEN lcm(CAST(60000000 AS HUGEINT), left_den)
    ELSE 60000000 END AS den
    FROM against)),
short AS (
  SELECT *, CASE WHEN part IS NULL THEN 0 ELSE greatest(0, sure - part) END AS low, shown IS NOT NULL AS is_shown,
    CASE WHEN part IS NULL THEN coalesce(asked, 0) WHEN shown IS NULL THEN 0 ELSE coalesce(greatest(0, asked
      - part), 0) END AS high,
    shown IS NOT NULL AND certain AND asked IS NOT NULL AND proven AS tested, certain OR shown IS NULL AS may_convict
  FROM common),
clockless AS (
  SELECT DISTINCT slip FROM pay_work AS w JOIN pay_slips AS s USING (slip) JOIN pay_due AS d USING (due)
  JOIN shifts AS h ON h.worker = s.worker AND h.on_day BETWEEN s.first AND s.last AND (h.clocked IS FALSE
    OR h.starts IS NULL)
  WHERE d.what = 'night'),
judged AS (
  SELECT s.slip, s.worker, s.first, s.last, s.file, s.row, s.file_2, s.row_2, s.row_2_to, g.kind, g.den,
    coalesce(g.part, 0) AS found,
    pay_due(g.sure, asked, proven) AS due, pay_sure(may_convict, low) AS shortfall, pay_open(may_convict, low, high)
      AS in_question,
    CASE WHEN s.doubled OR s.most IS NULL THEN 'cannot_be_tested'
      WHEN g.slip IS NOT NULL THEN pay_outcome(shortfall, in_question, tested)
      WHEN s.worked IS NULL OR c.slip IS NOT NULL THEN 'cannot_be_tested' ELSE 'does_not_apply' END AS outcome,
    CASE WHEN s.doubled THEN 'periods_overlap' WHEN s.most IS NULL THEN 'base_not_stated'
      WHEN g.slip IS NULL AND s.worked IS NULL THEN 'timesheet_missing' WHEN g.slip IS NULL AND c.slip IS NOT NULL
        THEN 'clock_times_missing'
      WHEN g.slip IS NULL OR in_question = 0 AND tested THEN '' WHEN NOT may_convict THEN paid_why WHEN g.why <> ''
        THEN g.why
      WHEN is_shown THEN paid_why ELSE 'supplement_not_stated' END AS why,
    CASE WHEN shortfall > 0 THEN g.sure ELSE asked END AS amount
  FROM pay_slips AS s LEFT JOIN short AS g USING (slip) LEFT JOIN clockless AS c USING (slip)),
cited AS (
  SELECT slip, kind, pay_once(flatten(list(rules ORDER BY place, what))) AS rules,
    string_agg(pay_length(minutes * 1000) || ' × ' || pay_figure(CASE WHEN shortfall > 0 THEN sure ELSE asked END,
      1000000) || ' kr/t', ' + ' ORDER BY place, what) AS sums
  FROM due JOIN (SELECT slip, kind, shortfall FROM judged WHERE outcome IN ('breach', 'question',
    'cannot_be_tested')) AS j USING (slip, kind)
  GROUP BY slip, kind)
SELECT worker, first, last, outcome, why, file, row, file_2, row_2, row_2_to, den, found, due, shortfall,
  in_question, 'ore' AS unit, rules,
  CASE WHEN shortfall > 0 OR in_question > 0 THEN sums || ' − ' || pay_money(found, den) || ' = '
    || pay_money(amount - found, den)
  END AS arithmetic
FROM judged LEFT JOIN cited USING (slip, kind)
"""

CHECK: Final = Check(
    id="PAY-04",
    version=1,
    needs=("slips",),
    reads=("lines.kind", "lines.ore", "slips.gross_ore", "shifts.starts", "shifts.ends", "shifts.code", "shifts.away"),
    sql=SQL,
)
