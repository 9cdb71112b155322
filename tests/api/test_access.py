"""Every resource × every key: whom it answers, what another buyer's key finds, and what opens nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from ryddig.api.door import door
from ryddig.records.accounts.access import Actor
from ryddig.records.accounts.models import Membership
from ryddig.records.audit.models import Event
from ryddig.records.contracts.conflicts import declare_conflict
from ryddig.records.correspondence import tokens
from ryddig.records.correspondence.delegations import Loan, lend_seats
from tests.api.asking import Key, asked, key_for
from tests.api.entries import ENTRIES, READERS, new_contract
from tests.cast import TODAY
from tests.office_world import World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

KeyOf = Callable[[Actor], Key]


def ask(key: Key, name: str, world: World) -> "Answer":
    entry = ENTRIES[name]
    if entry.body is None:
        return key.get(entry.path(world))
    return key.post(entry.path(world), entry.body(world), once=f"sweep-{name}")


def test_every_operation_has_an_entry() -> None:
    named = {one["operationId"] for path in door.get_openapi_schema()["paths"].values() for one in path.values()}
    assert named == set(ENTRIES)


@pytest.mark.parametrize("who", sorted(READERS))
def test_the_buyers_own_keys(world: World, key_of: KeyOf, who: str) -> None:
    key = key_of(getattr(world.cast, who))
    wrong = {}
    for name, entry in ENTRIES.items():
        status = ask(key, name, world).status_code
        if status not in ({200, 201} if who in entry.allowed else {403}):
            wrong[name] = status
    assert wrong == {}


def test_another_buyers_key_finds_nothing(world: World, key_of: KeyOf) -> None:
    omar = key_of(world.cast.omar)
    found = {name: ask(omar, name, world).status_code for name, entry in ENTRIES.items() if entry.foreign}
    assert found == dict.fromkeys(found, 404)
    for path in ("/contracts?state=all", "/deviations?state=all", "/findings?state=all", "/signals?state=all", "/plan"):
        ids = {row.get("contract_id", row["id"]) for row in omar.get(path).json()["rows"]}
        assert ids <= {world.other.pk}, path


def test_without_a_key_nothing_opens_also_not_for_one_who_is_logged_in(world: World) -> None:
    client = Client()
    client.force_login(world.cast.user(world.cast.lise))
    for entry in ENTRIES.values():
        method = "get" if entry.body is None else "post"
        answer = getattr(client, method)(f"/api/v1{entry.path(world)}", content_type="application/json")
        assert (answer.status_code, answer["WWW-Authenticate"][:6]) == (401, "Bearer")


def test_in_the_clear_nothing_is_answered_and_nothing_led_on(world: World, key_of: KeyOf, settings: Settings) -> None:
    """A program that were led on to HTTPS would send its key in the clear each time, and nobody would see."""
    settings.SECURE_SSL_REDIRECT = True
    key = key_of(world.cast.kari)
    answer = key.get("/contracts")
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:ryddig:problem:in_the_clear")
    assert "Location" not in answer.headers
    over_tls = Client().get("/api/v1/contracts", secure=True, headers={"Authorization": f"Bearer {key.secret}"})
    assert over_tls.status_code == 200
    assert Client().get("/login/").status_code == 301


@pytest.mark.parametrize("secret", ["ryd_nobodys", "", "ryd_" + "x" * 5000, "æøå"])
def test_a_wrong_key_opens_nothing(world: World, secret: str) -> None:
    assert asked("get", "/me", {}, Authorization=f"Bearer {secret}").status_code == 401


def test_a_key_ends_on_its_day_with_its_seat_and_when_it_is_revoked(world: World) -> None:
    kari = world.cast.kari
    short, gone = key_for(kari, until=TODAY + timedelta(days=2)), key_for(kari)
    assert short.get("/me").status_code == 200
    with time_machine.travel(TODAY + timedelta(days=3), tick=False):
        assert short.get("/me").status_code == 401
    tokens.revoke_token(actor=kari, token_id=gone.token.pk, on=TODAY)
    assert gone.get("/me").status_code == 401
    Membership.objects.visible_to(kari).filter(user_id=kari.user_id).delete()
    assert short.get("/me").status_code == 401


def test_a_closed_account_has_no_keys(world: World) -> None:
    key, user = key_for(world.cast.kari), world.cast.user(world.cast.kari)
    user.is_active = False
    user.save()
    assert key.get("/me").status_code == 401


def test_what_a_key_did_stands_under_the_key(world: World, key_of: KeyOf) -> None:
    key = key_of(world.cast.kari)
    ask(key, "register_contract", world)
    last = Event.objects.visible_to(world.cast.kari).order_by("-number")[0]
    assert (last.actor_id, last.details["by_key"]) == (world.cast.kari.user_id, key.token.pk)


def test_a_key_that_reads_does_not_change(world: World) -> None:
    answer = key_for(world.cast.lise).post("/contracts", new_contract(world))
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:ryddig:problem:api.reads_only"


def test_a_key_holds_one_seat_and_none_that_is_lent(world: World) -> None:
    kari, petter = world.cast.kari, world.cast.petter
    assert kari.user_id
    assert petter.user_id
    lend_seats(actor=kari, loan=Loan(kari.user_id, petter.user_id, TODAY, TODAY), on=TODAY)
    assert key_for(petter, may_write=True).post("/contracts", new_contract(world)).status_code == 403


def test_a_conflict_of_interest_counts_here_too(world: World, key_of: KeyOf) -> None:
    kari = world.cast.kari
    assert kari.user_id
    declare_conflict(actor=kari, user_id=kari.user_id, ground="owns", contract_id=world.cleaning.pk, on=TODAY)
    answer = ask(key_of(kari), "import_contracts", world)
    assert answer.status_code == 403
    assert "inhabil" in answer.json()["detail"].lower()


def test_a_key_waits_when_it_asks_too_often(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MOST_A_MINUTE", 3)
    key, other = key_for(world.cast.kari), key_for(world.cast.lise)
    assert [key.get("/me").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    assert key.get("/me")["Retry-After"] == "60"
    assert other.get("/me").status_code == 200
    with time_machine.travel(f"{TODAY.isoformat()}T09:01:30+01:00", tick=False):
        assert key.get("/me").status_code == 200


def test_whoever_tries_keys_waits(world: World, settings: object) -> None:
    settings.LOGIN_TRIES_PER_ADDRESS = 3  # type: ignore[attr-defined]  # pytest-django's settings
    key = key_for(world.cast.kari)
    tried = [asked("get", "/me", {}, Authorization=f"Bearer ryd_{n}").status_code for n in range(5)]
    assert tried == [401, 401, 401, 429, 429]
    assert key.get("/me").status_code == 429, "also the right one, or the brake would say when a guess is right"


def test_the_key_is_kept_nowhere(world: World) -> None:
    key = key_for(world.cast.lise)
    row = tokens.tokens_of(world.cast.lise).get(id=key.token.pk)
    assert key.secret not in str(vars(row))
    assert row.digest == tokens.digest_of(key.secret)
