"""The key that pseudonyms are made with: from a file, from the environment, or made for this run and thrown away."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_

VARIABLE: Final = "RYDDIG_PSEUDONYM_KEY"
SHORTEST: Final = 16
MADE: Final = 32


@dataclass(frozen=True, slots=True)
class Key:
    """`lasting`: the same key can be given again, so that a worker has the same pseudonym next time."""

    key: bytes
    lasting: bool


def pseudonym_key(file: Path | None, out: Path) -> Key:
    """The key of this run. Raises UserCanFix for a key that is too short, or that lies beside the findings."""
    if file is not None:
        if file.resolve().parent == out.resolve():
            raise UserCanFix(
                "pay.key_beside_findings",
                N_("The key lies in the folder of the findings."),
                hint=N_("Whoever has both can find the worker. Keep the key elsewhere."),
                where=str(file),
            )
        return Key(_long_enough(file.read_bytes().strip(), str(file)), lasting=True)
    given = os.environ.get(VARIABLE, "").encode()
    if given:
        return Key(_long_enough(given, VARIABLE), lasting=True)
    return Key(secrets.token_bytes(MADE), lasting=False)


def _long_enough(key: bytes, where: str) -> bytes:
    if len(key) < SHORTEST:
        raise UserCanFix(
            "pay.key_too_short",
            N_("The key has %(length)s bytes."),
            hint=N_("Give at least %(shortest)s, made at random."),
            where=where,
            params={"length": len(key), "shortest": SHORTEST},
        )
    return key
