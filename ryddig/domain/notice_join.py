"""Which notices tell of the same procurement.

Three passes, surest first: numbers that point from one notice to another; the buyer's own case number; buyer, title and
date. Each pass looks only at what the one before left without an announcement, inside the same buyer, so the work grows
with the number of notices and not with its square. The order of the input does not matter.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from ryddig.domain.notice_chain import Chain
from ryddig.domain.notice_evidence import chain_of
from ryddig.domain.notice_keys import (
    OPENS,
    buyer_keys,
    case_number,
    likeness,
    own_keys,
    planning_keys,
    ties,
    title_words,
    without_call,
)
from ryddig.domain.notices import Notice, NumberKind, RefersTo, Stage

_ALIKE = 0.72
_WINDOW_DAYS = 1100
_RARE_WORDS = 6
_PER_WORD = 40
_ORPHANS = frozenset({Stage.AWARD, Stage.CORRECTION})


@dataclass(slots=True)
class _Group:
    """Notices held together so far."""

    members: list[Notice]
    opener: Notice | None = None
    cancelled: bool = False
    ted: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    one_of_several: bool = False

    @property
    def orphan(self) -> Notice | None:
        """The first award or correction of a group that has no announcement."""
        if self.opener is not None:
            return None
        return next((each for each in self.members if each.stage in _ORPHANS), None)


@dataclass(slots=True)
class _Shelf:
    """Announcements of one buyer that share a case number or a title word, by date."""

    days: list[date] = field(default_factory=list)
    groups: list[_Group] = field(default_factory=list)

    def latest_before(self, day: date | None) -> list[_Group]:
        """The last announcements up to `day`, newest first."""
        end = len(self.days) if day is None else bisect_right(self.days, day)
        return self.groups[max(0, end - _PER_WORD) : end][::-1]


_Shelves = dict[tuple[str, str], _Shelf]
_Labels = Callable[[Notice], Iterable[str]]
_Choose = Callable[[_Group, list[_Group]], tuple[_Group | None, bool]]


def join_notices(notices: Iterable[Notice]) -> tuple[Chain, ...]:
    """Chains of notices, oldest first. Every notice is in at least one chain; the same file given twice counts once."""
    groups = _tied(sorted({notice.digest: notice for notice in _named_order(notices)}.values(), key=_order))
    _adopt(groups, _case_labels, _best_case)
    _adopt(groups, _title_labels, _best_alike)
    planning = {key: group for group in groups for key in _planning_only(group)}
    chains: list[Chain] = []
    used: set[int] = set()
    for group in groups:
        plans = [planning[key] for notice in group.members for key in planning_keys(notice) if key in planning]
        used.update(id(plan) for plan in plans if plan is not group)
        ahead = {plan.members[0].digest: plan.members[0] for plan in plans if plan is not group}
        if group.members:
            chains.append(chain_of(group.members, tuple(ahead.values()), one_of_several=group.one_of_several))
    alone = {group.members[0].digest for group in groups if id(group) in used and group.members}
    return tuple(chain for chain in chains if not (len(chain.links) == 1 and chain.links[0].notice.digest in alone))


def _named_order(notices: Iterable[Notice]) -> list[Notice]:
    return sorted(notices, key=lambda notice: notice.name, reverse=True)


def _order(notice: Notice) -> tuple[date, str, str, str]:
    version = notice.version.raw if notice.version else ""
    return notice.announced_on or date.max, notice.reference, version, notice.name


def _tied(notices: list[Notice]) -> list[_Group]:
    """Groups of notices that share a number."""
    parents = list(range(len(notices)))

    def top(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    seen: dict[tuple[str, str], int] = {}
    for at, notice in enumerate(notices):
        for key in ties(notice):
            first, second = sorted((top(seen.setdefault(key, at)), top(at)))
            parents[second] = first
    found: dict[int, list[Notice]] = {}
    for at, notice in enumerate(notices):
        found.setdefault(top(at), []).append(notice)
    return [_group(members) for members in found.values()]


def _group(members: list[Notice]) -> _Group:
    openers = [notice for notice in members if notice.stage in OPENS]
    ted = {value for notice in members for kind, value in ties(notice) if kind == NumberKind.TED}
    stopped = any(notice.cancelled for notice in members)
    told = {
        reference.number.value
        for notice in members
        for reference in notice.references
        if reference.to is RefersTo.ANNOUNCEMENT and reference.kind is NumberKind.DOFFIN and reference.number.value
    }
    return _Group(members, openers[-1] if openers else None, stopped, frozenset(ted), frozenset(told))


def _planning_only(group: _Group) -> Iterator[tuple[str, str]]:
    if len(group.members) == 1 and group.members[0].stage is Stage.PLANNING:
        yield from own_keys(group.members[0])


def _adopt(groups: list[_Group], labels: _Labels, choose: _Choose) -> None:
    """Give each group without announcement the one that `choose` picks among those shelved under the same labels."""
    shelves = _shelves(groups, labels)
    for group in groups:
        if group.orphan is None:
            continue
        found = {id(each): each for each in _candidates(group, shelves, labels)}
        chosen, several = choose(group, list(found.values()))
        if chosen is not None:
            chosen.members.extend(group.members)
            chosen.ted |= group.ted
            chosen.one_of_several |= several
            group.members = []
    groups[:] = [group for group in groups if group.members]


def _shelves(groups: list[_Group], labels: _Labels) -> _Shelves:
    """The announcements under each buyer and label. Groups come in date order, so each shelf is in date order too."""
    shelves: _Shelves = {}
    dated = [(group.opener.announced_on or date.max, group) for group in groups if group.opener is not None]
    for day, group in sorted(dated, key=lambda pair: pair[0]):
        opener = group.opener
        for buyer in buyer_keys(opener) if opener is not None else ():
            for label in labels(opener) if opener is not None else ():
                shelf = shelves.setdefault((buyer, label), _Shelf())
                shelf.days.append(day)
                shelf.groups.append(group)
    return shelves


def _candidates(group: _Group, shelves: _Shelves, labels: _Labels) -> Iterator[_Group]:
    for notice in group.members[:_PER_WORD]:
        keys = [(buyer, label) for buyer in buyer_keys(notice) for label in labels(notice)]
        found = sorted((shelves[key] for key in keys if key in shelves), key=lambda shelf: len(shelf.groups))
        for shelf in found[:_RARE_WORDS]:
            yield from (each for each in shelf.latest_before(notice.announced_on) if _agrees(group, each))


def _agrees(group: _Group, other: _Group) -> bool:
    """False when a number in the group says that its announcement is another one."""
    opener = other.opener
    if opener is None or (group.ted and other.ted and not group.ted & other.ted):
        return False
    number = opener.number.value if opener.number else None
    return number is None or not group.told or number in group.told


def _case_labels(notice: Notice) -> Iterable[str]:
    number = case_number(notice)
    return (number,) if number else ()


def _best_case(group: _Group, candidates: list[_Group]) -> tuple[_Group | None, bool]:
    """Of announcements with the same case number: not a cancelled one, the likest title, the latest."""
    orphan = group.orphan
    ranked = sorted(candidates, key=lambda each: (not each.cancelled, *_score(orphan, each)), reverse=True)
    if orphan is None or not ranked:
        return None, False
    if orphan.stage is Stage.CORRECTION:
        ranked.sort(key=lambda each: _score(orphan, each), reverse=True)
    return ranked[0], sum(not each.cancelled for each in ranked) > 1


def _best_alike(group: _Group, candidates: list[_Group]) -> tuple[_Group | None, bool]:
    """Of the buyer's announcements in the three years before: the likest title, if it is like enough."""
    orphan = group.orphan
    fit = [each for each in candidates if orphan is not None and _in_time(orphan, each)]
    ranked = sorted(((*_score(orphan, each), each) for each in fit), key=lambda found: found[:2], reverse=True)
    ranked = [found for found in ranked if found[0] >= _ALIKE]
    return (ranked[0][2], len(ranked) > 1) if ranked else (None, False)


def _score(orphan: Notice | None, group: _Group) -> tuple[float, date]:
    """Likeness in tenths, so that a newer announcement wins over an older one that is hardly more alike."""
    opener = group.opener
    if orphan is None or opener is None:
        return 0.0, date.min
    titles = [notice.title.value if notice.title and notice.title.value else "" for notice in (orphan, opener)]
    return round(likeness(titles[0], titles[1]), 1), opener.announced_on or date.min


def _in_time(orphan: Notice, group: _Group) -> bool:
    opener = group.opener
    if opener is None or opener.announced_on is None or orphan.announced_on is None:
        return False
    if (orphan.announced_on - opener.announced_on).days > _WINDOW_DAYS:
        return False
    years = {int(number.rpartition("-")[2]) for number in _ted_numbers(orphan)}
    return not years or bool(years & {opener.announced_on.year, opener.announced_on.year + 1})


def _ted_numbers(notice: Notice) -> tuple[str, ...]:
    """The TED numbers a notice is tied to."""
    return tuple(value for kind, value in ties(notice) if kind == NumberKind.TED)


def _title_labels(notice: Notice) -> Iterable[str]:
    if without_call(notice) or notice.title is None:
        return ()
    return title_words(notice.title.value or "")
