"""Lists of firms from HMSREG, StartBANK and self-reports: compared with the chain, shown, and taken in by a person."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import transaction

from ryddig.domain.chain import Role, chain_length
from ryddig.domain.chain_tree import TOP, Difference, KnownFirm, ListedAs, ListedFirm, compare_chain
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.names import fold
from ryddig.domain.screening import Screener
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, require
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.reviews import events
from ryddig.records.reviews.chain import (
    FirmAsked,
    Ground,
    approve_firm,
    ask_for_firm,
    end_firm,
    let_tiers_count,
    links_of,
    live,
    need_contract,
)
from ryddig.records.reviews.chain_models import ChainFirm, ChainList
from ryddig.records.reviews.chain_refused import propose_refused

HMSREG: Final = "hmsreg_chain"
STARTBANK: Final = "startbank"
SELF_REPORT: Final = "self_report"
OF_CHAIN: Final = (HMSREG, SELF_REPORT)
NOT_STATED: Final = N_("No longer stated in the self-report.")
_NEW: Final = (ListedAs.NEW, ListedAs.BACK)


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list as the door read it. `firms`: those of a chain. `statuses`: key → what StartBANK says, in its own words.
    `notes`: what was not understood, as plain problems. `head_id`: the supplier whose chain it is, where the list is of
    one supplier's only. `told`: key → `role` and `task`, where the list tells them."""

    kind: str
    file_name: str
    sha256: str
    firms: tuple[ListedFirm, ...] = ()
    statuses: Mapping[str, Mapping[str, str]] | None = None
    notes: tuple[Mapping[str, Any], ...] = ()
    head_id: int | None = None
    told: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose for one firm of the list. `above`: TOP, or the key of the firm it works for."""

    take: bool
    above: str = ""


def key_of(orgnr: str, name: str) -> str:
    """What tells a firm from another in a list: its number, else its folded name."""
    return orgnr or fold(name)


def preview_list(*, actor: Actor, contract_id: int, read: ListRead, on: date) -> ChainList:
    """Compare a list with the chain and keep the differences. The chain is not touched.

    Raises UserCanFix for a list of another kind, or without firms.
    """
    contract = Contract.objects.visible_to(actor).get(id=contract_id)
    require(actor, Action.RECORD_CONTROL, Case.of(contract))
    if read.kind not in (*OF_CHAIN, STARTBANK) or not (read.firms or read.statuses):
        hint = N_("Export the firms of the project from HMSREG, or suppliers with status from StartBANK.")
        raise UserCanFix("chain.no_list", N_("The file holds no list of firms in a chain."), hint=hint)
    rows = list(live(actor, contract_id))
    report = {
        "differences": _differences(contract, read, rows),
        "statuses": _statuses(read, rows),
        "head": read.head_id,
        "told": dict(read.told),
    }
    return ChainList.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        kind=read.kind,
        file_name=read.file_name[:255],
        sha256=read.sha256,
        report={**report, "notes": list(read.notes)},
        seen=_seen(rows),
        actor_id=actor.user_id,
        on=on,
    )


def _differences(contract: Contract, read: ListRead, rows: list[ChainFirm]) -> list[dict[str, Any]]:
    if read.kind not in OF_CHAIN:
        return []
    past = (
        ChainFirm.objects.visible_to(contract).filter(contract=contract).select_related("supplier", "under__supplier")
    )
    known = {one.key: one for one in (_known(row) for row in past.order_by("id") if not row.is_live)}
    known |= {one.key: one for one in (_known(row) for row in rows if read.head_id in (None, row.head_id))}
    firms = Supplier.objects.visible_to(contract).filter(
        contract_links__contract=contract, contract_links__role="supplier"
    )
    own = frozenset(key for firm in firms for key in (firm.orgnr or "", fold(firm.name)) if key)
    return [plain(one) for one in compare_chain(read.firms, known, own)]


def _known(row: ChainFirm) -> KnownFirm:
    above = TOP if row.under is None else _key(row.under)
    return KnownFirm(_key(row), row.supplier.name, above, row.is_live)


def _key(row: ChainFirm) -> str:
    return key_of(row.supplier.orgnr or "", row.supplier.name)


def _statuses(read: ListRead, rows: list[ChainFirm]) -> list[dict[str, Any]]:
    said = read.statuses or {}
    found = ((row, said[_key(row)]) for row in rows if _key(row) in said)
    return [
        {"firm": row.pk, "name": row.supplier.name, "before": row.startbank, "after": dict(now)} for row, now in found
    ]


def _seen(rows: Iterable[ChainFirm]) -> dict[str, int]:
    return {str(row.pk): row.version for row in rows}


@transaction.atomic
def store_list(
    *,
    actor: Actor,
    list_id: int,
    choices: Mapping[str, Choice],
    screener: Screener,
    on: date,
    approved: str = "",
) -> ChainList:
    """Take in what a person chose. `approved`: where it stands that the new firms are approved already; empty asks for
    approval of each.

    Raises UserCanFix when the list was used, when the chain has changed since, or for a place that cannot be.
    """
    row = _waiting(actor, list_id)
    need_contract(actor, row.contract_id, Action.RECORD_CONTROL)
    if _seen(live(actor, row.contract_id)) != row.seen:
        hint = N_("Read the file again and look at the new differences.")
        raise UserCanFix("chain.list_outdated", N_("The chain has changed since this list was read."), hint=hint)
    back = {one["key"] for one in row.report["differences"] if one["how"] == ListedAs.BACK}
    counts = {"refused": _propose(row, back, actor=actor, book=screener.book, on=on)}
    counts |= _take_in(row, choices, actor=actor, screener=screener, on=on, approved=approved.strip())
    for one in row.report["statuses"]:
        ChainFirm.objects.visible_to(actor).filter(id=one["firm"]).update(startbank={**one["after"], "on": str(on)})
    let_tiers_count(actor, row.contract_id, screener=screener, on=on)
    row.state = ChainList.State.STORED
    row.save(update_fields=["state"])
    details = {"kind": row.kind, "sha256": row.sha256, **counts}
    record_event(Entry(events.LIST_STORED, "contract", row.contract_id, details=details), actor=actor, on=on)
    return row


def _propose(row: ChainList, back: Collection[str], *, actor: Actor, book: Book, on: date) -> int:
    firms = ChainFirm.objects.visible_to(actor).filter(contract_id=row.contract_id).select_related("supplier")
    listed = {firm.supplier_id for firm in firms if _key(firm) in back}
    return propose_refused(actor, row.contract_id, keys=listed, book=book, on=on)


def _waiting(actor: Actor, list_id: int) -> ChainList:
    rows = ChainList.objects.visible_to(actor).select_for_update(no_key=True, of=("self",))
    row = rows.get(id=list_id)
    if row.state != ChainList.State.PREVIEW:
        raise UserCanFix(
            "chain.list_used", N_("This list was already taken in or put away."), hint=N_("Read it again.")
        )
    return row


def _take_in(
    row: ChainList, choices: Mapping[str, Choice], *, actor: Actor, screener: Screener, on: date, approved: str
) -> dict[str, int]:
    listed = [(_difference(one), choices.get(one["key"], Choice(take=False))) for one in row.report["differences"]]
    taken = [(one, choice) for one, choice in listed if choice.take]
    new = [one for one, _ in taken if one.how in _NEW]
    book = screener.book
    by_key = {_key(firm): firm for firm in live(actor, row.contract_id)}
    for one in new:
        asked = _asked(row, one)
        by_key[one.key] = ask_for_firm(
            author=actor, contract_id=row.contract_id, asked=asked, book=book, on=on, origin=ChainFirm.Origin.LIST
        )
    moved = [_place(one, choice, by_key) for one, choice in taken if one.how is not ListedAs.GONE]
    chain_length(links_of(list(live(actor, row.contract_id))))
    on_list = [by_key[one.key].pk for one, _ in listed if one.how is not ListedAs.GONE and one.key in by_key]
    ChainFirm.objects.visible_to(actor).filter(id__in=on_list).update(seen_on=on)
    gone = [by_key[one.key] for one, _ in taken if one.how is ListedAs.GONE and one.key in by_key]
    for firm in sorted(gone, key=lambda firm: -firm.pk):
        why = NOT_STATED if row.kind == SELF_REPORT else row.file_name
        end_firm(author=actor, firm_id=firm.pk, why=why, screener=screener, on=on)
    if approved:
        _approve(row, [by_key[one.key].pk for one in new], actor=actor, screener=screener, on=on, where=approved)
    return {"new": len(new), "moved": sum(moved), "ended": len(gone)}


def _asked(row: ChainList, one: Difference) -> FirmAsked:
    told = row.report.get("told", {}).get(one.key, {})
    role = Role(told["role"]) if told.get("role") in set(Role) else Role.WORK
    return FirmAsked(one.name, one.orgnr, role=role, task=told.get("task", ""), head=row.report.get("head"))


def _difference(stored: Mapping[str, Any]) -> Difference:
    return Difference(**{**stored, "how": ListedAs(stored["how"])})


def _place(one: Difference, choice: Choice, by_key: Mapping[str, ChainFirm]) -> bool:
    """Put the firm under the one that was chosen. Returns whether a firm that was there has moved."""
    above = choice.above or one.above
    firm, over = by_key[one.key], by_key.get(above)
    if above != TOP and over is None:
        text = N_("Nothing says which firm %(name)s works for.")
        hint = N_("Choose the firm above, and take that one in too.")
        raise UserCanFix("chain.no_place", text, hint=hint, params={"name": one.name})
    before = firm.under_id
    under = over.pk if over is not None else None
    if before != under:
        version = firm.version if one.how in _NEW else firm.version + 1
        ChainFirm.objects.visible_to(firm).filter(id=firm.pk).update(under=under, version=version)
    return before != under and one.how not in _NEW


def _approve(row: ChainList, ids: list[int], *, actor: Actor, screener: Screener, on: date, where: str) -> None:
    """Each new firm after the one it works for."""
    waiting = {firm.pk: firm for firm in live(actor, row.contract_id) if firm.pk in ids}
    while waiting:
        ready = [firm for firm in waiting.values() if firm.under_id not in waiting]
        for firm in ready:
            ground = Ground(where)
            approve_firm(actor=actor, firm_id=firm.pk, version=firm.version, ground=ground, screener=screener, on=on)
            del waiting[firm.pk]


@transaction.atomic
def discard_list(*, actor: Actor, list_id: int) -> ChainList:
    """Put a list away; what was read from it goes."""
    row = _waiting(actor, list_id)
    need_contract(actor, row.contract_id, Action.RECORD_CONTROL)
    row.state, row.report = ChainList.State.DISCARDED, {}
    row.save(update_fields=["state", "report"])
    return row
