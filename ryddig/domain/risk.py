"""Risk of one contract: factors that are known, unknown and how old; the level; and the steps it calls for.

A product that is not on the high-risk list is *not assessed*, never low. Weights are proposals until calibrated: a
person
sets the level and writes why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ryddig.domain.decision import Answer, Because
from ryddig.domain.duties import PREDICATES, Look, cite, listed_products
from ryddig.domain.law import Book, CountsFrom, Entry, RedFlag, RiskFactor, RiskLevel, RiskProduct
from ryddig.domain.profile import Profile

HARD = "hard"
NOT_ASSESSED = "not_assessed"
LEVELS = (NOT_ASSESSED, "low", "medium", "high")
PAY_THEMES = frozenset({"pay", "pension", "hms_card", "bank", "chain", "apprentices"})
UNREAD_LEVEL = "medium"
OUT_OF_SCOPE = Because("work_in_scope", Answer.NO, ("kind", "value_ore"))
PRODUCT_LEVELS: Mapping[str, str] = {"low": "low", "medium": "medium", "high": "high", "very_high": "high"}


@dataclass(frozen=True, slots=True)
class FactorState:
    """One factor or red flag on the contract: yes, no or unknown, what it weighs, and why."""

    id: str
    answer: Answer
    weight: int
    hard: bool
    because: Because


@dataclass(frozen=True, slots=True)
class ProductRisk:
    """A product of the high-risk list that the contract's CPV codes lie under, with the worst level of its stages."""

    product: str
    level: str
    because: Because


@dataclass(frozen=True, slots=True)
class RiskAssessment:
    """Level and what it rests on.

    `work_level` is the risk for pay and working conditions, `chain_level` for human rights in the supply chain;
    `level` is the higher of them. `score` sums the weights known to hold; `score_if_all` adds the unknown ones,
    `level_if_all` is its level.
    """

    level: str
    work_level: str
    chain_level: str
    score: int
    score_if_all: int
    level_if_all: str
    factors: tuple[FactorState, ...]
    flags: tuple[FactorState, ...]
    products: tuple[ProductRisk, ...]
    because: tuple[Because, ...]


def assess(profile: Profile, book: Book, *, work_in_scope: bool) -> RiskAssessment:
    """Assess one profile. `work_in_scope`: some duty on pay or working conditions applies or may apply."""
    look = Look(book, profile.window(CountsFrom.ANNOUNCED))
    items: tuple[RiskFactor | RedFlag, ...] = (*book.risk_factors, *book.red_flags)
    states = tuple(state_of(item, profile, look) for item in items)
    return assess_states(states, profile, book, work_in_scope=work_in_scope)


def assess_states(
    states: tuple[FactorState, ...], profile: Profile, book: Book, *, work_in_scope: bool
) -> RiskAssessment:
    """Assess one profile by the states of all factors and flags of the book, in its order."""
    factors, of_flags = states[: len(book.risk_factors)], states[len(book.risk_factors) :]
    told = zip(book.red_flags, of_flags, strict=True)
    flags = tuple(state for flag, state in told if flag.test or profile.answer(flag.id) is not None)
    products = product_risks(profile, book)
    known = tuple(state for state in (*factors, *flags) if state.answer is Answer.YES)
    possible = tuple(state for state in (*factors, *flags) if state.answer is not Answer.NO)
    work, because = level_for(known, book, profile) if work_in_scope else (NOT_ASSESSED, (OUT_OF_SCOPE,))
    if_all = level_for(possible, book, profile)[0] if work_in_scope else NOT_ASSESSED
    chain = max((product.level for product in products), key=LEVELS.index, default=NOT_ASSESSED)
    return RiskAssessment(
        level=higher(work, chain),
        work_level=work,
        chain_level=chain,
        score=_score(known),
        score_if_all=_score(possible),
        level_if_all=higher(if_all, chain),
        factors=factors,
        flags=flags,
        products=products,
        because=(*because, *(product.because for product in products)),
    )


def higher(one: str, other: str) -> str:
    """The higher of two levels; not assessed is the lowest."""
    return max(one, other, key=LEVELS.index)


def state_of(item: RiskFactor | RedFlag, profile: Profile, look: Look) -> FactorState:
    """What a person answered under the factor's own id stands before what the facts show."""
    entry = item.series.entries[0]
    weight = _weight(item.severity if isinstance(item, RedFlag) else entry.value)
    found = PREDICATES[item.test](profile, item.wanted, look) if item.test not in ("", "answer") else None
    told = PREDICATES["answer"](profile, item.id, look)
    reason = told if found is None or told.answer is not Answer.UNKNOWN else found
    hard = isinstance(item, RedFlag) and item.severity == HARD
    return FactorState(item.id, reason.answer, weight, hard, reason if reason.rule else cite(reason, item.id, entry))


def _weight(value: object) -> int:
    """A weight or severity as points; a hard flag sets the level by itself and adds none."""
    return 0 if value == HARD else int(str(value))


def _score(states: Iterable[FactorState]) -> int:
    return sum(state.weight for state in states)


def level_for(states: tuple[FactorState, ...], book: Book, profile: Profile) -> tuple[str, tuple[Because, ...]]:
    """The highest level whose score, single weight, single factor or hard flag is reached, and the reasons."""
    found, why = NOT_ASSESSED, ()  # type: str, tuple[Because, ...]
    for level in book.risk_levels:
        reasons = (*_by_score(level, states, profile), *_alone(level, states, book))
        if reasons and LEVELS.index(level.id) > LEVELS.index(found):
            found, why = level.id, reasons
    return found, why


def _by_score(level: RiskLevel, states: tuple[FactorState, ...], profile: Profile) -> tuple[Because, ...]:
    entry = level.score_from.at(profile.window(CountsFrom.DECIDED)[1])
    if entry is None or not isinstance(entry.value, int) or _score(states) < entry.value:
        return ()
    return (cite(Because("score_from", Answer.YES, ("risk_score",), entry.value), level.score_from.id, entry),)


def _alone(level: RiskLevel, states: tuple[FactorState, ...], book: Book) -> tuple[Because, ...]:
    """Factors and flags that set the level by themselves, each with the entry that gives its weight."""
    entries = {factor.id: factor.series.entries[0] for factor in book.risk_factors}
    entries |= {flag.id: flag.series.entries[0] for flag in book.red_flags}
    enough = (
        state
        for state in states
        if (level.single_weight is not None and not state.hard and state.weight >= level.single_weight)
        or state.id in level.factors_alone
        or (state.hard and level.id == "high")
    )
    return tuple(
        cite(
            Because("alone_enough", Answer.YES, state.because.facts, state.id),
            state.id,
            entries[state.id],
        )
        for state in enough
    )


def product_risks(profile: Profile, book: Book) -> tuple[ProductRisk, ...]:
    """Products of the high-risk list under the contract's CPV codes. Empty means not assessed, never low."""
    return tuple(_product_risk(product, entry) for product, entry in listed_products(profile, book))


def _product_risk(product: RiskProduct, entry: Entry) -> ProductRisk:
    """The worst stage counts. Listed with no level that could be read is medium: being listed is itself a finding."""
    levels = [PRODUCT_LEVELS[level] for level in product.levels.values() if level in PRODUCT_LEVELS]
    worst = max(levels, key=LEVELS.index, default=UNREAD_LEVEL)
    reason = Because("high_risk_product", Answer.YES, ("cpv",), worst)
    return ProductRisk(product.id, worst, cite(reason, product.id, entry))


def age_in_days(known_on: date, on: date) -> int:
    """How old an answer is, in days."""
    return (on - known_on).days
