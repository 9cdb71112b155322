"""`ryddig keys`: the keys that lock files and secrets, made anew and exchanged."""

import os

import click
from django.utils.translation import gettext


@click.group()
def keys() -> None:
    """The keys that lock files and secrets (RYDDIG_KEYS)."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryddig.site.settings")
    django.setup()


@keys.command()
def new() -> None:
    """Print a new key. Put it first in RYDDIG_KEYS, before the ones that are there."""
    from ryddig.records.accounts.keyring import new_key

    click.echo(new_key())


@keys.command()
def rotate() -> None:
    """Lock the keys of all files, and all other secrets, with the first key of RYDDIG_KEYS. Then the others can go.

    Files themselves are not touched, except those kept before content was locked: they are locked now. Safe to run
    again, and while people work.
    """
    from django.utils import timezone

    from ryddig.records.accounts.keyring import rotate_all
    from ryddig.records.evidence.relocking import lock_plain_files

    plain = lock_plain_files(timezone.localdate())
    for name, number in rotate_all().items():
        click.echo(f"{name}: {number}")
    if plain:
        click.echo(gettext("%(count)s files from before are locked now.") % {"count": plain})
    done = gettext("Everything is locked with the first key. Keep the others for as long as you keep old back-ups.")
    click.echo(done)
