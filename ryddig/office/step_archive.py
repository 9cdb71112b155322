"""The proof as a step of the follow-up: what it is for, and whether the archive has it."""

from django.urls import reverse
from django.utils.translation import gettext

from ryddig.office.desk import Desk
from ryddig.office.step_card import DONE, QUIET, WAITING, WRONG, StepCard
from ryddig.records.contracts.models import Contract
from ryddig.records.evidence.archiving import messages_of


def card(desk: Desk, contract: Contract) -> StepCard:
    """The newest message to the archive and its answer, in two queries."""
    name, url = gettext("Proof and archive"), reverse("office:proof", args=[contract.pk])
    what = gettext("Everything in one document, for an auditor and for the archive.")
    newest = messages_of(desk.actor, contract.pk).first()
    answers = list(newest.answers.all()) if newest is not None else []
    if newest is None:
        return StepCard(name, url, gettext("not archived"), QUIET, (what,))
    if not answers:
        return StepCard(name, url, gettext("waits for the archive"), WAITING, (newest.title,))
    if answers[-1].failed:
        return StepCard(name, url, gettext("refused by the archive"), WRONG, (answers[-1].failed,))
    case = gettext("Case %(number)s") % {"number": answers[-1].case_number}
    return StepCard(name, url, gettext("archived"), DONE, (case,))
