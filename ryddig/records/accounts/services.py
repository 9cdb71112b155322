"""What a person may change about themselves. Roles and organisations are changed elsewhere, with an event."""

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.models import Language, User


def choose_language(*, user: User, language: str) -> None:
    """Which language the pages speak to this person. No event: it decides nothing."""
    if language not in Language.values:
        known = ", ".join(Language.values)
        text = N_("“%(given)s” is not a language Ryddig speaks. Expected %(known)s.")
        raise UserCanFix("account.no_such_language", text, params={"given": language, "known": known})
    User.objects.filter(pk=user.pk).update(language=language)
