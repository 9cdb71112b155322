"""What a payslip pays per ordinary hour and on top of it: at most, and for certain.

Counted as ordinary pay: the agreed hourly or monthly pay and fixed supplements for the work itself. Not counted:
refunds, overtime, shift, night and away supplements, holiday pay. A posting allowance is a refund when the contract
does not say what it covers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from ryddig.domain.decision import Because
from ryddig.domain.judgement import NOTHING
from ryddig.domain.law import Book, Status
from ryddig.domain.pay_facts import PayKind, PayLine, Payslip
from ryddig.domain.pay_least import figure
from ryddig.domain.wage_due import HOUR

ALLOWANCE: Final = "wages.posting_allowance"
MONTH_HOURS: Final = ("wages.month_37_5", "wages.month_40")
HUNDREDTHS: Final = 100


@dataclass(frozen=True, slots=True)
class Base:
    """Ordinary pay in øre per hour: `most` it may have been, and what it `surely` was (None: the slip does not say).

    `several`: the slip pays hours at several rates without saying on which days. `certain` is False when the figure
    rests on a convention that is not law.
    """

    most: Fraction
    surely: Fraction | None
    because: tuple[Because, ...] = ()
    why: str = ""
    several: bool = False
    certain: bool = True


def lines_of(slip: Payslip, *kinds: PayKind) -> tuple[PayLine, ...]:
    """The lines of some kinds."""
    return tuple(line for line in slip.lines if line.kind in kinds)


def sum_of(lines: Iterable[PayLine]) -> Fraction:
    """The øre of some lines."""
    return sum((Fraction(line.ore) for line in lines), NOTHING)


def paid_minutes(slip: Payslip) -> Fraction | None:
    """The hours the slip says it pays, ordinary and overtime, in minutes."""
    if slip.ordinary_minutes is None:
        return None
    return slip.ordinary_minutes + (slip.overtime_minutes or NOTHING)


def base_of(slip: Payslip, book: Book) -> Base | None:
    """Ordinary pay per hour; None when the slip gives nothing to work it out from."""
    ordinary = _ordinary(slip, book)
    if ordinary is None:
        return None
    minutes = slip.ordinary_minutes
    fixed = sum_of(lines_of(slip, PayKind.FIXED_SUPPLEMENT))
    allowed, perhaps, because = _allowances(slip, book)
    extra = (fixed + allowed) * HOUR / minutes if minutes else NOTHING
    unsure = perhaps * HOUR / minutes if minutes else NOTHING
    surely = None if ordinary.surely is None else ordinary.surely + extra
    why = ordinary.why or ("allowance_unclear" if unsure else "")
    reasons = (*ordinary.because, *because)
    return Base(ordinary.most + extra + unsure, surely, reasons, why, ordinary.several, ordinary.certain)


def _ordinary(slip: Payslip, book: Book) -> Base | None:
    """From the lines, else the stated rate, else the monthly pay, else the gross pay over all hours."""
    lines = lines_of(slip, PayKind.ORDINARY)
    minutes = sum((line.minutes for line in lines if line.minutes), NOTHING) or slip.ordinary_minutes
    if lines and minutes:
        rates = {line.ore / line.minutes for line in lines if line.minutes}
        paid = sum_of(lines) * HOUR / minutes
        return Base(paid, paid, several=len(rates) > 1)
    if slip.rate is not None:
        return Base(slip.rate, slip.rate)
    if slip.month_ore is not None:
        return _of_month(slip, slip.month_ore, book)
    whole = paid_minutes(slip)
    if slip.gross_ore is None or not whole:
        return None
    return Base(Fraction(slip.gross_ore) * HOUR / whole, None, why="base_not_stated")


def _of_month(slip: Payslip, month_ore: int, book: Book) -> Base | None:
    """Real hours where they are known; else the usual divisors, between which the pay per hour lies."""
    if slip.ordinary_minutes:
        paid = Fraction(month_ore) * HOUR / slip.ordinary_minutes
        return Base(paid, paid)
    divisors = [figure(book, rule, slip.last, test="month_hours") for rule in MONTH_HOURS]
    known = [Fraction(month_ore) * HUNDREDTHS / divisor.asked for divisor in divisors if divisor.asked]
    if not known:
        return None
    because = tuple(reason for divisor in divisors for reason in divisor.because)
    return Base(max(known), min(known), because, "hours_not_stated", certain=False)


def _allowances(slip: Payslip, book: Book) -> tuple[Fraction, Fraction, tuple[Because, ...]]:
    """Posting allowances that count as pay, those that may, and the reason where the contract is silent."""
    lines = lines_of(slip, PayKind.POSTING_ALLOWANCE)
    counted = sum_of(line for line in lines if line.counts_as_pay)
    silent = sum_of(line for line in lines if line.counts_as_pay is None)
    if not silent:
        return counted, NOTHING, ()
    entry = book.entry(ALLOWANCE, slip.last)
    reason = (posting_reason(book, slip.last),)
    if entry is not None and entry.value == "refund" and entry.status is Status.OFFICIAL:
        return counted, NOTHING, reason
    return counted, silent, reason


def posting_reason(book: Book, on: date) -> Because:
    """Why an allowance that the contract does not explain is a refund."""
    return figure(book, ALLOWANCE, on, test="posting_allowance").because[0]


def overtime_paid(slip: Payslip, base: Base) -> Fraction | None:
    """The overtime supplement in øre; None when the slip does not show it."""
    lines = lines_of(slip, PayKind.OVERTIME_SUPPLEMENT)
    if lines:
        return sum_of(lines)
    if slip.overtime_percent is None or slip.overtime_minutes is None:
        return None
    per_hour = base.most if base.surely is None else base.surely
    return per_hour * slip.overtime_percent / 100 * slip.overtime_minutes / HOUR


def unexplained(slip: Payslip, base: Base, worked: Fraction) -> Fraction | None:
    """Gross pay that neither the hours nor any line explains: at most this may be a supplement that is not shown.

    `worked`: minutes of the timesheet. None when the slip states no gross pay.
    """
    if slip.gross_ore is None or base.surely is None:
        return None
    minutes = max(paid_minutes(slip) or NOTHING, worked)
    shown = lines_of(slip, PayKind.NIGHT, PayKind.SHIFT, PayKind.AWAY, PayKind.WEEKEND)
    explained = base.surely * minutes / HOUR + (overtime_paid(slip, base) or NOTHING) + sum_of(shown)
    return max(NOTHING, slip.gross_ore - explained)
