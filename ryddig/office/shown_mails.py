"""Mail to suppliers as pages show it: what, to whom, where it stands, and what to do when it did not go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext

from ryddig.domain.errors import OurFault
from ryddig.domain.words import N_, Message
from ryddig.office.desk import Desk
from ryddig.office.step_card import DONE, QUIET, WAITING, WRONG
from ryddig.records.accounts.access import Action, Actor
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.correspondence.models import Mail
from ryddig.records.correspondence.queries import mails_of
from ryddig.records.followup.today import Source, ToDo, running_of
from ryddig.reports.formats import moment
from ryddig.reports.mails import MailText, mail_text, subject_here

MOST_TODAY = 4
COLOURS = {
    Mail.State.QUEUED: WAITING,
    Mail.State.SENDING: WAITING,
    Mail.State.SENT: DONE,
    Mail.State.FAILED: "warning",
    Mail.State.GIVEN_UP: WRONG,
    Mail.State.WITHDRAWN: QUIET,
}


@dataclass(frozen=True, slots=True)
class ShownMail:
    """One mail. `to`: who it is to, while we keep that. `said`: what came of it, with the cure where it failed."""

    row: Mail
    subject: str
    body: str
    to: str
    state: str
    colour: str
    said: tuple[str, ...]
    may_send: bool


def mails(rows: Iterable[Mail], desk: Desk) -> list[ShownMail]:
    """The list in words."""
    return [shown(row, desk) for row in rows]


def shown(row: Mail, desk: Desk) -> ShownMail:
    """One mail, with what it says."""
    text, contact = _text(row), row.contact
    kept = contact is not None and contact.shredded_on is None
    unit = row.contract.unit_id if row.contract is not None else None
    open_to_send = row.state in (Mail.State.SENT, Mail.State.FAILED, Mail.State.GIVEN_UP, Mail.State.WITHDRAWN)
    return ShownMail(
        row=row,
        subject=text.subject,
        body=text.body,
        to=f"{contact.name}, {row.sent_to or contact.email}" if contact is not None and kept else "",
        state=row.get_state_display(),
        colour=COLOURS[Mail.State(row.state)],
        said=tuple(said(row, desk)),
        may_send=kept and open_to_send and desk.may(Action.WRITE_SUPPLIER, unit),
    )


def _text(row: Mail) -> MailText:
    """The subject in the reader’s language, the rest as in the mail. One that cannot be written shows its kind, so
    that the list still opens."""
    try:
        return MailText(subject_here(row), mail_text(row).body)
    except OurFault:
        return MailText(row.kind, "")


def said(row: Mail, desk: Desk) -> list[str]:
    """When it went, or why it did not and what happens next."""
    lines = []
    if row.sent_at is not None:
        lines.append(gettext("Sent %(moment)s.") % {"moment": moment(row.sent_at)})
    if row.failure:
        lines.append(desk.teller.tell(row.failure))
    if row.state == Mail.State.FAILED and row.next_try_at is not None:
        tried = {"tries": row.tries, "moment": moment(row.next_try_at)}
        lines.append(gettext("Tried %(tries)s times. The next try is %(moment)s.") % tried)
    if row.state == Mail.State.GIVEN_UP:
        lines.append(gettext("It is not tried again by itself. Check the address, then send it again."))
    return lines


def _given_up(viewer: Actor, on: date) -> ScopedQuerySet[Mail]:
    return mails_of(viewer, states=[Mail.State.GIVEN_UP]).filter(contract__in=running_of(viewer, on))


def _tell(rows: ScopedQuerySet[Mail], _viewer: Actor, _on: date) -> Iterator[ToDo]:
    for row in rows[:MOST_TODAY]:
        if row.contract is not None:
            yield ToDo(
                kind="mail",
                what=N_("A mail could not be sent"),
                urgency=90,
                why=Message(str(row.failure.get("text", "")), row.failure.get("params", {})),
                button=N_("Look at it"),
                url_name="office:mail",
                target=row.pk,
                contract=row.contract,
            )


MAILS_TODAY: Final = (Source(_given_up, _tell),)
"""Mail that was given up on running contracts: the supplier has not heard from us."""


def kept_copy(row: Mail) -> Path | None:
    """The mail as it was written to the folder, on an installation that keeps mail there instead of sending it."""
    if not settings.MAIL_FOLDER or settings.EMAIL_HOST:
        return None
    path = Path(settings.MAIL_FOLDER) / f"{row.pk}.eml"
    return path if path.is_file() else None


def letter_in(path: Path) -> dict[str, str]:
    """Head and text of a kept mail, and the address of its link."""
    letter = BytesParser(_class=EmailMessage, policy=default).parsebytes(path.read_bytes())
    text = str(letter.get_content())
    link = next((line for line in text.splitlines() if line.startswith(f"{settings.PUBLIC_URL}/s/")), "")
    path_only = link.removeprefix(settings.PUBLIC_URL)
    before, _found, after = text.partition(link) if link else (text, "", "")
    head = {"to": str(letter["To"]), "sender": str(letter["From"]), "subject": str(letter["Subject"])}
    return {**head, "before": before.strip(), "link": link, "path": path_only, "after": after.strip()}


def goes_nowhere() -> bool:
    """Whether this installation has no way out for mail."""
    return not (settings.EMAIL_HOST or settings.MAIL_FOLDER)
