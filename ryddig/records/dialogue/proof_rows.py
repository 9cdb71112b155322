"""Everything a contract's proof tells of: one query a field, however much there is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, F, Sum

from ryddig.records.accounts.access import Actor
from ryddig.records.audit.models import Event
from ryddig.records.audit.queries import history_of
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.models import Mail
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
from ryddig.records.dialogue.models import ChangeEntry, Evaluation, Meeting, MeetingDecision, TimeEntry
from ryddig.records.evidence.archiving import messages_of
from ryddig.records.evidence.models import ArchiveMessage
from ryddig.records.followup.models import PlanItem, RiskOverride, ScreeningRecord
from ryddig.records.followup.pay_models import PayControl, PayDecision, PayRun
from ryddig.records.reviews.audit_models import AuditCallOff
from ryddig.records.reviews.chain_models import ChainFirm
from ryddig.records.reviews.review_models import Review, ReviewItem
from ryddig.records.selfreports.models import SelfReportOutcome, SelfReportRequest
from ryddig.records.visits.models import Visit, VisitReport

MAILS: Final = 300
EVENTS: Final = 1000
"""So many are listed, the newest; how many there are is told."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Risk assessments, overrulings and what was planned of them, oldest first."""

    screenings: tuple[ScreeningRecord, ...]
    overrides: tuple[RiskOverride, ...]
    plan: tuple[PlanItem, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the supplier was asked and what came. `items`: documents of the reviews, by review."""

    mails: tuple[Mail, ...]
    mail_count: int
    self_reports: tuple[SelfReportRequest, ...]
    outcomes: Mapping[int, SelfReportOutcome]
    reviews: tuple[Review, ...]
    items: tuple[ReviewItem, ...]
    chain: tuple[ChainFirm, ...]


@dataclass(frozen=True, slots=True)
class Controlled:
    """Controls of pay and on site. `runs`: every run; `decided`: how many findings each control has a word on, by
    choice."""

    pay_controls: tuple[PayControl, ...]
    runs: tuple[PayRun, ...]
    decided: Mapping[tuple[int, str], int]
    visits: tuple[Visit, ...]
    reports: Mapping[int, VisitReport]
    audits: tuple[AuditCallOff, ...]


@dataclass(frozen=True, slots=True)
class Reacted:
    """Proposals, deviations with steps and sanctions, letters, and money."""

    proposals: tuple[DeviationProposal, ...]
    deviations: tuple[Deviation, ...]
    steps: tuple[DeviationStep, ...]
    sanctions: tuple[SanctionDecision, ...]
    letters: tuple[Letter, ...]
    repayments: tuple[Repayment, ...]
    ledger: tuple[LedgerEntry, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Talked:
    """Meetings with what was decided, changes, evaluations, and minutes spent by activity. The trust pulse proves
    nothing and is not read."""

    meetings: tuple[Meeting, ...]
    decisions: tuple[MeetingDecision, ...]
    changes: tuple[ChangeEntry, ...]
    evaluations: tuple[Evaluation, ...]
    minutes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ProofRows:
    """Rows of every chapter. `events`: the newest of the chain, oldest first; `event_count` of them all."""

    judged: Judged
    asked: Asked
    controlled: Controlled
    reacted: Reacted
    talked: Talked
    archived: tuple[ArchiveMessage, ...]
    events: tuple[Event, ...]
    event_count: int


def proof_rows(viewer: Actor, contract: Contract) -> ProofRows:
    """Rows of a contract of the viewer's own buyer."""
    events = history_of(viewer, "contract", contract.pk)
    return ProofRows(
        judged=_judged(viewer, contract),
        asked=_asked(viewer, contract),
        controlled=_controlled(viewer, contract),
        reacted=_reacted(viewer, contract),
        talked=_talked(viewer, contract),
        archived=tuple(messages_of(viewer, contract.pk).order_by("number")),
        events=tuple(reversed(events[:EVENTS])),
        event_count=events.count(),
    )


def _judged(viewer: Actor, contract: Contract) -> Judged:
    overrides = RiskOverride.objects.visible_to(viewer).filter(contract=contract)
    plan = PlanItem.objects.visible_to(viewer).filter(contract=contract)
    # the level is read out of the decision by the database, since a decision may be large and there may be many
    screenings = ScreeningRecord.objects.visible_to(viewer).filter(contract=contract).defer("facts", "decision")
    return Judged(
        screenings=tuple(
            screenings.annotate(level=F("decision__risk__level")).select_related("actor").order_by("version")
        ),
        overrides=tuple(overrides.select_related("actor").order_by("id")),
        plan=tuple(plan.select_related("done_by").order_by("due_on", "kind", "number")),
    )


def _asked(viewer: Actor, contract: Contract) -> Asked:
    mails = Mail.objects.visible_to(viewer).filter(contract=contract, supplier__isnull=False)
    requests = SelfReportRequest.objects.visible_to(viewer).filter(contract=contract)
    outcomes = SelfReportOutcome.objects.visible_to(viewer).filter(request__contract=contract)
    reviews = Review.objects.visible_to(viewer).filter(contract=contract)
    items = ReviewItem.objects.visible_to(viewer).filter(review__contract=contract)
    chain = ChainFirm.objects.visible_to(viewer).filter(contract=contract)
    return Asked(
        mails=tuple(reversed(mails.select_related("supplier").defer("body").order_by("-id")[:MAILS])),
        mail_count=mails.count(),
        self_reports=tuple(requests.select_related("supplier", "asked_by", "report").order_by("number")),
        outcomes={one.request_id: one for one in outcomes.select_related("actor")},
        reviews=tuple(reviews.select_related("supplier", "opened_by", "closed_by").order_by("id")),
        items=tuple(
            items.select_related("decided_by").annotate(file_count=Count("files")).order_by("review_id", "position")
        ),
        chain=tuple(chain.select_related("supplier", "under__supplier", "decided_by").order_by("asked_on", "id")),
    )


def _controlled(viewer: Actor, contract: Contract) -> Controlled:
    controls = PayControl.objects.visible_to(viewer).filter(contract=contract)
    runs = PayRun.objects.visible_to(viewer).filter(control__contract=contract)
    decided = PayDecision.objects.visible_to(viewer).filter(control__contract=contract)
    counted = decided.order_by().values("control_id", "choice").annotate(number=Count("mark", distinct=True))
    visits = Visit.objects.visible_to(viewer).filter(contract=contract)
    audits = AuditCallOff.objects.visible_to(viewer).filter(contract=contract)
    reports = VisitReport.objects.visible_to(viewer).filter(visit__contract=contract)
    return Controlled(
        pay_controls=tuple(controls.select_related("opened_by").order_by("id")),
        runs=tuple(runs.defer("files", "coverage").order_by("id")),
        decided={(one["control_id"], one["choice"]): one["number"] for one in counted},
        visits=tuple(visits.select_related("first", "second", "ended_by").order_by("planned_on", "id")),
        reports={one.visit_id: one for one in reports},
        audits=tuple(audits.select_related("ordered_by").order_by("id")),
    )


def _reacted(viewer: Actor, contract: Contract) -> Reacted:
    proposals = DeviationProposal.objects.visible_to(viewer).filter(contract=contract)
    deviations = Deviation.objects.visible_to(viewer).filter(contract=contract)
    steps = DeviationStep.objects.visible_to(viewer).filter(deviation__contract=contract)
    sanctions = SanctionDecision.objects.visible_to(viewer).filter(deviation__contract=contract)
    letters = Letter.objects.visible_to(viewer).filter(contract=contract)
    repayments = Repayment.objects.visible_to(viewer).filter(deviation__contract=contract)
    measures = Measure.objects.visible_to(viewer).filter(deviation__contract=contract)
    ledger = LedgerEntry.objects.visible_to(viewer).filter(claim__deviation__contract=contract)
    return Reacted(
        proposals=tuple(proposals.select_related("decided_by", "deviation").order_by("id")),
        deviations=tuple(deviations.select_related("supplier", "firm", "opened_by").order_by("number")),
        steps=tuple(steps.select_related("actor").order_by("deviation_id", "number")),
        sanctions=tuple(sanctions.select_related("proposed_by", "confirmed_by").order_by("id")),
        letters=tuple(letters.select_related("supplier", "actor", "opened").order_by("number")),
        repayments=tuple(repayments.select_related("actor", "deviation").order_by("id")),
        measures=tuple(measures.select_related("site").order_by("deviation_id", "number")),
        ledger=tuple(ledger.select_related("actor", "claim__deviation", "claim__term").order_by("id")),
    )


def _talked(viewer: Actor, contract: Contract) -> Talked:
    meetings = Meeting.objects.visible_to(viewer).filter(contract=contract)
    decisions = MeetingDecision.objects.visible_to(viewer).filter(contract=contract)
    changes = ChangeEntry.objects.visible_to(viewer).filter(contract=contract)
    evaluations = Evaluation.objects.visible_to(viewer).filter(contract=contract)
    spent = TimeEntry.objects.visible_to(viewer).filter(contract=contract).order_by()
    return Talked(
        meetings=tuple(meetings.select_related("planned_by").order_by("on", "id")),
        decisions=tuple(decisions.select_related("meeting", "closed_by").order_by("meeting__on", "id")),
        changes=tuple(changes.select_related("decided_by").order_by("on", "id")),
        evaluations=tuple(evaluations.select_related("actor").order_by("id")),
        minutes={one["activity"]: one["all"] for one in spent.values("activity").annotate(all=Sum("minutes"))},
    )
