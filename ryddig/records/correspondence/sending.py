"""What the worker does with mail: takes one on, and keeps what came of the try. Sending goes on between the two.

A try that is cut off after the mail server took the mail, and before that is stored, is made again: the mail may then
come twice. It has the same Message-ID, so most receivers show it once; the link of the first stays open, since it may
be the one that is shown.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ryddig.domain.errors import OurFault, RyddigError
from ryddig.domain.serial import plain
from ryddig.domain.words import N_, Message
from ryddig.records.accounts.access import Action, Actor, Author, Case, Machine, require
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.correspondence import events
from ryddig.records.correspondence.links import mint_link, revoke
from ryddig.records.correspondence.mail_kinds import DECLARED
from ryddig.records.correspondence.models import Mail, SupplierLink

WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60))
"""How long after each try the next one comes; after the last there is none, and a person is told."""
CUT_OFF: Final = timedelta(minutes=10)
"""How long a try may take before it counts as cut off. Longer than any patience with a mail server."""
_WHY: Final = "the worker serves every organisation"
_TRIED: Final = (Mail.State.QUEUED, Mail.State.FAILED)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A mail that is being sent, to whom, and the token of its link (empty for a mail without one)."""

    mail: Mail
    name: str
    address: str
    token: str = ""


def due_mails(now: datetime, *, most: int = 200) -> list[int]:
    """Mail to be sent now, the longest waiting first; also what was cut off while it was sent."""
    rows = Mail.objects.unscoped(_WHY).filter(_due(now))
    return list(rows.order_by("next_try_at", "id").values_list("id", flat=True)[:most])


def _due(now: datetime) -> Q:
    cut_off = Q(state=Mail.State.SENDING, tried_at__lt=now - CUT_OFF)
    return Q(state__in=_TRIED, next_try_at__lte=now) | cut_off


@transaction.atomic
def begin_mail(mail_id: int, *, now: datetime, on: date) -> Outgoing | None:
    """Take a mail on, with a new link for its contact. None when it is gone, withdrawn, or another worker has it."""
    mail = _taken(mail_id, now, on)
    if mail is None:
        return None
    mail.state, mail.tried_at, mail.tries = Mail.State.SENDING, now, mail.tries + 1
    mail.save(update_fields=["state", "tried_at", "tries"])
    if mail.contact is None:
        return Outgoing(mail, str(mail.user), mail.user.email if mail.user is not None else "")
    token = ""
    if mail.kind not in DECLARED or DECLARED[mail.kind].link:
        _link, token = mint_link(contact=mail.contact, on=on, until=mail.link_until, mail=mail)
    return Outgoing(mail, mail.contact.name, mail.contact.email, token)


def _taken(mail_id: int, now: datetime, on: date) -> Mail | None:
    """The row, locked. One that was cut off time and again is given up."""
    mail = _locked(Mail.objects.unscoped(_WHY)).filter(_due(now), id=mail_id).first()
    if mail is None or mail.tries <= len(WAITS):
        return mail
    _put_off(mail, error=cut_off(), for_good=True, now=now, on=on)
    return None


@transaction.atomic
def miss_mail(mail_id: int, *, error: RyddigError, now: datetime, on: date) -> None:
    """There was no connection, so this mail was not tried either: it waits for its next try as the others."""
    mail = _taken(mail_id, now, on)
    if mail is not None:
        mail.tries, mail.tried_at = mail.tries + 1, now
        _put_off(mail, error=error, for_good=False, now=now, on=on)


@transaction.atomic
def finish_mail(outgoing: Outgoing, *, subject: str, body: str, on: date) -> None:
    """The mail server took it."""
    mail = _still_ours(outgoing)
    if mail is None:
        return
    mail.state, mail.sent_at, mail.next_try_at, mail.failure = Mail.State.SENT, timezone.now(), None, {}
    kept = mail.contact is None or mail.contact.shredded_on is None
    mail.sent_to = outgoing.address if kept and mail.contact is not None else ""
    mail.subject, mail.body = subject, body
    mail.save()
    _record(events.MAIL_SENT, mail, by=Machine(mail.organisation_id), on=on, contact=mail.contact_id)


@transaction.atomic
def fail_mail(
    outgoing: Outgoing, *, error: RyddigError, certain: bool, for_good: bool, now: datetime, on: date
) -> None:
    """The try came to nothing, and why. `certain`: it did not go out, so its link is closed. `for_good`: another try
    would end the same way, so a person is told at once."""
    mail = _still_ours(outgoing)
    if mail is None:
        return
    if certain:
        links = SupplierLink.objects.visible_to(mail).filter(mail=mail, made_at__gte=mail.tried_at)
        revoke(links, why=SupplierLink.Why.NOT_SENT)
    _put_off(mail, error=error, for_good=for_good, now=now, on=on)


def _put_off(mail: Mail, *, error: RyddigError, for_good: bool, now: datetime, on: date) -> None:
    over = for_good or mail.tries > len(WAITS)
    mail.failure = {"code": error.code, **plain(Message(error.message, error.params))}
    mail.state = Mail.State.GIVEN_UP if over else Mail.State.FAILED
    mail.next_try_at = None if over else now + WAITS[mail.tries - 1]
    mail.save()
    if over:
        _record(events.MAIL_GIVEN_UP, mail, by=Machine(mail.organisation_id), on=on, code=error.code)


def cut_off() -> OurFault:
    """What a person is told of a mail that was cut off each time."""
    text = N_("The work was cut off each time the mail was being sent, so nobody knows whether it went.")
    return OurFault("mail.cut_off", text, hint=N_("Ask the supplier, or send it again."))


@transaction.atomic
def send_again(*, actor: Actor, mail_id: int, on: date) -> Mail:
    """Have a mail that failed, was given up or was sent go out once more, with a new link."""
    mail = _locked(Mail.objects.visible_to(actor)).get(id=mail_id, contact__isnull=False)
    contract, contact = mail.contract, mail.contact
    if contract is None or contact is None or contact.shredded_on is not None:
        raise Mail.DoesNotExist
    require(actor, Action.WRITE_SUPPLIER, Case.of(contract))
    if mail.state not in (Mail.State.QUEUED, Mail.State.SENDING):
        mail.state, mail.tries, mail.next_try_at, mail.failure = Mail.State.QUEUED, 0, timezone.now(), {}
        mail.language = contact.language
        mail.save()
        _record(events.MAIL_AGAIN, mail, by=actor, on=on)
    return mail


def _locked(rows: ScopedQuerySet[Mail]) -> ScopedQuerySet[Mail]:
    found = rows.select_related("contract__responsible", "contact", "supplier", "user", "organisation")
    return found.select_for_update(no_key=True, of=("self",))


def _still_ours(outgoing: Outgoing) -> Mail | None:
    """The row as it stands, unless it was withdrawn or taken on by another worker meanwhile."""
    mail = _locked(Mail.objects.unscoped(_WHY)).filter(id=outgoing.mail.pk).first()
    same = mail is not None and mail.state == Mail.State.SENDING and mail.tries == outgoing.mail.tries
    return mail if same else None


def _record(event: EventType, mail: Mail, *, by: Author, on: date, **more: Any) -> None:
    about = ("contract", mail.contract_id) if mail.contract_id is not None else ("mail", mail.pk)
    details = {"mail": mail.pk, "kind": mail.kind, **more}
    record_event(Entry(event, *about, details=details), actor=by, on=on)
