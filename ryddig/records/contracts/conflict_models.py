"""Who may not take part in which case (forvaltningsloven § 6)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.records.accounts.scope import OwnedRow


class Conflict(OwnedRow):
    """A person kept out of one contract, or of one supplier with all its contracts.

    `ground` is the kind alone and never a story: who is related to whom is nobody's business here. `declared_by` is the
    person or one who sets it; `lifted_by` never the person.
    """

    class Ground(models.TextChoices):
        """The cases of forvaltningsloven § 6, first and second paragraph, as short as they can be said."""

        PARTY = "party", _("is a party, or acts for one")
        FAMILY = "family", _("close family of a party")
        POST = "post", _("leads or sits on the board of a party")
        WORK = "work", _("works or has lately worked for a party")
        OWNS = "owns", _("owns part of a party")
        OTHER = "other", _("other circumstances that may weaken trust")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    contract = models.ForeignKey("contracts.Contract", null=True, on_delete=models.CASCADE, related_name="+")
    supplier = models.ForeignKey("contracts.Supplier", null=True, on_delete=models.CASCADE, related_name="+")
    ground = models.CharField(max_length=10, choices=Ground)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    declared_on = models.DateField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    lifted_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(contract=None, supplier__isnull=False)
                | models.Q(contract__isnull=False, supplier=None),
                name="conflict_in_one_thing",
            ),
            models.UniqueConstraint(
                fields=["user", "contract", "supplier"],
                condition=models.Q(lifted_on=None),
                name="conflict_open_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.contract_id or self.supplier_id}"
