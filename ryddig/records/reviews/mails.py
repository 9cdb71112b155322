"""Mails about document reviews."""

from typing import Final

from ryddig.domain.words import N_
from ryddig.records.correspondence.mail_kinds import declare_mail

ASKED: Final = declare_mail(
    "review.asked",
    subject=N_("Documents for the contract %(contract)s"),
    paragraphs=(
        N_("%(buyer)s controls pay and working conditions in the contract %(contract)s and asks for documents."),
        N_("Your page says which documents, why, for which period, and what to black out. They are due %(due_on)s."),
    ),
)
WORKERS: Final = declare_mail(
    "review.workers",
    subject=N_("Documents for the workers picked: %(contract)s"),
    paragraphs=(
        N_("%(buyer)s has picked the workers that the document review is about. Your page says which."),
        N_("Their documents are due %(due_on)s."),
    ),
)
AGAIN: Final = declare_mail(
    "review.again",
    subject=N_("Documents are lacking: %(contract)s"),
    paragraphs=(
        N_("%(buyer)s has looked at what you sent for the contract %(contract)s, and asks for more."),
        N_("Your page says what is lacking. It is due %(due_on)s."),
    ),
)
REMINDER: Final = declare_mail(
    "review.reminder",
    subject=N_("Reminder: documents due %(due_on)s"),
    paragraphs=(N_("Documents for the contract %(contract)s are due %(due_on)s, and some are lacking."),),
)
CLOSED: Final = declare_mail(
    "review.closed",
    subject=N_("The document review is closed: %(contract)s"),
    paragraphs=(
        N_("%(buyer)s has closed the document review for the contract %(contract)s. Your page says what came of it."),
    ),
)
