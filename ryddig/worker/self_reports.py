"""Self-reports that fall due: sent, reminded, told that they are late, and shredded on their day.

A contract that has just been signed is asked by itself when its plan wants a self-report and somebody has said whom to
write to at the supplier; an older one waits for a person.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from django.db import transaction

from ryddig.domain.controls import SELF_REPORT
from ryddig.domain.self_report_choice import forms_proposed
from ryddig.records.accounts.access import Machine
from ryddig.records.accounts.models import Organisation
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.contracts.facts import contract_facts, with_facts
from ryddig.records.contracts.models import Contract
from ryddig.records.contracts.queries import in_state
from ryddig.records.correspondence.queries import contacts_of
from ryddig.records.followup.models import PlanItem
from ryddig.records.selfreports import asking, delivering
from ryddig.records.selfreports.models import SelfReportRequest
from ryddig.reports.law import Law, law_for

_WHY: Final = "the worker does it for every buyer"
_STATE: Final = SelfReportRequest.State


def send_planned(on: date) -> int:
    """Send what somebody has planned for today or earlier."""
    rows = _requests().filter(state=_STATE.PLANNED, send_on__lte=on)

    def do(author: Machine, number: int, law: Law) -> bool:
        return asking.send_planned(author=author, request_id=number, book=law.book, on=on)

    return _each(rows.values_list("organisation_id", "id"), do)


def remind(on: date) -> int:
    """The reminders whose day has come."""
    rows = _requests().filter(state=_STATE.SENT, due_on__gte=on).exclude(remind_on=[])

    def do(author: Machine, number: int, _law: Law) -> bool:
        return asking.remind(author=author, request_id=number, on=on)

    return _each(rows.values_list("organisation_id", "id"), do)


def tell_late(on: date) -> int:
    """What was not delivered in time: the risk and a proposal follow, and the supplier is told."""
    rows = _requests().filter(state=_STATE.SENT, late_on=None, due_on__lt=on)

    def do(author: Machine, number: int, law: Law) -> bool:
        return delivering.store_late(author=author, request_id=number, screener=law.screener, on=on)

    return _each(rows.values_list("organisation_id", "id"), do)


def ask_signed(on: date) -> int:
    """Ask the suppliers of newly signed contracts, while the deadline that counts from the signing leaves them time."""
    planned = PlanItem.objects.unscoped(_WHY).filter(kind=SELF_REPORT, state=PlanItem.State.PLANNED)
    planned = planned.filter(due_on__gte=on + asking.NOTICE)
    rows = Contract.objects.unscoped(_WHY).filter(in_state("running", on), signed_on__lte=on)
    rows = rows.filter(id__in=planned.values("contract_id"), contacts__shredded_on=None, contacts__isnull=False)
    rows = rows.exclude(id__in=_requests().values("contract_id")).order_by("id").distinct()

    def do(author: Machine, number: int, law: Law) -> bool:
        return _ask(author, number, law, on=on)

    return _each(rows.values_list("organisation_id", "id"), do)


@transaction.atomic
def _ask(author: Machine, contract_id: int, law: Law, *, on: date) -> bool:
    asking.lock_contract(author, contract_id)
    if _requests().filter(contract_id=contract_id).exists():
        return False  # a person asked meanwhile
    contract = with_facts(Contract.objects.visible_to(author)).get(id=contract_id)
    proposed = forms_proposed(law.screener.screen(contract_facts(contract), on=on), law.book)
    contact = contacts_of(author, contract_id).first()
    if not proposed or contact is None:
        return False
    asked = asking.Asking(proposed[0].questionnaire, contact.pk, on)
    asking.ask_report(actor=author, contract_id=contract_id, asking=asked, book=law.book, on=on)
    return True


def _requests() -> ScopedQuerySet[SelfReportRequest]:
    return SelfReportRequest.objects.unscoped(_WHY)


def _each(rows: Iterable[tuple[int, int]], do: Callable[[Machine, int, Law], bool]) -> int:
    """Do it for each row under its buyer's lawbook, each in a transaction of its own. Returns how many were done."""
    waiting = list(rows)
    buyers = Organisation.objects.in_bulk({buyer for buyer, _ in waiting})
    return sum(do(Machine(buyer), number, law_for(buyers[buyer].layers)) for buyer, number in waiting)
