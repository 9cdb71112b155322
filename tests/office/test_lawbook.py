"""The lawbook browser: every rule can be found and shown, in every language, with dates, status and source."""

import pytest
from django.test import Client
from django.utils.translation import override

from ryddig.domain.law import Condition
from ryddig.lawbook import available_layers, load
from ryddig.office.law_cases import cases_of
from ryddig.office.shown_law import rows, shown
from ryddig.reports.labels import CADENCE, RULE_SHAPE, THEME
from ryddig.reports.telling import Teller
from tests.cast import TODAY
from tests.office_world import World

PAY = "r2026.5e_1.pay"


@pytest.fixture(scope="module")
def teller() -> Teller:
    return Teller(load(available_layers()))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_rule_can_be_shown(teller: Teller, language: str) -> None:
    with override(language):
        for rule in teller.rules.values():
            one = shown(rule, teller, TODAY)
            assert one.name, rule.id
            assert all(entry.link.startswith("http") for entry in one.entries), rule.id
            assert not any("%(" in said for said in one.conditions), rule.id


def test_every_code_has_a_word(teller: Teller) -> None:
    duties = teller.book.duties
    assert {duty.theme for duty in duties} <= THEME.keys()
    assert {duty.cadence for duty in duties} - {""} <= CADENCE.keys()
    assert {one.theme for one in teller.book.library.requirements.values()} <= THEME.keys()
    assert {rule.shape for rule in teller.rules.values()} <= RULE_SHAPE.keys()


def test_searching(teller: Teller) -> None:
    with override("nb"):
        assert PAY in [row.id for row in rows(teller, TODAY, text="5e_1 pay")]
        assert {row.what for row in rows(teller, TODAY, what="duty")} == {RULE_NB}
        assert all(row.status == "disputed" for row in rows(teller, TODAY, status="disputed"))
        assert rows(teller, TODAY, text="står ingen steder") == []


RULE_NB = "Krav"


def test_a_duty_shows_scope_source_cases_and_our_contracts(world: World, kari: Client) -> None:
    page = kari.get(f"/law/{PAY}/").content.decode()
    assert "LOV-2026-03-06-8" in page
    assert "Renhold av skoler" in page
    assert "Naboens kontrakt" not in page
    assert 'lang="nb"' in page


def test_a_disputed_threshold_shows_the_other_reading(world: World, kari: Client) -> None:
    disputed = [rule.id for rule in Teller(load()).rules.values() if rule.series.entries[0].readings]
    page = kari.get(f"/law/{disputed[0]}/").content.decode()
    assert page.count("r-small") >= 1


def test_a_rule_that_is_not_there(world: World, kari: Client) -> None:
    assert kari.get("/law/no.such.rule/").status_code == 404


def test_a_condition_names_the_question_and_not_its_code(teller: Teller) -> None:
    duties = [rule for rule in teller.rules if any(one.wanted == "RM-04" for one in _conditions(teller, rule))]
    assert duties
    with override("nb"):
        for rule in duties:
            assert not any("RM-04" in said for said in shown(teller.rules[rule], teller, TODAY).conditions)
            assert any(teller.name("RM-04") in said for said in shown(teller.rules[rule], teller, TODAY).conditions)


def _conditions(teller: Teller, rule: str) -> tuple[Condition, ...]:
    return teller.duties[rule].conditions if rule in teller.duties else ()


def test_a_colon_stands_between_the_outcome_of_a_case_and_its_reason(teller: Teller) -> None:
    with override("nb"):
        said = [case.said for case in cases_of(teller.rules[PAY], teller) if case.why]
    assert said
    assert any(text.endswith("Gjelder ikke:") for text in said)
