"""Overtime of each booked day: what lies beyond the day's ordinary hours and then beyond the week's."""

from typing import Final

SPLIT: Final = """
WITH given AS ({hours}),
within AS ({weeks}),
full_weeks AS (SELECT worker, monday, week_hours FROM within WHERE within_days > week_hours),
added AS (
  SELECT g.worker, g.day, g.minutes, g.marked, f.week_hours, least(g.minutes, g.usual_day) AS within_day,
    sum(least(g.minutes, g.usual_day)) OVER (PARTITION BY g.worker, g.monday ORDER BY g.day) AS so_far
  FROM given AS g JOIN full_weeks AS f USING (worker, monday)),
found AS (
  SELECT worker, day,
    minutes - least(week_hours, so_far) + least(week_hours, so_far - within_day) AS beyond, least(marked, minutes) AS
    told
  FROM added
  UNION ALL
  SELECT g.worker, g.day, greatest(0, g.minutes - g.usual_day) AS beyond, least(g.marked, g.minutes) AS told
  FROM given AS g ANTI JOIN full_weeks AS f USING (worker, monday)
  WHERE g.minutes > g.usual_day OR g.marked > 0)
SELECT worker, day, CAST(greatest(beyond, told) AS INTEGER) AS overtime FROM found WHERE greatest(beyond, told) > 0"""
WITHIN: Final = """
  SELECT worker, monday, sum(least(minutes, usual_day)) AS within_days, arg_min(usual_week, day) AS week_hours
  FROM given GROUP BY worker, monday"""


def overtime_days(hours: str, *, weeks: str = WITHIN) -> str:
    """SQL for the days with overtime (worker, day, overtime), as work_record.booked_days counts it.

    `hours`: a relation with worker, day, monday, minutes and marked of each booked day, and in `usual_day` and
    `usual_week` the ordinary minutes of that day and of its week. A week has those of its first day with work. Overtime
    is worked last in the day and in the week; what the list itself calls overtime stands when it is more. `weeks`: a
    relation with the minutes within the days' hours and the hours of each week, where that is already made.
    """
    return SPLIT.format(hours=hours, weeks=weeks)


def overtime_split(hours: str) -> str:
    """SQL for the rows of `hours`, a relation as `overtime_days` takes it, with `usual` and `overtime` in place of the
    limits."""
    return f"""
    SELECT h.* EXCLUDE (usual_day, usual_week), h.minutes - coalesce(o.overtime, 0) AS usual,
      coalesce(o.overtime, 0) AS overtime
    FROM ({hours}) AS h LEFT JOIN ({overtime_days(hours)}) AS o USING (worker, day)"""
