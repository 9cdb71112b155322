"""Two people in a story: one at the buyer's desk, one with a telephone at the supplier, and the mail between them."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect

from ryddig.records.contracts.models import Contract
from ryddig.worker.mail import send_due
from tests.worker.mail_server import MailServer

ANSWERS: Final = {
    "firm.contact": "Ola Prøve",
    "firm.email": "ola@prove.example",
    "workers.own": "12",
    "workers.contracts": "yes",
    "workers.common_language": "no",
    "hire.used": "yes",
    "hire.number": "3",
    "posted.used": "no",
    "chain.used": "no",
    "tariff.bound": "no",
    "pay.lowest-1-kind_of_work": "cleaning.adult",
    "pay.lowest-1-lowest_pay": "200",
    "pay.lowest-1-workers": "2",
    "pay.bank": "yes",
    "pay.slips": "yes",
    "pension.has": "yes",
    "pension.percent": "2",
    "hms.needed": "yes",
    "hms.all": "yes",
    "orders.any": "no",
    "signer.true": "yes",
    "signer.control": "yes",
    "signer.name": "Ola Prøve",
    "signer.role": "Daglig leder",
}


@dataclass
class Story:
    """Where the story is told: the buyer's page, the supplier's telephone, the mail between them."""

    office: Page
    phone: Page
    url: str
    mail: MailServer
    contract: Contract
    on: date
    folder: Path

    def go(self, path: str) -> Page:
        """A page about the contract, at the buyer."""
        self.office.goto(f"{self.url}/contracts/{self.contract.pk}/{path}")
        return self.office

    def press(self, selector: str = "main form button") -> None:
        """Send a form of the office and see that nothing was refused."""
        self.office.locator(selector).first.click()
        expect(self.office.locator(".ds-error-summary, .ds-alert[data-color=danger]")).to_have_count(0)

    def file(self, name: str, text: str) -> Path:
        """A file of the supplier's."""
        place = self.folder / name
        place.write_text(text, encoding="utf-8-sig")
        return place

    def post(self) -> str:
        """What waits goes out; the newest mail's text."""
        before = len(self.mail.came)
        send_due(on=self.on)
        assert len(self.mail.came) > before, "no mail went out"
        body = self.mail.came[-1].get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    def open_link(self) -> None:
        """The supplier opens the link in the newest mail."""
        found = re.search(r"(https?://\S+/s/[A-Za-z0-9_-]{43}/?)", self.post())
        assert found is not None, "a mail without a link"
        self.phone.goto(found[1])
        assert found[1].rstrip("/") not in self.phone.url, "the token does not stay in the address"


def narrow(shown: Page) -> None:
    """Nothing runs out of a telephone's screen."""
    shown.wait_for_load_state()
    wide = shown.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide, f"{shown.url} is wider than 360 px"


def fill_in(phone: Page) -> None:
    """Answer what this part of the form asks."""
    for question, value in ANSWERS.items():
        name = f"questions.{question}"
        field = phone.locator(f"main [name='{name}']")
        if not field.count():
            continue
        kind = field.first.get_attribute("type")
        if kind in {"radio", "checkbox"}:
            phone.locator(f"main [name='{name}'][value='{value}']").check()
        elif field.first.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
