"""What this app keeps of persons, and which of its text fields tell nothing of any."""

from ryddig.domain.words import N_
from ryddig.records.accounts.personal_kinds import (
    TASK,
    PersonalKind,
    declare_notes,
    declare_personal,
    hold_nothing_of_persons,
)
from ryddig.records.dialogue.meetings import names_due, shred_names_due

declare_personal(
    PersonalKind(
        code="minutes",
        name=N_("Names in minutes"),
        whose=N_("Those present at meetings, and who does what"),
        purpose=N_("Show who was there and who does what"),
        basis=TASK,
        retention=N_("The minutes’ own last day"),
        remains=N_("The minutes, without names"),
        fields={
            "dialogue.Meeting": ("present",),
            "dialogue.MeetingDecision": ("owner",),
        },
        due=names_due,
        shred=shred_names_due,
    )
)
declare_notes(
    {
        "dialogue.Meeting": "place",
        "dialogue.MeetingPoint": "text note params",
        "dialogue.MeetingDecision": "text",
        "dialogue.Expectation": "text",
        "dialogue.ChangeEntry": "what reason sustainability within_why",
        "dialogue.Evaluation": "went_well went_badly next_time",
    }
)
hold_nothing_of_persons(
    {
        "dialogue.MeetingPoint": "source",
        "dialogue.TrustPulse": "key",
    }
)
