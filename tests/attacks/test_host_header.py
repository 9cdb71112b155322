"""A request that says it came to another host: refused, and no link in a mail ever follows it."""

from django.test import Client
from pytest_django import Settings

from tests.cast import Cast


def test_an_unknown_host_is_refused_everywhere(cast: Cast, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["ryddig.example"]
    for address in ("/login/", "/s/", "/api/v1/me", "/login/recover/"):
        answer = Client(raise_request_exception=False).get(address, headers={"Host": "evil.example"})
        assert answer.status_code == 400, address
        assert b"evil.example" not in answer.content


def test_a_forwarded_host_is_not_believed(cast: Cast, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["ryddig.example"]
    headers = {"Host": "ryddig.example", "X-Forwarded-Host": "evil.example"}
    answer = Client().get("/contracts/", headers=headers)
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]


def test_links_in_mail_rest_on_the_setting(settings: Settings) -> None:
    assert not settings.USE_X_FORWARDED_HOST
    assert settings.PUBLIC_URL.startswith(("http://127.0.0.1", "http://localhost", "http://testserver", "https://"))
