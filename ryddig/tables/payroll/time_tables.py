"""Tables that the checks of working time and of pay share, made once from the time lists.

Days are numbers (days since 1970; `day_of(day)` is the date, `monday_of(day)` the Monday of its week), moments are
minutes since 1970 in UTC, lengths are minutes. What is cheap to work out again is not stored.

calendar    a row a day of the control with a margin: day, on_day, monday, `law` (number of the stretch of days on which
            no limit changes), rest_day, moments of midnight and of the hours of night, usual_day, usual_week (ordinary
            hours by law) and young_usual_…
limits      name, law, value, official, key: what the readable rule says on the stretch; no row, no limit
minors      worker, adult_from: who turns 18 in the period or later
records     a row a worker: first, last (days of the record), law_first, law_last, length, adult_from, plan, …; `why`:
            none of the limits can be tested, because …
kinds       kind, code, trade, category, trip, away, travel: what kinds of shift there are; most sets have one
spans       a row a shift, in order of worker and moment: worker, shift, day (booked), start_min, end_min (NULL where
            the list has no clock times), minutes, break_minutes, marked (overtime as the list calls it), kind, reach
            (bits; 1: night hours or midnight, 2: hours of a Sunday or holiday, 4: the week begins within it, 8: ends),
            file,
            row
booked      a row a worker and day on which a shift begins, in the same order: worker, day, minutes, marked (0 when the
            list does not tell), told (it tells of every shift), breaks (NULL: not recorded), rest, shifts (how many),
            reach, kind, shift and span of its last shift (span: its rowid in spans; the first is span - shifts + 1)
overtime    worker, day, overtime: the booked days with overtime by the law's hours and the list's marks
days        view: booked with monday, `usual` and `overtime`; `i` rises by worker and day
pieces      view: worker, shift, shift_day, day, minutes, overtime, night, rest_day, kind: the minutes worked, by
calendar day
            and kind of hour, breaks taken out as work_record.stretches does; hours after midnight stand on their own
            `day`. pieces_cut: those of the days with several shifts or night hours
rolling     the 24 hours from the start of each shift that are above some limit: worker, span, day, file, row, ordinary
            (overtime as the list marks it left out), whole, marked (the list tells of each shift in them), law, young
weeks       a row a worker and week with work: worker, monday, minutes, rest (the longest that touches it),
            within_days (minutes within the days' ordinary hours), week_hours (ordinary hours of the week)

The record of a worker is the period of the control, cut to the whole calendar months in which the time lists have rows
and to the worker's employment, but never shorter than the worker's own shifts. A list is taken to be whole for its
months.
"""

from typing import TYPE_CHECKING, Final

from duckdb import DuckDBPyConnection

from ryddig.domain.time_limits import Agreement, WeekPlan
from ryddig.tables.payroll import time_calendar
from ryddig.tables.payroll.time_calendar import number_of
from ryddig.tables.payroll.time_pieces import cut_days, whole_days
from ryddig.tables.payroll.time_split import overtime_days
from ryddig.tables.payroll.time_windows import LEAST, ROLLING

if TYPE_CHECKING:
    from ryddig.tables.payroll.run import Control

KINDS: Final = ("code", "trade", "category", "trip", "away", "travel")
MACROS: Final = (
    "CREATE OR REPLACE MACRO day_of(day) AS DATE '1970-01-01' + CAST(day AS INTEGER)",
    "CREATE OR REPLACE MACRO day_number(on_day) AS CAST(on_day AS DATE) - DATE '1970-01-01'",
    "CREATE OR REPLACE MACRO monday_of(day) AS day - (day + 3) % 7",
)
MINORS: Final = """
CREATE TABLE minors AS
WITH birthdays AS (
  SELECT worker, born_on, CAST(born_on + INTERVAL 18 YEAR AS DATE) AS birthday FROM workers WHERE born_on IS NOT NULL)
SELECT worker, day_number(birthday) + CASE WHEN day(born_on) = 29 AND day(birthday) = 28 THEN 1 ELSE 0 END AS adult_from
FROM birthdays WHERE birthday >= (SELECT min(on_day) FROM calendar)"""
SPANS: Final = """
CREATE TABLE spans AS
WITH given AS (
  SELECT shift, worker, CASE WHEN clocked IS NOT false THEN start_min END AS start_min,
    CASE WHEN clocked IS NOT false THEN end_min END AS end_min,
    CASE WHEN clocked IS false THEN on_day ELSE coalesce(CAST(starts AS DATE), on_day) END AS on_day,
    minutes, break_minutes, overtime_minutes AS marked, {kind} AS kind, file, "row"
  FROM shifts AS s {kinds}),
placed AS (
  SELECT g.worker, g.shift, c.day, g.start_min, g.end_min,
    greatest(0, coalesce(least(g.minutes, g.end_min - g.start_min), g.minutes,
      g.end_min - g.start_min - coalesce(g.break_minutes, 0))) AS minutes,
    g.break_minutes, g.marked, g.kind,
    CAST(CASE WHEN g.start_min < c.night_to_min OR g.end_min > c.night_from_min THEN 1 ELSE 0 END
      + CASE WHEN g.end_min > c.free_from_min OR (g.start_min IS NULL AND c.rest_day) THEN 2 ELSE 0 END
      + CASE WHEN g.start_min <= c.monday_min THEN 4 ELSE 0 END + CASE WHEN g.end_min >= c.next_monday_min THEN 8 ELSE
      0 END
      AS TINYINT) AS reach,
    g.file, g."row", coalesce(g.start_min, c.midnight_min) AS at_min,
    coalesce(g.end_min, c.midnight_min + g.minutes) AS to_min
  FROM given AS g JOIN calendar AS c USING (on_day) WHERE c.day BETWEEN {first} AND {last})
SELECT * EXCLUDE (at_min, to_min) FROM placed ORDER BY worker, at_min, to_min, shift"""
# where some shifts have no clock times, the shifts beside one are the nearest that have
BESIDE: Final = """
SELECT s.*, s.rowid AS span, lag(s.worker) OVER () AS worker_before, lag(s.day) OVER () AS day_before,
  lead(s.worker) OVER () AS worker_after, lead(s.day) OVER () AS day_after,
  lag(s.end_min{nulls}) OVER () AS end_before, lead(s.start_min{nulls}) OVER () AS start_after,
  lag({clocked}{nulls}) OVER () AS clocked_before, lead({clocked}{nulls}) OVER () AS clocked_after
FROM spans AS s"""
RESTED: Final = """
SELECT * EXCLUDE (day_before, day_after), coalesce(worker_before = worker AND day_before = day, false) AS again,
  coalesce(worker_after = worker AND day_after = day, false) AS more,
  greatest(CASE WHEN clocked_before = worker AND reach & 4 = 0 THEN start_min - end_before END,
    CASE WHEN clocked_after = worker AND reach & 8 = 0 THEN start_after - end_min END) AS rest
FROM ({beside})"""
# where no day has two shifts
BOOKED: Final = """
CREATE TABLE booked AS
SELECT worker, day, minutes, coalesce(marked, 0) AS marked, marked IS NOT NULL AS told, break_minutes AS breaks, rest,
  CAST(1 AS SMALLINT) AS shifts, reach, kind, shift, span
FROM ({rested})"""
BOOKED_TOGETHER: Final = """
CREATE TABLE booked AS
WITH rested AS ({rested}),
gaps AS (
  SELECT *, CASE WHEN start_min IS NOT NULL AND lead(day) OVER beside = day
    THEN greatest(0, lead(start_min) OVER beside - end_min) ELSE 0 END AS between_min
  FROM rested WHERE again OR more
  WINDOW beside AS (PARTITION BY worker, start_min IS NULL ORDER BY span)),
several AS (
  SELECT worker, day, CAST(sum(minutes) AS INTEGER) AS minutes, CAST(sum(coalesce(marked, 0)) AS INTEGER) AS marked,
    bool_and(marked IS NOT NULL) AS told,
    CASE WHEN count(break_minutes) = count(*) THEN CAST(sum(break_minutes + between_min) AS INTEGER) END AS breaks,
    max(rest) AS rest, CAST(count(*) AS SMALLINT) AS shifts, bit_or(reach) AS reach
  FROM gaps GROUP BY worker, day)
SELECT s.worker, s.day, coalesce(v.minutes, s.minutes) AS minutes, coalesce(v.marked, s.marked, 0) AS marked,
  coalesce(v.told, s.marked IS NOT NULL) AS told, CASE WHEN s.again THEN v.breaks ELSE s.break_minutes END AS breaks,
  coalesce(v.rest, s.rest) AS rest, coalesce(v.shifts, CAST(1 AS SMALLINT)) AS shifts,
  coalesce(v.reach, s.reach) AS reach, s.kind, s.shift, s.span
FROM rested AS s LEFT JOIN several AS v ON s.worker = v.worker AND s.day = v.day AND s.again
WHERE NOT s.more ORDER BY s.span"""
SEVERAL: Final = """
SELECT count(*) FROM (SELECT lag(worker) OVER () = worker AND lag(day) OVER () = day AS again FROM spans) WHERE again"""
HOURS: Final = """
SELECT b.worker, b.day, c.monday, b.minutes, b.marked, b.rest,
  CASE WHEN b.day < m.adult_from THEN c.young_usual_day ELSE c.usual_day END AS usual_day,
  CASE WHEN b.day < m.adult_from THEN c.young_usual_week ELSE c.usual_week END AS usual_week
FROM booked AS b JOIN calendar AS c USING (day) LEFT JOIN minors AS m USING (worker)"""
DAYS: Final = """
CREATE VIEW days AS
SELECT b.*, b.span AS i, monday_of(day) AS monday, b.minutes - coalesce(o.overtime, 0) AS usual,
  coalesce(o.overtime, 0) AS overtime
FROM booked AS b LEFT JOIN overtime AS o USING (worker, day)"""
RECORDS: Final = """
CREATE TABLE records AS
WITH worked AS (SELECT worker, min(day) AS first, max(day) AS last FROM booked GROUP BY worker),
listed AS (
  SELECT day_number(date_trunc('month', day_of(min(first)))) AS first, day_number(last_day(day_of(max(last)))) AS last
  FROM worked),
clocked AS (
  SELECT worker, min(start_min) AS first_start, max(start_min) AS last_start, bool_or(start_min IS NULL) AS hours_only
  FROM spans GROUP BY worker),
ended AS (
  SELECT worker, max(end_min) AS last_end FROM spans JOIN clocked USING (worker) WHERE start_min = last_start
  GROUP BY worker),
bounds AS (
  SELECT w.worker, w.exempt, w.week_plan, d.worker IS NOT NULL AS worked,
    least(d.first, greatest({first}, l.first, coalesce(day_number(w.started_on), {first}))) AS first,
    greatest(d.last, least({last}, l.last, coalesce(day_number(w.ended_on), {last}))) AS last
  FROM workers AS w LEFT JOIN worked AS d USING (worker) CROSS JOIN listed AS l)
SELECT b.worker, b.first, b.last, f.law AS law_first, l.law AS law_last, b.last - b.first + 1 AS length,
  coalesce(m.adult_from, b.first) AS adult_from,
  CASE WHEN b.week_plan IN {plans} THEN b.week_plan ELSE '{plan}' END AS plan,
  coalesce(a.value, 1) * 7 AS average_days, coalesce(n.value, 1) * 7 AS mean_days,
  coalesce(c.hours_only, false) AS hours_only, c.first_start, e.last_end,
  CASE WHEN b.exempt THEN 'exempt' WHEN {tariff} THEN 'tariff_departs' WHEN NOT b.worked THEN 'timesheet_missing'
    ELSE '' END AS why
FROM bounds AS b JOIN calendar AS f ON f.day = b.first JOIN calendar AS l ON l.day = b.last
LEFT JOIN minors AS m USING (worker) LEFT JOIN clocked AS c USING (worker) LEFT JOIN ended AS e USING (worker)
LEFT JOIN limits AS a ON a.name = 'average_weeks' AND a.law = l.law
LEFT JOIN limits AS n ON n.name = 'mean_weeks' AND n.law = l.law"""
WEEKS: Final = f"""
CREATE TABLE weeks AS
SELECT worker, monday, CAST(sum(minutes) AS INTEGER) AS minutes, max(rest) AS rest,
  CAST(sum(least(minutes, usual_day)) AS INTEGER) AS within_days, arg_min(usual_week, day) AS week_hours
FROM ({HOURS}) GROUP BY worker, monday"""


def prepare(db: DuckDBPyConnection, control: "Control") -> None:
    """Make the tables, in the order they build on each other."""
    time_calendar.prepare(db, control)
    for statement in (*MACROS, MINORS):
        db.execute(statement)
    _shifts_in_order(db, control)
    db.execute(WEEKS)
    db.execute(f"CREATE TABLE overtime AS {overtime_days(HOURS, weeks='SELECT * FROM weeks')}")
    db.execute(DAYS)
    _records(db, control)
    db.execute(ROLLING.format(least=_row(db, LEAST)[0]))
    db.execute(f"CREATE TABLE pieces_cut AS {cut_days('days')}")
    db.execute(f"CREATE VIEW pieces AS {whole_days('days')} UNION ALL SELECT * FROM pieces_cut")


def _shifts_in_order(db: DuckDBPyConnection, control: "Control") -> None:
    names = ", ".join(KINDS)
    alike = " AND ".join(f"s.{name} IS NOT DISTINCT FROM k.{name}" for name in KINDS)
    known = _row(db, f"SELECT {', '.join(f'count({name})' for name in KINDS)} FROM shifts")
    distinct = (
        f"SELECT DISTINCT {names} FROM shifts ORDER BY ALL" if any(known) else f"SELECT {names} FROM shifts LIMIT 1"
    )
    db.execute(
        f"CREATE TABLE kinds AS SELECT CAST(row_number() OVER () AS SMALLINT) AS kind, {names} FROM ({distinct})"
    )
    db.execute(
        SPANS.format(
            kind="k.kind" if any(known) else "CAST(1 AS SMALLINT)",
            kinds=f"JOIN kinds AS k ON {alike}" if any(known) else "",
            first=number_of(control.first),
            last=number_of(control.last),
        )
    )
    (unclocked,) = _row(db, "SELECT count(*) - count(start_min) FROM spans")
    clocked = "CASE WHEN s.start_min IS NOT NULL THEN s.worker END" if unclocked else "s.worker"
    rested = RESTED.format(beside=BESIDE.format(nulls=" IGNORE NULLS" if unclocked else "", clocked=clocked))
    (several,) = _row(db, SEVERAL)
    db.execute((BOOKED_TOGETHER if several else BOOKED).format(rested=rested))


def _records(db: DuckDBPyConnection, control: "Control") -> None:
    firm = control.firm
    db.execute(
        RECORDS.format(
            first=number_of(control.first),
            last=number_of(control.last),
            plans=tuple(str(plan) for plan in WeekPlan),
            plan=firm.plan,
            tariff=str(firm.agreement is Agreement.TARIFF).lower(),
        )
    )


def _row(db: DuckDBPyConnection, statement: str) -> tuple[int, ...]:
    found: tuple[int, ...] | None = db.execute(statement).fetchone()
    return found or ()
