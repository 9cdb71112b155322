"""TIME-10: a break in a day of more than five and a half hours, half an hour in one of eight."""

from typing import Final

from ryddig.domain.pay_control import Firm
from ryddig.tables.payroll.check import Check
from ryddig.tables.payroll.time_verdicts import verdicts

# A paid break need not stand on the list: a missing one is a question. Days in a row are one finding, told by the
# longest day
# and the shortest break.
OVER: Final = """
bounds AS (
  SELECT law, max(value) FILTER (name = 'break_length') AS least, max(value) FILTER (name = 'break_over') AS long,
    max(value) FILTER (name = 'break_half_hour_from') AS whole, max(value) FILTER (name = 'young_break_over') AS
      young_long
  FROM limits GROUP BY law),
lacking AS (
  SELECT b.worker, b.day, b.rowid AS nth, b.minutes, b.breaks, b.span, b.span - b.shifts + 1 AS span_from, x.law,
    x.least,
    CASE WHEN b.day < m.adult_from THEN CASE WHEN b.minutes > x.young_long AND b.breaks < x.least THEN 'break_length'
      END
      WHEN b.minutes >= x.whole AND b.breaks < x.least THEN 'break_length'
      WHEN b.minutes > x.long AND b.breaks = 0 THEN 'break_over' END AS rule
  FROM (SELECT rowid, * FROM booked WHERE breaks <
    (SELECT greatest(1, max(value)) FROM limits WHERE name = 'break_length')) AS b
  JOIN calendar AS c USING (day) JOIN bounds AS x USING (law) LEFT JOIN minors AS m USING (worker)),
runs AS (
  SELECT *, nth - row_number() OVER (PARTITION BY worker ORDER BY nth) AS run,
    CAST(minutes AS BIGINT) * 100000 - day AS longest
  FROM lacking WHERE rule IS NOT NULL),
over AS (
  SELECT worker, min(day) AS first, max(day) AS last, min(breaks) AS minutes,
    CASE WHEN arg_max(rule, longest) = 'break_length' THEN arg_max(least, longest) END AS due,
    arg_max(rule, longest) AS rule, arg_max(law, longest) AS law, 'question' AS means,
    'break_may_be_paid' AS why, min(span_from) AS span, max(span) AS span_to
  FROM runs GROUP BY worker, run
  UNION ALL
  SELECT b.worker, r.first, r.last, NULL, NULL, NULL, NULL, 'cannot_be_tested', 'breaks_not_recorded', min(b.span),
    max(b.span)
  FROM booked AS b JOIN records AS r USING (worker) WHERE b.breaks IS NULL GROUP BY b.worker, r.first, r.last)"""


def statement(firm: Firm) -> str:
    """The judgement."""
    return verdicts("TIME-10", OVER, firm)


CHECK = Check("TIME-10", 1, ("shifts",), ("shifts.break_minutes", "shifts.minutes"), statement)
