"""The plain readings: what a script that counts calendar days and calendar weeks would find, as named figures.

They stand beside what the checks find, so that whoever has counted so before can see why the figures differ. They judge
nothing: the law's windows roll, and these do not. Hours past midnight count on the day the shift begins.
"""

from collections.abc import Mapping
from typing import Final

from duckdb import DuckDBPyConnection

# overtime of a week as such a script has it: beyond nine hours a day or forty a week, whichever is more
WEEKS: Final = """
CREATE OR REPLACE TEMP TABLE plain_weeks AS
SELECT worker, monday_of(day) AS monday, sum(minutes) AS minutes,
  greatest(sum(greatest(minutes - 540, 0)), sum(minutes) - 2400, 0) AS overtime
FROM booked GROUP BY ALL"""
FOUR_WEEKS: Final = """
WITH busy AS (SELECT worker FROM plain_weeks GROUP BY worker HAVING sum(overtime) > 1500),
grid AS (SELECT worker, monday FROM busy CROSS JOIN (SELECT DISTINCT monday FROM plain_weeks)),
summed AS (
  SELECT sum(coalesce(overtime, 0)) OVER (PARTITION BY worker ORDER BY monday ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)
    AS overtime
  FROM grid LEFT JOIN plain_weeks USING (worker, monday))
SELECT count(*) FROM summed WHERE overtime > 1500"""
READINGS: Final[Mapping[str, str]] = {
    "day_over_9_hours": "SELECT count(*) FROM booked WHERE minutes > 540",
    "day_over_13_hours": "SELECT count(*) FROM booked WHERE minutes > 780",
    "week_over_40_hours": "SELECT count(*) FROM plain_weeks WHERE minutes > 2400",
    "week_over_48_hours": "SELECT count(*) FROM plain_weeks WHERE minutes > 2880",
    "overtime_week_over_10_hours": "SELECT count(*) FROM plain_weeks WHERE overtime > 600",
    "overtime_four_weeks_over_25_hours": FOUR_WEEKS,
    "overtime_year_over_200_hours": """
        SELECT count(*) FROM (SELECT worker FROM plain_weeks GROUP BY worker HAVING sum(overtime) > 12000)""",
    "rest_under_11_hours": """
        SELECT count(*) FROM (
          SELECT start_min - lag(end_min) OVER () AS rest, lag(worker) OVER () = worker AS same
          FROM spans WHERE start_min IS NOT NULL) WHERE same AND rest < 660""",
}


def plain_readings(db: DuckDBPyConnection) -> dict[str, int]:
    """How often each plain reading is met, by name. Needs the tables of `time_tables`."""
    db.execute(WEEKS)
    found = {}
    for name, statement in READINGS.items():
        row = db.execute(statement).fetchone()
        found[name] = int(row[0]) if row else 0
    return found


# as such a script reads pay: the rate as stated against the lowest rate of each day, the hours of list and payslip with
# a quarter of an hour to spare, the supplement as stated. The shortfall is whole øre, what is over left out
PAY_READINGS: Final[Mapping[str, str]] = {
    "slips_under_minimum": """
        SELECT count(DISTINCT slip) FROM pay_work JOIN pay_due AS d USING (due) JOIN slips AS s USING (slip)
        WHERE d.what = 'floor' AND d.sure * 100 > CAST(s.rate AS HUGEINT) * 1000000""",
    "base_shortfall_ore": """
        SELECT coalesce(sum((d.sure * 100 - CAST(s.rate AS HUGEINT) * 1000000) * minutes) // 6000000000, 0)
        FROM pay_work JOIN pay_due AS d USING (due) JOIN slips AS s USING (slip)
        WHERE d.what = 'floor' AND d.sure * 100 > CAST(s.rate AS HUGEINT) * 1000000""",
    "hours_that_differ": """
        SELECT count(*) FROM pay_slips WHERE abs(paid_mmin - coalesce(worked, 0) * 1000) > 15000""",
    "supplement_under_40_percent": "SELECT count(*) FROM slips WHERE overtime_mmin > 0 AND overtime_percent < 4000",
}


def pay_readings(db: DuckDBPyConnection) -> dict[str, int]:
    """The plain readings of pay, by name. Needs the tables of `pay_tables`."""
    found = {}
    for name, statement in PAY_READINGS.items():
        row = db.execute(statement).fetchone()
        found[name] = int(row[0]) if row else 0
    return found
