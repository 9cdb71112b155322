"""Changes to contracts, suppliers and imports.

Each checks access, plans, stores and writes its event in one transaction.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import ContractFacts
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Author, Case, require
from ryddig.records.accounts.models import Organisation, Unit
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts import events
from ryddig.records.contracts.comparing import Planned, Register
from ryddig.records.contracts.models import (
    Contract,
    ContractAnswer,
    ContractSupplier,
    ImportBatch,
    ImportLayout,
    Supplier,
    SupplierMatch,
)
from ryddig.records.contracts.proposals import Proposal, ReadFile, proposal_from_plain, proposal_plain
from ryddig.records.contracts.storing import set_names, store_planned

IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing an import did: ids of the contracts written, new and changed together, and how many of each."""

    contract_ids: tuple[int, ...]
    new: int
    changed: int
    unchanged: int


def lock_organisation(actor: Author) -> None:
    """Let one piece of work at a time write the buyer's register. Within a transaction."""
    rows = Organisation.objects.select_for_update(no_key=True).filter(id=actor.organisation_id)
    list(rows.values_list("id"))


def register_contract(
    *,
    actor: Actor,
    facts: ContractFacts,
    unit_id: int,
    on: date,
    responsible: str = "",
    aliases: Sequence[str] = (),
) -> Contract:
    """Register one new contract. Raises UserCanFix when the reference is taken, NotAllowed outside the actor's
    units.
    """
    proposal = Proposal(facts, responsible=responsible, aliases=tuple(aliases))
    return register_contracts(actor=actor, proposals=[proposal], unit_id=unit_id, on=on)[0]


@transaction.atomic
def register_contracts(*, actor: Actor, proposals: Sequence[Proposal], unit_id: int, on: date) -> list[Contract]:
    """Register new contracts in one unit, all or none; what is said of one holds for each."""
    unit = Unit.objects.visible_to(actor).get(id=unit_id)
    require(actor, Action.REGISTER, Case(actor.organisation_id, unit.pk))
    lock_organisation(actor)
    register = Register(actor.organisation_id, only=proposals[0] if len(proposals) == 1 else None)
    planned = register.plan(proposals, unit_id=unit.pk)
    references = Counter(filter(None, (proposal.facts.reference for proposal in proposals)))
    for plan in planned:
        reference = plan.proposal.facts.reference
        if plan.contract is not None or references[reference] > 1:
            raise _reference_taken(reference)
    return store_planned(planned, book=register.suppliers, actor=actor, on=on)


@transaction.atomic
def change_contract(
    *,
    actor: Actor,
    contract_id: int,
    facts: ContractFacts,
    on: date,
    unit_id: int | None = None,
    responsible: str = "",
    cleared: Sequence[str] = (),
) -> Contract:
    """Change what `facts` says something about; what it is silent on stays. `cleared`: columns a person emptied.

    Returns the contract as it is now, also when nothing changed.
    """
    contract = Contract.objects.visible_to(actor).select_for_update(no_key=True, of=("self",)).get(id=contract_id)
    require(actor, Action.CHANGE, Case.of(contract))
    if unit_id is not None:
        require(actor, Action.CHANGE, Case(actor.organisation_id, Unit.objects.visible_to(actor).get(id=unit_id).pk))
    lock_organisation(actor)
    proposal = Proposal(facts, responsible=responsible, cleared=tuple(cleared))
    register = Register(actor.organisation_id, only=proposal)
    if register.match(proposal) not in (None, contract.pk):
        raise _reference_taken(facts.reference)
    planned = register.plan_for(contract.pk, proposal, unit_id=unit_id)
    stored = store_planned([planned], book=register.suppliers, actor=actor, on=on)
    return stored[0] if stored else contract


def _reference_taken(reference: str) -> UserCanFix:
    text = N_("There is already a contract with the reference %(reference)s.")
    hint = N_("Open it and change it, or give this one another reference.")
    return UserCanFix("contracts.reference_taken", text, hint=hint, params={"reference": reference})


@transaction.atomic
def answer_question(
    *, actor: Actor, contract_id: int, code: str, value: bool | int | str | None, on: date, source: str = "person"
) -> ContractAnswer | None:
    """Keep an answer to a question about a contract; None takes the answer back.

    The same answer again changes nothing.
    """
    contract = Contract.objects.visible_to(actor).get(id=contract_id)
    require(actor, Action.ANSWER, Case.of(contract))
    last = contract.answers.filter(code=code).order_by("-on", "-id").first()
    if (last.value if last else None) == value:
        return last
    return keep_answer(contract, Told(code, value, source), before=last, author=actor, on=on)


@dataclass(frozen=True, slots=True)
class Told:
    """An answer to a question, and who gave it: `person`, `register`, `import` …"""

    code: str
    value: bool | int | str | None
    source: str


def keep_answer(
    contract: Contract,
    told: Told,
    *,
    before: ContractAnswer | None,
    author: Author,
    on: date,
    details: Mapping[str, Any] | None = None,
) -> ContractAnswer:
    """The row and its event, for services that have checked access and hold the transaction.

    `before`: the answer that counted. `details`: more for the event, such as what a register's answer rests on.
    """
    answer = ContractAnswer.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        code=told.code,
        value=told.value,
        on=on,
        source=told.source,
        actor_id=author.user_id,
    )
    said = {"code": told.code, "value": told.value, "before": before.value if before else None, **(details or {})}
    record_event(Entry(events.QUESTION_ANSWERED, "contract", contract.pk, details=said), actor=author, on=on)
    return answer


@transaction.atomic
def preview_import(
    *,
    actor: Actor,
    reading: ReadFile,
    file_name: str,
    unit_id: int,
    on: date,
    mapping: Mapping[str, str] | None = None,
) -> ImportBatch:
    """Keep what was read from a file and what storing it would change. No contract is touched.

    `unit_id`: where contracts of an unknown unit go. `mapping`: the headers a person chose, remembered once it is
    stored.
    """
    unit = Unit.objects.visible_to(actor).get(id=unit_id)
    require(actor, Action.IMPORT, Case(actor.organisation_id, unit.pk))
    rows = [proposal_plain(row, file_name=file_name) for row in reading.rows]
    register = Register(actor.organisation_id)
    planned = register.plan([proposal_from_plain(row) for row in rows], unit_id=unit.pk)
    report = {
        **report_of(planned, register),
        "problems": plain(list(reading.problems)),
        "stops": sum(problem.stops for problem in reading.problems),
        "layout_key": reading.layout_key,
        "columns": plain(list(reading.mapping)),
        "mapping": dict(mapping or {}),
    }
    return ImportBatch.objects.create(
        organisation_id=actor.organisation_id,
        actor_id=actor.user_id,
        unit=unit,
        file_name=file_name[:255],
        sha256=reading.sha256,
        format=str(reading.format),
        rows=rows,
        report=report,
        on=on,
    )


def report_of(planned: Sequence[Planned], register: Register) -> dict[str, Any]:
    """What storing would do, for the page: counts, and one line per proposal."""
    kinds = [plan.kind for plan in planned]
    known = {plan.contract.pk for plan in planned if plan.contract is not None}
    return {
        "new": kinds.count("new"),
        "changed": kinds.count("changed"),
        "unchanged": kinds.count("unchanged"),
        "not_in_file": register.size - len(known),
        "rows": [_report_row(plan) for plan in planned],
    }


def _report_row(plan: Planned) -> dict[str, Any]:
    facts = plan.proposal.facts
    return {
        "kind": plan.kind,
        "contract": plan.contract.pk if plan.contract is not None else None,
        "reference": facts.reference,
        "title": facts.title,
        "changes": plain(plan.changes),
        "unit": plan.unit_id,
        "unit_unknown": plan.proposal.unit if plan.unit_unknown else "",
        "where": plan.proposal.where,
    }


@transaction.atomic
def store_import(*, actor: Actor, batch_id: int, on: date) -> Stored:
    """Store a previewed file: every contract of it, or nothing.

    Raises UserCanFix when problems stand in the way, when the batch was used, or when the register has changed since
    the preview (which is then made anew on the batch).
    """
    batch = ImportBatch.objects.visible_to(actor).select_for_update(no_key=True, of=("self",)).get(id=batch_id)
    require(actor, Action.IMPORT, Case(batch.organisation_id, batch.unit_id))
    _need_storable(batch)
    lock_organisation(actor)
    register = Register(actor.organisation_id)
    planned = register.plan([proposal_from_plain(row) for row in batch.rows], unit_id=batch.unit_id)
    report = report_of(planned, register)
    if report["rows"] != batch.report["rows"]:
        text = N_("Contracts have changed since this preview was made.")
        raise UserCanFix("import.outdated", text, hint=N_("Read the file again and look at the new preview."))
    for unit in {where for plan in planned for where in _units_touched(plan)}:
        require(actor, Action.IMPORT, Case(actor.organisation_id, unit))
    for plan in planned:
        if plan.contract is not None and plan.kind != "unchanged":
            require(actor, Action.IMPORT, Case.of(plan.contract))
    rows = store_planned(planned, book=register.suppliers, actor=actor, on=on)
    batch.report = {**batch.report, "stored": [row.pk for row in rows]}
    _finish_batch(batch, report, actor=actor, on=on)
    return Stored(tuple(row.pk for row in rows), report["new"], report["changed"], report["unchanged"])


def _units_touched(plan: Planned) -> set[int]:
    if plan.kind == "unchanged":
        return set()
    return {plan.unit_id} if plan.contract is None else {plan.unit_id, plan.contract.unit_id}


def _need_storable(batch: ImportBatch) -> None:
    if batch.state != ImportBatch.State.PREVIEW:
        raise UserCanFix("import.used", N_("This file was already stored or discarded."), hint=N_("Read it again."))
    if batch.report["stops"]:
        text = N_("%(number)s problems must be mended before anything is stored.")
        hint = N_("Mend them in the file and read it again.")
        raise UserCanFix("import.has_problems", text, hint=hint, params={"number": batch.report["stops"]})


def _finish_batch(batch: ImportBatch, report: Mapping[str, Any], *, actor: Actor, on: date) -> None:
    batch.state, batch.stored_at = ImportBatch.State.STORED, timezone.now()
    batch.save(update_fields=["state", "stored_at", "report"])
    if batch.report["layout_key"] and batch.report["mapping"]:
        ImportLayout.objects.unscoped("the layout of the actor's organisation").update_or_create(
            organisation_id=batch.organisation_id,
            header_key=batch.report["layout_key"],
            defaults={"mapping": batch.report["mapping"]},
        )
    if report["new"] or report["changed"]:
        details = {"file_name": batch.file_name, "sha256": batch.sha256}
        details.update((name, report[name]) for name in ("new", "changed", "unchanged"))
        record_event(Entry(events.IMPORT_STORED, "import", batch.pk, details=details), actor=actor, on=on)


@transaction.atomic
def discard_import(*, actor: Actor, batch_id: int, on: date) -> None:
    """Put a preview away; what was read from the file goes with it."""
    batch = ImportBatch.objects.visible_to(actor).select_for_update(no_key=True, of=("self",)).get(id=batch_id)
    require(actor, Action.IMPORT, Case(batch.organisation_id, batch.unit_id))
    if batch.state != ImportBatch.State.PREVIEW:
        raise UserCanFix("import.used", N_("This file was already stored or discarded."))
    batch.state, batch.rows = ImportBatch.State.DISCARDED, []
    batch.save(update_fields=["state", "rows"])
    details = {"file_name": batch.file_name, "sha256": batch.sha256}
    record_event(Entry(events.IMPORT_DISCARDED, "import", batch.pk, details=details), actor=actor, on=on)


@transaction.atomic
def confirm_supplier_match(*, actor: Actor, match_id: int, on: date) -> Supplier:
    """A person says that the name is this firm: its contracts move there, and the name is known from now on."""
    match = _open_match(actor, match_id)
    firm = match.candidate
    _decide(match, SupplierMatch.State.CONFIRMED, actor=actor, on=on)
    match.supplier.match, match.supplier.same_as = Supplier.Match.CONFIRMED, firm
    match.supplier.save(update_fields=["match", "same_as"])
    others = SupplierMatch.objects.visible_to(actor).filter(supplier=match.supplier, state=SupplierMatch.State.PROPOSED)
    others.update(state=SupplierMatch.State.REJECTED, decided_by_id=actor.user_id, decided_on=on)
    move_contracts(actor, match.supplier, firm)
    _record_match(events.MATCH_CONFIRMED, match, actor=actor, on=on)
    return firm


@transaction.atomic
def reject_supplier_match(*, actor: Actor, match_id: int, on: date) -> None:
    """A person says that the name is not this firm; it is not proposed again."""
    match = _open_match(actor, match_id)
    _decide(match, SupplierMatch.State.REJECTED, actor=actor, on=on)
    still = SupplierMatch.objects.visible_to(actor).filter(supplier=match.supplier, state=SupplierMatch.State.PROPOSED)
    if not still.exists():
        match.supplier.match = Supplier.Match.NONE
        match.supplier.save(update_fields=["match"])
    _record_match(events.MATCH_REJECTED, match, actor=actor, on=on)


def _open_match(actor: Actor, match_id: int) -> SupplierMatch:
    rows = SupplierMatch.objects.visible_to(actor).select_related("supplier", "candidate")
    match = rows.select_for_update(no_key=True, of=("self",)).get(id=match_id)
    require(actor, Action.MATCH_SUPPLIER, Case(match.organisation_id, supplier_id=match.candidate_id))
    if match.state != SupplierMatch.State.PROPOSED:
        raise UserCanFix("suppliers.match_decided", N_("Somebody has already decided this."))
    return match


def _decide(match: SupplierMatch, state: str, *, actor: Actor, on: date) -> None:
    match.state, match.decided_by_id, match.decided_on = state, actor.user_id, on
    match.save(update_fields=["state", "decided_by", "decided_on"])


def _record_match(type_: EventType, match: SupplierMatch, *, actor: Actor, on: date) -> None:
    details = {"orgnr": match.candidate.orgnr, "supplier": match.supplier_id, "candidate": match.candidate_id}
    entry = Entry(type_, "supplier", match.candidate_id, because=match.reasons, details=details)
    record_event(entry, actor=actor, on=on)


def move_contracts(actor: Actor, name: Supplier, firm: Supplier) -> None:
    """The name's links become the firm's; a contract that names both keeps one."""
    links = ContractSupplier.objects.visible_to(actor)
    both = links.filter(supplier=firm).values("contract_id")
    links.filter(supplier=name, contract_id__in=both).delete()
    moved = list(links.filter(supplier=name).values_list("contract_id", flat=True))
    links.filter(supplier=name).update(supplier=firm)
    contracts = Contract.objects.visible_to(actor).filter(id__in=moved).prefetch_related("supplier_links__supplier")
    rows = list(contracts)
    for row in rows:
        set_names(row, [link.supplier.name for link in row.supplier_links.all()])
    Contract.objects.unscoped("rows just read for the actor").bulk_update(
        rows, ["supplier_names", "search_text"], batch_size=500
    )
