"""The three kinds of controls as an external auditor is shown them: what it is about, what was found, and its files."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext

from ryddig.office import shown_pay_run
from ryddig.office.desk import Desk
from ryddig.records.evidence.models import Evidence
from ryddig.records.followup import pay_queries
from ryddig.records.reviews.audit_models import AuditCallOff
from ryddig.records.reviews.models import ReviewItem
from ryddig.records.reviews.review_queries import files_of_review
from ryddig.records.visits.queries import photos_of, visit_of
from ryddig.reports.formats import day


@dataclass(frozen=True, slots=True)
class ShownControl:
    """One control. `lines`: names and values of what it is about and what was found."""

    name: str
    lines: tuple[tuple[str, str], ...]
    files: tuple[Evidence, ...]


def control_of(row: AuditCallOff, desk: Desk) -> ShownControl:
    """The control that the audit was ordered for. Raises ObjectDoesNotExist when it is gone."""
    return _KINDS[row.control_kind](row, desk)


def _pay_control(row: AuditCallOff, desk: Desk) -> ShownControl:
    control = pay_queries.pay_control_of(desk.actor, row.contract_id, row.control_id)
    run = pay_queries.newest_run(desk.actor, control)
    found = {one.evidence_id: one.evidence for one in pay_queries.files_of(desk.actor, control)}
    lines: list[tuple[str, str]] = []
    if run is not None:
        found |= pay_queries.evidence_names(desk.actor, run)
        decided = pay_queries.how_many_decided(desk.actor, run, pay_queries.decisions_of(desk.actor, control))
        lines = [*((one.name, one.value) for one in shown_pay_run.sums(run)[0]), *shown_pay_run.counts(run, decided)]
    name = gettext("Pay control %(period)s") % {"period": shown_pay_run.period(control)}
    return ShownControl(name, tuple(lines), _kept(found.values()))


def _review(row: AuditCallOff, desk: Desk) -> ShownControl:
    items = ReviewItem.objects.visible_to(desk.actor).filter(review_id=row.control_id, review__contract=row.contract)
    rows = list(items.select_related("review").order_by("position"))
    lines = [(desk.teller.name(item.document), gettext(item.get_outcome_display())) for item in rows]
    files = (one.evidence for one in files_of_review(desk.actor, row.control_id))
    return ShownControl(gettext("Document review"), tuple(lines), _kept(files))


def _visit(row: AuditCallOff, desk: Desk) -> ShownControl:
    visit = visit_of(desk.actor, row.contract_id, row.control_id)
    lines = ((gettext("Place"), visit.place), (gettext("Day"), day(visit.opened_on or visit.planned_on)))
    return ShownControl(gettext("On-site control"), lines, _kept(one.evidence for one in photos_of(desk.actor, visit)))


def _kept(rows: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(one for one in rows if one.shredded_on is None)


_KINDS: Final[Mapping[str, Callable[[AuditCallOff, Desk], ShownControl]]] = {
    "pay_control": _pay_control,
    "document_review": _review,
    "visit": _visit,
}
