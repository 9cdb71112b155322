"""Letters on the page of a deviation: sent, being written, and those that can be written now; and the money."""

from typing import Any

from ryddig.office.desk import Desk
from ryddig.records.accounts.access import Action
from ryddig.records.deviations.ledger_queries import claims_of, repayments_of
from ryddig.records.deviations.letter_queries import drafts_of, letters_of
from ryddig.records.deviations.letters import open_kinds
from ryddig.records.deviations.models import Deviation


def context(desk: Desk, deviation: Deviation) -> dict[str, Any]:
    """What `office/letters/of_deviation.html` reads."""
    drafts = list(drafts_of(desk.actor, deviation.pk))
    begun = {draft.kind for draft in drafts}
    may = desk.may(Action.WRITE_SUPPLIER, deviation.contract.unit_id)
    return {
        "letters": list(letters_of(desk.actor, deviation.pk)),
        "drafts": drafts if may else [],
        "letter_kinds": [kind for kind in open_kinds(deviation) if kind not in begun] if may else [],
        "claims_count": claims_of(desk.actor, deviation).count(),
        "repayments_count": repayments_of(desk.actor, deviation).count(),
    }
