"""Mails about the link itself, and the digest to the buyer's own people."""

from typing import Final

from ryddig.domain.words import N_
from ryddig.records.correspondence.mail_kinds import declare_mail

NEW_LINK: Final = declare_mail(
    "link.new",
    subject=N_("New link: %(contract)s"),
    paragraphs=(N_("Here is a new link to your page about the contract %(contract)s."),),
)
INVITED: Final = declare_mail(
    "link.invited",
    subject=N_("Your page about the contract %(contract)s"),
    paragraphs=(
        N_("%(buyer)s follows up the contract %(contract)s with %(supplier)s."),
        N_("On your page you see what is asked, when it is due, what you have answered and what came of it."),
    ),
)
HANDED_OVER: Final = declare_mail(
    "link.handed_over",
    subject=N_("A colleague asks for your help: %(contract)s"),
    paragraphs=(
        N_("A colleague at %(supplier)s asks you to help with what %(buyer)s wants to know about %(contract)s."),
        N_("You see and fill in the same page as your colleague. Do not pass the link on."),
    ),
)
DIGEST: Final = declare_mail(
    "digest.daily",
    subject=N_("Near in your contracts, %(day_on)s"),
    paragraphs=(N_("This is near or new in the contracts you follow up."),),
    link="",
)
