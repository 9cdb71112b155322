"""On the day after its last one, what a supplier wrote is emptied. The step and the SHA-256 stay."""

from datetime import date

from django.db import transaction

from ryddig.records.accounts.access import Machine
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.deviations import events
from ryddig.records.deviations.models import SupplierStatement
from ryddig.records.deviations.stepping import record

BATCH = 200


def shred_statements(on: date) -> int:
    """Empty what is due, a batch in each transaction. Returns how many."""
    number = 0
    while found := _batch(on):
        number += found
    return number


def statements_due(on: date) -> ScopedQuerySet[SupplierStatement]:
    """Statements of every organisation whose last day has passed."""
    rows = SupplierStatement.objects.unscoped("every buyer's statements are shredded on their day")
    return rows.filter(keep_until__lt=on, shredded_on=None)


@transaction.atomic
def _batch(on: date) -> int:
    due = statements_due(on).select_related("step__deviation").order_by("id")
    found = list(due.select_for_update(no_key=True, of=("self",))[:BATCH])
    for row in found:
        row.text, row.shredded_on = "", on
        row.save(update_fields=["text", "shredded_on"])
        deviation = row.step.deviation
        details = {"step_number": row.step.number, "statement_hash": row.sha256}
        by = Machine(row.organisation_id)
        record(events.STATEMENT_SHREDDED, deviation, by=by, on=on, details=details)
    return len(found)
