"""What this app keeps of persons, and which of its text fields tell nothing of any."""

from ryddig.domain.words import N_
from ryddig.records.accounts.personal_kinds import (
    DUTY,
    PersonalKind,
    declare_notes,
    declare_personal,
    hold_nothing_of_persons,
)

declare_personal(
    PersonalKind(
        code="pay_findings",
        name=N_("Findings in wages and hours"),
        whose=N_("Workers of suppliers, under pseudonyms"),
        purpose=N_("Show what was found and what is owed"),
        basis=DUTY,
        retention=N_(
            "As long as the contract is kept. The key that makes pseudonyms is the buyer’s own; the "
            "files themselves are shredded"
        ),
        remains=N_("The findings, under pseudonyms"),
        fields={
            "followup.PayControl": ("firm",),
            "followup.PayControlFile": ("reading",),
            "followup.PayRun": (
                "firm",
                "files",
                "coverage",
            ),
            "followup.PayWorkerSum": ("worker",),
            "followup.PayFinding": (
                "worker",
                "exact",
                "arithmetic",
                "places",
            ),
        },
    )
)
declare_notes(
    {
        "followup.PayDecision": "reason",
        "followup.ContractDuty": "note",
        "followup.RiskOverride": "reason",
        "followup.PlanItem": "note",
        "followup.QualityFinding": "reason",
    }
)
hold_nothing_of_persons(
    {
        "followup.PayControl": "progress failure",
        "followup.PayRun": "lawbook_version sums counts reports",
        "followup.PayFinding": "check_id outcome unit why rules key mark",
        "followup.PayDecision": "key mark",
        "followup.ScreeningRecord": "lawbook_version facts decision difference",
        "followup.ContractDuty": "rule theme owed_by also_if because",
        "followup.RiskOverride": "level step",
        "followup.PlanItem": "kind because",
        "followup.QualityFinding": "code text params facts",
        "followup.QuarterPlan": "hours_per_kind chosen left_out figures",
    }
)
