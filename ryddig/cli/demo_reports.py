"""The demo's self-reports: one sent, one delivered with pay under the minimum rate, one that did not come in time."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from ryddig.domain.answers import Answers, answers_from_plain
from ryddig.domain.questionnaire import Form, form_on, full
from ryddig.domain.screening import Screener
from ryddig.lawbook.strict_yaml import read
from ryddig.records.accounts.access import Actor, Guest, Machine
from ryddig.records.contracts.models import ContractSupplier
from ryddig.records.correspondence.links import guest_of_link, mint_link
from ryddig.records.correspondence.models import SupplierContact
from ryddig.records.correspondence.services import add_contact
from ryddig.records.selfreports.asking import Asking, ask_report
from ryddig.records.selfreports.delivering import deliver_report, store_late
from ryddig.records.selfreports.drafting import save_answers
from ryddig.records.selfreports.models import SelfReportRequest

FILE: Final = "self_reports.yaml"


def give_reports(
    folder: Path, *, actors: Mapping[str, Actor], ids: Mapping[str, int], screener: Screener, today: date
) -> None:
    """All three through the services, each on its own day; nothing where the contracts are not."""
    told: Any = read((folder / FILE).read_text(encoding="utf-8")) if (folder / FILE).is_file() else None
    if told is None or told["sent"]["ref"] not in ids:
        return
    for name in ("delivered", "late", "sent"):
        one = told[name]
        actor, contract_id = actors[one["who"]], ids[one["ref"]]
        contact = _contact(one, actor, contract_id, on=_day(one, "asked", today))
        row = _ask(one, actor, contact, screener=screener, today=today)
        if name == "delivered":
            _deliver(row, contact, told["answers"], screener=screener, on=_day(one, "answered", today))
        elif name == "late":
            late = row.due_on + timedelta(days=1)
            store_late(author=Machine(actor.organisation_id), request_id=row.pk, screener=screener, on=late)


def _day(one: Mapping[str, Any], name: str, today: date) -> date:
    return today + timedelta(days=one[name])


def _contact(one: Mapping[str, Any], actor: Actor, contract_id: int, *, on: date) -> SupplierContact:
    links = ContractSupplier.objects.visible_to(actor).filter(contract_id=contract_id, role="supplier")
    supplier_id = links.order_by("id").values_list("supplier_id", flat=True)[0]
    given = {name: one[name] for name in ("name", "email", "language")}
    return add_contact(actor=actor, contract_id=contract_id, supplier_id=supplier_id, on=on, **given)


def _ask(
    one: Mapping[str, Any], actor: Actor, contact: SupplierContact, *, screener: Screener, today: date
) -> SelfReportRequest:
    on = _day(one, "asked", today)
    asked = Asking(one["form"], contact.pk, on, _day(one, "due", today) if "due" in one else None)
    return ask_report(actor=actor, contract_id=contact.contract_id, asking=asked, book=screener.book, on=on)


def _deliver(
    row: SelfReportRequest, contact: SupplierContact, told: Mapping[str, Any], *, screener: Screener, on: date
) -> None:
    guest: Guest = guest_of_link(mint_link(contact=contact, on=on)[0])
    form = form_on(screener.book, row.questionnaire, on)
    given = {name: one.value for name, one in _answers(form, told, on).given.items()}
    kept = save_answers(
        guest=guest, request_id=row.pk, number=1, changes=given, seen=tuple(given), book=screener.book, on=on
    )
    deliver_report(guest=guest, request_id=row.pk, number=kept.number, may_reuse=True, screener=screener, on=on)


def _answers(form: Form, told: Mapping[str, Any], on: date) -> Answers:
    stored = {full(name): {"value": value, "on": on.isoformat()} for name, value in told.items()}
    shape = {"questionnaire": form.questionnaire.id, "version": form.version, "answers": stored}
    return answers_from_plain(shape, form)
