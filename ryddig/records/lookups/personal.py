"""What this app keeps of persons, and which of its text fields tell nothing of any."""

from ryddig.domain.words import N_
from ryddig.records.accounts.personal_kinds import (
    TASK,
    PersonalKind,
    declare_notes,
    declare_personal,
    hold_nothing_of_persons,
)
from ryddig.records.lookups.storing import persons_due, shred_persons_due

declare_personal(
    PersonalKind(
        code="register_persons",
        name=N_("Persons in answers of registers"),
        whose=N_("Managers, board members and owners of suppliers"),
        purpose=N_("Judge whether a supplier may be used"),
        basis=TASK,
        retention=N_("%(persons)s days after the register was last asked"),
        remains=N_("The answer’s other content, its fingerprint and what was concluded"),
        fields={
            "lookups.SnapshotPersons": ("content",),
        },
        due=persons_due,
        shred=lambda on: shred_persons_due(on=on),
    )
)
declare_notes(
    {
        "lookups.RegisterCase": "why accreditation",
        "lookups.SignalAnswer": "reason",
    }
)
hold_nothing_of_persons(
    {
        "lookups.RegisterCase": "codes basis reminded_on failure",
        "lookups.RegisterCaseAnswer": "code",
        "lookups.Snapshot": "source subject sha256 content facts",
        "lookups.Lookup": "source subject failure",
        "lookups.FeedCursor": "source position failure",
        "lookups.Signal": "kind severity code mark text params because facts before after lawbook_version",
        "lookups.Ask": "sources words result failure",
    }
)
