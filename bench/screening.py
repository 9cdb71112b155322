"""How fast contracts in a file are screened: duties, risk and plan with every reason kept, no database.

`python bench/screening.py [--contracts 100000] [--jobs N]` writes an invented list, screens it to JSON lines, and
prints contracts per second, the memory peak of all processes, and how the time grows when the work is doubled. On a
machine that does other things meanwhile, contracts per processor second tells more than contracts per second.
"""

import argparse
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from ryddig.domain.orgnr import check_digit

HEADINGS = [
    "Avtalenummer",
    "Tittel",
    "Type oppdragsgiver",
    "Kontraktstype",
    "CPV",
    "Verdi eks. mva.",
    "Kunngjort",
    "Signert",
    "Startdato",
    "Sluttdato",
    "Opsjoner",
    "Rammeavtale",
    "Tak",
    "Avrop hittil",
    "Siste avrop",
    "Ledd",
    "Fagbrev",
    "Behov for læreplasser",
    "Leverandør",
    "Org.nr.",
    "Enhet",
    "Kategori",
]
ON = date(2026, 11, 20)
WORK = {
    "Tjenester": [
        "90910000",
        "90911200",
        "79710000",
        "60130000",
        "55510000",
        "72000000",
        "85311000",
        "77310000",
        "79600000",
    ],
    "Bygg og anlegg": ["45000000", "45210000", "45233141", "45310000", "45442100", "45111100"],
    "Varer": ["30213100", "39130000", "18110000", "33600000", "15000000", "34100000", "03200000", "33141420"],
}
BUYERS = ["Kommune"] * 6 + ["Fylkeskommune"] * 2 + ["Statlig", "Offentligrettslig organ", "Forsyning"]


def rows(count: int, seed: int) -> Iterator[list[str]]:
    """Invented contracts, announced 2017–2026, from fifty thousand to two hundred million kroner."""
    pick = random.Random(seed)
    firms = [f"31{number:06d}" for number in range(100_000, 104_000)]
    numbers = [f"{firm}{digit}" for firm in firms if (digit := check_digit(firm)) is not None]
    for number in range(count):
        kind = pick.choices(list(WORK), weights=[5, 2, 3])[0]
        announced = date(2017, 1, 1) + timedelta(days=pick.randrange(3600))
        signed = announced + timedelta(days=pick.randrange(30, 200))
        starts = signed + timedelta(days=pick.randrange(60))
        ends = starts + timedelta(days=pick.choice([60, 180, 365, 730, 1095, 1460]) + pick.randrange(30))
        kroner = round(10 ** pick.uniform(4.7, 8.3))
        firm = pick.randrange(len(numbers))
        yield [
            f"K-{number:06d}",
            f"Avtale {number} om {kind.lower()}",
            pick.choice(BUYERS),
            kind,
            pick.choice(WORK[kind]),
            f"{kroner:,}".replace(",", " "),
            f"{announced:%d.%m.%Y}" if pick.random() < 0.92 else "",
            f"{signed:%d.%m.%Y}",
            f"{starts:%d.%m.%Y}",
            f"{ends:%d.%m.%Y}",
            pick.choice(["", "", "1+1 år", "2 x 12 mnd"]),
            pick.choice(["ja", "nei", ""]),
            f"{kroner * 2}" if pick.random() < 0.3 else "",
            f"{kroner // 3}" if pick.random() < 0.5 else "",
            f"{min(ends, ON):%d.%m.%Y}" if pick.random() < 0.5 else "",
            pick.choice(["", "0", "1", "2", "3"]),
            pick.choice(["", "ja", "nei"]),
            pick.choice(["", "ja", "nei"]),
            f"Prøvefirma {firm} AS",
            numbers[firm],
            pick.choice(["Teknikk", "Helse", "Oppvekst", "Kultur"]),
            pick.choice(["Bygg", "Transport", "IKT", "Mat", "Renhold"]),
        ]


def write_list(path: Path, count: int) -> None:
    """The list as people save it: semicolons, UTF-8 with a mark."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(HEADINGS)
        writer.writerows(rows(count, seed=20261120))


def run(path: Path, out: Path, jobs: int) -> tuple[float, float, int]:
    """Seconds, processor seconds and peak memory in MiB of one run of the command, its processes together."""
    command = [sys.executable, "-m", "ryddig.cli", "contracts", "screen", str(path), "--on", f"{ON}", "--jsonl"]
    start, used = time.perf_counter(), processor_seconds()
    process = subprocess.Popen([*command, "--jobs", str(jobs), "--out", str(out)])
    peak = 0
    while process.poll() is None:
        peak = max(peak, family_memory(process.pid))
        time.sleep(0.05)
    if process.returncode != 0:
        raise SystemExit(f"the command ended with {process.returncode}")
    return time.perf_counter() - start, processor_seconds() - used, peak


def processor_seconds() -> float:
    """Processor time of all finished child processes."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def family_memory(pid: int) -> int:
    """Memory of a process and its children in MiB, shared pages counted once; the kernel's own peak without /proc."""
    total = 0
    for member in (pid, *children(pid)):
        try:
            lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total // 1024 or resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def children(pid: int) -> list[int]:
    """Direct children of a process."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def main() -> None:
    """Measure half the list, then all of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--contracts", type=int, default=100_000)
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    chosen = options.parse_args()
    seconds: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in (chosen.contracts // 2, chosen.contracts):
            path, out = Path(folder) / f"{count}.csv", Path(folder) / f"{count}.jsonl"
            write_list(path, count)
            seconds[count], used, peak = run(path, out, chosen.jobs)
            told = {
                "contracts": count,
                "jobs": chosen.jobs,
                "seconds": round(seconds[count], 2),
                "processor_seconds": round(used, 2),
                "contracts_per_second": round(count / seconds[count]),
                "contracts_per_processor_second": round(count / used),
                "peak_mib": peak,
                "output_mib": out.stat().st_size // 1024**2,
            }
            print(json.dumps(told))
    half, whole = seconds.values()
    print(json.dumps({"twice_the_work_takes": round(whole / half, 2), "bar": 2.1}))


if __name__ == "__main__":
    main()
