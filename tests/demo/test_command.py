"""`ryddig demo`: load, log-ins, erase. Only what was made as a demo goes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.apps import apps
from django.contrib.auth import authenticate
from django.db import DatabaseError, transaction
from pytest_django import Settings

from ryddig.cli.main import ryddig
from ryddig.domain.errors import UserCanFix
from ryddig.records.accounts.models import Membership, Organisation, Role, Unit, User
from ryddig.records.accounts.scope import OwnedRow
from ryddig.records.audit.models import Event
from ryddig.records.contracts.services import register_contract
from tests import cast as people
from tests.demo.conftest import small_demo

pytestmark = pytest.mark.django_db
WHY = "the tests count every row"
Load = Callable[..., Result]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Settings) -> Path:
    """The password's file, and a small demo, in a folder of the test's own."""
    settings.VAR = tmp_path / "var"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # log-ins here are many
    return small_demo(tmp_path)


@pytest.fixture
def load(own_folder: Path) -> Load:
    """`ryddig demo load` of the small demo."""
    return lambda *more: demo("load", "--folder", str(own_folder), *more)


def demo(*arguments: str) -> Result:
    return CliRunner().invoke(ryddig, ["demo", *arguments], catch_exceptions=False)


def password_of(output: str) -> str:
    return output.rsplit("password for all: ", 1)[1].strip()


def rows_by_model() -> dict[str, int]:
    owned = [model for model in apps.get_models() if issubclass(model, OwnedRow)]
    return {model.__name__: model.objects.unscoped(WHY).count() for model in owned}


def test_load_prints_log_ins_that_work(own_folder: Path, load: Load) -> None:
    loaded = load("--on", "2026-11-20")
    assert loaded.exit_code == 0
    assert "17 contracts" in loaded.output
    for login in ("kari", "jon", "petter", "lise", "ingrid", "ada", "omar", "sigrid"):
        assert authenticate(username=login, password=password_of(loaded.output)) is not None
    assert (own_folder / "var" / "demo-password").stat().st_mode & 0o077 == 0


def test_the_password_is_another_each_time(load: Load) -> None:
    first = password_of(load().output)
    again = demo("users", "--new-password")
    assert password_of(again.output) != first
    assert authenticate(username="kari", password=first) is None
    assert authenticate(username="kari", password=password_of(again.output)) is not None


def test_if_empty_leaves_what_is_there_and_prints_the_log_ins_again(own_folder: Path, load: Load) -> None:
    first = load()
    before = rows_by_model()
    second = load("--if-empty")
    assert password_of(second.output) == password_of(first.output)
    assert rows_by_model() == before
    (own_folder / "var" / "demo-password").unlink()
    third = load("--if-empty")
    assert authenticate(username="kari", password=password_of(third.output)) is not None


def test_if_empty_adds_nothing_to_a_real_organisation(load: Load) -> None:
    Organisation.objects.create(name="Ekte kommune", kind="municipal")
    assert load("--if-empty").output == ""
    assert Organisation.objects.count() == 1


def test_loading_twice_is_refused_in_words(load: Load) -> None:
    load()
    with pytest.raises(UserCanFix, match="already loaded"):
        load()


def test_a_taken_log_in_is_refused_and_nothing_is_stored(load: Load) -> None:
    User.objects.create(username="kari")
    with pytest.raises(UserCanFix, match="kari"):
        load()
    assert not Organisation.objects.exists()


def test_erase_is_a_dry_run_until_told(load: Load) -> None:
    load()
    before = rows_by_model()
    told = demo("erase")
    assert "Would erase" in told.output
    assert "Kari Nordli" in told.output
    assert rows_by_model() == before


def test_erase_removes_the_demo_and_nothing_else(own_folder: Path, load: Load) -> None:
    real = Organisation.objects.create(name="Ekte kommune", kind="municipal")
    unit = Unit.objects.create(organisation=real, name="Drift")
    lars = people.person("lars", real, Role.COORDINATOR)
    register_contract(actor=lars, facts=people.facts("E-1"), unit_id=unit.pk, on=date(2026, 11, 20))
    before, users = rows_by_model(), set(User.objects.values_list("username", flat=True))
    load()
    assert rows_by_model() != before
    assert "Erased" in demo("erase", "--apply").output
    assert rows_by_model() == before
    assert set(User.objects.values_list("username", flat=True)) == users
    assert not (own_folder / "var" / "demo-password").exists()
    events = Event.objects.unscoped(WHY).filter(organisation=real)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        events._raw_delete(events.db)


def test_someone_who_looks_in_on_the_demo_stays(load: Load) -> None:
    real = Organisation.objects.create(name="Ekte kommune", kind="municipal")
    lars = people.person("lars", real, Role.COORDINATOR)
    keeper = User.objects.create(username="keeper", is_superuser=True, is_staff=True)
    load()
    tenkevik = Organisation.objects.get(short_name="Tenkevik")
    for user in (User.objects.get(id=lars.user_id), keeper):
        Membership.objects.create(organisation=tenkevik, user=user, role=Role.AUDITOR)
    demo("erase", "--apply")
    assert set(User.objects.values_list("username", flat=True)) == {"lars", "keeper"}


def test_there_is_nothing_to_erase_where_there_is_no_demo() -> None:
    assert "no demo" in demo("erase", "--apply").output
