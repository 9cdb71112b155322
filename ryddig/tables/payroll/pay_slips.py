"""What each payslip pays per ordinary hour and on top of it. The rule is `domain/pay_base.py`; here it is laid in rows.

Pay per hour is `most` and `surely` over `den`, in øre; the overtime supplement is `extra` over `extra_den`. Whole
numbers: `mmin` are thousandths of a minute, so an hour is 60 000 of them.
"""

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from duckdb import DuckDBPyConnection

from ryddig.domain.law import Book, Status
from ryddig.domain.pay_base import ALLOWANCE, MONTH_HOURS
from ryddig.domain.pay_least import figure
from ryddig.tables.payroll.pay_kinds import put

if TYPE_CHECKING:
    from ryddig.tables.payroll.run import Control

LINES: Final = """CREATE TABLE pay_lines AS
    SELECT slip,
      count(*) FILTER (kind = 'ordinary') AS ordinary_lines,
      coalesce(sum(ore) FILTER (kind = 'ordinary'), 0) AS ordinary_ore,
      sum(mmin) FILTER (kind = 'ordinary' AND mmin <> 0) AS ordinary_mmin,
      count(DISTINCT CAST(ore AS HUGEINT) * 100000000000000000 // nullif(mmin, 0)) FILTER (kind = 'ordinary'
        AND mmin <> 0) > 1 AS several,
      coalesce(sum(ore) FILTER (kind = 'fixed_supplement' OR kind = 'posting_allowance' AND counts_as_pay), 0)
        AS added_ore,
      coalesce(sum(ore) FILTER (kind = 'posting_allowance' AND counts_as_pay IS NULL), 0) AS silent_ore,
      sum(ore) FILTER (kind = 'overtime_supplement') AS overtime_ore,
      sum(ore) FILTER (kind = 'night') AS night_ore,
      sum(ore) FILTER (kind = 'shift') AS shift_ore,
      sum(ore) FILTER (kind = 'away') AS away_ore,
      sum(ore) FILTER (kind = 'weekend') AS weekend_ore
    FROM lines GROUP BY slip"""
# Ordinary pay: from the lines, else the rate as stated, else the monthly pay, else the gross pay over all hours.
ORDINARY: Final = """known AS (
      SELECT s.*, l.* EXCLUDE (slip, ordinary_mmin), t.divisor_most, t.divisor_least, t.silent_is_refund,
        coalesce(l.ordinary_lines, 0) > 0 AS has_lines, nullif(coalesce(l.ordinary_mmin, s.ordinary_mmin), 0)
          AS line_mmin,
        nullif(s.ordinary_mmin, 0) AS hours, s.ordinary_mmin + coalesce(s.overtime_mmin, 0) AS paid_mmin
      FROM slips AS s LEFT JOIN pay_lines AS l USING (slip)
      LEFT JOIN pay_terms AS t ON s.last BETWEEN t.since AND t.until),
    chosen AS (
      SELECT *, CASE WHEN has_lines AND line_mmin IS NOT NULL THEN 'lines' WHEN rate IS NOT NULL THEN 'rate'
        WHEN month_ore IS NOT NULL AND hours IS NOT NULL THEN 'month'
        WHEN month_ore IS NOT NULL AND divisor_most IS NOT NULL THEN 'divisor' WHEN month_ore IS NOT NULL THEN 'none'
        WHEN gross_ore IS NOT NULL AND paid_mmin <> 0 THEN 'gross' ELSE 'none' END AS from_what
      FROM known),
    ordinary AS (
    SELECT *, CASE from_what WHEN 'lines' THEN CAST(ordinary_ore AS HUGEINT) * 60000 WHEN 'rate' THEN rate
          WHEN 'month' THEN CAST(month_ore AS HUGEINT) * 60000
          WHEN 'divisor' THEN CAST(month_ore AS HUGEINT) * 100 * divisor_most
          WHEN 'gross' THEN CAST(gross_ore AS HUGEINT) * 60000 END AS num,
      CASE from_what WHEN 'divisor' THEN CAST(month_ore AS HUGEINT) * 100 * divisor_least END AS num_least,
      CAST(CASE from_what WHEN 'lines' THEN line_mmin WHEN 'rate' THEN 100 WHEN 'month' THEN hours
        WHEN 'divisor' THEN divisor_most * divisor_least WHEN 'gross' THEN paid_mmin END AS HUGEINT) AS over
    FROM chosen)"""
# Fixed supplements and allowances that count are added per ordinary hour; one that the contract does not explain may.
BASE: Final = f"""CREATE TABLE pay_bases AS
    WITH {ORDINARY},
    added AS (
      SELECT *, CASE WHEN hours IS NULL THEN 0 ELSE coalesce(added_ore, 0) END AS added,
        CASE WHEN hours IS NULL OR silent_is_refund THEN 0 ELSE coalesce(silent_ore, 0) END AS silent
      FROM ordinary),
    joined AS (
      SELECT *, CASE WHEN added <> 0 OR silent <> 0 THEN lcm(over, CAST(hours AS HUGEINT)) ELSE over END AS den
        FROM added),
    summed AS (
      SELECT *, coalesce(num_least, CASE WHEN from_what <> 'gross' THEN num END) * (den // over)
          + CASE WHEN added <> 0 THEN CAST(added AS HUGEINT) * 60000 * (den // hours) ELSE 0 END AS surely,
        num * (den // over) + CASE WHEN added <> 0 OR silent <> 0
          THEN CAST(added + silent AS HUGEINT) * 60000 * (den // hours) ELSE 0 END AS most
      FROM joined),
    plain AS (
      SELECT * REPLACE (den // g AS den, most // g AS most, surely // g AS surely)
      FROM (SELECT *, gcd(gcd(most, coalesce(surely, most)), den) AS g FROM summed)),
    paid AS (
      SELECT *, CASE WHEN overtime_ore IS NOT NULL THEN CAST(overtime_ore AS HUGEINT)
          WHEN overtime_percent IS NOT NULL AND overtime_mmin IS NOT NULL
          THEN coalesce(surely, most) * (overtime_percent * overtime_mmin) END AS paid,
        CASE WHEN overtime_ore IS NOT NULL THEN CAST(1 AS HUGEINT) ELSE den * 600000000 END AS paid_den
      FROM plain)
    SELECT slip, worker, first, last, most, surely, den, coalesce(several, false) AND from_what = 'lines' AS several,
      from_what <> 'divisor' AS certain, has_lines,
      CASE from_what WHEN 'gross' THEN 'base_not_stated' WHEN 'divisor' THEN 'hours_not_stated'
        ELSE CASE WHEN silent <> 0 THEN 'allowance_unclear' ELSE '' END END AS why,
      paid // gcd(paid, paid_den) AS extra, paid_den // gcd(coalesce(paid, paid_den), paid_den) AS extra_den,
      paid_mmin, ordinary_mmin, coalesce(overtime_mmin, 0) AS overtime_mmin, gross_ore, night_ore, shift_ore,
        away_ore,
      weekend_ore, coalesce(night_ore, 0) + coalesce(shift_ore, 0) + coalesce(away_ore, 0) + coalesce(weekend_ore,
        0) AS shown_ore,
      file, row
    FROM paid"""
# Payslips with the hours of the time list on their days. `left_over`: gross pay that neither hours nor lines explain.
SLIPS: Final = """CREATE TABLE pay_slips AS
    WITH ends AS (
      SELECT slip, sum(minutes) AS worked, unnest([min(top), max(bottom)]) AS shift FROM pay_work GROUP BY slip),
    lists AS (
      SELECT e.slip, any_value(e.worked) AS worked, arg_min(h.file, h.shift) AS file_2,
        arg_min(h.row, h.shift) AS row_2,
        CASE WHEN min(h.file) = max(h.file) THEN arg_max(h.row, h.shift) END AS row_2_to
      FROM ends AS e JOIN shifts AS h USING (shift) GROUP BY e.slip),
    joined AS (
      SELECT b.*, l.* EXCLUDE (slip), o.slip IS NOT NULL AS doubled, lcm(den * 60000, extra_den) AS left_den,
        greatest(coalesce(paid_mmin, 0), coalesce(l.worked, 0) * 1000) AS explained_mmin
      FROM pay_bases AS b LEFT JOIN lists AS l USING (slip) LEFT JOIN pay_overlaps AS o USING (slip))
    SELECT * EXCLUDE (explained_mmin), CASE WHEN gross_ore IS NOT NULL AND surely IS NOT NULL THEN
        greatest(0, (gross_ore - shown_ore) * left_den - surely * explained_mmin * (left_den // (den * 60000))
          - coalesce(extra, 0) * (left_den // extra_den)) END AS left_over
    FROM joined"""


def prepare(db: DuckDBPyConnection, control: "Control", days: tuple[date, date]) -> None:
    """Table `pay_bases`: each payslip with what it pays."""
    db.execute(
        """CREATE TABLE pay_terms (since DATE, until DATE, divisor_most INTEGER, divisor_least INTEGER,
        silent_is_refund BOOLEAN)"""
    )
    put(db, "pay_terms", _terms(control.book, *days))
    for statement in (LINES, BASE):
        db.execute(statement)


def _terms(book: Book, first: date, last: date) -> list[tuple[Any, ...]]:
    """The divisors of monthly pay, and what an unexplained allowance is, by day."""
    rules = (*MONTH_HOURS, ALLOWANCE)
    turns = sorted(
        {first, *(one.since for rule in rules for one in book.need(rule).entries if first < one.since <= last)}
    )
    rows = []
    for since, until in zip(turns, (*(turn for turn in turns[1:]), None), strict=True):
        asked = [bound.asked for bound in (figure(book, rule, since, test="month_hours") for rule in MONTH_HOURS)]
        known = [int(one) for one in asked if one]
        entry = book.entry(ALLOWANCE, since)
        refund = entry is not None and entry.value == "refund" and entry.status is Status.OFFICIAL
        end = date.fromordinal(until.toordinal() - 1) if until else last
        rows.append((since, end, max(known, default=None), min(known, default=None), refund))
    return rows


def finish(db: DuckDBPyConnection) -> None:
    """Table `pay_slips`: the payslips with the hours they are judged against."""
    db.execute(SLIPS)
