"""What deviations ask of a person today."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.db.models import Count, Q

from ryddig.domain.reactions import TERMINATION
from ryddig.domain.words import N_, Message
from ryddig.records.accounts.access import Action, Actor, Case, may
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.contracts.models import Contract
from ryddig.records.deviations.agreed_models import AgreedTerm
from ryddig.records.deviations.models import Deviation, DeviationProposal, SanctionDecision
from ryddig.records.deviations.queries import late, waiting_sanctions
from ryddig.records.followup.today import Source, ToDo, running_of

MOST: Final = 6
GRAVE: Final = ("zero_tolerance", "critical")


def _handles(viewer: Actor) -> bool:
    units = viewer.units if viewer.units is not None else (None,)
    return any(may(viewer, Action.HANDLE_DEVIATION, Case(viewer.organisation_id, unit)) for unit in units)


def _second(viewer: Actor, _on: date) -> ScopedQuerySet[SanctionDecision]:
    return waiting_sanctions(viewer).exclude(proposed_by=viewer.user_id)


def _tell_second(rows: ScopedQuerySet[SanctionDecision], viewer: Actor, _on: date) -> Iterator[ToDo]:
    """Proposed by somebody else, and within the person's role."""
    for row in rows[: MOST * 3]:
        contract = row.deviation.contract
        action = Action.TERMINATE if row.sanction == TERMINATION else Action.CONFIRM_SANCTION
        if not may(viewer, action, Case.of(contract, second_to=row.proposed_by_id)):
            continue
        text = N_("%(name)s has proposed: %(rule)s. It counts when a second person confirms it.")
        yield ToDo(
            kind="sanction",
            what=N_("Decide about a sanction"),
            urgency=98,
            why=Message(text, {"name": str(row.proposed_by), "rule": row.sanction}),
            button=N_("Read and decide"),
            url_name="office:deviation",
            target=contract.pk,
            then=(row.deviation_id,),
            contract=contract,
        )


def _mine(viewer: Actor) -> ScopedQuerySet[Deviation]:
    rows = Deviation.objects.visible_to(viewer).filter(state=Deviation.State.OPEN)
    rows = rows if viewer.units is None else rows.filter(contract__unit_id__in=viewer.units)
    return rows.select_related("contract__unit", "firm") if _handles(viewer) else rows.none()


def _one(row: Deviation, kind: str, *, what: str, urgency: int, text: str, button: str) -> ToDo:
    return ToDo(
        kind=kind,
        what=what,
        urgency=urgency,
        why=Message(text, {"title": row.title, "due_on": row.next_due_on, "firm": row.firm.name}),
        button=button,
        url_name="office:deviation",
        target=row.contract_id,
        then=(row.pk,),
        contract=row.contract,
        firm=row.firm,
        due_on=row.next_due_on,
    )


def _late(viewer: Actor, on: date) -> ScopedQuerySet[Deviation]:
    return _mine(viewer).filter(late(on)).order_by("next_due_on", "id")


def _tell_late(rows: ScopedQuerySet[Deviation], _viewer: Actor, _on: date) -> Iterator[ToDo]:
    for row in rows[:MOST]:
        text = N_("“%(title)s”: the last day was %(due_on)s, and nothing has come.")
        urgency = 99 if row.grade in GRAVE else 97
        what, button = N_("Follow up a deviation that is late"), N_("Go to the deviation")
        yield _one(row, "deviation_late", what=what, urgency=urgency, text=text, button=button)


def _came(viewer: Actor, _on: date) -> ScopedQuerySet[Deviation]:
    """A correction or a plan that nobody has looked at."""
    claimed = Q(correction_claimed_on__isnull=False, corrected_on=None)
    planned = Q(plan_given_on__isnull=False, plan_agreed_on=None)
    return _mine(viewer).filter(claimed | planned).order_by("id")


def _tell_came(rows: ScopedQuerySet[Deviation], _viewer: Actor, _on: date) -> Iterator[ToDo]:
    for row in rows[:MOST]:
        text = N_("“%(title)s”: %(firm)s has answered and waits for you.")
        what, button = N_("Look at what the supplier has sent"), N_("Look at it")
        yield _one(row, "deviation_came", what=what, urgency=96, text=text, button=button)


def _found(viewer: Actor, on: date) -> ScopedQuerySet[DeviationProposal]:
    rows = DeviationProposal.objects.visible_to(viewer).filter(state=DeviationProposal.State.PROPOSED)
    rows = rows.filter(contract_id__in=running_of(viewer, on).values("id"))
    return rows if _handles(viewer) else rows.none()


def _tell_found(rows: ScopedQuerySet[DeviationProposal], viewer: Actor, _on: date) -> Iterator[ToDo]:
    counted = rows.values("contract_id").annotate(number=Count("id"), certain=Count("id", filter=Q(certain=True)))
    found = list(counted.order_by("-certain", "contract_id")[:MOST])
    contracts = (
        Contract.objects.visible_to(viewer).select_related("unit").in_bulk([one["contract_id"] for one in found])
    )
    for one in found:
        text = N_("%(number)s findings wait for a decision; %(certain)s of them are breaches.")
        yield ToDo(
            kind="proposal",
            what=N_("Decide about what was found"),
            urgency=94 if one["certain"] else 75,
            why=Message(text, {"number": one["number"], "certain": one["certain"]}),
            button=N_("Look at the findings"),
            url_name="office:deviations",
            target=one["contract_id"],
            contract=contracts[one["contract_id"]],
        )


def _not_begun(viewer: Actor, on: date) -> ScopedQuerySet[AgreedTerm]:
    rows = AgreedTerm.objects.visible_to(viewer).filter(withdrawn_on=None, begun_on=None, due_on__lt=on)
    rows = rows.filter(contract_id__in=running_of(viewer, on).values("id"))
    return rows.order_by("due_on", "id") if _handles(viewer) else rows.none()


def _tell_not_begun(rows: ScopedQuerySet[AgreedTerm], viewer: Actor, _on: date) -> Iterator[ToDo]:
    """A requirement the contract holds whose last day to begin has passed, with no open deviation about it."""
    handled = Deviation.objects.visible_to(viewer).filter(state=Deviation.State.OPEN).values_list("contract_id", "rule")
    taken = set(handled.filter(contract_id__in=rows.order_by().values("contract_id")))
    for row in rows.select_related("contract__unit")[:MOST]:
        if (row.contract_id, row.rule) in taken:
            continue
        text = N_("%(rule)s should have begun by %(due_on)s.")
        yield ToDo(
            kind="not_begun",
            what=N_("A requirement was not begun in time"),
            urgency=93,
            why=Message(text, {"rule": row.rule, "due_on": row.due_on}),
            button=N_("Look at it"),
            url_name="office:deviations",
            target=row.contract_id,
            contract=row.contract,
            due_on=row.due_on,
            because=row.because,
        )


DEVIATIONS_TODAY: Final = (
    Source(_second, _tell_second),
    Source(_late, _tell_late),
    Source(_came, _tell_came),
    Source(_found, _tell_found),
    Source(_not_begun, _tell_not_begun),
)
"""Sanctions to confirm, what is late, what has come from the supplier, what is found, what was not begun."""
