"""`ryddig backup` and `ryddig restore`: everything in one locked file, and back on an empty machine."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tarfile import TarFile
from tempfile import TemporaryDirectory

import click
from django.utils.translation import gettext

FILES, TOMBSTONES, SECRETS, LIST = "files", "tombstones", "secrets", "list.json"
SECRET_NAMES = ("SECRET_KEY", "PSEUDONYM_KEY")
BACKUP = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


def _start_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryddig.site.settings")
    django.setup()


@click.command()
@BACKUP
@click.option("--files/--no-files", "with_files", default=True, help="With evidence. [default: yes]")
def backup(*, file: Path, with_files: bool) -> None:
    """Write database, evidence and secrets to FILE, locked. People may work meanwhile.

    FILE opens with the keys of RYDDIG_KEYS, which are not in it: keep a copy of them in another place.
    """
    _start_django()
    from django.utils import timezone

    from ryddig import __version__
    from ryddig.cli.backup_database import dump_database, name_here
    from ryddig.cli.backup_file import add_bytes, packing

    told = {"made_at": timezone.now().isoformat(timespec="seconds"), "version": __version__, "database": name_here()}
    with TemporaryDirectory(dir=file.absolute().parent) as folder, packing(file, told=told) as tar:
        database = Path(folder) / name_here()
        dump_database(database)
        tar.add(database, arcname=name_here())
        counts = {"files": _add_files(tar) if with_files else 0, "tombstones": _add_tombstones(tar)}
        for name, value in _secrets():
            add_bytes(tar, f"{SECRETS}/{name}", value.encode())
        add_bytes(tar, LIST, json.dumps({**told, **counts}).encode())
    click.echo(gettext("%(file)s: the database, %(files)s files.") % {"file": file, "files": counts["files"]})


def _secrets() -> Iterator[tuple[str, str]]:
    from django.conf import settings

    for name in SECRET_NAMES:
        if value := getattr(settings, name):
            yield name, value


def _add_files(tar: TarFile) -> int:
    """Evidence as it lies, locked. A file that goes meanwhile is left out: it was shredded."""
    from ryddig.cli.backup_file import add_stream
    from ryddig.records.evidence.store import places, take

    number = 0
    for place in places():
        try:
            with take(place) as content:
                size = content.seek(0, os.SEEK_END)
                content.seek(0)
                add_stream(tar, f"{FILES}/{place}", content, size=size)
        except FileNotFoundError:
            continue
        number += 1
    return number


def _add_tombstones(tar: TarFile) -> int:
    from ryddig.cli.backup_file import add_bytes
    from ryddig.records.evidence.tombstones import read_all

    number = 0
    for name, told in read_all():
        add_bytes(tar, f"{TOMBSTONES}/{name}", told)
        number += 1
    return number


@click.command()
@BACKUP
@click.option(
    "--tombstones",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder with copies of newer tombstones.",
)
@click.option(
    "--apply", "really", is_flag=True, help=("Do it. Without this, only open the back-up and say what is in it.")
)
def restore(*, file: Path, tombstones: Path | None, really: bool) -> None:
    """Put back what `ryddig backup` wrote, on a machine that has nothing yet; then verify, and shred what was due.

    Needs RYDDIG_KEYS as it was. What was shredded after the back-up was made is shredded again, from the tombstones.
    """
    _start_django()
    from django.conf import settings

    from ryddig.cli.backup_database import load_database, name_here, need_empty_database
    from ryddig.cli.backup_file import head_of, unpack

    head = head_of(file)
    _need_same_database(head["database"])
    need_empty_database()
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="restoring-", dir=settings.VAR) as folder:
        parts = Path(folder)
        unpack(file, parts)
        told = json.loads((parts / LIST).read_bytes())
        click.echo(gettext("Made %(made_at)s: the database, %(files)s files, %(tombstones)s tombstones.") % told)
        if not really:
            click.echo(gettext("It opens and is whole. Add --apply to put it back."))
            return
        _put_secrets(parts / SECRETS)
        _put_files(parts / FILES)
        _put_tombstones([parts / TOMBSTONES, *([tombstones] if tombstones else [])])
        load_database(parts / name_here())
    for command in (["migrate"], ["audit", "verify"], ["personal", "shred", "--apply"]):
        click.echo(f"ryddig {' '.join(command)}:")
        subprocess.run([sys.executable, "-m", "ryddig.cli", *command], check=True)  # noqa: S603 - our own commands
    _tell_of_missing()


def _need_same_database(name: str) -> None:
    from ryddig.cli.backup_database import name_here
    from ryddig.domain.errors import UserCanFix
    from ryddig.domain.words import N_

    if name != name_here():
        text = N_("The back-up is of another kind of database (%(there)s) than RYDDIG_DATABASE_URL names (%(here)s).")
        raise UserCanFix("restore.other_database", text, params={"there": name, "here": name_here()})


def _put_secrets(folder: Path) -> None:
    """As they were, where the environment does not give them; one that was made meanwhile is kept beside."""
    from django.conf import settings

    for name in SECRET_NAMES:
        kept, goal = folder / name, Path(getattr(settings, f"{name}_FILE"))
        if os.environ.get(f"RYDDIG_{name}") or settings.DEBUG or not kept.is_file():
            continue
        goal.parent.mkdir(parents=True, exist_ok=True)
        if goal.is_file() and goal.read_bytes() != kept.read_bytes():
            goal.rename(goal.with_name(f"{goal.name}.before"))
        kept.chmod(0o600)
        kept.replace(goal)


def _put_files(folder: Path) -> None:
    from ryddig.records.evidence.store import is_kept, put

    for path in sorted(folder.glob("*")):
        if not is_kept(path.name):
            put(path.name, str(path))


def _put_tombstones(folders: list[Path]) -> None:
    from ryddig.records.evidence.tombstones import put_back

    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            put_back(path.name, path.read_bytes())


def _tell_of_missing() -> None:
    from ryddig.records.evidence.models import Evidence
    from ryddig.records.evidence.store import is_kept

    rows = Evidence.objects.unscoped("every file is looked for").filter(shredded_on=None)
    missing = sum(not is_kept(row.place) for row in rows.exclude(scan=Evidence.Scan.INFECTED).only("place"))
    if missing:
        click.echo(gettext("%(count)s files are not there: the back-up was made without them.") % {"count": missing})
    click.echo(gettext("Restored. Start it with `ryddig serve`."))
