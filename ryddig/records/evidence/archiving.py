"""Messages to the buyer's archive: made once, sent as often as need be, answered."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from django.db import transaction
from django.db.models import Max, Prefetch

from ryddig.domain.archive import ArchiveReceipt, Screening
from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, Machine, require
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import Contract
from ryddig.records.evidence import events
from ryddig.records.evidence.files import working_folder
from ryddig.records.evidence.models import ArchiveAnswer, ArchiveMessage
from ryddig.records.evidence.services import keep_generated

CASE_NUMBER: Final = re.compile(r"\d{4}/\d{1,9}")
REFERENCE: Final = 20


@dataclass(frozen=True, slots=True)
class Keys:
    """Our own keys for a contract's case and its next record, and the case that the archive is known to have."""

    number: int
    case: str
    record: str
    case_number: str = ""


@dataclass(frozen=True, slots=True)
class MadeMessage:
    """A message that lies ready in a file."""

    keys: Keys
    content: str
    title: str
    documents: Sequence[Mapping[str, object]]
    path: Path
    keep_until: date
    screening: Screening | None = None


def messages_of(viewer: Actor, contract_id: int) -> ScopedQuerySet[ArchiveMessage]:
    """Messages of a contract with their answers, newest first."""
    rows = ArchiveMessage.objects.visible_to(viewer).filter(contract_id=contract_id)
    answers = Prefetch("answers", queryset=ArchiveAnswer.objects.visible_to(viewer).select_related("actor"))
    return rows.select_related("actor", "package").prefetch_related(answers).order_by("-number")


def next_keys(viewer: Actor, contract: Contract) -> Keys:
    """Keys for a record that is about to be made."""
    rows = ArchiveMessage.objects.visible_to(viewer).filter(contract=contract)
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    known = ArchiveAnswer.objects.visible_to(viewer).filter(message__contract=contract).exclude(case_number="")
    case_number = known.order_by("-id").values_list("case_number", flat=True).first() or ""
    case = f"kontrakt-{contract.organisation_id}-{contract.pk}"
    return Keys(number, case, f"{case}-{number}", case_number)


def same_content(viewer: Actor, contract: Contract, content: str) -> ArchiveMessage | None:
    """The message that says this already, or None."""
    return ArchiveMessage.objects.visible_to(viewer).filter(contract=contract, content=content).first()


def archive_record(
    *, actor: Actor, contract_id: int, content: str, make: Callable[[Keys, Path], MadeMessage], on: date
) -> ArchiveMessage:
    """Make and keep a message, or give the one that says the same already. `make` writes it into a folder, outside any
    transaction."""
    contract = Contract.objects.visible_to(actor).get(id=contract_id)
    require(actor, Action.ARCHIVE, Case.of(contract))
    if (kept := same_content(actor, contract, content)) is not None:
        return kept
    with working_folder() as folder:
        made = make(next_keys(actor, contract), folder)
        return store_message(actor=actor, contract_id=contract_id, made=made, on=on)


@transaction.atomic
def store_message(*, actor: Actor, contract_id: int, made: MadeMessage, on: date) -> ArchiveMessage:
    """Keep a message that was made. The same content again gives the message that is here.

    Raises UserCanFix when another message was made meanwhile.
    """
    contract = Contract.objects.visible_to(actor).select_for_update(no_key=True).get(id=contract_id)
    require(actor, Action.ARCHIVE, Case.of(contract))
    if (kept := same_content(actor, contract, made.content)) is not None:
        return kept
    if next_keys(actor, contract) != made.keys:
        hint = N_("Look at it first; then make yours if it is still needed.")
        raise UserCanFix("archive.another", N_("Somebody made a message to the archive meanwhile."), hint=hint)
    machine = Machine(contract.organisation_id)
    package = keep_generated(author=machine, contract=contract, path=made.path, on=on, keep_until=made.keep_until)
    row = ArchiveMessage.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        number=made.keys.number,
        key=made.keys.record,
        content=made.content,
        title=made.title,
        documents=list(made.documents),
        case_number=made.keys.case_number,
        access_code=made.screening.code if made.screening else "",
        legal_base=made.screening.legal_base if made.screening else "",
        package=package,
        actor_id=actor.user_id,
        on=on,
    )
    details = {"number": row.number, "documents": len(row.documents), "sha256": package.sha256}
    _record(events.ARCHIVE_MADE, row, by=actor, on=on, details=details)
    return row


@transaction.atomic
def store_answer(*, actor: Actor, message_id: int, receipt: ArchiveReceipt, sha256: str, on: date) -> ArchiveAnswer:
    """Keep what the archive answered. `sha256`: of the receipt, empty when a person wrote the numbers.

    The same answer twice is one. Raises UserCanFix for a number that is none and for another record's receipt.
    """
    row = ArchiveMessage.objects.visible_to(actor).select_related("contract").get(id=message_id)
    require(actor, Action.ARCHIVE, Case.of(row.contract))
    _check(row, receipt)
    answers = ArchiveAnswer.objects.visible_to(actor).filter(message=row)
    told = {
        "case_number": receipt.case_number,
        "record_number": receipt.record_number,
        "existing": receipt.existing,
        "failed": receipt.failed,
    }
    last = answers.order_by("-number").first()
    if last is not None and all(getattr(last, name) == value for name, value in told.items()):
        return last
    answer = ArchiveAnswer.objects.create(
        organisation_id=row.organisation_id,
        message=row,
        number=last.number + 1 if last else 1,
        by_hand=not sha256,
        sha256=sha256,
        actor_id=actor.user_id,
        on=on,
        **told,
    )
    details = {"number": row.number, "case": answer.case_number, "record": answer.record_number}
    event = events.ARCHIVE_REFUSED if answer.failed else events.ARCHIVE_ANSWERED
    _record(event, row, by=actor, on=on, details={"number": row.number} if answer.failed else details)
    return answer


def _check(row: ArchiveMessage, receipt: ArchiveReceipt) -> None:
    if receipt.record_key and receipt.record_key != row.key:
        raise UserCanFix(
            "archive.other_record",
            N_("The receipt is for %(theirs)s, and this is %(ours)s."),
            hint=N_("Send the receipt to the message it answers."),
            params={"theirs": receipt.record_key[:80], "ours": row.key},
        )
    if not receipt.failed and not CASE_NUMBER.fullmatch(receipt.case_number):
        hint = N_("Write year and number, as 2026/123.")
        raise UserCanFix("archive.no_case_number", N_("The case number is missing or is none."), hint=hint)
    if len(receipt.record_number) > REFERENCE:
        raise UserCanFix("archive.long_number", N_("The record number is too long."), hint=N_("Write it as 2026/456."))


def _record(event: EventType, row: ArchiveMessage, *, by: Actor, on: date, details: dict[str, object]) -> None:
    record_event(Entry(event, "contract", row.contract_id, details=details), actor=by, on=on)
