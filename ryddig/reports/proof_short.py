"""The proof in short: what a leader asks first, counted from the same rows as the chapters below."""

from django.utils.translation import gettext

from ryddig.domain.controls import CONTROLS
from ryddig.domain.decision import Outcome
from ryddig.records.deviations.models import Deviation, DeviationProposal
from ryddig.records.dialogue.proof_rows import ProofRows
from ryddig.records.followup.models import PlanItem, RiskOverride
from ryddig.records.followup.queries import ContractPage
from ryddig.reports.document import FactRow, Facts, Section
from ryddig.reports.formats import day, kroner
from ryddig.reports.labels import label


def in_short(page: ContractPage, rows: ProofRows) -> Section:
    """Risk, requirements, controls, deviations and kroner, one line each. Nothing here depends on the day."""
    repaid = sum(one.ore for one in rows.reacted.repayments)
    waiting = sum(1 for one in rows.reacted.proposals if one.state == DeviationProposal.State.PROPOSED)
    told = (
        FactRow(gettext("Risk"), _risk(page), _chosen_by(page.override)),
        FactRow(gettext("Requirements"), _requirements(page)),
        FactRow(gettext("Controls"), _controls(rows)),
        FactRow(gettext("Possible deviations not decided"), str(waiting)),
        FactRow(gettext("Deviations"), _deviations(rows)),
        FactRow(gettext("Paid back to workers"), kroner(repaid)),
        FactRow(gettext("Open findings about the contract’s own facts"), str(len(page.findings))),
    )
    return Section(gettext("In short"), blocks=(Facts(told),))


def _risk(page: ContractPage) -> str:
    if page.override is not None and page.override.level:
        return label("level", page.override.level)
    return label("level", page.screening.decision["risk"]["level"] if page.screening else "not_assessed")


def _chosen_by(override: RiskOverride | None) -> str:
    if override is None or not override.level:
        return ""
    return gettext("set by %(name)s on %(day)s") % {"name": override.actor, "day": day(override.on)}


def _requirements(page: ContractPage) -> str:
    applying = [row for row in page.duties if row.outcome == Outcome.APPLIES.value]
    missing = sum(1 for row in applying if row.in_contract == "no")
    said = gettext("%(count)s apply; %(missing)s missing in the contract")
    return said % {"count": len(applying), "missing": missing}


def _controls(rows: ProofRows) -> str:
    states = [item.state for item in rows.judged.plan if item.kind in CONTROLS]
    counted = {"done": states.count(PlanItem.State.DONE), "planned": states.count(PlanItem.State.PLANNED)}
    return gettext("%(done)s done, %(planned)s planned") % counted


def _deviations(rows: ProofRows) -> str:
    states = [one.state for one in rows.reacted.deviations]
    counted = {"open": states.count(Deviation.State.OPEN), "closed": states.count(Deviation.State.CLOSED)}
    return gettext("%(open)s open, %(closed)s closed") % counted
