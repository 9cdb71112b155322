"""Sums of a control: the same as the readable rule makes for each worker, nothing counted twice, rounded once."""

from datetime import date, timedelta
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from ryddig.domain.judgement import CheckOutcome, Judgement
from ryddig.domain.pay_control import Finding, Firm
from ryddig.domain.settlement import Settlement, Terms, judge_holiday_pay, judge_lodging, judge_pension, settle
from ryddig.lawbook import load
from ryddig.tables.payroll.run import Control, findings
from ryddig.tables.payroll.sums import Sums, by_check, pay_sums
from tests.tables.payroll.pay_runs import found, run_some
from tests.tables.payroll.pay_sets import LENGTH, Rows, one_of, random_firm, random_set

BOOK = load()
CHECKS = ("PAY-02", "PAY-03", "PAY-04", "PAY-05", "PAY-09", "PAY-14", "OTP-03")
MONTH = date(2025, 9, 1), date(2025, 9, 30)


def as_judgement(one: Finding) -> Judgement:
    return Judgement(one.check, one.outcome, one.first, one.last, shortfall=one.shortfall, in_question=one.in_question)


def of(one: Settlement) -> Sums:
    return Sums(one.wage_ore, one.holiday_pay_ore, one.pension_ore, one.in_question_ore)


@given(seed=st.integers(0, 2**32))
@settings(deadline=None, max_examples=4)
def test_the_sums_of_each_worker_are_those_of_the_readable_rule(seed: int) -> None:
    draw = Random(seed)
    firm = random_firm(draw)
    first, rows = random_set(draw, BOOK, workers=60)
    for slip in rows["slips"]:
        slip |= {"holiday_basis_ore": draw.choice((None, 1_000_000)), "holiday_pay_ore": draw.choice((None, 100_000))}
    control = Control(first, first + timedelta(days=LENGTH + 1), firm, BOOK)
    db = run_some(rows, control, CHECKS)
    told = list(findings(db))
    sums = pay_sums(db, control)
    born = {row["pseudonym"]: row["born_on"] for row in rows["workers"]}
    numbers = {row["pseudonym"]: row["worker"] for row in rows["workers"]}
    for worker, of_worker in sums.workers:
        gross = max(row["gross_ore"] or 0 for row in rows["slips"] if row["worker"] == numbers[worker])
        terms = Terms(control.last, born[worker], pension_due=None, month_ore=gross)
        own = [as_judgement(one) for one in told if one.worker == worker]
        assert of_worker == of(settle(own, terms, BOOK)), f"seed {seed}, {worker}"
    assert abs(sums.firm.wage_ore - sum(of_worker.wage_ore for _, of_worker in sums.workers)) <= len(sums.workers)
    assert sums.firm.wage_ore == round(
        sum(one.shortfall for one in told if one.check in CHECKS[:4]) + Fraction(1, 10**9)
    )
    assert sum(one.shortfall_ore for one in by_check(db).values()) >= sums.firm.wage_ore - len(CHECKS)


Told = tuple[object, ...]


def of_finding(one: Finding) -> Told:
    return one.check, one.outcome, one.why, one.shortfall, one.in_question, one.found, one.due


def of_rule(one: Judgement) -> list[Told]:
    told = one.outcome not in (CheckOutcome.KEPT, CheckOutcome.DOES_NOT_APPLY)
    return [(one.check, one.outcome, one.why, one.shortfall, one.in_question, one.found, one.due)] if told else []


def worker_of(draw: Random, number: int, firm: Firm) -> tuple[Rows, list[Told]]:
    """One worker's holiday pay, pension and lodging as rows, and what the readable rule says of them."""
    basis, born_on = draw.randint(0, 9_000_000), one_of(draw, None, date(1966, 12, 31), date(1967, 1, 1))
    ore = draw.choice((43_945, 43_946, 43_947, 67_567, 67_568))
    paid = basis * draw.choice((102, 102, 125, 120)) // 1_000 + draw.choice((-1, 0, 1))
    pay, part = draw.choice((basis, 13_016_000, 13_016_001)), max(0, basis // 50 - draw.choice((0, 0, 1, basis // 50)))
    days = {"worker": number, "first": MONTH[0], "last": MONTH[1]}
    slip = {"slip": number, **days, "trade": "hospitality", "holiday_basis_ore": basis, "holiday_pay_ore": paid}
    rows: Rows = {
        "workers": [{"worker": number, "pseudonym": f"w{number}", "born_on": born_on}],
        "slips": [slip],
        "lines": [{"slip": number, "worker": number, "kind": "deduction", "ore": ore, "ground": "lodging"}],
        "members": [{**days, "pay_ore": pay, "contribution_ore": part}],
    }
    terms = Terms(MONTH[1], born_on, tariff_holiday=firm.tariff_holiday, pension_due=firm.pension_due)
    judgements = (
        judge_holiday_pay(basis, paid, terms, book=BOOK),
        judge_lodging(ore, firm.lodging_room, MONTH[1], book=BOOK),
        judge_pension(pay, part, terms, book=BOOK),
    )
    return rows, [told for one in judgements for told in of_rule(one)]


@given(seed=st.integers(0, 2**32))
@settings(deadline=None, max_examples=6)
def test_holiday_pay_pension_and_lodging_are_judged_as_the_readable_rule_does(seed: int) -> None:
    draw = Random(seed)
    due = one_of(draw, True, False, None)
    firm = Firm(tariff_holiday=draw.random() < 0.3, pension_due=due, lodging_room=draw.choice(("single", "double")))
    made = [worker_of(draw, number, firm) for number in range(1, 61)]
    rows = {table: [row for one, _ in made for row in one[table]] for table in made[0][0]}
    told = found(rows, Control(*MONTH, firm, BOOK), CHECKS[4:])
    for number, (_, expected) in enumerate(made, start=1):
        of_worker = [of_finding(one) for one in told if one.worker == f"w{number}"]
        assert of_worker == expected, f"seed {seed}, w{number}"
