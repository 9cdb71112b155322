"""A deviation is opened and graded: by a person, on what a step proposed or on what the person knows."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Max

from ryddig.domain.deviations import DOCUMENT_THEMES, Breach, Grade, grade_of
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, require
from ryddig.records.accounts.scope import Viewer
from ryddig.records.contracts.models import Contract, ContractSupplier
from ryddig.records.deviations import events
from ryddig.records.deviations.models import Deviation, DeviationProposal, StepKind
from ryddig.records.deviations.proposing import main_supplier, mark_opened, undecided_proposal
from ryddig.records.deviations.stepping import Told, case_of, locked, need_open, need_reason, record, take_step

TITLE_LENGTH, NO_RULE = 200, "–"


@dataclass(frozen=True, slots=True)
class Opening:
    """What a person says when opening a deviation.

    `proposals`: what it rests on; rule, sums and reasons are taken from them where nothing else is said. `clause`:
    where in the contract the term stands; a person who gives it has read it there. `certain` True: the person confirms
    the breach. `grade`: instead of the one by rule, with `grade_reason`.
    """

    title: str
    what: str
    rule: str = ""
    clause: str = ""
    certain: bool = False
    severe: bool = False
    system_fault: bool = False
    workers: int = 0
    owed_ore: int = 0
    supplier_id: int | None = None
    firm_id: int | None = None
    proposals: tuple[int, ...] = ()
    grade: Grade | None = None
    grade_reason: str = ""
    because: tuple[object, ...] = field(default=())


@transaction.atomic
def open_deviation(*, actor: Actor, contract_id: int, opening: Opening, book: Book, on: date) -> Deviation:
    """A deviation on the contract, graded by rule. Raises UserCanFix for what is missing or decided already."""
    contract = Contract.objects.visible_to(actor).select_for_update(no_key=True, of=("self",)).get(id=contract_id)
    require(actor, Action.HANDLE_DEVIATION, case_of(contract))
    proposals = [undecided_proposal(actor, number) for number in sorted(set(opening.proposals))]
    if any(row.contract_id != contract.pk for row in proposals):
        raise DeviationProposal.DoesNotExist
    deviation = _row(actor, contract, opening, proposals=proposals, book=book, on=on)
    earlier = earlier_days(actor, deviation)
    graded = grade_of(breach_of(deviation, earlier), book, on)
    deviation.grade = graded.grade
    deviation.save()
    for row in proposals:
        mark_opened(row, deviation.pk, actor=actor, on=on)
    sums = {"owed_ore": deviation.owed_ore, "workers": deviation.workers, "certain": deviation.certain}
    told = Told(
        reason=deviation.what,
        rule=deviation.rule,
        lawbook_version=book.version,
        because=(*deviation.because, *graded.because),
        facts=breach_facts(deviation, earlier),
        figures={"grade": graded.grade, "proposals": [row.pk for row in proposals], **sums},
    )
    take_step(deviation, StepKind.OPENED, told, by=actor, on=on)
    details = {"rule": deviation.rule or NO_RULE, "grade": graded.grade, **sums}
    record(events.OPENED, deviation, by=actor, on=on, details=details, because=plain(list(graded.because)))
    if opening.grade is not None and opening.grade != graded.grade:
        _set_grade(deviation, opening.grade, reason=opening.grade_reason, actor=actor, on=on)
    return deviation


def _row(
    actor: Actor,
    contract: Contract,
    opening: Opening,
    *,
    proposals: list[DeviationProposal],
    book: Book,
    on: date,
) -> Deviation:
    if not opening.title.strip() or not opening.what.strip():
        raise UserCanFix("deviation.untold", N_("Say in a few words what is wrong, and what happened."))
    rule = opening.rule or next((row.rule for row in proposals if row.rule), "")
    theme = theme_of(rule, book)
    supplier, firm = _firms(actor, contract, opening, proposals=proposals)
    rows = Deviation.objects.visible_to(actor).filter(contract=contract)
    return Deviation(
        organisation_id=contract.organisation_id,
        contract=contract,
        supplier_id=supplier,
        firm_id=firm,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        title=opening.title.strip()[:TITLE_LENGTH],
        what=opening.what.strip(),
        rule=rule,
        theme=theme,
        clause=opening.clause.strip()[:TITLE_LENGTH],
        certain=opening.certain,
        because=[*plain(list(opening.because)), *(one for row in proposals for one in row.because)],
        owed_ore=opening.owed_ore or sum(row.owed_ore for row in proposals),
        workers=opening.workers or max((row.workers for row in proposals), default=0),
        severe=opening.severe,
        system_fault=opening.system_fault,
        documents=theme in DOCUMENT_THEMES,
        opened_on=on,
        opened_by_id=actor.user_id,
    )


def _firms(
    actor: Actor, contract: Contract, opening: Opening, *, proposals: list[DeviationProposal]
) -> tuple[int, int]:
    """The supplier the letters go to, and who did it. Both must be firms on the contract."""
    told = [opening.supplier_id, *(row.supplier_id for row in proposals), main_supplier(contract)]
    supplier = next((one for one in told if one is not None), None)
    firm = next((one for one in (opening.firm_id, *(row.firm_id for row in proposals)) if one is not None), supplier)
    links = ContractSupplier.objects.visible_to(actor).filter(contract=contract)
    if supplier is None or firm is None or not links.filter(supplier_id=supplier).exists():
        text = N_("Say which of the contract’s firms the deviation is with.")
        raise UserCanFix("deviation.no_supplier", text)
    if firm != supplier and not links.filter(supplier_id=firm).exists():
        raise ContractSupplier.DoesNotExist
    return supplier, firm


def theme_of(rule: str, book: Book) -> str:
    """The theme of a duty or requirement; empty for another rule."""
    requirement = book.library.requirements.get(rule)
    if requirement is not None:
        return requirement.theme
    return next((duty.theme for duty in book.duties if duty.id == rule), "")


def breach_of(deviation: Deviation, earlier: tuple[date, ...]) -> Breach:
    """What the grade rests on, as the deviation stands."""
    return Breach(
        certain=deviation.certain,
        theme=deviation.theme,
        severe=deviation.severe,
        system_fault=deviation.system_fault,
        documents=deviation.documents,
        workers=deviation.workers,
        earlier=earlier,
    )


def breach_facts(deviation: Deviation, earlier: tuple[date, ...]) -> dict[str, object]:
    """What the reasons of a grade speak of."""
    return {"workers": deviation.workers, "earlier": max(earlier, default=None)}


def earlier_days(viewer: Viewer, deviation: Deviation) -> tuple[date, ...]:
    """The days of earlier confirmed deviations from the same rule by the same firm, on any of the buyer's contracts."""
    if not deviation.rule:
        return ()
    rows = Deviation.objects.visible_to(viewer).filter(firm_id=deviation.firm_id, rule=deviation.rule, certain=True)
    rows = rows.exclude(state=Deviation.State.WITHDRAWN).exclude(id=deviation.pk)
    return tuple(
        rows.filter(opened_on__lte=deviation.opened_on).order_by("opened_on").values_list("opened_on", flat=True)
    )


@transaction.atomic
def regrade(
    *, actor: Actor, deviation_id: int, grade: Grade, reason: str, on: date, seen: int | None = None
) -> Deviation:
    """A person's grade instead of the one by rule, with the reason."""
    deviation = locked(actor, deviation_id, action=Action.HANDLE_DEVIATION, seen=seen)
    need_open(deviation)
    _set_grade(deviation, grade, reason=reason, actor=actor, on=on)
    return deviation


def _set_grade(deviation: Deviation, grade: Grade, *, reason: str, actor: Actor, on: date) -> None:
    told = Told(
        reason=need_reason(reason), set={"grade": grade}, figures={"grade": grade, "before": Grade(deviation.grade)}
    )
    take_step(deviation, StepKind.GRADED, told, by=actor, on=on)


@transaction.atomic
def confirm_breach(
    *, actor: Actor, deviation_id: int, clause: str, reason: str, book: Book, on: date, seen: int | None = None
) -> Deviation:
    """What was in doubt is a breach after all: a person says so, and where in the contract the term stands. It is
    graded anew."""
    deviation = locked(actor, deviation_id, action=Action.HANDLE_DEVIATION, seen=seen)
    need_open(deviation)
    deviation.certain, deviation.clause = True, clause.strip()[:TITLE_LENGTH] or deviation.clause
    earlier = earlier_days(actor, deviation)
    graded = grade_of(breach_of(deviation, earlier), book, on)
    told = Told(
        reason=need_reason(reason),
        because=graded.because,
        facts=breach_facts(deviation, earlier),
        lawbook_version=book.version,
        figures={"grade": graded.grade, "certain": True},
        set={"grade": graded.grade},
    )
    take_step(deviation, StepKind.CONFIRMED, told, by=actor, on=on)
    return deviation
