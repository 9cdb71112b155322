"""Notices read, joined and checked per second on one core.

Reads the shared samples in place (RYDDIG_SHARED, default `../shared` beside the project) and prints the rate:

    .venv/bin/python bench/notices.py [rounds]
"""

import os
import sys
from pathlib import Path
from time import perf_counter

from ryddig.domain.notice_findings import chain_findings
from ryddig.domain.notice_join import join_notices
from ryddig.registers.doffin import read_notice

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = Path(os.environ.get("RYDDIG_SHARED", str(ROOT.parent / "shared"))) / "reference" / "samples"
FOLDERS = ("doffin-chains", "eforms-notices-no", "eforms-sdk-eu", "eforms-sdk-nor")
BAR = 200


def measure(rounds: int) -> tuple[int, float]:
    """Notices handled and seconds used, files already in memory."""
    files = [(path.name, path.read_bytes()) for folder in FOLDERS for path in sorted((SAMPLES / folder).glob("*.xml"))]
    start = perf_counter()
    for _ in range(rounds):
        for chain in join_notices(read_notice(data, name=name) for name, data in files):
            chain_findings(chain)
    return rounds * len(files), perf_counter() - start


def main() -> int:
    """Print the rate; fail below the bar."""
    if not SAMPLES.is_dir():
        print("the shared samples are not here: set RYDDIG_SHARED to the folder that holds them")
        return 2
    notices, seconds = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
    rate = notices / seconds
    print(f"notices read, joined and checked: {rate:.0f}/s on one core ({notices} in {seconds:.2f} s; bar {BAR}/s)")
    return 0 if rate >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
