"""PAY-02: is the pay per hour at least the minimum rate of the trade and category on the day of work?

The rule is `wages._floor_of_month`: each stretch of days with its rate against the pay per hour, times the hours.
Hours paid at several rates without dates are compared as one sum. Without a time list the lowest rate of the period
is certain and the highest may be asked.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH hours AS (
  SELECT w.slip, w.due, w.place, (w.minutes + coalesce(m.added, 0)) * 1000 AS mmin, true AS known
  FROM pay_work AS w LEFT JOIN pay_middle AS m USING (slip, due)
  UNION ALL
  SELECT slip, b.due, 0, coalesce(s.paid_mmin, 60000), s.paid_mmin IS NOT NULL FROM pay_blind AS b JOIN pay_slips
    AS s USING (slip)),
floors AS (
  SELECT d.due, d.sure, d.asked, d.proven, d.why, d.item, c.why = 'no' AS outside, c.item AS scope_item
  FROM pay_due AS d JOIN pay_due AS c ON c.due = d.due AND c.what = 'scope' WHERE d.what = 'floor'),
rated AS (SELECT h.*, f.* EXCLUDE (due) FROM hours AS h JOIN floors AS f USING (due)),
doubtful AS (
  SELECT DISTINCT slip FROM rated AS r JOIN pay_slips AS s USING (slip)
  WHERE outside OR NOT (known AND proven AND certain AND NOT several AND asked * s.den <= surely * 1000000) IS TRUE),
compared AS (
  SELECT slip, s.den, s.certain, s.why AS paid_why, min(place) AS place, bool_and(proven) AS proven,
    coalesce(arg_min(r.why, place) FILTER (r.why <> ''), '') AS due_why, sum(sure * s.den * mmin) AS due_sure,
    CASE WHEN count(asked) = count(*) THEN sum(asked * s.den * mmin) END AS due_asked,
    sum(s.most * 1000000 * mmin) AS most, sum(s.surely * 1000000 * mmin) AS surely
  FROM rated AS r JOIN pay_slips AS s USING (slip)
  WHERE NOT outside AND s.most IS NOT NULL AND slip IN (FROM doubtful)
  GROUP BY slip, s.den, s.certain, s.why, CASE WHEN s.several THEN -1 ELSE r.due END),
short AS (
  SELECT *, greatest(0, due_sure - most) AS low, coalesce(greatest(0, due_asked - surely), 0) AS high,
    surely IS NOT NULL AND certain AND due_asked IS NOT NULL AND proven AS tested,
    CASE WHEN certain AND due_why <> '' THEN due_why ELSE paid_why END AS why
  FROM compared),
gaps AS (SELECT *, pay_sure(certain, low) AS sure, pay_open(certain, low, high) AS open FROM short),
added AS (
  SELECT slip, den, sum(sure) AS sure, sum(open) AS open, bool_and(tested) AS tested, sum(coalesce(surely, most))
    AS found,
    pay_due(sum(due_sure), CASE WHEN count(due_asked) = count(*) THEN sum(due_asked) END, bool_and(proven)) AS due,
    coalesce(arg_min(why, place) FILTER (why <> '' AND (open > 0 OR NOT tested)), '') AS why
  FROM gaps GROUP BY slip, den),
judged AS (
  SELECT s.slip, s.worker, s.first, s.last, s.file, s.row, s.file_2, s.row_2, s.row_2_to, a.* EXCLUDE (slip, why),
    coalesce(k.known, true) AS known, CASE WHEN s.doubled OR s.most IS NULL THEN 'cannot_be_tested'
      WHEN k.slip IS NOT NULL AND d.slip IS NULL THEN 'kept' WHEN a.slip IS NULL THEN 'does_not_apply'
      ELSE pay_outcome(sure, open, tested) END AS outcome,
    CASE WHEN s.doubled THEN 'periods_overlap' WHEN s.most IS NULL THEN 'base_not_stated' WHEN a.slip IS NULL THEN ''
      WHEN NOT known THEN 'hours_not_stated' WHEN outcome = 'kept' THEN '' ELSE a.why END AS why
  FROM pay_slips AS s LEFT JOIN added AS a USING (slip)
  LEFT JOIN doubtful AS d USING (slip) LEFT JOIN (SELECT DISTINCT slip, known FROM hours) AS k USING (slip)),
cited AS (
  SELECT slip, pay_once(flatten(list(d.rules ORDER BY place) FILTER (NOT outside))) AS rules,
    pay_once(flatten(list(c.rules ORDER BY place))) AS scope
  FROM rated AS r JOIN pay_due AS d USING (item) JOIN pay_due AS c ON c.item = r.scope_item
  SEMI JOIN (FROM judged WHERE outcome <> 'kept') AS j USING (slip) GROUP BY slip),
lacking AS (
  SELECT *, row_number() OVER (PARTITION BY slip ORDER BY place) AS number
  FROM (
    SELECT r.*, s.several, s.den, CASE WHEN j.sure > 0 THEN r.sure ELSE r.asked END AS rate,
      CASE WHEN j.sure > 0 OR s.surely IS NULL THEN s.most ELSE s.surely END AS paid
    FROM rated AS r JOIN pay_slips AS s USING (slip) JOIN judged AS j USING (slip)
    WHERE NOT outside AND j.outcome IN ('breach', 'question'))
  WHERE several OR rate * den > paid * 1000000),
worked_out AS (
  SELECT slip, string_agg(pay_length(mmin) || ' × ' || CASE WHEN several THEN pay_figure(rate, 1000000)
        ELSE '(' || pay_figure(rate, 1000000) || ' − ' || pay_figure(paid, den) || ')' END || ' kr/t',
      ' + ' ORDER BY place) FILTER (number <= 2)
    || CASE WHEN count(*) > 2 THEN ' + …' ELSE '' END
    || CASE WHEN any_value(several) THEN ' − ' || pay_money(sum(paid * mmin), any_value(den) * 60000) ELSE '' END
      AS sums
  FROM lacking GROUP BY slip)
SELECT worker, first, last, outcome, why, file, row, file_2, row_2, row_2_to, den * 60000000000 AS den, found, due,
  CASE WHEN known THEN sure ELSE 0 END AS shortfall, CASE WHEN known THEN open ELSE 0 END AS in_question,
  CASE WHEN known THEN 'ore' ELSE 'ore_per_hour' END AS unit,
  CASE WHEN outcome = 'does_not_apply' THEN c.scope ELSE c.rules END AS rules,
  sums || ' = ' || pay_money(CASE WHEN sure > 0 THEN sure ELSE open END, den * 60000000000)
    || CASE WHEN sure > 0 AND open > 0 THEN ' (≤ ' || pay_money(sure + open, den * 60000000000) || ')' ELSE '' END
      AS arithmetic
FROM judged LEFT JOIN cited AS c USING (slip) LEFT JOIN worked_out AS t USING (slip)
"""

CHECK: Final = Check(
    id="PAY-02",
    version=1,
    needs=("slips",),
    reads=("slips.rate", "slips.ordinary_mmin", "slips.gross_ore", "slips.month_ore", "lines.ore", "shifts.minutes"),
    sql=SQL,
)
