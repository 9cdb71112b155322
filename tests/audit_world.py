"""An external audit of a control, with Eva let in."""

from datetime import timedelta
from decimal import Decimal

from ryddig.records.accounts.access import Actor, actor_of
from ryddig.records.accounts.models import User
from ryddig.records.followup.models import PayControl
from ryddig.records.reviews.audit_models import AuditCallOff
from ryddig.records.reviews.audits import AuditTerms, order_audit, seat_auditor
from tests.cast import TODAY

TERMS = AuditTerms("Tenkt Revisjon AS", "", Decimal("12.5"), 1_500_000, TODAY + timedelta(days=30), "Se på overtid.")
EMAIL = "eva@eksempel.no"


def ordered(actor: Actor, pay: PayControl) -> AuditCallOff:
    """An audit of a pay control."""
    control = ("pay_control", pay.pk)
    return order_audit(actor=actor, contract_id=pay.contract_id, control=control, terms=TERMS, on=TODAY)


def seated(actor: Actor, row: AuditCallOff, *, email: str = EMAIL) -> AuditCallOff:
    """The same with an auditor let in."""
    return seat_auditor(actor=actor, audit_id=row.pk, name="Eva Prøve", email=email, on=TODAY)


def auditor(row: AuditCallOff) -> Actor:
    """The auditor as the actor they are."""
    found = actor_of(User.objects.get(id=row.auditor_id or 0))
    assert found is not None
    return found
