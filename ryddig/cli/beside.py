"""A worker beside the server: started with it, started again if it ends, stopped with it."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

START_AGAIN_AFTER: Final = 5.0
TIME_TO_STOP: Final = 10.0
COMMAND: Final = (sys.executable, "-m", "ryddig.cli", "worker", "--beside")


@contextmanager
def worker_beside(*, wanted: bool) -> Iterator[None]:
    """Run a worker while the block runs. It stops by itself when this process is gone, however that went."""
    if not wanted:
        yield
        return
    ending = threading.Event()
    keeper = threading.Thread(target=_keep_running, args=(ending,), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ending.set()
        keeper.join(TIME_TO_STOP + START_AGAIN_AFTER)


def _keep_running(ending: threading.Event) -> None:
    while not ending.is_set():
        worker = subprocess.Popen([*COMMAND, str(os.getpid())])  # noqa: S603 - our own program, no outside input
        while worker.poll() is None and not ending.wait(0.2):
            pass
        if worker.poll() is None:
            _stop(worker)
        else:
            ending.wait(START_AGAIN_AFTER)


def _stop(worker: "subprocess.Popen[bytes]") -> None:
    """Kindly first: it puts its job back. A killed one is noticed by the next worker."""
    worker.terminate()
    try:
        worker.wait(TIME_TO_STOP)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
