"""Content is locked as an age file with a key of its own; that key is locked with the key ring and lies in the row.

So a stolen disk or bucket gives nothing without the database, both give nothing without the ring, a shredded row's
content can never be opened again, and another ring means new rows only.
"""

from typing import IO

import pyrage
from pyrage import x25519

from ryddig.domain.errors import OurFault
from ryddig.domain.words import N_
from ryddig.records.accounts.keyring import seal, unseal


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
