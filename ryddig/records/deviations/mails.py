"""The mails that carry a letter. What the letter says is read behind the link, never in the mail."""

from typing import Final

from ryddig.domain.words import N_
from ryddig.records.correspondence.mail_kinds import declare_mail

LETTER: Final = declare_mail(
    "letter.sent",
    subject=N_("Letter from %(buyer)s: %(contract)s"),
    paragraphs=(
        N_("%(buyer)s has sent %(supplier)s a letter about the contract %(contract)s. You read it on your page."),
    ),
)
LETTER_DUE: Final = declare_mail(
    "letter.sent_due",
    subject=N_("Letter from %(buyer)s, answer by %(due_on)s: %(contract)s"),
    paragraphs=(
        N_("%(buyer)s has sent %(supplier)s a letter about the contract %(contract)s. You read it on your page."),
        N_("The last day to answer is %(due_on)s. You answer and send files on the same page."),
    ),
)
