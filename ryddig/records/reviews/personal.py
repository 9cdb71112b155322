"""What this app keeps of persons, and which of its text fields tell nothing of any."""

from ryddig.domain.words import N_
from ryddig.records.accounts.personal_kinds import (
    DUTY,
    PersonalKind,
    declare_notes,
    declare_personal,
    hold_nothing_of_persons,
)
from ryddig.records.reviews.shredding import shred_workers_due, workers_due

declare_personal(
    PersonalKind(
        code="review_workers",
        name=N_("Workers in document reviews"),
        whose=N_("Workers of suppliers"),
        purpose=N_("Ask for the papers of those in the sample"),
        basis=DUTY,
        retention=N_("The review’s own last day"),
        remains=N_("What was found, without whom"),
        fields={
            "reviews.ReviewWorker": (
                "label",
                "reasons",
            ),
            "reviews.Review": ("sample",),
        },
        due=workers_due,
        shred=shred_workers_due,
    )
)
declare_personal(
    PersonalKind(
        code="uploads",
        name=N_("Files on their way"),
        whose=N_("Whoever stands in the files"),
        purpose=N_("Take in a file in pieces"),
        basis=DUTY,
        retention=N_("Until it has come whole, two days at most"),
        remains=N_("The file, as evidence"),
        fields={
            "reviews.Upload": (
                "key",
                "name",
                "place",
                "wrapped_key",
            ),
        },
    )
)
declare_personal(
    PersonalKind(
        code="chain_lists",
        name=N_("Lists of subcontractors and crews"),
        whose=N_("Owners of sole proprietorships"),
        purpose=N_("Compare who works with who was approved"),
        basis=DUTY,
        retention=N_("As long as the contract is kept"),
        remains=N_("What was found"),
        fields={
            "reviews.ChainList": (
                "file_name",
                "report",
                "seen",
            ),
            "reviews.AuditCallOff": (
                "firm",
                "orgnr",
            ),
        },
    )
)
declare_notes(
    {
        "reviews.AuditCallOff": "asked",
        "reviews.ChainFirm": "task reason startbank ended_why",
        "reviews.Review": "message conclusion",
        "reviews.ReviewItem": "note explanation outcome_note",
        "reviews.ItemOutcome": "note",
    }
)
hold_nothing_of_persons(
    {
        "reviews.AuditCallOff": "control_kind",
        "reviews.ChainFirm": "rule clause because",
        "reviews.ChainList": "kind sha256",
        "reviews.Review": "remind_on because lawbook_version",
        "reviews.ReviewItem": "document duties",
    }
)
