"""Answers of registers and what they give reason to ask, as the worker hands them to the records."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from ryddig.domain.words import Message
from ryddig.records.accounts.access import Machine
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.followup.register_rounds import FirmOutcome, RoundStored, store_outcomes
from ryddig.records.lookups.facts import Answered, Failed, Raised, digest
from ryddig.records.lookups.models import Signal
from ryddig.records.lookups.signals import Judged
from tests.cast import TODAY, screener

UNIT: Final = "enhetsregisteret"
BANKRUPT: Final = "signals.bankruptcy"
NOON: Final = datetime(TODAY.year, TODAY.month, TODAY.day, 11, tzinfo=UTC)


def answered(supplier: Supplier, content: dict[str, Any] | None = None, *, days: int = 0, **more: Any) -> Answered:
    """Enhetsregisteret about the firm, so many days from TODAY."""
    told = content if content is not None else {"navn": supplier.name, "konkurs": False}
    at = NOON + timedelta(days=days)
    given: dict[str, Any] = {"source": UNIT, "state": "found", "content": told, "facts": told, "sha256": digest(told)}
    return Answered(subject=supplier.orgnr or "", asked_at=at, answered_at=at, **{**given, **more})


def raised(kind: str = BANKRUPT, **more: Any) -> Raised:
    """A grave signal that answers yes to RM-16, as the invented book has it."""
    given: dict[str, Any] = {
        "source": UNIT,
        "severity": "hard",
        "rank": 4,
        "text": Message("%(name)s is bankrupt since %(since)s.", {"name": "Ren Luft AS", "since": TODAY}),
        "because": (),
        "mark": "2026-11-20",
        "code": "RM-16",
    }
    return Raised(kind, **{**given, **more})


def outcome(supplier: Supplier, *signals: Raised, answer: Answered | None = None, **more: Any) -> FirmOutcome:
    """An answer, and the rules it settles: bankruptcy always, and those of `signals`."""
    settled = frozenset({(BANKRUPT, None), *((one.kind, one.contract_id) for one in signals)})
    answers = (answer or answered(supplier, {"navn": supplier.name, "marks": [one.mark for one in signals]}),)
    return FirmOutcome(supplier.pk, answers, judged=Judged(signals, settled), **more)


def failed(supplier: Supplier, *, days: int = 0) -> Failed:
    """A try in vain."""
    reason = Message("%(source)s did not answer.", {"source": UNIT})
    return Failed(UNIT, supplier.orgnr or "", NOON + timedelta(days=days), "register.silent", reason)


def store(*outcomes: FirmOutcome, organisation_id: int, days: int = 0) -> RoundStored:
    """What the worker does at the end of a batch."""
    on = TODAY + timedelta(days=days)
    return store_outcomes(outcomes, author=Machine(organisation_id), screener=screener(), on=on)


def firm(contract: Contract) -> Supplier:
    """The contract's first firm."""
    link = contract.supplier_links.select_related("supplier").first()
    assert link is not None
    return link.supplier


def only_signal() -> Signal:
    """The one there is."""
    return Signal.objects.unscoped("a test looks at everything").get()
