"""Minutes worked by calendar day and kind: shifts cut at midnight, at the hours of night and where overtime begins.

A break whose place is not known is taken out of the dearest minutes first, as work_record._without_break does.
"""

from typing import Final

# the overtime of a day is worked last: the last shift takes its share first
SHARED: Final = """
SELECT s.worker, s.shift, s.rowid AS span, s.day, c.law, s.start_min, s.end_min, s.minutes, s.kind, c.rest_day,
  s.end_min - s.start_min - s.minutes AS lost, s.start_min IS NOT NULL AND s.reach & 1 = 1 AS cut,
  greatest(0, least(s.minutes, d.overtime - coalesce(sum(s.minutes) OVER (PARTITION BY s.worker, s.day
    ORDER BY s.rowid DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))) AS overtime
FROM spans AS s JOIN ({days}) AS d ON s.worker = d.worker AND s.day = d.day JOIN calendar AS c ON c.day = s.day"""
CUT: Final = """
WITH given AS ({shifts}),
turned AS (
  SELECT *, end_min - overtime AS turn, unnest(range(0, (end_min - start_min) // 1440 + 3)) AS ahead FROM given),
placed AS (
  SELECT t.*, h.day AS on_day, h.night, h.rest_day AS at_rest, greatest(t.start_min, h.from_min) AS begins,
    least(t.end_min, h.to_min) AS ends
  FROM turned AS t JOIN clock_hours AS h
    ON h.day = t.day + t.ahead AND h.law = t.law AND h.young = {young} AND h.from_min < t.end_min
    AND h.to_min > t.start_min),
halved AS (
  SELECT *, begins AS at_min, greatest(0, least(ends, turn) - begins) AS piece, false AS late FROM placed
  UNION ALL
  SELECT *, greatest(begins, turn) AS at_min, greatest(0, ends - greatest(begins, turn)) AS piece, true AS late
  FROM placed),
shortened AS (
  SELECT *, greatest(0, least(piece, lost - coalesce(sum(piece) OVER (PARTITION BY span
    ORDER BY late, (night OR at_rest) DESC, on_day DESC, at_min
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))) AS taken
  FROM halved WHERE piece > 0)
SELECT worker, shift, day AS shift_day, on_day AS day, CAST(piece - taken AS INTEGER) AS minutes, late AS overtime,
  night,
  at_rest AS rest_day, kind
FROM shortened WHERE piece > taken"""
WHOLE: Final = """
SELECT worker, shift, day AS shift_day, day, CAST(minutes - overtime AS INTEGER) AS minutes, false AS overtime,
  false AS night, rest_day, kind
FROM {shifts} WHERE minutes > overtime
UNION ALL
SELECT worker, shift, day AS shift_day, day, CAST(overtime AS INTEGER) AS minutes, true AS overtime, false AS night,
  rest_day, kind
FROM {shifts} WHERE overtime > 0"""


def cut_pieces(shifts: str, *, young: bool = False) -> str:
    """SQL for the pieces of `shifts` (worker, shift, span, day, law, start_min, end_min, lost, overtime, kind).
    `young`: cut
    at the hours that workers under 18 must be free."""
    return CUT.format(shifts=shifts, young=str(young).lower())


def shared_overtime(days: str) -> str:
    """SQL for the shifts of `days` (worker, day, overtime), each with its share of the overtime, for `cut_pieces`."""
    return SHARED.format(days=days)


def whole_days(days: str) -> str:
    """SQL for the pieces of days with one shift that touches no night hours: it is not cut. `days`: like view
    `days`."""
    single = f"""(
      SELECT d.worker, d.shift, d.day, d.minutes, d.overtime, c.rest_day, d.kind
      FROM {days} AS d JOIN calendar AS c USING (day) WHERE d.shifts = 1 AND d.reach & 1 = 0)"""
    return WHOLE.format(shifts=single)


def cut_days(days: str) -> str:
    """SQL for the pieces of the other days."""
    shared = shared_overtime(f"SELECT worker, day, overtime FROM {days} WHERE shifts > 1 OR reach & 1 = 1")
    return f"""
    WITH shared AS MATERIALIZED ({shared})
    {WHOLE.format(shifts="(SELECT * FROM shared WHERE NOT cut)")}
    UNION ALL ({cut_pieces("SELECT * FROM shared WHERE cut")})"""


def pieces_of(days: str) -> str:
    """SQL for the pieces of the shifts of `days`: a relation like view `days`, with the overtime that is to be laid
    out."""
    return f"SELECT * FROM ({whole_days(days)}) UNION ALL SELECT * FROM ({cut_days(days)})"
