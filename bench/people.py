"""Show 2: 200 logged-in people with 5 to 15 seconds of thinking between clicks, against PostgreSQL, on these two cores.

`python -m bench.people` runs it for ten minutes; `--seconds 60` tries it. Prints one JSON line a page, then faults,
requests a second and lost writes. The server, the worker, PostgreSQL and the people share the machine.
"""

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.hosts import ROOT, Host, Postgres, service
from bench.visitors import Told, lost_and_doubled, visit_all

BAR_MS = 500
THINK = (5.0, 15.0)
WARM = 5


def main() -> None:
    """Measure; ends with 1 where the bar is not met."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=200)
    options.add_argument("--seconds", type=float, default=600)
    options.add_argument("--contracts", type=int, default=10_000)
    chosen = options.parse_args()
    with TemporaryDirectory(prefix="ryddig-people-") as folder, service(Path(folder), hosts=1) as (postgres, (host,)):
        world = fill(host, people=chosen.people, contracts=chosen.contracts)
        host.start_web()
        host.start_worker()
        few = {**world, "users": world["users"][:20]}
        warm = asyncio.run(visit_all(few, [host.address], think=(0, 1), until=_after(WARM)))
        began = time.monotonic()
        until = _after(chosen.seconds)
        told = asyncio.run(visit_all(world, [host.address], think=THINK, until=until, before=warm))
        lines = list(report(told, time.monotonic() - began, host=host, postgres=postgres))
    for line in lines:
        print(json.dumps(line), flush=True)
    sys.exit(0 if lines[-1]["met"] else 1)


def _after(seconds: float) -> Any:  # noqa: ANN401 - a question without arguments
    ends = time.monotonic() + seconds
    return lambda: time.monotonic() > ends


def fill(host: Host, *, people: int, contracts: int, mails: int = 0) -> dict[str, Any]:
    """The people and what they write on, made by a process of its own with the host's settings."""
    size = ["--people", str(people), "--contracts", str(contracts), "--mails", str(mails)]
    done = subprocess.run(
        [sys.executable, "-m", "bench.people_world", *size],
        cwd=ROOT,
        env={**host.environment, "RYDDIG_VAR": str(host.folder), "RYDDIG_HOSTS": "127.0.0.1,localhost,testserver"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    world: dict[str, Any] = json.loads(done.stdout)
    return world


def report(told: Told, seconds: float, *, host: Host, postgres: Postgres) -> Iterator[dict[str, Any]]:
    """A line a page, the slowest first, and what it comes to."""
    worst = 0.0
    for name, times in sorted(told.times.items(), key=lambda item: -statistics.mean(item[1])):
        p50, p95, p99 = (_share(times, share) for share in (0.5, 0.95, 0.99))
        worst = max(worst, p95)
        yield {"page": name, "times": len(times), "p50_ms": p50, "p95_ms": p95, "p99_ms": p99}
    every = [one for times in told.times.values() for one in times]
    wrong = lost_and_doubled(told, postgres.url)
    chain = host.run("audit", "verify")
    yield {
        "requests": len(every),
        "per_second": round(len(every) / seconds, 1),
        "p95_ms": _share(every, 0.95),
        "worst_page_p95_ms": worst,
        "bar_ms": BAR_MS,
        "faults": dict(told.faults),
        "accepted_writes": told.accepted,
        "lost_or_doubled": wrong,
        "chain_verifies": chain.returncode == 0,
        "met": worst <= BAR_MS and not told.faults and not wrong and chain.returncode == 0,
    }


def _share(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000, 1)


if __name__ == "__main__":
    main()
