"""Duties by regime, threshold, kind and length; unknown stays unknown; other readings block only where they differ."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryddig.domain.decision import Answer, Decision, Outcome
from ryddig.domain.facts import BuyerKind, ContractFacts, ContractKind
from ryddig.domain.profile import contract_length, months_between
from ryddig.domain.screening import Screener, screen
from tests.domain.small_book import small_book

ON = date(2026, 11, 20)
BOOK = small_book()
CLEANING = ContractFacts(
    "R-1",
    buyer_kind=BuyerKind.MUNICIPAL,
    kind=ContractKind.SERVICES,
    cpv=("90910000",),
    value_ore=150 * 1_000_000,
    announced_on=date(2026, 7, 1),
    signed_on=date(2026, 9, 1),
    starts_on=date(2026, 10, 1),
    ends_on=date(2028, 9, 30),
)


def decided(facts: ContractFacts) -> dict[str, Decision]:
    return {decision.rule: decision for decision in screen(facts, BOOK, on=ON).duties}


def test_the_announcement_date_picks_the_regime_to_the_day() -> None:
    before = screen(replace(CLEANING, announced_on=date(2026, 6, 30)), BOOK, on=ON)
    after = screen(CLEANING, BOOK, on=ON)
    assert (before.regime, after.regime) == ("R2008", "R2026")
    assert {d.rule: d.outcome for d in before.duties}["r2008.pay"] is Outcome.DOES_NOT_APPLY
    assert {d.rule for d in after.applying()} == {"r2026.pay", "r2026.bank", "r2026.apprentices", "any.paseplikt"}


def test_the_invitation_date_stands_in_and_the_signing_date_never_does() -> None:
    invited = screen(replace(CLEANING, announced_on=None, invited_on=date(2026, 6, 30)), BOOK, on=ON)
    signed_only = screen(replace(CLEANING, announced_on=None), BOOK, on=ON)
    assert invited.regime == "R2008"
    assert signed_only.regime == "unknown"


def test_before_the_first_regime_no_regime_holds() -> None:
    assert screen(replace(CLEANING, announced_on=date(2007, 1, 1)), BOOK, on=ON).regime == "none"


def test_a_state_buyer_has_the_lower_threshold_and_an_unknown_buyer_is_a_question() -> None:
    old = replace(CLEANING, announced_on=date(2024, 5, 1))
    assert decided(old)["r2008.pay"].outcome is Outcome.DOES_NOT_APPLY
    assert decided(replace(old, buyer_kind=BuyerKind.STATE))["r2008.pay"].outcome is Outcome.APPLIES
    assert decided(replace(old, buyer_kind=None))["r2008.pay"].outcome is Outcome.UNKNOWN
    assert decided(replace(old, buyer_kind=None, value_ore=300_000_000))["r2008.pay"].outcome is Outcome.APPLIES


@pytest.mark.parametrize(("value", "outcome"), [(129_999_999, "does_not_apply"), (130_000_000, "applies")])
def test_the_threshold_counts_from_its_own_ore(value: int, outcome: str) -> None:
    assert decided(replace(CLEANING, value_ore=value))["r2026.pay"].outcome == outcome


def test_a_threshold_before_the_first_known_entry_is_unknown_not_no() -> None:
    assert decided(replace(CLEANING, announced_on=date(2012, 1, 1)))["r2008.pay"].outcome is Outcome.UNKNOWN


def test_a_disputed_entry_blocks_a_sanction_only_where_the_readings_differ() -> None:
    assert decided(CLEANING)["r2026.pay"].may_sanction
    health = decided(replace(CLEANING, cpv=("85110000",)))["r2026.pay"]
    assert health.outcome is Outcome.APPLIES
    assert not health.may_sanction
    assert any(reason.other_reading for reason in health.because)
    assert decided(replace(CLEANING, cpv=("85110000",), value_ore=900_000_000))["r2026.pay"].may_sanction


def test_an_unknown_regime_shows_both_and_sanctions_only_what_both_hold() -> None:
    unknown = decided(replace(CLEANING, announced_on=None, value_ore=300_000_000))
    # thresholds before 2020 are not in this book, so the old regime's pay duty stays open
    assert {unknown["r2008.pay"].also_if, unknown["r2026.pay"].also_if} == {"R2008", "R2026"}
    assert unknown["r2026.pay"].outcome is Outcome.UNKNOWN
    assert not unknown["r2026.bank"].may_sanction
    assert unknown["r2026.bank"].because[0].test == "regime"


def test_any_of_holds_when_one_group_holds_and_names_the_group() -> None:
    assert decided(CLEANING)["r2026.bank"].because[-1].test == "cpv_in"
    works = replace(CLEANING, kind=ContractKind.WORKS, cpv=())
    assert decided(works)["r2026.bank"].because[-1].test == "kind"
    assert decided(replace(CLEANING, cpv=()))["r2026.bank"].outcome is Outcome.UNKNOWN
    assert decided(replace(CLEANING, cpv=("77000000",)))["r2026.bank"].outcome is Outcome.DOES_NOT_APPLY


@pytest.mark.parametrize(
    ("start", "end", "longer"),
    [("2026-10-01", "2026-12-31", "does_not_apply"), ("2026-10-01", "2027-01-01", "applies")],
)
def test_longer_than_three_months_to_the_day(start: str, end: str, longer: str) -> None:
    facts = replace(CLEANING, starts_on=date.fromisoformat(start), ends_on=date.fromisoformat(end))
    assert decided(facts)["r2026.apprentices"].outcome == longer


def test_length_in_months() -> None:
    assert months_between(date(2026, 1, 1), date(2026, 3, 31)) == 6
    assert months_between(date(2026, 1, 31), date(2026, 2, 27)) == 1
    assert months_between(date(2026, 1, 15), date(2026, 2, 14)) == 2
    assert months_between(date(2026, 1, 15), date(2026, 2, 15)) == 3
    assert contract_length(replace(CLEANING, ends_on=None, duration_months=48)) == 96


DATES = st.dates(date(2005, 1, 1), date(2027, 12, 31)) | st.none()
FACTS = st.builds(
    ContractFacts,
    reference=st.just("H"),
    buyer_kind=st.sampled_from((*BuyerKind, None)),
    kind=st.sampled_from((*ContractKind, None)),
    cpv=st.sampled_from(((), ("90910000",), ("85110000",), ("18110000",), ("77000000", "90911000"))),
    value_ore=st.none() | st.integers(0, 1_000_000_000),
    announced_on=DATES,
    signed_on=DATES,
    starts_on=DATES,
    ends_on=DATES,
    tiers=st.none() | st.integers(0, 4),
)


@given(FACTS, FACTS)
def test_what_is_kept_of_one_contract_never_leaks_into_another(one: ContractFacts, other: ContractFacts) -> None:
    kept = Screener(BOOK)
    kept.screen(one, on=ON)
    assert kept.screen(other, on=ON) == screen(other, BOOK, on=ON)


@given(FACTS, st.integers(-3, 3))
def test_the_profile_loses_nothing_that_a_threshold_can_see(facts: ContractFacts, step: int) -> None:
    """The reduced amount answers every comparison as the amount itself would."""
    if facts.announced_on is None or facts.buyer_kind is None or facts.announced_on < date(2020, 2, 13):
        return
    limit = 130_000_000 if facts.buyer_kind == "state" or facts.announced_on >= date(2026, 7, 1) else 205_000_000
    near = replace(facts, value_ore=limit + step, kind=ContractKind.SERVICES)
    rule = "r2026.pay" if facts.announced_on >= date(2026, 7, 1) else "r2008.pay"
    assert decided(near)[rule].outcome == ("applies" if step >= 0 else "does_not_apply")


@given(FACTS)
def test_a_no_always_says_which_test_said_no(facts: ContractFacts) -> None:
    for decision in screen(facts, BOOK, on=ON).duties:
        answers = {reason.answer for reason in decision.because}
        assert (Answer.NO in answers) == (decision.outcome is Outcome.DOES_NOT_APPLY)
        assert decision.because
