"""Deviations in the tests: something proposed, one opened from the worked example, something read in the contract."""

from dataclasses import dataclass
from typing import Any, Final

from ryddig.domain.law import Book
from ryddig.domain.words import Message
from ryddig.records.accounts.access import Actor
from ryddig.records.contracts.models import Contract
from ryddig.records.deviations import services
from ryddig.records.deviations.models import AgreedTerm, Deviation, DeviationProposal, Origin
from ryddig.reports.law import law_for
from tests.cast import TODAY

PAY: Final = "r2026.5e_1.pay"
OWED: Final = 700_128


@dataclass(frozen=True, slots=True)
class Deviations:
    """Rows of one contract: `row` is open, `proposal` waits, `term` is what somebody read."""

    row: Deviation
    proposal: DeviationProposal
    term: AgreedTerm


def book() -> Book:
    """The real book."""
    return law_for([]).book


def found(key: str = "q.pay:1", **more: Any) -> services.Found:
    """Pay under the rate, for certain."""
    told: dict[str, Any] = {
        "origin": Origin.SELF_REPORT,
        "origin_id": 1,
        "key": key,
        "rule": PAY,
        "text": Message("Lowest pay is NOK %(found)s; the rate is NOK %(due)s.", {"found": 21_000, "due": 24_900}),
        "certain": True,
        "owed_ore": OWED,
        "workers": 1,
    }
    return services.Found(**{**told, **more})


def proposed(actor: Actor, contract: Contract, key: str = "q.pay:1", **more: Any) -> DeviationProposal:
    """A proposal."""
    return services.propose_deviation(author=actor, contract_id=contract.pk, found=found(key, **more), on=TODAY)


def opening(**more: Any) -> services.Opening:
    """What a person says of it."""
    told: dict[str, Any] = {
        "title": "Lønn under minstesatsen",
        "what": "Laveste timelønn er 210 kroner. Satsen er 249.",
        "rule": PAY,
        "clause": "Bilag 4, punkt 2",
        "certain": True,
        "workers": 1,
        "owed_ore": OWED,
    }
    return services.Opening(**{**told, **more})


def opened(actor: Actor, contract: Contract, **more: Any) -> Deviation:
    """An open deviation."""
    return services.open_deviation(actor=actor, contract_id=contract.pk, opening=opening(**more), book=book(), on=TODAY)


def deviations(actor: Actor, contract: Contract) -> Deviations:
    """A little of everything."""
    term = services.agree_term(
        actor=actor,
        contract_id=contract.pk,
        rule="sanctions.termination",
        place="Punkt 15",
        book=book(),
        on=TODAY,
    )
    return Deviations(opened(actor, contract), proposed(actor, contract), term)
