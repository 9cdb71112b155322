"""The worked cases hold, and a case that does not hold is told."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from ryddig.domain.decision import Outcome
from ryddig.domain.law import Book
from ryddig.lawbook import load
from ryddig.lawbook.cases import decisions, facts_of, read_cases, run_cases
from ryddig.lawbook.documents import Item
from ryddig.lawbook.loader import CASES, HERE

ON = date(2026, 11, 20)
ITEMS, FAULTS = read_cases(CASES, HERE)


def book_of(layers: Sequence[str], own: bool) -> Book:  # noqa: FBT001 - the shape that run_cases asks for
    return load(layers)


def case_id(item: Item) -> str:
    return f"{item.document.path.stem}-{item.place[-1] if item.place else 0}"


def test_every_case_can_be_read() -> None:
    assert FAULTS == []
    assert len(ITEMS) > 100


@pytest.mark.parametrize("item", ITEMS, ids=case_id)
def test_the_case_holds(item: Item) -> None:
    told = [fault.line_of_text("en") for fault in run_cases([item], book_of)]
    assert told == []


CLEANING = {
    "reference": "Renhold 1",
    "buyer_kind": "municipal",
    "kind": "services",
    "cpv": ("90910000",),
    "value_ore": 150_000_000,
    "starts_on": date(2026, 11, 1),
    "ends_on": date(2028, 10, 31),
    "suppliers": ({"name": "Visp Renhold AS", "norwegian": True},),
}


def not_refused(announced_on: date) -> set[str]:
    found = decisions(facts_of({**CLEANING, "announced_on": announced_on}), load(), ON)
    return {rule for rule, decision in found.items() if decision.outcome is not Outcome.DOES_NOT_APPLY}


def test_one_day_changes_exactly_the_duties_of_the_regime() -> None:
    before, after = not_refused(date(2026, 6, 30)), not_refused(date(2026, 7, 1))
    assert set(before & after) == {rule for rule in before if rule.startswith("any.")}
    assert {rule.partition(".")[0] for rule in before - after} == {"r2008"}
    assert {rule.partition(".")[0] for rule in after - before} == {"r2026"}
    assert "r2026.5f_2.information_language" not in after


def write_case(folder: Path, text: str) -> list[str]:
    folder.mkdir(exist_ok=True)
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    items, faults = read_cases(folder, folder)
    found = [*faults, *run_cases(items, book_of)]
    return [fault.line_of_text("en") for fault in found]


WRONG = {
    "value": ("what: case\nrule: limits.chain_tiers\nexpect:\n  2026-07-01: 3\n", "case.yaml:4: .*gives 2. Expected 3"),
    "kind of value": ("what: case\nrule: limits.chain_tiers\nexpect: {2026-07-01: true}\n", "gives 2. Expected True"),
    "rule": ("what: case\nrule: limits.chain\nexpect: {2026-07-01: 2}\n", "no rule limits.chain"),
    "check": ("what: case\ncheck: horoscope\ngiven: {on: 2026-07-01}\ngives: x\n", "horoscope.*register_status"),
    "given": ("what: case\ncheck: chain\ngiven: {links: []}\ngives: x\n", "announced_on"),
    "answer": (
        "what: case\nid: F\ncheck: foreign_report\ngiven: {starts_on: 2026-05-20}\ngives: '2026-06-15'\n",
        "F gives 2026-06-05. Expected 2026-06-15",
    ),
    "two forms": ("what: case\nrule: x\nexpect: {2026-07-01: 1}\ncheck: chain\n", "expect . facts"),
    "facts": (
        "what: case\non: 2026-11-20\nfacts: {price: 1}\nduties:\n  r2026.5g.bank: {outcome: applies, why: x}\n",
        "unknown facts: price",
    ),
    "outcome": (
        (
            "what: case\nid: C\non: 2026-11-20\nfacts: {reference: A, announced_on: 2026-07-01, kind: goods}\n"
            "duties:\n  r2026.5e_1.pay: {outcome: applies, why: x}\n"
        ),
        "C r2026.5e_1.pay gives does_not_apply. Expected applies",
    ),
    "only": (
        (
            "what: case\nid: C\non: 2026-11-20\nonly: true\n"
            "facts: {announced_on: 2026-07-01, kind: goods, reference: A}\n"
            "duties:\n  r2026.5e_1.pay: {outcome: does_not_apply, why: x}\n"
        ),
        "C r2026.5p.sanctions gives unknown",
    ),
    "sanction": (
        (
            "what: case\nid: C\non: 2026-11-20\n"
            "facts: {reference: A, announced_on: 2026-07-01, kind: services, cpv: ['85310000'], value_ore: 200000000}\n"
            "duties:\n  r2026.5e_1.pay: {outcome: applies, may_sanction: true, why: x}\n"
        ),
        "gives may_sanction: False. Expected True",
    ),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_case_is_told(kind: str, tmp_path: Path) -> None:
    text, want = WRONG[kind]
    told = write_case(tmp_path, text)
    assert told, "the case passed"
    assert any(re.search(want, line) for line in told), told
