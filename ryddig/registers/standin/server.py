"""The stand-in server: every source under `/<source id>/…` on one address of this machine, and a door to steer it.

    with StandIn([routes, …]) as standin:
        settings_from({"RYDDIG_REGISTERS": "standin", "RYDDIG_STANDIN": standin.address})

`POST /_standin/faults {"source": "enhetsregisteret", "faults": [{"kind": "status", "status": 429}]}` plans faults; what
else can be steered, a source adds with `Routes("_standin")`.
"""

import gzip
import ssl
import threading
import time
from collections.abc import Iterable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Final, Self
from urllib.parse import parse_qs, unquote, urlsplit

from ryddig.registers.standin.faults import Fault, FaultKind, Faults, damaged
from ryddig.registers.standin.routes import Asked, Routes, Told, told_json

HOST: Final = "127.0.0.1"
CONTROL: Final = "_standin"
HUGE: Final = 64 * 1024
SMALL: Final = 1024


class StandIn:
    """Starts on entering `with`, or with `start`; `port` 0 takes a free one. `certificate` makes it HTTPS."""

    def __init__(self, routes: Iterable[Routes], *, port: int = 0, certificate: ssl.SSLContext | None = None) -> None:
        self.faults = Faults()
        self.requests: list[str] = []
        self._routes: dict[str, list[Routes]] = {CONTROL: [self._control()]}
        for one in routes:
            self._routes.setdefault(one.source, []).append(one)
        self._server = _Server((HOST, port), self)
        self._secure = certificate is not None
        if certificate is not None:
            self._server.socket = certificate.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def address(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"{'https' if self._secure else 'http'}://{HOST}:{self._server.server_port}"

    def start(self) -> Self:
        """Answer from now on, beside what else this process does."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop answering and let go of the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def serve(self) -> None:
        """Answer in this thread until it is interrupted."""
        self._server.serve_forever()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def answer(self, asked: Asked, source: str) -> Told:
        """What the source says, before any fault."""
        for routes in self._routes.get(source, ()):
            found = routes.find(asked.method, asked.path)
            if found is not None:
                handler, names = found
                return handler(
                    Asked(asked.method, asked.path, names, asked.query, asked.headers, asked.body, asked.base)
                )
        return told_json({"status": 404, "feilmelding": "No such path in the stand-in"}, status=404)

    def _control(self) -> Routes:
        routes = Routes(CONTROL)

        @routes.post("/faults")
        def plan(asked: Asked) -> Told:
            wanted = asked.json()
            listed = wanted.get("faults")
            if not isinstance(listed, list):
                return told_json({"feilmelding": "Expected a list of faults"}, status=400)
            made = [Fault(**{**one, "kind": FaultKind(str(one["kind"]))}) for one in listed]
            self.faults.plan(str(wanted.get("source", "*")), made)
            return told_json({"planned": len(made)})

        @routes.delete("/faults")
        def clear(_: Asked) -> Told:
            self.faults.clear()
            return told_json({})

        return routes


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], standin: StandIn) -> None:
        self.standin = standin
        super().__init__(address, _Door)

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that went away is no news; the tests look at what the client says."""


class _Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the standard library
        """Be quiet."""

    def do_GET(self) -> None:
        self._reply()

    def do_POST(self) -> None:
        self._reply()

    def do_DELETE(self) -> None:
        self._reply()

    def _reply(self) -> None:
        parts = urlsplit(self.path)
        source, _, rest = unquote(parts.path).lstrip("/").partition("/")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers: Mapping[str, str] = {name.lower(): value for name, value in self.headers.items()}
        query = parse_qs(parts.query, keep_blank_values=True)
        standin = self.server.standin
        asked = Asked(self.command, f"/{rest}", {}, query, headers, body, f"{standin.address}/{source}")
        standin.requests.append(f"{self.command} {self.path}")
        fault = standin.faults.take(source) if source != CONTROL else None
        if fault is not None and fault.kind is FaultKind.SILENT:
            self.close_connection = True
            return
        told = standin.answer(asked, source)
        self._send(told if fault is None else damaged(fault, told), fault, headers)

    def _send(self, told: Told, fault: Fault | None, asked: Mapping[str, str]) -> None:
        body, packed = told.body, "gzip" in asked.get("accept-encoding", "") and len(told.body) > SMALL
        if packed and fault is None and "Content-Encoding" not in told.headers:
            body = gzip.compress(body, compresslevel=1)
        kind = fault.kind if fault else FaultKind.NONE
        self.send_response(told.status)
        self.send_header("Content-Type", told.kind)
        for name, value in told.headers.items():
            self.send_header(name, value)
        if body is not told.body:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(HUGE * HUGE if kind is FaultKind.HUGE else len(body)))
        self.end_headers()
        if kind is FaultKind.BROKEN_OFF:
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        elif kind is FaultKind.HUGE:
            for _ in range(HUGE):
                self.wfile.write(b" " * HUGE)
        elif kind is FaultKind.DRIP and fault is not None:
            for byte in body:
                self.wfile.write(bytes([byte]))
                time.sleep(fault.seconds)
        else:
            self.wfile.write(body)
