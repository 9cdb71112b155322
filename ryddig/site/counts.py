"""How many requests were answered, and how long they took: counted by each process, summed over all of a host.

Each process writes its own numbers into a folder that they share, whole and under its own name; whoever is asked reads
them all. The numbers of a process that has ended stay, so that a sum never falls. A process that is killed loses what
it counted in its last half second, and no more.
"""

import json
import os
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

FOLDER: Final = "RYDDIG_METRICS_FOLDER"
"""Set by `ryddig serve` for its own processes."""
BUCKETS: Final = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
WRITE_AFTER: Final = 0.5

Answer = tuple[str, str, int]


@dataclass(slots=True)
class Tally:
    """`answers`: how many by page, method and status. `times`: by page, how many took at most as long as each bucket
    says, then all, then seconds in sum."""

    answers: Counter[Answer] = field(default_factory=Counter)
    times: dict[str, list[float]] = field(default_factory=dict)

    def add(self, answer: Answer, seconds: float) -> None:
        """One more."""
        self.answers[answer] += 1
        row = self.times.setdefault(answer[0], _nothing())
        for place, most in enumerate(BUCKETS):
            row[place] += seconds <= most
        row[-2] += 1
        row[-1] += seconds

    def join(self, other: "Tally") -> None:
        """Another process's numbers as well."""
        self.answers.update(other.answers)
        for page, row in other.times.items():
            mine = self.times.setdefault(page, _nothing())
            self.times[page] = [one + more for one, more in zip(mine, row, strict=True)]


def _nothing() -> list[float]:
    return [0.0] * (len(BUCKETS) + 2)


class Counts:
    """This process's numbers."""

    def __init__(self) -> None:
        self._tally = Tally()
        self._lock = threading.Lock()
        self._pending = False

    def add(self, answer: Answer, seconds: float) -> None:
        """Count one; it is written within half a second."""
        with self._lock:
            self._tally.add(answer, seconds)
            if self._pending or not os.environ.get(FOLDER):
                return
            self._pending = True
        timer = threading.Timer(WRITE_AFTER, self.write)
        timer.daemon = True
        timer.start()

    def write(self) -> None:
        """Into this process's file, whole or not at all."""
        folder = os.environ.get(FOLDER)
        with self._lock:
            self._pending = False
            told = _plain(self._tally)
        if not folder or not Path(folder).is_dir():
            return
        path = Path(folder) / f"{os.getpid()}.json"
        part = path.with_suffix(f".{threading.get_ident()}.part")
        part.write_text(json.dumps(told), encoding="utf-8")
        part.replace(path)

    def all(self) -> Tally:
        """Of every process of this host."""
        folder = os.environ.get(FOLDER)
        if not folder:
            return _read([_plain(self._tally)])
        self.write()
        return _read(json.loads(path.read_text(encoding="utf-8")) for path in sorted(Path(folder).glob("*.json")))


def _plain(tally: Tally) -> dict[str, Any]:
    return {"answers": [[*answer, count] for answer, count in tally.answers.items()], "times": dict(tally.times)}


def _read(told: Iterable[dict[str, Any]]) -> Tally:
    whole = Tally()
    for one in told:
        answers = Counter({(page, method, status): count for page, method, status, count in one["answers"]})
        whole.join(Tally(answers, one["times"]))
    return whole


COUNTS: Final = Counts()
