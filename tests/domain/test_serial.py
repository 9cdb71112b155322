"""What is stored can be read back, survives JSON, and shows what changed."""

import json
from dataclasses import replace
from datetime import date

from hypothesis import given

from ryddig.domain.compare import difference
from ryddig.domain.facts import ContractFacts, ContractKind, Known, Option, SupplierFact
from ryddig.domain.screening import screen
from ryddig.domain.sentences import sentence
from ryddig.domain.serial import because_from_plain, facts_from_plain, plain, screening_plain
from tests.domain.small_book import small_book
from tests.domain.test_duties import CLEANING, FACTS, ON

BOOK = small_book()


@given(FACTS)
def test_facts_come_back_as_they_were(facts: ContractFacts) -> None:
    whole = replace(
        facts,
        options=(Option(12, date(2027, 1, 1), None, used=False),),
        suppliers=(SupplierFact("A AS", "310000004", confirmed=True, norwegian=True),),
        answers={"RM-04": Known(value=True, on=date(2026, 1, 1), source="person")},
    )
    assert facts_from_plain(json.loads(json.dumps(plain(whole)))) == whole


@given(FACTS)
def test_reasons_come_back_and_every_reason_has_a_sentence(facts: ContractFacts) -> None:
    screening = screen(facts, BOOK, on=ON)
    reasons = [reason for decision in screening.duties for reason in decision.because]
    reasons += [item.because[0] for item in screening.plan] + list(screening.risk.because)
    reasons += [state.because for state in (*screening.risk.factors, *screening.risk.flags)]
    stored = plain(facts)
    for reason in reasons:
        assert because_from_plain(json.loads(json.dumps(plain(reason)))) == reason
        assert sentence(reason, stored).plain()


def test_the_difference_names_facts_duties_risk_and_steps() -> None:
    before = screening_plain(screen(CLEANING, BOOK, on=ON))
    tip = {"RM-16": Known(value=True, on=ON, source="person")}
    changed = replace(CLEANING, kind=ContractKind.GOODS, answers=tip)
    after = screening_plain(screen(changed, BOOK, on=ON))
    said = [message.plain() for message in difference(before, after)]
    assert "kind changed from services to goods." in said
    assert "The duty r2026.pay went from applies to does_not_apply." in said
    assert "The risk factor RM-16 went from unknown to yes." in said
    assert "The risk level changed from medium to high." in said
    assert "The step on_site_control is now recommended." in said


def test_no_change_is_no_difference() -> None:
    stored = screening_plain(screen(CLEANING, BOOK, on=ON))
    assert difference(stored, json.loads(json.dumps(stored))) == ()
