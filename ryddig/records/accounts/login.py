"""Log-in with a brake: too many wrong tries from one place, and the next answer is a wait that says how long."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ryddig.records.accounts.models import LoginTry, User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TOO_MANY: Final = _("Too many wrong tries. Wait %(minutes)s minutes and try again.")


class ThrottledBackend(ModelBackend):
    """Django's own check of user name and password, behind two counters: user name with address, and address alone.

    A blocked log-in raises ValidationError, which Django's log-in form shows as it stands. The right password within
    the wait is refused too: else the brake would tell an attacker when the guess is right.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        if username is None or password is None:
            return None
        keys = _keys(username, address_of(request))
        now = timezone.now()
        _raise_if_waiting(keys, now, TOO_MANY)
        found = super().authenticate(request, username=username, password=password, **kwargs)
        if found is None:
            count_failure(keys, now)
            return None
        LoginTry.objects.filter(key=next(iter(keys))).delete()
        return found


def address_of(request: HttpRequest | None) -> str:
    """The caller's address: from the last trusted proxy when RYDDIG_PROXIES says there are any, else the
    connection's.
    """
    if request is None:
        return ""
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    if settings.PROXIES and len(hops) >= settings.PROXIES:
        return str(hops[-int(settings.PROXIES)])
    return str(request.META.get("REMOTE_ADDR", ""))


def _keys(username: str, address: str) -> dict[str, int]:
    """Key -> tries allowed. Hashed, so that the table is no list of who logs in from where."""
    pair, alone = _hashed(f"pair {username.casefold()} {address}"), _hashed(f"address {address}")
    return {pair: settings.LOGIN_TRIES, alone: settings.LOGIN_TRIES_PER_ADDRESS}


def brake_requests(door: str, address: str, now: datetime) -> None:
    """Count a request at an open door (`recovery`, `oidc`, `passkey`) from this address. Raises ValidationError when
    there have been too many.
    """
    keys = {_hashed(f"{door} {address}"): settings.DOOR_TRIES_PER_ADDRESS[door]}
    _raise_if_waiting(keys, now, _("Too many requests. Wait %(minutes)s minutes and try again."))
    count_failure(keys, now)


class CodeBrake:
    """The brake on second factors, whoever asks from wherever: whoever gets here knows the password already."""

    def __init__(self, user_id: int, now: datetime) -> None:
        self.keys = {_hashed(f"second factor {user_id}"): settings.LOGIN_TRIES}
        self.user_id, self.now = user_id, now

    def check(self) -> None:
        """Raise ValidationError while there have been too many wrong ones."""
        _raise_if_waiting(self.keys, self.now, TOO_MANY)

    def failed(self) -> None:
        """One wrong one more."""
        count_failure(self.keys, self.now)

    def passed(self) -> None:
        """Forget the wrong ones."""
        LoginTry.objects.filter(key__in=self.keys).delete()

    def is_first_use(self, code: str) -> bool:
        """Whether this code is new: one that somebody has looked over a shoulder for is worth nothing. Shared by all
        web processes, as the database is.
        """
        key = _hashed(f"used code {self.user_id} {code}")
        with transaction.atomic():
            old = self.now - timedelta(minutes=settings.LOGIN_WAIT_MINUTES)
            LoginTry.objects.filter(key=key, since__lt=old).delete()
            _row, new = LoginTry.objects.get_or_create(key=key, defaults={"since": self.now})
        return new


def _hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _raise_if_waiting(keys: dict[str, int], now: datetime, text: "StrOrPromise") -> None:
    wait = minutes_to_wait(keys, now)
    if wait:
        raise ValidationError(text, code="throttled", params={"minutes": wait})


def minutes_to_wait(keys: dict[str, int], now: datetime) -> int:
    """Whole minutes until the next try is heard; 0 when it is heard now."""
    window = timedelta(minutes=settings.LOGIN_WAIT_MINUTES)
    full = [
        row for row in LoginTry.objects.filter(key__in=keys) if row.failed >= keys[row.key] and now < row.since + window
    ]
    longest = max((row.since + window - now for row in full), default=timedelta(0))
    return -(-longest // timedelta(minutes=1))


def count_failure(keys: dict[str, int], now: datetime) -> None:
    """Add one failure under each key; a count older than the wait starts over. Old rows go."""
    window = timedelta(minutes=settings.LOGIN_WAIT_MINUTES)
    with transaction.atomic():
        LoginTry.objects.filter(since__lt=now - window).delete()
        for key in sorted(keys):
            row, _made = LoginTry.objects.select_for_update().get_or_create(key=key, defaults={"since": now})
            row.failed += 1
            row.since = now
            row.save(update_fields=["failed", "since"])


def count_requests(who: str, times: int, minute: datetime) -> int:
    """Add to how often somebody who is let in has asked this minute. Returns the sum of all web processes."""
    key = _hashed(f"pace {who} {minute.isoformat()}")
    rows = LoginTry.objects.filter(key=key)
    with transaction.atomic():
        LoginTry.objects.filter(since__lt=minute - timedelta(minutes=settings.LOGIN_WAIT_MINUTES)).delete()
        LoginTry.objects.get_or_create(key=key, defaults={"since": minute})
        rows.update(failed=F("failed") + times)
        return rows.get().failed
