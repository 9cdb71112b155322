"""PAY-05: does the payslip pay the hours of the time list?

The rule is `wages._hours_paid`. Hours recorded and not paid are owed, unless the gross pay covers them all the same;
then it is a question. A middle day of a haulage trip is paid for at least so many hours.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH middle AS (
  SELECT slip, sum(added) AS added, sum(added_asked) AS added_asked, coalesce(arg_min(why, place)
    FILTER (why <> ''), '') AS why,
    pay_once(flatten(list(rules ORDER BY place))) AS rules
  FROM pay_middle JOIN pay_due AS d USING (due) WHERE d.what = 'middle' GROUP BY slip),
hours AS (
  SELECT s.*, (s.worked + coalesce(m.added, 0)) * 1000 AS due_mmin, coalesce(m.added <> m.added_asked, false)
    AS open, m.why AS due_why, m.rules,
    (s.worked + coalesce(m.added, 0)) * 1000 - s.paid_mmin AS missing
  FROM pay_slips AS s LEFT JOIN middle AS m USING (slip)),
lacking AS (
  SELECT *, lcm(den * 60000, extra_den) AS over, CASE WHEN missing IS NULL OR doubled THEN NULL WHEN missing <= 0
    OR most IS NULL THEN CAST(0 AS HUGEINT)
      WHEN gross_ore IS NULL AND NOT has_lines THEN NULL
      WHEN gross_ore IS NULL THEN most * missing * (over // (den * 60000))
      ELSE least(most * due_mmin * (over // (den * 60000)) + coalesce(extra, 0) * (over // extra_den) - gross_ore
        * over,
        most * missing * (over // (den * 60000))) END AS short
  FROM hours),
judged AS (
  SELECT *, coalesce(short >= over, false) AS owed,
    CASE WHEN doubled OR worked IS NULL OR paid_mmin IS NULL THEN 'cannot_be_tested' WHEN missing = 0 AND NOT open
      THEN 'kept'
      WHEN owed THEN 'breach' ELSE 'question' END AS outcome
  FROM lacking)
SELECT worker, first, last, outcome, file, row, file_2, row_2, row_2_to, coalesce(over, 1) * 1000 AS den, 'minutes'
  AS unit,
  paid_mmin * coalesce(over, 1) AS found, due_mmin * coalesce(over, 1) AS due, CASE WHEN owed THEN short * 1000
    ELSE 0 END AS shortfall,
  0 AS in_question, coalesce(rules, []) AS rules,
  CASE WHEN doubled THEN 'periods_overlap' WHEN worked IS NULL THEN 'timesheet_missing' WHEN paid_mmin IS NULL
    THEN 'hours_not_stated'
    WHEN outcome IN ('kept', 'breach') THEN '' WHEN due_why <> '' THEN due_why WHEN missing < 0 THEN 'more_hours_paid'
    WHEN short IS NOT NULL THEN 'gross_covers_hours' ELSE 'hours_differ' END AS why,
  CASE WHEN outcome IN ('breach', 'question') THEN pay_length(due_mmin) || ' − ' || pay_length(paid_mmin) || ' = '
    || CASE WHEN missing < 0 THEN '−' ELSE '' END || pay_length(abs(missing))
    || CASE WHEN owed AND short < most * missing * (over // (den * 60000)) THEN '; ' || pay_length(due_mmin)
      || ' × ' || pay_figure(most, den) || ' kr/t'
        || CASE WHEN extra > 0 THEN ' + ' || pay_money(extra, extra_den) ELSE '' END || ' − '
          || pay_money(gross_ore, 1) || ' = ' || pay_money(short, over)
      WHEN owed THEN '; ' || pay_length(missing) || ' × ' || pay_figure(most, den) || ' kr/t = ' || pay_money(short,
        over) ELSE '' END END AS arithmetic
FROM judged
"""

CHECK: Final = Check(
    id="PAY-05",
    version=1,
    needs=("slips",),
    reads=("slips.ordinary_mmin", "slips.overtime_mmin", "slips.gross_ore", "shifts.minutes"),
    sql=SQL,
)
