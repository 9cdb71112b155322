"""A person says which firm a name is, by its number, or that it has none. Remembered for every later import."""

from datetime import date

from django.db import transaction

from ryddig.domain.errors import UserCanFix
from ryddig.domain.names import take_apart
from ryddig.domain.orgnr import passes
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, require
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts import events
from ryddig.records.contracts.models import Supplier, SupplierMatch
from ryddig.records.contracts.services import lock_organisation, move_contracts


@transaction.atomic
def confirm_number(*, actor: Actor, supplier_id: int, orgnr: str, name: str, on: date) -> Supplier:
    """The name is the firm with this number, which the register calls `name`. Its contracts move to the firm, and the
    name is known from now on. Returns the firm.

    Raises UserCanFix for a number that fails its check digit, or a supplier that has one already.
    """
    row = _open(actor, supplier_id)
    if not passes(orgnr):
        text = N_("%(number)s is not a valid organisation number: nine digits, of which the last is a check digit.")
        raise UserCanFix("suppliers.wrong_number", text, hint=N_("Look it up and try again."), params={"number": orgnr})
    firm = Supplier.objects.visible_to(actor).filter(orgnr=orgnr).first()
    if firm is None:
        firm = Supplier.objects.create(
            organisation_id=actor.organisation_id,
            name=name or row.name,
            orgnr=orgnr,
            match=Supplier.Match.CONFIRMED,
            name_key=take_apart(name or row.name).core[:300],
            norwegian=True,
        )
    row.match, row.same_as, row.norwegian = Supplier.Match.CONFIRMED, firm, True
    row.save(update_fields=["match", "same_as", "norwegian"])
    _reject_proposals(actor, row, on)
    move_contracts(actor, row, firm)
    details = {"orgnr": orgnr, "supplier": row.pk, "firm": firm.pk}
    record_event(Entry(events.NUMBER_CONFIRMED, "supplier", firm.pk, details=details), actor=actor, on=on)
    return firm


@transaction.atomic
def say_not_norwegian(*, actor: Actor, supplier_id: int, on: date) -> Supplier:
    """The supplier is no Norwegian firm: it has no number here, and none is proposed any more."""
    row = _open(actor, supplier_id)
    row.norwegian, row.match = False, Supplier.Match.NONE
    row.save(update_fields=["norwegian", "match"])
    _reject_proposals(actor, row, on)
    entry = Entry(events.NOT_NORWEGIAN, "supplier", row.pk, details={"supplier": row.pk})
    record_event(entry, actor=actor, on=on)
    return row


def _open(actor: Actor, supplier_id: int) -> Supplier:
    require(actor, Action.MATCH_SUPPLIER, Case(actor.organisation_id, supplier_id=supplier_id))
    lock_organisation(actor)
    row = Supplier.objects.visible_to(actor).select_for_update(no_key=True, of=("self",)).get(id=supplier_id)
    if row.orgnr is not None or row.same_as_id is not None:
        raise UserCanFix("suppliers.has_number", N_("Somebody has already said which firm this is."))
    return row


def _reject_proposals(actor: Actor, row: Supplier, on: date) -> None:
    open_ones = SupplierMatch.objects.visible_to(actor).filter(supplier=row, state=SupplierMatch.State.PROPOSED)
    open_ones.update(state=SupplierMatch.State.REJECTED, decided_by_id=actor.user_id, decided_on=on)
