"""The pay control against what a skilled controller would write instead, on the same files in the same run.

`python -m bench.pay` makes the published sets with the shared generator, runs the shared plain script (pandas, in an
environment of its own) and `ryddig pay check` in turn, and prints one JSON line a comparison: seconds of the whole
process, the highest memory of one process, their ratio, and the findings both count. Then the large set: against a mere
scan of the same file, and against itself at half the size.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
SHARED: Final = Path(os.environ.get("RYDDIG_SHARED", str(ROOT.parent / "shared"))) / "reference" / "bench"
BASELINE: Final = ROOT / "var" / "bench-baseline"
SEEDS: Final = (20261120, 7)
WORKERS: Final = 4167
LARGE_WORKERS: Final = 20_834
DATA: Final = ("--format", "csv", "--format", "json")
# a user's second run, on both sides: Python keeps what it has compiled
AS_A_USER: Final = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
YEAR: Final = ("--from", "2025-01-01", "--to", "2025-12-31")
# the script's name of each figure: ours, and the published value of the first seed (kroner in øre)
NAMES: Final = {
    "day_gt_9": ("day_over_9_hours", 27_842),
    "day_gt_13": ("day_over_13_hours", 775),
    "rest_lt_11": ("rest_under_11_hours", 593),
    "rate_below_min": ("slips_under_minimum", 384),
    "hours_differ": ("hours_that_differ", 253),
    "ot_supplement_lt_40": ("supplement_under_40_percent", 187),
    "underpaid_nok": ("base_shortfall_ore", 101_573_974),
}


@dataclass(frozen=True)
class Run:
    """One finished process: seconds from start to end, seconds of processor time, its highest memory in MiB, what it
    printed."""

    seconds: float
    processor: float
    mib: int
    said: str


def run(command: list[str]) -> Run:
    """Run to the end and measure with the operating system's own accounting of that process."""
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as complained:
        process = subprocess.Popen(command, stdout=said, stderr=complained, cwd=ROOT, env=AS_A_USER)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        said.seek(0)
        complained.seek(0)
        if os.waitstatus_to_exitcode(status) != 0:
            sys.exit(f"{' '.join(command)} failed:\n{complained.read()}")
        return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, said.read())


def baseline_python() -> str:
    """The interpreter of the plain script's own environment, made when it is missing."""
    python = BASELINE / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(BASELINE)], check=True)
        wanted = ["--requirement", str(ROOT / "bench" / "baseline.txt")]
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *wanted], check=True)
    return str(python)


def make_set(folder: Path, *, workers: int, seed: int) -> Path:
    """The published set of a seed."""
    run([baseline_python(), str(SHARED / "gen_pay.py"), str(folder), str(workers), str(seed)])
    return folder


def ours(folder: Path, *, ending: str = "csv", out: Path | None = None) -> list[str]:
    """The command a controller would give."""
    files = [str(folder / f"{name}.{ending}") for name in ("timesheet", "payslips")]
    target = str(out or folder / "out")
    return [str(Path(sys.executable).parent / "ryddig"), "pay", "check", *files, *YEAR, "--out", target, *DATA]


def plain(folder: Path, *more: str) -> list[str]:
    """The plain script on the same files."""
    return [baseline_python(), "-W", "ignore", str(SHARED / "pay_pandas.py"), str(folder), *more]


def say(**figures: Any) -> None:
    """One line of JSON."""
    print(json.dumps(figures, ensure_ascii=False), flush=True)


def middle(runs: list[Run]) -> tuple[float, float, int]:
    """The median of the seconds and of the processor seconds, and the most memory."""
    seconds, processor = (
        statistics.median(part) for part in zip(*((r.seconds, r.processor) for r in runs), strict=True)
    )
    return seconds, processor, max(one.mib for one in runs)


def size(folder: Path) -> str:
    """How many rows and payslips a set holds, headings left out."""
    rows, slips = (_lines(folder / f"{name}.csv") - 1 for name in ("timesheet", "payslips"))
    return f"{rows:,} rows and {slips:,} slips".replace(",", " ")


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))


def against_script(folder: Path, *, seed: int, rounds: int) -> None:
    """From CSV, in turn, so that both meet the same machine."""
    pairs = [(run(plain(folder)), run(ours(folder))) for _ in range(rounds)]
    theirs, mine = middle([pair[0] for pair in pairs]), middle([pair[1] for pair in pairs])
    ratio = statistics.median(pair[1].seconds / pair[0].seconds for pair in pairs)
    say(
        work=f"{size(folder)} from CSV",
        seed=seed,
        ours_s=round(mine[0], 2),
        script_s=round(theirs[0], 2),
        ratio=round(ratio, 2),
        bar=1.0,
        ours_processor_s=round(mine[1], 2),
        script_processor_s=round(theirs[1], 2),
        ours_mib=mine[2],
        script_mib=theirs[2],
        bar_mib=600,
    )
    compare(folder, json.loads(pairs[0][0].said)["findings"], seed=seed)


def compare(folder: Path, script: dict[str, Any], *, seed: int) -> None:
    """The script's findings beside the named readings of ours."""
    report = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))
    readings = {one["code"]: one["count"] for one in report["other_readings"]}
    for name, (ours_name, published) in NAMES.items():
        theirs = round(script[name] * 100) if name == "underpaid_nok" else script[name]
        of_seed = {"published": published} if seed == SEEDS[0] else {}
        say(work=name, seed=seed, script=theirs, ours=readings[ours_name], **of_seed)


def from_xlsx(folder: Path) -> None:
    """The same rows from spreadsheets."""
    run([baseline_python(), str(ROOT / "bench" / "pay_xlsx.py"), str(folder)])
    mine = run(ours(folder, ending="xlsx", out=folder / "out-xlsx"))
    theirs = run(plain(folder, "--xlsx", "calamine"))
    say(
        work=f"{size(folder)} from XLSX",
        ours_s=round(mine.seconds, 2),
        bar_s=20,
        ours_processor_s=round(mine.processor, 2),
        script_s=round(theirs.seconds, 2),
        ours_mib=mine.mib,
        bar_mib=600,
    )


def scan(folder: Path) -> Run:
    """What it takes merely to read the two files once."""
    code = "import duckdb\ndb = duckdb.connect(config={'threads': 2})\n"
    for name in ("timesheet", "payslips"):
        code += f"db.execute(\"SELECT max(COLUMNS(*)) FROM read_csv('{folder}/{name}.csv')\").fetchall()\n"
    return run([sys.executable, "-c", code])


def large(folder: Path, *, workers: int) -> None:
    """Five million rows: against a scan of the same files, and against half of them."""
    whole = make_set(folder / "large", workers=workers, seed=SEEDS[0])
    half = make_set(folder / "half", workers=workers // 2, seed=SEEDS[0])
    scanned, mine, less = scan(whole), run(ours(whole)), run(ours(half))
    say(
        work=f"{size(whole)} from CSV",
        ours_s=round(mine.seconds, 2),
        scan_s=round(scanned.seconds, 2),
        ours_processor_s=round(mine.processor, 2),
        scan_processor_s=round(scanned.processor, 2),
        ratio=round(mine.seconds / scanned.seconds, 2),
        bar=6.0,
        ours_mib=mine.mib,
        bar_mib=2048,
        half_s=round(less.seconds, 2),
        growth=round(mine.seconds / less.seconds, 2),
        bar_growth=2.2,
    )


def main() -> None:
    """Every comparison of the issue, or those chosen."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--workers", type=int, default=WORKERS)
    options.add_argument("--large-workers", type=int, default=LARGE_WORKERS)
    options.add_argument("--only", choices=["csv", "xlsx", "large"])
    chosen = options.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"The shared generator is not in {SHARED}: set RYDDIG_SHARED to the folder that holds it.")
    baseline_python()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for seed in SEEDS if chosen.only in (None, "csv", "xlsx") else ():
            made = make_set(folder / str(seed), workers=chosen.workers, seed=seed)
            if chosen.only != "xlsx":
                against_script(made, seed=seed, rounds=chosen.rounds)
            if seed == SEEDS[0] and chosen.only != "csv":
                from_xlsx(made)
        if chosen.only in (None, "large"):
            large(folder, workers=chosen.large_workers)


if __name__ == "__main__":
    main()
