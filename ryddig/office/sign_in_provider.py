"""One OpenID Connect provider as Ryddig asks it: allauth's, with what Ansattporten and ID-porten demand besides.

Added to allauth: a nonce; the signature of the answer is verified; the issuer is the one that was set; the level of
assurance is checked and not only asked for; nothing about the person is kept but a hash of issuer and subject; and no
parameter comes from the address.
"""

import secrets
from hashlib import sha256
from hmac import compare_digest
from typing import Any, Final

import jwt
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse

SIGNED: Final = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
LEEWAY: Final = 30


class Asking(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    """Asks the provider. `nonce`: what the answer must repeat, from the session that asked."""

    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        expected = self.get_provider().app.settings["issuer"]
        if str(config.get("issuer", "")).rstrip("/") != expected:
            raise OAuth2Error("the provider calls itself something else than what was set")
        return config

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """What the provider says, signature and all. allauth trusts what came over TLS; we do not."""
        try:
            claims = self._verified(app, id_token)
        except jwt.PyJWTError as error:
            raise OAuth2Error("the answer is not signed by the provider, or not meant for us") from error
        if not self.nonce or not compare_digest(str(claims.get("nonce", "")), self.nonce):
            raise OAuth2Error("the answer belongs to another question")
        wanted = app.settings["acr"]
        if wanted and claims.get("acr") not in wanted:
            raise OAuth2Error("the level of assurance is too low")
        return claims

    def _verified(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        claims: dict[str, Any] = jwt.decode(
            id_token,
            _key(jwt.PyJWKSet.from_dict(answer.json()), jwt.get_unverified_header(id_token).get("kid")),
            algorithms=SIGNED,
            audience=app.client_id,
            issuer=self.openid_config["issuer"],
            leeway=LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
        return claims


def _key(keys: jwt.PyJWKSet, wanted: str | None) -> jwt.PyJWK:
    """The key with this number; where the answer names none, the provider may have one key only."""
    fit = [key for key in keys.keys if wanted is None or key.key_id == wanted]
    if len(fit) != 1:
        raise OAuth2Error("the provider has no such key")
    return fit[0]


class Provider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth ships no types
    """The provider, as the settings describe it."""

    oauth2_adapter_class = Asking

    def redirect(self, request: HttpRequest, process: str, **more: Any) -> HttpResponse:
        """To the provider. What it is asked stands in the settings, never in the address of our page."""
        nonce = secrets.token_urlsafe(32)
        params = {**self.get_auth_params(), "nonce": nonce}
        asked = {key: value for key, value in more.items() if key not in {"auth_params", "scope"}}
        answer: HttpResponse = super().redirect(request, process, auth_params=params, nonce=nonce, **asked)
        return answer

    def extract_uid(self, data: dict[str, Any]) -> str:
        claims = data["id_token"]
        return sha256(f"{claims['iss']} {claims['sub']}".encode()).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """The address, where the provider says it is verified and it lies in a domain that the provider may speak for.

        Entra ID says so by `xms_edov`; its `email` alone is whatever a tenant's administrator wrote.
        """
        claims = data["id_token"]
        address = str(claims.get("email", "")).strip().lower()
        verified = claims.get("email_verified") in {True, "true"} or claims.get("xms_edov") in {True, "true", "1"}
        if not verified or address.rpartition("@")[2] not in self.app.settings["domains"]:
            return []
        return [EmailAddress(email=address, verified=True, primary=True)]


class Answered(OAuth2CallbackView):  # type: ignore[misc]  # allauth ships no types
    """Where the provider sends the browser back to."""

    def _get_state(self, request: HttpRequest, provider: Provider) -> tuple[dict[str, Any] | None, HttpResponse | None]:
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, response
