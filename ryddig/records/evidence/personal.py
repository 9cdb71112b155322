"""What this app keeps of persons, and which of its text fields tell nothing of any."""

from ryddig.domain.words import N_
from ryddig.records.accounts.personal_kinds import (
    DUTY,
    PersonalKind,
    declare_notes,
    declare_personal,
    hold_nothing_of_persons,
)
from ryddig.records.evidence.queries import due_to_shred
from ryddig.records.evidence.services import shred_again, shred_due

declare_personal(
    PersonalKind(
        code="files",
        name=N_("Files that were handed over or made"),
        whose=N_("Workers of suppliers, and whoever stands in the files"),
        purpose=N_("Control wages, hours and other requirements; keep the proof"),
        basis=DUTY,
        retention=N_("The file’s own last day, %(evidence)s days when nobody says otherwise"),
        remains=N_("Row, fingerprint and what was found"),
        fields={
            "evidence.Evidence": (
                "name",
                "place",
                "wrapped_key",
            ),
            "evidence.Thumbnail": ("content",),
        },
        due=due_to_shred,
        shred=lambda on: shred_due(on=on),
        again={"evidence.Evidence": shred_again},
        special=N_("National identity numbers, pay and union dues may stand in payslips"),
    )
)
declare_notes(
    {
        "evidence.Paper": "kept_at answer withdrawn_why",
        "evidence.ArchiveMessage": "title documents",
        "evidence.ArchiveAnswer": "failed",
    }
)
hold_nothing_of_persons(
    {
        "evidence.ArchiveMessage": "key content case_number access_code legal_base",
        "evidence.ArchiveAnswer": "case_number record_number sha256",
        "evidence.Paper": "kind status because lawbook_version",
        "evidence.Evidence": "kind sha256",
    }
)
