"""How the measures of a plan go, and what was measured at its places: rows written once, from the supplier or from the
buyer's person."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Max

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Actor, Guest
from ryddig.records.deviations import events
from ryddig.records.deviations.models import Deviation, Measure, MeasureProgress, ProductionSite, SiteResult
from ryddig.records.deviations.stepping import files_of, record, touched
from ryddig.records.deviations.supplier_side import of_supplier
from ryddig.records.evidence.models import Evidence

OF_SUPPLIER: Final = (Measure.State.STARTED, Measure.State.DONE)
TEXT_LENGTH: Final = 2000


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures from a place on a day. None: not told."""

    workers: int | None = None
    trained: int | None = None
    sessions: int | None = None
    representatives: int | None = None
    meetings: int | None = None


@transaction.atomic
def report_progress(
    *,
    author: Actor | Guest,
    measure_id: int,
    state: str,
    on: date,
    note: str = "",
    evidence_id: int | None = None,
) -> MeasureProgress:
    """A measure is started, done, seen done, or dropped. The supplier says the first two; that the proof is seen, and
    that a measure may be dropped, the buyer says with a note."""
    measure = Measure.objects.visible_to(author).get(id=measure_id)
    deviation = of_supplier(author, measure.deviation_id, None)
    if state not in Measure.State.values or state == Measure.State.PLANNED:
        raise UserCanFix("measure.no_such_state", N_("Choose how far the measure has come."))
    if isinstance(author, Guest) and state not in OF_SUPPLIER:
        raise UserCanFix("measure.not_yours", N_("The buyer says when the proof is seen."))
    if state in (Measure.State.VERIFIED, Measure.State.DROPPED) and not note.strip():
        raise UserCanFix("reason.missing", N_("Write the reason: it is kept and shown with the decision."))
    last = MeasureProgress.objects.visible_to(author).filter(measure=measure).aggregate(last=Max("number"))["last"]
    row = MeasureProgress.objects.create(
        organisation_id=deviation.organisation_id,
        measure=measure,
        number=(last or 0) + 1,
        on=on,
        state=state,
        note=note.strip()[:TEXT_LENGTH],
        evidence=_evidence(author, deviation, evidence_id),
        actor_id=author.user_id,
        by_link=author.link_id if isinstance(author, Guest) else None,
    )
    measure.state = state
    measure.save(update_fields=["state"])
    touched(deviation)
    details = {"measure": measure.number, "measure_state": state}
    record(events.MEASURE_PROGRESS, deviation, by=author, on=on, details=details)
    return row


@transaction.atomic
def report_site_result(
    *,
    author: Actor | Guest,
    site_id: int,
    measured: Measured,
    on: date,
    result: str = "",
    evidence_id: int | None = None,
) -> SiteResult:
    """What was measured at a place. Raises UserCanFix for figures that cannot be."""
    site = ProductionSite.objects.visible_to(author).get(id=site_id)
    deviation = of_supplier(author, site.deviation_id, None)
    figures = asdict(measured)
    if not result.strip() and all(figure is None for figure in figures.values()):
        raise UserCanFix("site.nothing_measured", N_("Give at least one figure, or write what came of it."))
    everybody = measured.workers if measured.workers is not None else site.workers
    if everybody is not None and (measured.trained or 0) > everybody:
        text = N_("%(trained)s trained are more than the %(workers)s who work there.")
        raise UserCanFix("site.too_many", text, params={"trained": measured.trained, "workers": everybody})
    last = SiteResult.objects.visible_to(author).filter(site=site).aggregate(last=Max("number"))["last"]
    row = SiteResult.objects.create(
        organisation_id=deviation.organisation_id,
        site=site,
        number=(last or 0) + 1,
        on=on,
        result=result.strip()[:TEXT_LENGTH],
        evidence=_evidence(author, deviation, evidence_id),
        actor_id=author.user_id,
        by_link=author.link_id if isinstance(author, Guest) else None,
        **figures,
    )
    touched(deviation)
    record(events.SITE_RESULT, deviation, by=author, on=on, details={"site": site.number, **figures})
    return row


def _evidence(author: Actor | Guest, deviation: Deviation, evidence_id: int | None) -> Evidence | None:
    if evidence_id is None:
        return None
    return files_of(author, deviation).get(id=evidence_id)
