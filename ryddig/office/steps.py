"""The steps shown on the page *Follow-up* of a contract, in order: one function for each app, from contract to card.

An app adds its line here and keeps the function beside its own pages. None leaves the card out.
"""

from collections.abc import Callable, Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext

from ryddig.office import (
    shown_contacts,
    shown_deviations,
    shown_pay_run,
    shown_reports,
    shown_reviews,
    shown_visits,
    step_archive,
    step_chain,
    step_dialogue,
)
from ryddig.office.desk import Desk
from ryddig.office.step_card import StepCard
from ryddig.records.contracts.models import Contract
from ryddig.records.followup.pay_queries import newest_runs, pay_controls_of

Step = Callable[[Desk, Contract], StepCard | None]


def pay_control(desk: Desk, contract: Contract) -> StepCard:
    """The newest pay control, and how many there are."""
    rows = list(pay_controls_of(desk.actor, contract.pk)[:1])
    shown = shown_pay_run.listed(rows, newest_runs(desk.actor, rows))
    name, url = gettext("Pay control"), reverse("office:pay_controls", args=[contract.pk])
    if not shown:
        return StepCard(name, url, gettext("none yet"))
    lines = tuple(filter(None, (shown[0].period, shown[0].counted)))
    return StepCard(name, url, shown[0].state_said, shown[0].colour, lines)


STEPS: Final[tuple[Step, ...]] = (
    shown_contacts.card,
    shown_reports.card,
    step_chain.card,
    pay_control,
    shown_reviews.card,
    shown_visits.card,
    shown_deviations.card,
    step_dialogue.card,
    step_archive.card,
)


def cards(desk: Desk, contract: Contract) -> Iterator[StepCard]:
    """The cards of a contract, in order."""
    for step in STEPS:
        card = step(desk, contract)
        if card is not None:
            yield card
