"""Files that were handed in go through the virus scanner, where there is one (ClamAV's daemon, RYDDIG_CLAMAV).

A file waits until the scanner has answered: nobody is handed it before. A scanner that is away keeps files waiting.
"""

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Final

from django.conf import settings
from django.utils import timezone

from ryddig.domain.errors import AskAgainLater, OurFault
from ryddig.domain.words import N_
from ryddig.records.evidence.files import opened
from ryddig.records.evidence.queries import waiting_for_scan
from ryddig.records.evidence.services import store_scan
from ryddig.records.evidence.store import is_kept

LOG: Final = logging.getLogger("ryddig.worker")
PIECE: Final = 1 << 18
PATIENCE: Final = 120.0
MOST_AT_ONCE: Final = 200
CLEAN: Final = b"stream: OK"


def scan_waiting(now: datetime) -> int:
    """Scan what waits, oldest first. Returns how many files were looked at."""
    if not settings.CLAMAV:
        return 0
    on, done = timezone.localdate(now), 0
    for row in list(waiting_for_scan()[:MOST_AT_ONCE]):
        if not is_kept(row.place):
            continue
        try:
            with opened(row) as content:
                infected = is_infected(content, settings.CLAMAV)
        except AskAgainLater as error:
            LOG.warning("%s", error)
            break
        store_scan(evidence_id=row.pk, infected=infected, on=on)
        done += 1
    return done


def is_infected(content: IO[bytes], address: str) -> bool:
    """What clamd says of a file, sent to it piece by piece (INSTREAM), so that it needs no access to our folders.

    `address`: `host:port` or the path of a socket. Raises AskAgainLater when it does not answer or did not scan.
    """
    try:
        with _connected(address) as clamd:
            _stream(clamd, content)
            answer = b"".join(iter(lambda: clamd.recv(PIECE), b"")).rstrip(b"\0\n")
    except OSError as error:
        raise _away(str(error)) from error
    if answer == CLEAN:
        return False
    if answer.endswith(b" FOUND"):
        return True
    raise _away(answer.decode(errors="replace")[:200] or "no answer")


def _stream(clamd: socket.socket, file: IO[bytes]) -> None:
    clamd.sendall(b"zINSTREAM\0")
    for piece in iter(lambda: file.read(PIECE), b""):
        clamd.sendall(len(piece).to_bytes(4, "big") + piece)
    clamd.sendall(bytes(4))


@contextmanager
def _connected(address: str) -> Iterator[socket.socket]:
    if address.startswith("/"):
        with socket.socket(socket.AF_UNIX) as clamd:
            clamd.settimeout(PATIENCE)
            clamd.connect(address)
            yield clamd
        return
    host, _, port = address.rpartition(":")
    if not port.isdigit():
        text = N_("RYDDIG_CLAMAV is “%(given)s”. Expected host:port or the path of a socket.")
        raise OurFault("scan.address", text, params={"given": address})
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as clamd:
        yield clamd


def _away(why: str) -> AskAgainLater:
    text = N_("The virus scanner did not scan the file: %(why)s")
    return AskAgainLater("scan.away", text, hint=N_("The file waits, and is tried again."), params={"why": why})
