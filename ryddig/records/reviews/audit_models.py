"""External audits: called off for one control, with who, hours, price and deadline."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.records.accounts.scope import OwnedRow
from ryddig.records.contracts.models import Contract
from ryddig.records.evidence.models import Evidence


class AuditCallOff(OwnedRow):
    """An audit ordered of a firm for one control (`control_kind` and `control_id`, as in the auditor's seat).

    `auditor`: the person who is let in to the control, None before somebody is. `price_ore`: without VAT, for the hours
    ordered. `version` counts changes. When it is accepted or cancelled the seat is gone.
    """

    class State(models.TextChoices):
        """Where the audit stands."""

        ORDERED = "ordered", _("ordered")
        DELIVERED = "delivered", _("delivered")
        ACCEPTED = "accepted", _("accepted")
        CANCELLED = "cancelled", _("cancelled")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="audits")
    control_kind = models.CharField(max_length=20)
    control_id = models.BigIntegerField()
    firm = models.CharField(max_length=200)
    orgnr = models.CharField(max_length=9, blank=True)
    auditor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    asked = models.TextField(blank=True)
    hours_ordered = models.DecimalField(max_digits=6, decimal_places=1)
    hours_used = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    price_ore = models.BigIntegerField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.ORDERED)
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    ordered_on = models.DateField()
    delivered_on = models.DateField(null=True)
    report = models.ForeignKey(Evidence, null=True, on_delete=models.SET_NULL, related_name="+")
    closed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["contract", "control_kind", "control_id"], name="audit_of_control")]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.control_kind} {self.control_id} {self.state}"

    @property
    def is_open(self) -> bool:
        """Ordered or delivered, so the auditor still sees the control."""
        return self.state in (self.State.ORDERED, self.State.DELIVERED)

    @property
    def control(self) -> tuple[str, int]:
        """The control as a seat names it."""
        return self.control_kind, self.control_id
