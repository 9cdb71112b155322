"""A conflict of interest: declared by the person or set by one who may, lifted by somebody else.

Declaring is open to everybody, about themselves: forvaltningsloven § 8 lets each judge their own impartiality first.
Lifting is for the coordinator and the leader, and never about oneself.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, may, require
from ryddig.records.accounts.blocking import Blocks
from ryddig.records.accounts.models import Membership, User
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts import events
from ryddig.records.contracts.models import Conflict, Contract, Supplier


def blocks_in(people: Collection[int], organisation_id: int) -> Mapping[int, Blocks]:
    """Person -> what they are kept out of, for those who have a conflict, in one query."""
    rows = Conflict.objects.unscoped("what keeps an actor out, while the actor is being made")
    rows = rows.filter(organisation_id=organisation_id, user_id__in=people, lifted_on=None)
    found: dict[int, list[tuple[int | None, int | None, int | None]]] = {}
    columns = ("user_id", "contract_id", "supplier_id", "supplier__contract_links__contract_id")
    for user, *things in rows.values_list(*columns):
        found.setdefault(user, []).append((things[0], things[1], things[2]))
    return {user: _blocks(things) for user, things in found.items()}


def _blocks(things: Iterable[tuple[int | None, int | None, int | None]]) -> Blocks:
    """Of contract, supplier, and a contract of that supplier."""
    contracts, suppliers = set[int | None](), set[int | None]()
    for contract, supplier, supplied in things:
        contracts |= {contract, supplied}
        suppliers.add(supplier)
    return Blocks(
        frozenset(one for one in contracts if one is not None), frozenset(one for one in suppliers if one is not None)
    )


def conflicts_of(viewer: Actor) -> ScopedQuerySet[Conflict]:
    """Open conflicts: one's own, and everybody's for those who may set them."""
    rows = Conflict.objects.visible_to(viewer).filter(lifted_on=None)
    if not may(viewer, Action.SET_CONFLICT, Case(viewer.organisation_id)):
        rows = rows.filter(user_id=viewer.user_id)
    return rows.select_related("user", "contract", "supplier", "declared_by").order_by("user__first_name", "id")


@transaction.atomic
def declare_conflict(
    *, actor: Actor, user_id: int, ground: str, on: date, contract_id: int | None = None, supplier_id: int | None = None
) -> Conflict:
    """Keep a person out of a contract or a supplier from now on. The same again changes nothing.

    Raises NotAllowed for another person's without the right, UserCanFix for an unknown ground or nothing named.
    """
    if user_id != actor.user_id:
        require(actor, Action.SET_CONFLICT, Case(actor.organisation_id))
        if not Membership.objects.visible_to(actor).filter(user_id=user_id).exists():
            raise User.DoesNotExist
    if ground not in Conflict.Ground.values or (contract_id is None) == (supplier_id is None):
        raise UserCanFix("conflict.incomplete", N_("Choose what the conflict is in, and what it rests on."))
    contract = Contract.objects.visible_to(actor).get(id=contract_id) if contract_id is not None else None
    supplier = Supplier.objects.visible_to(actor).get(id=supplier_id) if supplier_id is not None else None
    row, new = Conflict.objects.visible_to(actor).get_or_create(
        user_id=user_id,
        contract=contract,
        supplier=supplier,
        lifted_on=None,
        defaults={
            "organisation_id": actor.organisation_id,
            "ground": ground,
            "declared_by_id": actor.user_id,
            "declared_on": on,
        },
    )
    if new:
        record_event(_entry(events.CONFLICT_DECLARED, row), actor=actor, on=on)
    return row


@transaction.atomic
def lift_conflict(*, actor: Actor, conflict_id: int, on: date) -> None:
    """Let the person take part again. Raises UserCanFix for one's own, and for one that is lifted already."""
    row = Conflict.objects.visible_to(actor).select_for_update(no_key=True, of=("self",)).get(id=conflict_id)
    require(actor, Action.SET_CONFLICT, Case(actor.organisation_id))
    if row.user_id == actor.user_id:
        text = N_("Nobody lifts their own conflict of interest.")
        raise UserCanFix("conflict.own", text, hint=N_("Ask the coordinator or the leader."))
    if row.lifted_on is not None:
        raise UserCanFix("conflict.lifted", N_("This conflict of interest is lifted already."))
    row.lifted_by_id, row.lifted_on = actor.user_id, on
    row.save(update_fields=["lifted_by", "lifted_on"])
    record_event(_entry(events.CONFLICT_LIFTED, row), actor=actor, on=on)


def _entry(event: EventType, row: Conflict) -> Entry:
    """Of the thing, so that it stands in its history. Why is left out: it is about a person."""
    subject, id_ = ("contract", row.contract_id) if row.contract_id is not None else ("supplier", row.supplier_id)
    return Entry(event, subject, id_ or 0, details={"user": row.user_id, "conflict": row.pk})


def conflicts_about(viewer: Actor, contract_id: int, suppliers: Collection[int]) -> ScopedQuerySet[Conflict]:
    """Open conflicts that the viewer may see in one contract or its suppliers."""
    return conflicts_of(viewer).filter(Q(contract_id=contract_id) | Q(supplier_id__in=list(suppliers)))
