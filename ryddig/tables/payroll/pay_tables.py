"""Tables made from the canonical ones for the checks of pay: what is due, what was paid, and the hours of each payslip.

pay_due     what the law says of one hour: `due`, `what` (floor, overtime, night …), millionths of an øre
pay_work    minutes by payslip and due; `place` puts them in order of days
pay_parts   the minutes of these that a supplement or overtime is due for, by `what`
pay_slips   each payslip with pay per hour, supplements shown, hours worked
"""

from typing import TYPE_CHECKING, Final

from duckdb import DuckDBPyConnection

from ryddig.tables.payroll import pay_days, pay_kinds, pay_shares, pay_slips
from ryddig.tables.payroll.pay_days import PLACE
from ryddig.tables.payroll.pay_kinds import put
from ryddig.tables.payroll.pay_law import SCALE, Asked

if TYPE_CHECKING:
    from ryddig.tables.payroll.run import Control

# A middle day of a haulage trip is paid for at least so many minutes; away from home the whole day has the supplement.
WHOLE_DAYS: Final = """CREATE TABLE pay_whole_days AS
    SELECT slip, due, day, stated, sum(minutes) AS minutes, bool_or(away) AS away, bool_or(middle) AS middle
    FROM pay_pieces
    WHERE (slip, day, stated) IN (SELECT DISTINCT (slip, day, stated) FROM pay_pieces WHERE away OR middle)
    GROUP BY slip, due, day, stated"""
PARTS: Final = f"""CREATE TABLE pay_parts AS
    WITH marked AS (
      SELECT slip, due, 'overtime' AS what, minutes, {PLACE} AS place FROM pay_pieces WHERE overtime AND NOT dear
      UNION ALL SELECT slip, due, 'overtime_high', minutes, {PLACE} FROM pay_pieces WHERE overtime AND dear
      UNION ALL SELECT slip, due, 'night', minutes, {PLACE} FROM pay_pieces WHERE night
      UNION ALL SELECT slip, due, 'away', minutes, {PLACE} FROM pay_whole_days WHERE away
      UNION ALL SELECT slip, due, 'shift_' || code, minutes, {PLACE} FROM pay_pieces WHERE code IS NOT NULL
      UNION ALL SELECT slip, due, 'weekend', minutes, {PLACE} FROM pay_pieces SEMI JOIN (FROM pay_due
        WHERE what = 'weekend') USING (due)
        JOIN pay_calendar USING (day) WHERE farm
      UNION ALL SELECT slip, due, 'shift', minutes, place FROM pay_work)
    SELECT slip, due, what, sum(m.minutes) AS minutes, min(m.place) AS place
    FROM marked AS m SEMI JOIN pay_due AS d USING (due, what)
    GROUP BY slip, due, what"""
# Minutes that a middle day adds to those worked: for certain, and as may be asked.
MIDDLE: Final = f"""CREATE TABLE pay_middle AS
    SELECT slip, due, CAST(sum(greatest(0, d.sure // {SCALE} - minutes)) AS BIGINT) AS added,
      CAST(sum(greatest(0, d.asked // {SCALE} - minutes)) AS BIGINT) AS added_asked, min({PLACE}) AS place
    FROM pay_whole_days JOIN pay_due AS d USING (due) WHERE middle AND d.what = 'middle' GROUP BY slip, due"""
# The days with overtime; days alike in law and in the share of dear hours are one.
OVERTIME_DAYS: Final = """CREATE TABLE pay_overtime_days AS
    SELECT DISTINCT slip, due, CASE WHEN dear = 0 THEN 1 ELSE overtime - dear END AS plain, dear FROM (
      SELECT slip, due, sum(minutes) AS overtime, coalesce(sum(minutes) FILTER (dear), 0) AS dear
      FROM pay_pieces WHERE overtime GROUP BY slip, due, day, stated)"""
# sure, open, outcome, due: what wages.gap and wages.judged say of amounts, where `low` is what is certainly due above
# what was at most paid, and `high` what may be asked above what was surely paid. figure(n, d): n hundredths over d ->
# 249,00, with four decimals where two are not exact. length(mmin) -> hours; money(n, d): n øre over d -> kroner.
MACROS: Final = (
    "sure(certain, low) AS CASE WHEN certain THEN low ELSE 0 END",
    "open(certain, low, high) AS CASE WHEN certain THEN greatest(0, high - low) ELSE greatest(low, high) END",
    """outcome(sure, open, tested) AS CASE WHEN sure > 0 THEN 'breach' WHEN open > 0 THEN 'question'
      WHEN tested THEN 'kept' ELSE 'cannot_be_tested' END""",
    "due(sure, asked, proven) AS CASE WHEN proven OR asked IS NULL THEN sure ELSE asked END",
    "half_up(n, d) AS CAST((2 * n + d) // (2 * d) AS BIGINT)",
    """decimals(q) AS told(q // 100)
      || CASE WHEN q % 100 <> 0 THEN lpad(CAST(q % 100 AS VARCHAR), 2, '0') ELSE '' END""",
    "figure(n, d) AS pay_decimals(pay_half_up(n * 100, d))",
    "length(mmin) AS pay_figure(CAST(mmin AS BIGINT), 600) || ' t'",
    "money(n, d) AS CASE WHEN n * 2 < d THEN pay_figure(n, d) ELSE told(pay_half_up(n, d)) END || ' kr'",
    "once(keys) AS list_filter(keys, lambda one, place : list_position(keys, one) = place)",
)
BLIND: Final = """SELECT s.slip, k.pid, s.first, s.last
    FROM pay_slips AS s JOIN slips AS c USING (slip)
    JOIN pay_kinds AS k ON k.worker = c.worker AND k.slip_trade IS NOT DISTINCT FROM c.trade
      AND k.slip_category IS NOT DISTINCT FROM c.category AND k.stated = 0
    WHERE s.worked IS NULL AND NOT s.doubled AND s.first <= s.last"""


def prepare(db: DuckDBPyConnection, control: "Control") -> None:
    """Make the tables."""
    for macro in MACROS:
        db.execute(f"CREATE OR REPLACE MACRO pay_{macro}")
    asked = pay_kinds.prepare(db, control)
    known = _put_answers(db, asked, 0)
    pay_slips.prepare(db, control, (asked.first, asked.last))
    pay_days.prepare(db)
    pay_slips.finish(db)
    _blind(db, asked)
    _put_answers(db, asked, known)
    for statement in (WHOLE_DAYS, PARTS, MIDDLE, OVERTIME_DAYS):
        db.execute(statement)
    db.execute("DROP TABLE pay_pieces")
    pay_shares.prepare(db, control)


def _put_answers(db: DuckDBPyConnection, asked: Asked, known: int) -> int:
    """Lay the answers beyond the first `known` in table `pay_due`; how many there are now."""
    put(db, "pay_due", [(known + place, *row) for place, row in enumerate(asked.rows[known:])])
    return len(asked.rows)


def _blind(db: DuckDBPyConnection, asked: Asked) -> None:
    """Payslips without a time list: on which days the hours were worked is not known."""
    db.execute("CREATE TABLE pay_blind (slip INTEGER, due INTEGER, due_first INTEGER, due_last INTEGER)")
    kinds = dict(asked.kinds.values())
    put(db, "pay_blind", [
        (slip, asked.period(kinds[pid], first, last), asked.day(kinds[pid], first), asked.day(kinds[pid], last))
        for slip, pid, first, last in db.execute(BLIND).fetchall()
    ])  # fmt: skip
