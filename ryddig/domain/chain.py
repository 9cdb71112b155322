"""How many tiers stand under the supplier, and whether that is more than the contract may have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ryddig.domain.decision import Answer, Because
from ryddig.domain.duties import cite
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.words import N_

MAX_TIERS = "limits.chain_tiers"


class Role(StrEnum):
    """What a firm does in the chain. Pure goods suppliers do not count; whether staffing firms do is not settled."""

    WORK = "work"
    GOODS_ONLY = "goods_only"
    STAFFING = "staffing"


@dataclass(frozen=True, slots=True)
class Link:
    """One firm and the firm it works for (`under`; empty for the supplier itself)."""

    firm: str
    under: str = ""
    role: Role = Role.WORK


@dataclass(frozen=True, slots=True)
class ChainLength:
    """Tiers under the supplier: `sure` counts firms that work, `with_staffing` hired labour too. `line`: longest."""

    sure: int
    with_staffing: int
    line: tuple[str, ...]


def chain_length(links: Iterable[Link]) -> ChainLength:
    """Length of the longest vertical line under the supplier. Raises UserCanFix for a ring or a firm with no place."""
    by_firm = {link.firm: link for link in links}
    lines = [_line(link, by_firm) for link in by_firm.values()]
    longest = max(lines, key=lambda line: _count(line, staffing=True), default=())
    return ChainLength(
        sure=max((_count(line, staffing=False) for line in lines), default=0),
        with_staffing=max((_count(line, staffing=True) for line in lines), default=0),
        line=tuple(link.firm for link in longest),
    )


def judge_chain(links: Iterable[Link], *, book: Book, started_on: date, agreed: int | None = None) -> Because:
    """Whether the chain is short enough. `agreed`: a higher or lower maximum that the contract itself states.

    Unknown when only a staffing firm makes it too long, and before the rule existed.
    """
    series = book.strictest(MAX_TIERS, started_on)
    entry = series.at(started_on)
    limit = agreed if agreed is not None else entry.value if entry else None
    length = chain_length(links)
    if entry is None or type(limit) is not int:
        return Because("chain_length", Answer.UNKNOWN, ("chain",), None, series.id)
    answer = Answer.YES
    if length.with_staffing > limit:
        answer = Answer.NO if length.sure > limit else Answer.UNKNOWN
    return cite(Because("chain_length", answer, ("chain",), limit), series.id, entry)


def _line(link: Link, by_firm: Mapping[str, Link]) -> tuple[Link, ...]:
    line = [link]
    while line[-1].under:
        above = by_firm.get(line[-1].under)
        if above is None or above in line:
            raise UserCanFix(
                "chain.broken",
                N_("The chain does not lead from %(firm)s up to the supplier."),
                hint=N_("State which firm it works for."),
                params={"firm": link.firm},
            )
        line.append(above)
    return tuple(reversed(line))


def _count(line: tuple[Link, ...], *, staffing: bool) -> int:
    """Tiers below the supplier in one vertical line."""
    counted = [link for link in line[1:] if link.role is Role.WORK or (staffing and link.role is Role.STAFFING)]
    return len(counted)
