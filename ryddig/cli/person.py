"""`ryddig person`: help for somebody who cannot get in. Be sure first who it is: ask their coordinator too."""

import os

import click

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_


@click.group()
def person() -> None:
    """People who log in."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryddig.site.settings")
    django.setup()


@person.command("reset-second-factor")
@click.argument("username")
@click.option("--apply", is_flag=True, help="Do it; without this it is only said.")
def reset_second_factor(username: str, *, apply: bool) -> None:
    """Take away all second factors of USERNAME and end their sessions. They log in with the password and add new ones.

    It stands in the audit chain, and the person gets a mail.
    """
    from django.utils import timezone

    from ryddig.records.accounts.models import User
    from ryddig.records.accounts.second_factor import second_factors
    from ryddig.records.correspondence.sign_ins import help_locked_out

    user = User.objects.filter(username=username).first()
    if user is None:
        raise UserCanFix("person.unknown", N_("There is no user “%(name)s”."), params={"name": username})
    found = second_factors(user)
    click.echo(f"{username}: {', '.join(found) or '-'}")
    if not apply:
        click.echo("Nothing is changed. Run it again with --apply.")
        return
    factors, sessions = help_locked_out(user, on=timezone.localdate())
    click.echo(f"{factors} second factors are taken away, {sessions} sessions ended.")
