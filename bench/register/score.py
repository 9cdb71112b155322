"""How well names are found, by the key: what is proposed and right, what is found at all, what is wrong and why."""

import statistics
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bench.register.variants import Asked
from ryddig.domain.firm_names import FirmCandidate, ProposalOutcome
from ryddig.registers.brreg.local import LocalRegister
from ryddig.registers.brreg.search import candidates

SHOWN = 5


@dataclass
class Counts:
    """Names of one kind. `among_five`: the answer is among the first five candidates."""

    asked: int = 0
    proposed: int = 0
    right: int = 0
    among_five: int = 0
    ambiguous: int = 0

    @property
    def wrong(self) -> int:
        """Proposed and not the answer."""
        return self.proposed - self.right


@dataclass
class Score:
    """The sums. `wrong`: what was asked, with the firm proposed. `seconds`: of each search; `processor`: worked."""

    kinds: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    wrong: list[tuple[Asked, FirmCandidate]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of what was proposed, how much was right."""
        return self._sum("right") / max(1, self._sum("proposed"))

    @property
    def recall(self) -> float:
        """Of the names whose firm is in the register, how many got it proposed."""
        return self._sum("right") / max(1, self._present())

    @property
    def among_five(self) -> float:
        """Of the names whose firm is in the register, how many have it among the first five."""
        return self._sum("among_five") / max(1, self._present())

    def _sum(self, name: str) -> int:
        return sum(int(getattr(counts, name)) for counts in self.kinds.values())

    def _present(self) -> int:
        return sum(counts.asked for kind, counts in self.kinds.items() if not kind.startswith("absent"))

    def milliseconds(self, of_hundred: int, *, processor: bool = False) -> float:
        """The time that so many in a hundred searches keep; `processor`: without waiting for others on the machine."""
        times = self.processor if processor else self.seconds
        return statistics.quantiles(times, n=100)[of_hundred - 1] * 1000


def score_names(register: LocalRegister, key: Iterable[Asked]) -> Score:
    """Ask for every name of the key."""
    score = Score()
    for asked in key:
        began, worked = time.perf_counter(), time.thread_time()
        found = candidates(register, asked.name, place=asked.place)
        score.seconds.append(time.perf_counter() - began)
        score.processor.append(time.thread_time() - worked)
        counts = score.kinds[asked.kind]
        counts.asked += 1
        counts.ambiguous += found.outcome is ProposalOutcome.AMBIGUOUS
        counts.among_five += asked.orgnr in [one.orgnr for one in found.candidates[:SHOWN]]
        if found.proposed is None:
            continue
        counts.proposed += 1
        counts.right += found.proposed.orgnr == asked.orgnr
        if found.proposed.orgnr != asked.orgnr:
            score.wrong.append((asked, found.proposed))
    return score
