"""The key ring: locks small secrets that lie in rows, such as the key of a file or of a second factor.

The keys come from the environment (RYDDIG_KEYS) and never lie in the database: the first one locks, all of them unlock.
So a new key is put first, `ryddig keys rotate` locks every secret with it, and the old one can go.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.domain.words import N_

Rewrap = Callable[[bytes], bytes]
Rotation = Callable[[Rewrap], int]
"""Locks every secret of one kind again, with the function it is given; returns how many."""

_ROTATIONS: Final[dict[str, Rotation]] = {}


def new_key() -> str:
    """A key for RYDDIG_KEYS."""
    return Fernet.generate_key().decode()


def seal(secret: bytes) -> bytes:
    """The secret, locked with the first key. Raises UserCanFix when there is no key, or one that is none."""
    return _ring(tuple(settings.KEYS)).encrypt(secret)


def unseal(token: bytes) -> bytes:
    """What `seal` locked. Raises OurFault when no key on the ring fits, or the token was changed."""
    try:
        return _ring(tuple(settings.KEYS)).decrypt(token)
    except InvalidToken as error:
        raise _no_key_fits() from error


def rewrapped(token: bytes) -> bytes:
    """The same secret, locked with the first key."""
    try:
        return _ring(tuple(settings.KEYS)).rotate(token)
    except InvalidToken as error:
        raise _no_key_fits() from error


def declare_rotation(name: str, rotation: Rotation) -> None:
    """Have `ryddig keys rotate` lock these secrets again too. An app says so once, when it is loaded."""
    _ROTATIONS[name] = rotation


def rotate_all() -> dict[str, int]:
    """Lock every secret there is with the first key. Returns how many of each kind."""
    return {name: rotation(rewrapped) for name, rotation in _ROTATIONS.items()}


@lru_cache(maxsize=4)
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    hint = N_("Run `ryddig keys new`, and give what it prints as RYDDIG_KEYS; or run `ryddig migrate`.")
    if not keys:
        raise UserCanFix("keys.none", N_("There is no key to lock files and secrets with."), hint=hint)
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        text = N_("One of the %(count)s keys in RYDDIG_KEYS is no key.")
        raise UserCanFix("keys.wrong", text, hint=hint, params={"count": len(keys)}) from error


def _no_key_fits() -> OurFault:
    text = N_("None of the keys fits what is locked, or it was changed.")
    hint = N_("Give RYDDIG_KEYS the key it was locked with as well, after the newest one.")
    return OurFault("keys.no_fit", text, hint=hint)
