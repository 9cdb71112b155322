"""The whole screening of a contract: regime, duties, risk, steps, plan and quality, from facts and the book."""

from dataclasses import dataclass
from datetime import date

from ryddig.domain import quality
from ryddig.domain.controls import Deadlines, PlanItem, Step, plan_by
from ryddig.domain.deciding import Decider
from ryddig.domain.decision import Because, Decision, Outcome
from ryddig.domain.facts import ContractFacts
from ryddig.domain.findings import Finding
from ryddig.domain.law import Book
from ryddig.domain.profile import Cuts
from ryddig.domain.risk import RiskAssessment


@dataclass(frozen=True, slots=True)
class Screening:
    """The decision on one contract, with the facts it rests on and the version of the lawbook."""

    facts: ContractFacts
    on: date
    lawbook_version: str
    regime: str
    regime_because: Because
    duties: tuple[Decision, ...]
    risk: RiskAssessment
    steps: tuple[Step, ...]
    plan: tuple[PlanItem, ...]
    quality: tuple[Finding, ...]

    def applying(self) -> tuple[Decision, ...]:
        """Duties that apply."""
        return tuple(decision for decision in self.duties if decision.outcome is Outcome.APPLIES)


class Screener:
    """Screens contracts under one book. Keeps what each rule has told of the contracts it has met."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._cuts = Cuts(book)
        self._decider = Decider(book)
        self._deadlines: dict[date, Deadlines] = {}

    def screen(self, facts: ContractFacts, *, on: date) -> Screening:
        """Screen one contract as its facts stand `on`."""
        verdict = self._decider.decide(self._cuts.profile(facts, on))
        deadlines = self._deadlines.get(on)
        if deadlines is None:
            deadlines = self._deadlines[on] = Deadlines(self.book, on)
        return Screening(
            facts,
            on,
            self.book.version,
            verdict.regime,
            verdict.regime_because,
            verdict.duties,
            verdict.risk,
            verdict.steps,
            plan_by(deadlines, facts, verdict.risk, steps=verdict.steps),
            quality.findings(facts, on=on),
        )


def screen(facts: ContractFacts, book: Book, *, on: date) -> Screening:
    """Screen a single contract. For many, keep one `Screener`."""
    return Screener(book).screen(facts, on=on)
