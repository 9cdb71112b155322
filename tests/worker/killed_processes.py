"""A server and a worker that can be killed like a power cut, and stand again at once.

A process that has Ryddig loaded and touches no database waits for orders, and forks what is asked for. So what is
killed is a real process with real connections, and starting it again takes no seconds of imports. Run as a module:
`python -m tests.worker.killed_processes PORT` reads `server` or `worker` from standard input and answers the number of
the process.
"""

import os
import signal
import socketserver
import sys
import traceback
from datetime import timedelta
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class Threaded(socketserver.ThreadingMixIn, WSGIServer):
    """A thread for each request, as the real server has."""

    daemon_threads = True
    allow_reuse_address = True
    parent = 0

    def service_actions(self) -> None:
        """It does not outlive the test."""
        if os.getppid() != self.parent:
            os._exit(1)


class Silent(WSGIRequestHandler):
    """Says nothing."""

    def log_message(self, *_said: Any) -> None:
        """Nothing."""


def serve(port: int) -> None:
    """Answer until killed."""
    from ryddig.site.wsgi import application

    with make_server("127.0.0.1", port, application, server_class=Threaded, handler_class=Silent) as server:
        server.parent = os.getppid()
        server.serve_forever(poll_interval=0.05)


def work() -> None:
    """The worker's round until killed. What takes it minutes to see, a silent colleague or a mail cut off, takes it a
    second here."""
    from ryddig.records.correspondence import sending
    from ryddig.worker import loop, queue, signs

    sending.CUT_OFF = timedelta(seconds=1.5)  # type: ignore[misc]  # shorter than in life, for the test
    sending.WAITS = (timedelta(seconds=0.2),) * 40  # type: ignore[misc]  # as above
    signs.SILENT = timedelta(seconds=1.5)  # type: ignore[misc]  # as above
    queue.MOST_TRIES = 50  # type: ignore[misc]  # as above
    loop.BEAT_EVERY, loop.EVERY, loop.MINUTE = 0.2, 0.05, timedelta(seconds=0.3)  # type: ignore[misc]  # as above
    loop.Round(beside=os.getppid()).run()


def forked(what: str, port: int) -> int:
    """A new process that does it; its number."""
    number = os.fork()
    if number:
        return number
    os.close(0)
    try:
        serve(port) if what == "server" else work()
    finally:
        traceback.print_exc()  # one that is not killed must not end
        os._exit(1)


def _say(answer: object) -> None:
    sys.stdout.write(f"{answer}\n")
    sys.stdout.flush()


def main() -> None:
    """Obey until the orders end."""
    import django

    django.setup()
    from ryddig.reports.law import law_for
    from ryddig.site.wsgi import application  # noqa: F401 - loaded before anything is forked

    law_for([])
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are not waited for
    port = int(sys.argv[1])
    _say("ready")
    for order in sys.stdin:
        _say(forked(order.strip(), port))


if __name__ == "__main__":
    main()
