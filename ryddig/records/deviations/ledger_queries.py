"""Reading the money of deviations: claims with their ledgers, repayments, and sums of a contract and of the buyer."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from ryddig.records.accounts.scope import ScopedQuerySet, Viewer
from ryddig.records.deviations.ledger import balance_of
from ryddig.records.deviations.ledger_models import LedgerEntry, MoneyClaim, Repayment
from ryddig.records.deviations.models import Deviation


@dataclass(frozen=True, slots=True)
class MoneyTotals:
    """Whole øre. `owed_ore`: what workers lack in deviations that were not withdrawn; `paid_back_ore`: documented."""

    deviations: int
    owed_ore: int
    paid_back_ore: int
    held_ore: int


def claims_of(viewer: Viewer, deviation: Deviation) -> ScopedQuerySet[MoneyClaim]:
    """Terms in use, each with its ledger; two queries."""
    rows = MoneyClaim.objects.visible_to(viewer).filter(deviation=deviation)
    return (
        rows.select_related("decision", "deviation", "term", "actor")
        .prefetch_related("entries__actor")
        .order_by("number")
    )


def repayments_of(viewer: Viewer, deviation: Deviation) -> ScopedQuerySet[Repayment]:
    """What workers got back, in the order it was documented."""
    rows = Repayment.objects.visible_to(viewer).filter(deviation=deviation)
    return rows.select_related("actor", "evidence").order_by("number")


def totals_of(viewer: Viewer, *, contract_id: int | None = None) -> MoneyTotals:
    """The sums of one contract or of everything the viewer sees; two queries however much there is."""
    rows = Deviation.objects.visible_to(viewer).exclude(state=Deviation.State.WITHDRAWN)
    entries = LedgerEntry.objects.visible_to(viewer)
    if contract_id is not None:
        rows = rows.filter(contract_id=contract_id)
        entries = entries.filter(claim__deviation__contract_id=contract_id)
    sums = rows.aggregate(owed=Sum("owed_ore"), paid=Sum("paid_back_ore"))
    kinds = dict(entries.order_by().values_list("kind").annotate(Sum("ore")))
    held = kinds.get(LedgerEntry.Kind.DEDUCTED, 0) - kinds.get(LedgerEntry.Kind.RELEASED, 0)
    return MoneyTotals(rows.count(), sums["owed"] or 0, sums["paid"] or 0, held)


def to_pay_out(viewer: Viewer, *, contract_id: int, on: date) -> int:
    """Øre that are held without ground on a contract today, and must be paid out."""
    claims = MoneyClaim.objects.visible_to(viewer).filter(deviation__contract_id=contract_id)
    rows = claims.select_related("decision", "deviation").prefetch_related("entries")
    return sum(balance_of(claim, on=on).to_pay_out_ore for claim in rows)
