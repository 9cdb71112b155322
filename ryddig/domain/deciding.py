"""The verdict on a profile, each part worked out once: contracts that look alike to a rule share its decision.

The answers are those of `duties.select` and `risk.assess`, which are the specification; here they are only kept, under
what their lenses can see. `tests/domain/test_deciding.py` holds the two together. Threads may share a `Decider`.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from operator import itemgetter
from typing import Final, Generic, NamedTuple, TypeVar

from ryddig.domain import controls, duties, risk
from ryddig.domain.controls import Step
from ryddig.domain.decision import Answer, Because, Decision, Outcome
from ryddig.domain.duties import PREDICATES, Look
from ryddig.domain.law import Book, Condition, CountsFrom, Duty, RedFlag, RiskFactor
from ryddig.domain.lenses import (
    AMOUNT,
    CPV,
    LENGTH,
    Keys,
    Lens,
    Lenses,
    Sight,
    answer_lens,
    date_lens,
    date_lens_of_today,
    keys_of,
    lenses_of,
    product_lens,
    views_of,
)
from ryddig.domain.profile import Profile, Window
from ryddig.domain.risk import FactorState, RiskAssessment

Factor = RiskFactor | RedFlag
Told = TypeVar("Told", Because, Decision, FactorState)
Numbered = tuple[int, Told]
Pick = Callable[[Keys], Hashable]
Assessed = tuple[RiskAssessment, tuple[Step, ...]]
UNKNOWN, ANY = "unknown", "any"
_MANY_VALUED: Final = frozenset({AMOUNT, LENGTH, CPV})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from the profile alone."""

    regime: str
    regime_because: Because
    duties: tuple[Decision, ...]
    risk: RiskAssessment
    steps: tuple[Step, ...]


@dataclass(slots=True)
class Kept(Generic[Told]):
    """What one condition, duty or factor has told, by the keys it depends on."""

    pick: Pick
    told: dict[Hashable, Numbered[Told]] = field(default_factory=dict)


@dataclass(slots=True)
class KeptDuty:
    """A duty and its conditions; its decisions by the reasons those have given, of which there are few."""

    duty: Duty
    since: Pick
    reasons: tuple[tuple[Condition, Kept[Because]], ...]
    by_reasons: dict[Hashable, Numbered[Decision]] = field(default_factory=dict)


class BlockTold(NamedTuple):
    """What a block of duties told. `number` is shared by equal answers; `found`: place, duty, number and decision."""

    number: int
    found: tuple[tuple[int, KeptDuty, int, Decision], ...]


@dataclass(slots=True)
class Block:
    """Duties decided together, since they look at the same matters, through one view; `members`: place and duty."""

    view: int
    members: tuple[tuple[int, KeptDuty], ...]
    told: dict[Hashable, BlockTold] = field(default_factory=dict)


@dataclass(slots=True)
class KeptStates:
    """Factors and flags looked at through one view, with what the assessment of it was."""

    view: int
    members: tuple[tuple[Factor, Kept[FactorState]], ...]
    assessed: dict[Hashable, Assessed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arranged:
    """Decisions in the order of the book, with their duties and numbers; `in_scope`: one on pay applies or may."""

    duties: tuple[Duty, ...]
    numbers: tuple[int, ...]
    decisions: tuple[Decision, ...]
    in_scope: bool


class Decider:
    """Gives the verdict on any profile under one book."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._lenses = Lenses(book)
        asked: tuple[Factor, ...] = (*book.risk_factors, *book.red_flags)
        alone = (product_lens(), date_lens_of_today())
        for lenses in (alone, *map(self._of_duty, book.duties), *map(self._of_factor, asked)):
            for lens in lenses:
                self._lenses.add(lens)
        self._reasons: dict[str, Kept[Because]] = {}
        self._blocks = self._blocks_by_regime([self._kept_duty(duty) for duty in book.duties])
        kept = [(factor, Kept[FactorState](self._pick(self._of_factor(factor)))) for factor in asked]
        self._asked = self._kept_states(kept)
        self._shown = self._kept_states([(factor, states) for factor, states in kept if shown_by_facts(factor)])
        self._products = self._pick(alone)
        self._pay_rules = frozenset(duty.id for duty in book.duties if duty.theme in risk.PAY_THEMES)
        self._in_scope: set[int] = set()
        self._numbers: dict[str, int] = {}
        self._next = count()
        self._regimes: dict[Window, tuple[str, Because]] = {}
        self._block_numbers: dict[Hashable, int] = {}
        self._arrangements: dict[tuple[int, ...], Arranged] = {}
        self._merged: dict[Hashable, Arranged] = {}
        self._if_regime: dict[Hashable, Decision] = {}
        self._assessed: dict[Hashable, Assessed] = {}

    def decide(self, profile: Profile) -> Verdict:
        """The verdict on one profile."""
        when = self._lenses.when(profile)
        announced = when.windows[CountsFrom.ANNOUNCED]
        kept = self._regimes.get(announced)
        if kept is None:
            kept = self._regimes[announced] = duties.regime_of(profile, self._book)
        regime, why = kept
        sights = self._lenses.look(profile, when)
        views = views_of(sights)
        told = self._told(ANY, profile, sights, views=views, window=announced)
        if regime == UNKNOWN:
            decided = self._of_both_regimes(profile, announced, told, why=why)
        else:
            decided = self._arranged(told + self._told(regime, profile, sights, views=views, window=announced))
        assessed, steps = self._assess(profile, sights, views=views, in_scope=decided.in_scope)
        return Verdict(regime, why, decided.decisions, assessed, steps)

    def _of_duty(self, duty: Duty) -> Iterator[Lens]:
        yield date_lens(duty.series)
        for condition in duty.conditions:
            yield from lenses_of(condition, self._book)

    def _of_factor(self, factor: Factor) -> Iterator[Lens]:
        yield answer_lens(factor.id)
        if shown_by_facts(factor):
            yield from lenses_of(Condition(factor.test, factor.wanted), self._book)

    def _pick(self, lenses: Iterable[Lens]) -> Pick:
        places = (self._lenses.place(self._lenses.add(lens)) for lens in lenses)
        return itemgetter(*dict.fromkeys(places))

    def _kept_duty(self, duty: Duty) -> KeptDuty:
        reasons = tuple((condition, self._kept_reason(condition)) for condition in duty.conditions)
        since = self._pick([date_lens(duty.series)])
        return KeptDuty(duty, since, reasons)

    def _kept_reason(self, condition: Condition) -> Kept[Because]:
        name = repr(condition)
        if name not in self._reasons:
            self._reasons[name] = Kept(self._pick(lenses_of(condition, self._book)))
        return self._reasons[name]

    def _number(self, told: Told) -> Numbered[Told]:
        """The same number for equal answers."""
        return self._numbers.setdefault(repr(told), next(self._next)), told

    def _blocks_by_regime(self, kept: Iterable[KeptDuty]) -> Mapping[str, tuple[Block, ...]]:
        """The duties of each regime (and `any`), together with those that look at the same hard matters."""
        groups: dict[str, dict[frozenset[str], list[tuple[int, KeptDuty]]]] = {}
        for position, one in enumerate(kept):
            over = frozenset(lens.over for lens in self._of_duty(one.duty)) & _MANY_VALUED
            groups.setdefault(one.duty.regime, {}).setdefault(over, []).append((position, one))
        return {regime: tuple(map(self._block, of_regime.values())) for regime, of_regime in groups.items()}

    def _block(self, members: Iterable[tuple[int, KeptDuty]]) -> Block:
        numbered = tuple(members)
        lenses = (lens for _, kept in numbered for lens in self._of_duty(kept.duty))
        return Block(self._lenses.view(lenses), numbered)

    def _kept_states(self, kept: Iterable[tuple[Factor, Kept[FactorState]]]) -> KeptStates:
        members = tuple(kept)
        lenses = (lens for factor, _ in members for lens in self._of_factor(factor))
        return KeptStates(self._lenses.view((*lenses, product_lens(), date_lens_of_today())), members)

    def _told(
        self, regime: str, profile: Profile, sights: Sequence[Sight], *, views: Sequence[Keys], window: Window
    ) -> list[BlockTold]:
        """What each block of the regime tells."""
        told = []
        for block in self._blocks.get(regime, ()):
            key = views[block.view]
            answer = block.told.get(key)
            if answer is None:
                answer = block.told[key] = self._of_block(block, profile, keys_of(sights), window=window)
            told.append(answer)
        return told

    def _of_block(self, block: Block, profile: Profile, keys: Keys, *, window: Window) -> BlockTold:
        look = Look(self._book, window)
        found = tuple((at, kept, *self._by_reasons(kept, profile, keys, look=look)) for at, kept in block.members)
        numbers = tuple((at, number) for at, _, number, _ in found)
        return BlockTold(self._block_numbers.setdefault(numbers, next(self._next)), found)

    def _arranged(self, told: Iterable[BlockTold]) -> Arranged:
        """The decisions of several blocks in the order of the book."""
        number = tuple([answer.number for answer in told])
        arranged = self._arrangements.get(number)
        if arranged is None:
            found = sorted((one for answer in told for one in answer.found), key=itemgetter(0))
            numbers = tuple(number for _, _, number, _ in found)
            duties_ = tuple(kept.duty for _, kept, _, _ in found)
            decisions = tuple(decision for _, _, _, decision in found)
            in_scope = not self._in_scope.isdisjoint(numbers)
            arranged = self._arrangements[number] = Arranged(duties_, numbers, decisions, in_scope)
        return arranged

    def _by_reasons(self, kept: KeptDuty, profile: Profile, keys: Keys, *, look: Look) -> Numbered[Decision]:
        reasons: list[Hashable] = [kept.since(keys)]
        for condition, given in kept.reasons:
            number, reason = self._reason(condition, given, profile, keys=keys, look=look)
            reasons.append(number)
            if reason.answer is Answer.NO:
                break
        key = tuple(reasons)
        told = kept.by_reasons.get(key)
        if told is None:
            told = self._number(duties.decide(kept.duty, profile, look))
            if told[1].outcome is not Outcome.DOES_NOT_APPLY and kept.duty.id in self._pay_rules:
                self._in_scope.add(told[0])  # before another thread can meet the decision
            kept.by_reasons[key] = told
        return told

    def _reason(
        self, condition: Condition, kept: Kept[Because], profile: Profile, *, keys: Keys, look: Look
    ) -> Numbered[Because]:
        key = kept.pick(keys)
        reason = kept.told.get(key)
        if reason is None:
            reason = kept.told[key] = self._number(PREDICATES[condition.test](profile, condition.wanted, look))
        return reason

    def _of_both_regimes(self, profile: Profile, whole: Window, told: list[BlockTold], *, why: Because) -> Arranged:
        """Every duty under its own regime, put together as `duties.select` does. `told`: those of any regime."""
        by_regime = duties.regime_windows(self._book, whole[1])
        for regime, window in by_regime.items():
            sights = self._lenses.look(profile, self._lenses.when(profile, window))
            told += self._told(regime, profile, sights, views=views_of(sights), window=window)
        apart = self._arranged(told)
        key = (*by_regime, *apart.numbers)
        merged = self._merged.get(key)
        if merged is None:
            merged = self._merged[key] = replace(apart, decisions=self._merge(apart, why, frozenset(by_regime)))
        return merged

    def _merge(self, apart: Arranged, why: Because, regimes: frozenset[str]) -> tuple[Decision, ...]:
        holds = duties.held_by_theme(zip(apart.duties, apart.decisions, strict=True))
        merged = []
        for duty, number, decision in zip(apart.duties, apart.numbers, apart.decisions, strict=True):
            of_theme = holds.get(duty.theme, {})
            key = regimes, number, tuple(sorted(of_theme.items()))
            if duty.regime != ANY and key not in self._if_regime:
                self._if_regime[key] = duties.if_regime(duty, decision, why, holds=of_theme, regimes=regimes)
            merged.append(decision if duty.regime == ANY else self._if_regime[key])
        return tuple(merged)

    def _assess(self, profile: Profile, sights: Sequence[Sight], *, views: Sequence[Keys], in_scope: bool) -> Assessed:
        """Without answers, only factors that facts can show differ from contract to contract."""
        asked = self._asked if profile.answers else self._shown
        key = in_scope, views[asked.view]
        assessed = asked.assessed.get(key)
        if assessed is None:
            assessed = asked.assessed[key] = self._by_states(profile, keys_of(sights), in_scope=in_scope)
        return assessed

    def _by_states(self, profile: Profile, keys: Keys, *, in_scope: bool) -> Assessed:
        numbered = [self._state(factor, kept, profile, keys=keys) for factor, kept in self._asked.members]
        known = (in_scope, bool(profile.answers), self._products(keys), *[number for number, _ in numbered])
        assessed = self._assessed.get(known)
        if assessed is None:
            states = tuple(state for _, state in numbered)
            found = risk.assess_states(states, profile, self._book, work_in_scope=in_scope)
            assessed = self._assessed[known] = found, controls.recommended_steps(found, self._book)
        return assessed

    def _state(self, factor: Factor, kept: Kept[FactorState], profile: Profile, *, keys: Keys) -> Numbered[FactorState]:
        key = kept.pick(keys)
        state = kept.told.get(key)
        if state is None:
            look = Look(self._book, profile.window(CountsFrom.ANNOUNCED))
            state = kept.told[key] = self._number(risk.state_of(factor, profile, look))
        return state


def shown_by_facts(factor: Factor) -> bool:
    """True for a factor or flag that the facts can show; False when only a person can tell."""
    return factor.test not in ("", "answer")
