"""Windows of the time lists as SQL: the 24 hours from a shift, days in a row, and runs of days over a limit."""

from typing import Final

# A break whose place is not known is taken to lie inside the window. Most windows hold one shift or two; where a third
# begins in them, all are looked up.
ROLLING: Final = """
CREATE TABLE rolling AS
WITH ahead AS (
  SELECT worker, rowid AS span, day, start_min, end_min - start_min AS gross, minutes, marked, file, "row",
    CASE WHEN lead(worker) OVER () = worker THEN lead(start_min) OVER () - start_min END AS next_after,
    lead(end_min - start_min) OVER () AS next_gross, lead(minutes) OVER () AS next_minutes,
    lead(marked) OVER () AS next_marked,
    CASE WHEN lead(worker, 2) OVER () = worker THEN lead(start_min, 2) OVER () - start_min END AS third_after
  FROM spans WHERE start_min IS NOT NULL),
parts AS (
  SELECT worker, span, day, file, "row", marked, minutes - coalesce(marked, 0) AS ordinary,
    coalesce(next_after < 1440, false) AS two,
    next_minutes - coalesce(next_marked, 0) AS next_ordinary, next_marked,
    greatest(0, least(1440, gross) - (gross - minutes)) AS own,
    greatest(0, least(1440 - next_after, next_gross) - (next_gross - next_minutes)) AS beside
  FROM ahead WHERE third_after IS NULL OR third_after >= 1440),
crowd AS (
  SELECT a.worker, a.span, a.day, a.file, a."row", b.minutes - coalesce(b.marked, 0) AS ordinary, b.marked,
    greatest(0, least(1440 - (b.start_min - a.start_min), b.end_min - b.start_min)
      - (b.end_min - b.start_min - b.minutes)) AS inside
  FROM (SELECT *, unnest([0, 1, 2]) AS later FROM ahead WHERE third_after < 1440) AS a
  JOIN spans AS b ON b.worker = a.worker AND b.day = a.day + a.later AND b.rowid >= a.span
    AND b.start_min - a.start_min < 1440),
found AS (
  SELECT worker, span, day, file, "row",
    least(own, ordinary) + CASE WHEN two THEN least(beside, next_ordinary) ELSE 0 END AS ordinary,
    own + CASE WHEN two THEN beside ELSE 0 END AS whole,
    marked IS NOT NULL AND (NOT two OR next_marked IS NOT NULL) AS marked
  FROM parts
  UNION ALL
  SELECT worker, span, day, file, "row", CAST(sum(least(inside, ordinary)) AS INTEGER), CAST(sum(inside) AS INTEGER),
    bool_and(marked IS NOT NULL)
  FROM crowd GROUP BY worker, span, day, file, "row")
SELECT f.*, c.law, coalesce(f.day < m.adult_from, false) AS young
FROM found AS f JOIN calendar AS c USING (day) LEFT JOIN minors AS m USING (worker)
WHERE f.whole > {least}"""
# the lowest limit that any worker of the set has
LEAST: Final = """
SELECT coalesce(min(value), 1000000) FROM limits
WHERE name IN ('day', 'total_day') OR (name = 'young_day' AND EXISTS (FROM minors))"""


# booked days of records that do not cover the weeks of the mean
SHORT: Final = "booked AS b JOIN records AS r ON r.worker = b.worker AND r.length < r.mean_days"
# what being above a limit means: (outcome, why) as SQL over a window; `told`: the list tells overtime itself
MEANS: Final = {
    "breach": ("'breach'", "''"),
    "breach_if_marked": (
        "CASE WHEN told THEN 'breach' ELSE 'question' END",
        "CASE WHEN told THEN '' ELSE 'may_be_overtime' END",
    ),
    "record_too_short": ("'question'", "'record_too_short'"),
}


def counted(minutes: str, source: str = "booked AS b") -> str:
    """SQL for rows of `booked` with what is to be added up: worker, day, nth, counted, told, span_from, span."""
    return f"""
    SELECT b.worker, b.day, b.rowid AS nth, {minutes} AS counted, b.told, b.span - b.shifts + 1 AS span_from, b.span
    FROM {source}"""


def seven_days(minutes: str) -> str:
    """SQL for the seven days that end on each booked day: worker, first, last, nth, minutes, told, span, span_to.

    `minutes`: what to add up of a row b of `booked`. No more than six booked days lie before one in its window, and
    table
    `booked` is in order, so they are read off the rows before.
    """
    inside = {step: f"lag(place, {step}) OVER () > place - 7" for step in range(6, 0, -1)}
    added = " + ".join(
        f"CASE WHEN {test} THEN lag(counted, {step}) OVER () ELSE 0 END" for step, test in inside.items()
    )
    firsts = " ".join(f"WHEN {test} THEN lag(span_from, {step}) OVER ()" for step, test in inside.items())
    return f"""
    SELECT worker, day - 6 AS first, day AS last, nth, counted + {added} AS minutes, told,
      CASE {firsts} ELSE span_from END AS span, span AS span_to
    FROM (SELECT *, CAST(worker AS BIGINT) * 1000000 + day AS place FROM ({counted(minutes)}))"""


def trailing(days: str, length: int) -> str:
    """SQL for the window of `length` days that ends on each row of `days`, as `counted` gives them: the same columns as
    `seven_days`."""
    return f"""
    SELECT worker, day - {length - 1} AS first, day AS last, nth, sum(counted) OVER window_of_days AS minutes, told,
      min(span_from) OVER window_of_days AS span, span AS span_to
    FROM ({days})
    WINDOW window_of_days AS (PARTITION BY worker ORDER BY day RANGE BETWEEN {length - 1} PRECEDING AND CURRENT ROW)"""


def overtime_windows(length: int, limit: str) -> str:
    """SQL for the windows of overtime of workers who are above `limit` (a name in `limits`) in one of them: a run of
    windows
    above it begins on a day with overtime."""
    busy = f"""
    SELECT worker FROM overtime
    QUALIFY sum(overtime) OVER (PARTITION BY worker ORDER BY day RANGE BETWEEN {length - 1} PRECEDING AND CURRENT ROW)
      > (SELECT min(value) FROM limits WHERE name = '{limit}')"""
    source = f"booked AS b SEMI JOIN ({busy}) AS m USING (worker) LEFT JOIN overtime AS o USING (worker, day)"
    return trailing(counted("coalesce(o.overtime, 0)", source), length)


def whole_windows(days: str, length: str) -> str:
    """SQL for windows that the record covers: the one it begins with, and those that end on a booked day and begin
    later.

    `days`: as `counted` gives them. `length`: SQL over a row r of records. The same columns as `seven_days`.
    """
    return f"""
    WITH bounded AS (SELECT r.worker, r.first, r.length AS covered, CAST({length} AS INTEGER) AS length FROM records AS
    r)
    SELECT worker, first, last, row_number() OVER (ORDER BY worker, last) AS nth, minutes, told, span, span_to
    FROM (
      SELECT worker, day - length + 1 AS first, day AS last, minutes, told, span, span_to
      FROM (
        SELECT d.worker, d.day, d.told, d.span AS span_to, b.length, b.first AS begins,
          sum(d.counted) OVER window_of_days AS minutes, min(d.span_from) OVER window_of_days AS span
        FROM ({days}) AS d JOIN bounded AS b ON b.worker = d.worker AND b.covered >= b.length
        WINDOW window_of_days AS (PARTITION BY d.worker ORDER BY d.day RANGE BETWEEN b.length - 1 PRECEDING AND CURRENT
          ROW))
      WHERE day - length + 1 > begins
      UNION ALL
      SELECT b.worker, b.first, b.first + b.length - 1 AS last, sum(d.counted) AS minutes, bool_and(d.told) AS told,
        min(d.span_from) AS span, max(d.span) AS span_to
      FROM bounded AS b JOIN ({days}) AS d ON d.worker = b.worker AND d.day < b.first + b.length
      WHERE b.covered >= b.length GROUP BY b.worker, b.first, b.length)"""


def runs_over(windows: str, rule: str, *, times: str = "1", where: str = "true", means: str = "breach") -> str:
    """SQL in the shape of `over` of time_verdicts: of each run of windows above a limit the worst, the first if
    several are.

    `rule`: SQL, name of the limit. `times`: how many of it. `where`: which windows w of records r are looked at.
    """
    return worst_of_runs(
        f"""
        SELECT w.*, l.value * {times} AS due, l.name AS rule, l.law
        FROM ({windows}) AS w JOIN records AS r USING (worker) JOIN calendar AS c ON c.day = w.last
        JOIN limits AS l ON l.name = {rule} AND l.law = c.law
        WHERE w.minutes > l.value * {times} AND {where}""",
        means,
    )


def worst_of_runs(above: str, means: str) -> str:
    """SQL for the worst window of each run of windows in a row (`nth`, which no two windows of a check share) above
    their limit (`due`, `rule`, `law`)."""
    outcome, why = MEANS[means]
    return f"""
    WITH numbered AS MATERIALIZED (
      SELECT *, nth - row_number() OVER (ORDER BY nth) AS run,
        CAST(minutes AS BIGINT) * 4294967296 - nth AS worst
      FROM ({above})),
    runs AS (SELECT worker, max(worst) AS worst FROM numbered GROUP BY worker, run)
    SELECT worker, first, last, minutes, due, rule, law, {outcome} AS means, {why} AS why, span, span_to
    FROM numbered SEMI JOIN runs USING (worker, worst)"""


def any_of(*parts: str) -> str:
    """SQL for the common table expression `over` of several parts."""
    return f"over AS ({' UNION ALL '.join(f'SELECT * FROM ({part})' for part in parts)})"
