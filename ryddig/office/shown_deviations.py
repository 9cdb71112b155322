"""Lists of deviations: a contract's, with what waits for a decision, and the buyer's."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ryddig.domain.decision import Outcome
from ryddig.domain.deviations import GRAVEST_FIRST
from ryddig.domain.law import OwedBy
from ryddig.domain.self_report_sentences import PROPOSAL_WHY
from ryddig.domain.words import Message
from ryddig.office.desk import Desk
from ryddig.office.shown_deviation import GRADE_COLOURS
from ryddig.office.shown_plan import when_said
from ryddig.office.step_card import DONE, QUIET, WAITING, WRONG, StepCard
from ryddig.records.contracts.models import Contract, ContractSupplier
from ryddig.records.deviations import queries
from ryddig.records.deviations.agreed import STEPS_WITHOUT_AMOUNT
from ryddig.records.deviations.models import AgreedTerm, Deviation, DeviationProposal
from ryddig.records.followup.models import ContractDuty
from ryddig.reports.formats import day, kroner
from ryddig.reports.labels import label
from ryddig.reports.telling import Reason

HUMAN_RIGHTS: Final = "human_rights"


@dataclass(frozen=True, slots=True)
class Listed:
    """A deviation in a list."""

    id: int
    contract_id: int
    contract: str
    unit: str
    name: str
    firm: str
    grade: str
    grade_colour: str
    state: str
    is_open: bool
    due: str
    is_late: bool
    owed: str
    paid_back: str


@dataclass(frozen=True, slots=True)
class ShownProposal:
    """Something that may be a deviation."""

    id: int
    text: str
    rule: str
    origin: str
    certain: bool
    why: str
    firm: str
    owed: str
    day: str
    reasons: tuple[Reason, ...]
    decided: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShownTerm:
    """What the contract holds."""

    id: int
    rule: str
    name: str
    text: str
    place: str
    due: str
    is_late: bool
    begun: str
    notice: str
    read: str
    is_requirement: bool
    reasons: tuple[Reason, ...]


def chosen(query: QueryDict) -> queries.Chosen:
    """Which deviations an address asks for."""
    unit = query.get("unit", "")
    number = int(unit) if unit.isascii() and unit.isdigit() else None
    return queries.Chosen(query.get("state", "open")[:10], number, query.get("grade", "")[:20])


def grades() -> list[tuple[str, str]]:
    """The grades, to choose among."""
    return [(grade.value, label("grade", grade.value)) for grade in GRAVEST_FIRST]


def listed(rows: Iterable[Deviation], desk: Desk, *, contract: Contract | None = None) -> list[Listed]:
    """Deviations in words. `contract`: the one they are all of."""
    return [_listed(row, contract or row.contract, desk) for row in rows]


def _listed(row: Deviation, contract: Contract, desk: Desk) -> Listed:
    is_open = row.state == Deviation.State.OPEN
    due = row.next_due_on if is_open else None
    return Listed(
        id=row.pk,
        contract_id=row.contract_id,
        contract=contract.title,
        unit=contract.unit.name,
        name=f"{row.number}. {row.title}",
        firm=row.firm.name,
        grade=label("grade", row.grade),
        grade_colour=GRADE_COLOURS.get(row.grade, "neutral"),
        state=label("deviation_state", row.state),
        is_open=is_open,
        due=when_said(due, desk.on) if due else "",
        is_late=due is not None and due < desk.on,
        owed=kroner(row.owed_ore) if row.owed_ore else "",
        paid_back=kroner(row.paid_back_ore) if row.paid_back_ore else "",
    )


def proposals(rows: Iterable[DeviationProposal], desk: Desk) -> list[ShownProposal]:
    """What waits, or what was set aside."""
    return [proposal(row, desk) for row in rows]


def proposal(row: DeviationProposal, desk: Desk) -> ShownProposal:
    """One of them."""
    firm = row.firm or row.supplier
    return ShownProposal(
        id=row.pk,
        text=desk.teller.tell(Message(row.text, row.params)),
        rule=row.rule,
        origin=label("origin", row.origin),
        certain=row.certain,
        why=gettext(PROPOSAL_WHY[row.why]) if row.why in PROPOSAL_WHY else "",
        firm=firm.name if firm else "",
        owed=kroner(row.owed_ore) if row.owed_ore else "",
        day=day(row.proposed_on),
        reasons=desk.teller.reasons(row.because, row.params),
        decided=f"{day(row.decided_on)}, {row.decided_by}" if row.decided_on else "",
        reason=row.reason,
    )


def terms(rows: Iterable[AgreedTerm], desk: Desk) -> list[ShownTerm]:
    """Requirements and steps that the contract holds."""
    return [_term(row, desk) for row in rows]


def _term(row: AgreedTerm, desk: Desk) -> ShownTerm:
    requirement = desk.book.library.requirements.get(row.rule)
    return ShownTerm(
        id=row.pk,
        rule=row.rule,
        name=desk.teller.name(row.rule),
        text=desk.teller.words(requirement.text) if requirement else "",
        place=row.place,
        due=when_said(row.due_on, desk.on) if row.due_on and not row.begun_on else "",
        is_late=row.begun_on is None and row.due_on is not None and row.due_on < desk.on,
        begun=day(row.begun_on) if row.begun_on else "",
        notice=notice_said(row.notice_days),
        read=f"{day(row.read_on)}, {row.read_by}",
        is_requirement=requirement is not None,
        reasons=desk.teller.reasons(row.because, {}),
    )


def notice_said(days: int | None) -> str:
    """How long a termination waits; empty where the contract does not say."""
    return "" if days is None else ngettext("%(n)s day of notice", "%(n)s days of notice", days) % {"n": days}


def rules_of(desk: Desk, contract_id: int) -> list[tuple[str, str]]:
    """Rules a deviation on this contract may be from: duties of supplier or subcontractor that apply or may, and the
    requirements the contract is known to hold."""
    rows = ContractDuty.objects.visible_to(desk.actor).filter(contract_id=contract_id)
    owed = {OwedBy.SUPPLIER.value, OwedBy.SUBCONTRACTOR.value}
    duties = [
        row.rule for row in rows.exclude(outcome=Outcome.DOES_NOT_APPLY).order_by("id") if owed & set(row.owed_by)
    ]
    agreed = sorted(queries.agreed_requirements(desk.actor, contract_id))
    return [(rule, desk.teller.name(rule)) for rule in (*duties, *agreed)]


def firms_of(desk: Desk, contract_id: int) -> list[tuple[str, str]]:
    """The firms on the contract, the supplier first."""
    rows = ContractSupplier.objects.visible_to(desk.actor).filter(contract_id=contract_id).select_related("supplier")
    ordered = sorted(rows, key=lambda row: (row.role != "supplier", row.pk))
    found = dict.fromkeys((str(row.supplier_id), row.supplier.name) for row in ordered)
    return list(found)


def choosable(desk: Desk) -> list[tuple[str, Any]]:
    """What a contract may hold: requirements of the library by theme, and the steps without an amount."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for requirement in desk.book.library.requirements.values():
        if requirement.kind in ("contract_term", "promise"):
            theme = label("theme", requirement.theme)
            groups.setdefault(theme, []).append((requirement.id, desk.teller.words(requirement.name)))
    steps = [(rule, desk.teller.name(rule)) for rule in STEPS_WITHOUT_AMOUNT]
    return [(gettext("Steps of the ladder"), steps), *sorted(groups.items())]


def card(desk: Desk, contract: Contract) -> StepCard:
    """The card on *Follow-up*."""
    found = queries.counted(desk.actor, contract.pk, on=desk.on)
    name, url = gettext("Deviations"), reverse("office:deviations", args=[contract.pk])
    lines = []
    if found.waits:
        lines.append(
            ngettext("%(n)s finding waits for a decision.", "%(n)s findings wait for a decision.", found.waits)
            % {"n": found.waits}
        )
    if found.late:
        lines.append(ngettext("%(n)s is late.", "%(n)s are late.", found.late) % {"n": found.late})
    colour = WRONG if found.late else WAITING if found.open or found.waits else DONE if found.all else QUIET
    state = gettext("%(n)s open") % {"n": found.open} if found.open else gettext("none open")
    return StepCard(name, url, state if found.all else gettext("none yet"), colour, tuple(lines), waits=found.waits)
