"""What a person has read that a contract holds beside what the law puts there: requirements, steps of the ladder."""

from django.conf import settings
from django.db import models

from ryddig.records.accounts.scope import OwnedRow
from ryddig.records.contracts.models import Contract


class AgreedTerm(OwnedRow):
    """A requirement of the library that the contract holds, or a step of the ladder without an amount that its terms
    give (terms with amounts are ContractTerm). `rule`: its id; `place`: where it stands in the contract.

    `due_on`: the last day to have begun, for a requirement that has one; counted by rule under `because`, or as the
    contract says. `begun_on`: the day the supplier showed that it had begun; late is seen from the days.
    `notice_days`: days from the notice of termination until it takes effect, where the contract gives any.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="agreed_terms")
    rule = models.CharField(max_length=80)
    place = models.CharField(max_length=200)
    due_on = models.DateField(null=True)
    because = models.JSONField(default=list)
    lawbook_version = models.CharField(max_length=64, blank=True)
    begun_on = models.DateField(null=True)
    notice_days = models.PositiveSmallIntegerField(null=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    read_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "rule"], condition=models.Q(withdrawn_on=None), name="agreed_term_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due_on"],
                condition=models.Q(withdrawn_on=None, begun_on=None),
                name="agreed_term_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.rule}"
