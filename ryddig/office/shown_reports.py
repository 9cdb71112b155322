"""Self-reports as the office shows them: where each stands, what the answers mean, and what needs an outcome."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ryddig.domain.answers import Answers, Given, texts
from ryddig.domain.facts import ContractFacts
from ryddig.domain.questionnaire import Form, Question, QuestionKind
from ryddig.domain.self_report import Meaning
from ryddig.domain.self_report_plain import changes_from_plain
from ryddig.domain.serial import facts_from_plain
from ryddig.office.desk import Desk
from ryddig.office.step_card import DONE, QUIET, WAITING, WRONG, StepCard
from ryddig.records.accounts.access import Action
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.lookups.queries import last_answers, open_signal_counts
from ryddig.records.selfreports.facts import form_asked, meaning_of, report_answers
from ryddig.records.selfreports.models import SelfReportRequest, SelfReportWeighing
from ryddig.records.selfreports.queries import ReportPage, requests_of
from ryddig.reports.answers_said import answer_said
from ryddig.reports.formats import day, language
from ryddig.reports.labels import label
from ryddig.reports.self_report_looks import used_for
from ryddig.reports.self_report_told import ReportTeller, snapshot

STATE = SelfReportRequest.State
COLOURS = {STATE.PLANNED: QUIET, STATE.SENT: WAITING, STATE.DELIVERED: "warning", STATE.CLOSED: DONE}
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class ShownRequest:
    """One request in the list."""

    id: int
    name: str
    number: int
    supplier: str
    state: str
    colour: str
    when: str


@dataclass(frozen=True, slots=True)
class ShownMeaning:
    """One thing an answer led to. `grave`: a proposal of a deviation or a red flag."""

    text: str
    grave: bool = False
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """A question, the answer, and what it means."""

    text: str
    answer: str
    means: tuple[ShownMeaning, ...]
    uses: tuple[str, ...]
    confirmed: bool
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ShownNamed:
    """A firm named in the answers. `signals`: reasons to ask that the registers give; `asked`: the day they last
    answered, empty while they have not."""

    firm: Supplier
    signals: int
    asked: str


@dataclass(frozen=True, slots=True)
class ShownRisk:
    """The risk before and after a report, and each factor that is answered otherwise."""

    before: str
    after: str
    rises: bool
    changes: tuple[str, ...]
    version: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to tell of a report that has been weighed."""

    form: Form
    teller: ReportTeller
    meaning: Meaning
    facts: Mapping[str, Any] = field(default_factory=dict)


def listed(rows: Iterable[SelfReportRequest], desk: Desk) -> list[ShownRequest]:
    """The requests of a contract."""
    return [
        ShownRequest(
            id=row.pk,
            name=form_name(row, desk),
            number=row.number,
            supplier=row.supplier.name,
            state=state_said(row, desk),
            colour=colour_of(row, desk),
            when=when_said(row),
        )
        for row in rows
    ]


def form_name(row: SelfReportRequest, desk: Desk) -> str:
    """What the form is called; its id where this lawbook no longer holds it."""
    found = desk.book.library.questionnaires.get(row.questionnaire)
    return desk.teller.words(found.name) if found is not None else row.questionnaire


def is_late(row: SelfReportRequest, desk: Desk) -> bool:
    """The last day has passed and nothing has come."""
    return row.state == STATE.SENT and row.due_on < desk.on


def state_said(row: SelfReportRequest, desk: Desk) -> str:
    """Where it stands, in a word or two."""
    if is_late(row, desk):
        return gettext("not delivered in time")
    return str(STATE(row.state).label)


def colour_of(row: SelfReportRequest, desk: Desk) -> str:
    """How grave that is."""
    return WRONG if is_late(row, desk) else COLOURS.get(STATE(row.state), QUIET)


def when_said(row: SelfReportRequest) -> str:
    """The day that matters in its state."""
    if row.state == STATE.PLANNED:
        return gettext("is sent %(day)s") % {"day": day(row.send_on, "short")}
    if row.closed_on is not None:
        return gettext("closed %(day)s") % {"day": day(row.closed_on, "short")}
    if row.delivered_on is not None:
        return gettext("delivered %(day)s") % {"day": day(row.delivered_on, "short")}
    return gettext("last day %(day)s") % {"day": day(row.due_on, "short")}


def card(desk: Desk, contract: Contract) -> StepCard:
    """The step on the page of the contract's follow-up."""
    url = reverse("office:self_reports", args=[contract.pk])
    rows = list(requests_of(desk.actor, contract.pk).exclude(state=STATE.WITHDRAWN))
    name = gettext("Self-report")
    if not rows:
        ask = (reverse("office:self_report_new", args=[contract.pk]), gettext("Ask the supplier"))
        do = ask if desk.may(Action.WRITE_SUPPLIER, contract.unit_id) else ()
        return StepCard(name, url, gettext("not asked for"), QUIET, (), 0, do)
    waits = [row for row in rows if row.state == STATE.DELIVERED or is_late(row, desk)]
    first = waits[-1] if waits else rows[0]
    here = reverse("office:self_report", args=[contract.pk, first.pk])
    may_close = first.state == STATE.DELIVERED and desk.may(Action.RECORD_CONTROL, contract.unit_id)
    words = gettext("Read and close") if may_close else gettext("Look at it")
    lines = (form_name(first, desk), when_said(first))
    do_next = (here, words) if waits else ()
    return StepCard(name, url, state_said(first, desk), colour_of(first, desk), lines, len(waits), do_next)


def told_of(page: ReportPage, weighing: SelfReportWeighing, desk: Desk) -> Told:
    """Everything the pages of a weighed report are told from."""
    form = form_asked(page.request, desk.book)
    facts = facts_from_plain(weighing.before.facts) if weighing.before is not None else ContractFacts("")
    nothing = Answers(form.questionnaire.id, form.version)
    given = report_answers(page.report, desk.book) if page.report is not None else nothing
    return Told(form, ReportTeller(form, desk.teller), meaning_of(weighing), snapshot(form, given, facts))


def risk(weighing: SelfReportWeighing, desk: Desk) -> ShownRisk:
    """What the report did to the risk."""
    stored = weighing.difference
    changes = []
    for one in changes_from_plain(stored):
        told = {
            "name": desk.teller.name(one.factor),
            "before": label("answer", one.before),
            "after": label("answer", one.after),
        }
        changes.append(gettext("%(name)s: %(before)s → %(after)s") % told)
    before, after = (label("level", stored[name]["level"]) for name in ("before", "after"))
    version = weighing.after.version if weighing.after is not None else None
    return ShownRisk(before, after, bool(stored["rises"]), tuple(changes), version)


def answers(page: ReportPage, told: Told, desk: Desk) -> list[tuple[str, list[ShownAnswer]]]:
    """Every answer under its section, with what it means."""
    if page.report is None:
        return []
    given, means = report_answers(page.report, desk.book).given, meanings(told, desk)
    found = []
    for section in told.form.sections:
        lines = [
            _answer(page, told, question, given=given[question.id], means=means[question.id])
            for question in section.questions
            if question.id in given
        ]
        if lines:
            found.append((desk.teller.words(section.name), lines))
    return found


def _answer(
    page: ReportPage, told: Told, question: Question, *, given: Given, means: Iterable[ShownMeaning]
) -> ShownAnswer:
    is_file = question.kind is QuestionKind.FILE
    sent = [held for held in texts(given.value) if held in page.files] if is_file else []
    return ShownAnswer(
        text=question.text.in_language(language()),
        answer=answer_said(told.form, question, given.value, language=language(), files=page.files),
        means=tuple(means),
        uses=tuple(used_for(question, told.teller.book, language()).split("\n")),
        confirmed=page.report is not None and question.id in page.report.confirmed,
        files=tuple((reverse("office:evidence", args=[int(held)]), page.files[held] or held) for held in sent),
    )


def meanings(told: Told, desk: Desk) -> defaultdict[str, list[ShownMeaning]]:
    """What each question's answer led to."""
    found: defaultdict[str, list[ShownMeaning]] = defaultdict(list)
    for question, meaning in _meanings(told, desk):
        found[question].append(meaning)
    return found


def _meanings(told: Told, desk: Desk) -> Iterator[tuple[str, ShownMeaning]]:
    meaning, teller = told.meaning, told.teller
    for proposal in meaning.proposals:
        parts = filter(None, (teller.proposal(proposal), teller.why(proposal)))
        yield (
            proposal.question,
            ShownMeaning(". ".join(parts), grave=True, reasons=teller.reasons(proposal.because, told.facts)),
        )
    for given in meaning.risks:
        answer = label("answer", YES if given.known.value else NO)
        text = gettext("%(factor)s: %(answer)s") % {"factor": desk.teller.name(given.factor), "answer": answer}
        if given.kept:
            text = gettext("%(said)s. Somebody else has said yes, and that stands.") % {"said": text}
        for question in dict.fromkeys(name for one in given.because for name in one.facts):
            yield question, ShownMeaning(text, bool(given.known.value) and not given.kept)
    for one in meaning.untested:
        yield one.question, ShownMeaning(gettext("Could not be tested: %(why)s") % {"why": teller.why(one)})
    for differing, said in zip(meaning.differences, teller.differences(meaning), strict=True):
        yield differing.question, ShownMeaning(gettext("Other than registered. %(said)s") % {"said": said})


def look_ups(told: Told, supplier: Supplier, desk: Desk) -> list[ShownNamed]:
    """The firms named besides the supplier, with what the registers say of each."""
    numbers = {one.orgnr for one in told.meaning.look_ups} - {supplier.orgnr}
    firms = list(Supplier.objects.visible_to(desk.actor).filter(orgnr__in=numbers).order_by("name", "id"))
    ids = [firm.pk for firm in firms]
    signals, asked = open_signal_counts(desk.actor, ids), last_answers(desk.actor, ids)
    return [ShownNamed(one, signals.get(one.pk, 0), day(asked.get(one.pk), "short")) for one in firms]


def waiting_said(number: int) -> str:
    """How many questions are missing."""
    return ngettext("%(n)s required answer is missing", "%(n)s required answers are missing", number) % {"n": number}
