"""Log-in with OpenID Connect, against a real provider: who gets in, who does not, and what an answer must hold."""

from collections.abc import Iterator
from typing import Any

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import reverse
from django.utils.http import urlsafe_base64_encode
from pytest_django import Settings

from ryddig.office.sign_in_provider import Asking
from ryddig.records.accounts.models import Membership, User
from ryddig.records.audit.models import Event
from tests.cast import Cast, make_cast
from tests.office_world import WHY
from tests.oidc_world import Issuer, issuer, known

pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")  # the provider's own
VERIFIED = {"email": "kari@example.org", "email_verified": True}


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture(scope="module")
def provider() -> Iterator[Issuer]:
    with issuer() as running:
        yield running


@pytest.fixture(autouse=True)
def settings_of(provider: Issuer) -> Iterator[None]:
    with known(provider.url):
        yield


def who(client: Client) -> str:
    number = client.session.get("_auth_user_id")
    return User.objects.get(pk=number).username if number else ""


def told(client: Client) -> str:
    return client.get(reverse("office:login")).content.decode()


def test_the_first_time_by_verified_address_and_then_by_issuer_and_subject(cast: Cast, provider: Issuer) -> None:
    provider.knows("kari-sub", **VERIFIED)
    client = Client()
    answer = provider.log_in(client, "kari-sub", next="/quality/")
    assert (answer.status_code, answer["Location"], who(client)) == (302, "/quality/", "kari")
    provider.knows("kari-sub", email="anything@elsewhere.example", email_verified=False)
    again = Client()
    provider.log_in(again, "kari-sub")
    assert who(again) == "kari"
    assert {event.type for event in Event.objects.visible_to(cast.lise)} == {
        "person.provider_joined",
        "person.logged_in",
    }


def test_nothing_of_the_person_is_kept(cast: Cast, provider: Issuer) -> None:
    provider.knows("kari-sub", **VERIFIED, name="Kari Nordmann", pid="12345678901")
    provider.log_in(Client(), "kari-sub")
    row = SocialAccount.objects.get()
    assert row.extra_data == {}
    assert "kari-sub" not in row.uid


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "kari@example.org"},
        {"email": "kari@example.org", "email_verified": False},
        {"email": "kari@example.org", "email_verified": "false"},
        {"email": "nobody@example.org", "email_verified": True},
        {},
    ],
)
def test_an_address_that_is_not_verified_or_unknown_opens_nothing(
    cast: Cast, provider: Issuer, claims: dict[str, object]
) -> None:
    provider.knows("x", **claims)
    client = Client()
    answer = provider.log_in(client, "x")
    assert (answer["Location"], who(client)) == (reverse("office:login"), "")
    assert 'data-color="danger"' in told(client)
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 6


def test_known_and_unknown_are_answered_alike(cast: Cast, provider: Issuer) -> None:
    User.objects.filter(username="ada").update(is_active=False)
    said = []
    for sub, claims in (("a", {"email": "ada@example.org", "email_verified": True}), ("b", {"email": "b@example.org"})):
        provider.knows(sub, **claims)
        client = Client()
        answer = provider.log_in(client, sub)
        page = told(client)
        said.append((answer.status_code, answer["Location"], page.split("<main", 1)[1].split("<form", 1)[0]))
    assert said[0] == said[1]


def test_an_address_of_a_domain_that_the_provider_does_not_speak_for(cast: Cast, provider: Issuer) -> None:
    provider.knows("kari-sub", **VERIFIED)
    client = Client()
    with known(provider.url, DOMAINS="fjordvik.example"):
        provider.log_in(client, "kari-sub")
    assert who(client) == ""


def test_entra_says_by_xms_edov_that_an_address_is_its_own(cast: Cast, provider: Issuer) -> None:
    provider.knows("kari-sub", email="Kari@example.org", xms_edov=True)
    client = Client()
    provider.log_in(client, "kari-sub")
    assert who(client) == "kari"


def test_a_second_subject_with_the_same_address_is_somebody_else(cast: Cast, provider: Issuer) -> None:
    provider.knows("first", **VERIFIED)
    provider.log_in(Client(), "first")
    provider.knows("second", **VERIFIED)
    client = Client()
    provider.log_in(client, "second")
    assert who(client) == ""


def test_nobody_gets_a_seat_by_it(cast: Cast, provider: Issuer) -> None:
    Membership.objects.unscoped(WHY).filter(user_id=cast.kari.user_id).delete()
    provider.knows("kari-sub", **VERIFIED)
    client = Client()
    provider.log_in(client, "kari-sub")
    assert who(client) == ""


def test_what_is_asked(cast: Cast, provider: Issuer) -> None:
    asked = provider.asked_for(provider.ask(Client()))
    assert asked["code_challenge_method"] == "S256"
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert asked["redirect_uri"].endswith("/login/with/entra/answer/")
    assert "offline_access" not in asked["scope"]


def test_the_address_cannot_change_what_is_asked(cast: Cast, provider: Issuer) -> None:
    client = Client()
    url = reverse("openid_connect_login", args=["entra"]) + "?auth_params=acr_values%3Dlow&scope=address"
    asked = provider.asked_for(client.post(url))
    assert "acr_values" not in asked
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}


def test_an_answer_from_another_browser_is_refused(cast: Cast, provider: Issuer) -> None:
    provider.knows("kari-sub", **VERIFIED)
    theirs, mine = Client(), Client()
    back = provider.answer(provider.ask(theirs), "kari-sub")
    assert mine.get(back).status_code == 302
    assert who(mine) == ""
    theirs.get(back)
    assert who(theirs) == "kari"
    replay = Client()
    replay.cookies = theirs.cookies
    theirs.post(reverse("office:logout"))
    theirs.get(back)
    assert who(theirs) == ""


def test_an_answer_with_another_nonce_is_refused(cast: Cast, provider: Issuer) -> None:
    provider.knows("kari-sub", **VERIFIED)
    client = Client()
    back = provider.answer(provider.ask(client), "kari-sub")
    session = client.session
    states = session["socialaccount_states"]
    for state, _at, _provider in states.values():
        state["nonce"] = "x" * 43
    session["socialaccount_states"] = states
    session.save()
    client.get(back)
    assert who(client) == ""


@pytest.mark.parametrize("algorithm", ["RS256", "HS256", "none"])
def test_an_answer_that_somebody_else_signed_is_refused(
    cast: Cast, provider: Issuer, monkeypatch: pytest.MonkeyPatch, algorithm: str
) -> None:
    """The same claims under the same key's name: signed with another key, with one that anybody may know, or not."""
    keys: dict[str, Any] = {
        "RS256": rsa.generate_private_key(65537, 2048),
        "HS256": provider.url.ljust(32),
        "none": None,
    }
    read = Asking._decode_id_token

    def forged(asking: Asking, app: SocialApp, token: str) -> dict[str, Any]:
        claims = jwt.decode(token, options={"verify_signature": False})
        headers = {key: value for key, value in jwt.get_unverified_header(token).items() if key == "kid"}
        return read(asking, app, jwt.encode(claims, keys[algorithm], algorithm=algorithm, headers=headers))

    provider.knows("kari-sub", **VERIFIED)
    monkeypatch.setattr(Asking, "_decode_id_token", forged)
    client = Client()
    provider.log_in(client, "kari-sub")
    assert who(client) == ""


@pytest.mark.parametrize(("acr", "expected"), [("substantial", ""), ("high", "kari")])
def test_the_level_of_assurance_is_checked(cast: Cast, provider: Issuer, acr: str, expected: str) -> None:
    provider.knows("kari-sub", **VERIFIED, acr=acr)
    client = Client()
    with known(provider.url, ACR="high"):
        asked = provider.ask(client)
        assert provider.asked_for(asked)["acr_values"] == "high"
        client.get(provider.answer(asked, "kari-sub"))
    assert who(client) == expected


def test_a_provider_that_is_down_or_calls_itself_something_else(cast: Cast, provider: Issuer) -> None:
    for url in ("http://localhost:9", provider.url + "/other"):
        with known(url):
            client = Client()
            assert provider.ask(client)["Location"] == reverse("office:login")
            assert "data-color" in told(client)


def test_an_invitation_can_be_taken_with_a_provider(cast: Cast, provider: Issuer) -> None:
    user = cast.user(cast.petter)
    provider.knows("pid-only")
    uid = urlsafe_base64_encode(str(user.pk).encode())
    link = reverse("office:choose_password", args=[uid, default_token_generator.make_token(user)])
    client = Client()
    assert "/login/join/" in client.get(link, follow=True).content.decode()
    asked = client.post(reverse("office:join", args=[uid, "entra"]))
    client.get(provider.answer(asked, "pid-only"))
    assert who(client) == "petter"
    assert "/login/join/" not in Client().get(link, follow=True).content.decode()


def test_without_the_invitation_nobody_joins(cast: Cast, provider: Issuer) -> None:
    user = cast.user(cast.petter)
    uid = urlsafe_base64_encode(str(user.pk).encode())
    assert Client().post(reverse("office:join", args=[uid, "entra"]))["Location"] == reverse("office:login")


def test_one_who_is_in_adds_a_provider_and_leaves_it_again(cast: Cast, provider: Issuer) -> None:
    user = cast.user(cast.kari)
    user.set_password("et-langt-og-godt-passord")
    user.save()
    client = Client()
    client.post(reverse("office:login"), {"username": "kari", "password": "et-langt-og-godt-passord"})
    provider.knows("pid-only")
    provider.log_in(client, "pid-only", process="connect")
    row = SocialAccount.objects.get(user=user)
    client.post(reverse("office:leave_provider", args=[row.pk]))
    assert not SocialAccount.objects.exists()
    assert who(client) == "kari"


def test_the_last_way_in_stays(cast: Cast, provider: Issuer) -> None:
    provider.knows("kari-sub", **VERIFIED)
    client = Client()
    provider.log_in(client, "kari-sub")
    client.post(reverse("office:leave_provider", args=[SocialAccount.objects.get().pk]))
    assert SocialAccount.objects.exists()


def test_many_questions_from_one_place_wait(cast: Cast, provider: Issuer, settings: Settings) -> None:
    settings.DOOR_TRIES_PER_ADDRESS = {"oidc": 3}
    answers = [provider.ask(Client())["Location"] for _ in range(4)]
    assert answers[-1] == reverse("office:login")
    assert answers[0].startswith(provider.url)


def test_an_organisation_that_demands_the_provider(cast: Cast, provider: Issuer) -> None:
    cast.fjordvik.log_in_with = "entra"
    cast.fjordvik.save()
    by_password = Client()
    by_password.force_login(cast.user(cast.kari))
    assert by_password.get("/")["Location"] == reverse("mfa_index")
    assert "/login/with/entra/" in by_password.get(reverse("mfa_index")).content.decode()
    provider.knows("kari-sub", **VERIFIED)
    provider.log_in(by_password, "kari-sub")
    assert by_password.get("/").status_code == 200
