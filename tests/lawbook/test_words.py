"""Changes and values in words."""

from datetime import date

import pytest

from ryddig.domain.law import Value
from ryddig.lawbook import load, say
from ryddig.lawbook.diff import CARRIED_ON, changes

BOOK = load()


def sentences(start: str, end: str, language: str = "nb") -> list[str]:
    found = changes(BOOK, date.fromisoformat(start), date.fromisoformat(end))
    return [change.sentence(language).replace("\u00a0", " ") for change in found]


def test_a_changed_threshold_is_told_with_both_values() -> None:
    told = sentences("2026-06-30", "2026-07-01")
    want = "staten 1 300 000 kr, andre 2 050 000 kr → 1 300 000 kr fra 1. juli 2026 (omstridt)"
    assert f"Terskelverdi for krav om lønns- og arbeidsvilkår: {want}" in told
    assert "Terskelverdi for anskaffelsesloven: 100 000 kr → 500 000 kr fra 1. juli 2026" in told
    assert "Offentlig anskaffelsesstrategi: ny regel fra 1. juli 2026" in told
    assert "Skatteattest (§ 7-2, reglene fra 1. mars 2008): opphører 1. juli 2026" in told


def test_the_three_languages_differ() -> None:
    nb, nn, en = (set(sentences("2026-06-30", "2026-07-01", language)) for language in say.LANGUAGES)
    assert "Threshold for the procurement act: NOK 100 000 → NOK 500 000 from 1 July 2026" in en
    assert "Terskelverdi for anskaffingslova: 100 000 kr → 500 000 kr frå 1. juli 2026" in nn
    assert not nb & en


def test_the_first_day_is_not_counted_and_the_last_is() -> None:
    assert sentences("2026-07-01", "2026-07-01") == []
    assert sentences("2026-07-01", "2026-07-02") == []
    assert sentences("2026-06-29", "2026-06-30") == []
    assert sentences("2026-06-30", "2026-07-01") != []


def test_changes_come_by_day() -> None:
    days = [change.after.since for change in changes(BOOK, date(2015, 1, 1), date(2026, 12, 31))]
    assert days == sorted(days)


def test_each_kind_of_change() -> None:
    found = {change.rule.id: change.kind for change in changes(BOOK, date(2026, 6, 30), date(2026, 7, 1))}
    assert found["r2026.5g.bank"] == "new"
    assert found["r2008.foa_8_12a.bank"] == "ended"
    assert found["thresholds.pay_clause"] == "changed"
    assert found["limits.chain_tiers"] == "carried_on"


@pytest.mark.parametrize(
    ("given", "unit", "nb", "en"),
    [
        (205_000_000, "ore", "2 050 000 kr", "NOK 2 050 000"),
        (50_000_001, "ore", "500 000,01 kr", "NOK 500 000.01"),
        (23_654, "ore_per_hour", "236,54 kr per time", "NOK 236.54 per hour"),
        (1, "months", "1 måned", "1 month"),
        (3, "months", "3 måneder", "3 months"),
        (10, "working_days", "10 arbeidsdager", "10 working days"),
        (10, "percent", "10 %", "10%"),
        (True, "in_force", "gjelder", "in force"),
        (None, "ore", "opphevet", "ended"),
        (
            ("approved", "application_pending"),
            "statuses",
            "godkjent, søknad under behandling",
            "approved, application pending",
        ),
        ({"state": 100, "others": 200}, "ore", "staten 1 kr, andre 2 kr", "state NOK 1, others NOK 2"),
        ("R2026", "text", "R2026", "R2026"),
        (7, "unheard_of", "7", "7"),
    ],
)
def test_a_value_in_words(given: Value, unit: str, nb: str, en: str) -> None:
    assert say.value(given, unit, "nb").replace("\u00a0", " ") == nb
    assert say.value(given, unit, "en").replace("\u00a0", " ") == en


def test_money_below_nothing() -> None:
    assert say.money(-150) == "−1,50\u00a0kr"


@pytest.mark.parametrize("language", say.LANGUAGES)
def test_rules_of_the_same_name_are_told_apart(language: str) -> None:
    found = changes(BOOK, date(1990, 1, 1), date(2026, 11, 20))
    told = {(change.name(language), change.rule.id) for change in found}
    assert len({name for name, _rule in told}) == len(told)


def test_what_tells_two_rules_apart_is_section_and_regime() -> None:
    names = {change.name("nb") for change in changes(BOOK, date(2026, 6, 30), date(2026, 7, 1))}
    assert "Betaling via bank (§ 5g, reglene fra 1. juli 2026)" in names


def test_the_news_come_first_and_duties_before_thresholds() -> None:
    found = changes(BOOK, date(2026, 6, 30), date(2026, 7, 1))
    kinds = [change.kind == CARRIED_ON for change in found]
    assert kinds == sorted(kinds)
    assert len(set(kinds)) == 2
    news = [change for change in found if change.kind != CARRIED_ON]
    places = [0 if c.rule.shape == "duty" else 1 if c.rule.id.startswith("thresholds.") else 2 for c in news]
    assert places == sorted(places)
    assert set(places) == {0, 1, 2}


def test_a_new_status_is_news_even_when_the_value_stands() -> None:
    told = sentences("2022-03-22", "2022-03-23")
    name = "Terskelverdi for krav om lønns- og arbeidsvilkår"
    assert f"{name}: samme innhold, ny status fra 23. mars 2022 (omstridt)" in told
