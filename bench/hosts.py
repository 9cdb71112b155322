"""Several hosts on this machine: a PostgreSQL, and web and worker processes as a national service has them.

Each host has its own folder and port; database, keys and evidence are shared, as docs/deployment/national.md has it.
Everything can be killed as a power cut does. PostgreSQL keeps what it has said yes to: nothing is switched off here.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

import httpx

ROOT = Path(__file__).resolve().parent.parent
RYDDIG = (sys.executable, "-m", "ryddig.cli")
HOME = "127.0.0.1"
PATIENCE = 90.0


def free_port() -> int:
    """Below the range of outgoing connections."""
    while True:
        port = 20000 + secrets.randbelow(9000)
        with socket.socket() as probe:
            if probe.connect_ex((HOME, port)):
                return port


def until(done: Callable[[], bool], what: str, *, patience: float = PATIENCE) -> None:
    """Wait for it. Raises TimeoutError with what did not come."""
    ends = time.monotonic() + patience
    while not done():
        if time.monotonic() > ends:
            raise TimeoutError(what)
        time.sleep(0.05)


class Postgres:
    """A server of its own in a temporary folder, on loopback."""

    def __init__(self) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        where = str(found[-1].parent) if found else str(Path(shutil.which("initdb") or "").parent)
        if not Path(where, "initdb").is_file():
            raise FileNotFoundError("No PostgreSQL server here; run `make system-packages`.")
        self._bin, self.port = Path(where), free_port()
        self._folder = Path(mkdtemp(prefix="ryddig-hosts-"))
        self._password = secrets.token_hex(16)
        (self._folder / "password").write_text(self._password)
        self._as: list[str] = []
        if os.geteuid() == 0:  # initdb refuses root
            self._as = ["runuser", "-u", "postgres", "--"]
            subprocess.run(["chown", "-R", "postgres", self._folder], check=True)
        made = ["--username", "ryddig", "--pwfile", str(self._folder / "password"), "--auth", "scram-sha-256"]
        self._do(
            "initdb", "--pgdata", str(self._folder / "cluster"), *made, "--encoding", "UTF8", "--locale", "C.UTF-8"
        )
        self.start()
        self._do("createdb", "--host", HOME, "--port", str(self.port), "--username", "ryddig", "ryddig")

    @property
    def url(self) -> str:
        """Where Ryddig finds it."""
        return f"postgres://ryddig:{self._password}@{HOME}:{self.port}/ryddig"

    def start(self) -> None:
        """Also after it was killed: it makes good what had not reached its tables."""
        (self._folder / "cluster" / "postmaster.pid").unlink(missing_ok=True)
        options = f"-c listen_addresses={HOME} -c port={self.port} -c unix_socket_directories=''"
        where = ["--pgdata", str(self._folder / "cluster"), "--log", str(self._folder / "log")]
        self._do("pg_ctl", *where, "--wait", "start", "--options", options)

    def kill(self) -> None:
        """The server and every process of its, at once."""
        first = int((self._folder / "cluster" / "postmaster.pid").read_text().split()[0])
        numbers = [first, *children(first)]
        for number in numbers:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        until(lambda: not any(is_there(number) for number in numbers), "PostgreSQL's end")

    def end(self) -> None:
        """For good."""
        with suppress(subprocess.CalledProcessError):
            self._do("pg_ctl", "--pgdata", str(self._folder / "cluster"), "--mode", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _do(self, program: str, *arguments: str) -> None:
        command = [*self._as, str(self._bin / program), *arguments]
        env = {**os.environ, "PGPASSWORD": self._password}
        subprocess.run(command, cwd="/", env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def children(number: int) -> list[int]:
    """A process's own."""
    try:
        told = Path(f"/proc/{number}/task/{number}/children").read_text()
    except FileNotFoundError:
        return []
    return [int(one) for one in told.split()]


def is_there(number: int) -> bool:
    """Neither gone nor waiting to be fetched by its parent."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@dataclass
class Host:
    """A web server's processes and a worker, with a folder of their own."""

    folder: Path
    environment: Mapping[str, str]
    worker_command: tuple[str, ...] = (*RYDDIG, "worker")
    processes: int = 2
    port: int = field(default_factory=free_port)
    web: "subprocess.Popen[bytes] | None" = None
    worker: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        """Where its web server listens."""
        return f"http://{HOME}:{self.port}"

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """`ryddig COMMAND` there, to its end."""
        env = self._environment()
        return subprocess.run([*RYDDIG, *command], cwd=ROOT, env=env, capture_output=True, text=True, check=False)

    def start_web(self, *, threads: int = 4) -> None:
        """And wait until it is ready."""
        size = ["--workers", str(self.processes), "--threads", str(threads)]
        self.web = self._start([*RYDDIG, "serve", "--no-worker", "--port", str(self.port), *size], "web.log")
        until(self.is_ready, f"the web server in {self.folder}")

    def start_worker(self) -> None:
        """Beside nothing: it lives until it is told to stop, or killed."""
        self.worker = self._start(self.worker_command, "worker.log")

    def is_ready(self) -> bool:
        """What a load balancer asks."""
        try:
            return httpx.get(f"{self.address}/readyz", timeout=5).status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    def web_processes(self) -> list[int]:
        """Those that answer, below the one that keeps them."""
        return children(self.web.pid) if self.web else []

    def kill_web(self) -> None:
        """The whole server, as when its host dies."""
        if self.web is not None:
            numbers = [self.web.pid, *self.web_processes()]
            _kill(self.web)
            until(lambda: not any(is_there(number) for number in numbers), "the web server's end")

    def kill_worker(self) -> None:
        """The worker."""
        if self.worker is not None:
            _kill(self.worker)

    def end(self) -> None:
        """Everything."""
        self.kill_web()
        self.kill_worker()

    def log(self, name: str) -> str:
        """What it said."""
        path = self.folder / name
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""

    def _start(self, command: "list[str] | tuple[str, ...]", log: str) -> "subprocess.Popen[bytes]":
        with (self.folder / log).open("ab") as told:
            env = self._environment()
            return subprocess.Popen(
                command, cwd=ROOT, env=env, stdout=told, stderr=subprocess.STDOUT, start_new_session=True
            )

    def _environment(self) -> dict[str, str]:
        return {**self.environment, "RYDDIG_VAR": str(self.folder)}


def _kill(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def shared_environment(database: str, evidence: Path, **more: str) -> dict[str, str]:
    """What is the same on every host."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RYDDIG_")}
    own = {
        "DATABASE_URL": database,
        "SECRET_KEY": secrets.token_urlsafe(48),
        "PSEUDONYM_KEY": secrets.token_urlsafe(48),
        "KEYS": urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "EVIDENCE_FOLDER": str(evidence),
        "METRICS_TOKEN": secrets.token_urlsafe(24),
        "LOG": "json",
        **more,
    }
    return {**kept, **{f"RYDDIG_{name}": value for name, value in own.items()}}


@contextmanager
def service(folder: Path, *, hosts: int = 2, **more: str) -> "Iterator[tuple[Postgres, list[Host]]]":
    """A database and so many hosts, migrated, with nothing started yet but the database."""
    postgres = Postgres()
    try:
        environment = shared_environment(postgres.url, folder / "evidence", **more)
        made = [Host(folder / f"host{number}", environment) for number in range(1, hosts + 1)]
        for host in made:
            host.folder.mkdir(parents=True)
        done = made[0].run("migrate")
        if done.returncode:
            raise RuntimeError(done.stderr)
        for host in made[1:]:
            (host.folder / "static").symlink_to(made[0].folder / "static")
        try:
            yield postgres, made
        finally:
            for host in made:
                host.end()
    finally:
        postgres.end()
