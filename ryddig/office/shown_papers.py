"""Papers about a supplier as the page shows them; tax data only to those who may read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from ryddig.domain.papers import PaperKind
from ryddig.office.desk import Desk
from ryddig.office.shown_sources import paper_said
from ryddig.records.accounts.access import Action
from ryddig.records.evidence.models import Paper
from ryddig.records.evidence.paper_queries import may_read_paper
from ryddig.records.followup.papers import action_for
from ryddig.reports.formats import day, kroner
from ryddig.reports.labels import label
from ryddig.reports.telling import Reason


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """One paper. `says` is empty where the person may not read it; `hidden` says so."""

    id: int
    said: str
    says: tuple[str, ...]
    hidden: bool
    contract_id: int
    contract: str
    by: str
    file: int | None
    kept_at: str
    run_out: bool
    withdrawn: str
    may_withdraw: bool
    reasons: tuple[Reason, ...]


def papers(rows: Iterable[Paper], desk: Desk) -> list[ShownPaper]:
    """Papers in words, as they come."""
    return [_paper(row, desk) for row in rows]


def _paper(row: Paper, desk: Desk) -> ShownPaper:
    readable = may_read_paper(desk.actor, row)
    unit = row.contract.unit_id
    there = row.evidence is not None and row.evidence.shredded_on is None
    may_open = readable and there and desk.may(Action.READ_EVIDENCE, unit)
    facts = {"tax_certificate_dated": row.dated, "register_status": row.status}
    return ShownPaper(
        id=row.pk,
        said=paper_said(row, desk.on),
        says=tuple(_says(row)) if readable else (),
        hidden=not readable,
        contract_id=row.contract_id,
        contract=row.contract.title,
        by=gettext("%(name)s, %(day)s") % {"name": row.registered_by, "day": day(row.registered_on)},
        file=row.evidence_id if may_open else None,
        kept_at=row.kept_at,
        run_out=row.valid_until is not None and row.valid_until < desk.on,
        withdrawn=_withdrawn(row),
        may_withdraw=row.withdrawn_on is None and desk.may(action_for(PaperKind(row.kind)), unit),
        reasons=desk.teller.reasons(row.because, facts),
    )


def _says(row: Paper) -> Iterable[str]:
    if row.status:
        yield label("register_status", row.status)
    if row.arrears_ore is not None:
        owed = gettext("Owes %(sum)s in tax and VAT") % {"sum": kroner(row.arrears_ore)}
        yield owed if row.arrears_ore else gettext("No arrears of tax or VAT")
    if row.returns_missing is not None:
        yield gettext("A return that was due is missing") if row.returns_missing else gettext("No return is missing")


def _withdrawn(row: Paper) -> str:
    if row.withdrawn_on is None:
        return ""
    params = {"name": row.withdrawn_by, "day": day(row.withdrawn_on), "why": row.withdrawn_why}
    return gettext("Withdrawn by %(name)s, %(day)s: %(why)s") % params
