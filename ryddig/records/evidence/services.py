"""Files in, and files out again: each with access, row and event in one transaction."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from ryddig.domain.errors import UserCanFix
from ryddig.domain.papers import USES
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Author, Case, Guest, Machine, require
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import Contract
from ryddig.records.evidence import events, files
from ryddig.records.evidence.kinds import PAY, kind_of
from ryddig.records.evidence.models import Evidence, Paper, Thumbnail
from ryddig.records.evidence.queries import due_to_shred
from ryddig.records.evidence.store import is_kept
from ryddig.records.evidence.tombstones import bury

NAME_LENGTH: Final = 255
TWICE: Final = "evidence.twice"
"""Code of the error for a file that the contract has; its `params["evidence"]` is the id of the one that is kept."""
BLOCK: Final = 1 << 20


def receive_file(
    *,
    actor: Actor,
    contract_id: int,
    name: str,
    chunks: Iterable[bytes],
    on: date,
    keep_until: date | None = None,
    action: Action = Action.CONTROL_PAY,
    kinds: Collection[str] = PAY,
    only_pdf: bool = False,
) -> Evidence:
    """Keep a file that was handed over, as it came. `keep_until` None: as long as the installation keeps evidence.
    `action`: what the file is for, and so who may hand it over; `kinds`: what it may be.

    Raises UserCanFix for a file that is empty, too large, of a kind nobody can read, or here already.
    """
    contract = Contract.objects.visible_to(actor).get(id=contract_id)
    require(actor, action, Case.of(contract))
    terms = Terms(contract, name, kinds, on, keep_until)
    with receiving(author=actor, terms=terms, content=files.written(chunks)) as row:
        same = Evidence.objects.visible_to(actor).filter(
            contract=contract, sha256=row.sha256, shredded_on=None, origin=Evidence.Origin.RECEIVED, supplier=None
        )
        if (kept := same.exclude(id=row.pk).first()) is not None:
            text = N_("This file is here already.")
            hint = N_("Use the one that is here; the same rows twice would count twice.")
            raise UserCanFix(TWICE, text, hint=hint, params={"evidence": kept.pk})
        if only_pdf and row.kind != "pdf":
            hint = N_("Save it as PDF and send it again.")
            raise UserCanFix("evidence.not_pdf", N_("A paper is kept as PDF."), hint=hint)
    return row


@dataclass(frozen=True, slots=True)
class Terms:
    """What a file is received for, under which name, what it may be, and until when it is kept. `supplier_id`: who
    handed it over, where a supplier did."""

    contract: Contract
    name: str
    kinds: Collection[str]
    on: date
    keep_until: date | None = None
    supplier_id: int | None = None


@contextmanager
def receiving(
    *, author: Actor | Guest, terms: Terms, content: AbstractContextManager[files.Written]
) -> Iterator[Evidence]:
    """Receive a file and do what belongs to it, in one transaction: when that fails, row and file go again. The caller
    has seen to it that the author may. What is slow is done before the transaction begins."""
    with content as written:
        kind = kind_of(written.content, terms.kinds)
        with transaction.atomic():
            row = _row(terms, written, kind=kind, by=author)
            _record(events.EVIDENCE_RECEIVED, row, by=author, on=terms.on, details=_facts(row))
            yield row


def keep_generated(*, author: Machine, contract: Contract, path: Path, on: date, keep_until: date) -> Evidence:
    """Keep a file that Ryddig made, such as a report of findings. Within the caller's transaction or on its own."""
    with path.open("rb") as source, files.written(iter(partial(source.read, BLOCK), b"")) as content:
        kind = path.suffix.lstrip(".")
        with transaction.atomic():
            terms = Terms(contract, path.name, (kind,), on, keep_until)
            row = _row(terms, content, kind=kind, by=author)
            _record(events.EVIDENCE_RECEIVED, row, by=author, on=on, details=_facts(row))
    return row


def _row(terms: Terms, content: files.Written, *, kind: str, by: Author) -> Evidence:
    made = isinstance(by, Machine)
    waits = bool(settings.CLAMAV) and not made
    return Evidence.objects.create(
        organisation_id=terms.contract.organisation_id,
        contract=terms.contract,
        origin=Evidence.Origin.GENERATED if made else Evidence.Origin.RECEIVED,
        name=Path(terms.name.replace("\\", "/")).name[-NAME_LENGTH:],
        kind=kind,
        size=content.size,
        sha256=content.sha256,
        place=content.place,
        wrapped_key=content.wrapped_key,
        supplier_id=terms.supplier_id,
        scan=Evidence.Scan.WAITING if waits else Evidence.Scan.NONE,
        received_by_id=by.user_id,
        received_on=terms.on,
        keep_until=terms.keep_until or terms.on + timedelta(days=settings.EVIDENCE_DAYS),
    )


def _facts(row: Evidence) -> dict[str, object]:
    return {"kind": row.kind, "size": row.size, "sha256": row.sha256, "keep_until": row.keep_until}


@transaction.atomic
def fetch_file(*, actor: Actor, evidence_id: int, on: date, control: tuple[str, int] | None = None) -> Evidence:
    """A file for a person to look at; that they did stands in the chain. The door hands it
    out by `address_of`. `control`: the control it is a file of,
    where the caller has found it among that control's files: it opens to the control's external auditor too.

    Raises UserCanFix when it is shredded or gone.
    """
    row = Evidence.objects.visible_to(actor).select_related("contract").get(id=evidence_id)
    require(actor, Action.READ_EVIDENCE, Case.of(row.contract, control=control))
    if holds_tax(row):
        require(actor, Action.READ_TAX, _case(row))
    return _fetched(row, by=actor, on=on)


@transaction.atomic
def fetch_own_file(*, guest: Guest, evidence_id: int, on: date) -> Evidence:
    """A file that the guest's own firm handed over on this contract; any other does not exist for them."""
    rows = Evidence.objects.visible_to(guest).filter(contract_id=guest.contract_id, supplier_id=guest.supplier_id)
    return _fetched(rows.get(id=evidence_id), by=guest, on=on)


def _fetched(row: Evidence, *, by: Author, on: date) -> Evidence:
    refuse_unreadable(row)
    _record(events.EVIDENCE_FETCHED, row, by=by, on=on, details={"sha256": row.sha256})
    return row


def refuse_unreadable(row: Evidence) -> None:
    """Raises UserCanFix for a file that nobody is handed: infected, not yet scanned, shredded or gone."""
    if row.scan == Evidence.Scan.INFECTED:
        text = N_("A virus was found in the file, and it is taken away.")
        raise UserCanFix("evidence.infected", text, hint=N_("Scan the machine it came from, and send a clean file."))
    if row.scan == Evidence.Scan.WAITING:
        text = N_("The file is not yet scanned for viruses, and is not handed out before.")
        raise UserCanFix("evidence.not_scanned", text, hint=N_("Try again in a few minutes."))
    if row.shredded_on is not None or not is_kept(row.place):
        raise UserCanFix("evidence.gone", N_("The file is no longer kept."), hint=N_("Ask the supplier for it anew."))


@transaction.atomic
def change_retention(*, actor: Actor, evidence_id: int, keep_until: date, on: date) -> Evidence:
    """Keep a file for longer or shorter. Raises UserCanFix for a day that has passed."""
    row = _locked(actor, evidence_id)
    require(actor, Action.SHRED_EVIDENCE, _case(row))
    if keep_until < on:
        hint = N_("Give today or a later day, or shred the file.")
        raise UserCanFix("evidence.day_passed", N_("That day has passed."), hint=hint)
    if keep_until != row.keep_until:
        details = {"keep_until": keep_until, "before": row.keep_until}
        row.keep_until = keep_until
        row.save(update_fields=["keep_until"])
        _record(events.RETENTION_CHANGED, row, by=actor, on=on, details=details)
    return row


@transaction.atomic
def shred_file(*, actor: Actor, evidence_id: int, on: date) -> Evidence:
    """Take a file away for good. Its row, what was found in it and the event stay."""
    row = _locked(actor, evidence_id)
    require(actor, Action.SHRED_EVIDENCE, _case(row))
    return _shred(row, by=actor, on=on)


@transaction.atomic
def shred_unread(*, actor: Actor, evidence_id: int, on: date) -> Evidence:
    """Take away a file that was sent by mistake and that nothing rests on. The caller has seen that nothing does."""
    row = _locked(actor, evidence_id)
    require(actor, Action.CONTROL_PAY, _case(row))
    return _shred(row, by=actor, on=on)


@transaction.atomic
def shred_taken_back(*, author: Actor | Guest, evidence: Evidence, on: date) -> Evidence:
    """Take away a file that its sender takes back. The caller has seen that they may, and that nothing rests on it."""
    return _shred(_locked(author, evidence.pk), by=author, on=on)


@transaction.atomic
def store_scan(*, evidence_id: int, infected: bool, on: date) -> None:
    """What the virus scanner said; the content of an infected file goes at once. For the worker; a second call changes
    nothing."""
    rows = Evidence.objects.unscoped("the worker scans every organisation's files").filter(scan=Evidence.Scan.WAITING)
    row = rows.select_for_update(no_key=True).filter(id=evidence_id).first()
    if row is None:
        return
    row.scan = Evidence.Scan.INFECTED if infected else Evidence.Scan.CLEAN
    row.save(update_fields=["scan"])
    if infected:
        machine = Machine(row.organisation_id)
        _record(events.EVIDENCE_INFECTED, row, by=machine, on=on, details={"sha256": row.sha256})
        transaction.on_commit(partial(files.remove, row.place))


@transaction.atomic
def shred_again(known: Mapping[str, Any], on: date) -> bool:
    """Shred a file that was shredded before and came back with a back-up. Says whether there was one."""
    rows = Evidence.objects.unscoped("the back-up holds every organisation's").filter(shredded_on=None, **known)
    row = rows.select_for_update(no_key=True, of=("self",)).select_related("contract").first()
    if row is not None:
        _shred(row, by=Machine(row.organisation_id), on=on)
    return row is not None


def shred_due(*, on: date) -> int:
    """Shred every file whose last day has passed, and what a crash left on disk. Returns how many rows. For the worker
    and the command; each file is a transaction of its own, so that one that fails stops no other."""
    ids = list(due_to_shred(on).order_by("id").values_list("id", "organisation_id"))
    for evidence_id, organisation_id in ids:
        machine = Machine(organisation_id)
        with transaction.atomic():
            _shred(_locked(machine, evidence_id), by=machine, on=on)
    kept = Evidence.objects.unscoped("every row's file is known").filter(shredded_on=None)
    files.remove_strays(set(kept.values_list("place", flat=True)))
    return len(ids)


def _shred(row: Evidence, *, by: Author, on: date) -> Evidence:
    if row.shredded_on is not None:
        return row
    bury(row, {"place": row.place}, on=on)
    row.shredded_on, row.shredded_by_id, row.name, row.wrapped_key = on, by.user_id, "", ""
    row.save(update_fields=["shredded_on", "shredded_by", "name", "wrapped_key"])
    Thumbnail.objects.visible_to(row).filter(evidence=row).delete()
    _record(events.EVIDENCE_SHREDDED, row, by=by, on=on, details={"sha256": row.sha256})
    transaction.on_commit(partial(files.remove, row.place))
    return row


def holds_tax(row: Evidence) -> bool:
    """Whether the file is a paper with what the tax authorities keep secret."""
    secret = [kind.value for kind, use in USES.items() if use.secret]
    return Paper.objects.visible_to(row).filter(evidence=row, kind__in=secret).exists()


def _locked(author: Author, evidence_id: int) -> Evidence:
    rows = Evidence.objects.visible_to(author).select_related("contract")
    return rows.select_for_update(no_key=True, of=("self",)).get(id=evidence_id)


def _case(row: Evidence) -> Case:
    return Case.of(row.contract)


def _record(event: EventType, row: Evidence, *, by: Author, on: date, details: Mapping[str, object]) -> None:
    entry = Entry(event, "contract", row.contract_id, details={"evidence": row.pk, **details})
    record_event(entry, actor=by, on=on)
