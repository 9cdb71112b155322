"""What this app keeps of persons, and which of its text fields tell nothing of any."""

from ryddig.domain.words import N_
from ryddig.records.accounts.personal_kinds import (
    DUTY,
    PersonalKind,
    declare_notes,
    declare_personal,
    hold_nothing_of_persons,
)
from ryddig.records.visits.retention import shred_visits_due, visits_due

declare_personal(
    PersonalKind(
        code="talks",
        name=N_("On-site controls: talks, cards, signature"),
        whose=N_("Workers on the site, and who signs for the supplier"),
        purpose=N_("See with one’s own eyes whether workers get what they are due"),
        basis=DUTY,
        retention=N_("%(interview)s days after the visit"),
        remains=N_("The report, without numbers, names and talks"),
        fields={
            "visits.VisitField": ("value",),
        },
        due=visits_due,
        shred=shred_visits_due,
        special=N_("What workers tell, with the ends of card numbers"),
    )
)
declare_personal(
    PersonalKind(
        code="visit_photos",
        name=N_("Captions of photos"),
        whose=N_("Whoever a caption mentions"),
        purpose=N_("Say what a photo shows"),
        basis=DUTY,
        retention=N_("As long as the contract is kept; the photos have a last day of their own"),
        remains=N_("The caption"),
        fields={
            "visits.VisitPhoto": (
                "caption",
                "kept_why",
            ),
        },
    )
)
declare_notes(
    {
        "visits.Visit": "place alone_why cancelled_why",
        "visits.VisitReport": "facts",
    }
)
hold_nothing_of_persons(
    {
        "visits.Visit": "points lawbook_version",
        "visits.VisitField": "key device",
        "visits.VisitPhoto": "mark point",
        "visits.VisitReport": "sha256 lawbook_version",
    }
)
