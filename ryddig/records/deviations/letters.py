"""Letters to a supplier: drafted, edited, sent once, and read by the supplier behind its link.

The door writes the text and makes the files before it calls; a service keeps them. What is sent is the draft as it was
last saved.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Max

from ryddig.domain.controls import add_months
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Author, Guest, Machine, require
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import Contract, ContractSupplier
from ryddig.records.correspondence.models import Mail
from ryddig.records.correspondence.services import queue_mail
from ryddig.records.deviations import mails
from ryddig.records.deviations import money_events as events
from ryddig.records.deviations.incentives import need_clean, results_of
from ryddig.records.deviations.letter_models import Letter, LetterDraft, LetterKind, LetterLanguage, LetterOpened
from ryddig.records.deviations.models import Deviation, SanctionDecision
from ryddig.records.deviations.stepping import case_of, locked
from ryddig.records.deviations.term_queries import sanction_in_force
from ryddig.records.evidence.services import keep_generated

KEPT_MONTHS: Final = 120
"""How long the files of a letter are kept here; the archive keeps its own."""
SUBJECT, MOST_PARTS, PART = 200, 12, 8000
SANCTION_FOR: Final[Mapping[str, str]] = {
    LetterKind.WITHHOLDING: "sanctions.withholding",
    LetterKind.DAILY_PENALTY: "sanctions.daily_penalty",
    LetterKind.TERMINATION: "sanctions.termination",
}
DUE_IN: Final[Mapping[str, str]] = {
    LetterKind.NOTICE: "view_due_on",
    LetterKind.CORRECTION: "correction_due_on",
    LetterKind.ACTION_PLAN: "plan_due_on",
}
"""The column of the deviation that holds the last day of what the letter asks."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a letter says. `facts`: pairs of name and value; `parts`: {name, text}."""

    subject: str
    facts: Sequence[Sequence[str]]
    parts: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class LetterFiles:
    """The files made of the draft's version `version`."""

    version: int
    pdf: Path
    word: Path


@transaction.atomic
def draft_letter(
    *, actor: Actor, deviation_id: int, kind: str, language: str, written: Written, on: date
) -> LetterDraft:
    """A draft to work on. One that is there in this language stays as it is; one in another language is replaced."""
    deviation = locked(actor, deviation_id, action=Action.WRITE_SUPPLIER)
    check_kind(deviation, kind, on=on)
    there = LetterDraft.objects.visible_to(actor).filter(deviation=deviation, kind=kind).first()
    if there is not None and there.language == language:
        return there
    if there is not None:
        there.delete()
    draft = LetterDraft(contract=deviation.contract, supplier_id=deviation.supplier_id, deviation=deviation, kind=kind)
    return _begin(draft, language, written, by=actor, on=on)


@transaction.atomic
def draft_reference(
    *, actor: Actor, contract_id: int, supplier_id: int, language: str, written: Written, book: Book, on: date
) -> LetterDraft:
    """A draft of a positive reference. Raises UserCanFix when the results are not clean."""
    contract = Contract.objects.visible_to(actor).get(id=contract_id)
    require(actor, Action.WRITE_SUPPLIER, case_of(contract))
    ContractSupplier.objects.visible_to(actor).get(contract=contract, supplier_id=supplier_id, role="supplier")
    need_clean(results_of(actor, contract, book=book, on=on))
    drafts = LetterDraft.objects.visible_to(actor).filter(contract=contract, kind=LetterKind.REFERENCE)
    drafts.filter(supplier_id=supplier_id).delete()
    draft = LetterDraft(contract=contract, supplier_id=supplier_id, kind=LetterKind.REFERENCE)
    return _begin(draft, language, written, by=actor, on=on)


def check_kind(deviation: Deviation, kind: str, *, on: date) -> None:
    """Whether this letter can be written about the deviation as it stands. Raises UserCanFix with what to do first."""
    if kind not in LetterKind.values or kind == LetterKind.REFERENCE:
        raise ObjectDoesNotExist
    is_open = deviation.state == Deviation.State.OPEN
    if is_open is (kind == LetterKind.CLOSING):
        text = N_("A closing letter is for a deviation that is closed; every other letter for one that is open.")
        raise UserCanFix("letter.state", text)
    if kind in DUE_IN and getattr(deviation, DUE_IN[kind]) is None:
        text = N_("The letter needs a last day.")
        raise UserCanFix("letter.no_day", text, hint=N_("Take the step on the page of the deviation first."))
    if kind in DUE_IN and getattr(deviation, DUE_IN[kind]) < on:
        text = N_("The last day that the letter gives, %(day)s, has passed.")
        hint = N_("Move the deadline on the page of the deviation, throw the draft away, and write the letter anew.")
        raise UserCanFix("letter.day_passed", text, hint=hint, params={"day": getattr(deviation, DUE_IN[kind])})
    if kind in SANCTION_FOR and sanction_in_force(deviation, SANCTION_FOR[kind]) is None:
        text = N_("This sanction is not decided.")
        hint = N_("One person proposes it and a second one confirms it; then the letter can be written.")
        raise UserCanFix("letter.not_decided", text, hint=hint)


def open_kinds(deviation: Deviation) -> list[str]:
    """The letters that can be written about the deviation as it stands, in the order they are used; one query."""
    if deviation.state != Deviation.State.OPEN:
        return [LetterKind.CLOSING.value]
    rows = SanctionDecision.objects.visible_to(deviation).filter(deviation=deviation)
    decided = set(rows.filter(state=SanctionDecision.State.IN_FORCE).values_list("sanction", flat=True))
    asked = [kind for kind, column in DUE_IN.items() if getattr(deviation, column) is not None]
    return [str(kind) for kind in (*asked, *(kind for kind, rule in SANCTION_FOR.items() if rule in decided))]


def _begin(draft: LetterDraft, language: str, written: Written, *, by: Actor, on: date) -> LetterDraft:
    if language not in LetterLanguage.values:
        raise ObjectDoesNotExist
    draft.organisation_id, draft.language = by.organisation_id, language
    draft.written_by_id, draft.written_on = by.user_id, on
    _put(draft, written)
    draft.facts = [list(pair) for pair in written.facts]
    draft.save(force_insert=True)
    _record(events.LETTER_DRAFTED, draft, by=by, on=on)
    return draft


@transaction.atomic
def save_draft(*, actor: Actor, draft_id: int, version: int, written: Written, on: date) -> LetterDraft:
    """Keep what a person changed in the text; the lines above it stay. Raises UserCanFix when somebody else saved
    meanwhile."""
    draft = _locked(actor, draft_id, version)
    _put(draft, written)
    draft.version += 1
    draft.written_by_id, draft.written_on = actor.user_id, on
    draft.save()
    return draft


@transaction.atomic
def discard_draft(*, actor: Actor, draft_id: int, on: date) -> None:
    """Throw a draft away."""
    draft = _locked(actor, draft_id, None)
    _record(events.LETTER_DISCARDED, draft, by=actor, on=on)
    draft.delete()


@transaction.atomic
def send_letter(*, actor: Actor, draft_id: int, files: LetterFiles, contact_id: int, on: date) -> Letter:
    """Send the letter: text and files are kept as they are, and a mail with a personal link is queued.

    Raises UserCanFix when the draft has changed since the files were made, or when the letter may no longer be sent.
    """
    draft = _locked(actor, draft_id, files.version)
    if draft.deviation_id is not None:
        check_kind(locked(actor, draft.deviation_id), draft.kind, on=on)
    elif Deviation.objects.visible_to(actor).filter(contract=draft.contract, state=Deviation.State.OPEN).exists():
        text = N_("A deviation was opened since the reference was drafted.")
        raise UserCanFix("letter.not_clean", text, hint=N_("Throw the draft away."))
    rows = Letter.objects.visible_to(actor).filter(contract=draft.contract)
    number = (rows.aggregate(most=Max("number"))["most"] or 0) + 1
    due_on = _due_on(draft)
    keep_until = add_months(on, KEPT_MONTHS)
    author = Machine(actor.organisation_id)
    keep = partial(keep_generated, author=author, contract=draft.contract, on=on, keep_until=keep_until)
    letter = Letter.objects.create(
        **{name: getattr(draft, name) for name in ("kind", "language", "subject", "facts", "parts")},
        organisation_id=draft.organisation_id,
        contract=draft.contract,
        supplier_id=draft.supplier_id,
        deviation=draft.deviation,
        number=number,
        sha256=text_hash(draft),
        due_on=due_on,
        on=on,
        actor_id=actor.user_id,
        pdf=keep(path=files.pdf),
        word=keep(path=files.word),
        mail=_queue(draft, number, contact_id, by=actor, due_on=due_on, on=on),
    )
    told = {"number": number, "sha256": letter.sha256, "pdf": letter.pdf.sha256, "word": letter.word.sha256}
    _record(events.LETTER_SENT, draft, by=actor, on=on, **told)
    draft.delete()
    return letter


@transaction.atomic
def open_letter(*, guest: Guest, letter_id: int, on: date) -> Letter:
    """The letter, for the supplier it was sent to. The first time is written down: from then on it is known to have
    been opened. Raises ObjectDoesNotExist for any other."""
    rows = Letter.objects.visible_to(guest).select_related("pdf", "word", "contract", "deviation")
    letter = rows.get(id=letter_id, contract_id=guest.contract_id, supplier_id=guest.supplier_id)
    given = {"organisation_id": guest.organisation_id, "on": on, "by_link": guest.link_id}
    opened = LetterOpened.objects.visible_to(guest)
    _row, first = opened.get_or_create(letter=letter, defaults=given)
    if first:
        details = {"letter_kind": letter.kind, "number": letter.number}
        record_event(Entry(events.LETTER_READ, "contract", letter.contract_id, details=details), actor=guest, on=on)
    return letter


def text_hash(row: LetterDraft | Letter) -> str:
    """SHA-256 of what the letter says, whatever the files look like."""
    said = [row.language, row.subject, row.facts, row.parts]
    return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _due_on(draft: LetterDraft) -> date | None:
    if draft.deviation is None or draft.kind not in DUE_IN:
        return None
    due: date | None = getattr(draft.deviation, DUE_IN[draft.kind])
    return due


def _queue(draft: LetterDraft, number: int, contact_id: int, *, by: Actor, due_on: date | None, on: date) -> Mail:
    return queue_mail(
        author=by,
        contract_id=draft.contract_id,
        supplier_id=draft.supplier_id,
        contact_id=contact_id,
        kind=mails.LETTER_DUE if due_on else mails.LETTER,
        key=f"letter:{draft.contract_id}:{number}",
        params={"due_on": due_on} if due_on else {},
        link_until=due_on,
        on=on,
    )


def _put(draft: LetterDraft, written: Written) -> None:
    """Raises UserCanFix for a letter without a subject or a text, or longer than any letter."""
    parts = [{"name": part["name"].strip(), "text": part["text"].strip()} for part in written.parts]
    said = [part for part in parts if part["text"]]
    if not written.subject.strip() or not said:
        raise UserCanFix("letter.empty", N_("A letter needs a subject and a text."))
    if len(said) > MOST_PARTS or any(len(part["text"]) > PART for part in said):
        text = N_("The letter is too long.")
        raise UserCanFix("letter.too_long", text, hint=N_("Put long lists into a file and send it with the mail."))
    draft.subject, draft.parts = written.subject.strip()[:SUBJECT], said


def _locked(actor: Actor, draft_id: int, version: int | None) -> LetterDraft:
    rows = LetterDraft.objects.visible_to(actor).select_related("contract", "deviation")
    draft = rows.select_for_update(no_key=True, of=("self",)).get(id=draft_id)
    require(actor, Action.WRITE_SUPPLIER, case_of(draft.contract))
    if version is not None and draft.version != version:
        text = N_("Somebody else saved the letter meanwhile.")
        hint = N_("Your changes are not saved. Look at the letter as it stands now, and change it again.")
        raise UserCanFix("letter.changed", text, hint=hint)
    return draft


def _record(event: EventType, draft: LetterDraft, *, by: Author, on: date, **more: object) -> None:
    details = {"letter_kind": draft.kind, "language": draft.language, "deviation": draft.deviation_id, **more}
    record_event(Entry(event, "contract", draft.contract_id, details=details), actor=by, on=on)
