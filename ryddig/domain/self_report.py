"""What the answers of a self-report mean: facts with a date, risk answers, deviation proposals, firms to look up.

Pure: answers, facts and law in, conclusions out, each with its reasons. A proposal is what a person decides about; only
`breach` rests on official law and a term that is known to apply.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from ryddig.domain.decision import Answer, Because, Decision
from ryddig.domain.facts import ContractFacts, Known
from ryddig.domain.judgement import CheckOutcome
from ryddig.domain.law import Book
from ryddig.domain.risk import LEVELS, RiskAssessment
from ryddig.domain.screening import Screener, Screening

SELF_REPORT = "self_report"


@dataclass(frozen=True, slots=True)
class ReportCase:
    """What the answers are held against.

    `screening`: the contract as it stood before. `terms`: ids of requirements the contract is known to hold; None when
    nobody has looked. `due_on`: last day to deliver; `delivered_on`: None while it is a draft.
    """

    book: Book
    on: date
    screening: Screening
    terms: frozenset[str] | None = None
    due_on: date | None = None
    delivered_on: date | None = None

    @property
    def facts(self) -> ContractFacts:
        """The facts before the answers."""
        return self.screening.facts

    def decision(self, duty: str) -> Decision | None:
        """What was decided of a duty on this contract."""
        return next((one for one in self.screening.duties if one.rule == duty), None)


@dataclass(frozen=True, slots=True)
class FactGiven:
    """A fact by name, with its day and source, and the question that gave it."""

    name: str
    known: Known
    because: Because


@dataclass(frozen=True, slots=True)
class RiskGiven:
    """A yes or no under a risk factor or red flag. `kept`: someone else's yes stands against it and stays."""

    factor: str
    known: Known
    because: tuple[Because, ...]
    kept: bool = False


@dataclass(frozen=True, slots=True)
class DeviationProposal:
    """What may be a deviation. `outcome`: breach, or question while the term, the law or a fact is not certain.

    `rule`: the rule not kept. `found` and `due` in `unit`. `row` counts from 1 in a table. `why`: what keeps it a
    question: `term_not_confirmed`, `duty_unknown`, `not_official`, or a code of `pay_sentences.WHY`.
    """

    question: str
    rule: str
    outcome: CheckOutcome
    because: tuple[Because, ...]
    row: int | None = None
    found: Fraction | None = None
    due: Fraction | None = None
    unit: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Untested:
    """An answer that should be held against law, and could not be. Never the same as kept."""

    question: str
    why: str
    because: tuple[Because, ...]
    row: int | None = None


@dataclass(frozen=True, slots=True)
class LookUp:
    """A firm named in an answer that somebody should ask a register about."""

    register: str
    orgnr: str
    question: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class ContractDifference:
    """The supplier says something else about the contract than what is registered; None: nothing is registered."""

    question: str
    fact: str
    stated: object
    registered: object
    because: Because


@dataclass(frozen=True, slots=True)
class DocumentNamed:
    """A document the supplier says it sends along, and the duties it is evidence for."""

    question: str
    files: tuple[str, ...]
    duties: tuple[str, ...]


Conclusion = FactGiven | RiskGiven | DeviationProposal | Untested | LookUp | ContractDifference | DocumentNamed


@dataclass(frozen=True, slots=True)
class Meaning:
    """Everything the answers lead to. `contradictions`: ids of cross-checks, and factors where others say yes.

    `for_people`: answered questions that no rule reads, by who reads them.
    """

    facts: tuple[FactGiven, ...] = ()
    risks: tuple[RiskGiven, ...] = ()
    proposals: tuple[DeviationProposal, ...] = ()
    untested: tuple[Untested, ...] = ()
    look_ups: tuple[LookUp, ...] = ()
    differences: tuple[ContractDifference, ...] = ()
    documents: tuple[DocumentNamed, ...] = ()
    missing: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    for_people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def breaches(self) -> tuple[DeviationProposal, ...]:
        """Proposals that rest on official law and a term known to apply."""
        return tuple(one for one in self.proposals if one.outcome is CheckOutcome.BREACH)


@dataclass(frozen=True, slots=True)
class FactorChange:
    """A factor or flag that is answered otherwise than before."""

    factor: str
    before: Answer
    after: Answer
    because: Because


@dataclass(frozen=True, slots=True)
class RiskDifference:
    """The risk before and after the answers, and what changed."""

    before: RiskAssessment
    after: RiskAssessment
    changes: tuple[FactorChange, ...]

    @property
    def rises(self) -> bool:
        """True when the level is higher than before."""
        return LEVELS.index(self.after.level) > LEVELS.index(self.before.level)


def facts_with(facts: ContractFacts, meaning: Meaning) -> ContractFacts:
    """The contract's facts with what the self-report says: what others answered yes to stays a yes."""
    answers = dict(facts.answers)
    answers.update({given.name: given.known for given in meaning.facts if given.name != "tiers"})
    answers.update({given.factor: given.known for given in meaning.risks if not given.kept})
    stated = [given.known.value for given in meaning.facts if given.name == "tiers"]
    tiers = [one for one in (facts.tiers, *stated) if isinstance(one, int)]
    return replace(facts, answers=answers, tiers=max(tiers, default=None))


def risk_difference(case: ReportCase, meaning: Meaning) -> RiskDifference:
    """The risk as it stood, and as it stands with the answers."""
    after = Screener(case.book).screen(facts_with(case.facts, meaning), on=case.on).risk
    return difference(case.screening.risk, after)


def difference(before: RiskAssessment, after: RiskAssessment) -> RiskDifference:
    """What changed from one assessment to another under the same book."""
    were = {state.id: state.answer for state in (*before.factors, *before.flags)}
    changes = tuple(
        FactorChange(state.id, were.get(state.id, Answer.UNKNOWN), state.answer, state.because)
        for state in (*after.factors, *after.flags)
        if were.get(state.id, Answer.UNKNOWN) is not state.answer
    )
    return RiskDifference(before, after, changes)
