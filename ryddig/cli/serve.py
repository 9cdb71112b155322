"""`ryddig migrate` makes database, keys and static files ready; `ryddig serve` answers browsers; `ryddig worker` does
the jobs that take longer than a page."""

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import TYPE_CHECKING

import click

from ryddig.cli.beside import beside

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

HOST, PORT, WORKERS, THREADS = "127.0.0.1", 8000, 2, 4
KEY_BYTES = 48
MIGRATING = 0x5279_6464_6D69
"""The number of our lock in the database."""
LOCK_PATIENCE = "5s"
LOCK_AGAIN_SECONDS = 0.2
RESPAWN_SECONDS = 0.5
OWNER_ONLY = 0o600


def _start_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryddig.site.settings")
    django.setup()


@click.command()
def migrate() -> None:
    """Make the database, the keys and the static files ready. Safe to run again."""
    _start_django()
    from django.conf import settings
    from django.core.management import call_command

    from ryddig.cli.new_database import make_tables_of_packages
    from ryddig.records.accounts.keyring import new_key

    for name in ("SECRET_KEY", "PSEUDONYM_KEY"):
        if not settings.DEBUG and not os.environ.get(f"RYDDIG_{name}"):
            make_secret_key(Path(getattr(settings, f"{name}_FILE")))
    if not settings.DEBUG and not settings.KEYS:
        make_secret_key(settings.KEYS_FILE, new_key())
    with _alone():
        make_tables_of_packages()
        call_command("migrate", verbosity=0)
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)
    click.echo("The database and the static files are ready.")


@click.command()
def check() -> None:
    """Look at settings, keys, database, files and mail as `serve` does before it starts, and say what to mend."""
    _start_django()
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    try:
        call_command("check", deploy=True, databases=["default"], fail_level="ERROR")
    except SystemCheckError as error:
        click.echo(str(error), err=True)
        raise SystemExit(1) from None


@click.command()
@click.option(
    "--host", default=HOST, show_default=True, help="Address to listen on. Put a web server with TLS before any other."
)
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=WORKERS, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option(
    "--threads", default=THREADS, show_default=True, type=click.IntRange(1, 64), help="Threads in each process."
)
@click.option(
    "--worker/--no-worker", "with_worker", default=True, help="Run a worker beside the server. [default: yes]"
)
def serve(*, host: str, port: int, workers: int, threads: int, with_worker: bool) -> None:
    """Serve the office's pages, with a worker beside for what takes longer than a page."""
    _start_django()
    from django.conf import settings
    from django.core.management import call_command
    from granian import Granian
    from granian.constants import Interfaces

    call_command("check", tags=["ryddig"], deploy=True, databases=["default"], fail_level="ERROR")
    _tell_of_demo()
    click.echo(f"Ryddig answers on http://{host}:{port}  (stop with Ctrl-C)")
    server = Granian(
        "ryddig.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        log_enabled=True,
        log_dictconfig=_server_log(settings.LOG_AS),
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=RESPAWN_SECONDS,
    )
    import_module("ryddig.site.wsgi")  # once, and not in each process that is forked
    _let_go_of_database()
    with _counting(), beside(*_standins()), beside(*(("worker",) if with_worker else ())):
        server.serve()


@click.command()
@click.option("--batch", is_flag=True, help="Do what waits, then end.")
@click.option("--beside", type=int, hidden=True, help="Stop when this process is gone.")
def worker(*, batch: bool, beside: int | None) -> None:
    """Do what waits: pay controls, the daily look at the registers, shredding on the last day. Stop with Ctrl-C."""
    _start_django()
    from django.core.management import call_command

    call_command("work", batch=batch, beside=beside)


@click.command()
@click.option("--apply", "really", is_flag=True, help="Do it. Without this, only say how many would go.")
def shred(*, really: bool) -> None:
    """Shred personal data whose last day has passed, as `ryddig personal shred`. The worker does it daily."""
    _start_django()
    from ryddig.cli.personal import shred_now

    shred_now(really=really)


@contextmanager
def _alone() -> Iterator[None]:
    """One host migrates at a time, and none waits long for a lock while everybody's pages wait behind it."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        # asked again and again: an index made beside others' work would wait for one that waits for it
        while not _has_lock(cursor):
            sleep(LOCK_AGAIN_SECONDS)
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_PATIENCE])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def _has_lock(cursor: "CursorWrapper") -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(%s)", [MIGRATING])
    return bool(cursor.fetchone()[0])


def _let_go_of_database() -> None:
    """The server's processes are forked: with a connection of ours they would read each other's answers."""
    from django.db import connections

    for connection in connections.all():
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]  # only PostgreSQL's has one


@contextmanager
def _counting() -> Iterator[None]:
    """A folder in which the server's processes put together what they count for `/metrics`."""
    with TemporaryDirectory(prefix="ryddig-metrics-") as folder:
        os.environ["RYDDIG_METRICS_FOLDER"] = folder
        yield


def _server_log(form: str) -> dict[str, object]:
    """The server's own few lines in the same form as ours."""
    handler = {"class": "logging.StreamHandler", "formatter": "ours", "stream": "ext://sys.stdout"}
    return {
        "formatters": {"ours": {"()": f"ryddig.site.logs.{'JsonLines' if form == 'json' else 'Careful'}"}},
        "handlers": {"console": handler},
        "loggers": {"_granian": {"handlers": ["console"], "level": "INFO", "propagate": False}},
    }


def _standins() -> tuple[str, ...]:
    """The command that starts stand-ins of the registers, where the environment asks for them."""
    if os.environ.get("RYDDIG_REGISTERS", "").strip().lower() != "standin" or os.environ.get("RYDDIG_STANDIN"):
        return ()
    from django.conf import settings

    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    os.environ["RYDDIG_STANDIN"] = f"http://{HOST}:{port}"
    os.environ.setdefault("RYDDIG_STANDIN_FOLDER", str(Path(settings.VAR) / "standin"))
    return ("register", "stand-in", "--demo", "--night", "--port", str(port))


def _tell_of_demo() -> None:
    """Say so when anybody who knows the demo's log-ins can get in."""
    from ryddig.records.accounts.models import Organisation

    if Organisation.objects.filter(is_demo=True).exists():
        click.echo("The database holds an invented municipality. `ryddig demo users` prints its log-ins;")
        click.echo("`ryddig demo erase --apply` takes it away. Do that before real people's work goes in.")


def make_secret_key(path: Path, key: str = "") -> None:
    """Write a new key that only the owner may read. Leaves one that is there alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key or secrets.token_urlsafe(KEY_BYTES))
