"""Why notices belong together, and the chain they make: every tie that holds is told, and what speaks against."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ryddig.domain.notice_chain import Chain, Link, LinkBy, Role, SourceReason, Sureness, all_cancelled
from ryddig.domain.notice_keys import (
    OPENS,
    buyer_keys,
    case_number,
    likeness,
    own_keys,
    reference_key,
    ties,
)
from ryddig.domain.notices import Cell, Notice, NumberKind, RefersTo, Stage
from ryddig.domain.words import N_, Message

_ROLES = {
    Stage.PLANNING: Role.PLANNING,
    Stage.INTENTION: Role.INTENTION,
    Stage.AWARD: Role.AWARD,
    Stage.CORRECTION: Role.CORRECTION,
    Stage.MODIFICATION: Role.MODIFICATION,
}
_CERTAIN = frozenset({LinkBy.DOFFIN_NUMBER, LinkBy.TED_NUMBER, LinkBy.NOTICE_ID, LinkBy.PROCEDURE_ID})
_KINDS = {
    NumberKind.DOFFIN.value: LinkBy.DOFFIN_NUMBER,
    NumberKind.TED.value: LinkBy.TED_NUMBER,
    NumberKind.NOTICE_ID.value: LinkBy.NOTICE_ID,
}
_Evidence = tuple[LinkBy, SourceReason]


def chain_of(members: list[Notice], planning: tuple[Notice, ...], *, one_of_several: bool) -> Chain:
    """The chain of notices already held to be one procurement."""
    roles = _roles(members)
    ordered = sorted(members, key=lambda notice: (str(notice.announced_on or "9"), notice.reference, notice.name))
    first = next((notice for notice in ordered if roles[id(notice)] is Role.ANNOUNCEMENT), ordered[0])
    links = _links(ordered, roles, first, one_of_several=one_of_several)
    ahead = [Link(notice, Role.PLANNING, tuple(_planned_by(notice, members))) for notice in planning]
    return Chain((*ahead, *links), _ted_number(members), _cancelled(members))


def _roles(members: list[Notice]) -> dict[int, Role]:
    replaced = {key for notice in members for key in _changed(notice)}
    openers = [notice for notice in members if notice.stage in OPENS]
    newest = max(openers, key=lambda notice: (str(notice.announced_on or ""), _version(notice)), default=None)
    versions = _newest_versions(members)
    roles: dict[int, Role] = {}
    for notice in members:
        version = versions.get(notice.notice_id.raw, "") if notice.notice_id is not None else ""
        if notice.stage in OPENS:
            roles[id(notice)] = Role.ANNOUNCEMENT if notice is newest else Role.SUPERSEDED
        elif version > _version(notice) or replaced.intersection(own_keys(notice)):
            roles[id(notice)] = Role.SUPERSEDED
        else:
            roles[id(notice)] = _ROLES.get(notice.stage, Role.OTHER)
    return roles


def _changed(notice: Notice) -> Iterator[tuple[str, str]]:
    for reference in notice.references:
        if reference.to is RefersTo.CHANGED_NOTICE and (key := reference_key(reference)) is not None:
            yield key


def _newest_versions(members: list[Notice]) -> dict[str, str]:
    newest: dict[str, str] = {}
    for notice in members:
        if notice.notice_id is not None:
            newest[notice.notice_id.raw] = max(newest.get(notice.notice_id.raw, ""), _version(notice))
    return newest


def _version(notice: Notice) -> str:
    return notice.version.raw.zfill(4) if notice.version else ""


def _links(ordered: list[Notice], roles: dict[int, Role], first: Notice, *, one_of_several: bool) -> list[Link]:
    """Each notice with what ties it to the first, or to one that is itself tied to the first."""
    done: dict[int, Link] = {id(first): Link(first, roles[id(first)])}
    for notice in sorted(ordered, key=lambda each: _sureness(_ties_of(_evidence(each, first))).doubt):
        if notice is not first:
            done[id(notice)] = _link(notice, first, role=roles[id(notice)], tied=list(done.values())[1:_THROUGH])
    links = [done[id(notice)] for notice in ordered]
    return [_doubted(link) if one_of_several else link for link in links]


def _link(notice: Notice, first: Notice, *, role: Role, tied: list[Link]) -> Link:
    evidence = list(_evidence(notice, first))
    sure = _sureness(_ties_of(evidence))
    for other in tied if sure is not Sureness.CERTAIN else ():
        through = list(_evidence(notice, other.notice))
        weaker = max(_sureness(_ties_of(through)), other.sureness, key=lambda each: each.doubt)
        if through and (weaker.doubt < sure.doubt or not evidence):
            evidence, sure = [*through, *evidence], weaker
    reasons = [reason for _, reason in evidence]
    if (against := _case_changed(notice, first)) is not None:
        reasons.append(against)
    return Link(notice, role, _ties_of(evidence), sure, tuple(reasons))


def _doubted(link: Link) -> Link:
    if link.sureness is Sureness.CERTAIN or not link.reasons:
        return link
    text = N_("The buyer has several announcements that fit; the likest and latest was taken.")
    reason = SourceReason(Message(text, {}), link.notice.name)
    return replace(link, sureness=Sureness.PROPOSED, reasons=(*link.reasons, reason))


def _ties_of(evidence: Iterable[_Evidence]) -> tuple[LinkBy, ...]:
    return tuple(dict.fromkeys(by for by, _ in evidence))


def _sureness(by: tuple[LinkBy, ...]) -> Sureness:
    if _CERTAIN.intersection(by):
        return Sureness.CERTAIN
    return Sureness.STRONG if LinkBy.FILE_REFERENCE in by else Sureness.PROPOSED


def _evidence(notice: Notice, other: Notice) -> Iterator[_Evidence]:
    yield from _by_number(notice, other)
    yield from _by_number(other, notice)
    yield from _by_shared(notice, other)
    if not set(buyer_keys(notice)).intersection(buyer_keys(other)):
        return
    number = case_number(notice)
    if number is not None and number == case_number(other) and notice.file_reference is not None:
        text = N_("Both notices hold the buyer's case number %(number)s.")
        yield LinkBy.FILE_REFERENCE, _reason(text, notice, notice.file_reference, number=notice.file_reference.raw)
    if (alike := _alike(notice, other)) is not None:
        yield LinkBy.LIKENESS, alike


def _by_number(notice: Notice, other: Notice) -> Iterator[_Evidence]:
    own = set(own_keys(other))
    for reference in notice.references:
        key = reference_key(reference)
        if key in own and key is not None:
            text = N_("%(file)s points at notice %(number)s.")
            yield _KINDS[key[0]], _reason(text, notice, reference.number, file=notice.name, number=key[1])


def _by_shared(notice: Notice, other: Notice) -> Iterator[_Evidence]:
    shared = {key for key in ties(notice) if key[0] in {NumberKind.TED, "procedure"}}.intersection(ties(other))
    for kind, value in sorted(shared):
        if kind == "procedure" and notice.procedure_id is not None:
            text = N_("Both notices hold the procedure id %(number)s.")
            yield LinkBy.PROCEDURE_ID, _reason(text, notice, notice.procedure_id, number=value)
        cells = (each.number for each in notice.references if each.number.value == value)
        for cell in list(cells)[:1]:
            text = N_("Both notices point at the announcement's TED number %(number)s.")
            yield LinkBy.TED_NUMBER, _reason(text, notice, cell, number=value)


def _alike(notice: Notice, other: Notice) -> SourceReason | None:
    if not (notice.title and other.title and notice.title.value and other.title.value):
        return None
    share = round(100 * likeness(notice.title.value, other.title.value))
    days = [each.announced_on for each in (notice, other)]
    text = N_("Same buyer, titles %(share)s %% alike, announced %(first)s and %(second)s.")
    params = {"share": share, "first": other.announced_on, "second": notice.announced_on}
    return _reason(text, notice, notice.title, **params) if share >= _ALIKE_SHOWN and None not in days else None


def _case_changed(notice: Notice, first: Notice) -> SourceReason | None:
    old, new = case_number(first), case_number(notice)
    if old is None or new is None or old == new or notice.file_reference is None:
        return None
    text = N_("The buyer's case number differs: %(old)s in the announcement, %(new)s here.")
    return _reason(text, notice, notice.file_reference, old=old, new=new)


def _planned_by(plan: Notice, members: Iterable[Notice]) -> Iterator[LinkBy]:
    own = set(own_keys(plan))
    for notice in members:
        for reference in notice.references:
            key = reference_key(reference)
            if key is not None and key in own:
                yield _KINDS[key[0]]


def _ted_number(members: list[Notice]) -> Cell[str] | None:
    for notice in members:
        if notice.stage in OPENS and notice.ted_number is not None and notice.ted_number.value:
            return notice.ted_number
    for notice in members:
        for reference in notice.references:
            if reference.to is RefersTo.ANNOUNCEMENT and reference.kind is NumberKind.TED and reference.number.value:
                return reference.number
    return None


def _cancelled(members: list[Notice]) -> Cell[str] | None:
    if any(notice.awarded_rows for notice in members):
        return None
    told = next((notice.cancelled for notice in members if notice.cancelled is not None), None)
    return told or next((cell for cell in map(all_cancelled, members) if cell is not None), None)


def _reason(text: str, notice: Notice, cell: Cell[str], **params: object) -> SourceReason:
    return SourceReason(Message(text, params), notice.name, cell.path, cell.raw)


_ALIKE_SHOWN = 72
_THROUGH = 20
