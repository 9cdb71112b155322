"""Risk factors, levels and red flags: all there, marked as the notes mark them, and read by the core as meant."""

from datetime import date

import pytest

from ryddig.domain.decision import Answer
from ryddig.domain.facts import ContractFacts, ContractKind, Known
from ryddig.domain.law import Book, Status
from ryddig.domain.profile import Cuts
from ryddig.domain.risk import RiskAssessment, assess
from ryddig.lawbook import load

ON = date(2026, 11, 20)
ANNOUNCED = date(2026, 8, 1)
WEIGHTS = (3, 2, 2, 2, 2, 3, 2, 3, 1, 1, 1, 1, 1, 1, 3, 4, 1, 3)
HARD = {1, 3, 5, 6, 11, 12, 21, 26, 28, 29, 30, 32, 34, 49, 51}


@pytest.fixture(scope="module")
def book() -> Book:
    return load()


def assessed(book: Book, *, county: str | None = None, tiers: int | None = None, **answers: bool) -> RiskAssessment:
    facts = ContractFacts(
        "K-1",
        kind=ContractKind.WORKS,
        cpv=("45210000",),
        value_ore=500_000_000,
        announced_on=ANNOUNCED,
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 2, 28),
        county=county,
        tiers=tiers,
        answers={code.replace("_", "-"): Known(value, ON) for code, value in answers.items()},
    )
    return assess(Cuts(book).profile(facts, ON), book, work_in_scope=True)


def flag(risk: RiskAssessment, name: str) -> Answer:
    return next(state.answer for state in risk.flags if state.id == name)


def test_eighteen_factors_with_the_proposed_weights(book: Book) -> None:
    assert [factor.id for factor in sorted(book.risk_factors, key=lambda f: f.id)] == [
        f"RM-{n:02d}" for n in range(1, 19)
    ]
    weights = {factor.id: factor.series.entries[0].value for factor in book.risk_factors}
    assert tuple(weights[f"RM-{n:02d}"] for n in range(1, 19)) == WEIGHTS


def test_no_weight_and_no_limit_is_called_official(book: Book) -> None:
    entries = [entry for factor in book.risk_factors for entry in factor.series.entries]
    entries += [entry for level in book.risk_levels for entry in level.score_from.entries]
    assert {entry.status for entry in entries} == {Status.UNVERIFIED}


def test_levels_begin_at_0_6_and_12_and_call_for_more_and_more(book: Book) -> None:
    levels = {level.id: level for level in book.risk_levels}
    assert {name: level.score_from.entries[0].value for name, level in levels.items()} == {
        "low": 0,
        "medium": 6,
        "high": 12,
    }
    assert levels["medium"].single_weight == 3
    assert levels["high"].factors_alone == ("RM-16",)
    assert set(levels["low"].steps) < set(levels["medium"].steps) < set(levels["high"].steps)


def test_a_risk_trade_alone_is_at_least_medium(book: Book) -> None:
    assert assessed(book).level == "medium"


def test_a_tip_alone_is_high(book: Book) -> None:
    assert assessed(book, RM_16=True).level == "high"


def test_fifty_red_flags_and_two_of_our_own_hard_where_the_notes_say_so(book: Book) -> None:
    flags = {flag.id: flag for flag in book.red_flags}
    assert set(flags) == {f"RF-{n:02d}" for n in range(1, 53)}
    assert {int(name[3:]) for name, one in flags.items() if one.severity == "hard"} == HARD
    assert all(one.data for one in flags.values())


def test_a_sign_only_we_believe_in_is_not_official(book: Book) -> None:
    marks = {flag.id: flag.series.entries[0].status for flag in book.red_flags}
    found = {name for name, status in marks.items() if status is Status.OFFICIAL}
    assert {"RF-01", "RF-15", "RF-26", "RF-28", "RF-29", "RF-45"} <= found
    assert not found & {"RF-02", "RF-05", "RF-14", "RF-17", "RF-35", "RF-39", "RF-49"}


def test_hiring_for_a_building_site_in_the_ban_area_is_a_hard_flag(book: Book) -> None:
    assert flag(assessed(book, county="Oslo", RM_04=True), "RF-28") is Answer.YES
    assert assessed(book, county="Oslo", RM_04=True).level == "high"
    assert flag(assessed(book, county="Rogaland", RM_04=True), "RF-28") is Answer.NO
    assert flag(assessed(book, county="Oslo"), "RF-28") is Answer.UNKNOWN


def test_a_third_tier_is_a_hard_flag_until_the_exception_is_documented(book: Book) -> None:
    assert flag(assessed(book, tiers=3), "RF-26") is Answer.YES
    assert flag(assessed(book, tiers=2), "RF-26") is Answer.NO
    assert flag(assessed(book, tiers=3, RF_26=False), "RF-26") is Answer.NO


def test_approval_is_asked_only_where_it_is_needed(book: Book) -> None:
    assert flag(assessed(book), "RF-30") is Answer.NO


def test_every_question_is_asked_in_three_languages(book: Book) -> None:
    for factor in book.risk_factors:
        assert all(text.endswith("?") for text in (factor.asks.nb, factor.asks.nn, factor.asks.en)), factor.id


def test_every_flag_that_a_person_is_asked_about_has_a_question(book: Book) -> None:
    asked = {flag.id for flag in book.red_flags if flag.severity == "hard" or "answer" in str((flag.test, flag.wanted))}
    assert asked >= {"RF-14", "RF-30", "RF-40"}
    for flag in book.red_flags:
        questions = {flag.asks.nb, flag.asks.nn, flag.asks.en}
        if flag.id in asked:
            assert len(questions) == 3, flag.id
            assert all(question.endswith("?") for question in questions), flag.id
