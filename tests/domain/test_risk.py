"""Risk: known, unknown, levels, products; not listed is not assessed."""

from dataclasses import replace
from datetime import date

from ryddig.domain.decision import Answer
from ryddig.domain.facts import ContractFacts, ContractKind, Known
from ryddig.domain.screening import Screening, screen
from tests.domain.small_book import small_book
from tests.domain.test_duties import CLEANING, ON

BOOK = small_book()


def screened(facts: ContractFacts, **answers: bool) -> Screening:
    known = {code.replace("_", "-"): Known(value, date(2026, 10, 1), "person") for code, value in answers.items()}
    return screen(replace(facts, answers=known), BOOK, on=ON)


def test_one_factor_of_weight_three_makes_it_medium_and_says_so() -> None:
    risk = screened(CLEANING).risk
    assert (risk.level, risk.score) == ("medium", 3)
    assert any(reason.test == "alone_enough" and reason.rule == "RM-01" for reason in risk.because)


def test_unknown_factors_are_counted_apart_and_show_what_they_could_do() -> None:
    risk = screened(CLEANING).risk
    assert risk.score_if_all == 3 + 2 + 3 + 4
    assert risk.level_if_all == "high"
    known = screened(replace(CLEANING, tiers=0), RM_04=False, RM_15=False, RM_16=False).risk
    assert (known.level_if_all, known.score_if_all) == ("medium", 3)


def test_the_score_lifts_the_level_and_a_tip_alone_is_high() -> None:
    assert screened(CLEANING, RM_04=True, RM_15=True).risk.level == "medium"
    tip = screened(CLEANING, RM_16=True)
    assert tip.risk.level == "high"
    assert [step.id for step in tip.steps] == ["self_report", "document_review", "on_site_control"]


def test_a_person_answers_over_what_the_facts_show() -> None:
    risk = screened(CLEANING, RM_01=False).risk
    state = next(factor for factor in risk.factors if factor.id == "RM-01")
    assert (state.answer, risk.score, risk.level) == (Answer.NO, 0, "low")


def test_a_hard_flag_is_high_and_adds_no_points() -> None:
    risk = screened(replace(CLEANING, tiers=3)).risk
    assert (risk.level, risk.score) == ("high", 3)


def test_goods_off_the_list_are_not_assessed_never_low() -> None:
    goods = replace(CLEANING, kind=ContractKind.GOODS, cpv=("30192000",), starts_on=None, ends_on=date(2026, 12, 1))
    short = replace(goods, starts_on=date(2026, 11, 1))
    risk = screened(short).risk
    assert (risk.level, risk.work_level, risk.chain_level) == ("not_assessed", "not_assessed", "not_assessed")
    assert screened(short).steps == ()


def test_a_listed_product_carries_its_worst_stage() -> None:
    goods = replace(
        CLEANING, kind=ContractKind.GOODS, cpv=("18110000",), starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 1)
    )
    risk = screened(goods).risk
    assert (risk.chain_level, risk.level) == ("high", "high")
    assert risk.products[0].product == "product.workwear"


def test_a_flag_only_a_person_can_see_counts_once_it_is_answered() -> None:
    seen = screened(CLEANING, RF_11=True).risk
    assert (seen.level, seen.score) == ("high", 3)
    assert "RF-11" not in {flag.id for flag in screened(CLEANING).risk.flags}


def test_listed_with_no_level_that_could_be_read_is_medium_and_an_ended_listing_is_none() -> None:
    goods = replace(
        CLEANING, kind=ContractKind.GOODS, cpv=("30213100",), starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 1)
    )
    assert screened(goods).risk.chain_level == "medium"
    assert screened(replace(goods, cpv=("39130000",))).risk.products == ()
