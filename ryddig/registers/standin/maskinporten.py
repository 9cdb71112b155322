"""Maskinporten as a stand-in: checks a grant as the real one does, signature included, and gives a token for it."""

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from jwt.types import Options

from ryddig.registers.standin.routes import Asked, Routes, Told, told_json

CLIENT: Final = "stand-in"
KEY_ID: Final = "stand-in"
SECONDS: Final = 120
CLOCKS_DIFFER: Final = 10
LONGEST: Final = 120
_BITS: Final = 2048


@dataclass(slots=True)
class Clients:
    """What is registered: public keys by key id, scopes the client may have, and the tokens given so far."""

    keys: dict[str, RSAPublicKey] = field(default_factory=dict)
    scopes: frozenset[str] = frozenset({"altinn:dataaltinnno/ebevis"})
    seconds: int = SECONDS
    given: dict[str, tuple[str, float]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def scope_of(self, token: str) -> str | None:
        """The scope of a token that has not run out; None for any other text."""
        scope, until = self.given.get(token, ("", 0.0))
        return scope if time.monotonic() < until else None


def new_key() -> RSAPrivateKey:
    """A key pair for one stand-in."""
    return rsa.generate_private_key(public_exponent=65537, key_size=_BITS)


def pem(key: RSAPrivateKey) -> str:
    """The private key as the settings take it."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def registered(folder: Path) -> Clients:
    """Clients with one new key, whose private half is written where the settings of stand-in mode look for it."""
    key = new_key()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "maskinporten_private_key"
    path.touch(mode=0o600)
    path.write_text(pem(key), encoding="utf-8")
    return Clients({KEY_ID: key.public_key()})


def routes(clients: Clients) -> Iterable[Routes]:
    """`POST /token`."""
    paths = Routes("maskinporten")

    @paths.post("/token")
    def token(asked: Asked) -> Told:
        form = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
        if form.get("grant_type") != "urn:ietf:params:oauth:grant-type:jwt-bearer":
            return _refused("unsupported_grant_type", "Only the JWT grant is given here")
        try:
            scope = _checked(clients, form.get("assertion", ""), issuer=f"{asked.base}/")
        except jwt.PyJWTError as error:
            return _refused("invalid_grant", f"The grant is not valid: {error}")
        given = f"stand-in.{uuid4()}"
        with clients.lock:
            clients.given[given] = (scope, time.monotonic() + clients.seconds)
        return told_json({"access_token": given, "token_type": "Bearer", "expires_in": clients.seconds, "scope": scope})

    return (paths,)


def _checked(clients: Clients, grant: str, *, issuer: str) -> str:
    kid = jwt.get_unverified_header(grant).get("kid", "")
    if kid not in clients.keys:
        raise jwt.InvalidKeyError(f"no key {kid} is registered")
    needed: Options = {"require": ["aud", "iss", "scope", "iat", "exp", "jti"]}
    claims = jwt.decode(
        grant, clients.keys[kid], algorithms=["RS256"], audience=issuer, leeway=CLOCKS_DIFFER, options=needed
    )
    if claims["iss"] != CLIENT:
        raise jwt.InvalidIssuerError(f"no client {claims['iss']} is registered")
    if claims["exp"] - claims["iat"] > LONGEST:
        raise jwt.InvalidTokenError(f"it lives for more than {LONGEST} seconds")
    if claims["scope"] not in clients.scopes:
        raise jwt.InvalidTokenError(f"the client does not have the scope {claims['scope']}")
    with clients.lock:
        if claims["jti"] in clients.seen:
            raise jwt.InvalidTokenError("it was used before")
        clients.seen.add(claims["jti"])
    return str(claims["scope"])


def _refused(error: str, description: str) -> Told:
    return told_json({"error": error, "error_description": description}, status=400)
