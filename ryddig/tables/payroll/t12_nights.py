"""TIME-12: night work needs a reason; regular night work has a lower mean; workers under 18 are free at night."""

from typing import Final

from ryddig.domain.pay_control import Firm
from ryddig.domain.working_time_rest import FOUR_WEEKS, REGULAR_NIGHTS
from ryddig.tables.payroll.check import Check
from ryddig.tables.payroll.time_pieces import cut_pieces, shared_overtime
from ryddig.tables.payroll.time_verdicts import verdicts
from ryddig.tables.payroll.time_windows import counted, whole_windows

# who may work nights regularly: adults with enough long nights at all
USUAL: Final = "b.minutes - coalesce(o.overtime, 0)"
REGULAR: Final = f"""booked AS b SEMI JOIN (
  SELECT worker FROM long_nights GROUP BY worker HAVING count(*) >= {REGULAR_NIGHTS}) AS m USING (worker)
  LEFT JOIN overtime AS o USING (worker, day)"""
UNDER_18: Final = """
  SELECT d.worker, d.day, d.overtime FROM days AS d JOIN minors AS m USING (worker) WHERE d.day < m.adult_from"""
NIGHTS: Final = f"""
at_night AS MATERIALIZED (
  SELECT p.worker, p.shift_day AS day, r.law_last AS law, sum(p.minutes) AS minutes, min(b.span - b.shifts + 1) AS span,
    max(b.span) AS span_to
  FROM pieces AS p JOIN records AS r USING (worker) JOIN booked AS b ON b.worker = p.worker AND b.day = p.shift_day
  WHERE p.night AND p.shift_day >= r.adult_from GROUP BY p.worker, p.shift_day, r.law_last),
long_nights AS (
  SELECT n.* FROM at_night AS n JOIN limits AS l ON l.name = 'night_over' AND l.law = n.law WHERE n.minutes > l.value),
regular AS (
  SELECT w.* FROM (
    {whole_windows(counted(USUAL, REGULAR), str(FOUR_WEEKS))}
  ) AS w WHERE {REGULAR_NIGHTS} <= (
    SELECT count(*) FROM long_nights AS n WHERE n.worker = w.worker AND n.day BETWEEN w.first AND w.last)),
above AS (
  SELECT w.*, l.value AS due, l.name AS rule, l.law
  FROM regular AS w JOIN records AS r USING (worker) JOIN limits AS l ON l.name = 'nights_allowed' AND l.law =
    r.law_last
  WHERE w.minutes > l.value QUALIFY row_number() OVER (PARTITION BY w.worker ORDER BY w.nth) = 1),
laid AS (
  SELECT s.* REPLACE (r.law_last AS law) FROM (
    {shared_overtime(UNDER_18)}
  ) AS s JOIN records AS r USING (worker) WHERE s.start_min IS NOT NULL),
over AS (
  SELECT n.worker, min(n.day) AS first, max(n.day) AS last, sum(n.minutes) AS minutes, NULL AS due, l.name AS rule,
    l.law,
    'question' AS means, 'nature_of_work' AS why, min(n.span) AS span, max(n.span_to) AS span_to
  FROM at_night AS n JOIN limits AS l ON l.name = 'night_over' AND l.law = n.law GROUP BY n.worker, l.name, l.law
  UNION ALL
  SELECT worker, first, last, minutes, due, rule, law, 'question', 'regular_nights', span, span_to FROM above
  UNION ALL
  SELECT p.worker, p.shift_day, p.shift_day, sum(p.minutes), NULL, l.name, l.law, 'breach', '', min(b.span - b.shifts +
    1),
    max(b.span)
  FROM ({cut_pieces("SELECT * FROM laid", young=True)}) AS p JOIN records AS r USING (worker)
  JOIN limits AS l ON l.name = 'young_night_from' AND l.law = r.law_last
  JOIN booked AS b ON b.worker = p.worker AND b.day = p.shift_day
  WHERE p.night GROUP BY p.worker, p.shift_day, l.name, l.law)"""


def statement(firm: Firm) -> str:
    """The judgement."""
    return verdicts("TIME-12", NIGHTS, firm)


CHECK = Check("TIME-12", 1, ("shifts",), ("shifts.starts", "shifts.ends", "shifts.break_minutes"), statement)
