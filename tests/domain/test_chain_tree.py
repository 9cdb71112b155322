"""The tree of a chain, whether one firm more is too many, and what a list from elsewhere changes."""

from datetime import date

import pytest

from ryddig.domain.chain import Link, Role
from ryddig.domain.chain_tree import (
    TOP,
    KnownFirm,
    Limits,
    ListedAs,
    ListedFirm,
    TierRule,
    compare_chain,
    tree,
)
from ryddig.domain.decision import Outcome
from ryddig.reports.law import law_for

STARTED = date(2026, 8, 1)


def chain(*firms: str, last: Role = Role.WORK) -> list[Link]:
    """Each firm under the one before."""
    above = (TOP, *firms)
    links = [Link(firm, above[at], last if firm == firms[-1] else Role.WORK) for at, firm in enumerate(firms)]
    return [Link(TOP), *links]


def limits(duty: Outcome = Outcome.APPLIES, agreed: int | None = None) -> Limits:
    return Limits(law_for([]).book, STARTED, agreed, duty, "r2026.5k.chain")


def test_each_firm_stands_after_the_one_it_works_for() -> None:
    links = [Link("a", TOP), Link("b", TOP), Link("c", "a"), Link("d", "c", Role.GOODS_ONLY), Link("lost", "nobody")]
    found = [(one.firm, one.tier, one.depth) for one in tree(links)]
    assert found == [("a", 1, 0), ("c", 2, 1), ("d", 2, 2), ("b", 1, 0), ("lost", 0, 0)]


@pytest.mark.parametrize(
    ("links", "bounds", "expected"),
    [
        (chain("a", "b"), limits(), TierRule.WITHIN),
        (chain("a", "b", "c"), limits(), TierRule.TOO_LONG),
        (chain("a", "b", "c", last=Role.GOODS_ONLY), limits(), TierRule.WITHIN),
        (chain("a", "b", "c", last=Role.STAFFING), limits(), TierRule.NOT_SETTLED),
        (chain("a", "b", "c"), limits(agreed=3), TierRule.WITHIN),
        (chain("a", "b"), limits(Outcome.DOES_NOT_APPLY, agreed=1), TierRule.TOO_LONG),
        (chain("a", "b", "c"), limits(Outcome.DOES_NOT_APPLY), TierRule.NO_LIMIT),
        (chain("a", "b", "c"), limits(Outcome.UNKNOWN), TierRule.NOT_SETTLED),
    ],
)
def test_one_firm_more_is_judged_by_law_and_contract(links: list[Link], bounds: Limits, expected: TierRule) -> None:
    assert bounds.judged(links)[0] is expected


def test_an_unverified_rule_is_never_broken() -> None:
    early = Limits(law_for([]).book, date(2017, 6, 1), None, Outcome.APPLIES)
    assert early.judged(chain("a", "b", "c"))[0] is TierRule.NOT_SETTLED


def test_a_list_tells_what_is_new_moved_back_and_gone() -> None:
    listed = [
        ListedFirm("top", "top", "Supplier", 1),
        ListedFirm("a", "a", "A", 2),
        ListedFirm("b", "b", "B", 3, above="a"),
        ListedFirm("c", "c", "C", 2, above="top"),
        ListedFirm("d", "d", "D", 2),
        ListedFirm("e", "e", "E", 3),
    ]
    known = {
        "c": KnownFirm("c", "C", "a", live=True),
        "d": KnownFirm("d", "D", TOP, live=False),
        "a": KnownFirm("a", "A", TOP, live=True),
        "z": KnownFirm("z", "Z", TOP, live=True),
    }
    found = {one.key: (one.how, one.above) for one in compare_chain(listed, known, frozenset({"top"}))}
    assert found == {
        "a": (ListedAs.SAME, TOP),
        "b": (ListedAs.NEW, "a"),
        "c": (ListedAs.MOVED, TOP),
        "d": (ListedAs.BACK, TOP),
        "e": (ListedAs.NEW, ""),
        "z": (ListedAs.GONE, ""),
    }
