"""The world of `office_world` made once for all tests of a file; each test's own changes are rolled back.

The world lies in a transaction that stays open while the file's tests run; Django's transactions for each test lie
inside it. So no test may use a database of its own (`transactional_db`, `live_server`) beside it.
"""

import copy
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import time_machine
from django.db import connection, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.cast import TODAY
from tests.office_world import World, make_world


@dataclass(frozen=True)
class Standing:
    """The world as it was made, and the folder of its files."""

    made: World
    files: Path

    def world(self, evidence: Path) -> World:
        """A world for one test, whose files lie in `evidence`."""
        shutil.copytree(self.files, evidence, dirs_exist_ok=True)
        return copy.deepcopy(self.made)


@contextmanager
def standing_world(blocker: DjangoDbBlocker) -> Iterator[Standing]:
    """Make the world, and take it away."""
    with TemporaryDirectory() as folder, blocker.unblock():
        files = Path(folder) / "evidence"
        files.mkdir()
        with transaction.atomic(), mock.patch.object(connection, "close"):
            with time_machine.travel(_MORNING, tick=False), override_settings(EVIDENCE_FOLDER=files):
                made = make_world()
            blocker.block()
            yield Standing(made, files)
            blocker.restore()
            transaction.set_rollback(True)


_MORNING = f"{TODAY.isoformat()}T09:00:00+01:00"
