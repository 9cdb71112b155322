"""What is written to the audit chain about contacts, links and mail.

None holds personal data: a contact, a link and a mail stand by the number of their row.
"""

from ryddig.domain.words import N_
from ryddig.records.audit.registry import declare

CONTACT_ADDED = declare("contact.added", N_("Added contact %(contact)s at the supplier."))
CONTACT_CHANGED = declare("contact.changed", N_("Changed contact %(contact)s at the supplier."))
CONTACT_SHREDDED = declare("contact.shredded", N_("Shredded name and address of contact %(contact)s at the supplier."))
LINK_OPENED = declare("link.opened", N_("The supplier opened link %(opened)s for the first time."))
LINKS_REVOKED = declare("link.revoked", N_("Withdrew the links of contact %(contact)s at the supplier: %(links)s."))
PERSON_INVITED = declare("person.invited", N_("Invited person %(user)s, mail %(mail)s."))
SEAT_GIVEN = declare("person.seated", N_("Gave person %(user)s the role %(role)s."))
SEAT_ENDED = declare("person.seat_ended", N_("Took the role %(role)s from person %(user)s."))
RECOVERY_ASKED = declare(
    "person.recovery_asked", N_("Somebody asked for a new password for person %(user)s, mail %(mail)s.")
)
MAIL_QUEUED = declare("mail.queued", N_("Mail %(mail)s is to be sent to contact %(contact)s at the supplier."))
MAIL_SENT = declare("mail.sent", N_("Mail %(mail)s was sent to contact %(contact)s at the supplier."))
MAIL_GIVEN_UP = declare("mail.given_up", N_("Mail %(mail)s could not be sent: %(code)s."))
MAIL_AGAIN = declare("mail.again", N_("Asked that mail %(mail)s is sent again."))
MAIL_WITHDRAWN = declare("mail.withdrawn", N_("Withdrew mail %(mail)s before it was sent."))
SEATS_LENT = declare(
    "person.seats_lent", N_("Person %(deputy)s stands in for person %(lender)s from %(starts_on)s to %(ends_on)s.")
)
LOAN_ENDED = declare("person.loan_ended", N_("Person %(deputy)s no longer stands in for person %(lender)s."))
TOKEN_MADE = declare("token.made", N_("Made API key %(token)s for person %(user)s, role %(role)s, until %(until)s."))
TOKEN_REVOKED = declare("token.revoked", N_("Revoked API key %(token)s."))
LOGGED_IN = declare("person.logged_in", N_("Person %(user)s logged in: %(way)s."))
SECOND_FACTOR_FAILED = declare(
    "person.second_factor_failed", N_("Person %(user)s gave a wrong second factor: %(way)s.")
)
FACTOR_ADDED = declare("person.factor_added", N_("Person %(user)s added a second factor: %(way)s."))
FACTOR_REMOVED = declare("person.factor_removed", N_("Person %(user)s removed a second factor: %(way)s."))
FACTORS_RESET = declare(
    "person.factors_reset", N_("Those who run Ryddig took away the second factors of person %(user)s: %(count)s.")
)
CODES_RENEWED = declare("person.codes_renewed", N_("Person %(user)s made new recovery codes."))
PROVIDER_JOINED = declare("person.provider_joined", N_("Person %(user)s can log in with %(provider)s."))
PROVIDER_LEFT = declare("person.provider_left", N_("Person %(user)s no longer logs in with %(provider)s."))
PASSWORD_CHOSEN = declare("person.password_chosen", N_("Person %(user)s chose a new password."))
SESSIONS_ENDED = declare("person.sessions_ended", N_("Ended sessions of person %(user)s: %(count)s."))
RULES_CHOSEN = declare(
    "person.sign_in_rules",
    N_("Chose how people log in. Second factor: %(roles)s, from %(starts_on)s. Provider: %(provider)s."),
)
