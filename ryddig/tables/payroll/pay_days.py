"""Hours as pay is judged: the minutes of each payslip by calendar day and due, with overtime, nights and days away.

The pieces are those of the time lists (`time_tables.py`). Electrical trades and yards have a shorter week of their
own; there overtime begins earlier, and their days are split and cut anew.
"""

from typing import Final

from duckdb import DuckDBPyConnection

from ryddig.tables.payroll.time_pieces import pieces_of
from ryddig.tables.payroll.time_split import overtime_split

PLACE: Final = "day * 65536 + stated"
# Workers who have a week of their own on some day; the ordinary hours of a day are those of the work of its last shift.
OWN_WEEK: Final = """CREATE TABLE pay_own_week AS
    SELECT DISTINCT k.worker FROM pay_kinds AS k JOIN pay_stretches AS t USING (pid) WHERE t.own_week"""
OWN_LIMITS: Final = """
    SELECT d.* EXCLUDE (usual, overtime), coalesce(t.day_minutes, u.day_minutes, d.usual + d.overtime) AS usual_day,
      coalesce(t.week_minutes, u.week_minutes, 65535) AS usual_week
    FROM days AS d SEMI JOIN pay_own_week USING (worker) JOIN pay_calendar AS c USING (day) JOIN pay_shift_kinds
      AS s USING (kind)
    LEFT JOIN pay_spans AS p ON p.worker = d.worker AND p.ym = c.ym AND p.stated = s.stated
      AND d.day BETWEEN p.first AND p.last
      AND d.day BETWEEN p.since AND p.until
    LEFT JOIN pay_limits AS t ON t.due = p.due
    LEFT JOIN pay_kinds AS k ON k.worker = d.worker AND k.slip_trade IS NULL AND k.slip_category IS NULL
      AND k.stated = 0
    LEFT JOIN pay_stretches AS u ON u.pid = k.pid AND DATE '1970-01-01' + d.day BETWEEN u.since AND u.until
    ORDER BY d.i"""
OF_OTHERS: Final = """(
    SELECT worker, shift, shift_day, day, minutes, {more}kind FROM {pieces} ANTI JOIN pay_own_week USING (worker)
    UNION ALL SELECT worker, shift, shift_day, day, minutes, {more}kind FROM pay_own_pieces)"""
LIMITS: Final = """CREATE TABLE pay_limits AS SELECT DISTINCT due, day_minutes, week_minutes FROM pay_stretches"""
ALL_PIECES: Final = """
    SELECT m.slip, m.due, p.day, m.stated, p.minutes, p.overtime, p.night, p.rest_day, p.shift, p.kind
    FROM {pieces} AS p JOIN pay_calendar AS c ON c.day = p.shift_day {kinds}
    JOIN pay_spans AS m ON m.worker = p.worker AND m.ym = c.ym AND m.stated = {stated}
      AND p.shift_day BETWEEN m.first AND m.last AND p.day BETWEEN m.since AND m.until"""
OF_KINDS: Final = {"kinds": "JOIN pay_shift_kinds AS s USING (kind)", "stated": "s.stated"}
OF_ONE_KIND: Final = {"kinds": "", "stated": "CAST(0 AS SMALLINT)"}
# The minutes of a payslip do not depend on which of them are overtime, so whole days are taken as they are booked. They
# are added up by worker and stretch of days in which no payslip begins or ends and no due changes (`turn`) before they
# meet the payslips: a twentieth of the rows. Hours after midnight have the due of their own day: each is placed alone.
TURNS: Final = """CREATE TABLE pay_turns AS
    WITH edges AS (
      SELECT first AS day FROM pay_spans UNION SELECT last + 1 FROM pay_spans UNION SELECT since FROM pay_spans
      UNION SELECT until + 1 FROM pay_spans UNION SELECT min(day) FROM pay_calendar GROUP BY ym)
    SELECT c.day, CAST(count(e.day) OVER (ORDER BY c.day) AS INTEGER) AS turn
    FROM pay_calendar AS c LEFT JOIN edges AS e USING (day)"""
WORKED: Final = """(
    SELECT worker, shift, day AS shift_day, day, minutes, kind FROM booked WHERE shifts = 1 AND reach & 1 = 0
    UNION ALL SELECT worker, shift, shift_day, day, minutes, kind FROM pieces_cut)"""
WORK: Final = """CREATE TABLE pay_work AS
    WITH worked AS (
      SELECT p.worker, {stated} AS stated, min(p.day) AS shift_day, min(p.day) AS day, sum(p.minutes) AS minutes,
        min(p.shift) AS top, max(p.shift) AS bottom
      FROM {worked} AS p JOIN pay_turns AS t USING (day) {kinds} WHERE p.day = p.shift_day
      GROUP BY p.worker, t.turn, {stated}
      UNION ALL
      SELECT p.worker, {stated}, p.shift_day, p.day, p.minutes, p.shift, p.shift FROM {worked} AS p {kinds}
      WHERE p.day <> p.shift_day)
    SELECT m.slip, m.due, CAST(sum(w.minutes) AS BIGINT) AS minutes, min(w.day * 65536 + w.stated) AS place,
      min(w.top) AS top, max(w.bottom) AS bottom
    FROM worked AS w JOIN pay_calendar AS c ON c.day = w.shift_day
    JOIN pay_spans AS m ON m.worker = w.worker AND m.ym = c.ym AND m.stated = w.stated
      AND w.shift_day BETWEEN m.first AND m.last AND w.day BETWEEN m.since AND m.until
    GROUP BY m.slip, m.due"""
# Those that something beside the ordinary rate may be due for.
PIECES: Final = """CREATE TABLE pay_pieces AS
    SELECT p.* EXCLUDE (rest_day), p.night OR p.rest_day AS dear, s.away, s.middle, s.code
    FROM ({pieces} WHERE {chosen}) AS p JOIN pay_shift_kinds AS s USING (kind)"""
DEAR: Final = "p.overtime OR p.night"
WHOLE_DAYS: Final = "SELECT due FROM pay_due WHERE what IN ('away', 'middle', 'weekend')"


def prepare(db: DuckDBPyConnection) -> None:
    """Tables `pay_pieces` and `pay_work`."""
    db.execute(OWN_WEEK)
    pieces, worked = "pieces", WORKED
    if _any(db, "SELECT 1 FROM pay_own_week"):
        db.execute(LIMITS)
        db.execute(f"CREATE TABLE pay_own_days AS {overtime_split(OWN_LIMITS)}")
        db.execute(f"CREATE TABLE pay_own_pieces AS {pieces_of('pay_own_days')}")
        pieces = OF_OTHERS.format(pieces="pieces", more="overtime, night, rest_day, ")
        worked = OF_OTHERS.format(pieces=WORKED, more="")
    several = _any(db, "SELECT 1 FROM pay_shift_kinds OFFSET 1")
    kinds = OF_KINDS if several else OF_ONE_KIND
    db.execute(TURNS)
    db.execute(WORK.format(worked=worked, **kinds))
    db.execute(PIECES.format(pieces=ALL_PIECES.format(pieces=pieces, **kinds), chosen=_chosen(db)))


def _chosen(db: DuckDBPyConnection) -> str:
    """Which pieces are kept: all where shifts are marked, those of whole days where such are due, else dear ones."""
    if _any(db, "SELECT 1 FROM pay_shift_kinds WHERE stated > 0 OR code IS NOT NULL"):
        return "true"
    return f"({DEAR} OR m.due IN ({WHOLE_DAYS}))" if _any(db, WHOLE_DAYS) else f"({DEAR})"


def _any(db: DuckDBPyConnection, statement: str) -> bool:
    return db.execute(statement).fetchone() is not None
