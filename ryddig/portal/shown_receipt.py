"""What a supplier sees of a report it has delivered: what it said, who has read it, and what each part led to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from ryddig.domain.questionnaire import Form, Question
from ryddig.domain.self_report import DeviationProposal, Meaning
from ryddig.domain.words import N_
from ryddig.portal.frame import GuestDesk
from ryddig.records.selfreports.closing import CONTRADICTION, DIFFERENCE, MISSING, PROPOSAL, Choice
from ryddig.records.selfreports.facts import form_asked, meaning_of, report_answers
from ryddig.records.selfreports.models import SelfReportReader, SelfReportRequest
from ryddig.records.selfreports.queries import ReportPage
from ryddig.reports.answers_said import answer_said
from ryddig.reports.formats import day, moment

LEVELS = {
    "low": N_("low"),
    "medium": N_("medium"),
    "high": N_("high"),
    "not_assessed": N_("not assessed"),
}
LED_TO = {
    Choice.DEVIATION: N_("It is followed up as a deviation. You find it on your page."),
    Choice.SET_ASIDE: N_("It is no deviation."),
    Choice.ACCEPTED: N_("It is accepted as it is."),
    Choice.ASKED: N_("You will be asked about it."),
    Choice.CORRECTED: N_("The buyer has corrected its own register."),
    Choice.CONTROL: N_("It will be looked into in a control."),
    Choice.MEETING: N_("It will be taken up in the next meeting."),
}
KINDS = {
    PROPOSAL: N_("Held against law and contract"),
    MISSING: N_("Not answered"),
    CONTRADICTION: N_("Does not fit together"),
    DIFFERENCE: N_("Other than in the buyer’s register"),
}


@dataclass(frozen=True, slots=True)
class ShownReader:
    """Somebody at the buyer who has read the report, and when first."""

    name: str
    when: str


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """One thing the report led to: about what, what kind of thing, what came of it, and the buyer's reason."""

    about: str
    kind: str
    led_to: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShownSaid:
    """A question and what was answered."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything on the receipt. `outcome` is None until the buyer has gone through the report."""

    state: str
    delivered: str
    late: str
    digest: str
    readers: tuple[ShownReader, ...]
    closed: str
    points: tuple[ShownPoint, ...]
    note: str
    risk: str
    answers: tuple[ShownSaid, ...]
    persons: str
    may_reuse: bool


def receipt(page: ReportPage, desk: GuestDesk) -> Receipt:
    """The receipt of a report, as it stands today."""
    row, report, outcome = page.request, page.report, page.outcome
    late = row.delivered_on is not None and row.delivered_on > row.due_on
    return Receipt(
        state=row.state,
        delivered=day(report.delivered_on) if report is not None else "",
        late=gettext("It came after the last day, %(day)s.") % {"day": day(row.due_on)} if late else "",
        digest=report.sha256 if report is not None else "",
        readers=tuple(_reader(one) for one in page.readers),
        closed=day(outcome.on) if outcome is not None else "",
        points=tuple(_points(page, desk)),
        note=outcome.note if outcome is not None else "",
        risk=_risk(page) if outcome is not None else "",
        answers=tuple(_answers(page, desk)),
        persons=_persons(page),
        may_reuse=row.may_reuse,
    )


def _reader(row: SelfReportReader) -> ShownReader:
    return ShownReader(str(row.user), moment(row.first_at))


def _persons(page: ReportPage) -> str:
    if page.report is None:
        return ""
    persons = page.report.persons
    if persons.shredded_on is not None:
        return gettext("Answers that name persons were deleted %(day)s.") % {"day": day(persons.shredded_on)}
    return gettext("Answers that name persons are kept until %(day)s and then deleted.") % {
        "day": day(persons.keep_until)
    }


def _risk(page: ReportPage) -> str:
    if page.weighing is None:
        return ""
    before, after = (str(page.weighing.difference[name]["level"]) for name in ("before", "after"))
    told = {"before": _level(before), "after": _level(after)}
    if before == after:
        return (
            gettext("The buyer has assessed the risk of the contract anew with your answers. It is still %(after)s.")
            % told
        )
    return (
        gettext("The buyer has assessed the risk of the contract anew with your answers: from %(before)s to %(after)s.")
        % told
    )


def _level(code: str) -> str:
    return gettext(LEVELS.get(code, code))


def _points(page: ReportPage, desk: GuestDesk) -> Iterator[ShownPoint]:
    if page.outcome is None or page.weighing is None:
        return
    form, meaning = form_asked(page.request, desk.book), meaning_of(page.weighing)
    for one in page.outcome.points:
        about = _about(one, form, meaning, language=desk.language)
        kind, led_to = KINDS[one["kind"]], LED_TO[Choice(one["choice"])]
        yield ShownPoint(about, gettext(kind), gettext(led_to), str(one["reason"]))


def _about(point: Mapping[str, Any], form: Form, meaning: Meaning, *, language: str) -> str:
    """The question that it is about, in the words of the form; the cross-check's own sentence for a contradiction."""
    if point["kind"] == PROPOSAL:
        proposal: DeviationProposal = meaning.proposals[point["place"]]
        text = _question(form, proposal.question, language)
        told = {"question": text, "row": proposal.row}
        return text if proposal.row is None else gettext("%(question)s (row %(row)s)") % told
    checks = {one.id: one.text.in_language(language) for one in form.questionnaire.cross_checks}
    return checks.get(point["name"]) or _question(form, point["name"], language)


def _question(form: Form, name: str, language: str) -> str:
    found: Question | None = form.question(name)
    return found.text.in_language(language) if found is not None else gettext("The report as a whole")


def _answers(page: ReportPage, desk: GuestDesk) -> Iterator[ShownSaid]:
    if page.report is None:
        return
    form, answers = form_asked(page.request, desk.book), report_answers(page.report, desk.book)
    for question in form.questions:
        given = answers.given.get(question.id)
        if given is not None:
            said = answer_said(form, question, given.value, language=desk.language, files=page.files)
            yield ShownSaid(question.text.in_language(desk.language), said)


def receipt_plain(shown: Receipt, page: ReportPage) -> dict[str, Any]:
    """The receipt as data, to be kept by the supplier."""
    row: SelfReportRequest = page.request
    return {
        "buyer": row.contract.organisation.name,
        "contract": row.contract.reference,
        "state": row.state,
        "last_day": _iso(row.due_on),
        "delivered": _iso(row.delivered_on),
        "sha256": shown.digest,
        "read_by": [{"name": one.name, "first": one.when} for one in shown.readers],
        "closed": _iso(row.closed_on),
        "led_to": [
            {"about": one.about, "kind": one.kind, "led_to": one.led_to, "reason": one.reason} for one in shown.points
        ],
        "note": shown.note,
        "risk": shown.risk,
        "files": dict(page.files),
    }


def _iso(value: date | None) -> str:
    return value.isoformat() if value is not None else ""
