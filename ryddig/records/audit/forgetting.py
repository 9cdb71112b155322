"""Forgetting on time: each kind's shredder is run, and what it took leaves a receipt and an event."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ryddig.records.accounts.access import Action, Actor, Case, Machine, require
from ryddig.records.accounts.personal_kinds import PersonalKind, due_by_organisation, personal_kinds
from ryddig.records.audit import events
from ryddig.records.audit.models import ShredReceipt
from ryddig.records.audit.services import Entry, record_event

SHOWN = 100


def forget(kind: PersonalKind, on: date) -> int:
    """Shred what is due of one kind, for every organisation, and write each a receipt. Returns how many rows."""
    if kind.shred is None:
        return 0
    before = due_by_organisation(kind, on)
    kind.shred(on)
    after = due_by_organisation(kind, on) if before else {}
    gone = {organisation: number - after.get(organisation, 0) for organisation, number in before.items()}
    for organisation, number in gone.items():
        if number > 0:
            _receipt(kind, organisation, number=number, on=on)
    return sum(gone.values())


@transaction.atomic
def _receipt(kind: PersonalKind, organisation: int, *, number: int, on: date) -> None:
    row = ShredReceipt.objects.create(organisation_id=organisation, kind=kind.code, number=number, on=on)
    details = {"kind": kind.code, "number": number}
    entry = Entry(events.PERSONAL_SHREDDED, "receipt", row.pk, details=details)
    record_event(entry, actor=Machine(organisation), on=on)


@dataclass(frozen=True, slots=True)
class Standing:
    """One kind as it stands with one buyer: how many rows are due today."""

    kind: PersonalKind
    due: int


def standing(actor: Actor, on: date) -> list[Standing]:
    """Every kind, with what is due with the actor's buyer."""
    require(actor, Action.MIND_PRIVACY, Case(actor.organisation_id))
    mine = actor.organisation_id
    return [Standing(kind, due_by_organisation(kind, on).get(mine, 0)) for kind in personal_kinds()]


def receipts(actor: Actor) -> list[ShredReceipt]:
    """The newest receipts of the actor's buyer."""
    require(actor, Action.MIND_PRIVACY, Case(actor.organisation_id))
    return list(ShredReceipt.objects.visible_to(actor).order_by("-on", "-id")[:SHOWN])
