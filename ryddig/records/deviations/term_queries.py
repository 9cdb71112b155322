"""Which terms with amounts a contract has, and which sanctions are decided."""

from collections.abc import Mapping
from typing import Final

from ryddig.domain.contract_terms import TermKind
from ryddig.records.accounts.scope import ScopedQuerySet, Viewer
from ryddig.records.deviations.models import Deviation, SanctionDecision
from ryddig.records.deviations.term_models import ContractTerm

WITHHOLDING, DAILY_PENALTY = "sanctions.withholding", "sanctions.daily_penalty"
SANCTION_OF: Final[Mapping[str, str]] = {
    TermKind.WITHHOLDING.value: WITHHOLDING,
    TermKind.DAILY_PENALTY.value: DAILY_PENALTY,
    TermKind.FIXED_SUM.value: DAILY_PENALTY,
}
"""The rung of the ladder a term is used under. A sum agreed for the breach itself has no rung of its own."""


def contract_terms(viewer: Viewer, contract_id: int) -> ScopedQuerySet[ContractTerm]:
    """The terms in force, in the order they were registered."""
    return ContractTerm.objects.visible_to(viewer).filter(contract_id=contract_id, withdrawn_on=None).order_by("id")


def terms_seen(viewer: Viewer, contract_id: int) -> ScopedQuerySet[ContractTerm]:
    """The same, with who registered each."""
    return contract_terms(viewer, contract_id).select_related("registered_by")


def terms_of(viewer: Viewer, contract_id: int) -> Mapping[str, str]:
    """Where the contract gives room for a sanction with an amount: {sanction: place in the contract}."""
    found: dict[str, str] = {}
    for kind, place in contract_terms(viewer, contract_id).values_list("kind", "place"):
        if kind in SANCTION_OF:
            found.setdefault(SANCTION_OF[kind], place)
    return found


def sanction_in_force(deviation: Deviation, sanction: str) -> SanctionDecision | None:
    """The decision that counts now, confirmed by a second person."""
    rows = SanctionDecision.objects.visible_to(deviation).filter(deviation=deviation, sanction=sanction)
    return rows.filter(state=SanctionDecision.State.IN_FORCE).order_by("-id").first()
