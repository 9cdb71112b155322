"""Mails about self-reports. None holds an answer or a finding: that is read behind the link."""

from typing import Final

from ryddig.domain.words import N_
from ryddig.records.correspondence.mail_kinds import declare_mail

ASKED: Final = declare_mail(
    "self_report.asked",
    subject=N_("Self-report to fill in by %(due_on)s: %(contract)s"),
    paragraphs=(
        N_("%(buyer)s asks %(supplier)s for a self-report on the contract %(contract)s. The last day is %(due_on)s."),
        N_(
            "You answer on your page, or in a spreadsheet you fetch there. What you write is kept as you go, and a "
            "colleague can go on where you stopped. What stands there from before you only confirm or correct."
        ),
        N_("You are told who has read the report and what it led to."),
    ),
)
REMINDED: Final = declare_mail(
    "self_report.reminded",
    subject=N_("Reminder: self-report by %(due_on)s: %(contract)s"),
    paragraphs=(
        N_("The self-report on the contract %(contract)s is not delivered yet. The last day is %(due_on)s."),
        N_("If somebody else at %(supplier)s should answer, you can hand it over on your page."),
    ),
)
LAST_DAY: Final = declare_mail(
    "self_report.last_day",
    subject=N_("Last day today: self-report, %(contract)s"),
    paragraphs=(
        N_("Today is the last day for the self-report on the contract %(contract)s."),
        N_(
            "When nothing is delivered, the contract counts as having higher risk, and %(buyer)s considers whether the "
            "duty to document is broken."
        ),
    ),
)
LATE: Final = declare_mail(
    "self_report.late",
    subject=N_("Not delivered: self-report, %(contract)s"),
    paragraphs=(
        N_("The self-report on the contract %(contract)s was not delivered by %(due_on)s."),
        N_("You can still deliver it. That it came late is kept."),
    ),
)
DELIVERED: Final = declare_mail(
    "self_report.delivered",
    subject=N_("Receipt: self-report delivered, %(contract)s"),
    paragraphs=(
        N_("The self-report on the contract %(contract)s was delivered %(delivered_on)s."),
        N_("On your page you can fetch all of it, see who has read it, and later see what it led to."),
    ),
)
CLOSED: Final = declare_mail(
    "self_report.closed",
    subject=N_("What your self-report led to: %(contract)s"),
    paragraphs=(
        N_("%(buyer)s has gone through the self-report on the contract %(contract)s."),
        N_("On your page you see what each part of it led to."),
    ),
)
WITHDRAWN: Final = declare_mail(
    "self_report.withdrawn",
    subject=N_("No longer needed: self-report, %(contract)s"),
    paragraphs=(
        N_("%(buyer)s no longer asks for the self-report on the contract %(contract)s. You need not do anything."),
    ),
)
