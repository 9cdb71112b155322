"""What this app keeps of persons, and which of its text fields tell nothing of any."""

from ryddig.domain.words import N_
from ryddig.records.accounts.personal_kinds import (
    ARCHIVE,
    TASK,
    PersonalKind,
    declare_personal,
    hold_nothing_of_persons,
)
from ryddig.records.correspondence.leaving import forget_leavers, leavers_due
from ryddig.records.correspondence.services import contacts_due, shred_contact_again, shred_contacts_due

declare_personal(
    PersonalKind(
        code="staff",
        name=N_("People who work in Ryddig"),
        whose=N_("The organisation’s own people and external auditors"),
        purpose=N_("Log in, and show who decided what"),
        basis=ARCHIVE,
        retention=N_("%(staff)s days after the person’s last role was taken away"),
        remains=N_("What they decided, under a number; what was sent to the archive keeps the name there"),
        fields={
            "accounts.User": (
                "username",
                "first_name",
                "last_name",
                "email",
                "password",
            ),
            "account.EmailAddress": ("email",),
            "socialaccount.SocialAccount": (
                "provider",
                "uid",
                "extra_data",
            ),
            "accounts.ApiToken": (
                "name",
                "digest",
                "shown",
            ),
        },
        due=leavers_due,
        shred=forget_leavers,
    )
)
declare_personal(
    PersonalKind(
        code="supplier_contacts",
        name=N_("Contacts at suppliers"),
        whose=N_("People at suppliers whom we write to"),
        purpose=N_("Ask for papers and answers, and let the right person in"),
        basis=TASK,
        retention=N_("A year and %(persons)s days after the contract’s last day"),
        remains=N_("That somebody was written to, and when"),
        fields={
            "correspondence.SupplierContact": (
                "name",
                "email",
            ),
            "correspondence.Mail": (
                "sent_to",
                "note",
                "subject",
                "body",
                "params",
                "message_id",
            ),
            "correspondence.SupplierLink": ("token_hash",),
        },
        due=contacts_due,
        shred=shred_contacts_due,
        again={"correspondence.SupplierContact": shred_contact_again},
    )
)
declare_personal(
    PersonalKind(
        code="calendars",
        name=N_("Calendar feeds"),
        whose=N_("The organisation’s own people"),
        purpose=N_("Show due dates in a person’s calendar"),
        basis=TASK,
        retention=N_("Until the person closes it"),
        remains=N_("Nothing"),
        fields={
            "correspondence.Subscription": ("calendar_hash",),
        },
    )
)
hold_nothing_of_persons(
    {
        "correspondence.Mail": "kind key failure",
    }
)
