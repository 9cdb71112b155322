"""Pages and saves over a full register: time, database queries and server memory.

The database is that of RYDDIG_DATABASE_URL, else a temporary SQLite file. Prints one JSON line per page and size. The
small register has a tenth of the rows, so that the query counts can be compared.
"""

import argparse
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

    from bench.pages_data import Loaded

ON = date(2026, 11, 20)
HOST = "127.0.0.1"
SAVED = "save an answer"
PATIENCE = 120  # seconds: on a loaded machine a server is slow to start and to stop
# (p50 ms, p95 ms, most queries)
BARS = {
    "today": (50, 100, 12),
    "portfolio": (50, 100, 12),
    "contract": (120, 200, 20),
    "duties": (120, 200, 20),
    "figures": (150, 400, None),
    SAVED: (40, 100, None),
}


def main() -> None:
    """Measure a tenth of the register, then all of it, then the memory of three workers."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=40)
    options.add_argument("--contracts", type=int, default=10_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("RYDDIG_DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ.setdefault("RYDDIG_DEBUG", "1")
        os.environ.setdefault("RYDDIG_REQUESTS_A_MINUTE", "1000000")
        os.environ.setdefault("RYDDIG_SECRET_KEY", secrets.token_hex(32))
        os.environ["DJANGO_SETTINGS_MODULE"] = "ryddig.site.settings"
        import django

        django.setup()
        from django.conf import settings

        settings.DEBUG = False
        settings.ALLOWED_HOSTS = [HOST, "testserver"]
        for share in (10, 1):
            loaded = fill(chosen.contracts // share, small=share > 1)
            for told in measure(loaded, chosen.rounds):
                print(json.dumps({"contracts": chosen.contracts // share, **told}), flush=True)
        print(json.dumps(memory(loaded)), flush=True)


def fill(contracts: int, *, small: bool) -> "Loaded":
    """An empty database with the performance set in it."""
    from django.core.management import call_command
    from django.db import connection

    from bench.pages_data import Size, load_pages
    from ryddig.lawbook import load

    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    size = Size(contracts=contracts, with_duties=contracts // 5, suppliers=max(contracts // 7, 1))
    start = time.perf_counter()
    loaded = load_pages(load(), on=ON, size=size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    seconds = round(time.perf_counter() - start, 1)
    print(
        json.dumps({"loaded": contracts, "small": small, "database": connection.vendor, "seconds": seconds}), flush=True
    )
    return loaded


def measure(loaded: "Loaded", rounds: int) -> Iterator[dict[str, Any]]:
    """Time and count each page, then the saving of one answer."""
    from django.test import Client
    from django.urls import reverse

    client = Client()
    client.force_login(_user(loaded))
    contract = [loaded.contract_id]
    addresses = {
        "today": reverse("office:today"),
        "portfolio": reverse("office:portfolio"),
        "contract": reverse("office:contract", args=contract),
        "duties": reverse("office:duties", args=contract),
        "figures": reverse("office:figures"),
    }
    for name, address in addresses.items():
        yield _told(name, partial(_get, client, address), rounds)
    yield _told(SAVED, _saver(client, loaded), rounds)


def _user(loaded: "Loaded") -> Any:  # noqa: ANN401 - whichever user model the settings name
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(username=loaded.username)


def _get(client: "Client", address: str) -> None:
    response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")


def _saver(client: "Client", loaded: "Loaded") -> Callable[[], None]:
    """Answers another requirement of the contract at each call."""
    from django.urls import reverse

    from ryddig.records.followup.models import ContractDuty

    rows = ContractDuty.objects.visible_to(loaded.actor).filter(contract_id=loaded.contract_id)
    rules = list(rows.values_list("rule", flat=True))
    chance = Random(7)

    def save() -> None:
        address = reverse("office:duty", args=[loaded.contract_id, chance.choice(rules)])
        response = client.post(address, {"in_contract": chance.choice(("yes", "no", "unknown"))})
        if response.status_code != 302:
            raise SystemExit(f"{address} answered {response.status_code}")

    return save


def _told(name: str, work: Callable[[], None], rounds: int) -> dict[str, Any]:
    from django.db import connection

    asked = 0

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:  # noqa: ANN401 - Django's own signature
        nonlocal asked
        asked += 1
        return execute(*arguments)

    work()
    with connection.execute_wrapper(count):
        work()
    times = sorted(_milliseconds(work) for _ in range(rounds))
    p50, p95, most = BARS[name]
    return {
        "page": name,
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(times[int(len(times) * 0.95)], 1),
        "queries": asked,
        "bar": {"p50_ms": p50, "p95_ms": p95, "queries": most},
    }


def _milliseconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def memory(loaded: "Loaded") -> dict[str, Any]:
    """Memory in MiB of a server with three workers after each has shown pages; shared pages counted once."""
    import http.client

    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    client = Client()
    client.force_login(_user(loaded))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    addresses = [reverse(f"office:{name}") for name in ("today", "portfolio", "figures", "lawbook")]
    with _server(port := Random().randrange(20000, 29000)) as process:
        for address in addresses * 15:
            connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
            connection.request("GET", address, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"})
            if connection.getresponse().status != 200:
                raise SystemExit(f"the server did not show {address}")
            connection.close()
        used = sum(_pss(pid) for pid in _family(process.pid))
    return {"three_workers_mib": used // 1024, "bar": 350}


@contextmanager
def _server(port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "ryddig.cli", "serve", "--port", str(port), "--workers", "3"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    import socket

    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                time.sleep(3)
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def _family(pid: int) -> Iterator[int]:
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from _family(int(child))


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
