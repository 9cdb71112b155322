"""The supplier's chain as the portal shows it: each firm with its answer, without what the buyer alone should see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ryddig.domain.chain_tree import tree
from ryddig.records.reviews.chain import links_of
from ryddig.records.reviews.chain_models import ChainFirm
from ryddig.reports.labels import label
from ryddig.reports.telling import Teller

COLOURS: Final = {"asked": "info", "approved": "success", "refused": "danger", "ended": "neutral"}


@dataclass(frozen=True, slots=True)
class ShownFirm:
    """A firm. `day`: when it was asked for, decided or ended. `rule`, `clause`, `reason`: what the answer rests on."""

    id: int
    name: str
    orgnr: str
    state: str
    colour: str
    role: str
    task: str
    under: str
    depth: int
    day: date
    answer_by: date | None
    rule: str
    clause: str
    reason: str
    live: bool


def firms(rows: Sequence[ChainFirm], teller: Teller, *, supplier: str) -> list[ShownFirm]:
    """Firms in the chain under the supplier or those they work for; then those that are out of it, the newest first."""
    living = {str(row.pk): row for row in rows if row.is_live}
    branches = [branch for branch in tree(links_of(list(living.values()))) if branch.firm in living]
    past = [row for row in reversed(rows) if not row.is_live]
    return [
        *(_firm(living[branch.firm], teller, supplier=supplier, depth=min(branch.depth, 5)) for branch in branches),
        *(_firm(row, teller, supplier=supplier, depth=0) for row in past),
    ]


def _firm(row: ChainFirm, teller: Teller, *, supplier: str, depth: int) -> ShownFirm:
    refused = row.state == ChainFirm.State.REFUSED
    return ShownFirm(
        id=row.pk,
        name=row.supplier.name,
        orgnr=row.supplier.orgnr or "",
        state=label("chain_state", row.state),
        colour=COLOURS[row.state],
        role=label("chain_role", row.role),
        task=row.task,
        under=row.under.supplier.name if row.under is not None else supplier,
        depth=depth,
        day=row.ended_on or row.decided_on or row.asked_on,
        answer_by=row.answer_by if row.state == ChainFirm.State.ASKED else None,
        rule=teller.name(row.rule) if row.rule and refused else "",
        clause=row.clause if refused else "",
        reason=row.reason,
        live=row.is_live,
    )
