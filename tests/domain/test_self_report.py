"""What answers mean: the floor of the day, what the contract demands, flags, lateness, the risk before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryddig.domain.answer_checks import check_answers
from ryddig.domain.answers import Answers, answers_from_plain, answers_plain, asked, progress
from ryddig.domain.decision import Answer
from ryddig.domain.facts import BuyerKind, ContractFacts, ContractKind, Known
from ryddig.domain.judgement import CheckOutcome
from ryddig.domain.pay_categories import floor
from ryddig.domain.pay_facts import Trade, Work
from ryddig.domain.questionnaire import FeedKind, form_of_version, full
from ryddig.domain.screening import Screener
from ryddig.domain.self_report import Meaning, ReportCase, facts_with, risk_difference
from ryddig.domain.self_report_days import report_days
from ryddig.domain.self_report_sentences import PROPOSAL_WHY, SELF_REPORT_SENTENCES
from ryddig.domain.self_report_weighing import FEEDS, weigh
from ryddig.domain.sentences import SENTENCES
from ryddig.lawbook import load
from tests.self_report_answers import ON, all_answers, answers, form_of, orgnr

BOOK = load()
SCREENER = Screener(BOOK)
DAY = timedelta(days=1)
PAY, SIMPLE = form_of("pay"), form_of("pay_simple")
CLEANING = ContractFacts(
    "K-1",
    buyer_kind=BuyerKind.MUNICIPAL,
    kind=ContractKind.SERVICES,
    cpv=("90910000",),
    value_ore=800_000_000,
    announced_on=date(2025, 2, 1),
    signed_on=date(2025, 5, 1),
)
NUMBERS = ("310000086", "311000055")


def case(facts: ContractFacts = CLEANING, *, on: date = ON, **given: Any) -> ReportCase:
    return ReportCase(BOOK, on, SCREENER.screen(facts, on=on), **given)


def meaning(values: Mapping[str, Any], of: ReportCase | None = None, *, on: date = ON, form: str = "pay") -> Meaning:
    of = of or case(on=on)
    return weigh(form_of(form, on), answers(form_of(form, on), dict(values), on=on), of)


def lowest(kind: str, ore: int) -> dict[str, Any]:
    return {"tariff.bound": "no", "pay.lowest": ({"kind_of_work": kind, "lowest_pay": ore},)}


def days_of_change() -> Iterator[tuple[str, date]]:
    """Each kind of work with each day its rate changes while the form is in use."""
    for choice in BOOK.library.choice_lists["kinds_of_work"]:
        trade, _, category = choice.code.partition(".")
        if trade == "other":
            continue
        work = Work(Trade(trade), category, tariff_bound=False)
        days = {
            entry.since
            for name, series in BOOK.series.items()
            if name.startswith(f"rates.{trade}.")
            for entry in series.entries
        }
        for day in sorted(days):
            if day > PAY.since and floor(work, day, BOOK).asked != floor(work, day - DAY, BOOK).asked:
                yield choice.code, day


CHANGES = sorted(days_of_change())


def test_there_are_changes_to_test() -> None:
    assert ("cleaning.adult", date(2025, 6, 15)) in CHANGES
    assert len({kind for kind, _ in CHANGES}) > 15


@pytest.mark.parametrize(("kind", "day"), CHANGES)
def test_the_floor_is_that_of_the_day(kind: str, day: date) -> None:
    """On each change and the day before it, an øre under what may be asked is told; the amount itself is not."""
    trade, _, category = kind.partition(".")
    for on in (day - DAY, day):
        bound = floor(Work(Trade(trade), category, tariff_bound=False), on, BOOK)
        if bound.asked is None:
            assert meaning(lowest(kind, 5000), on=on).untested
            continue
        enough = -(-bound.asked.numerator // bound.asked.denominator)
        assert [one for one in meaning(lowest(kind, enough), on=on).proposals if one.row] == []
        (told,) = [one for one in meaning(lowest(kind, enough - 1), on=on).proposals if one.row]
        sure = bound.sure > enough - 1
        assert (told.outcome is CheckOutcome.BREACH) is sure, (on, told)
        assert told.found == Fraction(enough - 1)
        assert told.because
        assert told.rule in BOOK.series


def test_under_the_floor_raises_the_hard_flag_and_the_level() -> None:
    found = meaning(lowest("cleaning.adult", 20_000))
    assert {one.factor for one in found.risks if one.known.value} >= {"RF-01"}
    difference = risk_difference(case(), found)
    assert (difference.before.level, difference.after.level, difference.rises) == ("medium", "high", True)
    assert {change.factor: (change.before, change.after) for change in difference.changes}["RF-01"] == (
        Answer.UNKNOWN,
        Answer.YES,
    )


def test_a_firm_bound_by_a_tariff_agreement_is_not_tested_by_the_cleaning_floor() -> None:
    found = meaning({**lowest("cleaning.adult", 20_000), "tariff.bound": "yes"})
    assert found.proposals == ()
    assert [(one.row, one.why) for one in found.untested] == [(1, "not_covered")]


def test_work_that_no_regulation_covers_is_untested_and_never_kept() -> None:
    found = meaning(lowest("other.skilled", 100))
    assert [(one.question, one.why) for one in found.untested] == [("questions.pay.lowest", "trade_unknown")]


def test_every_conclusion_has_a_reason_with_words() -> None:
    seen: set[tuple[str, Answer]] = set()
    kept_open: set[str] = set()
    for name in BOOK.library.questionnaires:
        form = form_of(name.partition(".")[2])
        for seed in range(4):
            told = weigh(
                form,
                all_answers(form, seed),
                case(
                    due_on=ON - DAY,
                    delivered_on=ON,
                    terms=None if seed % 2 else frozenset({"req.human_rights.lead_question"}),
                ),
            )
            reasons = [one.because for one in told.risks]
            reasons += [one.because for one in told.proposals]
            reasons += [one.because for one in told.untested]
            single = [(one.because,) for one in told.facts] + [(one.because,) for one in told.differences]
            for because in (*reasons, *single):
                assert because
                seen |= {(reason.test, reason.answer) for reason in because}
            kept_open |= {one.why for one in told.proposals} | {one.why for one in told.untested}
    assert seen <= SENTENCES.keys()
    assert {key for key, answer in SELF_REPORT_SENTENCES} & {key for key, _ in seen}
    from ryddig.domain.pay_sentences import WHY

    assert kept_open - {""} <= PROPOSAL_WHY.keys() | WHY.keys()


def test_every_use_of_an_answer_has_its_function() -> None:
    assert FEEDS.keys() == set(FeedKind)


@pytest.mark.parametrize(
    ("delivered", "due", "values", "late"),
    [
        (ON, ON, {"chain.used": "no"}, True),
        (None, ON, {}, None),
        (None, ON - DAY, {}, True),
        (ON, ON - DAY, "all", True),
        (ON, ON, "all", False),
        (ON, None, "all", False),
    ],
)
def test_late_or_missing_answers_raise_risk(
    delivered: date | None, due: date | None, values: Any, *, late: bool | None
) -> None:
    form = form_of("chain")
    given = all_answers(form, 3) if values == "all" else answers(form, values)
    found = weigh(form, given, case(due_on=due, delivered_on=delivered))
    told = [one.known.value for one in found.risks if one.factor == "RM-15"]
    assert told == ([] if late is None else [late])
    nothing = [one.rule for one in found.proposals if not one.question]
    assert bool(nothing) is (delivered is None and due == ON - DAY), "nothing delivered breaks the duty to document"


def test_answers_that_contradict_raise_risk_and_are_named() -> None:
    found = meaning({"workers.own": 3, "workers.permanent": 4}, case(delivered_on=ON))
    assert found.contradictions == ()
    from decimal import Decimal

    found = meaning({"workers.own": Decimal(3), "workers.permanent": Decimal(4)}, case(delivered_on=ON))
    assert found.contradictions == ("permanent_above_own",)
    assert [one.known.value for one in found.risks if one.factor == "RM-15"] == [True]


@pytest.mark.parametrize("source", ["person", "register"])
def test_a_no_from_the_supplier_takes_away_no_yes_from_others(source: str) -> None:
    facts = replace(CLEANING, answers={"RM-04": Known(True, date(2026, 1, 1), source)})
    found = meaning({"hire.used": "no"}, case(facts, delivered_on=ON))
    assert found.contradictions == ("RM-04",)
    assert facts_with(facts, found).answers["RM-04"] == facts.answers["RM-04"]
    own = replace(CLEANING, answers={"RM-04": Known(True, date(2026, 1, 1), "self_report")})
    newer = meaning({"hire.used": "no"}, case(own))
    assert facts_with(own, newer).answers["RM-04"] == Known(False, ON, "self_report")


def test_a_yes_from_the_supplier_stands_before_an_older_no() -> None:
    facts = replace(CLEANING, answers={"RM-04": Known(False, date(2026, 1, 1), "person")})
    assert facts_with(facts, meaning({"hire.used": "yes"}, case(facts))).answers["RM-04"].value is True


def test_one_question_that_says_yes_is_enough() -> None:
    found = meaning({"workers.common_language": "yes", "posted.used": "yes"})
    assert [(one.factor, one.known.value) for one in found.risks if one.factor == "RM-03"] == [("RM-03", True)]


def firms(*rows: tuple[str, str]) -> dict[str, Any]:
    table = tuple(
        {
            "firm": "Påfunn AS",
            "orgnr": number,
            "role": "work",
            "task": "vask",
            **({"works_for": above} if above else {}),
        }
        for number, above in rows
    )
    return {"chain.used": "yes", "chain.firms": table}


def test_the_chain_gives_tiers_and_too_many_is_a_breach() -> None:
    import random

    draw = random.Random(1)
    one, two, three, own = (orgnr(draw) for _ in range(4))
    short_chain = meaning({"firm.orgnr": own, **firms((one, own), (two, one))})
    assert [(fact.name, fact.known.value) for fact in short_chain.facts if fact.name == "tiers"] == [("tiers", 2)]
    assert [item for item in short_chain.proposals if item.unit == "tiers"] == []
    long_chain = meaning(firms((one, ""), (two, one), (three, two)))
    (told,) = [item for item in long_chain.proposals if item.unit == "tiers"]
    assert (told.outcome, told.found, told.due) == (CheckOutcome.BREACH, Fraction(3), Fraction(2))
    assert "RF-26" in {item.factor for item in long_chain.risks}
    assert {item.orgnr for item in long_chain.look_ups} == {one, two, three}
    unknown = meaning(firms((one, ""), (two, one), (three, two)), case(replace(CLEANING, announced_on=None)))
    assert [item.outcome for item in unknown.proposals if item.unit == "tiers"] == [CheckOutcome.QUESTION]


def test_a_chain_that_leads_nowhere_is_a_problem_and_no_conclusion() -> None:
    import random

    one, two = (orgnr(random.Random(seed)) for seed in (4, 5))
    given = answers(PAY, firms((one, two)))
    assert ("chain_broken", "questions.chain.firms") in {
        (item.code, item.question) for item in check_answers(PAY, given)
    }
    assert [item.why for item in weigh(PAY, given, case()).untested] == ["chain_broken"]


def test_no_subcontractors_is_no_tier() -> None:
    found = meaning({"chain.used": "no"})
    assert facts_with(replace(CLEANING, tiers=None), found).tiers == 0


def test_what_differs_from_the_register_is_told_and_changes_nothing() -> None:
    found = meaning(
        {
            "contract.signed_on": date(2025, 5, 2),
            "contract.cpv": "90910000-9",
            "contract.value": 800_000_000,
            "contract.kind": "services",
        }
    )
    assert [(one.fact, one.stated, one.registered) for one in found.differences] == [
        ("signed_on", date(2025, 5, 2), date(2025, 5, 1))
    ]
    assert facts_with(CLEANING, found).signed_on == CLEANING.signed_on


def test_an_answer_that_cannot_be_used_leads_to_nothing() -> None:
    found = meaning({"pay.lowest": ({"kind_of_work": "cleaning.adult"},), "pay.bank": "kanskje"})
    assert (found.proposals, found.risks, found.untested) == ((), (), ())


def test_a_question_that_is_not_asked_leads_to_nothing() -> None:
    assert meaning({"chain.used": "no", "chain.control": "no"}).proposals == ()


@given(st.integers(0, 10**6), st.sampled_from(sorted(BOOK.library.questionnaires)))
def test_answers_survive_json_and_are_whole(seed: int, name: str) -> None:
    form = form_of(name.partition(".")[2])
    given_answers = all_answers(form, seed)
    stored = answers_plain(given_answers)
    assert answers_from_plain(stored, form_of_version(BOOK, name, stored["version"])) == given_answers
    assert [one for one in check_answers(form, given_answers) if one.code != "chain_broken"] == []
    assert progress(form, given_answers).complete
    assert {question.id for question in asked(form, given_answers)} >= given_answers.given.keys()


@given(st.integers(0, 10**6))
def test_fewer_answers_never_ask_more(seed: int) -> None:
    """Taking an answer away can only take questions away, never bring new ones."""
    whole = all_answers(PAY, seed)
    before = {question.id for question in asked(PAY, whole)}
    for name in list(whole.given)[:: max(1, len(whole.given) // 5)]:
        fewer = Answers(
            whole.questionnaire, whole.version, {key: one for key, one in whole.given.items() if key != name}
        )
        assert {question.id for question in asked(PAY, fewer)} <= before


def test_days_of_a_self_report() -> None:
    days = report_days(PAY.questionnaire, date(2026, 1, 31), book=BOOK, on=ON)
    assert (days.due_on, days.remind_on) == (date(2026, 2, 28), (date(2026, 2, 21), date(2026, 2, 28)))
    assert days.because[0].rule == "deadlines.self_report"
    agreed = report_days(PAY.questionnaire, date(2026, 1, 31), book=BOOK, on=ON, agreed=date(2026, 2, 3))
    assert (agreed.due_on, agreed.remind_on) == (date(2026, 2, 3), (date(2026, 2, 3),))
    rights = report_days(form_of("human_rights").questionnaire, date(2026, 1, 1), book=BOOK, on=ON)
    assert rights.due_on == date(2026, 2, 12)


def test_full_and_short_name_the_same() -> None:
    assert full("pay.lowest") == full(full("pay.lowest")) == "questions.pay.lowest"
