"""Programs beside the server: started with it, started again if they end, stopped with it."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

START_AGAIN_AFTER: Final = 5.0
TIME_TO_STOP: Final = 10.0
RYDDIG: Final = (sys.executable, "-m", "ryddig.cli")


@contextmanager
def beside(*command: str) -> Iterator[None]:
    """Run `ryddig COMMAND --beside PID` while the block runs; nothing without a command.

    It stops by itself when this process is gone, however that went.
    """
    if not command:
        yield
        return
    ending = threading.Event()
    keeper = threading.Thread(target=_keep_running, args=(ending, command), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ending.set()
        keeper.join(TIME_TO_STOP + START_AGAIN_AFTER)


def _keep_running(ending: threading.Event, command: tuple[str, ...]) -> None:
    while not ending.is_set():
        program = subprocess.Popen([*RYDDIG, *command, "--beside", str(os.getpid())])  # noqa: S603 - our own program
        while program.poll() is None and not ending.wait(0.2):
            pass
        if program.poll() is None:
            _stop(program)
        else:
            ending.wait(START_AGAIN_AFTER)


def _stop(program: "subprocess.Popen[bytes]") -> None:
    """Kindly first: a worker puts its job back. A killed one is noticed by the next."""
    program.terminate()
    try:
        program.wait(TIME_TO_STOP)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()
