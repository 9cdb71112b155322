"""A session that an attacker planted before the log-in is not the one that is logged in."""

from django.conf import settings as site
from django.test import Client

from ryddig.records.accounts.models import User
from tests.cast import Cast

PASSWORD = "riktig hest batteri stift"


def test_the_session_gets_a_new_name_at_the_log_in(cast: Cast) -> None:
    user = User.objects.get(id=cast.kari.user_id)
    user.set_password(PASSWORD)
    user.save()
    victim = Client()
    planted = victim.session
    planted["mark"] = "planted"
    planted.save()
    victim.cookies[site.SESSION_COOKIE_NAME] = planted.session_key or ""
    assert victim.post("/login/", {"username": "kari", "password": PASSWORD}).status_code == 302
    assert victim.cookies[site.SESSION_COOKIE_NAME].value != planted.session_key
    attacker = Client()
    attacker.cookies[site.SESSION_COOKIE_NAME] = planted.session_key or ""
    assert attacker.get("/account/").status_code == 302


def test_a_name_that_the_browser_made_up_is_not_taken(cast: Cast) -> None:
    client = Client()
    client.cookies[site.SESSION_COOKIE_NAME] = "a" * 32
    client.force_login(cast.user(cast.kari))
    assert client.cookies[site.SESSION_COOKIE_NAME].value != "a" * 32


def test_the_cookies_flags() -> None:
    assert site.SESSION_COOKIE_HTTPONLY
    assert site.SESSION_COOKIE_SAMESITE == site.CSRF_COOKIE_SAMESITE == "Lax"
