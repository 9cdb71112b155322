"""Asking the API as a program does: with a key, and nothing else."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.test import Client

from ryddig.records.accounts.access import Actor
from ryddig.records.accounts.models import ApiToken, Membership
from ryddig.records.correspondence.tokens import NewKey, make_token
from tests.cast import TODAY

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

START = "/api/v1"


@dataclass(frozen=True)
class Key:
    """A key, and asking with it."""

    token: ApiToken
    secret: str

    def get(self, path: str, query: dict[str, Any] | None = None, *, language: str = "") -> "Answer":
        """Read."""
        told = {"Authorization": f"Bearer {self.secret}", "Accept-Language": language}
        return asked("get", path, query or {}, **{name: value for name, value in told.items() if value})

    def post(self, path: str, body: object, *, once: str = "first-try", **headers: str) -> "Answer":
        """Change, under an idempotency key."""
        told = {"Idempotency-Key": once, "Authorization": f"Bearer {self.secret}", **headers}
        return asked("post", path, body, **{name: value for name, value in told.items() if value})


def asked(method: str, path: str, given: object, **headers: str) -> "Answer":
    """As it comes over the wire; a fault of ours is an answer too."""
    client = Client(raise_request_exception=False)
    more = {"content_type": "application/json"} if method != "get" else {}
    answer: Answer = getattr(client, method)(f"{START}{path}", given, headers=headers, **more)
    return answer


def key_for(actor: Actor, *, may_write: bool = False, until: date = TODAY + timedelta(days=30)) -> Key:
    """A new key for the person's first seat."""
    seat = Membership.objects.visible_to(actor).filter(user_id=actor.user_id).order_by("id")[0]
    new = NewKey("Fagsystem", may_write=may_write, expires_on=until)
    return Key(*make_token(actor=actor, membership_id=seat.pk, key=new, on=TODAY))
