"""Mail goes out: one after another over one connection, each taken on and stored in short transactions of its own."""

from dataclasses import dataclass
from datetime import date, datetime
from email.utils import formataddr, parseaddr
from typing import Final

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlsafe_base64_encode

from ryddig.domain.errors import OurFault, RyddigError
from ryddig.records.correspondence import sending
from ryddig.records.correspondence.models import Mail
from ryddig.records.correspondence.people_mails import SEATED, SIGN_IN_CHANGED, WITH_PASSWORD
from ryddig.records.correspondence.sending import Outgoing
from ryddig.reports.mails import MailText, letter, mail_text
from ryddig.worker.mail_post import NoConnection, NotTaken, Post, is_on, post
from ryddig.worker.stopping import go_on

MACHINE_MADE: Final = {"Auto-Submitted": "auto-generated"}
"""So that nobody's absence is answered to us."""


@dataclass(slots=True)
class MailRound:
    """What became of a round."""

    sent: int = 0
    failed: int = 0


def mail_due(now: datetime) -> bool:
    """Whether some mail is to go out now, and this installation sends any."""
    return is_on() and bool(sending.due_mails(now, most=1))


def send_due(*, on: date) -> MailRound:
    """Send what is due. Where there is no connection, every mail that is due waits for its next try."""
    result, due = MailRound(), sending.due_mails(timezone.now())
    try:
        with post() as way:
            while due:
                go_on()
                _send(due[0], way, result=result, on=on)
                due.pop(0)
    except NoConnection as error:
        for mail_id in due:
            sending.miss_mail(mail_id, error=error, now=timezone.now(), on=on)
        result.failed += len(due)
    return result


def _send(mail_id: int, way: Post, *, result: MailRound, on: date) -> None:
    outgoing = sending.begin_mail(mail_id, now=timezone.now(), on=on)
    if outgoing is None:
        return
    try:
        text = mail_text(outgoing.mail)
        way.send(mail_id, _message(outgoing, text))
    except NoConnection:
        raise
    except NotTaken as error:
        _fail(outgoing, error, certain=error.certain, for_good=error.for_good, on=on)
        result.failed += 1
    except OurFault as error:
        _fail(outgoing, error, certain=True, for_good=True, on=on)
        result.failed += 1
    else:
        sending.finish_mail(outgoing, subject=text.subject, body=text.body, on=on)
        result.sent += 1


def _fail(outgoing: Outgoing, error: RyddigError, *, certain: bool, for_good: bool, on: date) -> None:
    sending.fail_mail(outgoing, error=error, certain=certain, for_good=for_good, now=timezone.now(), on=on)


def _message(outgoing: Outgoing, text: MailText) -> EmailMessage:
    mail = outgoing.mail
    answer_to = _answer_to(mail)
    path = _path(outgoing)
    link = settings.PUBLIC_URL + path if path else ""
    return EmailMessage(
        subject=text.subject,
        body=letter(mail, text, name=outgoing.name, link=link, may_answer=bool(answer_to)),
        from_email=formataddr((mail.organisation.name, settings.MAIL_FROM)),
        to=[formataddr((outgoing.name, outgoing.address))],
        reply_to=[answer_to] if answer_to else None,
        headers={**MACHINE_MADE, "Message-ID": message_id(mail)},
    )


def _path(outgoing: Outgoing) -> str:
    """Where the link leads: the supplier's page, a new password, the log-in, or nowhere."""
    mail = outgoing.mail
    if outgoing.token:
        return reverse("portal:enter", args=[outgoing.token])
    if mail.user is not None and mail.kind in WITH_PASSWORD:
        number = urlsafe_base64_encode(str(mail.user.pk).encode())
        return reverse("office:choose_password", args=[number, default_token_generator.make_token(mail.user)])
    if mail.kind == SIGN_IN_CHANGED.code:
        return reverse("mfa_index")
    return reverse("office:login") if mail.kind == SEATED.code else ""


def message_id(mail: Mail) -> str:
    """The same for each try, so that a mail that comes twice is shown once."""
    return f"<{mail.message_id}@{parseaddr(settings.MAIL_FROM)[1].rpartition('@')[2]}>"


def _answer_to(mail: Mail) -> str:
    """The person who follows up the contract."""
    responsible = mail.contract.responsible if mail.contract is not None else None
    return responsible.email if responsible is not None and responsible.is_active else ""
