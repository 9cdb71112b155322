"""Papers about a supplier: what stands in for a register that nobody asked, with its day and how long it counts."""

from django.conf import settings
from django.db import models

from ryddig.records.accounts.scope import OwnedRow
from ryddig.records.contracts.models import Contract, Supplier


class Paper(OwnedRow):
    """One paper as a person read it. What was read is never changed: a wrong one is withdrawn and a new one written.

    `kind`: a code of `domain.papers`. `dated`: the paper's own day, from which `valid_until` (None: no rule) was
    counted under `because`. `status`: in an approval register. `arrears_ore`, `returns_missing`: on a tax certificate;
    None is not told. `kept_at`: where the paper lies when its file is not here.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="papers")
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=30)
    dated = models.DateField()
    award_day = models.DateField(null=True)
    status = models.CharField(max_length=30, blank=True)
    arrears_ore = models.BigIntegerField(null=True)
    returns_missing = models.BooleanField(null=True)
    kept_at = models.CharField(max_length=200, blank=True)
    evidence = models.OneToOneField("evidence.Evidence", null=True, on_delete=models.SET_NULL, related_name="paper")
    valid_until = models.DateField(null=True)
    answer = models.CharField(max_length=10)
    because = models.JSONField(default=list)
    lawbook_version = models.CharField(max_length=64, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    registered_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    withdrawn_why = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["supplier", "kind", "-dated", "-id"], name="paper_newest")]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.kind} {self.dated}"
