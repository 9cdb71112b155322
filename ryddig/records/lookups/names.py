"""What came of looking for the firm a name is, and a person's no to the candidates, which is remembered."""

from datetime import date

from django.db import transaction

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, require
from ryddig.records.accounts.scope import Viewer
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import Supplier
from ryddig.records.lookups import events
from ryddig.records.lookups.models import Ask

LOOKED_BACK = 20


@transaction.atomic
def reject_candidates(*, actor: Actor, supplier_id: int, on: date) -> Ask:
    """None of the firms found is the one: they are not proposed for this name again."""
    supplier = Supplier.objects.visible_to(actor).get(id=supplier_id)
    require(actor, Action.MATCH_SUPPLIER, Case(supplier.organisation_id, supplier_id=supplier.pk))
    rows = Ask.objects.visible_to(actor).filter(supplier=supplier, kind=Ask.Kind.NAME, state=Ask.State.DONE)
    ask = rows.select_for_update(no_key=True, of=("self",)).order_by("-id").first()
    if ask is None or not ask.result.get("candidates"):
        text = N_("There is no candidate to say no to.")
        raise UserCanFix("names.no_candidates", text, hint=N_("Look for the firm first."))
    numbers = [one["orgnr"] for one in ask.result["candidates"]]
    ask.result = {**ask.result, "rejected": numbers}
    ask.save(update_fields=["result"])
    details = {"supplier": supplier.pk, "numbers": ", ".join(numbers)}
    record_event(Entry(events.CANDIDATES_REJECTED, "supplier", supplier.pk, details=details), actor=actor, on=on)
    return ask


def rejected_numbers(viewer: Viewer, supplier_id: int) -> frozenset[str]:
    """Numbers that a person has said are not this name's."""
    rows = Ask.objects.visible_to(viewer).filter(supplier_id=supplier_id, kind=Ask.Kind.NAME, state=Ask.State.DONE)
    results = rows.order_by("-id").values_list("result", flat=True)[:LOOKED_BACK]
    return frozenset(number for result in results for number in result.get("rejected", ()))
