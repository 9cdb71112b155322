"""What a report, or the lack of one, does to the contract: answers to risk questions, a new decision, proposals."""

from dataclasses import replace
from datetime import date
from math import ceil
from typing import Final

from ryddig.domain.answers import Answers
from ryddig.domain.facts import Known
from ryddig.domain.judgement import CheckOutcome
from ryddig.domain.questionnaire import Form, short
from ryddig.domain.screening import Screener
from ryddig.domain.self_report import SELF_REPORT, DeviationProposal, Meaning, ReportCase, risk_difference
from ryddig.domain.self_report_plain import difference_plain, meaning_plain
from ryddig.domain.self_report_weighing import weigh
from ryddig.domain.serial import plain
from ryddig.domain.words import N_, Message
from ryddig.records.accounts.access import Author, Guest, Machine
from ryddig.records.contracts.facts import contract_facts, with_facts
from ryddig.records.contracts.models import Contract
from ryddig.records.contracts.services import Told, keep_answer
from ryddig.records.deviations.models import Origin
from ryddig.records.deviations.queries import agreed_requirements
from ryddig.records.deviations.services import Found, propose_deviation, take_back_proposal
from ryddig.records.followup.screenings import ScreeningWork
from ryddig.records.selfreports import events
from ryddig.records.selfreports.asking import record
from ryddig.records.selfreports.models import SelfReportRequest, SelfReportWeighing
from ryddig.records.selfreports.named_firms import ask_about_firms

TIERS: Final = "tiers"
NOT_DELIVERED: Final = N_("The self-report was not delivered by %(due_on)s.")
FIGURE: Final = N_("A figure in the self-report does not keep the limit of the rule.")
TOO_MANY_TIERS: Final = N_(
    "The supplier states %(stated)s tiers of subcontractors in the self-report; at most %(demanded)s are allowed."
)
LOWEST_PAY: Final = N_(
    "The supplier states NOK %(stated)s an hour as the lowest pay in the self-report; the minimum is NOK %(demanded)s."
)
OTHER_ANSWER: Final = N_("The supplier’s answer in the self-report is another than the contract demands.")


def weigh_report(
    row: SelfReportRequest, form: Form, answers: Answers, *, author: Guest | Machine, screener: Screener, on: date
) -> SelfReportWeighing:
    """Let the answers count, those of nothing when none came in time. Within the caller's transaction."""
    late = row.delivered_on is None
    contract = _loaded(row)
    before = contract.screening_id
    screening = screener.screen(contract_facts(contract), on=on)
    terms = agreed_requirements(author, row.contract_id) or None
    case = ReportCase(screener.book, on, screening, terms, due_on=row.due_on, delivered_on=row.delivered_on)
    meaning = weigh(form, answers, case)
    _let_count(contract, meaning, author=author, on=on)
    fresh = _loaded(row)
    ScreeningWork(screener, actor=author, on=on).run([fresh])
    kept = without_persons(form, meaning)
    ask_about_firms(row, answers, kept, author=author, on=on)
    keys = [key_of(row, one) for one in meaning.proposals]
    made = SelfReportWeighing.objects.create(
        organisation_id=row.organisation_id,
        request=row,
        late=late,
        meaning=meaning_plain(kept),
        difference=difference_plain(risk_difference(case, meaning)),
        proposals=keys,
        terms=sorted(terms) if terms is not None else None,
        before_id=before,
        after_id=fresh.screening_id,
        lawbook_version=screener.book.version,
        on=on,
    )
    for key, one in zip(keys, meaning.proposals, strict=True):
        _propose(row, one, key=key, author=author, book_version=screener.book.version, on=on)
    _record(row, made, author=author, on=on)
    return made


def without_persons(form: Form, meaning: Meaning) -> Meaning:
    """What is kept for good: numbers and values out of answers that name persons go with those answers."""
    personal = {question.id for question in form.questions if question.personal}
    facts = tuple(one for one in meaning.facts if not personal & set(one.because.facts))
    look_ups = tuple(one for one in meaning.look_ups if one.question not in personal)
    return replace(meaning, facts=facts, look_ups=look_ups)


def _loaded(row: SelfReportRequest) -> Contract:
    rows = with_facts(Contract.objects.visible_to(row).filter(id=row.contract_id))
    return rows.select_for_update(no_key=True, of=("self",)).get()


def _let_count(contract: Contract, meaning: Meaning, *, author: Author, on: date) -> None:
    """Facts and risk answers become answers about the contract, with the self-report as their source."""
    newest = {answer.code: answer for answer in sorted(contract.answers.all(), key=lambda one: (one.on, one.pk))}
    given: dict[str, Known] = {one.name: one.known for one in meaning.facts if one.name != TIERS}
    given |= {one.factor: one.known for one in meaning.risks if not one.kept}
    for code, known in given.items():
        before = newest.get(code)
        if before is None or before.value != known.value or before.source == SELF_REPORT:
            keep_answer(contract, Told(code, known.value, SELF_REPORT), before=before, author=author, on=on)
    stated = [one.known.value for one in meaning.facts if one.name == TIERS and isinstance(one.known.value, int)]
    if stated and max(stated) > (contract.tiers or -1):
        contract.tiers = max(stated)
        contract.fact_sources = {**contract.fact_sources, TIERS: {"source": SELF_REPORT, "on": on.isoformat()}}
        contract.save(update_fields=["tiers", "fact_sources"])


def key_of(row: SelfReportRequest, proposal: DeviationProposal) -> str:
    """What a proposal is about: this report, the question and row, and the rule."""
    place = f"{short(proposal.question)}:{proposal.row or 0}" if proposal.question else "late"
    return f"self_report:{row.pk}:{place}:{proposal.rule}"[:120]


def _propose(
    row: SelfReportRequest, proposal: DeviationProposal, *, key: str, author: Author, book_version: str, on: date
) -> None:
    found = Found(
        origin=Origin.SELF_REPORT,
        origin_id=row.pk,
        key=key,
        rule=proposal.rule,
        text=said(row, proposal),
        certain=proposal.outcome is CheckOutcome.BREACH,
        because=plain(proposal.because),
        why=proposal.why,
        lawbook_version=book_version,
        supplier_id=row.supplier_id,
    )
    propose_deviation(author=author, contract_id=row.contract_id, found=found, on=on)


def said(row: SelfReportRequest, proposal: DeviationProposal) -> Message:
    """What a person reads of the proposal before the reasons."""
    if not proposal.question:
        return Message(NOT_DELIVERED, {"due_on": row.due_on})
    if proposal.found is None or proposal.due is None:
        return Message(OTHER_ANSWER, {})
    figures = {"stated": int(proposal.found), "demanded": ceil(proposal.due)}
    if proposal.unit == "ore_per_hour":
        return Message(LOWEST_PAY, figures)
    return Message(TOO_MANY_TIERS, figures) if proposal.unit == TIERS else Message(FIGURE, {})


def take_back_late(row: SelfReportRequest, *, author: Author, on: date) -> None:
    """It came after all: that nothing was delivered is no longer proposed, unless somebody has decided."""
    late = SelfReportWeighing.objects.visible_to(row).filter(request=row, late=True).first()
    for key in late.proposals if late is not None else ():
        take_back_proposal(author=author, contract_id=row.contract_id, origin=Origin.SELF_REPORT, key=key, on=on)


def _record(row: SelfReportRequest, made: SelfReportWeighing, *, author: Author, on: date) -> None:
    figures = {
        "before": made.difference["before"]["level"],
        "after": made.difference["after"]["level"],
        "proposals": len(made.proposals),
        "weighing": made.pk,
    }
    record(events.REPORT_WEIGHED, row, by=author, on=on, **figures)
