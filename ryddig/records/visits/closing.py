"""A visit is closed: looked through, written once as a report, and what it found is proposed as deviations."""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Final

from django.db import transaction

from ryddig.domain.decision import Outcome
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book, Status
from ryddig.domain.law_library import SiteCheck
from ryddig.domain.screening import Screener
from ryddig.domain.serial import plain
from ryddig.domain.site_visit import PointAnswer, SeenPoint, SiteVisit, remarks
from ryddig.domain.words import N_, Message
from ryddig.records.accounts.access import Actor
from ryddig.records.deviations.models import Origin
from ryddig.records.deviations.services import Found, propose_deviation
from ryddig.records.followup.models import ContractDuty, PlanItem
from ryddig.records.followup.services import finish_plan_item
from ryddig.records.visits import events
from ryddig.records.visits.facts import visit_facts
from ryddig.records.visits.models import Visit, VisitField, VisitPhoto, VisitReport
from ryddig.records.visits.services import last_personal_day, locked, need_running, record

NOT_OFFICIAL, NO_TERM, NOT_CONFIRMED = "not_official", "no_term", "term_not_confirmed"
_TITLES: Final[Mapping[bool, str]] = {
    True: N_("On-site control, %(code)s %(name)s: %(said)s"),
    False: N_("On-site control, %(code)s: %(said)s"),
}


def facts_now(actor: Actor, visit: Visit, book: Book) -> SiteVisit:
    """The visit as it stands now."""
    fields = VisitField.objects.visible_to(actor).filter(visit=visit).order_by("id")
    photos = VisitPhoto.objects.visible_to(actor).filter(visit=visit).count()
    return visit_facts(visit, fields, book=book, photos=photos)


@transaction.atomic
def close_visit(*, actor: Actor, visit_id: int, screener: Screener, on: date) -> VisitReport:
    """Write the report and propose the deviations. Raises UserCanFix while something must be mended first."""
    visit, book = locked(actor, visit_id), screener.book
    need_running(visit)
    seen = facts_now(actor, visit, book)
    stop = next((one for one in remarks(seen, book, signers=visit.signers) if one.stops), None)
    if stop is not None:
        raise UserCanFix("visit.not_ready", stop.text.text, hint=_CURE, params=stop.text.params)
    facts = plain(seen)
    digest = sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    report = VisitReport.objects.create(
        organisation_id=visit.organisation_id,
        visit=visit,
        facts=facts,
        sha256=digest,
        lawbook_version=book.version,
        closed_by_id=actor.user_id,
        on=on,
    )
    visit.state, visit.ended_on, visit.ended_by_id = Visit.State.CLOSED, on, actor.user_id
    visit.personal_until = last_personal_day(on)
    visit.save()
    found = [point for point in seen.points if point.answer is PointAnswer.DEVIATION]
    record(events.VISIT_CLOSED, visit, by=actor, on=on, details={"sha256": digest, "deviations": len(found)})
    for point in found:
        _propose(actor, visit, point, book=book, on=on)
    _finish_item(actor, visit, screener, on=on)
    return report


_CURE: Final = N_("Mend it on the telephone or here, send it, and close the visit again.")


def _propose(actor: Actor, visit: Visit, point: SeenPoint, *, book: Book, on: date) -> None:
    check = book.library.site_checks.get(point.code)
    rule, why = _ground(actor, visit, check, on=visit.opened_on or on)
    name = check.name.in_language(actor.language) if check is not None else ""
    text = Message(_TITLES[bool(name)], {"code": point.code, "name": name, "said": point.note})
    found = Found(
        origin=Origin.VISIT_ITEM,
        origin_id=visit.pk,
        key=f"visit:{visit.pk}:{point.code}",
        rule=rule,
        text=text,
        certain=not why,
        why=why,
        lawbook_version=book.version,
    )
    propose_deviation(author=actor, contract_id=visit.contract_id, found=found, on=on)


def _ground(actor: Actor, visit: Visit, check: SiteCheck | None, *, on: date) -> tuple[str, str]:
    """The requirement on this contract that the point is about, and why it is no certain ground; empty when it is."""
    if check is None:
        return "", NO_TERM
    rows = ContractDuty.objects.visible_to(actor).filter(contract_id=visit.contract_id, rule__in=check.rules)
    duties = sorted(rows.filter(outcome=Outcome.APPLIES.value), key=lambda row: check.rules.index(row.rule))
    confirmed = [row for row in duties if row.in_contract == ContractDuty.InContract.YES]
    chosen = next(iter((*confirmed, *duties)), None)
    if chosen is None:
        return check.id, NO_TERM
    entry = check.series.at(on)
    if entry is None or entry.status is not Status.OFFICIAL:
        return chosen.rule, NOT_OFFICIAL
    return chosen.rule, "" if confirmed and chosen.may_sanction else NOT_CONFIRMED


def _finish_item(actor: Actor, visit: Visit, screener: Screener, *, on: date) -> None:
    item = visit.plan_item
    if item is not None and item.state == PlanItem.State.PLANNED:
        finish_plan_item(actor=actor, item_id=item.pk, screener=screener, on=on)
