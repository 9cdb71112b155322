"""The chain of subcontractors as the page shows it: the tree, what waits, what was, and how long it may be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext

from ryddig.domain.chain import Link, chain_length
from ryddig.domain.chain_tree import Branch, Limits, TierRule, tree
from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.office.desk import Desk
from ryddig.records.contracts.models import Contract
from ryddig.records.lookups.queries import last_answers, open_signal_counts
from ryddig.records.reviews.chain import at_work, limits_of, links_of, links_with
from ryddig.records.reviews.chain_models import ChainFirm
from ryddig.reports.formats import day
from ryddig.reports.labels import label
from ryddig.reports.telling import Reason

State = ChainFirm.State
COLOURS: Final[Mapping[str, str]] = {"asked": "info", "approved": "success", "refused": "danger", "ended": "neutral"}
OUTCOMES: Final[Mapping[TierRule, tuple[str, str]]] = {
    TierRule.WITHIN: (N_("The chain is within the limit."), "success"),
    TierRule.TOO_LONG: (N_("The chain is longer than it may be."), "danger"),
    TierRule.NOT_SETTLED: (N_("It is not settled whether the chain is too long."), "warning"),
    TierRule.NO_LIMIT: (N_("No rule on this contract limits the tiers."), "neutral"),
}


@dataclass(frozen=True, slots=True)
class Length:
    """How long a chain is, and whether that is too long."""

    said: str
    colour: str
    reasons: tuple[Reason, ...]
    too_long: bool


@dataclass(frozen=True, slots=True)
class ShownFirm:
    """A firm in the chain. `tier`: in words, empty for a goods supplier. `depth`: how far in it stands.

    `signals`: open register signals. `asked`: the day the register last answered. `length`: what the chain comes to
    with it, for one that waits. `lines`: what was decided, and why.
    """

    row: ChainFirm
    state: str
    colour: str
    role: str
    tier: str
    depth: int
    under: str
    signals: int
    asked: str
    startbank: str
    lines: tuple[str, ...]
    late: bool = False
    length: Length | None = None


@dataclass(frozen=True, slots=True)
class ShownChain:
    """The whole of it. `past`: refused and ended firms, the newest first."""

    length: Length
    tiers: int | None
    live: tuple[ShownFirm, ...]
    waiting: tuple[ShownFirm, ...]
    past: tuple[ShownFirm, ...]


def chain(rows: Sequence[ChainFirm], contract: Contract, desk: Desk) -> ShownChain:
    """The chain of a contract from all of its rows."""
    limits = limits_of(contract, desk.book, on=desk.on)
    living = [row for row in rows if row.is_live]
    by_id = {str(row.pk): row for row in living}
    shower = _Shower(desk, living)
    branches = [(by_id[branch.firm], branch) for branch in tree(links_of(living)) if branch.firm in by_id]
    working = at_work(living)
    return ShownChain(
        length=_length(limits, links_of(working), desk),
        tiers=_tiers(working),
        live=tuple(shower.firm(row, branch) for row, branch in branches),
        waiting=tuple(
            shower.firm(row, branch, length=_length(limits, links_with(row, living), desk))
            for row, branch in branches
            if row.state == State.ASKED
        ),
        past=tuple(shower.firm(row) for row in reversed(rows) if not row.is_live),
    )


def _length(limits: Limits, links: list[Link], desk: Desk) -> Length:
    try:
        outcome, because = limits.judged(links)
    except UserCanFix:
        outcome, because = TierRule.NOT_SETTLED, None
    said, colour = OUTCOMES[outcome]
    reasons = desk.teller.reasons([because], {}) if because is not None else ()
    return Length(gettext(said), colour, reasons, outcome is TierRule.TOO_LONG)


def _tiers(rows: list[ChainFirm]) -> int | None:
    try:
        return chain_length(links_of(rows)).sure
    except UserCanFix:
        return None


class _Shower:
    """Shows firms, with what the registers say of them."""

    def __init__(self, desk: Desk, living: Iterable[ChainFirm]) -> None:
        ids = [row.supplier_id for row in living]
        self._on: date = desk.on
        self._desk = desk
        self._signals = open_signal_counts(desk.actor, ids)
        self._asked = last_answers(desk.actor, ids)

    def firm(self, row: ChainFirm, branch: Branch | None = None, *, length: Length | None = None) -> ShownFirm:
        """One firm in words."""
        counts = branch is not None and branch.tier and row.role != "goods_only"
        return ShownFirm(
            row=row,
            state=label("chain_state", row.state),
            colour=COLOURS[row.state],
            role=label("chain_role", row.role),
            tier=gettext("tier %(number)s") % {"number": branch.tier} if branch is not None and counts else "",
            depth=min(branch.depth, 5) if branch is not None else 0,
            under=(row.under.supplier if row.under is not None else row.head).name,
            signals=self._signals.get(row.supplier_id, 0),
            asked=day(self._asked.get(row.supplier_id), "short"),
            startbank=_startbank(row.startbank),
            lines=tuple(self._lines(row)),
            late=row.state == State.ASKED and row.answer_by is not None and row.answer_by < self._on,
            length=length,
        )

    def _lines(self, row: ChainFirm) -> Iterator[str]:
        if row.seen_on is not None:
            yield gettext("A list of %(day)s shows it at work.") % {"day": day(row.seen_on)}
        if row.replaces is not None and row.state == State.ASKED:
            yield gettext("Comes in the place of %(firm)s.") % {"firm": row.replaces.supplier.name}
        if row.decided_on is not None:
            yield _decided(row)
        if row.rule:
            yield gettext("Under: %(rule)s.") % {"rule": self._desk.teller.name(row.rule)}
        if row.clause:
            yield gettext("The contract: %(clause)s") % {"clause": row.clause}
        if row.unforeseen:
            yield gettext("Unforeseen events made more tiers than the limit necessary.")
        if row.reason:
            yield gettext("Reason: %(reason)s") % {"reason": row.reason}
        if row.ended_on is not None:
            yield _ended(row)


def _decided(row: ChainFirm) -> str:
    text = gettext("Refused by %(name)s on %(day)s.")
    if row.state != State.REFUSED:
        text = gettext("Approved by %(name)s on %(day)s.")
    return text % {"name": row.decided_by, "day": day(row.decided_on)}


def _ended(row: ChainFirm) -> str:
    why = gettext(row.ended_why) if row.ended_why else ""
    said = gettext("Out of the chain since %(day)s.") % {"day": day(row.ended_on)}
    return f"{said} {why}".strip()


def _startbank(told: Mapping[str, Any]) -> str:
    """`StartBANK: Godkjent, until 31 Jan 2027 (list of 20 Nov 2026)`; empty when no list has told."""
    if not told.get("status"):
        return ""
    until = gettext(", until %(day)s") % {"day": day(told["valid_to"], "short")} if told.get("valid_to") else ""
    of = gettext("list of %(day)s") % {"day": day(told.get("on"), "short")}
    return f"StartBANK: {told['status']}{until} ({of})"
