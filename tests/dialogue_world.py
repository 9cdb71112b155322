"""Meetings, decisions, expectations and changes of a contract."""

from dataclasses import dataclass
from datetime import date, timedelta

from ryddig.domain.dialogue import Side, Trait
from ryddig.records.accounts.access import Actor, Guest
from ryddig.records.contracts.models import Contract
from ryddig.records.dialogue.changes import Change, propose_change, spend_time
from ryddig.records.dialogue.guest_talks import answer_pulse, write_expectation
from ryddig.records.dialogue.meetings import Minutes, NewDecision, plan_meeting, write_minutes
from ryddig.records.dialogue.models import ChangeEntry, Expectation, Meeting, MeetingDecision, TimeEntry, TrustPulse
from ryddig.reports.law import law_for
from tests.cast import TODAY

DUE = TODAY + timedelta(days=14)
FIGURES = {Trait.HONESTY: 4, Trait.INTEGRITY: 5, Trait.COURAGE: 3, Trait.PRESENCE: 4, Trait.GOODWILL: 5}


def planned(actor: Actor, contract: Contract, *questions: str, day: date = TODAY, kind: str = "status") -> Meeting:
    """A meeting with an agenda."""
    return plan_meeting(
        actor=actor,
        contract_id=contract.pk,
        kind=kind,
        day=day,
        place="Teams",
        questions=questions,
        book=law_for([]).book,
        on=TODAY,
    )


def held(actor: Actor, meeting: Meeting, *decisions: NewDecision, on: date = TODAY) -> Meeting:
    """The same with minutes that stand."""
    minutes = Minutes("Kari Prøve, Ola Prøve", {}, decisions or (decision(),))
    screener = law_for([]).screener
    return write_minutes(
        actor=actor,
        meeting_id=meeting.pk,
        version=meeting.version,
        minutes=minutes,
        held=True,
        screener=screener,
        on=on,
    )


def decision(text: str = "Sende kjede over underleverandører") -> NewDecision:
    """A decision that the supplier carries out."""
    return NewDecision(text, Side.SUPPLIER, "Ola Prøve", DUE)


def pulse(author: Actor | Guest, contract: Contract, meeting: Meeting | None = None, *, on: date = TODAY) -> TrustPulse:
    """Five figures."""
    meeting_id = meeting.pk if meeting is not None else None
    return answer_pulse(author=author, contract_id=contract.pk, figures=FIGURES, on=on, meeting_id=meeting_id)


def change(actor: Actor, contract: Contract, *, within: str = "yes") -> ChangeEntry:
    """A price that goes up."""
    given = Change("price", "Timepris opp 3 %", "Tariff", Side.SUPPLIER, 1_000_000, None, "", within, "Indeksklausul")
    return propose_change(actor=actor, contract_id=contract.pk, change=given, on=TODAY)


@dataclass(frozen=True, slots=True)
class Talk:
    """A planned meeting, an open decision of one that was held, what the buyer expects, a change, and minutes spent."""

    meeting: Meeting
    decision: MeetingDecision
    expectation: Expectation
    change: ChangeEntry
    time: TimeEntry


def talk(actor: Actor, contract: Contract) -> Talk:
    """One of each."""
    earlier = held(actor, planned(actor, contract, kind="start", day=TODAY - timedelta(days=40)))
    about = contract.pk
    return Talk(
        planned(actor, contract, "goal", "chain", kind="closing"),
        earlier.decisions.get(),
        write_expectation(author=actor, contract_id=about, text="Svar innen en uke", on=TODAY),
        change(actor, contract),
        spend_time(actor=actor, contract_id=about, activity="meeting", minutes=60, on=TODAY),
    )
