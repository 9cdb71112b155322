"""What a supplier gets for good results: decided by whom, on which condition, measured how, and with a second person
where it is money."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.records.accounts.scope import OwnedRow
from ryddig.records.contracts.models import Contract, Supplier


class Incentive(OwnedRow):
    """One decision. A bonus counts when a second person has confirmed it; lighter control when it is decided.

    `term`: the contract's own term of the bonus. `condition`, `measured`: what the contract asks for and how it was
    measured. `results`: how clean the results were, as they stood (`domain.incentives.CleanResults`).
    """

    class Kind(models.TextChoices):
        """What is given."""

        BONUS = "bonus", _("bonus")
        LIGHTER = "lighter", _("lighter control")

    class State(models.TextChoices):
        """Where it stands."""

        PROPOSED = "proposed", _("waits for a second person")
        DECIDED = "decided", _("decided")
        REFUSED = "refused", _("refused by the second person")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="incentives")
    supplier = models.ForeignKey(Supplier, on_delete=models.RESTRICT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State)
    term = models.ForeignKey("ContractTerm", null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    units = models.PositiveIntegerField(default=0)
    amount_ore = models.BigIntegerField(default=0)
    condition = models.TextField(blank=True)
    measured = models.TextField(blank=True)
    results = models.JSONField(default=dict)
    lawbook_version = models.CharField(max_length=64, blank=True)
    reason = models.TextField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    proposed_on = models.DateField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    confirmed_on = models.DateField(null=True)
    confirmed_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="incentive_second_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="bonus", state="decided", confirmed_by=None), name="bonus_confirmed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.kind} {self.state}"
