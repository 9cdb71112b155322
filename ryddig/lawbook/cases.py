"""Worked cases: read them, run them, and see which rules still lack one around their newest day."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from ryddig.domain.chain import Link, Role, judge_chain
from ryddig.domain.decision import Because, Decision, Outcome
from ryddig.domain.duties import select
from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import ContractFacts
from ryddig.domain.foreign_report import foreign_report_due
from ryddig.domain.law import Book, Series
from ryddig.domain.profile import Cuts
from ryddig.domain.registers_status import judge_register_status
from ryddig.domain.tax_certificate import judge_tax_certificate
from ryddig.lawbook.cases_pay import PAY_CHECKS
from ryddig.lawbook.cases_self_report import SELF_REPORT_CHECKS
from ryddig.lawbook.cases_signals import SIGNAL_CHECKS
from ryddig.lawbook.catalogue import catalogue
from ryddig.lawbook.documents import Document, Item, items_of, read_document
from ryddig.lawbook.faults import Fault
from ryddig.lawbook.shapes_cases import ABSENT, CaseModel

DAY = timedelta(days=1)
Given = Mapping[str, Any]
BookOf = Callable[[Sequence[str], bool], Book]


def read_cases(folder: Path, base: Path, *, own: bool = False) -> tuple[list[Item], list[Fault]]:
    """The worked cases in a folder; `base` is what file names are shown from."""
    items: list[Item] = []
    faults: list[Fault] = []
    for path in sorted(folder.rglob("*.yaml")):
        read = read_document(path, name=path.relative_to(base).as_posix(), own=own)
        found = items_of(read) if isinstance(read, Document) else (read,)
        for one in found:
            if isinstance(one, Fault):
                faults.append(one)
            elif one.shape == "case":
                items.append(one)
    return items, faults


def run_cases(items: Sequence[Item], books: BookOf) -> list[Fault]:
    """What the cases find wrong. `books(layers, own)` gives the book that a case is read in: the layers it names,
    and the buyer's own folders when the case lies in one.
    """
    return [fault for item in items for fault in _run(item, _case(item), books(_case(item).layers, item.document.own))]


def _case(item: Item) -> CaseModel:
    if not isinstance(item.model, CaseModel):
        raise TypeError(f"{item.document.name} holds no case")
    return item.model


def _run(item: Item, case: CaseModel, book: Book) -> Iterator[Fault]:
    if case.facts:
        yield from _run_duties(item, case, book)
    elif case.check:
        yield from _run_check(item, case, book)
    else:
        yield from _run_values(item, case, book)


def _run_values(item: Item, case: CaseModel, book: Book) -> Iterator[Fault]:
    rules = catalogue(book)
    for name in (case.rule, *case.rules):
        if not name:
            continue
        if name not in rules:
            yield item.fault("unknown_rule", ("rule",), given=name, want="rule", close="–")
            continue
        for day, want in case.expect.items():
            got = value_on(rules[name].series, date.fromisoformat(day))
            if got != want or type(got) is not type(want):
                yield item.fault("case_fails", ("expect", day), given=f"{name} {day}", got=got, want=want)


def value_on(series: Series, on: date) -> object:
    """The value in force, `absent` before the first entry, None after the end."""
    entry = series.at(on)
    if entry is None:
        return ABSENT
    return dict(entry.value) if isinstance(entry.value, Mapping) else entry.value


def _run_duties(item: Item, case: CaseModel, book: Book) -> Iterator[Fault]:
    try:
        facts = facts_of(case.facts)
    except ValueError as error:
        yield item.fault("case_unreadable", ("facts",), given=error, want="ContractFacts")
        return
    found = decisions(facts, book, case.on or date.min)
    for name, want in case.duties.items():
        decision = found.get(name)
        outcome = str(decision.outcome) if decision else Outcome.DOES_NOT_APPLY
        path = ("duties", name)
        if name not in catalogue(book):
            yield item.fault("unknown_rule", path, given=name, want="duty", close="–")
        elif outcome != want.outcome:
            yield item.fault("case_fails", path, given=f"{case.id} {name}", got=outcome, want=want.outcome)
        elif decision and want.may_sanction not in (None, decision.may_sanction):
            got = f"may_sanction: {decision.may_sanction}"
            yield item.fault("case_fails", path, given=f"{case.id} {name}", got=got, want=want.may_sanction)
    if case.only:
        extra = (d for d in found.values() if d.outcome != Outcome.DOES_NOT_APPLY and d.rule not in case.duties)
        for decision in extra:
            yield item.fault(
                "case_fails", ("duties",), given=f"{case.id} {decision.rule}", got=decision.outcome, want="–"
            )


def facts_of(given: Given) -> ContractFacts:
    """Facts of a contract as a case writes them: the fields of ContractFacts, dates as ISO, amounts in øre."""
    unknown = sorted(given.keys() - {field.name for field in fields(ContractFacts)})
    if unknown:
        raise ValueError(f"unknown facts: {', '.join(unknown)}")
    return _facts_adapter().validate_python(dict(given))


@cache
def _facts_adapter() -> TypeAdapter[ContractFacts]:
    return TypeAdapter(ContractFacts)


def decisions(facts: ContractFacts, book: Book, on: date) -> Mapping[str, Decision]:
    """The decision on every duty of the book, by duty."""
    return {decision.rule: decision for decision in select(Cuts(book).profile(facts, on), book)}


def _run_check(item: Item, case: CaseModel, book: Book) -> Iterator[Fault]:
    check = CHECKS.get(case.check)
    if check is None:
        yield item.fault("case_unreadable", ("check",), given=case.check, want=", ".join(sorted(CHECKS)))
        return
    try:
        got = check(case.given, book)
    except (KeyError, TypeError, ValueError, UserCanFix) as error:
        yield item.fault("case_unreadable", ("given",), given=repr(error), want=check.__doc__)
        return
    if got != str(case.gives):
        yield item.fault("case_fails", ("gives",), given=case.id, got=got, want=case.gives)


def _register_status(given: Given, book: Book) -> str:
    """{register, status, on}"""
    return _answer(judge_register_status(given["register"], given["status"], book=book, on=given["on"]))


def _tax_certificate(given: Given, book: Book) -> str:
    """{dated, announced_on, tender_deadline, winner_announced, on}"""
    milestones = {name: given.get(name) for name in ("tender_deadline", "winner_announced")}
    started_on = given.get("announced_on")
    reason = judge_tax_certificate(
        given["dated"], started_on=started_on, milestones=milestones, book=book, on=given["on"]
    )
    return _answer(reason)


def _chain(given: Given, book: Book) -> str:
    """{links: [{firm, under, role}], announced_on, agreed}"""
    links = [Link(one["firm"], one.get("under", ""), Role(one.get("role", "work"))) for one in given["links"]]
    return _answer(judge_chain(links, book=book, started_on=given["announced_on"], agreed=given.get("agreed")))


def _foreign_report(given: Given, book: Book) -> str:
    """{starts_on}"""
    found = foreign_report_due(given["starts_on"], book=book)
    return ABSENT if found is None else found[0].isoformat()


def _answer(reason: Because) -> str:
    return str(reason.answer)


CHECKS: Mapping[str, Callable[[Given, Book], str]] = {
    "register_status": _register_status,
    "tax_certificate": _tax_certificate,
    "chain": _chain,
    "foreign_report": _foreign_report,
    **PAY_CHECKS,
    **SIGNAL_CHECKS,
    **SELF_REPORT_CHECKS,
}


def missing_cases(items: Sequence[Item], book: Book, place: Callable[[str], Item | None]) -> Iterator[Fault]:
    """Rules without a case for the day before, on or after their newest entry. `place` tells where a rule stands."""
    days: dict[str, set[str]] = {}
    for item in items:
        case = _case(item)
        for name in (case.rule, *case.rules):
            days.setdefault(name, set()).update(case.expect)
    for name, rule in catalogue(book).items():
        newest = rule.series.entries[0].since
        wanted = [(newest + DAY * step).isoformat() for step in (-1, 0, 1)]
        lacking = [day for day in wanted if day not in days.get(name, ())]
        where = place(name)
        if lacking and where is not None:
            fault = where.fault("case_missing", (), given=name, days=", ".join(lacking))
            yield replace(fault, warning=fault.own)
