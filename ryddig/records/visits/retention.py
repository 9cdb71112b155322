"""What is personal in a visit goes on its last day; what was found stays."""

from datetime import date
from typing import Final

from django.db import transaction

from ryddig.domain.site_fields import is_personal
from ryddig.records.accounts.access import Machine
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.visits import events
from ryddig.records.visits.models import Visit, VisitField
from ryddig.records.visits.services import record

WHY: Final = "the shredder serves every organisation"


def visits_due(on: date) -> ScopedQuerySet[Visit]:
    """Visits of every organisation whose last day has passed."""
    return Visit.objects.unscoped(WHY).filter(shredded_on=None, personal_until__lt=on)


def shred_visits_due(on: date) -> int:
    """Shred what is personal in visits whose last day has passed. Returns how many visits. For the worker: each is a
    transaction of its own."""
    ids = list(visits_due(on).order_by("id").values_list("id", flat=True))
    for visit_id in ids:
        _shred(visit_id, on)
    return len(ids)


@transaction.atomic
def _shred(visit_id: int, on: date) -> None:
    visit = Visit.objects.unscoped(WHY).select_for_update(no_key=True).get(id=visit_id)
    if visit.shredded_on is not None:
        return
    rows = VisitField.objects.unscoped(WHY).filter(visit=visit)
    personal = [pk for pk, key in rows.values_list("id", "key") if is_personal(key)]
    VisitField.objects.unscoped(WHY).filter(id__in=personal).delete()
    visit.shredded_on = on
    visit.save(update_fields=["shredded_on"])
    record(events.VISIT_SHREDDED, visit, by=Machine(visit.organisation_id), on=on, details={"fields": len(personal)})
