"""A paper about a supplier, registered by hand: kept, judged by the lawbook, and let count in the contract's risk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from ryddig.domain.decision import Answer
from ryddig.domain.errors import UserCanFix
from ryddig.domain.papers import STATUSES, USES, PaperFacts, PaperKind, judge_paper
from ryddig.domain.screening import Screener
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, Machine, require
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.facts import with_facts
from ryddig.records.contracts.models import Contract, ContractSupplier, Supplier
from ryddig.records.contracts.services import Told, answer_question, keep_answer
from ryddig.records.evidence import events
from ryddig.records.evidence.models import Evidence, Paper
from ryddig.records.evidence.paper_queries import run_out
from ryddig.records.evidence.services import receive_file
from ryddig.records.followup.screenings import ScreeningWork

SOURCE: Final = "paper"


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as the door hands it over."""

    name: str
    chunks: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class PaperGiven:
    """A paper about `supplier_id`, asked for on `contract_id`. `kept_at`: where it lies when there is no `file`.
    `evidence_id`: a file of the contract that the supplier has handed in already."""

    supplier_id: int
    contract_id: int
    facts: PaperFacts
    kept_at: str = ""
    file: SentFile | None = None
    evidence_id: int | None = None


def action_for(kind: PaperKind) -> Action:
    """What a person must be allowed to, to register or withdraw a paper of this kind."""
    return Action.ASK_TAX if USES[kind].secret else Action.RECORD_CONTROL


@transaction.atomic
def register_paper(*, actor: Actor, given: PaperGiven, screener: Screener, on: date) -> Paper:
    """Keep the paper and how long it counts; where it answers a risk question of the contract, screen with the answer.

    Raises UserCanFix for a day to come, a supplier that is not on the contract, a paper without file or place, a file
    that is no PDF, or a status that is missing.
    """
    supplier, contract = _of(actor, given)
    facts = given.facts
    require(actor, action_for(facts.kind), Case.of(contract))
    _check(given, on)
    judged = judge_paper(facts, book=screener.book, on=on)
    file = _file(actor, given, on)
    paper = Paper.objects.create(
        organisation_id=actor.organisation_id,
        supplier=supplier,
        contract=contract,
        kind=facts.kind.value,
        dated=facts.dated,
        award_day=facts.award_day,
        status=facts.status,
        arrears_ore=facts.arrears_ore,
        returns_missing=facts.returns_missing,
        kept_at=given.kept_at,
        evidence=file,
        valid_until=judged.valid_until,
        answer=judged.answer.value,
        because=plain(judged.because),
        lawbook_version=screener.book.version,
        registered_by_id=actor.user_id,
        registered_on=on,
    )
    _record(paper, actor=actor, on=on, withdrawn=False)
    if judged.answer is not Answer.UNKNOWN:
        _let_count(paper, value=judged.answer is Answer.YES, actor=actor, screener=screener, on=on)
    return paper


@transaction.atomic
def withdraw_paper(*, actor: Actor, paper_id: int, why: str, screener: Screener, on: date) -> Paper:
    """Say that a paper was registered by mistake. Its row stays; what it answered is taken back."""
    rows = Paper.objects.visible_to(actor).select_related("contract")
    paper = rows.select_for_update(no_key=True, of=("self",)).get(id=paper_id)
    require(actor, action_for(PaperKind(paper.kind)), Case.of(paper.contract))
    if not why.strip():
        hint = N_("Write in a few words what was wrong.")
        raise UserCanFix("papers.no_reason", N_("A paper is withdrawn with a reason."), hint=hint)
    if paper.withdrawn_on is not None:
        raise UserCanFix("papers.withdrawn", N_("Somebody has already withdrawn this paper."))
    paper.withdrawn_on, paper.withdrawn_by_id, paper.withdrawn_why = on, actor.user_id, why.strip()[:500]
    paper.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_why"])
    _record(paper, actor=actor, on=on, withdrawn=True)
    if paper.answer != Answer.UNKNOWN:
        _let_count(paper, value=None, actor=actor, screener=screener, on=on)
    return paper


@transaction.atomic
def reopen_run_out(*, author: Machine, screener: Screener, on: date) -> int:
    """Take back what papers that no longer count answered with no: the question is open again. A yes stands until a
    person has looked. Returns how many questions were opened; a second call opens none. For the worker."""
    opened = 0
    for paper in run_out(author, on=on).filter(answer=Answer.NO.value):
        code = USES[PaperKind(paper.kind)].question
        last = paper.contract.answers.filter(code=code).order_by("-on", "-id").first()
        if last is None or (last.source, last.value) != (SOURCE, False):
            continue
        rows = Contract.objects.visible_to(author).filter(id=paper.contract_id)
        contract = with_facts(rows).select_for_update(no_key=True, of=("self",)).get()
        details = {"paper": paper.pk}
        keep_answer(contract, Told(code, None, SOURCE), before=last, author=author, on=on, details=details)
        ScreeningWork(screener, actor=author, on=on).run([with_facts(rows).get()])
        opened += 1
    return opened


def _of(actor: Actor, given: PaperGiven) -> tuple[Supplier, Contract]:
    links = ContractSupplier.objects.visible_to(actor).select_related("supplier", "contract")
    link = links.filter(supplier_id=given.supplier_id, contract_id=given.contract_id).first()
    if link is None:
        contract = Contract.objects.visible_to(actor).get(id=given.contract_id)
        Supplier.objects.visible_to(actor).get(id=given.supplier_id)
        text = N_("The supplier is not on the contract %(title)s.")
        hint = N_("Choose one of the supplier's contracts.")
        raise UserCanFix("papers.not_on_contract", text, hint=hint, params={"title": contract.title})
    return link.supplier, link.contract


def _check(given: PaperGiven, on: date) -> None:
    facts = given.facts
    if facts.dated > on:
        hint = N_("Write the date that stands on the paper.")
        raise UserCanFix("papers.day_to_come", N_("The paper is dated on a day to come."), hint=hint)
    if given.file is None and given.evidence_id is None and not given.kept_at.strip():
        hint = N_("Send the paper as PDF, or write where it is archived.")
        raise UserCanFix("papers.nowhere", N_("Nothing shows the paper."), hint=hint)
    if USES[facts.kind].states_status and facts.status not in STATUSES:
        hint = N_("Choose the status that stands on it.")
        raise UserCanFix("papers.no_status", N_("This paper says a status in a register."), hint=hint)


def _file(actor: Actor, given: PaperGiven, on: date) -> Evidence | None:
    if given.evidence_id is not None:
        return _file_here(actor, given.contract_id, given.evidence_id)
    if given.file is None:
        return None
    return receive_file(
        actor=actor,
        contract_id=given.contract_id,
        name=given.file.name,
        chunks=given.file.chunks,
        on=on,
        action=action_for(given.facts.kind),
        only_pdf=True,
    )


def _file_here(actor: Actor, contract_id: int, evidence_id: int) -> Evidence:
    rows = Evidence.objects.visible_to(actor).filter(contract_id=contract_id, shredded_on=None)
    row = rows.get(id=evidence_id)
    if Paper.objects.visible_to(actor).filter(evidence=row).exists():
        text = N_("The file is registered as a paper already.")
        raise UserCanFix("papers.file_used", text, hint=N_("Withdraw that paper first if it is wrong."))
    return row


def _let_count(paper: Paper, *, value: bool | None, actor: Actor, screener: Screener, on: date) -> None:
    """The paper's answer to the risk question, through the service a person uses; None takes it back."""
    code = USES[PaperKind(paper.kind)].question
    if code:
        answer_question(actor=actor, contract_id=paper.contract_id, code=code, value=value, on=on, source=SOURCE)
        contract = with_facts(Contract.objects.visible_to(actor)).get(id=paper.contract_id)
        ScreeningWork(screener, actor=actor, on=on).run([contract])


def _record(paper: Paper, *, actor: Actor, on: date, withdrawn: bool) -> None:
    event = events.PAPER_WITHDRAWN if withdrawn else events.PAPER_REGISTERED
    details = {
        "paper": paper.pk,
        "supplier": paper.supplier_id,
        "kind": paper.kind,
        "dated": paper.dated,
        "valid_until": paper.valid_until,
    }
    entry = Entry(
        event,
        "contract",
        paper.contract_id,
        because=paper.because,
        lawbook_version=paper.lawbook_version,
        details=details,
    )
    record_event(entry, actor=actor, on=on)
