"""Visits of a contract as the office shows them: the list, one visit, the card on the follow-up page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ryddig.domain.site_visit import PointAnswer, SiteVisit, remarks, visit_from_plain
from ryddig.intake.crew_list import CrewList
from ryddig.office.desk import Desk
from ryddig.office.step_card import DONE, QUIET, WAITING, WRONG, StepCard
from ryddig.records.accounts.access import Action
from ryddig.records.contracts.models import Contract
from ryddig.records.visits.closing import facts_now
from ryddig.records.visits.models import Visit, VisitReport
from ryddig.records.visits.queries import photos_of, report_of, values_of, visits_of
from ryddig.reports.document import Document
from ryddig.reports.formats import day, number
from ryddig.reports.visit_report import VisitSource, visit_report

COLOURS: Final = {"planned": WAITING, "open": "warning", "closed": DONE, "cancelled": QUIET}


@dataclass(frozen=True, slots=True)
class ShownVisit:
    """One visit in the list."""

    id: int
    place: str
    day: str
    announced: bool
    people: str
    state: str
    colour: str
    counted: str


@dataclass(frozen=True, slots=True)
class ShownRemark:
    """What to mend, or to know, before closing."""

    text: str
    stops: bool


def shown(visits: Iterable[Visit], reports: Iterable[VisitReport]) -> list[ShownVisit]:
    """The list, with what each closed one found."""
    found = {report.visit_id: report for report in reports}
    return [_shown(visit, found.get(visit.pk)) for visit in visits]


def _shown(visit: Visit, report: VisitReport | None) -> ShownVisit:
    return ShownVisit(
        id=visit.pk,
        place=visit.place,
        day=day(visit.opened_on or visit.planned_on),
        announced=visit.announced,
        people=", ".join(str(one) for one in (visit.first, visit.second) if one is not None),
        state=str(visit.get_state_display()),
        colour=COLOURS[visit.state],
        counted=counted(visit_from_plain(report.facts)) if report is not None else "",
    )


def counted(seen: SiteVisit) -> str:
    """How many deviations a visit found."""
    deviations = sum(point.answer is PointAnswer.DEVIATION for point in seen.points)
    if not deviations:
        return gettext("No deviation.")
    return ngettext("%(n)s deviation.", "%(n)s deviations.", deviations) % {"n": number(deviations)}


def crew_said(found: CrewList) -> str:
    """What was counted in a crew list."""
    people = sum(firm.people for firm in found.firms)
    text = ngettext("%(n)s person on the list.", "%(n)s people on the list.", people) % {"n": number(people)}
    if not found.left_out:
        return text
    left = ngettext("%(n)s row could not be read.", "%(n)s rows could not be read.", found.left_out)
    return f"{text} {left % {'n': number(found.left_out)}}"


def source_of(desk: Desk, visit: Visit) -> VisitSource:
    """What the report is made of: as it was closed, or as it stands now."""
    report = report_of(desk.actor, visit)
    return VisitSource(
        visit=visit,
        seen=visit_from_plain(report.facts) if report is not None else facts_now(desk.actor, visit, desk.book),
        values=values_of(desk.actor, visit),
        photos=tuple(photos_of(desk.actor, visit)),
        organisation=desk.organisation.name,
        sha256=report.sha256 if report is not None else "",
    )


def document_of(desk: Desk, source: VisitSource) -> Document:
    """The report, or its draft."""
    return visit_report(source, desk.teller, on=desk.on)


def shown_remarks(desk: Desk, source: VisitSource) -> list[ShownRemark]:
    """What keeps it from being closed first."""
    found = remarks(source.seen, desk.book, signers=source.visit.signers)
    return sorted((ShownRemark(desk.teller.tell(one.text), one.stops) for one in found), key=lambda one: not one.stops)


@dataclass(frozen=True, slots=True)
class ShownTalk:
    """What one worker told. `answers`: question and answer."""

    language: str
    voluntary: str
    alone: str
    answers: tuple[tuple[str, str], ...]
    note: str


def shown_talk(told: Mapping[str, str], questions: Mapping[str, str], languages: Mapping[str, str]) -> ShownTalk:
    """A talk in words."""
    said = {"yes": gettext("Yes"), "no": gettext("No")}
    answers = ((text, told.get(f"q.{name}", "")) for name, text in questions.items())
    return ShownTalk(
        language=languages.get(told.get("language", ""), ""),
        voluntary=said.get(told.get("voluntary", ""), ""),
        alone=said.get(told.get("alone", ""), ""),
        answers=tuple((text, answer) for text, answer in answers if answer),
        note=told.get("note", ""),
    )


def card(desk: Desk, contract: Contract) -> StepCard:
    """The next visit, or the last one."""
    visits = list(visits_of(desk.actor, contract.pk)[:20])
    name, url = gettext("On-site control"), reverse("office:visits", args=[contract.pk])
    running = [visit for visit in visits if not visit.is_over]
    if running:
        return _running(desk, running, name=name, url=url)
    last = next((visit for visit in visits if visit.state == Visit.State.CLOSED), None)
    if last is None:
        plan = (reverse("office:visit_new", args=[contract.pk]), gettext("Plan"))
        return StepCard(
            name, url, gettext("none yet"), do=plan if desk.may(Action.CONTROL_ON_SITE, contract.unit_id) else ()
        )
    report = report_of(desk.actor, last)
    lines = [f"{last.place}, {day(last.opened_on or last.planned_on)}."]
    if report is not None:
        lines.append(counted(visit_from_plain(report.facts)))
    return StepCard(name, url, gettext("done"), DONE, tuple(lines))


def _running(desk: Desk, running: list[Visit], *, name: str, url: str) -> StepCard:
    first = min(running, key=lambda visit: (visit.planned_on, visit.pk))
    lines = (f"{first.place}, {day(first.planned_on)}.",)
    late = first.planned_on < desk.on
    colour = WRONG if late else COLOURS[first.state]
    page = reverse("office:visit", args=[first.contract_id, first.pk])
    do = (page, gettext("Open the visit"))
    return StepCard(name, url, str(first.get_state_display()), colour, lines, len(running), do)
