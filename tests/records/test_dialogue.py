"""Meetings with few questions, decisions that come back, expectations, a pulse that proves nothing, changes, time."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ObjectDoesNotExist

from ryddig.domain.dialogue import Side, Trait
from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.domain.screening import Screener
from ryddig.records.accounts.access import Guest, NotAllowed
from ryddig.records.audit.models import Event
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.dialogue import queries
from ryddig.records.dialogue.changes import Judged, decide_change, evaluate, spend_time, take_back_time
from ryddig.records.dialogue.guest_talks import answer_pulse, withdraw_expectation, write_expectation
from ryddig.records.dialogue.meetings import (
    Minutes,
    add_point,
    cancel_meeting,
    close_decision,
    renew_agenda,
    shred_names_due,
    write_minutes,
)
from ryddig.records.dialogue.models import Meeting, MeetingDecision, MeetingPoint, TrustPulse
from ryddig.records.followup.models import PlanItem
from ryddig.records.followup.services import register_and_screen
from ryddig.reports.law import law_for
from tests import dialogue_world as talk
from tests.cast import TODAY, Cast, facts

WHY = "the test looks at everything"
LATER = TODAY + timedelta(days=90)


@pytest.fixture
def screener() -> Screener:
    return law_for([]).screener


@pytest.fixture
def contract(cast: Cast, screener: Screener) -> Contract:
    """A screened contract that ends in two months and three days."""
    ends = TODAY + timedelta(days=63)
    told = facts(ends_on=ends)
    return register_and_screen(actor=cast.lise, facts=told, unit_id=cast.property.pk, screener=screener, on=TODAY)


def guest(contract: Contract, link: int = 1) -> Guest:
    rows = Supplier.objects.unscoped(WHY).filter(contract_links__contract=contract)
    return Guest(contract.organisation_id, contract.pk, rows[0].pk, link, "nb")


def sources(meeting: Meeting) -> list[str]:
    rows = MeetingPoint.objects.unscoped(WHY).filter(meeting=meeting).order_by("position")
    return list(rows.values_list("source", flat=True))


def test_the_agenda_is_what_is_open_and_few_questions(cast: Cast, contract: Contract) -> None:
    change = talk.change(cast.kari, contract)
    meeting = talk.planned(cast.kari, contract, "owner", "goal")
    found = sources(meeting)
    assert f"change:{change.pk}" in found
    assert any(one.startswith("plan:") for one in found)
    assert found[-2:] == ["checklists.first_meeting/goal", "checklists.first_meeting/owner"]
    add_point(actor=cast.kari, meeting_id=meeting.pk, text="Nøkler")
    before = sources(meeting)
    renew_agenda(actor=cast.kari, meeting_id=meeting.pk, on=TODAY)
    assert sources(meeting) == before


def test_a_meeting_does_not_ask_everything(cast: Cast, contract: Contract) -> None:
    with pytest.raises(UserCanFix, match="at most 5"):
        talk.planned(cast.kari, contract, "goal", "three", "owner", "evidence", "chain", "changed")


def test_an_open_decision_returns_until_it_is_closed(cast: Cast, contract: Contract) -> None:
    talk.held(cast.kari, talk.planned(cast.kari, contract))
    row = MeetingDecision.objects.unscoped(WHY).get()
    assert sources(talk.planned(cast.kari, contract))[0] == f"decision:{row.pk}"
    assert [one.pk for one in queries.late_decisions(cast.kari, on=talk.DUE)] == [row.pk]
    close_decision(actor=cast.petter, decision_id=row.pk, done=True, on=TODAY)
    assert f"decision:{row.pk}" not in sources(talk.planned(cast.kari, contract))
    with pytest.raises(UserCanFix, match="closed already"):
        close_decision(actor=cast.kari, decision_id=row.pk, done=False, on=TODAY)


def test_minutes_that_stand_are_not_changed_and_the_plan_follows(cast: Cast, screener: Screener) -> None:
    unit = cast.property.pk
    contract = register_and_screen(actor=cast.lise, facts=facts(), unit_id=unit, screener=screener, on=TODAY)
    meeting = talk.planned(cast.kari, contract)
    item = meeting.plan_item
    assert item is not None
    held = talk.held(cast.kari, meeting)
    item.refresh_from_db()
    assert (held.state, item.state) == ("held", PlanItem.State.DONE)
    again = {"meeting_id": meeting.pk, "version": held.version, "minutes": Minutes(), "held": True}
    with pytest.raises(UserCanFix, match="is over"):
        write_minutes(actor=cast.kari, screener=screener, on=TODAY, **again)  # type: ignore[arg-type]  # named above
    with pytest.raises(UserCanFix, match="is over"):
        cancel_meeting(actor=cast.kari, meeting_id=meeting.pk, on=TODAY)


def test_the_older_of_two_savings_is_refused(cast: Cast, contract: Contract, screener: Screener) -> None:
    meeting = talk.planned(cast.kari, contract)
    first = write_minutes(
        actor=cast.petter,
        meeting_id=meeting.pk,
        version=1,
        minutes=Minutes("P"),
        held=False,
        screener=screener,
        on=TODAY,
    )
    assert first.version == 2
    with pytest.raises(UserCanFix, match="has saved"):
        talk.held(cast.kari, meeting)


def test_names_go_on_their_day(cast: Cast, contract: Contract) -> None:
    meeting = talk.held(cast.kari, talk.planned(cast.kari, contract))
    assert shred_names_due(meeting.keep_until) == 0
    assert shred_names_due(meeting.keep_until + timedelta(days=1)) == 1
    assert shred_names_due(meeting.keep_until + timedelta(days=2)) == 0
    meeting.refresh_from_db()
    assert (meeting.present, MeetingDecision.objects.unscoped(WHY).get().owner) == ("", "")


def test_both_sides_answer_and_see_a_trend_of_means(cast: Cast, contract: Contract) -> None:
    meeting = talk.held(cast.kari, talk.planned(cast.kari, contract))
    ola = guest(contract)
    assert queries.pulse_meeting(ola, contract.pk, on=TODAY) == meeting
    talk.pulse(cast.kari, contract, meeting)
    talk.pulse(ola, contract, meeting)
    talk.pulse(guest(contract, 2), contract, meeting)
    assert queries.pulse_meeting(ola, contract.pk, on=TODAY) is None
    found = {one.side: (one.answers, one.mean) for one in queries.trust_trend(cast.kari, contract.pk)}
    assert found == {Side.BUYER: (1, 420), Side.SUPPLIER: (2, 420)}
    with pytest.raises(UserCanFix, match="answered already"):
        talk.pulse(ola, contract, meeting)
    assert not Event.objects.unscoped(WHY).filter(type__contains="pulse").exists()


def test_a_pulse_is_five_figures_from_one_to_five_and_stays(cast: Cast, contract: Contract) -> None:
    for wrong in ({**talk.FIGURES, Trait.COURAGE: 6}, {Trait.COURAGE: 1}):
        with pytest.raises(UserCanFix, match="figure is missing"):
            answer_pulse(author=cast.kari, contract_id=contract.pk, figures=wrong, on=TODAY)
    row = talk.pulse(cast.kari, contract)
    with pytest.raises(OurFault, match="written once"):
        row.save()


def test_the_pulse_is_never_evidence(root: Path) -> None:
    """Its service, query, models and the list of personal data know it; what assesses, controls and proves does not."""
    allowed = {"models.py", "talk_models.py", "guest_talks.py", "queries.py", "personal.py"}
    users = {
        path.relative_to(root).as_posix()
        for path in (root / "ryddig").rglob("*.py")
        if re.search(r"TrustPulse|trust_trend", path.read_text(encoding="utf-8"))
    }
    shown = {"ryddig/office/views/talks.py", "ryddig/office/shown_talks.py"}
    own = {f"ryddig/records/dialogue/{name}" for name in allowed}
    assert {name for name in users if "/migrations/" not in name} - own - shown == set()


def test_each_side_writes_and_withdraws_its_own_expectations(cast: Cast, contract: Contract) -> None:
    ola = guest(contract)
    ours = write_expectation(author=cast.kari, contract_id=contract.pk, text="Svar innen en uke", on=TODAY)
    theirs = write_expectation(author=ola, contract_id=contract.pk, text="Én kontakt", on=TODAY)
    assert list(queries.expectations_of(ola, contract.pk)) == [ours, theirs]
    other = Guest(ola.organisation_id, ola.contract_id, ola.supplier_id + 99, 3, "nb")
    assert list(queries.expectations_of(other, contract.pk)) == [ours]
    for author in (other, cast.kari):
        with pytest.raises(ObjectDoesNotExist):
            withdraw_expectation(author=author, expectation_id=theirs.pk, on=TODAY)
    withdraw_expectation(author=ola, expectation_id=theirs.pk, on=TODAY)
    assert list(queries.expectations_of(cast.kari, contract.pk)) == [ours]


def test_a_change_nobody_has_assessed_is_not_agreed(cast: Cast, contract: Contract, screener: Screener) -> None:
    row = talk.change(cast.petter, contract, within="unknown")
    with pytest.raises(UserCanFix, match="Nobody has assessed"):
        decide_change(actor=cast.kari, change_id=row.pk, agreed=True, screener=screener, on=TODAY)
    with pytest.raises(NotAllowed):
        decide_change(actor=cast.petter, change_id=row.pk, agreed=False, screener=screener, on=TODAY)
    decided, changed = decide_change(actor=cast.kari, change_id=row.pk, agreed=False, screener=screener, on=TODAY)
    assert (decided.state, changed) == ("rejected", ())


def test_a_change_that_is_agreed_changes_the_contract_and_is_screened(
    cast: Cast, contract: Contract, screener: Screener
) -> None:
    value, version = contract.value_ore, contract.screening_id
    row = talk.change(cast.kari, contract)
    _, changed = decide_change(actor=cast.kari, change_id=row.pk, agreed=True, screener=screener, on=TODAY)
    contract.refresh_from_db()
    assert changed == ("value_ore",)
    assert (contract.value_ore, contract.screening_id != version) == ((value or 0) + 1_000_000, True)


def test_the_evaluation_two_months_before_the_end_is_done(cast: Cast, contract: Contract, screener: Screener) -> None:
    item = PlanItem.objects.unscoped(WHY).get(contract=contract, kind="evaluation")
    assert item.due_on < TODAY + timedelta(days=5)
    evaluate(actor=cast.kari, contract_id=contract.pk, judged=Judged("partly", "Bra"), screener=screener, on=TODAY)
    item.refresh_from_db()
    assert item.state == PlanItem.State.DONE


def test_time_is_counted_and_taken_back_the_same_day(cast: Cast, contract: Contract) -> None:
    row = spend_time(actor=cast.kari, contract_id=contract.pk, activity="meeting", minutes=60, on=TODAY)
    spend_time(actor=cast.petter, contract_id=contract.pk, activity="meeting", minutes=30, on=TODAY)
    assert queries.minutes_spent(cast.lise, contract.pk) == {"meeting": 90}
    with pytest.raises(ObjectDoesNotExist):
        take_back_time(actor=cast.petter, entry_id=row.pk, on=TODAY)
    take_back_time(actor=cast.kari, entry_id=row.pk, on=TODAY)
    assert queries.minutes_spent(cast.lise, contract.pk) == {"meeting": 30}
    with pytest.raises(UserCanFix):
        spend_time(actor=cast.kari, contract_id=contract.pk, activity="sleep", minutes=60, on=TODAY)


def test_who_may_what(cast: Cast, contract: Contract) -> None:
    for actor in (cast.ada, cast.bjorn):
        with pytest.raises(NotAllowed):
            talk.planned(actor, contract)
    with pytest.raises(ObjectDoesNotExist):
        talk.planned(cast.omar, contract)
    elsewhere = Guest(contract.organisation_id, contract.pk + 1, 1, 1, "nb")
    with pytest.raises(ObjectDoesNotExist):
        talk.pulse(elsewhere, contract)
    assert not TrustPulse.objects.unscoped(WHY).exists()
