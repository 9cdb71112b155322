"""Who does what: each payslip and shift with its kind of work, and the law of each kind as tables.

What a shift states goes before the payslip that covers the day, that before what is known of the worker, and that
before the firm’s trade. A category is a category of a trade: where a row states another trade, the inherited category
is dropped.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from duckdb import DuckDBPyConnection

from ryddig.domain.pay_categories import CATEGORIES
from ryddig.domain.pay_facts import ShiftPlan, Trade, Work
from ryddig.domain.public_holidays import is_farm_weekend
from ryddig.tables.payroll.pay_law import Asked
from ryddig.tables.payroll.time_calendar import number_of

if TYPE_CHECKING:
    from ryddig.tables.payroll.run import Control

# hours after midnight may lie some days beyond the period
SPAN: Final = """SELECT least(min("first"), CAST($first AS DATE)), greatest(max("last"), CAST($last AS DATE)) + 7
    FROM slips WHERE "first" <= "last" """
# pairs of trade and category that shifts state themselves; 0 is a shift that states none
STATED: Final = """CREATE TABLE pay_stated AS
    SELECT CAST(row_number() OVER (ORDER BY trade NULLS FIRST, category NULLS FIRST) AS SMALLINT) AS stated, trade,
      category
    FROM (SELECT DISTINCT trade, category FROM kinds WHERE trade IS NOT NULL OR category IS NOT NULL)"""
KIND_STATED: Final = """CREATE TABLE pay_shift_kinds AS
    SELECT k.kind, CAST(coalesce(p.stated, 0) AS SMALLINT) AS stated, k.code, coalesce(k.away, false) AS away,
      coalesce(k.trip = 'middle', false) AS middle
    FROM kinds AS k
    LEFT JOIN pay_stated AS p ON p.trade IS NOT DISTINCT FROM k.trade AND p.category IS NOT DISTINCT
      FROM k.category"""
# payslips of one worker whose days overlap: which hours each of them pays for cannot be known
OVERLAPS: Final = """CREATE TABLE pay_overlaps AS
    SELECT slip FROM (
      SELECT slip, first,
        max(last) OVER (PARTITION BY worker ORDER BY first, slip ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
          AS before,
        last, min(first) OVER (PARTITION BY worker ORDER BY first, slip ROWS BETWEEN 1 FOLLOWING
          AND UNBOUNDED FOLLOWING)
          AS after
      FROM slips WHERE first <= last)
    WHERE first <= before OR last >= after"""
COMBINATIONS: Final = """CREATE TABLE pay_combinations AS
    SELECT CAST(row_number() OVER () - 1 AS INTEGER) AS number, * FROM (
      SELECT worker, trade AS slip_trade, category AS slip_category, CAST(0 AS SMALLINT) AS stated FROM slips
      UNION SELECT worker, NULL, NULL, 0 FROM records
      UNION SELECT m.worker, m.trade, m.category, k.stated FROM slips AS m
        JOIN (SELECT DISTINCT worker, kind FROM spans WHERE (SELECT count(*) FROM pay_stated) > 0) AS s USING (worker)
        JOIN pay_shift_kinds AS k ON k.kind = s.kind AND k.stated > 0)"""
WORK: Final = """
    SELECT coalesce(p.trade, c.slip_trade, w.trade, $firm) AS trade,
      coalesce(p.category, CASE WHEN coalesce(p.trade, c.slip_trade, w.trade) IS NOT DISTINCT
        FROM coalesce(c.slip_trade, w.trade)
        OR coalesce(c.slip_trade, w.trade) IS NULL
        THEN coalesce(c.slip_category, CASE WHEN c.slip_trade = w.trade OR c.slip_trade IS NULL OR w.trade IS NULL
          THEN w.category END) END) AS category,
      w.born_on, w.experience_from, coalesce(w.apprentice, false), coalesce(w.tariff_bound, $bound), w.plan,
      coalesce(w.stockman, false), w.vehicle_kg, coalesce(w.own_goods, false)
    FROM pay_combinations AS c LEFT JOIN pay_stated AS p USING (stated) LEFT JOIN workers AS w USING (worker)
    ORDER BY c.number"""
DUE: Final = """CREATE TABLE pay_due (item INTEGER, due INTEGER, what VARCHAR, sure HUGEINT, asked HUGEINT,
    proven BOOLEAN,
  why VARCHAR,
    rules VARCHAR[], of_sure HUGEINT, of_asked HUGEINT)"""
STRETCHES: Final = """CREATE TABLE pay_stretches (pid INTEGER, since DATE, until DATE, due INTEGER,
  day_minutes INTEGER,
    week_minutes INTEGER, own_week BOOLEAN)"""
# Days on which one due holds for one payslip, as numbers: by worker, month of the shift, what the shift states. A shift
# belongs to the payslip that covers the day it begins; its hours after midnight have the law of their own day.
SPANS: Final = """CREATE TABLE pay_spans AS
    SELECT s.worker, unnest(range(year(s.first) * 12 + month(s.first), year(s.last) * 12 + month(s.last) + 1))
      AS ym, k.stated,
      s.first - DATE '1970-01-01' AS first, s.last - DATE '1970-01-01' AS last, t.since - DATE '1970-01-01' AS since,
      t.until - DATE '1970-01-01' AS until, s.slip, t.due
    FROM slips AS s JOIN pay_kinds AS k ON k.worker = s.worker AND k.slip_trade IS NOT DISTINCT FROM s.trade
      AND k.slip_category IS NOT DISTINCT FROM s.category
    JOIN pay_stretches AS t ON t.pid = k.pid AND t.since <= s.last + 7 AND t.until >= s.first
    WHERE s.first <= s.last AND NOT EXISTS (SELECT 1 FROM pay_overlaps AS o WHERE o.slip = s.slip)"""


def put(db: DuckDBPyConnection, table: str, rows: Sequence[Sequence[Any]]) -> None:
    """Append rows to a table, column by column: one statement for all of them."""
    if rows:
        marks = ", ".join("unnest(?)" for _ in rows[0])
        db.execute(f"INSERT INTO {table} SELECT {marks}", [list(column) for column in zip(*rows, strict=True)])


def prepare(db: DuckDBPyConnection, control: "Control") -> Asked:
    """The calendar, the kinds of work, and what the law says of each on each day."""
    span = db.execute(SPAN, {"first": control.first, "last": control.last}).fetchone()
    first, last = span or (control.first, control.last)
    for statement in (STATED, KIND_STATED, OVERLAPS, COMBINATIONS, DUE, STRETCHES):
        db.execute(statement)
    asked = Asked(control.book, control.firm.agreement, first, last)
    firm = {"firm": control.firm.trade and str(control.firm.trade), "bound": control.firm.tariff_bound}
    known: dict[tuple[Any, ...], int] = {}
    pids = list[int]()
    for facts in db.execute(WORK, firm).fetchall():
        if facts not in known:
            known[facts] = asked.kind(_work(*facts))
        pids.append(known[facts])
    db.execute("CREATE TABLE pay_pids (number INTEGER, pid INTEGER)")
    put(db, "pay_pids", list(enumerate(pids)))
    db.execute("CREATE TABLE pay_kinds AS SELECT * EXCLUDE (number) FROM pay_combinations JOIN pay_pids USING (number)")
    put(db, "pay_stretches", list(asked.stretches()))
    db.execute(SPANS)
    _calendar(db, asked)
    return asked


def _work(trade: str | None, category: str | None, born_on: date | None, *facts: Any) -> Work:
    """A kind of work from what a row states; a word that is no category of the trade states nothing."""
    known = Trade(trade) if trade in set(Trade) else None
    stated = category if known and category in CATEGORIES[known] else ""
    experience_from, outside, tariff_bound, plan, stockman, vehicle_kg, own_goods = facts
    return Work(
        known,
        stated or "",
        born_on,
        experience_from,
        outside=outside,
        tariff_bound=tariff_bound,
        plan=ShiftPlan(plan) if plan in set(ShiftPlan) else ShiftPlan.DAY,
        stockman=stockman,
        vehicle_kg=vehicle_kg,
        own_goods=own_goods,
    )


def _calendar(db: DuckDBPyConnection, asked: Asked) -> None:
    """The days of the files by number: their month, and whether farms pay a weekend supplement."""
    db.execute("CREATE TABLE pay_calendar (day INTEGER, ym INTEGER, farm BOOLEAN)")
    days = [asked.first + timedelta(days=number) for number in range((asked.last - asked.first).days + 1)]
    rows = [(number_of(day), day.year * 12 + day.month, is_farm_weekend(day)) for day in days]
    put(db, "pay_calendar", rows)
