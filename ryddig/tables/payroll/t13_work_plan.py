"""TIME-13: a work plan, two weeks before it starts, where people work at different times of day (aml § 10-3)."""

from typing import Final

from ryddig.domain.pay_control import Firm
from ryddig.domain.time_limits import Agreement
from ryddig.tables.payroll.check import Check

APART: Final = 240  # minutes by the clock between a worker's earliest and latest start that make it different times
SQL: Final = """
WITH spread AS (
  SELECT s.worker, max(s.start_min - c.night_to_min) - min(s.start_min - c.night_to_min) > {apart} AS differs,
    min(s.day) AS first, max(s.day) AS last
  FROM spans AS s JOIN calendar AS c USING (day) WHERE s.start_min IS NOT NULL GROUP BY s.worker),
planned AS (
  SELECT p.worker, p.told_on, p.starts_on, coalesce(p.last, period.last) AS last, p.file, p."row"
  FROM plans AS p, period
  WHERE coalesce(p.starts_on, period.first) <= period.last AND coalesce(p.last, period.last) >= period.first),
judged AS (
  SELECT p.*, p.starts_on - p.told_on AS days, l.value * 7 AS due, l.official, l.key
  FROM planned AS p LEFT JOIN calendar AS c
    ON c.on_day = greatest(p.starts_on, (SELECT min(on_day) FROM calendar))
  LEFT JOIN limits AS l ON l.name = 'plan_notice' AND l.law = c.law
  WHERE EXISTS (FROM spread AS s WHERE s.differs AND s.worker = coalesce(p.worker, s.worker)))
SELECT worker, coalesce(starts_on, period.first) AS first, least(j.last, period.last) AS last, days AS found, due,
  'days' AS unit, CASE WHEN days IS NULL OR due IS NULL THEN 'cannot_be_tested' WHEN days >= due THEN 'kept'
    WHEN {departs} OR NOT official THEN 'question' ELSE 'breach' END AS outcome,
  CASE WHEN days IS NULL THEN 'plan_not_dated' WHEN due IS NULL THEN 'limit_missing' WHEN days >= due THEN ''
    WHEN {departs} THEN 'plan_notice_agreed' WHEN NOT official THEN 'limit_unverified' ELSE '' END AS why,
  CASE WHEN days < due THEN due || ' − ' || days || ' = ' || due - days END AS arithmetic,
  CASE WHEN key IS NULL THEN [] ELSE [key] END AS rules, file, "row"
FROM judged AS j, period
UNION ALL BY NAME
SELECT s.worker, day_of(s.first) AS first, day_of(s.last) AS last, 'days' AS unit,
  CASE WHEN s.differs THEN 'question' ELSE 'does_not_apply' END AS outcome,
  CASE WHEN s.differs THEN 'work_plan_missing' ELSE '' END AS why, [] AS rules
FROM spread AS s JOIN records AS r USING (worker)
WHERE r.why != 'exempt'
  AND NOT (s.differs AND EXISTS (FROM planned AS p WHERE coalesce(p.worker, s.worker) = s.worker))
UNION ALL BY NAME
SELECT worker, day_of(first) AS first, day_of(last) AS last, 'cannot_be_tested' AS outcome, 'clock_times_missing' AS why
FROM records WHERE why = '' AND worker NOT IN (SELECT worker FROM spread)
"""


def statement(firm: Firm) -> str:
    """The judgement. A tariff agreement may set another time for the plan."""
    departs = firm.agreement is Agreement.TARIFF or bool(firm.tariff_bound)
    return SQL.format(apart=APART, departs=str(departs).lower())


CHECK: Final = Check(
    "TIME-13", 1, ("shifts", "plans"), ("plans.told_on", "plans.starts_on", "shifts.starts"), statement
)
