"""Mails to the buyer's own people about getting in. The worker makes the link when it sends; it is stored nowhere."""

from typing import Final

from ryddig.domain.words import N_
from ryddig.records.correspondence.mail_kinds import declare_mail

INVITED: Final = declare_mail(
    "person.invited",
    subject=N_("You have access to Ryddig at %(buyer)s"),
    paragraphs=(
        N_("%(buyer)s follows up its contracts in Ryddig, and you are let in."),
        N_("Your user name is %(username)s."),
        N_("Choose a password to log in. The link works for three days, and once."),
    ),
    link=N_("Choose a password:"),
)
SEATED: Final = declare_mail(
    "person.seated",
    subject=N_("You have access to Ryddig at %(buyer)s"),
    paragraphs=(
        N_("%(buyer)s follows up its contracts in Ryddig, and you are let in."),
        N_("Log in as you do already. Your user name is %(username)s."),
    ),
    link=N_("Log in:"),
)
RECOVERY: Final = declare_mail(
    "person.recovery",
    subject=N_("New password in Ryddig"),
    paragraphs=(
        N_("Somebody asked for a new password for your user name, %(username)s."),
        N_("The link works for three days, and once. If it was not you, do nothing: your password stays as it is."),
    ),
    link=N_("Choose a password:"),
)
SIGN_IN_CHANGED: Final = declare_mail(
    "person.sign_in_changed",
    subject=N_("How you log in to Ryddig was changed"),
    paragraphs=(
        N_(
            "Something was changed in how you log in: password, authenticator app, passkey, recovery codes or provider."
        ),
        N_("If it was you, do nothing. If not, choose a new password at once and tell your coordinator."),
    ),
    link=N_("Log-in and security:"),
)
WITH_PASSWORD: Final = frozenset({INVITED.code, RECOVERY.code})
"""Mails whose link lets the reader choose a password."""
