"""One OpenID Connect provider as Ryddig asks it: allauth's, with what Ansattporten and ID-porten demand besides.

Added to allauth: a nonce; the signature of the answer is verified; the issuer is the one that was set; the level of
assurance is checked and not only asked for; nothing about the person is kept but a hash of issuer and subject; and no
parameter comes from the address.
"""

import secrets
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse


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

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **more: Any) -> SocialLogin:
        self.did_fetch_access_token = False  # so that allauth verifies the signature, though the answer came over TLS
        return super().complete_login(request, app, token, **more)

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        claims: dict[str, Any] = super()._decode_id_token(app, id_token)
        if not self.nonce or not compare_digest(str(claims.get("nonce", "")), self.nonce):
            raise OAuth2Error("the answer belongs to another question")
        wanted = app.settings["acr"]
        if wanted and claims.get("acr") not in wanted:
            raise OAuth2Error("the level of assurance is too low")
        return claims


class Provider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth ships no types
    """The provider, as the settings describe it."""

    oauth2_adapter_class = Asking

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: object = None, **more: Any
    ) -> HttpResponse:
        nonce = secrets.token_urlsafe(32)
        params = {**self.get_auth_params(), "nonce": nonce}
        asked = {key: value for key, value in more.items() if key not in {"auth_params", "scope"}}
        return super().redirect(request, process, next_url, data, auth_params=params, nonce=nonce, **asked)

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
