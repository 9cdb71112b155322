"""What the findings come to in kroner: wage, holiday pay, pension, the employer's saving and a proposed withholding.

Everything is exact until the end, where each of the parts is rounded once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from ryddig.domain.decision import Because
from ryddig.domain.judgement import NOTHING, CheckOutcome, Judgement, in_question, owed, round_ore
from ryddig.domain.law import Book, Status
from ryddig.domain.pay_base import Base
from ryddig.domain.pay_least import Least, answered, exactly, figure, total
from ryddig.domain.wages import HOURS_PAID, OVERTIME, SUPPLEMENTS, WAGE_FLOOR, Gap, gap, judged

HOLIDAY_RATE, SENIOR_ADDITION, SENIOR_AGE = "holiday_pay.rate", "holiday_pay.senior_addition", "holiday_pay.senior_age"
TARIFF_RATE, TARIFF_SENIOR = "holiday_pay.tariff_rate", "holiday_pay.tariff_senior_rate"
PENSION_RATE, PENSION_CAP, BASE_AMOUNT = "occupational_pension.rate", "occupational_pension.cap", "fines.base_amount"
FACTOR: Final = "wages.withholding_factor"
LODGING: Final = {"single": "rates.hospitality.lodging_single", "double": "rates.hospitality.lodging_double"}
MONTHS: Final = 12
PERCENT, PERMILLE = 100, 1_000
HOLIDAY_PAY, DEDUCTION, PENSION = "PAY-09", "PAY-14", "OTP-03"
WAGE_CHECKS: Final = (WAGE_FLOOR, OVERTIME, SUPPLEMENTS, HOURS_PAID)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the sums depend on beside the findings.

    `pension_due`: the firm must have occupational pension for the worker; None when nobody knows. `month_ore`: what the
    worker earned in the month, for the ceiling of twelve base amounts a year. `factor`: the contract's own factor of
    withholding, instead of the proposed one.
    """

    on: date
    born_on: date | None = None
    tariff_holiday: bool = False
    pension_due: bool | None = None
    month_ore: int = 0
    factor: int | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """Whole øre. `saving_ore` is wage, holiday pay and pension together; `in_question_ore` is further wage, holiday pay
    and pension that are not certain. `factor_status` tells how sure the factor is; None when the contract states it or
    when there is none."""

    wage_ore: int
    holiday_pay_ore: int
    pension_ore: int
    in_question_ore: int
    factor: int | None
    factor_status: Status | None
    because: tuple[Because, ...]

    @property
    def saving_ore(self) -> int:
        """What the employer saved; the employer's tax is not counted."""
        return self.wage_ore + self.holiday_pay_ore + self.pension_ore

    @property
    def withholding_ore(self) -> int | None:
        """What is proposed withheld until the correction is documented; None without a factor."""
        return None if self.factor is None else self.factor * self.saving_ore


def settle(judgements: Iterable[Judgement], terms: Terms, book: Book) -> Settlement:
    """The sums of one worker's findings: wage lacking under PAY-02 to PAY-05 and what follows from it, and what holiday
    pay and pension lack by themselves."""
    found = list(judgements)
    of_wage = [one for one in found if one.check in WAGE_CHECKS]
    wage, may_be = owed(of_wage), in_question(of_wage)
    holiday, pension = holiday_rate(terms, book), pension_rate(terms, book, wage)
    entry = book.entry(FACTOR, terms.on)
    proposed = entry.value if entry is not None and type(entry.value) is int else None
    parts = [_part(wage, may_be, rate) for rate in (holiday, pension)]
    return Settlement(
        wage_ore=round_ore(wage),
        holiday_pay_ore=round_ore(parts[0][0] + owed(one for one in found if one.check == HOLIDAY_PAY)),
        pension_ore=round_ore(parts[1][0] + owed(one for one in found if one.check == PENSION)),
        in_question_ore=round_ore(may_be + sum(open_part for _, open_part in parts)),
        factor=terms.factor or proposed,
        factor_status=None if terms.factor or entry is None else entry.status,
        because=answered(
            (*holiday.because, *pension.because, *figure(book, FACTOR, terms.on, test="withholding").because),
            CheckOutcome.BREACH,
        ),
    )


def _part(wage: Fraction, may_be: Fraction, rate: Least) -> tuple[Fraction, Fraction]:
    """A part of the certain wage that is certain itself, and what may come on top."""
    sure = wage * rate.sure
    return sure, (wage + may_be) * (rate.sure if rate.asked is None else rate.asked) - sure


def holiday_rate(terms: Terms, book: Book) -> Least:
    """Holiday pay as a part of pay: 10.2 per cent, and 2.3 more from the year in which the holiday is taken at 60.

    An unknown birth date never raises it. A tariff agreement may give more; that rate is not confirmed.
    """
    senior = _senior(terms, book)
    if terms.tariff_holiday:
        rule = TARIFF_SENIOR if senior else TARIFF_RATE
        lawful = holiday_rate(Terms(terms.on, terms.born_on), book)
        agreed = figure(book, rule, terms.on, test="holiday_pay").times(Fraction(1, PERMILLE))
        because = (*agreed.because, *lawful.because)
        return Least(lawful.sure, agreed.asked, proven=False, because=because, why=agreed.why)
    rules = (HOLIDAY_RATE, SENIOR_ADDITION) if senior else (HOLIDAY_RATE,)
    return total(figure(book, rule, terms.on, test="holiday_pay") for rule in rules).times(Fraction(1, PERMILLE))


def _senior(terms: Terms, book: Book) -> bool:
    """Pay earned this year gives holiday next year, and whoever turns 60 in that year has the higher rate."""
    age = figure(book, SENIOR_AGE, terms.on, test="holiday_pay").asked
    return terms.born_on is not None and age is not None and terms.on.year + 1 - terms.born_on.year >= age


def pension_rate(terms: Terms, book: Book, wage: Fraction) -> Least:
    """Contribution as a part of pay: 2 per cent up to twelve base amounts a year, where the firm must have pension."""
    rate = figure(book, PENSION_RATE, terms.on, test="pension").times(Fraction(1, PERCENT))
    if terms.pension_due is False:
        return exactly(NOTHING)
    if terms.pension_due is None:
        return rate.never_sure("pension_unknown")
    cap, amount = (figure(book, rule, terms.on, test="pension").asked for rule in (PENSION_CAP, BASE_AMOUNT))
    within = cap is not None and amount is not None and terms.month_ore + wage <= cap * amount / MONTHS
    return rate if within or amount is None else rate.never_sure("pension_ceiling")


def judge_holiday_pay(basis_ore: int, paid_ore: int, terms: Terms, *, book: Book) -> Judgement:
    """PAY-09: holiday pay for the pay in the basis."""
    due = holiday_rate(terms, book).times(basis_ore)
    return judged(HOLIDAY_PAY, (terms.on, terms.on), [_against(paid_ore, due)])


def judge_pension(pay_ore: int, paid_ore: int, terms: Terms, *, book: Book) -> Judgement:
    """OTP-03: the contribution for one month's pay. No duty: does not apply."""
    if terms.pension_due is False:
        return Judgement(PENSION, CheckOutcome.DOES_NOT_APPLY, terms.on, terms.on)
    due = pension_rate(terms, book, Fraction(pay_ore)).times(pay_ore)
    return judged(PENSION, (terms.on, terms.on), [_against(paid_ore, due)])


def judge_lodging(deducted_ore: int, room: str, on: date, *, book: Book) -> Judgement:
    """PAY-14 in hotels and restaurants: a month's deduction for a `single` or `double` room against the fixed rate."""
    cap = figure(book, LODGING[room], on, test="lodging_deduction")
    over = max(NOTHING, deducted_ore - (cap.asked or NOTHING))
    bound = Least(
        over if cap.proven else NOTHING, None if cap.asked is None else over, cap.proven, cap.because, cap.why
    )
    return judged(DEDUCTION, (on, on), [_against(0, bound)])


def _against(paid_ore: int, due: Least) -> Gap:
    return gap(Base(Fraction(paid_ore), Fraction(paid_ore)), due)
