"""The local register: loading two million units, looking them up, finding them by name, and how often that is right.

`python -m bench.registers` makes the register once (var/bench-register) and prints one JSON line a piece of work.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

from bench.register.make import read_key, write
from bench.register.score import score_names
from ryddig.registers.brreg.local import LocalRegister

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "var" / "bench-register"
UNITS: Final = 2_000_000
ASKED: Final = 20_000
SEED: Final = 12
LOOKED_UP: Final = 2_000


def say(**figures: Any) -> None:
    """One line of JSON."""
    print(json.dumps(figures, ensure_ascii=False), flush=True)


def load(folder: Path, ending: str) -> Path:
    """`ryddig register load` in a process of its own: seconds, the memory of its processes together at most, size."""
    target = folder / f"local-{ending}.db"
    command = [str(Path(sys.executable).parent / "ryddig"), "register", "load", str(folder / f"enheter.{ending}.gz")]
    began = time.perf_counter()
    process = subprocess.Popen([*command, "--smaller", "--out", str(target)], stdout=subprocess.DEVNULL, cwd=ROOT)
    most = 0
    while process.poll() is None:
        most = max(most, resident(process.pid))
        time.sleep(0.5)
    seconds = time.perf_counter() - began
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} failed")
    size = round(target.stat().st_size / 1_000_000)
    say(work=f"load {ending}", seconds=round(seconds, 1), bar_s=90, mib=most, bar_mib=1500, mb_on_disk=size, bar_mb=400)
    return target


def resident(pid: int) -> int:
    """MiB that a process and those it started hold now; pages they share are counted in each."""
    pids, most = [pid], 0
    for one in pids:
        try:
            pids.extend(int(text) for text in Path(f"/proc/{one}/task/{one}/children").read_text().split())
            status = Path(f"/proc/{one}/status").read_text()
        except OSError:
            continue
        most += next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")), 0)
    return most // 1024


def look_up(path: Path) -> None:
    """Numbers drawn at random, each once, to frozen words."""
    with LocalRegister.open(path) as register:
        numbers = [number for number in _numbers(register) if number]
        seconds = []
        for number in numbers:
            began = time.perf_counter()
            register.unit(number)
            seconds.append(time.perf_counter() - began)
    parts = statistics.quantiles(seconds, n=100)
    say(work=f"look up {path.stem}", p50_ms=round(parts[49] * 1000, 2), p95_ms=round(parts[94] * 1000, 2), bar_ms=1)


def _numbers(register: LocalRegister) -> list[str]:
    found = register.numbers_with("oslo OR hansen OR bygg OR eiendom", 200_000)
    return [f"{number:09d}" for number in random.Random(1).sample(found, min(LOOKED_UP, len(found)))]


def search(folder: Path, path: Path, asked: int) -> None:
    """Every name of the key: time, precision, recall, and each kind."""
    with LocalRegister.open(path) as register:
        score = score_names(register, read_key(folder)[:asked])
    say(
        work=f"names {path.stem}",
        asked=len(score.seconds),
        precision=round(score.precision, 4),
        bar=0.98,
        recall=round(score.recall, 4),
        among_five=round(score.among_five, 4),
        p50_ms=round(score.milliseconds(50), 2),
        p95_ms=round(score.milliseconds(95), 1),
        p99_ms=round(score.milliseconds(99), 1),
        bar_p95_ms=50,
        processor_p95_ms=round(score.milliseconds(95, processor=True), 1),
    )
    for kind, counts in sorted(score.kinds.items()):
        say(kind=kind, asked=counts.asked, proposed=counts.proposed, right=counts.right, among_five=counts.among_five)
    for one, proposed in score.wrong:
        reasons = [str(reason) for reason in proposed.reasons]
        say(wrong=one.name, place=one.place, kind=one.kind, answer=one.orgnr, proposed=proposed.name, why=reasons)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--asked", type=int, default=ASKED)
    given = parser.parse_args()
    if not (given.folder / "key.csv").exists():
        given.folder.mkdir(parents=True, exist_ok=True)
        write(given.folder, units=given.units, asked=given.asked, seed=SEED)
    say(machine=os.uname().machine, cores=os.cpu_count(), load=round(os.getloadavg()[0], 1))
    for ending in ("csv", "json"):
        path = load(given.folder, ending)
        look_up(path)
    search(given.folder, given.folder / "local-json.db", given.asked)


if __name__ == "__main__":
    main()
