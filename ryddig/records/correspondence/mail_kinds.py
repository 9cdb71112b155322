"""The kinds of mail that Ryddig writes. A kind is declared once, in the `mails.py` of the app that queues it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ryddig.domain.errors import OurFault
from ryddig.domain.words import N_


@dataclass(frozen=True, slots=True)
class MailKind:
    """The text of a mail as English msgids with `%(x)s` places; greeting, link and signature are put around it.

    Places: `buyer`, `contract` and `supplier` are always there, the rest are the mail's params. A param whose name ends
    in `_on` is a day and one that ends in `_ore` an amount. A mail never holds what was answered or found: that is read
    behind the link. `link`: the words before the link; empty for a mail without one.
    """

    code: str
    subject: str
    paragraphs: tuple[str, ...]
    link: str


_DECLARED: dict[str, MailKind] = {}
DECLARED: Mapping[str, MailKind] = MappingProxyType(_DECLARED)
OPEN_DESK = N_("Open your page:")


def declare_mail(code: str, *, subject: str, paragraphs: tuple[str, ...], link: str = OPEN_DESK) -> MailKind:
    """A new kind of mail. Raises OurFault when the code is taken."""
    if code in _DECLARED:
        raise OurFault("mail.kind_declared_twice", N_("The mail %(code)s is declared twice."), params={"code": code})
    _DECLARED[code] = MailKind(code, subject, paragraphs, link)
    return _DECLARED[code]
