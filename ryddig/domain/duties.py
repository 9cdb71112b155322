"""Which duties apply to a contract, and why: one function per predicate of `applies_when`.

A predicate takes (profile, wanted, look) and returns one `Because`. A missing fact gives *unknown*, never *no*.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ryddig.domain.decision import Answer, Because, Decision, Outcome
from ryddig.domain.facts import BuyerKind
from ryddig.domain.law import (
    Book,
    Condition,
    CountsFrom,
    Duty,
    Entry,
    OwedBy,
    Reading,
    RiskProduct,
    Series,
    Status,
    Value,
)
from ryddig.domain.profile import Profile, Window

REGIMES = "regimes.procurement"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Look:
    """How a predicate reads the book. `window` bounds the day of the announcement, to one regime when it is unknown."""

    book: Book
    window: Window

    def entries(self, series: Series, profile: Profile) -> tuple[Entry, ...]:
        """Entries that may be in force for this contract, newest first; one when the date is known."""
        first, last = self.window if series.counts_from is CountsFrom.ANNOUNCED else profile.window(series.counts_from)
        return entries_between(series, first, last)


Predicate = Callable[[Profile, object, Look], Because]


def entries_between(series: Series, first: date, last: date) -> tuple[Entry, ...]:
    """Entries in force at some day from `first` to `last`, newest first."""
    found = []
    for entry in series.entries:
        if entry.since <= last:
            found.append(entry)
        if entry.since <= first:
            break
    return tuple(found)


def covers(series: Series, first: date) -> bool:
    """True when the series says something already on `first`."""
    return bool(series.entries) and series.entries[-1].since <= first


def yes_no(holds: bool) -> Answer:
    """Answer of a known comparison."""
    return Answer.YES if holds else Answer.NO


def _one_of(name: str) -> Predicate:
    def test(profile: Profile, wanted: object, look: Look) -> Because:
        known: str | None = getattr(profile, name)
        allowed = texts(wanted)
        answer = Answer.UNKNOWN if known is None else yes_no(known in allowed)
        return Because(name, answer, (name,), allowed)

    return test


def texts(wanted: object) -> tuple[str, ...]:
    """A predicate's argument as a tuple of texts; a single text is a list of one."""
    if isinstance(wanted, str):
        return (wanted,)
    return tuple(str(item) for item in wanted) if isinstance(wanted, Iterable) else (str(wanted),)


def cpv_in(profile: Profile, wanted: object, look: Look) -> Because:
    """The contract has a CPV code under a prefix of a named group. The group is cited: it may be our own collection."""
    groups = texts(wanted)
    if profile.cpv is None:
        return Because("cpv_in", Answer.UNKNOWN, ("cpv",), groups)
    hit = next((name for name in groups if not set(look.book.cpv_groups[name]).isdisjoint(profile.cpv)), None)
    reason = Because("cpv_in", yes_no(hit is not None), ("cpv",), groups)
    group = look.book.library.cpv_groups.get(hit or "")
    return reason if group is None else cite(reason, group.series.id, group.series.entries[0])


def high_risk_product(profile: Profile, wanted: object, look: Look) -> Because:
    """A CPV code lies under a listed high-risk product. Not listed is unknown: the list names examples only."""
    listed = listed_products(profile, look.book)
    if not listed:
        return Because("high_risk_product", Answer.UNKNOWN, ("cpv",), wanted)
    reason = Because("high_risk_product", yes_no(bool(wanted)), ("cpv",), wanted)
    return cite(reason, listed[0][0].id, listed[0][1])


def listed_products(profile: Profile, book: Book) -> tuple[tuple[RiskProduct, Entry], ...]:
    """Products of the high-risk list that the CPV codes lie under, with the entry that lists them today."""
    if not profile.cpv:
        return ()
    day = profile.window(CountsFrom.DECIDED)[1]
    return tuple(
        (product, entry)
        for product in book.risk_products
        if not set(product.cpv).isdisjoint(profile.cpv) and (entry := product.series.at(day)) and entry.value
    )


def value_at_least(profile: Profile, wanted: object, look: Look) -> Because:
    """The contract's value ex VAT reaches the threshold of its procurement date and buyer kind."""
    return _against_threshold(profile, str(wanted), look, test="value_at_least")


def value_above(profile: Profile, wanted: object, look: Look) -> Because:
    """The contract's value ex VAT is strictly more than the limit."""
    return _against_threshold(profile, str(wanted), look, test="value_above")


def value_below(profile: Profile, wanted: object, look: Look) -> Because:
    """The contract's value ex VAT is under the threshold."""
    reason = _against_threshold(profile, str(wanted), look, test="value_at_least")
    turned = {Answer.YES: Answer.NO, Answer.NO: Answer.YES}.get(reason.answer, Answer.UNKNOWN)
    return replace(reason, test="value_below", answer=turned)


def _against_threshold(profile: Profile, rule: str, look: Look, *, test: str) -> Because:
    def reaches(value: Value) -> Answer:
        limits = amounts_for(value, profile.buyer_kind)
        if profile.amount is None or not limits:
            return Answer.UNKNOWN
        first = 1 if test == "value_above" else 0
        held = {profile.amount >= limit + first for limit in limits}
        return yes_no(held.pop()) if len(held) == 1 else Answer.UNKNOWN

    return _by_entries(profile, rule, look, test=test, facts=("value_ore", "buyer_kind"), compare=reaches)


def amounts_for(value: Value, buyer_kind: str | None) -> tuple[int, ...]:
    """The limit for this buyer, in øre; both limits when the buyer's kind is unknown; none for an ended rule."""
    if isinstance(value, Mapping):
        if buyer_kind is None:
            return tuple(value.values())
        return (value["state"] if buyer_kind == BuyerKind.STATE else value["others"],)
    return (value,) if isinstance(value, int) and not isinstance(value, bool) else ()


def lasts_longer_than(profile: Profile, wanted: object, look: Look) -> Because:
    """The contract runs for more than the months of a series."""

    def longer(value: Value) -> Answer:
        if profile.length is None or not isinstance(value, int):
            return Answer.UNKNOWN
        return yes_no(profile.length > value * 2)

    facts = ("starts_on", "ends_on")
    return _by_entries(profile, str(wanted), look, test="lasts_longer_than", facts=facts, compare=longer)


def _by_entries(
    profile: Profile, rule: str, look: Look, *, test: str, facts: tuple[str, ...], compare: Callable[[Value], Answer]
) -> Because:
    """Compare with every entry that may be in force; they must agree, else the answer is unknown."""
    series = look.book.need(rule)
    entries = look.entries(series, profile)
    first = look.window[0] if series.counts_from is CountsFrom.ANNOUNCED else profile.window(series.counts_from)[0]
    answers = {compare(entry.value) for entry in entries}
    if not covers(series, first) or not entries:
        answers.add(Answer.UNKNOWN)
    answer = answers.pop() if len(answers) == 1 else Answer.UNKNOWN
    if not entries:
        return Because(test, answer, facts, rule, rule)
    entry = entries[0]
    differs = any(compare(reading.value) != answer for reading in _readings(entry, profile))
    return cite(Because(test, answer, facts, rule, other_reading=differs), rule, entry)


def _readings(entry: Entry, profile: Profile) -> Iterable[Reading]:
    for reading in entry.readings:
        if not reading.cpv or profile.cpv is None or not set(reading.cpv).isdisjoint(profile.cpv):
            yield reading


def cite(reason: Because, rule: str, entry: Entry) -> Because:
    """The reason with `entry` of the rule as its ground."""
    return replace(reason, rule=rule, since=entry.since, value=entry.value, status=entry.status, source=entry.source)


def _flag(name: str) -> Predicate:
    def test(profile: Profile, wanted: object, look: Look) -> Because:
        known = profile.flag(name)
        answer = Answer.UNKNOWN if known is None else yes_no(known is bool(wanted))
        return Because(name, answer, (name,), wanted)

    return test


def tiers_at_least(profile: Profile, wanted: object, look: Look) -> Because:
    """At least so many tiers of subcontractors under the supplier are known."""
    answer = Answer.UNKNOWN if profile.tiers is None else yes_no(profile.tiers >= int(str(wanted)))
    return Because("tiers_at_least", answer, ("tiers",), wanted)


def county_in(profile: Profile, wanted: object, look: Look) -> Because:
    """The work is done in one of these counties."""
    answer = Answer.UNKNOWN if profile.county is None else yes_no(profile.county in texts(wanted))
    return Because("county_in", answer, ("county",), texts(wanted))


def answer(profile: Profile, wanted: object, look: Look) -> Because:
    """A person, a self-report or a register has answered yes to the question with this code."""
    given = profile.answer(str(wanted))
    return Because("answer", Answer.UNKNOWN if given is None else yes_no(bool(given)), (str(wanted),), wanted)


def any_of(profile: Profile, wanted: object, look: Look) -> Because:
    """One of several groups of conditions holds; the reason is that of the first group that does."""
    groups = [_all_hold(profile, group, look) for group in _groups(wanted)]
    for kind in (Answer.YES, Answer.UNKNOWN):
        for reasons in groups:
            if verdict(reasons) is kind:
                return replace(next(r for r in reasons if r.answer is kind), wanted=reasons[0].wanted)
    facts = tuple(dict.fromkeys(fact for reasons in groups for r in reasons for fact in r.facts))
    return Because("any", Answer.NO, facts, tuple(w for g in groups for r in g for w in texts(r.wanted)))


def _groups(wanted: object) -> Sequence[Sequence[Condition]]:
    return wanted if isinstance(wanted, Sequence) else ()


def _all_hold(profile: Profile, conditions: Iterable[Condition], look: Look) -> tuple[Because, ...]:
    reasons = []
    for condition in conditions:
        reason = PREDICATES[condition.test](profile, condition.wanted, look)
        if reason.answer is Answer.NO:
            return (reason,)
        reasons.append(reason)
    return tuple(reasons)


def verdict(reasons: Iterable[Because]) -> Answer:
    """All must hold: one no is no; else one unknown is unknown; else yes."""
    answers = {reason.answer for reason in reasons}
    if Answer.NO in answers:
        return Answer.NO
    return Answer.UNKNOWN if Answer.UNKNOWN in answers else Answer.YES


PREDICATES: Mapping[str, Predicate] = {
    "kind": _one_of("kind"),
    "buyer_kind": _one_of("buyer_kind"),
    "sector": _one_of("sector"),
    "cpv_in": cpv_in,
    "value_at_least": value_at_least,
    "value_above": value_above,
    "value_below": value_below,
    "lasts_longer_than": lasts_longer_than,
    "high_risk_product": high_risk_product,
    "tiers_at_least": tiers_at_least,
    "county_in": county_in,
    "answer": answer,
    "any": any_of,
    "trade_certificate_relevant": _flag("trade_certificate_relevant"),
    "apprentice_need": _flag("apprentice_need"),
    "framework": _flag("framework"),
    "has_subcontractors": _flag("has_subcontractors"),
    "norwegian_supplier": _flag("norwegian_supplier"),
}


def regime_of(profile: Profile, book: Book) -> tuple[str, Because]:
    """`R2008`, `R2026`, `none` (before the first regime) or `unknown`, with the reason. Never from the signing date."""
    series = book.need(REGIMES)
    first, last = profile.window(CountsFrom.ANNOUNCED)
    facts = ("announced_on", "invited_on")
    if first != last:
        return "unknown", Because("regime", Answer.UNKNOWN, facts, None, REGIMES)
    entry = series.at(last)
    if entry is None:
        return "none", Because("regime", Answer.NO, facts, None, REGIMES)
    return str(entry.value), cite(Because("regime", Answer.YES, facts), REGIMES, entry)


def regime_windows(book: Book, last: date) -> Mapping[str, Window]:
    """First and last day of each regime known to the book, no later than `last`."""
    windows, end = {}, last
    for entry in book.need(REGIMES).entries:
        if entry.since <= end:
            windows[str(entry.value)] = (entry.since, end)
            end = entry.since - DAY
    return windows


def select(profile: Profile, book: Book) -> tuple[Decision, ...]:
    """Decide every duty of the book for one profile. With the regime unknown both regimes' duties are decided."""
    regime, regime_reason = regime_of(profile, book)
    window = profile.window(CountsFrom.ANNOUNCED)
    if regime != "unknown":
        chosen = (duty for duty in book.duties if duty.regime in (regime, "any"))
        return tuple(decide(duty, profile, Look(book, window)) for duty in chosen)
    windows = regime_windows(book, window[1])
    decided = [
        (duty, decide(duty, profile, Look(book, windows.get(duty.regime, window))))
        for duty in book.duties
        if duty.regime == "any" or duty.regime in windows
    ]
    return under_unknown_regime(decided, regime_reason, frozenset(windows))


def under_unknown_regime(
    decided: list[tuple[Duty, Decision]], regime_reason: Because, regimes: frozenset[str]
) -> tuple[Decision, ...]:
    """Keep both sets; a duty holds for certain, and may be sanctioned, only when every regime has one on its theme."""
    holds = held_by_theme(decided)
    return tuple(
        decision
        if duty.regime == "any"
        else if_regime(duty, decision, regime_reason, holds=holds.get(duty.theme, {}), regimes=regimes)
        for duty, decision in decided
    )


def held_by_theme(decided: Iterable[tuple[Duty, Decision]]) -> Mapping[str, Mapping[str, bool]]:
    """Theme -> regimes under which a duty on it applies -> whether one of those may be sanctioned."""
    holds: dict[str, dict[str, bool]] = {}
    for duty, decision in decided:
        if duty.regime != "any" and decision.outcome is Outcome.APPLIES:
            of_theme = holds.setdefault(duty.theme, {})
            of_theme[duty.regime] = of_theme.get(duty.regime, False) or decision.may_sanction
    return holds


def if_regime(
    duty: Duty, decision: Decision, reason: Because, *, holds: Mapping[str, bool], regimes: frozenset[str]
) -> Decision:
    """The decision on a duty of one regime while the regime is unknown. `holds`: see `held_by_theme`, for its theme."""
    if decision.outcome is Outcome.DOES_NOT_APPLY:
        return decision
    certain = decision.outcome is Outcome.APPLIES and frozenset(holds) == regimes
    return replace(
        decision,
        outcome=Outcome.APPLIES if certain else Outcome.UNKNOWN,
        because=(reason, *decision.because),
        may_sanction=certain and all(holds.values()) and decision.may_sanction,
        also_if=duty.regime,
    )


def decide(duty: Duty, profile: Profile, look: Look) -> Decision:
    """The decision on one duty, its regime taken as given."""
    in_force = _in_force(duty, profile, look)
    if in_force.answer is Answer.NO:
        return Decision(duty.id, Outcome.DOES_NOT_APPLY, (in_force,), may_sanction=False)
    reasons = _all_hold(profile, duty.conditions, look)
    answer_ = verdict((in_force, *reasons))
    if answer_ is Answer.NO:
        return Decision(duty.id, Outcome.DOES_NOT_APPLY, reasons, may_sanction=False)
    because = (in_force, *reasons)
    if answer_ is Answer.UNKNOWN:
        return Decision(duty.id, Outcome.UNKNOWN, because, may_sanction=False)
    may_sanction = has_sanction(duty) and all(_carries(reason) for reason in because)
    return Decision(duty.id, Outcome.APPLIES, because, may_sanction=may_sanction)


def has_sanction(duty: Duty) -> bool:
    """The rule names a sanction, and somebody other than the buyer owes the duty."""
    return bool(duty.sanctions) and any(who is not OwedBy.BUYER for who in duty.owed_by)


def _in_force(duty: Duty, profile: Profile, look: Look) -> Because:
    entries = look.entries(duty.series, profile)
    counts_from = duty.series.counts_from
    first = look.window[0] if counts_from is CountsFrom.ANNOUNCED else profile.window(counts_from)[0]
    fact = {CountsFrom.ANNOUNCED: ("announced_on", "invited_on"), CountsFrom.SIGNED: ("signed_on",)}.get(
        counts_from, ()
    )
    states = {bool(entry.value) for entry in entries}
    if not covers(duty.series, first):
        states.add(False)
    state = yes_no(states.pop()) if len(states) == 1 else Answer.UNKNOWN
    if not entries:
        return Because("in_force", Answer.NO, fact, None, duty.id)
    return cite(Because("in_force", state, fact), duty.id, entries[0])


def _carries(reason: Because) -> bool:
    """An official entry carries; a disputed one only when no other reading gives another answer."""
    if reason.status is None or reason.status is Status.OFFICIAL:
        return True
    return reason.status is Status.DISPUTED and not reason.other_reading
