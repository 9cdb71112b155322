"""The card of the chain of subcontractors."""

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ryddig.office.desk import Desk
from ryddig.office.step_card import DONE, QUIET, WAITING, WRONG, StepCard
from ryddig.records.contracts.models import Contract
from ryddig.records.reviews.chain import live
from ryddig.records.reviews.chain_models import ChainFirm


def card(desk: Desk, contract: Contract) -> StepCard:
    """How many firms there are, and how many wait for an answer."""
    rows = list(live(desk.actor, contract.pk))
    waiting = [row for row in rows if row.state == ChainFirm.State.ASKED]
    late = any(row.answer_by is not None and row.answer_by < desk.on for row in waiting)
    name, url = gettext("Chain of subcontractors"), reverse("office:chain", args=[contract.pk])
    if not rows:
        return StepCard(name, url, gettext("none registered"), QUIET)
    approved = len(rows) - len(waiting)
    lines = [ngettext("%(n)s firm is approved.", "%(n)s firms are approved.", approved) % {"n": approved}]
    if contract.tiers is not None:
        lines.append(ngettext("%(n)s tier at work.", "%(n)s tiers at work.", contract.tiers) % {"n": contract.tiers})
    if not waiting:
        return StepCard(name, url, gettext("approved"), DONE, tuple(lines))
    do = (f"{url}#waiting", gettext("Answer"))
    return StepCard(
        name, url, gettext("waits for your answer"), WRONG if late else WAITING, tuple(lines), len(waiting), do
    )
