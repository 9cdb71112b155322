"""All answers of a self-report weighed together: every use of every answer, what is missing, what contradicts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeVar

from ryddig.domain import self_report_feeds as feeds
from ryddig.domain import self_report_held as held
from ryddig.domain.answer_checks import check_answer
from ryddig.domain.answers import Answers, Given, asked, holds, of_asked, progress
from ryddig.domain.decision import Answer, Because
from ryddig.domain.duties import cite
from ryddig.domain.facts import Known
from ryddig.domain.questionnaire import AnswerTest, FeedKind, Form
from ryddig.domain.self_report import (
    SELF_REPORT,
    Conclusion,
    ContractDifference,
    DeviationProposal,
    DocumentNamed,
    FactGiven,
    LookUp,
    Meaning,
    ReportCase,
    RiskGiven,
    Untested,
)
from ryddig.domain.self_report_feeds import Use, factor_of

FEEDS: Final[Mapping[FeedKind, Callable[[Use], Iterator[Conclusion]]]] = {
    FeedKind.RISK: feeds.risk,
    FeedKind.FLAG: feeds.flag,
    FeedKind.FACT: feeds.fact,
    FeedKind.LOOK_UP: feeds.look_up,
    FeedKind.CONTRACT: feeds.contract,
    FeedKind.DOCUMENT: feeds.document,
    FeedKind.DEMAND: held.demand,
    FeedKind.AT_LEAST: held.at_least,
    FeedKind.AT_MOST: held.at_most,
    FeedKind.WAGE_FLOOR: held.wage_floor,
    FeedKind.CHAIN: held.chain,
    FeedKind.REGISTER: held.register,
}
One = TypeVar("One", bound=Conclusion)


def weigh(form: Form, answers: Answers, case: ReportCase) -> Meaning:
    """Everything the answers lead to. An answer that cannot be used, or to a question not asked, leads to nothing."""
    counted = usable(form, answers)
    found = list(_conclusions(form, counted, case))
    risks = tuple(_beside_others(one, case) for one in _graver(_only(found, RiskGiven)))
    crossed = (check.id for check in form.questionnaire.cross_checks if _crosses(check.when, counted))
    contradictions = (*crossed, *(one.factor for one in risks if one.kept))
    missing = progress(form, counted).missing
    late = _of_delivery(form, case, missing, contradictions=contradictions)
    return Meaning(
        facts=_only(found, FactGiven),
        risks=(*risks, *(_beside_others(one, case) for one in late)),
        proposals=(*_only(found, DeviationProposal), *_not_delivered(form, case)),
        untested=_only(found, Untested),
        look_ups=_only(found, LookUp),
        differences=_only(found, ContractDifference),
        documents=_only(found, DocumentNamed),
        missing=missing,
        contradictions=contradictions,
        for_people=_for_people(form, counted),
    )


def usable(form: Form, answers: Answers) -> Answers:
    """The answers to questions that are asked, those that cannot be used left out."""
    kept: dict[str, Given] = {}
    for question in asked(form, answers):
        given = answers.given.get(question.id)
        if given is not None and not check_answer(form, question, given.value):
            kept[question.id] = given
    return of_asked(form, Answers(answers.questionnaire, answers.version, kept))


def _conclusions(form: Form, answers: Answers, case: ReportCase) -> Iterator[Conclusion]:
    for question in form.questions:
        given = answers.given.get(question.id)
        for feed in question.feeds if given is not None else ():
            if given is not None:
                yield from FEEDS[feed.to](Use(question, feed, given, form, answers, case))


def _only(found: Iterable[Conclusion], kind: type[One]) -> tuple[One, ...]:
    return tuple(one for one in found if isinstance(one, kind))


def _graver(found: Iterable[RiskGiven]) -> tuple[RiskGiven, ...]:
    """One answer for each factor: a yes from any question stands before a no from another."""
    chosen: dict[str, RiskGiven] = {}
    for one in found:
        before = chosen.get(one.factor)
        if before is None or before.known.value == one.known.value:
            because = (*(before.because if before else ()), *one.because)
            chosen[one.factor] = replace(one, because=because)
        elif one.known.value:
            chosen[one.factor] = one
    return tuple(chosen.values())


def _beside_others(given: RiskGiven, case: ReportCase) -> RiskGiven:
    """A supplier's no does not take away a yes that a person or a register has given."""
    before = case.facts.answers.get(given.factor)
    stands = before is not None and before.source != SELF_REPORT and before.value is True and not given.known.value
    return replace(given, kept=True) if stands else given


def _crosses(when: Iterable[tuple[str, AnswerTest]], answers: Answers) -> bool:
    return all(holds(test, answers.value(name), answers) for name, test in when)


def _of_delivery(
    form: Form, case: ReportCase, missing: tuple[str, ...], *, contradictions: tuple[str, ...]
) -> Iterator[RiskGiven]:
    """The risk factor for a late, incomplete or contradictory report. Silent while there is still time to answer."""
    factor = factor_of(case.book, form.questionnaire.missing)
    late = is_late(case)
    if factor is None or (case.delivered_on is None and not late):
        return
    reasons = []
    if late:
        reasons.append(Because("answers_late", Answer.YES, ("due_on",), case.due_on))
    if missing and case.delivered_on is not None:
        reasons.append(Because("answers_missing", Answer.YES, missing, len(missing)))
    if contradictions:
        reasons.append(Because("answers_contradict", Answer.YES, contradictions, len(contradictions)))
    because = reasons or [Because("answers_complete", Answer.YES, ("due_on",), case.due_on)]
    cited = tuple(cite(reason, factor.id, factor.series.entries[0]) for reason in because)
    yield RiskGiven(factor.id, Known(bool(reasons), case.delivered_on or case.on, SELF_REPORT), cited)


def is_late(case: ReportCase) -> bool:
    """True when it was delivered after its last day, or that day has passed and nothing is delivered."""
    return case.due_on is not None and (case.delivered_on or case.on) > case.due_on


def _not_delivered(form: Form, case: ReportCase) -> Iterator[DeviationProposal]:
    """Nothing delivered when the last day has passed: the duty to document is not kept."""
    if case.delivered_on is not None or not is_late(case):
        return
    term = held.term_of(case, form.questionnaire.not_delivered)
    if term is not None:
        reason = Because("answers_late", Answer.YES, ("due_on",), case.due_on, term.rule)
        yield DeviationProposal("", term.rule, term.outcome, (reason, *term.because), unit="answer", why=term.why)


def _for_people(form: Form, answers: Answers) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for question in form.questions:
        for reader in question.read_by if question.id in answers.given else ():
            found[reader.value] = (*found.get(reader.value, ()), question.id)
    return found
