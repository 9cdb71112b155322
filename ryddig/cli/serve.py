"""`ryddig migrate` makes database, key and static files ready; `ryddig serve` answers browsers."""

import os
import secrets
from pathlib import Path

import click

HOST, PORT, WORKERS, THREADS = "127.0.0.1", 8000, 2, 4
KEY_BYTES = 48
OWNER_ONLY = 0o600


def _start_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryddig.site.settings")
    django.setup()


@click.command()
def migrate() -> None:
    """Make the database, the secret key and the static files ready. Safe to run again."""
    _start_django()
    from django.conf import settings
    from django.core.management import call_command

    if not settings.DEBUG and not os.environ.get("RYDDIG_SECRET_KEY"):
        make_secret_key(Path(settings.SECRET_KEY_FILE))
    call_command("migrate", verbosity=0)
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)
    click.echo("The database and the static files are ready.")


@click.command()
@click.option(
    "--host", default=HOST, show_default=True, help="Address to listen on. Put a web server with TLS before any other."
)
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=WORKERS, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option(
    "--threads", default=THREADS, show_default=True, type=click.IntRange(1, 64), help="Threads in each process."
)
def serve(*, host: str, port: int, workers: int, threads: int) -> None:
    """Serve the office's pages."""
    _start_django()
    from django.core.management import call_command
    from granian import Granian
    from granian.constants import Interfaces

    call_command("check", tags=["ryddig"], deploy=True, fail_level="ERROR")
    _tell_of_demo()
    click.echo(f"Ryddig answers on http://{host}:{port}  (stop with Ctrl-C)")
    Granian(
        "ryddig.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        log_enabled=True,
        websockets=False,
    ).serve()


def _tell_of_demo() -> None:
    """Say so when anybody who knows the demo's log-ins can get in."""
    from ryddig.records.accounts.models import Organisation

    if Organisation.objects.filter(is_demo=True).exists():
        click.echo("The database holds an invented municipality. `ryddig demo users` prints its log-ins;")
        click.echo("`ryddig demo erase --apply` takes it away. Do that before real people's work goes in.")


def make_secret_key(path: Path) -> None:
    """Write a new key that only the owner may read. Leaves one that is there alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(KEY_BYTES))
