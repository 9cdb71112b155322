"""What the findings come to in kroner, per worker and for the firm: wage, holiday pay, pension, saving, withholding.

The rule is `domain/settlement.settle`; here it is asked for each worker with what the findings lack. Nothing is
counted twice: wage is PAY-02 to PAY-05, holiday pay and pension by themselves are PAY-09 and OTP-03. Everything is
exact until each sum is rounded, once; the firm's sums are rounded from the exact parts of all workers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any, Final

from duckdb import DuckDBPyConnection

from ryddig.domain.judgement import NOTHING, round_ore
from ryddig.domain.law import Status
from ryddig.domain.pay_least import Least
from ryddig.domain.settlement import (
    HOLIDAY_PAY,
    MONTHS,
    PENSION,
    WAGE_CHECKS,
    Owed,
    Terms,
    holiday_rate,
    pension_ceiling,
    pension_rate,
    with_what_follows,
    withholding_factor,
)
from ryddig.tables.payroll.run import Control

WAGE: Final = "wage"
LACKING: Final = f"""
    SELECT coalesce(worker, -1), CASE WHEN check_id IN {WAGE_CHECKS} THEN '{WAGE}' ELSE check_id END, coalesce(den, 1),
      sum(coalesce(shortfall, 0)), sum(coalesce(in_question, 0))
    FROM findings WHERE (shortfall > 0 OR in_question > 0) AND check_id IN {(*WAGE_CHECKS, HOLIDAY_PAY, PENSION)}
    GROUP BY ALL"""
WORKERS: Final = """
    SELECT w.worker, w.pseudonym, w.born_on, coalesce(max(s.gross_ore), 0)
    FROM workers AS w LEFT JOIN slips AS s USING (worker)
    WHERE w.worker IN (SELECT worker FROM findings WHERE shortfall > 0 OR in_question > 0)
    GROUP BY ALL ORDER BY w.worker"""
BY_CHECK: Final = """
    SELECT check_id, coalesce(den, 1), count(*), sum(coalesce(shortfall, 0)), sum(coalesce(in_question, 0))
    FROM findings GROUP BY ALL"""


@dataclass(frozen=True, slots=True)
class Sums:
    """What findings come to, in whole øre, of one worker or of the firm. `wage_ore`: PAY-02 to PAY-05."""

    wage_ore: int = 0
    holiday_pay_ore: int = 0
    pension_ore: int = 0
    in_question_ore: int = 0

    @property
    def saving_ore(self) -> int:
        """What the employer saved."""
        return self.wage_ore + self.holiday_pay_ore + self.pension_ore


@dataclass(frozen=True, slots=True)
class PaySums:
    """The sums of each worker with something owed or in question, most owed first, and of the firm.

    `factor`: of the proposed withholding, None without one; `factor_status`: how sure it is, None where the contract
    states it.
    """

    workers: tuple[tuple[str, Sums], ...] = ()
    firm: Sums = Sums()
    factor: int | None = None
    factor_status: Status | None = None

    @property
    def withholding_ore(self) -> int | None:
        """What is proposed withheld until the correction is documented."""
        return None if self.factor is None else self.factor * self.firm.saving_ore


@dataclass(frozen=True, slots=True)
class CheckSums:
    """What one check found: how many findings, øre owed and in question."""

    findings: int
    shortfall_ore: int
    in_question_ore: int


def pay_sums(db: DuckDBPyConnection, control: Control) -> PaySums:
    """The sums of a control that has run."""
    ceiling = pension_ceiling(control.last, control.book)[0]
    lacking, rates = _lacking(db), _Rates(control, terms_of(db, control), ceiling, {}, {})
    found: list[tuple[str, Owed]] = []
    for worker, pseudonym, born_on, month_ore in db.execute(WORKERS).fetchall():
        if worker in lacking:
            found.append((pseudonym or "", rates.whole(lacking[worker], born_on, month_ore)))
    workers = [(pseudonym, _rounded(whole)) for pseudonym, whole in found]
    workers.sort(key=lambda pair: (-pair[1].saving_ore, -pair[1].in_question_ore, pair[0]))
    factor, status = withholding_factor(rates.terms, control.book)
    return PaySums(tuple(workers), _rounded(_together([whole for _, whole in found])), factor, status)


def terms_of(db: DuckDBPyConnection, control: Control) -> Terms:
    """What the sums depend on beside the findings, but for the worker's own birth date and pay."""
    row = db.execute("SELECT due FROM pay_duty").fetchone()
    firm = control.firm
    return Terms(
        control.last, tariff_holiday=firm.tariff_holiday, pension_due=row[0] if row else None, factor=firm.factor
    )


def by_check(db: DuckDBPyConnection) -> Mapping[str, CheckSums]:
    """What each check found, rounded once for each check."""
    exact: dict[str, list[Any]] = {}
    for check, den, count, shortfall, in_question in db.execute(BY_CHECK).fetchall():
        parts = exact.setdefault(check, [0, NOTHING, NOTHING])
        parts[0] += count
        parts[1] += Fraction(shortfall, den)
        parts[2] += Fraction(in_question, den)
    return {check: CheckSums(count, round_ore(owed), round_ore(asked)) for check, (count, owed, asked) in exact.items()}


def _lacking(db: DuckDBPyConnection) -> Mapping[int, Owed]:
    parts: dict[int, dict[str, list[tuple[int, int, int]]]] = defaultdict(lambda: defaultdict(list))
    for worker, kind, den, shortfall, in_question in db.execute(LACKING).fetchall():
        parts[worker][kind].append((den, shortfall, in_question))
    return {worker: _owed(of_worker) for worker, of_worker in parts.items()}


def _owed(parts: Mapping[str, list[tuple[int, int, int]]]) -> Owed:
    """What a worker lacks. `parts`: by kind, (den, shortfall, in question)."""
    wage, holiday, pension = (parts.get(kind, []) for kind in (WAGE, HOLIDAY_PAY, PENSION))
    return Owed(
        _sum((owed, den) for den, owed, _ in wage),
        _sum((asked, den) for den, _, asked in wage),
        _sum((owed, den) for den, owed, _ in holiday),
        _sum((owed, den) for den, owed, _ in pension),
    )


def _together(wholes: Iterable[Owed]) -> Owed:
    """What all lack."""
    rows = [(one.wage, one.in_question, one.holiday_pay, one.pension) for one in wholes]
    columns = zip(*rows, strict=True) if rows else ((),) * 4
    return Owed(*(_sum((part.numerator, part.denominator) for part in column) for column in columns))


def _sum(parts: Iterable[tuple[int, int]]) -> Fraction:
    """The exact sum of fractions (numerator, denominator), reduced once: thousands of them are added so."""
    given = list(parts)
    over = lcm(*(den for _, den in given))
    return Fraction(sum(amount * (over // den) for amount, den in given), over)


@dataclass(frozen=True, slots=True)
class _Rates:
    """The rates of holiday pay by year of birth, and of pension by whether the pay is certainly under the ceiling."""

    control: Control
    terms: Terms
    ceiling: Fraction | None
    holiday: dict[int | None, Least]
    pension: dict[bool, Least]

    def whole(self, lacking: Owed, born_on: date | None, month_ore: int) -> Owed:
        """What a worker lacks with all that follows from it."""
        year = None if born_on is None else born_on.year
        if year not in self.holiday:
            self.holiday[year] = holiday_rate(replace(self.terms, born_on=born_on), self.control.book)
        under = self.ceiling is not None and (month_ore + lacking.wage) * MONTHS <= self.ceiling
        if under not in self.pension:
            terms = replace(self.terms, month_ore=month_ore)
            self.pension[under] = pension_rate(terms, self.control.book, lacking.wage)
        return with_what_follows(lacking, self.holiday[year], self.pension[under])


def _rounded(whole: Owed) -> Sums:
    return Sums(
        round_ore(whole.wage), round_ore(whole.holiday_pay), round_ore(whole.pension), round_ore(whole.in_question)
    )
