"""What the findings come to in kroner: wage, holiday pay, pension, the employer's saving and a proposed withholding.

Everything is exact until the end, where each of the parts is rounded once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import floor
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
SHARE_LARGE, SHARE_SMALL = "occupational_pension.share_large", "occupational_pension.share_small"
MONTHS: Final = 12
TWO: Final = 2
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


@dataclass(frozen=True, slots=True)
class Owed:
    """What findings lack, in exact øre: wage for certain and in question, and what holiday pay and pension lack by
    themselves."""

    wage: Fraction = NOTHING
    in_question: Fraction = NOTHING
    holiday_pay: Fraction = NOTHING
    pension: Fraction = NOTHING

    def __add__(self, other: "Owed") -> "Owed":
        return Owed(
            self.wage + other.wage,
            self.in_question + other.in_question,
            self.holiday_pay + other.holiday_pay,
            self.pension + other.pension,
        )


def settle(judgements: Iterable[Judgement], terms: Terms, book: Book) -> Settlement:
    """The sums of one worker's findings: wage lacking under PAY-02 to PAY-05 and what follows from it, and what holiday
    pay and pension lack by themselves."""
    found = list(judgements)
    of_wage = [one for one in found if one.check in WAGE_CHECKS]
    holiday, pension = (owed(one for one in found if one.check == check) for check in (HOLIDAY_PAY, PENSION))
    lacking = Owed(owed(of_wage), in_question(of_wage), holiday, pension)
    rates = holiday_rate(terms, book), pension_rate(terms, book, lacking.wage)
    return rounded(with_what_follows(lacking, *rates), rates, terms, book=book)


def with_what_follows(lacking: Owed, holiday: Least, pension: Least) -> Owed:
    """What is lacking, and the holiday pay and pension that follow from the wage; `in_question` holds all three."""
    parts = [_part(lacking.wage, lacking.in_question, rate) for rate in (holiday, pension)]
    return Owed(
        lacking.wage,
        lacking.in_question + sum(open_part for _, open_part in parts),
        lacking.holiday_pay + parts[0][0],
        lacking.pension + parts[1][0],
    )


def rounded(whole: Owed, rates: Iterable[Least], terms: Terms, *, book: Book) -> Settlement:
    """The sums in whole øre, each rounded once, with the factor of the proposed withholding."""
    factor, status = withholding_factor(terms, book)
    of_rates = [reason for rate in rates for reason in rate.because]
    reasons = (*of_rates, *figure(book, FACTOR, terms.on, test="withholding").because)
    return Settlement(
        wage_ore=round_ore(whole.wage),
        holiday_pay_ore=round_ore(whole.holiday_pay),
        pension_ore=round_ore(whole.pension),
        in_question_ore=round_ore(whole.in_question),
        factor=factor,
        factor_status=status,
        because=answered(reasons, CheckOutcome.BREACH),
    )


def withholding_factor(terms: Terms, book: Book) -> tuple[int | None, Status | None]:
    """The contract's own factor, which needs no status, else the proposed one and how sure it is."""
    entry = book.entry(FACTOR, terms.on)
    if terms.factor or entry is None:
        return terms.factor or None, None
    return (entry.value if type(entry.value) is int else None), entry.status


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
    ceiling, known = pension_ceiling(terms.on, book)
    within = ceiling is not None and terms.month_ore + wage <= ceiling / MONTHS
    return rate if within or not known else rate.never_sure("pension_ceiling")


def pension_ceiling(on: date, book: Book) -> tuple[Fraction | None, bool]:
    """Øre a year up to which pension is due, and whether the base amount of the day is known."""
    cap, amount = (figure(book, rule, on, test="pension").asked for rule in (PENSION_CAP, BASE_AMOUNT))
    return (None if cap is None or amount is None else cap * amount), amount is not None


def pension_duty(employed: Iterable[tuple[int, bool]], on: date, book: Book) -> bool | None:
    """Whether the firm must have occupational pension by those employed on the day, each with share of a full position
    in per cent and whether he owns part of the firm. None: those shown do not make a duty, and there may be more.

    Two persons with three quarters each; one without ownership with three quarters; or persons with a fifth each who
    together make two full-time years (OTP act § 1).
    """
    large, small = (figure(book, rule, on, test="pension").asked for rule in (SHARE_LARGE, SHARE_SMALL))
    found = list(employed)
    if large is None or small is None:
        return None
    of_size = [owner for share, owner in found if share >= large]
    together = sum(share for share, _ in found if share >= small)
    return True if len(of_size) >= TWO or not all(of_size) or together >= TWO * PERCENT else None


def judge_holiday_pay(basis_ore: int, paid_ore: int, terms: Terms, *, book: Book) -> Judgement:
    """PAY-09: holiday pay for the pay in the basis. A payslip states whole øre, so a part of an øre never lacks."""
    due = _whole(holiday_rate(terms, book).times(basis_ore))
    return judged(HOLIDAY_PAY, (terms.on, terms.on), [_against(paid_ore, due)])


def judge_pension(pay_ore: int, paid_ore: int, terms: Terms, *, book: Book) -> Judgement:
    """OTP-03: the contribution for one month's pay. No duty: does not apply."""
    if terms.pension_due is False:
        return Judgement(PENSION, CheckOutcome.DOES_NOT_APPLY, terms.on, terms.on)
    due = _whole(pension_rate(terms, book, Fraction(pay_ore)).times(pay_ore))
    return judged(PENSION, (terms.on, terms.on), [_against(paid_ore, due)])


def judge_lodging(deducted_ore: int, room: str, on: date, *, book: Book) -> Judgement:
    """PAY-14 in hotels and restaurants: a month's deduction for a `single` or `double` room against the fixed rate."""
    cap = figure(book, LODGING[room], on, test="lodging_deduction")
    over = max(NOTHING, deducted_ore - (cap.asked or NOTHING))
    bound = Least(
        over if cap.proven else NOTHING, None if cap.asked is None else over, cap.proven, cap.because, cap.why
    )
    return judged(DEDUCTION, (on, on), [_against(0, bound)])


def _whole(due: Least) -> Least:
    """The bound in whole øre, what is over left out."""
    return replace(due, sure=Fraction(floor(due.sure)), asked=None if due.asked is None else Fraction(floor(due.asked)))


def _against(paid_ore: int, due: Least) -> Gap:
    return gap(Base(Fraction(paid_ore), Fraction(paid_ore)), due)
