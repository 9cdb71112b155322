"""A contact at a supplier, and a mail that could not be sent."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from ryddig.domain.errors import AskAgainLater
from ryddig.records.accounts.access import Actor
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence import sending
from ryddig.records.correspondence.models import Mail
from ryddig.records.correspondence.services import send_link
from tests.cast import TODAY
from tests.portal_world import contact

REFUSED: Final = AskAgainLater("mail.refused", "The mail server refuses the mail (%(code)s).", params={"code": "554"})


def given_up(actor: Actor, contract: Contract) -> Mail:
    """A mail to Berit that the server refused for good."""
    berit = contact(actor, contract, name="Berit Prøve", email="berit@eksempel.no")
    mail = send_link(actor=actor, contact_id=berit.pk, on=TODAY)
    now = timezone.now() + timedelta(seconds=1)
    outgoing = sending.begin_mail(mail.pk, now=now, on=TODAY)
    assert outgoing is not None
    sending.fail_mail(outgoing, error=REFUSED, certain=True, for_good=True, now=now, on=TODAY)
    mail.refresh_from_db()
    return mail
