"""Somebody who holds an invitation or a recovery link, and wants to log in with a provider instead of a password."""

import time
from typing import Final

from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode

from ryddig.records.accounts.models import User

KEY: Final = "joining"
MINUTES: Final = 10


def start_joining(request: HttpRequest, *, uidb64: str, token: str) -> bool:
    """Remember for ten minutes that this browser holds the person's link. False for a link that is not good."""
    user = _user_of(uidb64)
    if user is None or not default_token_generator.check_token(user, token):
        return False
    request.session[KEY] = {"uid": uidb64, "token": token, "at": time.time()}
    return True


def joining_user(request: HttpRequest) -> User | None:
    """Whose link this browser holds, if it is still good. Asked once: the session forgets it."""
    held = request.session.pop(KEY, None)
    if not isinstance(held, dict) or time.time() - held["at"] > MINUTES * 60:
        return None
    user = _user_of(held["uid"])
    return user if user is not None and default_token_generator.check_token(user, held["token"]) else None


def _user_of(uidb64: str) -> User | None:
    try:
        number = int(force_str(urlsafe_base64_decode(uidb64)))
    except (ValueError, OverflowError):
        return None
    return User.objects.filter(pk=number, is_active=True).first()
