"""What a self-report led to survives storage; which forms fit which contract."""

import json
from dataclasses import replace

import pytest

from ryddig.domain.facts import BuyerKind, ContractFacts, ContractKind, Known
from ryddig.domain.screening import Screener
from ryddig.domain.self_report import ReportCase, risk_difference
from ryddig.domain.self_report_choice import forms_proposed
from ryddig.domain.self_report_plain import (
    changes_from_plain,
    difference_plain,
    meaning_from_plain,
    meaning_plain,
)
from ryddig.domain.self_report_weighing import weigh
from ryddig.lawbook import load
from tests.domain.test_self_report import CLEANING
from tests.self_report_answers import ON, all_answers, form_of

BOOK = load()
SCREENER = Screener(BOOK)
FORMS = ("pay", "pay_simple", "human_rights", "climate", "chain")
NOK_MILLION = 100_000_000


def case(facts: ContractFacts = CLEANING) -> ReportCase:
    return ReportCase(BOOK, ON, SCREENER.screen(facts, on=ON), frozenset(), due_on=ON, delivered_on=ON)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("seed", range(6))
def test_a_meaning_survives_storage(name: str, seed: int) -> None:
    form = form_of(name)
    found = weigh(form, all_answers(form, seed), case())
    again = meaning_from_plain(json.loads(json.dumps(meaning_plain(found))))
    assert meaning_plain(again) == meaning_plain(found)
    assert [(one.found, one.due, one.outcome) for one in again.proposals] == [
        (one.found, one.due, one.outcome) for one in found.proposals
    ]
    assert [(one.stated, one.registered) for one in again.differences] == [
        (one.stated, one.registered) for one in found.differences
    ]


def test_a_difference_survives_storage() -> None:
    form = form_of("pay")
    of = case()
    difference = risk_difference(of, weigh(form, all_answers(form, 3), of))
    assert difference.changes
    assert changes_from_plain(difference_plain(difference)) == difference.changes


def proposed(facts: ContractFacts) -> list[str]:
    return [one.questionnaire.removeprefix("questionnaires.") for one in forms_proposed(case(facts).screening, BOOK)]


GOODS = ContractFacts(
    "K-2", buyer_kind=BuyerKind.MUNICIPAL, kind=ContractKind.GOODS, cpv=("18100000",), value_ore=50 * NOK_MILLION
)


def test_the_form_follows_the_kind_the_value_and_the_risk() -> None:
    assert proposed(CLEANING) == ["pay"]
    assert proposed(GOODS) == ["human_rights_simple"]
    assert proposed(replace(GOODS, value_ore=50 * NOK_MILLION + 1)) == ["human_rights"]
    assert proposed(replace(GOODS, value_ore=None)) == ["human_rights_simple"]


def test_low_risk_gets_the_simple_form() -> None:
    names = [*(one.id for one in BOOK.risk_factors), *(one.id for one in BOOK.red_flags)]
    answers = {name: Known(value=False, on=ON) for name in names}
    quiet = replace(CLEANING, cpv=("79810000",), answers=answers)
    screening = SCREENER.screen(quiet, on=ON)
    assert screening.risk.level == "low"
    assert proposed(quiet) == ["pay_simple"]
