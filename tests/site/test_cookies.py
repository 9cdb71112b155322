"""Under HTTPS no other host, and no page over plain HTTP, can plant a cookie of ours: each is `__Host-`."""

import json
from pathlib import Path

from tests.site.test_settings import run

ASK = """
import json
import django
django.setup()
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.test import Client, RequestFactory
from ryddig.office.said_once import OfficeMessages
from ryddig.portal import session

seen = {}
def look(cookies):
    seen.update({name: [one["path"], bool(one["secure"]), one["domain"], bool(one["httponly"])]
                 for name, one in cookies.items()})

client = Client(headers={"host": HOST})
for ask, path, sent in (("get", "/login/", {}), ("post", "/language/", {"language": "nn"}),
                        ("post", "/s/language/", {"language": "pl"})):
    look(getattr(client, ask)(path, sent, secure=settings.HTTPS).cookies)
for kept in (OfficeMessages, session.PortalMessages):
    answer, request = HttpResponse(), RequestFactory().get("/")
    request.session = {}
    box = kept(request)
    box.add(messages.INFO, "said")
    box.update(answer)
    look(answer.cookies)
answer = HttpResponse()
session.keep(answer, [1])
look(answer.cookies)
print(json.dumps([seen, settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_PATH, settings.CSRF_COOKIE_NAME]))
"""
NAMES = {
    "csrftoken",
    "django_language",
    "messages",
    "ryddig_portal",
    "ryddig_portal_language",
    "ryddig_portal_messages",
}
GIVEN = {"DJANGO_SETTINGS_MODULE": "ryddig.site.settings", "RYDDIG_DEBUG": "1"}


def told(folder: Path, host: str) -> tuple[dict[str, list[object]], list[str]]:
    done = run(f"HOST = {host!r}\n{ASK}", folder, RYDDIG_HOSTS=host, **GIVEN)
    assert done.returncode == 0, done.stderr
    seen, *names = json.loads(done.stdout.splitlines()[-1])
    return seen, names


def test_every_cookie_belongs_to_this_host_alone(tmp_path: Path) -> None:
    seen, names = told(tmp_path, "ryddig.fjordvik.example")
    assert set(seen) == {f"__Host-{name}" for name in NAMES}
    readable = {"__Host-csrftoken"}  # a visit that is sent later needs it: onsite/send.js
    assert seen == {name: ["/", True, "", name not in readable] for name in seen}
    assert names == ["__Host-sessionid", "/", "__Host-csrftoken"]


def test_without_https_the_names_are_plain_or_no_browser_would_take_them(tmp_path: Path) -> None:
    seen, names = told(tmp_path, "localhost")
    assert set(seen) == NAMES
    assert not any(secure for _path, secure, *_rest in seen.values())
    assert names == ["sessionid", "/", "csrftoken"]
