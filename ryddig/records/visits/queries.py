"""Reading visits: the viewer first, always scoped."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction

from ryddig.records.accounts.access import Action, Actor, Case, may
from ryddig.records.accounts.models import Membership, User
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.contracts.models import Contract, ContractSupplier
from ryddig.records.visits import events
from ryddig.records.visits.facts import for_phone, listed
from ryddig.records.visits.models import Visit, VisitField, VisitPhoto, VisitReport
from ryddig.records.visits.services import may_carry_out, record

RUNNING: Final = (Visit.State.PLANNED, Visit.State.OPEN)
NEAR: Final = timedelta(days=7)


def visits_of(viewer: Actor, contract_id: int) -> ScopedQuerySet[Visit]:
    """Visits of one contract, the newest day first."""
    rows = Visit.objects.visible_to(viewer).filter(contract_id=contract_id)
    return rows.select_related("first", "second", "ended_by").order_by("-planned_on", "-id")


def visit_of(viewer: Actor, contract_id: int, visit_id: int) -> Visit:
    """One visit of the contract."""
    return visits_of(viewer, contract_id).select_related("contract__unit").get(id=visit_id)


def visit_on_phone(viewer: Actor, visit_id: int) -> Visit:
    """One visit, with its contract."""
    return Visit.objects.visible_to(viewer).select_related("contract__unit", "first", "second").get(id=visit_id)


def visits_near(viewer: Actor, *, on: date) -> ScopedQuerySet[Visit]:
    """Visits that are planned within a week, or have passed and are not closed: soonest first."""
    rows = Visit.objects.visible_to(viewer).filter(state__in=RUNNING, planned_on__lte=on + NEAR)
    return rows.select_related("contract__unit", "first", "second").order_by("planned_on", "id")


def values_of(viewer: Actor, visit: Visit) -> dict[str, str]:
    """What the fields say, by key, in the order they were begun."""
    rows = VisitField.objects.visible_to(viewer).filter(visit=visit).order_by("id")
    return dict(rows.values_list("key", "value"))


def fields_for_phone(viewer: Actor, visit: Visit) -> dict[str, dict[str, Any]]:
    """The fields as a telephone gets them."""
    rows = list(VisitField.objects.visible_to(viewer).filter(visit=visit).order_by("id"))
    names = {user.pk: str(user) for user in User.objects.filter(id__in={row.by_id for row in rows})}
    return {row.key: for_phone(row, names) for row in rows}


def photos_of(viewer: Actor, visit: Visit) -> list[VisitPhoto]:
    """Photos of the visit, first taken first."""
    rows = VisitPhoto.objects.visible_to(viewer).filter(visit=visit)
    return list(rows.select_related("evidence", "by").order_by("id"))


def report_of(viewer: Actor, visit: Visit) -> VisitReport | None:
    """The report of a visit that is closed."""
    return VisitReport.objects.visible_to(viewer).filter(visit=visit).select_related("closed_by").first()


def reports_of(viewer: Actor, visits: Iterable[Visit]) -> list[VisitReport]:
    """Reports of these visits."""
    return list(VisitReport.objects.visible_to(viewer).filter(visit__in=[visit.pk for visit in visits]))


def may_read_talks(viewer: Actor, visit: Visit) -> bool:
    """The visit's controllers, and the few whose role says so."""
    case = Case.of(visit.contract)
    return viewer.user_id in visit.controllers or bool(may(viewer, Action.READ_TALKS, case))


@transaction.atomic
def talks_of(viewer: Actor, visit: Visit, *, on: date) -> list[dict[str, str]]:
    """What workers told. That somebody read it stands in the chain."""
    talks = listed("talk", values_of(viewer, visit))
    if talks:
        record(events.TALKS_READ, visit, by=viewer, on=on, details={"talks": len(talks)})
    return talks


def controllers_for(viewer: Actor, contract: Contract) -> Mapping[int, str]:
    """People of the organisation who may carry out a visit on the contract: id -> name."""
    rows = Membership.objects.visible_to(viewer).filter(user__is_active=True).select_related("user")
    people = {row.user_id: str(row.user) for row in rows}
    kept = {user: name for user, name in people.items() if may_carry_out(user, contract)}
    return dict(sorted(kept.items(), key=lambda pair: pair[1]))


def firms_of(viewer: Actor, contract_id: int) -> list[str]:
    """Names of the firms that are known on the contract."""
    links = ContractSupplier.objects.visible_to(viewer).filter(contract_id=contract_id).select_related("supplier")
    return list(dict.fromkeys(link.supplier.name for link in links.order_by("id")))
