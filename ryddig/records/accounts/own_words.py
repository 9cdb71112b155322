"""Passwords that somebody who knows the person or the town hall would try first."""

from collections.abc import Iterable
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.records.accounts.models import Membership, User

TRIED_FIRST: Final = (
    "ryddig kommune fylkeskommune anskaffelse innkjøp innkjop kontrakt leverandør leverandor"
    " passord passordet password velkommen sommer vinter høst host haust vår våren januar februar mars april mai juni"
    " juli august september oktober november desember"
)
EVERYBODYS: Final = frozenset(TRIED_FIRST.split())
SHORTEST_WORD: Final = 3
MUST_BE_LEFT: Final = 8


class OwnWordsValidator:
    """Of a password that holds such words enough letters must be left without them. One that holds none is not judged
    here, and a sentence may hold as many as it likes.
    """

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for a password made of words that others can guess."""
        whole = left = _letters(password)
        for word in sorted(EVERYBODYS | _words_of(user), key=len, reverse=True):
            left = left.replace(word, " ")
        left = _letters(left)
        if left != whole and len(left) < MUST_BE_LEFT:
            text = _("The password is made of words that are easy to guess here: a name, the organisation, a season.")
            raise ValidationError(text, code="password_of_own_words")

    def get_help_text(self) -> str:
        """What the page says beforehand."""
        return gettext(
            "Your password can’t be made of your name, the organisation’s name, Ryddig, a month or a season."
        )


def _words_of(user: User | None) -> frozenset[str]:
    if user is None:
        return frozenset()
    told = [user.username, user.first_name, user.last_name, user.email.replace(".", " ").replace("@", " ")]
    if user.pk:
        seats = Membership.objects.unscoped("a person's own seats, whichever buyer's").filter(user=user)
        for names in seats.values_list("organisation__name", "unit__name"):
            told.extend(name for name in names if name)
    return frozenset(_parted(told))


def _parted(names: Iterable[str]) -> Iterable[str]:
    parts = (_letters(part) for name in names for part in [name, *name.split()])
    return (part for part in parts if len(part) >= SHORTEST_WORD)


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalpha())
