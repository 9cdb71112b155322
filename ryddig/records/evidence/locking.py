"""Content is locked as an age file with a key of its own; that key is locked with the key ring and lies in the row.

So a stolen disk or bucket gives nothing without the database, both give nothing without the ring, a shredded row's
content can never be opened again, and another ring means new rows only.
"""

import secrets
from collections.abc import Callable
from typing import IO, Final

import pyrage
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from pyrage import x25519

from ryddig.domain.errors import OurFault
from ryddig.domain.words import N_
from ryddig.records.accounts.keyring import seal, unseal

PIECES_KEY: Final = 32
BLOCK: Final = AES.block_size // 8


def new_lock() -> tuple[x25519.Recipient, str]:
    """What locks, and the key that unlocks, locked with the ring."""
    identity = x25519.Identity.generate()
    return identity.to_public(), seal(str(identity).encode()).decode()


def lock_to(source: IO[bytes], goal: IO[bytes], public: x25519.Recipient) -> None:
    """Write `source` to `goal`, locked."""
    pyrage.encrypt_io(source, goal, [public])


def lock(source: IO[bytes], goal: IO[bytes]) -> str:
    """Write `source` to `goal`, locked. Returns the key, locked with the ring."""
    public, wrapped_key = new_lock()
    lock_to(source, goal, public)
    return wrapped_key


def unlock(source: IO[bytes], goal: IO[bytes], wrapped_key: str) -> None:
    """Write what `lock` locked to `goal`. Raises OurFault for content that was changed; `goal` may hold a part of it
    then, and the caller gives none of it to anybody."""
    identity = x25519.Identity.from_str(unseal(wrapped_key.encode()).decode())
    try:
        pyrage.decrypt_io(source, goal, [identity])
    except (pyrage.DecryptError, OSError) as error:
        text = N_("A file was changed where it lies, and cannot be opened.")
        hint = N_("Tell those who run Ryddig: it must be taken from a back-up.")
        raise OurFault("evidence.changed", text, hint=hint) from error


def new_lock_for_pieces() -> str:
    """A key, locked with the ring, for content that comes in pieces. It locks one content and no other."""
    return seal(secrets.token_bytes(PIECES_KEY)).decode()


def turned_from(wrapped_key: str, at: int) -> Callable[[bytes], bytes]:
    """Locks what comes from byte `at` on, and unlocks it too. As many bytes go out as in, so that what a kill cut off
    anywhere is still as long as what came. Whether it was changed where it lies is not seen."""
    blocks, beyond = divmod(at, BLOCK)
    turning = Cipher(AES(unseal(wrapped_key.encode())), CTR(blocks.to_bytes(BLOCK, "big"))).encryptor()
    turning.update(bytes(beyond))
    return turning.update
