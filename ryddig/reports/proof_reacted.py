"""The proof's chapters on reactions: what may be wrong, deviations step by step, letters, and kroner."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext

from ryddig.records.deviations.models import (
    Deviation,
    DeviationProposal,
    DeviationStep,
    LedgerEntry,
    Letter,
    Measure,
    Repayment,
    SanctionDecision,
)
from ryddig.records.dialogue.proof_rows import Reacted
from ryddig.reports.document import Entries, FactRow, Facts, Grid, Reasoned, Section
from ryddig.reports.formats import day, kroner
from ryddig.reports.labels import label
from ryddig.reports.proof_parts import Row, by, chapter, dated, lawbook, lines
from ryddig.reports.telling import Teller

State = DeviationProposal.State


def reacted(rows: Reacted, teller: Teller) -> Iterator[Section]:
    """Everything from what may be wrong to what was paid back."""
    yield _totals(rows)
    yield _proposals(rows.proposals, teller)
    for deviation in rows.deviations:
        yield _deviation(deviation, rows, teller)
    yield _letters(rows.letters)
    yield _repayments(rows.repayments)
    yield _ledger(rows.ledger)


def _totals(rows: Reacted) -> Section:
    name = gettext("Deviations in all")
    if not rows.deviations:
        return Section(name, gettext("No deviation has been opened."))
    states = [one.state for one in rows.deviations]
    told = (
        FactRow(gettext("Opened"), str(len(states))),
        FactRow(gettext("Open now"), str(states.count(Deviation.State.OPEN))),
        FactRow(gettext("Closed"), str(states.count(Deviation.State.CLOSED))),
        FactRow(gettext("Withdrawn"), str(states.count(Deviation.State.WITHDRAWN))),
        FactRow(gettext("Owed to workers"), kroner(sum(one.owed_ore for one in rows.deviations))),
        FactRow(gettext("Paid back to workers"), kroner(sum(one.ore for one in rows.repayments))),
    )
    return Section(name, blocks=(Facts(told),))


def _proposals(rows: Iterable[DeviationProposal], teller: Teller) -> Section:
    told = (
        (
            teller.tell({"text": row.text, "params": row.params}),
            lines(label("origin", row.origin).capitalize(), day(row.proposed_on, "short")),
            lines(str(row.get_state_display()).capitalize(), _number(row)),
            by(row.decided_by, row.decided_on) if row.decided_on else "",
            row.reason,
        )
        for row in rows
    )
    return chapter(
        gettext("What may be deviations, and what was decided"),
        told,
        none=gettext("Nothing has given reason to ask."),
        head=(gettext("What"), gettext("Found by"), gettext("Decision"), gettext("By"), gettext("Why")),
        widths=(5, 3, 3, 3, 4),
    )


def _number(row: DeviationProposal) -> str:
    return gettext("deviation no. %(number)s") % {"number": row.deviation.number} if row.deviation else ""


def _deviation(row: Deviation, rows: Reacted, teller: Teller) -> Section:
    steps = [one for one in rows.steps if one.deviation_id == row.pk]
    sanctions = tuple(_sanction(one, teller) for one in rows.sanctions if one.deviation_id == row.pk)
    name = gettext("Deviation no. %(number)s: %(title)s") % {"number": row.number, "title": row.title}
    head = (gettext("When"), gettext("What"), gettext("Who"), gettext("Why"), gettext("Rule"))
    table = Grid(head, tuple(_step(one, teller) for one in steps), (3, 4, 3, 5, 4))
    plan = _measures([one for one in rows.measures if one.deviation_id == row.pk])
    blocks = (Facts(_facts(row, teller)), *((Entries(sanctions),) if sanctions else ()), *plan, table)
    return Section(name, row.what, blocks)


def _measures(rows: Iterable[Measure]) -> tuple[Grid, ...]:
    """The action plan; nothing where there is none."""
    told = tuple(
        (lines(row.text, str(row.site or "")), row.owner, day(row.due_on, "short"), label("measure_state", row.state))
        for row in rows
    )
    head = (gettext("Measure"), gettext("Who does it"), gettext("Last day"), gettext("State"))
    return (Grid(head, told, (6, 3, 2, 3)),) if told else ()


def _facts(row: Deviation, teller: Teller) -> tuple[FactRow, ...]:
    told: Mapping[str, str] = {
        gettext("Firm"): str(row.firm),
        gettext("State"): lines(str(row.get_state_display()), dated("", row.closed_on).strip()),
        gettext("Gravity"): label("grade", row.grade),
        gettext("Requirement"): teller.name(row.rule) if row.rule else "",
        gettext("Place in the contract"): row.clause,
        gettext("How sure"): gettext("certain") if row.certain else gettext("in doubt"),
        gettext("Owed to workers"): kroner(row.owed_ore),
        gettext("Paid back to workers"): kroner(row.paid_back_ore),
    }
    return tuple(FactRow(name, value.replace("\n", ", ")) for name, value in told.items())


def _step(step: DeviationStep, teller: Teller) -> Row:
    if step.actor is not None:
        who = str(step.actor)
    else:
        who = gettext("the supplier") if step.by_link is not None else "Ryddig"
    rule = lines(teller.name(step.rule) if step.rule else "", lawbook(step.lawbook_version))
    due = dated(gettext("last day"), step.due_on)
    return day(step.on, "short"), lines(label("deviation_step", step.kind), due), who, step.reason, rule


def _sanction(row: SanctionDecision, teller: Teller) -> Reasoned:
    amount = kroner(row.amount_ore) if row.amount_ore is not None else ""
    told = (
        gettext("Proposed by %(who)s: %(why)s") % {"who": by(row.proposed_by, row.proposed_on), "why": row.reason},
        gettext("Decided by %(who)s. %(why)s")
        % {"who": by(row.confirmed_by, row.confirmed_on), "why": row.confirmed_reason}
        if row.confirmed_on
        else "",
        amount,
        dated(gettext("Lifted"), row.lifted_on),
        lawbook(row.lawbook_version),
    )
    text = " ".join(part for part in told if part)
    return Reasoned(teller.name(row.sanction), label("sanction_state", row.state), text, ())


def _letters(rows: Iterable[Letter]) -> Section:
    told = (
        (
            str(row.number),
            lines(label("letter", row.kind), row.subject),
            by(row.actor, row.on),
            lines(
                str(row.supplier),
                dated(gettext("Read by the supplier"), getattr(row, "opened", None) and row.opened.on),
            ),
            dated("", row.due_on).strip(),
            row.sha256[:12],
        )
        for row in rows
    )
    return chapter(
        gettext("Letters"),
        told,
        none=gettext("No letter has been sent."),
        head=(
            *(gettext("No."), gettext("Letter"), gettext("By")),
            *(gettext("To"), gettext("Last day"), "SHA-256"),
        ),
        widths=(1, 5, 3, 3, 3, 3),
    )


def _repayments(rows: Iterable[Repayment]) -> Section:
    shown = tuple(rows)
    told = (
        (
            gettext("deviation no. %(number)s") % {"number": row.deviation.number},
            kroner(row.ore),
            str(row.workers),
            day(row.paid_on, "short"),
            by(row.actor, row.on),
            lines(gettext("file kept here") if row.evidence_id else row.kept_at, row.reason),
        )
        for row in shown
    )
    return chapter(
        gettext("Paid back to workers"),
        told,
        none=gettext("Nothing has been paid back."),
        head=(
            *(gettext("For"), gettext("Kroner"), gettext("Workers")),
            *(gettext("Paid"), gettext("Noted by"), gettext("Documented by")),
        ),
        widths=(3, 2, 3, 2, 3, 3),
        text=gettext("In all: %(sum)s.") % {"sum": kroner(sum(row.ore for row in shown))},
    )


def _ledger(rows: Iterable[LedgerEntry]) -> Section:
    told = (
        (
            gettext("deviation no. %(number)s") % {"number": row.claim.deviation.number},
            lines(label("term_kind", row.claim.term.kind), row.claim.term.place),
            lines(label("entry", row.kind), f"{day(row.first, 'short')} – {day(row.last, 'short')}"),
            kroner(row.ore),
            lines(by(row.actor, row.on), row.reason),
        )
        for row in rows
    )
    return chapter(
        gettext("Money held back and claimed"),
        told,
        none=gettext("Nothing has been held back or claimed."),
        head=(gettext("For"), gettext("Term"), gettext("What"), gettext("Kroner"), gettext("By")),
        widths=(3, 4, 4, 2, 4),
    )
