"""`ryddig demo`: an invented municipality to look around in, its log-ins, and taking it away again."""

import os
import secrets
from datetime import date
from pathlib import Path

import click

from ryddig.cli.days import Day, today
from ryddig.cli.demo_files import demo_folder
from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_

KEPT_IN = "demo-password"
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look like each other
GROUPS, SIGNS_EACH = 4, 5


def _start_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryddig.site.settings")
    django.setup()


@click.group()
def demo() -> None:
    """An invented municipality: load it, see its log-ins, erase it."""
    _start_django()


@demo.command()
@click.option("--on", type=Day(), default=None, help="The day it is in the demo. [default: today]")
@click.option("--if-empty", is_flag=True, help="Only when the database holds no organisation.")
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="The demo's files. [default: the folder demo of the project]",
)
def load(on: date | None, folder: Path | None, *, if_empty: bool) -> None:
    """Load the demo and print its log-ins. Its pay control is run by the worker, which `ryddig serve` starts."""
    from ryddig.cli.demo_load import load_demo
    from ryddig.records.accounts.models import Organisation

    if if_empty and Organisation.objects.exists():
        _print_users()
        return
    if Organisation.objects.filter(is_demo=True).exists():
        raise UserCanFix(
            "demo.loaded", N_("The demo is already loaded."), hint=N_("Erase it first: ryddig demo erase --apply.")
        )
    password = _new_password()
    number = load_demo(demo_folder(folder), on=on or today(), password=password)
    _keep_password(password)
    if os.environ.get("RYDDIG_REGISTERS", "").strip().lower() == "standin":
        _ask_yesterday(demo_folder(folder), on or today())
    click.echo(f"Loaded the demo: {number} contracts. Everybody in it is invented.")
    _print_users()


@demo.command()
@click.option("--new-password", is_flag=True, help="Give all of the demo's people a new password.")
def users(*, new_password: bool) -> None:
    """Print the log-ins of the demo."""
    if new_password:
        _set_new_password()
    _print_users()


@demo.command()
@click.option("--apply", is_flag=True, help="Do it. Without this, only say what would go.")
def erase(*, apply: bool) -> None:
    """Remove every demo organisation, all that belongs to it, and its people. Nothing else."""
    from ryddig.records.accounts.demo import demo_people, erase_demo
    from ryddig.records.accounts.models import Organisation

    names = ", ".join(one.name for one in Organisation.objects.filter(is_demo=True).order_by("id"))
    people = ", ".join(str(user) for user in demo_people())
    if not names:
        click.echo("There is no demo here.")
        return
    if apply:
        erase_demo()
        _password_file().unlink(missing_ok=True)
    click.echo("Erased:" if apply else "Would erase (add --apply to do it):")
    click.echo(f"  organisations: {names}, with all that belongs to them")
    click.echo(f"  people: {people}")


def _ask_yesterday(folder: Path, on: date) -> None:
    """What the registers said the day before, out of stand-ins of this process, so that the night changes something."""
    from django.conf import settings

    from ryddig.cli.demo_registers import ask_yesterday

    ask_yesterday(folder, Path(settings.VAR) / "standin", on=on)


def _new_password() -> str:
    groups = ("".join(secrets.choice(SIGNS) for _ in range(SIGNS_EACH)) for _ in range(GROUPS))
    return "-".join(groups)


def _password_file() -> Path:
    from django.conf import settings

    return Path(settings.VAR) / KEPT_IN


def _keep_password(password: str) -> None:
    """Readable by the owner only, from the first byte on."""
    path = _password_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as target:
        target.write(password)


def _set_new_password() -> None:
    from ryddig.records.accounts.demo import set_demo_password

    password = _new_password()
    set_demo_password(password)
    _keep_password(password)


def _print_users() -> None:
    """One line a person, and the password they share; a new one when the file that keeps it is gone."""
    from ryddig.records.accounts.access import memberships_of
    from ryddig.records.accounts.demo import demo_people

    people = demo_people()
    if not people:
        return
    if not _password_file().is_file():
        _set_new_password()
    click.echo("Log in as:")
    for user in people:
        seat = memberships_of(user)[0]
        place = f"{seat.organisation.name}, {seat.unit.name}" if seat.unit else seat.organisation.name
        click.echo(f"  {user.username:8} {user.get_full_name()}, {seat.get_role_display()} ({place})")
    click.echo(f"  password for all: {_password_file().read_text(encoding='ascii')}")
