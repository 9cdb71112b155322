"""The chain of subcontractors as a tree, whether one firm more is too many, and what a list from elsewhere tells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from ryddig.domain.chain import Link, Role, judge_chain
from ryddig.domain.decision import Answer, Because, Outcome
from ryddig.domain.law import Book, Status

TOP: Final = "supplier"
"""The key of the supplier itself in a chain of links."""


class TierRule(StrEnum):
    """What one firm more does to the chain."""

    WITHIN = "within"
    TOO_LONG = "too_long"
    NOT_SETTLED = "not_settled"
    NO_LIMIT = "no_limit"


@dataclass(frozen=True, slots=True)
class Limits:
    """What bounds the chain of one contract: the law where a duty of tiers applies, and what the contract states.

    `started_on`: the day that picks the entry. `agreed`: the contract's own maximum. `duty`: what was decided of the
    law's duty, and `rule` which one it is; empty when none is on the contract.
    """

    book: Book
    started_on: date
    agreed: int | None
    duty: Outcome
    rule: str = ""

    def judged(self, links: Iterable[Link]) -> tuple[TierRule, Because | None]:
        """Whether a chain is short enough, and the reason. Raises UserCanFix for a chain that does not hang together.

        Where it is open whether the law's limit applies, too many tiers are not settled rather than wrong.
        """
        if self.duty is Outcome.DOES_NOT_APPLY and self.agreed is None:
            return TierRule.NO_LIMIT, None
        reason = judge_chain(links, book=self.book, started_on=self.started_on, agreed=self.agreed)
        if reason.answer is Answer.YES:
            return TierRule.WITHIN, reason
        sure = self.agreed is not None or (self.duty is Outcome.APPLIES and reason.status is Status.OFFICIAL)
        return (TierRule.TOO_LONG if reason.answer is Answer.NO and sure else TierRule.NOT_SETTLED), reason


@dataclass(frozen=True, slots=True)
class Branch:
    """A firm in the tree. `tier`: how many tiers it lies under the supplier; a goods supplier makes none."""

    firm: str
    tier: int
    depth: int


def tree(links: Sequence[Link]) -> tuple[Branch, ...]:
    """The firms under the supplier, each after the one it works for, in the order given. A firm whose place is not
    known comes last, with tier 0."""
    below: dict[str, list[Link]] = {}
    for link in links:
        below.setdefault(link.under, []).append(link)
    found: list[Branch] = []
    waiting = [(link, 0, 0) for link in reversed(below.get(TOP, ()))]
    seen = {TOP}
    while waiting:
        link, tier, depth = waiting.pop()
        if link.firm in seen:
            continue
        seen.add(link.firm)
        here = tier + (link.role is not Role.GOODS_ONLY)
        found.append(Branch(link.firm, here, depth))
        waiting.extend((one, here, depth + 1) for one in reversed(below.get(link.firm, ())))
    lost = (link.firm for link in links if link.firm not in seen)
    return (*found, *(Branch(firm, 0, 0) for firm in lost))


class ListedAs(StrEnum):
    """How a firm in a list stands to the chain we know. `back`: it was refused or has ended, and is listed again."""

    NEW = "new"
    MOVED = "moved"
    BACK = "back"
    GONE = "gone"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class ListedFirm:
    """A firm as a list tells of it. `key`: its number, else its folded name. `above`: the key of the firm it works for;
    empty where the list does not tell."""

    key: str
    orgnr: str
    name: str
    tier: int | None = None
    above: str = ""


@dataclass(frozen=True, slots=True)
class KnownFirm:
    """A firm as the chain has it. `live`: asked for or approved."""

    key: str
    name: str
    above: str
    live: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One firm in list or chain. `above`: where the list places it, TOP or a key; empty when a person must say."""

    how: ListedAs
    key: str
    name: str
    orgnr: str = ""
    above: str = ""
    before: str = ""


def compare_chain(
    listed: Iterable[ListedFirm], known: Mapping[str, KnownFirm], suppliers: frozenset[str]
) -> tuple[Difference, ...]:
    """What a list would change, in the order of the list; then the firms that it no longer has.

    `suppliers`: keys of the contract's own suppliers. Tiers are counted from the supplier where the list has it, since
    lists begin at 0 or at 1.
    """
    firms = {one.key: one for one in listed}
    top = next((firms[key].tier for key in suppliers if key in firms and firms[key].tier is not None), None)
    found = [
        _compared(one, known.get(one.key), _place(one, suppliers, top))
        for one in firms.values()
        if one.key not in suppliers
    ]
    gone = (one for one in known.values() if one.live and one.key not in firms)
    return (*found, *(Difference(ListedAs.GONE, one.key, one.name, before=one.above) for one in gone))


def _place(one: ListedFirm, suppliers: frozenset[str], top: int | None) -> str:
    if one.above:
        return TOP if one.above in suppliers else one.above
    if one.tier is None:
        return ""
    return TOP if one.tier - (top or 0) == 1 else ""


def _compared(one: ListedFirm, known: KnownFirm | None, above: str) -> Difference:
    if known is None:
        how = ListedAs.NEW
    elif not known.live:
        how = ListedAs.BACK
    else:
        how = ListedAs.MOVED if above and above != known.above else ListedAs.SAME
    before = known.above if known is not None else ""
    return Difference(how, one.key, one.name, one.orgnr, above or before, before)
