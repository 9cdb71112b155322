"""A token from Maskinporten: a grant we sign with our own key (RS256), given for one scope and kept until it runs out.

Claims and limits as Digdir's guide has them: `iat` within 10 seconds of now, `exp` at most 120 seconds after it.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlencode
from uuid import uuid4

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from ryddig.domain.errors import AskAgainLater, UserCanFix
from ryddig.domain.words import N_
from ryddig.registers.asking import Asker, Question
from ryddig.registers.settings import variable

SOURCE: Final = "maskinporten"
GRANT: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LIVES: Final = timedelta(seconds=100)
_MARGIN: Final = timedelta(seconds=30)
_REFUSED: Final = frozenset({400, 401, 403})
Clock = Callable[[], datetime]


class _Token(BaseModel):
    model_config = ConfigDict(extra="ignore")
    access_token: SecretStr
    expires_in: int


class _Refusal(BaseModel):
    model_config = ConfigDict(extra="ignore")
    error: str
    error_description: str = ""


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - a grant says when it was made


class Maskinporten:
    """Tokens for one scope. Threads may share it; two may then ask at once, which does no harm."""

    def __init__(self, asker: Asker, scope: str, *, clock: Clock = now) -> None:
        self._asker, self._scope, self._clock = asker, scope, clock
        self._held: tuple[SecretStr, datetime] | None = None

    def token(self) -> str:
        """A token that lasts at least half a minute more. Raises UserCanFix (key, client, scope) or AskAgainLater."""
        held, moment = self._held, self._clock()
        if held is None or moment + _MARGIN >= held[1]:
            read = self._asked(moment)
            held = self._held = (read.access_token, moment + timedelta(seconds=read.expires_in))
        return held[0].get_secret_value()

    def forget(self) -> None:
        """The token was refused: ask for a new one next time."""
        self._held = None

    def grant(self, moment: datetime) -> str:
        """The signed grant. Raises UserCanFix when the key is not a private RSA key in PEM."""
        source = self._asker.settings.source(SOURCE)
        claims = {
            "aud": f"{source.base}/",
            "iss": source.secret("client_id"),
            "scope": self._scope,
            "iat": int(moment.timestamp()),
            "exp": int((moment + LIVES).timestamp()),
            "jti": str(uuid4()),
        }
        key, headers = source.secret("private_key"), {"kid": source.secret("key_id")}
        try:
            return jwt.encode(claims, key, algorithm="RS256", headers=headers)
        except (ValueError, TypeError, jwt.InvalidKeyError, UnsupportedAlgorithm):
            raise _no_key() from None

    def _asked(self, moment: datetime) -> _Token:
        form = urlencode({"grant_type": GRANT, "assertion": self.grant(moment)}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        question = Question("token", "POST", headers=headers, content=form, accept=(200, *_REFUSED))
        answer = self._asker.ask(SOURCE, question)
        if answer.status in _REFUSED:
            raise _refused(answer.raw)
        try:
            return _Token.model_validate_json(answer.raw)
        except ValidationError:
            text = N_("Maskinporten sent an answer that Ryddig cannot read.")
            raise AskAgainLater("maskinporten.layout", text, hint=N_("Try again later.")) from None


def _no_key() -> UserCanFix:
    name = variable(SOURCE, "private_key")
    text = N_("%(variable)s does not hold a private RSA key in PEM.")
    hint = N_("Give the key that is registered with Maskinporten, or the file it lies in as %(variable)s_FILE.")
    return UserCanFix("maskinporten.key", text, hint=hint, params={"variable": name})


def _refused(body: bytes) -> UserCanFix:
    try:
        read = _Refusal.model_validate_json(body)
    except ValidationError:
        read = _Refusal(error="?")
    text = N_("Maskinporten refused the grant: %(error)s %(description)s")
    hint = N_("Check client id, key id, key and scope with what is registered in Digdir's self-service.")
    params = {"error": read.error, "description": read.error_description}
    return UserCanFix("maskinporten.refused", text, hint=hint, params=params)
