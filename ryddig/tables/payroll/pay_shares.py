"""Holiday pay and occupational pension as parts of pay, by day: what `domain/settlement.py` answers, laid in a table.

pay_shares    `what`: holiday, holiday_senior, pension, pension_above (above the ceiling of a month). Amounts in
              millionths. `ceiling`: øre a year; `senior_age`: whoever turns so old by the end of next year
pay_duty      one row: whether the firm must have pension, as stated, as those employed show, and in the end
"""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from duckdb import DuckDBPyConnection

from ryddig.domain.law import Book
from ryddig.domain.pay_least import Least, figure
from ryddig.domain.settlement import (
    SENIOR_AGE,
    Terms,
    holiday_rate,
    pension_ceiling,
    pension_duty,
    pension_rate,
)
from ryddig.tables.payroll.pay_kinds import put
from ryddig.tables.payroll.pay_law import rule_keys, scaled

if TYPE_CHECKING:
    from ryddig.tables.payroll.run import Control

BEGINNING, END = date(1900, 1, 1), date(9999, 12, 31)
OLD: Final = date(1900, 1, 1)
MUCH: Final = Fraction(10**15)
SPACES: Final = frozenset({"holiday_pay", "occupational_pension", "fines"})
SHARES: Final = """CREATE TABLE pay_shares (what VARCHAR, since DATE, until DATE, sure HUGEINT, asked HUGEINT,
  proven BOOLEAN,
    why VARCHAR, rules VARCHAR[], ceiling HUGEINT, senior_age INTEGER)"""
EMPLOYED: Final = """SELECT coalesce(share_percent, 0), coalesce(owner, false) FROM employed
    WHERE ("first" IS NULL OR "first" <= $on) AND ("last" IS NULL OR "last" >= $on)"""


def prepare(db: DuckDBPyConnection, control: "Control") -> None:
    """Make the tables."""
    employed = db.execute(EMPLOYED, {"on": control.last}).fetchall()
    shown = pension_duty(employed, control.last, control.book)
    stated = control.firm.pension_due
    db.execute("CREATE TABLE pay_duty (stated BOOLEAN, shown BOOLEAN, due BOOLEAN, employed INTEGER)")
    put(db, "pay_duty", [(stated, shown, shown if stated is None else stated, len(employed))])
    db.execute(SHARES)
    due = shown if stated is None else stated
    put(db, "pay_shares", list(_shares(control.book, tariff_holiday=control.firm.tariff_holiday, pension_due=due)))


def _shares(book: Book, *, tariff_holiday: bool, pension_due: bool | None) -> Iterator[tuple[Any, ...]]:
    turns = {
        entry.since for name, one in book.series.items() if name.partition(".")[0] in SPACES for entry in one.entries
    }
    days = sorted({BEGINNING, *turns})
    for since, after in zip(days, (*days[1:], END), strict=True):
        terms = Terms(since, tariff_holiday=tariff_holiday, pension_due=pension_due)
        older = Terms(since, OLD, tariff_holiday=tariff_holiday, pension_due=pension_due)
        ceiling = pension_ceiling(since, book)[0]
        age = figure(book, SENIOR_AGE, since, test="holiday_pay").asked
        answers = {
            "holiday": holiday_rate(terms, book),
            "holiday_senior": holiday_rate(older, book),
            "pension": pension_rate(terms, book, Fraction(0)),
            "pension_above": pension_rate(terms, book, MUCH),
        }
        last = after if after == END else after - timedelta(days=1)
        known = (None if ceiling is None else int(ceiling), None if age is None else int(age))
        yield from ((what, since, last, *_amounts(bound), *known) for what, bound in answers.items())


def _amounts(bound: Least) -> tuple[Any, ...]:
    asked = None if bound.asked is None else scaled(bound.asked)
    return scaled(bound.sure), asked, bound.proven, bound.why, rule_keys(bound.because)
