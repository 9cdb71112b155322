"""On-site controls for tests: planned by Kari, carried out by Kari and Petter, filled in as their telephones would."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from ryddig.records.accounts.access import Actor
from ryddig.records.contracts.models import Contract
from ryddig.records.visits import closing, receiving, services
from ryddig.records.visits.models import Visit, VisitField, VisitReport
from ryddig.records.visits.receiving import Received, Typed
from ryddig.reports.law import law_for
from tests.cast import TODAY, Cast

WHY: Final = "the tests look at everything"
QUESTIONS: Final = frozenset({"employer", "pay"})
CREW, CARD, TALK = "crew.aaaaaaaa", "card.bbbbbbbb", "talk.cccccccc"
SEEN: Final[Mapping[str, str]] = {
    "visit.arrived": "09:00",
    f"{CREW}.firm": "Ren Luft AS",
    f"{CREW}.hour": "09:15",
    f"{CREW}.listed": "4",
    f"{CREW}.seen": "6",
    f"{CARD}.shown": "yes",
    f"{CARD}.valid": "no",
    f"{CARD}.firm": "Ren Luft AS",
    f"{CARD}.last": "4321",
    f"{TALK}.language": "pl",
    f"{TALK}.q.pay": "180 kr",
    "point.SITE-01.answer": "deviation",
    "point.SITE-01.note": "To flere enn listen.",
    "point.SITE-02.answer": "deviation",
    "point.SITE-02.note": "Ett kort var utløpt.",
    "point.SITE-03.answer": "ok",
    "point.SITE-04.answer": "not_applicable",
    "sign.first.name": "Kari",
    "sign.second.drawn": "10,10 20,20",
    "sign.site.name": "Ola Driftsleder",
}
"""Signatures last, as people do it."""


def plan(cast: Cast, **more: Any) -> services.VisitPlan:
    """An unannounced visit today by Kari and Petter."""
    told: dict[str, Any] = {"place": "Fjordvik skole", "announced": False, "planned_on": TODAY}
    people = {"first_id": cast.kari.user_id, "second_id": cast.petter.user_id}
    return services.VisitPlan(**{**told, **people, **more})


def planned(cast: Cast, contract: Contract, **more: Any) -> Visit:
    """A visit that Kari has planned."""
    made = plan(cast, **more)
    return services.plan_visit(actor=cast.kari, contract_id=contract.pk, plan=made, book=law_for([]).book, on=TODAY)


def send(
    actor: Actor, visit: Visit, values: Mapping[str, str], *, device: str = "kari", serial: int = 100, base: int = 0
) -> Received:
    """A telephone sends these fields, written one millisecond after the other."""
    typed = [Typed(key, value, base, serial + place) for place, (key, value) in enumerate(values.items())]
    return receiving.receive_fields(
        actor=actor, visit_id=visit.pk, device=device, typed=typed, questions=QUESTIONS, on=TODAY
    )


def close(actor: Actor, visit: Visit, *, on: date = TODAY) -> VisitReport:
    """Close it under the real book."""
    return closing.close_visit(actor=actor, visit_id=visit.pk, screener=law_for([]).screener, on=on)


def done(cast: Cast, contract: Contract) -> Visit:
    """A visit with two deviations, closed."""
    visit = planned(cast, contract)
    send(cast.kari, visit, SEEN)
    close(cast.kari, visit)
    return now(visit)


def now(visit: Visit) -> Visit:
    """The row as it stands."""
    return Visit.objects.unscoped(WHY).get(id=visit.pk)


def value(visit: Visit, key: str) -> str:
    """What a field says."""
    return VisitField.objects.unscoped(WHY).get(visit=visit, key=key).value


def later(days: int) -> date:
    """So many days after today."""
    return TODAY + timedelta(days=days)
