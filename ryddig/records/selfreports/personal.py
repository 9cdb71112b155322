"""What this app keeps of persons, and which of its text fields tell nothing of any."""

from ryddig.domain.words import N_
from ryddig.records.accounts.personal_kinds import (
    DUTY,
    PersonalKind,
    declare_notes,
    declare_personal,
    hold_nothing_of_persons,
)
from ryddig.records.selfreports.shredding import (
    drafts_due,
    report_persons_due,
    shred_drafts_due,
    shred_report_persons_due,
)

declare_personal(
    PersonalKind(
        code="report_persons",
        name=N_("Persons in self-reports"),
        whose=N_("People at suppliers whom the answers name"),
        purpose=N_("Know who answers for wages and safety at the supplier"),
        basis=DUTY,
        retention=N_("%(persons)s days after delivery"),
        remains=N_("The other answers, and a fingerprint"),
        fields={
            "selfreports.SelfReportPersons": ("answers",),
        },
        due=report_persons_due,
        shred=shred_report_persons_due,
    )
)
declare_personal(
    PersonalKind(
        code="report_drafts",
        name=N_("Self-reports that were never delivered"),
        whose=N_("People at suppliers whom the answers name"),
        purpose=N_("Let the supplier go on where it stopped"),
        basis=DUTY,
        retention=N_("%(persons)s days after anybody saved it, when the last day is past"),
        remains=N_("That it was asked for"),
        fields={
            "selfreports.SelfReportDraft": (
                "answers",
                "prefilled",
            ),
        },
        due=drafts_due,
        shred=shred_drafts_due,
    )
)
declare_personal(
    PersonalKind(
        code="report_answers",
        name=N_("Answers in self-reports"),
        whose=N_("Whoever a supplier mentions where it was not asked to"),
        purpose=N_("Show what the supplier answered for"),
        basis=DUTY,
        retention=N_("As long as the contract is kept"),
        remains=N_("The answers"),
        fields={
            "selfreports.SelfReport": ("answers",),
        },
    )
)
declare_notes(
    {
        "selfreports.SelfReportOutcome": "note points",
    }
)
hold_nothing_of_persons(
    {
        "selfreports.SelfReportRequest": "questionnaire remind_on because",
        "selfreports.SelfReportFile": "question",
        "selfreports.SelfReport": "questionnaire confirmed sha256 lawbook_version language",
        "selfreports.SelfReportWeighing": "meaning difference proposals terms lawbook_version",
    }
)
