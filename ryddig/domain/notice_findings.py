"""What a person should look at in a procurement, told with the places it was read. Questions, never verdicts.

Amounts are compared as they are stated. Where one side says it holds VAT and the other does not say, the finding
carries the doubt in words, with the figure without VAT. Amounts in another currency than NOK are told, not compared.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ryddig.domain.findings import Finding
from ryddig.domain.notice_chain import (
    Chain,
    RowsRelation,
    SourceReason,
    Sureness,
    cancellations_as_names,
    rows_and_total,
    stated_total,
)
from ryddig.domain.notice_keys import without_call
from ryddig.domain.notices import Amount, Cell, Firm, Note, Notice, RowOutcome, Vat
from ryddig.domain.words import N_, Message

_Stated = tuple[Notice, Cell[Amount], Amount]


@dataclass(frozen=True, slots=True)
class NoticeFinding(Finding):
    """A finding on notices. `facts` are `file#path`; `reasons` those with the raw text; `doubt` may explain it."""

    reasons: tuple[SourceReason, ...] = ()
    doubt: Message | None = None


def chain_findings(chain: Chain) -> tuple[NoticeFinding, ...]:
    """Every finding on one procurement, in the order of `CHECKS`."""
    return tuple(finding for check in CHECKS for finding in check(chain))


def _award_above(chain: Chain) -> Iterator[NoticeFinding]:
    notice = chain.announcement
    if notice is None:
        return
    limit = _stated(notice, notice.ceiling or notice.high)
    estimate = _stated(notice, notice.estimate)
    for award in chain.awards:
        awarded = _stated(award, stated_total(award))
        if awarded is None:
            continue
        if limit is not None:
            yield from _above(awarded, limit, code="award.above_ceiling", name="ceiling")
        elif estimate is not None:
            yield from _above(awarded, estimate, code="award.above_estimate", name="estimate")


def _above(awarded: _Stated, limit: _Stated, *, code: str, name: str) -> Iterator[NoticeFinding]:
    ore, most = awarded[2].ore, limit[2].ore
    if ore is None or most is None or ore <= most:
        return
    reasons = (_place(awarded[0], awarded[1]), _place(limit[0], limit[1]))
    doubt = _vat_doubt(awarded[2], limit[2])
    yield _finding(code, _ABOVE[name], reasons, params={"awarded": ore, name: most}, doubt=doubt)


def _vat_doubt(awarded: Amount, limit: Amount) -> Message | None:
    net = awarded.without_vat
    if awarded.vat is not Vat.INCLUDED or limit.vat is Vat.INCLUDED or net is None:
        return None
    params = {"percent": awarded.vat_percent, "net": net.hundredths}
    if net.hundredths <= limit.hundredths:
        return Message(
            N_("The award says it holds %(percent)s %% VAT. Without VAT it is NOK %(net)s, not above."), params
        )
    return Message(
        N_("The award says it holds %(percent)s %% VAT. Without VAT it is NOK %(net)s, still above."), params
    )


def _other_currency(chain: Chain) -> Iterator[NoticeFinding]:
    for link in chain.links:
        notice = link.notice
        stated = (notice.estimate, notice.high, notice.ceiling, stated_total(notice))
        for cell in {cell.path: cell for cell in stated if cell and cell.value and cell.value.ore is None}.values():
            text = N_("The notice states %(amount)s, which is not in kroner; it is not compared.")
            yield _finding("amount.other_currency", text, (_place(notice, cell),), params={"amount": cell.raw})


def _cancelled(chain: Chain) -> Iterator[NoticeFinding]:
    if chain.cancelled is not None:
        notice = _holder(chain, chain.cancelled)
        text = N_("The procurement was cancelled: %(said)s.")
        yield _finding(
            "procurement.cancelled", text, (_place(notice, chain.cancelled),), params={"said": chain.cancelled.raw}
        )


def _cancellation_as_winner(chain: Chain) -> Iterator[NoticeFinding]:
    for notice in chain.results:
        for cell in cancellations_as_names(notice):
            text = N_("Where the supplier's name should stand, the notice says “%(said)s”. It is not a supplier.")
            yield _finding("award.cancellation_as_winner", text, (_place(notice, cell),), params={"said": cell.raw})


def _winner_not_named(chain: Chain) -> Iterator[NoticeFinding]:
    for notice in chain.results:
        for row in notice.rows:
            if row.outcome is RowOutcome.UNNAMED:
                said = row.why.raw if row.why else ""
                text = N_("An award names no supplier; where the name should stand it says “%(said)s”.")
                reason = SourceReason(Message(text, {"said": said}), notice.name, row.path, said)
                yield _finding("award.winner_not_named", text, (reason,), params={"said": said})


def _rows_against_total(chain: Chain) -> Iterator[NoticeFinding]:
    for notice in chain.results:
        rows = rows_and_total(notice)
        if rows.total is None or rows.total.value is None or rows.rows_sum is None or rows.rows_sum.ore is None:
            continue
        params = {"rows": rows.counted, "sum": rows.rows_sum.ore, "total": rows.total.value.ore}
        reasons = (_place(notice, rows.total),)
        if rows.relation is RowsRelation.REPEATED:
            text = N_("The total of NOK %(total)s is repeated on each of %(rows)s winners: shared, not added up.")
            yield _finding("award.ceiling_repeated", text, reasons, params=params)
        if rows.relation is RowsRelation.EXCEEDS:
            text = N_("%(rows)s award rows add up to NOK %(sum)s; the stated total is NOK %(total)s.")
            told = N_("One value per lot adds up to the total: each lot's value is repeated on its winners.")
            doubt = Message(told, {}) if rows.one_per_lot else None
            yield _finding("award.rows_exceed_total", text, reasons, params=params, doubt=doubt)


def _value_missing(chain: Chain) -> Iterator[NoticeFinding]:
    for notice in chain.results:
        valued = any(cell and cell.value for row in notice.rows for cell in (row.value, row.estimate))
        if notice.awarded_rows and stated_total(notice) is None and not valued:
            text = N_("The award states no value, neither in all nor per row.")
            yield _finding("value.missing", text, (SourceReason(Message(text, {}), notice.name),))


def _term_missing(chain: Chain) -> Iterator[NoticeFinding]:
    told = [link.notice for link in chain.links]
    lots = [lot.term for notice in told for lot in notice.lots]
    if chain.cancelled is None and chain.results and not any(term.stated for term in (*(n.term for n in told), *lots)):
        text = N_("No notice says how long the contract lasts.")
        reasons = tuple(SourceReason(Message(text, {}), notice.name) for notice in told)
        yield _finding("term.missing", text, reasons)


def _no_number(chain: Chain) -> Iterator[NoticeFinding]:
    for notice in chain.results:
        without = [firm for row in notice.awarded_rows for firm in row.winners if _nameless(firm)]
        names = tuple(dict.fromkeys(firm.name.value or firm.name.raw for firm in without))
        if names:
            text = N_("%(count)s suppliers stand without an organisation number that can be used.")
            reasons = tuple(_place(notice, firm.orgnr or firm.name) for firm in without)
            yield _finding("supplier.no_number", text, reasons, params={"count": len(names), "names": names})


def _nameless(firm: Firm) -> bool:
    return firm.foreign_id is None and (firm.orgnr is None or firm.orgnr.value is None)


def _checksum(chain: Chain) -> Iterator[NoticeFinding]:
    for link in chain.links:
        wrong = [cell for cell in link.notice.remarks if Note.ORGNR_CHECKSUM in cell.notes]
        for raw, cell in {cell.raw: cell for cell in reversed(wrong)}.items():
            text = N_("The organisation number %(number)s fails its check digit, so one digit at least is wrong.")
            yield _finding("orgnr.checksum", text, (_place(link.notice, cell),), params={"number": raw})


def _no_announcement(chain: Chain) -> Iterator[NoticeFinding]:
    if chain.announcement is not None:
        return
    for notice in chain.awards:
        if not without_call(notice) and chain.cancelled is None:
            text = N_("The announcement of this award is not among the notices.")
            yield _finding("award.no_announcement", text, (SourceReason(Message(text, {}), notice.name),))


def _to_confirm(chain: Chain) -> Iterator[NoticeFinding]:
    for link in chain.links:
        if link.sureness is Sureness.PROPOSED:
            text = N_("%(file)s is held to belong here by likeness only; a person must confirm it.")
            yield _finding("chain.to_confirm", text, link.reasons, params={"file": link.notice.name})


def _case_changed(chain: Chain) -> Iterator[NoticeFinding]:
    for link in chain.links:
        for reason in link.reasons:
            if {"old", "new"} <= reason.message.params.keys():
                yield _finding(
                    "chain.case_number_changed", reason.message.text, (reason,), params=reason.message.params
                )


def _buyer_kind(chain: Chain) -> Iterator[NoticeFinding]:
    for buyer in chain.main.buyers[:1]:
        said, shown = buyer.kind, buyer.kind_by_name
        if said is not None and shown is not None and said.value is not shown:
            text = N_("%(name)s states its kind as %(said)s, but the name says %(shown)s. Thresholds depend on it.")
            params = {"name": buyer.firm.name.value, "said": said.raw, "shown": shown.value}
            yield _finding("buyer.kind_unclear", text, (_place(chain.main, said),), params=params)


def _unreadable(chain: Chain) -> Iterator[NoticeFinding]:
    for link in chain.links:
        for cell in link.notice.remarks:
            if Note.UNREADABLE in cell.notes:
                text = N_("“%(said)s” could not be read.")
                yield _finding("field.unreadable", text, (_place(link.notice, cell),), params={"said": cell.raw})


def _modified_how(chain: Chain) -> Iterator[NoticeFinding]:
    for link in chain.links:
        if link.notice.modification is not None and not link.notice.modification.says_what:
            text = N_("The notice says that the contract was changed, but not what.")
            reason = SourceReason(Message(text, {}), link.notice.name)
            yield _finding("modification.without_content", text, (reason,))


def _stated(notice: Notice, cell: Cell[Amount] | None) -> _Stated | None:
    return (notice, cell, cell.value) if cell is not None and cell.value is not None else None


def _holder(chain: Chain, cell: Cell[str]) -> Notice:
    """The notice whose cell this is."""
    held = (link.notice for link in chain.links if cell is link.notice.cancelled or _in_rows(link.notice, cell))
    return next(held, chain.main)


def _in_rows(notice: Notice, cell: Cell[str]) -> bool:
    return any(row.why is cell for row in notice.rows)


def _place(notice: Notice, cell: Cell[object]) -> SourceReason:
    message = Message(N_("%(file)s says “%(said)s”."), params={"file": notice.name, "said": cell.raw})
    return SourceReason(message, notice.name, cell.path, cell.raw)


def _finding(
    code: str,
    text: str,
    reasons: tuple[SourceReason, ...],
    *,
    params: Mapping[str, object] | None = None,
    doubt: Message | None = None,
) -> NoticeFinding:
    places = tuple(f"{reason.file}#{reason.path}" if reason.path else reason.file for reason in reasons)
    return NoticeFinding(code, Message(text, params or {}), places, reasons, doubt)


_ABOVE = {
    "ceiling": N_("Awarded NOK %(awarded)s, but the announced ceiling was NOK %(ceiling)s."),
    "estimate": N_("Awarded NOK %(awarded)s, but the announced estimate was NOK %(estimate)s."),
}
CHECKS: tuple[Callable[[Chain], Iterator[NoticeFinding]], ...] = (
    _award_above,
    _other_currency,
    _cancelled,
    _cancellation_as_winner,
    _winner_not_named,
    _rows_against_total,
    _value_missing,
    _term_missing,
    _no_number,
    _checksum,
    _no_announcement,
    _to_confirm,
    _case_changed,
    _buyer_kind,
    _unreadable,
    _modified_how,
)
