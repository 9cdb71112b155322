"""Today: three to five things, ranked the same every time, each with a reason and one button."""

from datetime import date, timedelta
from typing import Any

from ryddig.domain.facts import Option, SupplierFact
from ryddig.domain.screening import Screener
from ryddig.records.accounts.access import Actor
from ryddig.records.contracts.models import Contract
from ryddig.records.followup.services import answer_and_screen, overrule_risk, screen_contract
from ryddig.records.followup.today import ToDo, day_list, today
from tests.cast import MILLION, TODAY, Cast, contract, orgnr


def screened(cast: Cast, screener: Screener, reference: str, **more: Any) -> Contract:
    row = contract(cast, reference, **more)
    screen_contract(actor=cast.lise, contract_id=row.pk, screener=screener, on=TODAY)
    return row


def kinds(viewer: Actor, on: date = TODAY) -> list[tuple[str, str]]:
    return [(item.kind, item.contract.reference if item.contract else "") for item in today(viewer, on=on)]


def only(items: tuple[ToDo, ...], kind: str) -> ToDo:
    return next(item for item in items if item.kind == kind)


def test_what_is_overdue_at_high_risk_comes_first(cast: Cast, screener: Screener) -> None:
    screened(cast, screener, "K-1")
    high = screened(cast, screener, "K-2")
    answer_and_screen(actor=cast.lise, contract_id=high.pk, code="RM-16", value=True, screener=screener, on=TODAY)
    first = today(cast.kari, on=TODAY)[0]
    assert (first.kind, first.contract, first.due_on) == ("overdue", high, date(2026, 11, 1))
    assert first.why.params["days"] == 19
    assert first.because[0]["rule"] == "deadlines.self_report"
    assert (first.url_name, first.target) == ("office:contract", high.pk)


def test_what_is_due_today_is_said_so(cast: Cast, screener: Screener) -> None:
    screened(cast, screener, "K-1", signed_on=date(2026, 10, 20))
    item = only(today(cast.kari, on=TODAY), "overdue")
    assert "due today" in item.why.text


def test_one_of_each_worry(cast: Cast, screener: Screener) -> None:
    screened(cast, screener, "K-1")
    contract(cast, "K-2", value_ore=9 * MILLION)
    late = date(2026, 12, 10)
    screened(cast, screener, "K-3", signed_on=date(2026, 11, 15), options=(Option(exercise_by=late),))
    screened(cast, screener, "K-4", signed_on=date(2026, 11, 15), announced_on=None)
    contract(cast, "K-5", suppliers=(SupplierFact("Ren Luft"),), unit=cast.health)
    found = dict(kinds(cast.kari))
    assert found == {"ending": "K-3", "overdue": "K-1", "unassessed": "K-2", "finding": "K-4", "match": ""}


def test_a_quiet_day_shows_what_comes_next(cast: Cast, screener: Screener) -> None:
    screened(cast, screener, "K-1", signed_on=date(2026, 11, 15))
    assert kinds(cast.kari) == [("upcoming", "K-1")]


def test_never_more_than_five_and_no_contract_twice(cast: Cast, screener: Screener) -> None:
    for number in range(8):
        screened(cast, screener, f"K-{number}", announced_on=None)
        contract(cast, f"L-{number}")
    found = kinds(cast.kari)
    assert len(found) == 5
    assert len({reference for _, reference in found}) == 5
    assert [kind for kind, _ in found].count("overdue") <= 3


def test_what_does_not_fit_waits_below_and_nothing_due_is_hidden(cast: Cast, screener: Screener) -> None:
    """A second thing on a contract that is among the first stands below, and so does everything beyond the five."""
    row = screened(cast, screener, "K-1", announced_on=None)
    found = day_list(cast.kari, on=TODAY)
    assert len(found.first) == 1
    assert {item.kind for item in (*found.first, *found.also) if item.contract == row} == {"overdue", "finding"}
    for number in range(8):
        screened(cast, screener, f"L-{number}")
    found = day_list(cast.kari, on=TODAY)
    late = [item for item in (*found.first, *found.also) if item.kind == "overdue"]
    assert len(late) == 9
    assert not any(item.kind == "upcoming" for item in found.also)


def test_the_same_every_time(cast: Cast, screener: Screener) -> None:
    for number in range(8):
        screened(cast, screener, f"K-{number}")
    assert kinds(cast.kari) == kinds(cast.kari)


def test_a_contract_manager_sees_her_units_and_the_coordinator_all(cast: Cast) -> None:
    contract(cast, "K-1", unit=cast.health)
    contract(cast, "K-2", unit=cast.school)
    assert kinds(cast.kari) == [("unassessed", "K-2")]
    assert {reference for _, reference in kinds(cast.lise)} == {"K-1", "K-2"}
    assert kinds(cast.omar) == []


def test_proposals_are_for_those_who_decide_them(cast: Cast) -> None:
    contract(cast, "K-1", suppliers=(SupplierFact("Ren Luft AS", orgnr(1)),), ends_on=TODAY - timedelta(days=5))
    contract(cast, "K-2", suppliers=(SupplierFact("Ren Luft"),), ends_on=TODAY - timedelta(days=5))
    assert kinds(cast.kari) == [("match", "")]
    assert kinds(cast.ada) == []


def test_an_outdated_overruling_is_urgent(cast: Cast, screener: Screener) -> None:
    row = screened(cast, screener, "K-1", signed_on=date(2026, 11, 15))
    overrule_risk(actor=cast.kari, contract_id=row.pk, reason="x", level="low", screener=screener, on=TODAY)
    answer_and_screen(actor=cast.kari, contract_id=row.pk, code="RM-16", value=True, screener=screener, on=TODAY)
    item = only(today(cast.kari, on=TODAY), "finding")
    assert item.urgency == 95
    assert "still hold" in item.why.text


def test_ended_contracts_ask_for_nothing(cast: Cast, screener: Screener) -> None:
    screened(cast, screener, "K-1", ends_on=TODAY + timedelta(days=200))
    assert kinds(cast.kari, TODAY + timedelta(days=201)) == []
