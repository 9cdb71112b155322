"""The story of a contract as its people live it, over HTTP: asked, mailed, opened, filled in, delivered, deviation,
correction, closed. Each step may be broken off and done again, as somebody does whose page did not come back."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from time import monotonic, sleep
from typing import Any, Final

import httpx
from lxml import html

from ryddig.domain.questionnaire import full
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.models import Mail, SupplierContact
from ryddig.records.deviations.models import Deviation, DeviationProposal
from ryddig.records.selfreports.models import SelfReport, SelfReportDraft, SelfReportRequest
from tests.portal_world import WHY, supplier_of
from tests.report_world import GOOD
from tests.worker.mail_server import MailServer

SERVER_FAULT: Final = 500
PATIENCE: Final = 40.0
KRONER: Final = "1250"
FILLED_IN: Final = ("firm.contact", "workers.own", "pay.lowest", "pay.slips", "signer.name")
"""An answer of each part of the form."""


class BrokenOff(Exception):
    """The server was gone before it answered."""


@dataclass
class Person:
    """A browser."""

    client: httpx.Client

    def get(self, path: str) -> httpx.Response:
        return self._asked("GET", path)

    def post(self, path: str, data: dict[str, Any]) -> httpx.Response:
        """With the token the page gave."""
        token = self.client.cookies.get("csrftoken") or ""
        return self._asked("POST", path, data={**data, "csrfmiddlewaretoken": token})

    def send(self, path: str, given: dict[str, Any], *, form: Callable[[Any], bool]) -> None:
        """Fill in the first form on the page that is meant, and send it where it goes. No such form: nothing to do."""
        page: Any = html.fromstring(self.get(path).text)
        found = next((one for one in page.forms if one.method == "POST" and form(one)), None)
        if found is not None:
            self.post(found.action or path, filled(found, given))

    def _asked(self, method: str, path: str, **more: Any) -> httpx.Response:
        try:
            answer = self.client.request(method, path, follow_redirects=True, **more)
        except httpx.TransportError as error:
            raise BrokenOff from error
        assert answer.status_code < SERVER_FAULT, (method, path, said_of_fault(answer.text))
        return answer


def said_of_fault(page: str) -> str:
    """The end of what Django's own page tells of a fault."""
    return page.partition('id="traceback_area"')[2][:6000] or page[-6000:]


def filled(form: Any, given: dict[str, Any]) -> dict[str, Any]:
    """What a browser would send: what stood there, and what was given in its place."""
    sent: dict[str, Any] = {}
    for box in form.xpath(".//input[@name]|.//textarea[@name]|.//select[@name]"):
        if box.get("type") in {"checkbox", "radio"}:
            wanted = str(given[box.name]) == box.get("value", "on") if box.name in given else box.checked
            if wanted or (given.get(box.name) is True and box.get("type") == "checkbox"):
                sent[box.name] = box.get("value", "on")
        elif box.get("type") != "file" and box.name != "csrfmiddlewaretoken":
            value = given.get(box.name, box.value)
            sent.setdefault(box.name, [])
            sent[box.name].append("" if value is None else str(value))
    for button in form.xpath(".//button[@name]")[:1]:
        sent.setdefault(button.get("name"), given.get(button.get("name"), button.get("value", "")))
    return sent


@dataclass
class Story:
    """One contract's story. `mails`: where its mail comes."""

    contract: Contract
    kari: Person
    supplier: Person
    mails: MailServer
    on: date
    steps: list[tuple[str, Callable[[], None], Callable[[], bool]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Each step: its name, what is done, and whether it is done."""
        self.email = f"supplier-{self.contract.pk}@eksempel.no"
        self.office = f"/contracts/{self.contract.pk}/"
        self.steps = [
            ("contact", self._contact, lambda: self._rows(SupplierContact) == 1),
            ("ask", self._ask, lambda: self._rows(SelfReportRequest) == 1),
            ("open the link", self._open, lambda: self.supplier.client.cookies.get("ryddig_portal") is not None),
            ("fill in", self._fill_in, self._is_filled_in),
            ("deliver", self._deliver, lambda: self._reports() == 1),
            ("receipt", self._wait_for_mail, lambda: self._sent("self_report.delivered") == 1),
            ("deviation", self._deviation, lambda: self._rows(Deviation) == 1),
            (
                "demand",
                self._act("correct", demand="Betal etter minstesatsen."),
                lambda: self._one().correction_due_on is not None,
            ),
            ("letter", self._wait_for_mail, lambda: not self._unsent()),
            ("correct", self._correct, lambda: self._one().correction_claimed_on is not None),
            ("accept", self._act("accept", reason="Bilag sett."), lambda: self._one().corrected_on is not None),
            ("close", self._act("close", reason="Rettet."), lambda: self._one().state == Deviation.State.CLOSED),
        ]

    def _rows(self, model: Any) -> int:
        return int(model.objects.unscoped(WHY).filter(contract=self.contract).count())

    def _reports(self) -> int:
        return SelfReport.objects.unscoped(WHY).filter(request__contract=self.contract).count()

    def _one(self) -> Deviation:
        return Deviation.objects.unscoped(WHY).get(contract=self.contract)

    def _sent(self, kind: str) -> int:
        return Mail.objects.unscoped(WHY).filter(contract=self.contract, kind=kind, state=Mail.State.SENT).count()

    def _unsent(self) -> bool:
        rows = Mail.objects.unscoped(WHY).filter(contract=self.contract)
        return rows.exclude(state=Mail.State.SENT).exists()

    def _request(self) -> SelfReportRequest:
        return SelfReportRequest.objects.unscoped(WHY).get(contract=self.contract)

    def _contact(self) -> None:
        given = {"name": "Ola Prøve", "email": self.email, "language": "nb"}
        given["supplier_id"] = str(supplier_of(self.contract).pk)
        self.kari.get(f"{self.office}contacts/")
        self.kari.post(f"{self.office}contacts/", given)

    def _ask(self) -> None:
        form = "questionnaires.pay_simple"
        given = {"questionnaire": form, "send_on": self.on.isoformat()}
        self.kari.send(f"{self.office}self-reports/new/", given, form=_has("questionnaire"))

    def _open(self) -> None:
        ends = monotonic() + PATIENCE
        while not (letters := [one for one in self.mails.came if self.email in str(one["To"])]):
            assert monotonic() < ends, f"no mail came to {self.email}"
            sleep(0.05)
        text = letters[-1].get_content()
        link = re.search(r"/s/[\w-]{43}", text)
        assert link is not None, text
        self.supplier.get(link[0])

    def _wait_for_mail(self) -> None:
        ends = monotonic() + PATIENCE
        while self._unsent() and monotonic() < ends:
            sleep(0.05)

    def _parts(self) -> list[str]:
        page = self.supplier.get(f"/s/reports/{self._request().pk}/").text
        return list(dict.fromkeys(re.findall(r"/part/([\w.]+)/", page)))

    def _fill_in(self) -> None:
        number = self._request().pk
        given: dict[str, Any] = {full(name): value for name, value in GOOD.items() if not isinstance(value, tuple)}
        given |= {full("signer.on"): self.on.isoformat()}
        cells = {"kind_of_work": "cleaning.adult", "lowest_pay": "200,00"}
        given |= {f"{full('pay.lowest')}-1-{name}": value for name, value in cells.items()}
        for _time in range(2):  # an answer may lead to more questions
            for part in self._parts():
                path = f"/s/reports/{number}/part/{part}/"
                self.supplier.send(path, given | {"do": "next"}, form=_has("number"))

    def _is_filled_in(self) -> bool:
        """Every part is saved. A form may be delivered with answers missing, so the page does not tell."""
        draft = SelfReportDraft.objects.unscoped(WHY).get(request=self._request())
        return all(full(name) in draft.answers["answers"] for name in FILLED_IN)

    def _deliver(self) -> None:
        self.supplier.send(f"/s/reports/{self._request().pk}/check/", {}, form=_goes_to("/deliver/"))

    def _deviation(self) -> None:
        waits = DeviationProposal.objects.unscoped(WHY).filter(contract=self.contract, state="proposed").first()
        if waits is None:
            return
        given = {"title": "Lønn under minstesatsen", "what": "Laveste timelønn er for lav.", "clause": "Punkt 2"}
        self.kari.send(f"{self.office}deviations/new/?proposal={waits.pk}", given, form=_has("title"))

    def _act(self, name: str, **given: str) -> Callable[[], None]:
        def act() -> None:
            path = f"{self.office}deviations/{self._one().pk}/"
            day = (self.on + timedelta(days=30)).isoformat()
            self.kari.send(path, {"due_on": day, **given}, form=_goes_to(f"/steps/{name}/"))

        return act

    def _correct(self) -> None:
        given = {"text": "Etterbetalt.", "paid_back": KRONER}
        self.supplier.send(f"/s/deviations/{self._one().pk}/", given, form=_has("paid_back"))


def _goes_to(ending: str) -> Callable[[Any], bool]:
    return lambda form: str(form.action or "").endswith(ending)


def _has(name: str) -> Callable[[Any], bool]:
    return lambda form: name in form.fields
