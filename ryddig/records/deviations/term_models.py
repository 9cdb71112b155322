"""What a contract says about money, as a person has read it: withholding, daily penalty, fixed sums and bonus."""

from django.conf import settings
from django.db import models

from ryddig.domain.contract_terms import Basis, Per, Starts, TermKind
from ryddig.records.accounts.scope import OwnedRow
from ryddig.records.contracts.models import Contract


class ContractTerm(OwnedRow):
    """A term with an amount. The fields are those of `domain.contract_terms.TermFacts`.

    What was read is never changed: a wrong one is withdrawn and a new one written.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="terms")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in TermKind])
    basis = models.CharField(max_length=20, choices=[(basis.value, basis.value) for basis in Basis])
    figure = models.DecimalField(max_digits=20, decimal_places=6)
    per = models.CharField(max_length=20, choices=[(per.value, per.value) for per in Per])
    starts = models.CharField(max_length=20, choices=[(starts.value, starts.value) for starts in Starts])
    days_after = models.PositiveSmallIntegerField(default=0)
    floor_ore = models.BigIntegerField(null=True)
    cap_ore = models.BigIntegerField(null=True)
    cap_of_sum = models.DecimalField(null=True, max_digits=7, decimal_places=6)
    saturdays = models.BooleanField(default=False)
    text = models.TextField()
    place = models.CharField(max_length=200)
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
        indexes = [models.Index(fields=["contract", "withdrawn_on", "kind"], name="term_in_force")]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.kind} {self.place}"
