"""What a round of look-ups gave, stored whole: answers, signals, and what they do to the contracts' risk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from ryddig.domain.errors import RyddigError
from ryddig.domain.evidence_case import EvidenceCase
from ryddig.domain.screening import Screener
from ryddig.records.accounts.access import Machine
from ryddig.records.contracts.services import lock_organisation
from ryddig.records.followup.register_risk import apply_signals
from ryddig.records.lookups.case_steps import Told, finish_step
from ryddig.records.lookups.facts import Answered, Failed
from ryddig.records.lookups.models import RegisterCase
from ryddig.records.lookups.signals import Judged, keep_signals
from ryddig.records.lookups.storing import Kept, keep_answers, keep_failures


@dataclass(frozen=True, slots=True)
class FirmOutcome:
    """What came of asking about one firm of a buyer: answers, tries in vain, and what they give reason to ask."""

    supplier_id: int
    answers: Sequence[Answered] = ()
    failed: Sequence[Failed] = ()
    judged: Judged = field(default_factory=Judged)


@dataclass(frozen=True, slots=True)
class RoundStored:
    """How much was new: answers with something new, signals opened and cleared, contracts whose risk was answered
    anew."""

    new: int = 0
    opened: int = 0
    cleared: int = 0
    contracts: int = 0

    def __add__(self, other: "RoundStored") -> "RoundStored":
        return RoundStored(
            self.new + other.new,
            self.opened + other.opened,
            self.cleared + other.cleared,
            self.contracts + other.contracts,
        )


@dataclass(frozen=True, slots=True)
class CaseTold:
    """A request for evidence as the worker took it on, the case after the step, and what was answered."""

    row: RegisterCase
    case: EvidenceCase
    answers: Sequence[Told]


@transaction.atomic
def store_outcomes(outcomes: Sequence[FirmOutcome], *, author: Machine, screener: Screener, on: date) -> RoundStored:
    """Store what came of asking about some firms of one buyer, all or nothing. Storing the same again changes nothing
    but how fresh it is."""
    lock_organisation(author)
    kept = keep_answers([answer for one in outcomes for answer in one.answers], author=author, on=on)
    keep_failures([failed for one in outcomes for failed in one.failed], author=author)
    judged = {one.supplier_id: one.judged for one in outcomes if one.judged.settled}
    version = screener.book.version
    changed = keep_signals(judged, kept, author=author, lawbook_version=version, on=on)
    contracts = apply_signals(author=author, screener=screener, on=on, suppliers=changed.suppliers)
    return RoundStored(len(kept.earlier), len(changed.opened), len(changed.cleared), len(contracts))


@transaction.atomic
def store_case_answers(
    told: CaseTold, judged: Judged, *, author: Machine, screener: Screener, failure: RyddigError | None, on: date
) -> None:
    """Keep what came of a request for evidence, and what it does to the risk of the contract it was asked for."""
    lock_organisation(author)
    if finish_step(told.row, told.case, told.answers, failure=failure, on=on):
        version = screener.book.version
        changed = keep_signals({told.row.supplier_id: judged}, Kept(), author=author, lawbook_version=version, on=on)
        apply_signals(author=author, screener=screener, on=on, suppliers=changed.suppliers)


@transaction.atomic
def store_late_effects(*, author: Machine, screener: Screener, on: date) -> int:
    """Let signals that stand count in contracts that have come since. Returns how many contracts."""
    return len(apply_signals(author=author, screener=screener, on=on))
