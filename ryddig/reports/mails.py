"""A mail's words: its kind's text in the receiver's language, with greeting, link and signature around it.

The same text is what goes out and what the office shows; only the link is known to the worker alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from ryddig.domain.errors import OurFault
from ryddig.domain.words import N_
from ryddig.records.correspondence.mail_kinds import DECLARED, MailKind
from ryddig.records.correspondence.mails import DIGEST
from ryddig.records.correspondence.models import Mail
from ryddig.reports.formats import day, kroner

SUBJECT: Final = 200
TITLE: Final = 100


@dataclass(frozen=True, slots=True)
class MailText:
    """Subject, and what is said, without greeting and link."""

    subject: str
    body: str


def mail_text(mail: Mail) -> MailText:
    """What a mail says. Once it has gone out, what it said then. Raises OurFault where the text cannot be written."""
    if mail.subject:
        return MailText(mail.subject, mail.body)
    kind = DECLARED.get(mail.kind)
    if kind is None:
        raise _unwritten(mail.kind)
    with override(mail.language):
        return _written(mail, kind)


def subject_here(mail: Mail) -> str:
    """The subject in the language in use, whatever language the mail is in: for the buyer's people."""
    kind = DECLARED.get(mail.kind)
    return _subject(kind, _places(mail)) if kind is not None else mail.subject


def _subject(kind: MailKind, places: Mapping[str, Any]) -> str:
    try:
        said = gettext(kind.subject) % {**places, "contract": _short(str(places["contract"]))}
    except (KeyError, TypeError, ValueError) as error:
        raise _unwritten(kind.code) from error
    return " ".join(said.split())[:SUBJECT]


def _written(mail: Mail, kind: MailKind) -> MailText:
    places = _places(mail)
    try:
        said = [gettext(text) % places for text in kind.paragraphs]
    except (KeyError, TypeError, ValueError) as error:
        raise _unwritten(kind.code) from error
    before = gettext("Message from %(buyer)s:") % places + "\n" if mail.contact_id is not None else ""
    note = [before + mail.note] if mail.note else []
    return MailText(_subject(kind, places), "\n\n".join([*said, *note]))


def letter(mail: Mail, text: MailText, *, name: str, link: str, may_answer: bool) -> str:
    """The whole mail as it is sent: plain text, so that every program and every reader aloud can read it."""
    with override(mail.language):
        return "\n\n".join(_parts(mail, text, name=name, link=link, may_answer=may_answer)) + "\n"


def _parts(mail: Mail, text: MailText, *, name: str, link: str, may_answer: bool) -> Iterator[str]:
    yield gettext("Hello %(name)s") % {"name": name}
    yield text.body
    kind = DECLARED.get(mail.kind)
    if link and kind is not None:
        yield f"{gettext(kind.link)}\n{link}"
        if mail.contact_id is not None:
            yield gettext("The link is yours alone. If a colleague is to take part, let them in from the page.")
    if mail.kind == DIGEST.code:
        said = gettext("You turn this mail off on your account page:")
        yield f"{said}\n{settings.PUBLIC_URL}{reverse('office:account')}"
    if may_answer:
        yield gettext("Questions? Answer this mail.")
    regards = gettext("Regards")
    yield f"{regards}\n{mail.organisation.name}"


def _places(mail: Mail) -> dict[str, Any]:
    contract = mail.contract
    about = " ".join(contract.title.split()) if contract is not None else ""
    always = {
        "buyer": mail.organisation.name,
        "contract": about,
        "supplier": mail.supplier.name if mail.supplier is not None else "",
    }
    return always | {name: _shown(name, value) for name, value in _given(mail).items()}


def _given(mail: Mail) -> Mapping[str, Any]:
    given: Mapping[str, Any] = mail.params
    return given


def _shown(name: str, value: object) -> object:
    if name.endswith("_on"):
        return day(value)
    return kroner(value) if name.endswith("_ore") and isinstance(value, int) else value


def _short(title: str) -> str:
    return title if len(title) <= TITLE else title[: TITLE - 1].rstrip() + "…"


def _unwritten(kind: str) -> OurFault:
    text = N_("The text of the mail could not be written.")
    hint = N_("Tell those who run Ryddig.")
    return OurFault("mail.unwritten", text, hint=hint, where=kind)
