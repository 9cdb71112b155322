"""Answers held against law: what the contract demands, figures with a limit, the minimum rate, the chain, registers.

A proposal is a breach only where official law and a term that applies to this contract both say so for certain.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from ryddig.domain.answers import Row, rows
from ryddig.domain.chain import MAX_TIERS, chain_length, judge_chain
from ryddig.domain.decision import Answer, Because, Outcome
from ryddig.domain.duties import cite
from ryddig.domain.errors import UserCanFix
from ryddig.domain.judgement import CheckOutcome, Judgement
from ryddig.domain.law import CountsFrom, Entry, Status
from ryddig.domain.pay_facts import Stretch, Trade, Work, WorkerDay
from ryddig.domain.registers_status import judge_register_status
from ryddig.domain.self_report import (
    Conclusion,
    DeviationProposal,
    FactGiven,
    ReportCase,
    Untested,
)
from ryddig.domain.self_report_chain import links_of, supplier_number
from ryddig.domain.self_report_feeds import Use, risk_given
from ryddig.domain.wage_due import HOUR
from ryddig.domain.wages import Paid, judge_day

BREACH, QUESTION = CheckOutcome.BREACH, CheckOutcome.QUESTION
KIND_OF_WORK, LOWEST_PAY, NO_TRADE, TARIFF_BOUND = "kind_of_work", "lowest_pay", "other", "tariff_bound"
TIERS: Final = "tiers"
SCALES: Final[Mapping[str, int]] = {"permille": 10, "hundredths_of_percent": 100, "hundredths_of_hour": 100}
NO_TERM, NOT_CONFIRMED, UNKNOWN, NOT_OFFICIAL = "no_term", "term_not_confirmed", "duty_unknown", "not_official"


@dataclass(frozen=True, slots=True)
class Term:
    """Whether the contract demands something: `outcome` breach when it does for certain; `rule` that says so."""

    outcome: CheckOutcome
    rule: str = ""
    why: str = ""
    because: tuple[Because, ...] = ()


def term_of(case: ReportCase, names: Iterable[str]) -> Term | None:
    """The surest of these duties and requirements on the contract; None when none applies."""
    found = [term for name in names if (term := _term(case, name)) is not None]
    return next((term for term in found if term.outcome is BREACH), found[0] if found else None)


def _term(case: ReportCase, name: str) -> Term | None:
    requirement = case.book.library.requirements.get(name)
    if requirement is not None:
        return _agreed(case, name, requirement.series.at(case.on))
    decision = case.decision(name)
    if decision is None or decision.outcome is Outcome.DOES_NOT_APPLY:
        return None
    if decision.outcome is Outcome.UNKNOWN:
        return Term(QUESTION, name, UNKNOWN, decision.because)
    sure = decision.may_sanction
    return Term(BREACH if sure else QUESTION, name, "" if sure else NOT_OFFICIAL, decision.because)


def _agreed(case: ReportCase, name: str, entry: Entry | None) -> Term | None:
    """A requirement binds only where the contract holds it, which a person has to say."""
    if entry is None or entry.value is None or (case.terms is not None and name not in case.terms):
        return None
    answer = Answer.UNKNOWN if case.terms is None else Answer.YES
    reason = (cite(Because("term_in_contract", answer), name, entry),)
    if case.terms is None:
        return Term(QUESTION, name, NOT_CONFIRMED, reason)
    official = entry.status is Status.OFFICIAL
    return Term(BREACH if official else QUESTION, name, "" if official else NOT_OFFICIAL, reason)


def duties_in(use: Use) -> tuple[str, ...]:
    """The duties and requirements among the rules of a use."""
    known = {duty.id for duty in use.case.book.duties} | use.case.book.library.requirements.keys()
    return tuple(name for name in use.feed.rules if name in known)


def raised(use: Use, *, holds_true: bool) -> Iterator[Conclusion]:
    """The factors and flags among the rules: flags only when it holds."""
    for factor in use.case.book.risk_factors:
        if factor.id in use.feed.rules:
            yield risk_given(use, factor.id, holds_true=holds_true)
    for red_flag in use.case.book.red_flags:
        if holds_true and red_flag.id in use.feed.rules:
            yield risk_given(use, red_flag.id, holds_true=True)


def demand(use: Use) -> Iterator[Conclusion]:
    """An answer that is not the one the contract demands. No proposal where nothing demands it."""
    if use.feed.when is None or use.held in (True, None):
        return
    term = term_of(use.case, duties_in(use))
    if term is not None:
        reason = Because("demanded_answer", Answer.NO, (use.question.id,), use.feed.when.wanted, term.rule)
        yield DeviationProposal(
            use.question.id, term.rule, term.outcome, (reason, *term.because), unit="answer", why=term.why
        )


def at_least(use: Use) -> Iterator[Conclusion]:
    """A figure that may not be lower than a series."""
    yield from _figure(use, lowest=True)


def at_most(use: Use) -> Iterator[Conclusion]:
    """A figure that may not be higher than a series."""
    yield from _figure(use, lowest=False)


def _figure(use: Use, *, lowest: bool) -> Iterator[Conclusion]:
    name = next(rule for rule in use.feed.rules if rule in use.case.book.series)
    day = day_of(use, use.case.book.need(name).counts_from)
    series = use.case.book.strictest(name, day or use.given.on)
    entry = None if day is None else series.at(day)
    if not isinstance(use.given.value, Decimal):
        return
    if entry is None or type(entry.value) is not int:
        reason = Because("figure", Answer.UNKNOWN, (use.question.id,), rule=series.id)
        yield Untested(use.question.id, "rate_missing", (reason,))
        return
    found, due = Fraction(use.given.value) * SCALES.get(series.unit, 1), Fraction(entry.value)
    if found >= due if lowest else found <= due:
        return
    term = term_of(use.case, duties_in(use)) or Term(QUESTION, why=NO_TERM)
    reason = cite(Because("figure", Answer.NO, (use.question.id,), "at_least" if lowest else "at_most"), name, entry)
    told = DeviationProposal(use.question.id, series.id, BREACH, (reason,), found=found, due=due, unit=series.unit)
    yield under(told if entry.status is Status.OFFICIAL else replace(told, outcome=QUESTION, why=NOT_OFFICIAL), term)


def day_of(use: Use, counts_from: CountsFrom) -> date | None:
    """The day that picks the entry: that of the procurement or the signing where the rule counts from it, else of the
    answer. None when it is not known."""
    facts = use.case.facts
    known = {CountsFrom.ANNOUNCED: facts.procurement_started_on, CountsFrom.SIGNED: facts.signed_on}
    return known.get(counts_from, use.given.on)


def under(proposal: DeviationProposal, term: Term) -> DeviationProposal:
    """The proposal, no surer than the term it is made under."""
    outcome = proposal.outcome if term.outcome is BREACH else QUESTION
    because = (*proposal.because, *term.because)
    return replace(proposal, outcome=outcome, because=because, why=proposal.why or term.why)


def wage_floor(use: Use) -> Iterator[Conclusion]:
    """The lowest pay of each kind of work against the minimum rate of the day it holds for."""
    term = term_of(use.case, duties_in(use)) or Term(QUESTION, why=NO_TERM)
    under_rate = False
    for number, row in enumerate(rows(use.given.value), start=1):
        judgement = judge_row(use, row)
        if judgement is None:
            reason = Because("wage_floor", Answer.UNKNOWN, ("trade",))
            yield Untested(use.question.id, "trade_unknown", (reason,), number)
        elif judgement.outcome in (BREACH, QUESTION):
            under_rate = under_rate or judgement.outcome is BREACH
            yield under(_of_judgement(use, judgement, number), term)
        elif judgement.outcome is not CheckOutcome.KEPT:
            yield Untested(use.question.id, judgement.why or "not_covered", judgement.because, number)
    yield from raised(use, holds_true=under_rate)


def judge_row(use: Use, row: Row) -> Judgement | None:
    """One hour of ordinary day work at this pay, by the readable rule. None where no trade is named."""
    trade, _, category = str(row[KIND_OF_WORK]).partition(".")
    pay = row[LOWEST_PAY]
    if trade == NO_TRADE or not isinstance(pay, int):
        return None
    work = Work(Trade(trade), category, tariff_bound=_tariff_bound(use))
    return judge_day(WorkerDay(use.given.on, work, (Stretch(HOUR),)), Paid(Fraction(pay)), use.case.book)[0]


def _tariff_bound(use: Use) -> bool | None:
    for question in use.form.questions:
        if any(TARIFF_BOUND in feed.rules for feed in question.feeds):
            return {"yes": True, "no": False}.get(str(use.answers.value(question.id)))
    return None


def _of_judgement(use: Use, judgement: Judgement, number: int) -> DeviationProposal:
    rule = next((reason.rule for reason in judgement.because if reason.rule), "")
    return DeviationProposal(
        use.question.id,
        rule,
        judgement.outcome,
        judgement.because,
        number,
        judgement.found,
        judgement.due,
        "ore_per_hour",
        judgement.why,
    )


def chain(use: Use) -> Iterator[Conclusion]:
    """How many tiers the table shows, and whether they are too many. A plain no to subcontractors is no tier."""
    if use.feed.when is not None:
        if use.held:
            yield _tiers(use, 0)
        return
    links = links_of(rows(use.given.value), supplier_number(use.form, use.answers))
    facts, book = use.case.facts, use.case.book
    started = facts.procurement_started_on or use.case.on
    try:
        length = chain_length(links)
        reason = judge_chain(links, book=book, started_on=started, agreed=facts.max_tiers)
    except UserCanFix:
        broken = Because("chain_length", Answer.UNKNOWN, ("chain",), rule=MAX_TIERS)
        yield Untested(use.question.id, "chain_broken", (broken,))
        return
    yield _tiers(use, length.sure)
    if reason.answer is Answer.UNKNOWN:
        yield Untested(use.question.id, "chain_staffing", (reason,))
    elif reason.answer is Answer.NO:
        official = reason.status is Status.OFFICIAL and facts.procurement_started_on is not None
        told = DeviationProposal(
            use.question.id,
            reason.rule,
            BREACH if official else QUESTION,
            (reason,),
            found=Fraction(length.sure),
            due=Fraction(int(str(reason.wanted))),
            unit="tiers",
            why="" if official else UNKNOWN,
        )
        yield under(told, term_of(use.case, duties_in(use)) or Term(QUESTION, why=NO_TERM))
    yield from raised(use, holds_true=reason.answer is Answer.NO)


def _tiers(use: Use, number: int) -> FactGiven:
    reason = Because("self_reported_fact", Answer.YES, (use.question.id,), TIERS)
    return FactGiven(TIERS, use.known(number), reason)


def register(use: Use) -> Iterator[Conclusion]:
    """The status the firm says it has in a register of approved firms, against the statuses a buyer may use."""
    name, status = use.feed.rules[0], str(use.given.value)
    judged = judge_register_status(name, status, book=use.case.book, on=use.given.on)
    reason = replace(judged, facts=(use.question.id,))
    if reason.answer is Answer.UNKNOWN:
        yield Untested(use.question.id, "rate_missing", (reason,))
        return
    refused = reason.answer is Answer.NO
    if refused:
        official = reason.status is Status.OFFICIAL
        told = DeviationProposal(
            use.question.id,
            reason.rule,
            BREACH if official else QUESTION,
            (reason,),
            unit="answer",
            why="" if official else NOT_OFFICIAL,
        )
        yield under(told, term_of(use.case, duties_in(use)) or Term(QUESTION, why=NO_TERM))
    yield from raised(use, holds_true=refused)
