"""The fast pay checks say exactly what the readable rule says, on random sets near everything the law turns on."""

from datetime import timedelta
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ryddig.domain.judgement import CheckOutcome, Judgement
from ryddig.domain.pay_control import Firm
from ryddig.lawbook import load
from ryddig.tables.payroll import figures, law_rows, pay_tables, time_tables
from ryddig.tables.payroll.check import COLUMNS, all_checks
from ryddig.tables.payroll.pay_law import rule_keys
from ryddig.tables.payroll.run import Control, open_tables
from tests.tables.payroll.pay_reference import judged
from tests.tables.payroll.pay_sets import LENGTH, Rows, put, random_firm, random_set

BOOK = load()
CHECKS = ("PAY-02", "PAY-03", "PAY-04", "PAY-05")
TOLD = (CheckOutcome.BREACH, CheckOutcome.QUESTION)
NOT_OF_THE_RULE = ("clock_times_missing",)


def said(rows: Rows, control: Control) -> dict[tuple[int, str], list[tuple[Any, ...]]]:
    """What the checks say, by payslip and check."""
    db = open_tables()
    put(db, rows)
    for prepare in (figures.prepare, law_rows.prepare, time_tables.prepare, pay_tables.prepare):
        prepare(db, control)
    slips = {(row["worker"], row["first"]): row["slip"] for row in rows["slips"]}
    found: dict[tuple[int, str], list[tuple[Any, ...]]] = {}
    for check in (one for one in all_checks() if one.id in CHECKS):
        db.execute(f"CREATE OR REPLACE TEMP TABLE judged AS {check.statement(control.firm)}")
        given = {row[0] for row in db.execute("DESCRIBE judged").fetchall()}
        names = [name for name in COLUMNS if name in given]
        quoted = ", ".join(f'"{name}"' for name in names)
        for values in db.execute(f"SELECT {quoted} FROM judged").fetchall():
            row = dict(zip(names, values, strict=True))
            found.setdefault((slips[row["worker"], row["first"]], check.id), []).append(_of_row(row))
    return found


def _of_row(row: dict[str, Any]) -> tuple[Any, ...]:
    def amount(name: str) -> Fraction:
        return Fraction(row[name] or 0, row["den"] or 1)

    outcome = CheckOutcome(row["outcome"])
    if row["why"] in NOT_OF_THE_RULE:
        outcome, row["why"] = CheckOutcome.DOES_NOT_APPLY, ""
    sums = amount("shortfall"), amount("in_question")
    if outcome not in TOLD:
        return outcome, row["why"], *sums
    return outcome, row["why"], *sums, amount("found"), amount("due"), row["unit"], tuple(row["rules"] or ())


def _of_rule(one: Judgement) -> tuple[Any, ...]:
    sums = one.shortfall, one.in_question
    if one.outcome not in TOLD:
        return one.outcome, one.why, *sums
    return one.outcome, one.why, *sums, one.found or 0, one.due or 0, one.unit, tuple(rule_keys(one.because))


def differences(seed: int, workers: int) -> list[str]:
    draw = Random(seed)
    firm: Firm = random_firm(draw)
    first, rows = random_set(draw, BOOK, workers=workers)
    control = Control(first, first + timedelta(days=LENGTH + 1), firm, BOOK)
    fast, told = said(rows, control), []
    for (slip, check), judgements in judged(rows, firm, BOOK).items():
        slow = sorted((_of_rule(one) for one in judgements), key=repr)
        quick = sorted(fast.pop((slip, check), []), key=repr)
        if slow != quick:
            told.append(f"seed {seed}, payslip {slip}, {check}\n  rule  {slow}\n  table {quick}")
    return [*told, *(f"seed {seed}: only the table judges {key}" for key in fast)]


@given(seed=st.integers(0, 2**32))
@settings(deadline=None, max_examples=6)
def test_the_tables_say_what_the_readable_rule_says(seed: int) -> None:
    found = differences(seed, workers=110)
    assert not found, "\n".join(found[:5])
