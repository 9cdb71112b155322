"""Second factors as allauth keeps them: their secrets are locked with the key ring; a locked-out person is helped."""

from typing import Final

from allauth.mfa.models import Authenticator
from django.db import transaction

from ryddig.records.accounts.keyring import Rewrap, declare_rotation
from ryddig.records.accounts.models import User

SECRETS: Final = ("secret", "seed")
"""Where in a row the key of an authenticator app lies, and what recovery codes are drawn from."""


def rewrap_secrets(rewrap: Rewrap) -> int:
    """Lock every secret of a second factor again. Returns how many."""
    return sum(_rewrap(number, rewrap) for number in Authenticator.objects.order_by("id").values_list("id", flat=True))


@transaction.atomic
def _rewrap(number: int, rewrap: Rewrap) -> int:
    row = Authenticator.objects.select_for_update().filter(id=number).first()
    locked = [name for name in SECRETS if row is not None and name in row.data]
    for name in locked:
        row.data[name] = rewrap(row.data[name].encode()).decode()
    if row is not None and locked:
        row.save(update_fields=["data"])
    return len(locked)


def second_factors(user: User) -> list[str]:
    """Which kinds the person has: `totp`, `webauthn`, `recovery_codes`; a passkey each time."""
    return list(Authenticator.objects.filter(user=user).order_by("id").values_list("type", flat=True))


def remove_second_factors(user: User) -> int:
    """Take all of them away. Within the caller's transaction. Returns how many there were."""
    return int(Authenticator.objects.filter(user=user).delete()[0])


declare_rotation("second factors", rewrap_secrets)
