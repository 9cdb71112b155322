"""A list from HMSREG or StartBANK as the page shows it: what differs, and what a person must say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext

from ryddig.domain.chain_tree import TOP
from ryddig.domain.words import N_, Message
from ryddig.office.desk import Desk
from ryddig.records.contracts.models import Supplier
from ryddig.records.reviews.chain_lists import SELF_REPORT, ListRead, key_of
from ryddig.records.reviews.chain_models import ChainFirm, ChainList
from ryddig.reports.formats import day, orgnr

HOW: Final[Mapping[str, tuple[str, str]]] = {
    "new": (N_("Not in the chain"), "warning"),
    "moved": (N_("Works for another firm"), "warning"),
    "back": (N_("Refused or ended, but in the list"), "danger"),
    "gone": (N_("In the chain, not in the list"), "info"),
    "same": (N_("As it is"), "neutral"),
}
TAKE: Final[Mapping[str, str]] = {
    "new": N_("Take it into the chain"),
    "moved": N_("Move it"),
    "back": N_("Take it into the chain again"),
    "gone": N_("Take it out of the chain"),
}
KINDS: Final[Mapping[str, str]] = {"hmsreg_chain": "HMSREG", "startbank": "StartBANK"}
STATED: Final[Mapping[str, tuple[str, str]]] = {
    "asked": (N_("waits for your answer"), "info"),
    "approved": (N_("approved"), "success"),
    "refused": (N_("refused"), "danger"),
    "ended": (N_("out of the chain"), "warning"),
    "": (N_("not in the chain"), "warning"),
}


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """One firm. `at`: its place in the report. `take`: words beside the box, empty where nothing is to be done."""

    at: int
    name: str
    orgnr: str
    how: str
    colour: str
    take: str
    ticked: bool
    before: str
    above: str
    asks_above: bool


@dataclass(frozen=True, slots=True)
class ShownStatus:
    """What StartBANK says of a firm in the chain, and what the list before said."""

    name: str
    now: str
    before: str


@dataclass(frozen=True, slots=True)
class ShownStated:
    """What the supplier states of its chain: the day, and each firm with how it stands here. `differs`: some firm is
    not approved here, or one here is not stated."""

    day: str
    supplier: str
    firms: tuple[tuple[str, str, str, str], ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list. `places`: keys and names of the firms one may work for. `has_new`: some firm is not in the chain."""

    source: str
    differences: tuple[ShownDifference, ...]
    same: int
    statuses: tuple[ShownStatus, ...]
    notes: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    has_new: bool
    waits: bool


def shown_list(row: ChainList, desk: Desk, *, rows: Iterable[ChainFirm], heads: Sequence[Supplier]) -> ShownList:
    """A list with its differences, those to decide about only."""
    found = list(enumerate(row.report.get("differences", ())))
    names = {key_of(one.supplier.orgnr or "", one.supplier.name): one.supplier.name for one in rows if one.is_live}
    names |= {one["key"]: one["name"] for _, one in found if one["how"] != "gone"}
    top = heads[0].name if heads else gettext("the supplier")
    places = ((TOP, top), *names.items())
    return ShownList(
        source=_source(row),
        differences=tuple(_difference(at, one, dict(places)) for at, one in found if one["how"] != "same"),
        same=sum(one["how"] == "same" for _, one in found),
        statuses=tuple(_status(one) for one in row.report.get("statuses", ())),
        notes=tuple(_note(one, desk) for one in row.report.get("notes", ())),
        places=places,
        has_new=any(one["how"] in ("new", "back") for _, one in found),
        waits=row.state == ChainList.State.PREVIEW,
    )


def _source(row: ChainList) -> str:
    if row.kind == SELF_REPORT:
        return gettext("The self-report of %(day)s") % {"day": day(row.file_name)}
    return f"{KINDS.get(row.kind, row.kind)}: {row.file_name}"


def stated(read: ListRead | None, rows: Iterable[ChainFirm], heads: Sequence[Supplier]) -> ShownStated | None:
    """The firms of the newest self-report that names any: name, number, how it stands in the chain, and its colour."""
    if read is None:
        return None
    known = {key_of(row.supplier.orgnr or "", row.supplier.name): row for row in rows if row.head_id == read.head_id}
    states = {key: row.state for key, row in known.items()}
    firms = tuple((one.name, orgnr(one.orgnr), *_state(states.get(one.key, ""))) for one in read.firms)
    unsaid = {key for key, row in known.items() if row.is_live} - {one.key for one in read.firms}
    differs = bool(unsaid) or any(states.get(one.key) not in ("asked", "approved") for one in read.firms)
    supplier = next((one.name for one in heads if one.pk == read.head_id), "")
    return ShownStated(day(read.file_name), supplier, firms, differs)


def _state(state: str) -> tuple[str, str]:
    said, colour = STATED[state]
    return gettext(said), colour


def _difference(at: int, one: Mapping[str, Any], names: Mapping[str, str]) -> ShownDifference:
    said, colour = HOW[one["how"]]
    return ShownDifference(
        at=at,
        name=one["name"],
        orgnr=orgnr(one.get("orgnr", "")),
        how=gettext(said),
        colour=colour,
        take=gettext(TAKE[one["how"]]),
        ticked=one["how"] in ("new", "moved") and one.get("above") in names,
        before=names.get(one.get("before", ""), "") if one["how"] == "moved" else "",
        above=one.get("above", ""),
        asks_above=one["how"] != "gone",
    )


def _status(one: Mapping[str, Any]) -> ShownStatus:
    return ShownStatus(one["name"], _said(one["after"]), _said(one["before"]))


def _said(told: Mapping[str, str]) -> str:
    parts = [told.get("status", ""), told.get("remark", "")]
    if told.get("valid_to"):
        parts.insert(1, gettext("until %(day)s") % {"day": day(told["valid_to"], "short")})
    return ", ".join(part for part in parts if part)


def _note(one: Mapping[str, Any], desk: Desk) -> str:
    if not one.get("text"):
        return gettext("Columns that were not understood: %(columns)s.") % dict(one["params"])
    return desk.teller.tell(Message(one["text"], one["params"]))
