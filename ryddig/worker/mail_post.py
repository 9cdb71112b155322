"""The way out: a mail server by SMTP, or a folder where mail is kept instead, for the demo and for development.

What goes wrong is told in three kinds: with the connection, with this mail for now, with this mail for good. A server's
own words are left out, since they repeat the address; its codes are kept.
"""

import re
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from ryddig.domain.errors import AskAgainLater, RyddigError
from ryddig.domain.words import N_

ENHANCED: Final = re.compile(rb"\b([245]\.\d{1,3}\.\d{1,3})\b")
FOR_GOOD: Final = 500
OWNER_ONLY: Final = 0o600


class NoConnection(AskAgainLater):
    """The mail server cannot be reached, or does not let us in: no mail can go."""


class NotTaken(AskAgainLater):
    """This mail did not go. `certain`: the server said no; else the connection broke and nobody knows. `for_good`: the
    server would say no again."""

    certain = True
    for_good = False


class TakenNever(NotTaken):
    """The server says that it never takes this mail."""

    for_good = True


class Unknown(NotTaken):
    """The connection broke while the mail was being handed over: it may have gone."""

    certain = False


class Post(Protocol):
    """Hands over one mail. Raises NoConnection or NotTaken."""

    def send(self, mail_id: int, message: EmailMessage) -> None: ...


def is_on() -> bool:
    """Whether mail goes anywhere from this installation. Where it does not, it waits."""
    return bool(settings.EMAIL_HOST or settings.MAIL_FOLDER)


@contextmanager
def post() -> Iterator[Post]:
    """The way out, open until the end. Raises NoConnection."""
    if not settings.EMAIL_HOST:
        yield FolderPost(Path(settings.MAIL_FOLDER))
        return
    way = SmtpPost()
    way.open()
    try:
        yield way
    finally:
        way.close()


class FolderPost:
    """One file a mail, named by its row."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder

    def send(self, mail_id: int, message: EmailMessage) -> None:
        """Write it whole or not at all."""
        path = self._folder / f"{mail_id}.eml"
        part = path.with_suffix(".part")
        part.touch(mode=OWNER_ONLY)
        part.write_bytes(message.message().as_bytes())
        part.replace(path)


class SmtpPost:
    """One connection for many mails; opened anew when it breaks."""

    def __init__(self) -> None:
        self._backend = EmailBackend()

    def open(self) -> None:
        """Raises NoConnection."""
        try:
            self._backend.open()
        except smtplib.SMTPAuthenticationError as error:
            text = N_("The mail server does not let Ryddig in (%(code)s).")
            raise NoConnection("mail.not_let_in", text, params={"code": error.smtp_code}) from error
        except (OSError, smtplib.SMTPException) as error:
            raise NoConnection("mail.no_server", N_("The mail server does not answer.")) from error

    def close(self) -> None:
        """Without fuss."""
        with suppress(OSError, smtplib.SMTPException):
            self._backend.close()

    def send(self, mail_id: int, message: EmailMessage) -> None:  # noqa: ARG002 - the folder names its files by it
        """Hand it over; the server's yes means that it answers for it from now on."""
        if self._backend.connection is None:
            self.open()
        try:
            self._backend.send_messages([message])
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise refused(code, said) from error
        except smtplib.SMTPSenderRefused as error:
            text = N_("The mail server does not take mail from Ryddig’s address (%(code)s).")
            raise NotTaken("mail.sender", text, params={"code": codes(error.smtp_code, error.smtp_error)}) from error
        except smtplib.SMTPResponseException as error:
            raise refused(error.smtp_code, error.smtp_error) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unknown("mail.broke_off", N_("The connection to the mail server broke while it was sent.")) from error


def refused(code: int, said: bytes | str) -> RyddigError:
    """The server's no to one mail, in words."""
    params = {"code": codes(code, said)}
    if code < FOR_GOOD:
        return NotTaken("mail.not_now", N_("The mail server does not take the mail now (%(code)s)."), params=params)
    if params["code"].endswith((" 5.1.1", " 5.1.10", " 5.1.2", " 5.1.3")) or params["code"] == "550":
        return TakenNever("mail.no_such_address", N_("The address does not exist (%(code)s)."), params=params)
    return TakenNever("mail.refused", N_("The mail server refuses the mail (%(code)s)."), params=params)


def codes(code: int, said: bytes | str) -> str:
    """`550 5.1.1`: the codes without the words."""
    found = ENHANCED.search(said if isinstance(said, bytes) else said.encode())
    return f"{code} {found[1].decode()}" if found else str(code)
