"""Passkeys in a real browser, with an authenticator that Chromium makes up: added, and then used without a password."""

from typing import TYPE_CHECKING

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser import BrowserPage
from tests.walks.conftest import log_in

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def authenticator(page: BrowserPage) -> "CDPSession":
    """A finger that is always there."""
    cdp = page.page.context.new_cdp_session(page.page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return cdp


def test_a_passkey_is_added_and_lets_in_alone(
    page: BrowserPage, authenticator: "CDPSession", live_server: LiveServer
) -> None:
    shown = page.page
    page.go("/login/")
    log_in(shown, "kari")
    shown.wait_for_url(f"{live_server.url}/")
    page.go("/account/security/passkeys/add/")
    shown.get_by_role("button", name="Legg til en passnøkkel").click()
    shown.wait_for_url("**/codes/")
    assert shown.locator(".r-codes li").count() == 10
    page.go("/account/security/")
    assert "Passnøkkel 1" in shown.locator("main").inner_text()
    shown.context.clear_cookies()
    page.go("/login/?next=/quality/")
    shown.get_by_role("button", name="Logg inn med passnøkkel").click()
    shown.wait_for_url(f"{live_server.url}/quality/")
    shown.context.clear_cookies()
    page.go("/login/")
    log_in(shown, "kari")
    shown.wait_for_url("**/login/second/")
    shown.get_by_role("button", name="Bruk passnøkkelen").click()
    shown.wait_for_url(f"{live_server.url}/")
