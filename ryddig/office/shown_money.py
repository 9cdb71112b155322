"""Claims, ledgers and terms in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from ryddig.domain.ledger import Balance
from ryddig.office.desk import Desk
from ryddig.records.deviations.ledger import balance_of
from ryddig.records.deviations.ledger_models import LedgerEntry, MoneyClaim
from ryddig.records.deviations.ledger_queries import MoneyTotals
from ryddig.records.deviations.models import ContractTerm
from ryddig.records.deviations.term_facts import known_told, term_facts, term_told
from ryddig.reports.formats import day, kroner
from ryddig.reports.labels import label
from ryddig.reports.money_said import arithmetic_said, term_said

DAYS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ShownTerm:
    """A term in one line, with its own words and place."""

    id: int
    kind: str
    said: str
    text: str
    place: str
    by: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of the ledger."""

    kind: str
    days: str
    amount: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A term in use: how it is worked out, what it stands at today, and every line. `days`: the last days that
    counted, each with the sum so far."""

    id: int
    kind: str
    place: str
    text: str
    state: str
    arithmetic: tuple[str, ...]
    sums: tuple[tuple[str, str], ...]
    open_ore: int
    held_ore: int
    to_pay_out: str
    days: tuple[tuple[str, str, str], ...]
    lines: tuple[ShownLine, ...]
    is_stopped: bool
    reason: str
    by: str


def term(row: ContractTerm) -> ShownTerm:
    """A term as registered."""
    by = gettext("registered by %(name)s on %(day)s") % {"name": row.registered_by, "day": day(row.registered_on)}
    return ShownTerm(row.pk, label("term_kind", row.kind), term_said(term_facts(row)), row.text, row.place, by)


def totals(found: MoneyTotals) -> list[tuple[str, str]]:
    """What the buyer's deviations come to; nothing where there is none."""
    if not found.deviations:
        return []
    return [
        (gettext("Owed to workers"), kroner(found.owed_ore)),
        (gettext("Paid back, documented"), kroner(found.paid_back_ore)),
    ]


def claims(rows: Iterable[MoneyClaim], desk: Desk) -> list[ShownClaim]:
    """Each claim as it stands today."""
    return [_claim(row, desk.on) for row in rows]


def _claim(row: MoneyClaim, on: date) -> ShownClaim:
    facts, known, now = term_told(row.told), known_told(row.told), balance_of(row, on=on)
    entries = list(row.entries.all())
    return ShownClaim(
        id=row.pk,
        kind=label("term_kind", facts.kind.value),
        place=facts.place,
        text=facts.text,
        state=label("claim_state", now.accrual.state.value),
        arithmetic=tuple(arithmetic_said(facts, known, now.accrual, until=on)),
        sums=_sums(now, on),
        open_ore=now.open_ore,
        held_ore=now.held_ore,
        to_pay_out=kroner(now.to_pay_out_ore) if now.to_pay_out_ore else "",
        days=tuple(
            (day(one.on, "short"), kroner(one.ore), kroner(one.total_ore)) for one in now.accrual.days[-DAYS_SHOWN:]
        ),
        lines=tuple(_line(entry) for entry in entries),
        is_stopped=any(entry.kind == LedgerEntry.Kind.STOPPED for entry in entries),
        reason=row.reason,
        by=gettext("%(name)s, %(day)s") % {"name": row.actor, "day": day(row.on)},
    )


def _sums(now: Balance, on: date) -> tuple[tuple[str, str], ...]:
    named = (
        (gettext("Comes to by %(day)s") % {"day": day(on)}, now.accrued_ore),
        (gettext("Deducted"), now.deducted_ore),
        (gettext("Paid out"), now.released_ore),
        (gettext("Waived"), now.waived_ore),
        (gettext("Held now"), now.held_ore),
        (gettext("Can be deducted now"), now.open_ore),
    )
    return tuple((name, kroner(ore)) for name, ore in named)


def _line(entry: LedgerEntry) -> ShownLine:
    days = day(entry.last) if entry.first == entry.last else f"{day(entry.first)} – {day(entry.last)}"
    by = gettext("%(name)s, %(day)s") % {"name": entry.actor, "day": day(entry.on)}
    return ShownLine(label("entry", entry.kind), days, kroner(entry.ore) if entry.ore else "", entry.reason, by)
