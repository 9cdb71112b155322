"""Which steps of the ladder are open: only those that this contract and this rule allow, each with its reasons."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ryddig.domain.decision import Answer, Decision, Outcome
from ryddig.domain.deviations import Grade
from ryddig.domain.reactions import NEEDS, Standing, StepOption, options, standing_facts
from ryddig.domain.sentences import sentence
from ryddig.lawbook.loader import load

ON = date(2026, 11, 27)
BOOK = load()
PAY, CHAIN, SUBS_TAX = "r2026.5e_1.pay", "r2026.5k.chain", "r2026.5l.tax_subs"
TERMS = {
    "sanctions.withholding": "14.2",
    "sanctions.daily_penalty": "14.3",
    "sanctions.termination": "15.1",
    "sanctions.replace_subcontractor": "9.4",
}
CERTAIN = Decision(PAY, Outcome.APPLIES, (), may_sanction=True)
STANDING = Standing(
    is_open=True,
    certain=True,
    grade=Grade.CRITICAL,
    rule=PAY,
    theme="pay",
    duty=CERTAIN,
    in_contract=Answer.YES,
    started_on=date(2026, 7, 10),
    view_due_on=date(2026, 10, 1),
    view_given_on=date(2026, 9, 28),
    correction_due_on=date(2026, 11, 2),
    owed_ore=700_128,
)


def by_id(standing: Standing, terms: dict[str, str] = TERMS, on: date = ON) -> dict[str, StepOption]:
    return {one.sanction.id.removeprefix("sanctions."): one for one in options(standing, terms, BOOK, on=on)}


def open_steps(standing: Standing, terms: dict[str, str] = TERMS, on: date = ON) -> list[str]:
    return [name for name, one in by_id(standing, terms, on).items() if one.is_open]


def test_everything_that_contract_and_rule_allow_is_open_mildest_first() -> None:
    expected = ["clarify", "correction", "action_plan", "withholding", "daily_penalty", "termination", "tip"]
    assert open_steps(STANDING) == expected


def test_doubt_is_only_clarified_or_passed_on() -> None:
    assert open_steps(replace(STANDING, certain=False)) == ["clarify", "tip"]


def test_nothing_is_open_in_a_closed_deviation() -> None:
    assert open_steps(replace(STANDING, is_open=False)) == []


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ({"duty": replace(CERTAIN, may_sanction=False)}, "rule_carries"),
        ({"duty": None}, "rule_applies"),
        ({"duty": replace(CERTAIN, outcome=Outcome.UNKNOWN, may_sanction=False)}, "rule_applies"),
        ({"duty": replace(CERTAIN, may_sanction=False, also_if="R2026")}, "both_regimes"),
        ({"in_contract": Answer.NO}, "clause_read"),
        ({"in_contract": Answer.UNKNOWN}, "clause_read"),
        ({"view_given_on": None, "view_due_on": None}, "heard"),
        ({"view_given_on": None, "view_due_on": ON}, "view_day_passed"),
        ({"learning_until": ON}, "learning_over"),
        ({"rule": "r2026.5i_1.control", "theme": "control"}, "named_by_rule"),
    ],
)
def test_one_missing_reason_closes_every_sanction(change: dict[str, object], lacks: str) -> None:
    standing = replace(STANDING, **change)  # type: ignore[arg-type]  # each key is a field of Standing
    found = by_id(standing)
    for name in ("withholding", "daily_penalty", "termination"):
        assert not found[name].is_open
        assert lacks in [reason.test for reason in found[name].lacks]
    assert "correction" in open_steps(standing), "what is only asked for stays open"


def test_what_both_regimes_hold_may_be_sanctioned_while_the_regime_is_not_known() -> None:
    both = replace(STANDING, started_on=None, duty=replace(CERTAIN, also_if="R2026"))
    assert "withholding" in open_steps(both)


@pytest.mark.parametrize("name", ["withholding", "daily_penalty", "termination"])
def test_the_contract_itself_must_give_the_step(name: str) -> None:
    terms = {key: place for key, place in TERMS.items() if key != f"sanctions.{name}"}
    found = by_id(STANDING, terms)
    assert not found[name].is_open
    assert [reason.test for reason in found[name].lacks] == ["agreed_term"]


def test_sanctions_begin_the_day_after_the_learning_period() -> None:
    learning = replace(STANDING, learning_until=ON)
    assert "daily_penalty" not in open_steps(learning)
    assert "daily_penalty" in open_steps(learning, on=ON + timedelta(days=1))


def test_penalty_waits_for_the_day_and_withholding_for_the_day_or_the_debt() -> None:
    in_time = replace(STANDING, correction_due_on=ON)
    assert "daily_penalty" not in open_steps(in_time)
    assert "withholding" in open_steps(in_time)
    assert "withholding" not in open_steps(replace(in_time, paid_back_ore=700_128))
    assert "withholding" not in open_steps(replace(STANDING, corrected_on=ON)), "nothing is left to hold back for"


def test_termination_takes_a_material_a_repeated_or_an_undocumented_breach() -> None:
    minor = replace(STANDING, grade=Grade.MINOR)
    assert "termination" not in open_steps(minor)
    assert "termination" in open_steps(replace(minor, documents=True))
    assert "termination" in open_steps(replace(minor, earlier=(date(2025, 3, 1),)))
    assert "termination" not in open_steps(replace(minor, earlier=(date(2024, 3, 1),)))


def test_a_plan_is_for_larger_deviations() -> None:
    assert "action_plan" not in open_steps(replace(STANDING, grade=Grade.MINOR))


def test_a_subcontractor_is_replaced_by_the_contract_or_for_taxes_under_the_new_rules() -> None:
    tax = replace(STANDING, rule=SUBS_TAX, theme="tax_subs", by_subcontractor=True)
    assert "replace_subcontractor" in open_steps(tax, {})
    assert "replace_subcontractor" not in open_steps(replace(tax, started_on=date(2026, 6, 30)), {})
    assert "replace_subcontractor" not in open_steps(replace(tax, started_on=None), {})
    assert "replace_subcontractor" in open_steps(replace(tax, started_on=date(2026, 6, 30)))
    assert "replace_subcontractor" not in open_steps(replace(tax, by_subcontractor=False))
    assert "replace_subcontractor" not in open_steps(replace(tax, theme="pay"), {})


def test_rejection_rests_on_an_unverified_rule_and_stays_closed() -> None:
    found = by_id(replace(STANDING, documents=True))["rejection"]
    assert [reason.test for reason in found.lacks] == ["step_settled"]


def test_every_step_says_why_in_a_sentence() -> None:
    facts = standing_facts(STANDING)
    for standing in (STANDING, replace(STANDING, certain=False), replace(STANDING, duty=None, clause="3.1")):
        for one in options(standing, {}, BOOK, on=ON):
            assert one.because
            assert all(sentence(reason, facts).plain() for reason in one.because)
            assert one.is_open == (not one.lacks)


def test_every_sanction_with_consequences_takes_a_second_person() -> None:
    for sanction in BOOK.library.sanctions.values():
        hard = "rule_carries" in sanction.needs
        assert sanction.confirmed_by_second == hard, sanction.id
        assert set(sanction.needs) <= NEEDS.keys()
