"""What this app keeps of persons, and which of its text fields tell nothing of any."""

from ryddig.domain.words import N_
from ryddig.records.accounts.personal_kinds import (
    ARCHIVE,
    TASK,
    PersonalKind,
    declare_notes,
    declare_personal,
    hold_nothing_of_persons,
)
from ryddig.records.deviations.shredding import shred_statements, statements_due

declare_personal(
    PersonalKind(
        code="statements",
        name=N_("What suppliers write about deviations"),
        whose=N_("People at suppliers, and whoever they mention"),
        purpose=N_("Hear the supplier before something is decided"),
        basis=TASK,
        retention=N_("Its own last day, as evidence"),
        remains=N_("The step and a fingerprint of the words"),
        fields={
            "deviations.SupplierStatement": ("text",),
        },
        due=statements_due,
        shred=shred_statements,
    )
)
declare_personal(
    PersonalKind(
        code="letters",
        name=N_("Letters"),
        whose=N_("People at suppliers, and whoever the letter mentions"),
        purpose=N_("Notify, demand and decide in writing"),
        basis=ARCHIVE,
        retention=N_("As long as the contract is kept; the files have a last day of their own"),
        remains=N_("The letter as it was sent"),
        fields={
            "deviations.Letter": (
                "subject",
                "facts",
                "parts",
            ),
            "deviations.LetterDraft": (
                "subject",
                "facts",
                "parts",
            ),
        },
    )
)
declare_notes(
    {
        "deviations.AgreedTerm": "place",
        "deviations.Incentive": "condition measured results reason confirmed_reason",
        "deviations.MoneyClaim": "told reason",
        "deviations.LedgerEntry": "reason",
        "deviations.Repayment": "kept_at reason",
        "deviations.ProductionSite": "chosen_because",
        "deviations.SiteResult": "result",
        "deviations.Measure": "text owner",
        "deviations.MeasureProgress": "note",
        "deviations.DeviationStep": "reason told",
        "deviations.SanctionDecision": "told reason confirmed_reason",
        "deviations.ContractTerm": "text place withdrawn_why",
        "deviations.DeviationProposal": "text params why reason",
        "deviations.Deviation": "title what",
    }
)
hold_nothing_of_persons(
    {
        "deviations.AgreedTerm": "rule because lawbook_version",
        "deviations.Incentive": "lawbook_version",
        "deviations.LedgerEntry": "arithmetic",
        "deviations.Letter": "sha256",
        "deviations.ProductionSite": "name country tool baseline",
        "deviations.DeviationStep": "rule lawbook_version because",
        "deviations.SupplierStatement": "sha256",
        "deviations.SanctionDecision": "sanction because lawbook_version",
        "deviations.DeviationProposal": "key rule because lawbook_version",
        "deviations.Deviation": "rule theme clause because",
    }
)
