"""Second factors: an app's codes, recovery codes, the brake, what an organisation demands, sessions and their end."""

import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from click.testing import CliRunner
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from ryddig.cli.person import person
from ryddig.records.accounts.keyring import new_key, rotate_all
from ryddig.records.accounts.models import User
from ryddig.records.accounts.second_factor import second_factors
from ryddig.records.audit.models import Event
from ryddig.records.audit.queries import check_chain
from ryddig.records.correspondence.models import Mail
from tests.cast import TODAY, Cast, make_cast
from tests.office_world import WHY

PASSWORD = "et-langt-og-godt-passord"  # an invented one


@pytest.fixture
def cast(db: None) -> Cast:
    made = make_cast()
    for actor in (made.kari, made.lise):
        user = made.user(actor)
        user.set_password(PASSWORD)
        user.save()
    return made


def log_in(name: str = "kari", **more: str) -> Client:
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0")
    client.post(reverse("office:login"), {"username": name, "password": PASSWORD, **more})
    return client


def code(secret: str, step: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step)))


def with_app(client: Client) -> str:
    """An app is added; its key."""
    shown = client.get(reverse("mfa_activate_totp"))
    secret = str(shown.context["form"].secret)
    done = client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    return secret


def is_in(client: Client) -> bool:
    return client.get(reverse("mfa_index")).status_code == 200


def events_of(cast: Cast) -> list[str]:
    rows = Event.objects.visible_to(cast.lise).filter(type__startswith="person.").order_by("number")
    return [row.type.removeprefix("person.") for row in rows]


def test_with_an_app_the_password_alone_opens_nothing(cast: Cast) -> None:
    secret = with_app(log_in())
    client = log_in(next="/quality/")
    assert not is_in(client)
    done = client.post(reverse("mfa_authenticate"), {"code": code(secret, 1)})
    assert done["Location"] == "/quality/"
    assert is_in(client)
    assert events_of(cast) == ["logged_in", "factor_added", "logged_in"]
    assert check_chain(cast.fjordvik.pk).why is None


def test_secrets_lie_locked_and_are_locked_again_with_a_new_key(cast: Cast, settings: Settings) -> None:
    client = log_in()
    secret = with_app(client)
    assert secret not in str(list(client.session.items()))
    rows = {row.type: row.data for row in Authenticator.objects.all()}
    assert secret not in str(rows)
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    settings.KEYS = [new_key(), *settings.KEYS]
    assert rotate_all()["second factors"] == 2
    settings.KEYS = settings.KEYS[:1]
    assert Authenticator.objects.get(type="totp").data != rows["totp"]
    assert client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"] == codes
    again = log_in()
    again.post(reverse("mfa_authenticate"), {"code": code(secret, 1)})
    assert is_in(again)


def test_the_key_waits_locked_in_the_session(cast: Cast) -> None:
    client = log_in()
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    assert secret not in str(dict(client.session.items()))
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert wrong.context["form"].secret == secret
    assert client.post(reverse("mfa_activate_totp"), {"code": code(secret)}).status_code == 302


def test_a_code_counts_once(cast: Cast) -> None:
    secret = with_app(log_in())
    used = code(secret, 1)
    log_in().post(reverse("mfa_authenticate"), {"code": used})
    cache.clear()  # another web process has not seen it
    over_the_shoulder = log_in()
    shown = over_the_shoulder.post(reverse("mfa_authenticate"), {"code": used})
    assert shown.context["form"].errors
    assert not is_in(over_the_shoulder)


def test_a_recovery_code_counts_once(cast: Cast) -> None:
    client = log_in()
    with_app(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10
    first, second = log_in(), log_in()
    first.post(reverse("mfa_authenticate"), {"code": codes[0]})
    second.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert (is_in(first), is_in(second)) == (True, False)


def test_wrong_codes_run_into_a_wait_wherever_they_come_from(cast: Cast) -> None:
    secret = with_app(log_in())
    client = log_in()
    for number in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"}, REMOTE_ADDR=f"192.0.2.{number}")
    client.post(reverse("mfa_authenticate"), {"code": code(secret, 1)}, REMOTE_ADDR="192.0.2.9")
    assert not is_in(client)
    assert events_of(cast).count("second_factor_failed") == 5
    with time_machine.travel(f"{TODAY.isoformat()}T09:16:00+01:00", tick=False):
        client = log_in()
        client.post(reverse("mfa_authenticate"), {"code": code(secret)})
        assert is_in(client)


def test_whoever_logged_in_long_ago_is_asked_again_before_a_change(cast: Cast) -> None:
    client = log_in()
    with time_machine.travel(f"{TODAY.isoformat()}T09:06:00+01:00", tick=False):
        asked = client.get(reverse("mfa_activate_totp"))
        assert asked["Location"].startswith(reverse("account_reauthenticate"))
        wrong = client.post(asked["Location"], {"password": "feil"})
        assert wrong.context["form"].errors
        done = client.post(asked["Location"], {"password": PASSWORD})
        assert done["Location"] == reverse("mfa_activate_totp")
        assert client.get(done["Location"]).status_code == 200


def test_the_organisation_may_demand_it_from_a_day(cast: Cast) -> None:
    lise = log_in("lise")
    url = reverse("office:sign_in_rules")
    chosen = {"roles": ["contract_manager"], "starts_on": (TODAY + timedelta(days=14)).isoformat(), "provider": ""}
    assert lise.post(url, chosen).status_code == 302
    kari = log_in()
    told = kari.get("/").content.decode()
    assert reverse("mfa_index") in told.split("<main", 1)[1].split("</main>", 1)[0]
    with time_machine.travel("2026-12-05T09:00:00+01:00", tick=False):
        kari, petter = log_in(), Client()
        petter.force_login(cast.user(cast.petter))
        assert petter.get("/").status_code == 200
        assert kari.get("/")["Location"] == reverse("mfa_index")
        assert kari.get(reverse("mfa_index")).context["demands"]
        assert log_in("lise").get("/")["Location"] == reverse("mfa_index")
        with_app(kari)
        assert kari.get("/").status_code == 200


def test_rules_are_the_coordinators_and_a_provider_is_tried_first(cast: Cast) -> None:
    kari = log_in()
    assert kari.post(reverse("office:sign_in_rules"), {"roles": ["leader"]}).status_code == 403
    cast.fjordvik.refresh_from_db()
    assert cast.fjordvik.second_factor_from is None


def test_sessions_are_listed_and_ended(cast: Cast) -> None:
    here, there, elsewhere = log_in(), log_in(), log_in()
    listed = here.get(reverse("mfa_index")).context["sessions"]
    assert [(one.browser, one.here) for one in listed] == [("Firefox, Linux", one == listed[0]) for one in listed]
    assert len(listed) == 3
    theirs = UserSession.objects.get(session_key=there.session.session_key)
    here.post(reverse("office:end_one", args=[theirs.pk]))
    assert (is_in(here), is_in(there), is_in(elsewhere)) == (True, False, True)
    here.post(reverse("office:end_others"))
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    assert events_of(cast).count("sessions_ended") == 2


def test_somebody_elses_session_is_not_ended(cast: Cast) -> None:
    lise = log_in("lise")
    row = UserSession.objects.get(session_key=lise.session.session_key)
    assert log_in().post(reverse("office:end_one", args=[row.pk])).status_code == 404
    assert is_in(lise)


def test_a_new_password_logs_out_everywhere_else(cast: Cast) -> None:
    here, there = log_in(), log_in()
    new = "et-annet-langt-passord"
    given = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post(reverse("office:password"), given)["Location"] == reverse("mfa_index")
    assert (is_in(here), is_in(there)) == (True, False)
    assert [one.here for one in here.get(reverse("mfa_index")).context["sessions"]] == [True]
    assert Mail.objects.unscoped(WHY).filter(kind="person.sign_in_changed").count() == 1


def test_an_idle_session_ends_and_leads_back(cast: Cast) -> None:
    client = log_in()
    with time_machine.travel(f"{TODAY.isoformat()}T09:59:00+01:00", tick=False):
        assert is_in(client)
    with time_machine.travel(f"{TODAY.isoformat()}T11:00:00+01:00", tick=False):
        gone = client.get("/quality/")
        assert gone["Location"] == "/login/?ended=1&next=%2Fquality%2F"
        assert 'data-color="info"' in client.get(gone["Location"]).content.decode()
        assert not is_in(client)


def test_a_working_day_ends_whatever_is_done(cast: Cast) -> None:
    client = log_in()
    for hour in range(9, 20):
        with time_machine.travel(f"{TODAY.isoformat()}T{hour:02}:30:00+01:00", tick=False):
            answers = is_in(client)
            assert answers == (hour < 19), hour


def test_a_session_costs_no_query_within_the_minute(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = log_in()
    with django_assert_num_queries(2) as captured:
        client.get(reverse("office:language"))
    assert not [one for one in captured if "UPDATE" in one["sql"]]


def test_the_session_gets_another_key_when_somebody_logs_in(cast: Cast) -> None:
    secret = with_app(log_in())
    client = Client()
    client.get(reverse("office:login"))
    client.post(reverse("office:login"), {"username": "kari", "password": PASSWORD})
    planted = client.session.session_key
    client.post(reverse("mfa_authenticate"), {"code": code(secret, 1)})
    assert is_in(client)
    assert client.session.session_key != planted
    attacker = Client()
    attacker.cookies["sessionid"] = str(planted)
    assert not is_in(attacker)


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_next_leads_nowhere_else(cast: Cast, there: str) -> None:
    client = Client()
    done = client.post(reverse("office:login"), {"username": "kari", "password": PASSWORD, "next": there})
    assert done["Location"] == "/"
    with time_machine.travel(f"{TODAY.isoformat()}T09:10:00+01:00", tick=False):
        again = client.post(f"{reverse('account_reauthenticate')}", {"password": PASSWORD, "next": there})
        assert again["Location"] == "/"


def test_one_who_is_locked_out_is_helped_by_command(cast: Cast) -> None:
    client = log_in()
    with_app(client)
    asked = CliRunner().invoke(person, ["reset-second-factor", "kari"])
    assert asked.exit_code == 0, asked.output
    assert second_factors(cast.user(cast.kari)) == ["totp", "recovery_codes"]
    CliRunner().invoke(person, ["reset-second-factor", "kari", "--apply"], catch_exceptions=False)
    assert second_factors(cast.user(cast.kari)) == []
    assert not is_in(client)
    assert events_of(cast)[-2:] == ["factors_reset", "sessions_ended"]
    assert is_in(log_in())


def test_nothing_personal_stands_in_the_chain(cast: Cast) -> None:
    client = log_in()
    with_app(client)
    client.post(reverse("office:end_others"))
    told = str([event.details for event in Event.objects.visible_to(cast.lise)]).lower()
    assert not [word for word in ("kari", "127.0.0.1", "firefox") if word in told]


def test_wrong_and_unknown_are_answered_alike_at_every_door(cast: Cast) -> None:
    User.objects.filter(username="ada").update(is_active=False)
    pages = []
    for name in ("kari", "ada", "nobody"):
        shown = Client().post(reverse("office:login"), {"username": name, "password": "feil-og-langt-passord"})
        pages.append((shown.status_code, shown.content.decode().split("<ul", 1)[1].split("</ul>", 1)[0]))
    assert pages[0] == pages[1] == pages[2]
