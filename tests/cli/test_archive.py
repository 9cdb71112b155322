"""`ryddig archive`: a dry run until told, then a zip with a message; the receipt is kept on the message it answers."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result

from ryddig.cli.archive import archive
from ryddig.domain.errors import UserCanFix
from ryddig.records.evidence.archiving import messages_of
from tests.cast import TODAY
from tests.intake.test_archive_receipt import CASE, key, receipt
from tests.office_world import World, make_world


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        yield make_world()


def run(world: World, *arguments: str) -> Result:
    login = world.cast.user(world.cast.kari).username
    who = ["--organisation", str(world.cast.fjordvik), "--as", login]
    return CliRunner().invoke(archive, [*arguments, *who])


def test_made_sent_and_answered(world: World, tmp_path: Path) -> None:
    out, answer = tmp_path / "melding.zip", tmp_path / "kvittering.xml"
    reference = world.cleaning.reference
    assert run(world, "make", reference, str(out)).exit_code == 0
    assert not out.exists(), "a dry run"
    assert not messages_of(world.cast.kari, world.cleaning.pk).exists()
    assert run(world, "make", reference, str(out), "--apply").exit_code == 0
    assert "arkivmelding.xml" in zipfile.ZipFile(out).namelist()
    row = messages_of(world.cast.kari, world.cleaning.pk).get()
    record = f"<registreringKvittering><systemID/>{key(row.key)}</registreringKvittering>"
    answer.write_bytes(receipt(CASE, record))
    assert "2026/123" in run(world, "receipt", str(answer), reference).output
    assert not row.answers.exists(), "a dry run"
    assert run(world, "receipt", str(answer), reference, "--apply").exit_code == 0
    assert row.answers.get().case_number == "2026/123"


def test_what_it_cannot_find_it_says(world: World, tmp_path: Path) -> None:
    answer = tmp_path / "kvittering.xml"
    answer.write_bytes(receipt(CASE, f"<registreringKvittering>{key('kontrakt-9-9-9')}</registreringKvittering>"))
    for arguments in (("make", "finnes-ikke", str(tmp_path / "x.zip")), ("receipt", str(answer), "K-1")):
        told = run(world, *arguments)
        assert isinstance(told.exception, UserCanFix)
        assert told.exception.hint
