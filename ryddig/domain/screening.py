"""The whole screening of a contract: regime, duties, risk, steps, plan and quality, from facts and the book."""

from dataclasses import dataclass
from datetime import date

from ryddig.domain import controls, duties, quality, risk
from ryddig.domain.controls import PlanItem, Step
from ryddig.domain.decision import Because, Decision, Outcome
from ryddig.domain.facts import ContractFacts
from ryddig.domain.findings import Finding
from ryddig.domain.law import Book
from ryddig.domain.profile import Cuts, Profile
from ryddig.domain.risk import RiskAssessment


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from the profile alone, shared by all contracts that have it."""

    regime: str
    regime_because: Because
    duties: tuple[Decision, ...]
    risk: RiskAssessment
    steps: tuple[Step, ...]


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
    """Screens contracts under one book. Keeps the verdict of each profile it has met."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._cuts = Cuts(book)
        self._verdicts: dict[Profile, Verdict] = {}
        self._pay_rules = frozenset(duty.id for duty in book.duties if duty.theme in risk.PAY_THEMES)

    def screen(self, facts: ContractFacts, *, on: date) -> Screening:
        """Screen one contract as its facts stand `on`."""
        profile = self._cuts.profile(facts, on)
        verdict = self._verdicts.get(profile)
        if verdict is None:
            verdict = self._verdicts[profile] = self.decide(profile)
        return Screening(
            facts,
            on,
            self.book.version,
            verdict.regime,
            verdict.regime_because,
            verdict.duties,
            verdict.risk,
            verdict.steps,
            controls.plan(facts, verdict.risk, self.book, steps=verdict.steps, on=on),
            quality.findings(facts, on=on),
        )

    def decide(self, profile: Profile) -> Verdict:
        """Work out the verdict of a profile, without looking at what is kept."""
        regime, why = duties.regime_of(profile, self.book)
        decided = duties.select(profile, self.book)
        in_scope = any(d.outcome is not Outcome.DOES_NOT_APPLY and d.rule in self._pay_rules for d in decided)
        assessed = risk.assess(profile, self.book, work_in_scope=in_scope)
        return Verdict(regime, why, decided, assessed, controls.recommended_steps(assessed, self.book))


def screen(facts: ContractFacts, book: Book, *, on: date) -> Screening:
    """Screen a single contract. For many, keep one `Screener`."""
    return Screener(book).screen(facts, on=on)
