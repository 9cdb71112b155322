"""A term put to use about a deviation, and the ledger of what was counted, deducted, held, paid out or waived."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.records.accounts.scope import LastingRow


class MoneyClaim(LastingRow):
    """A contract term in use about a deviation, from the day a second person had confirmed it.

    `told` is what the sum is computed from, as it stood then: the term's own figures (`term`) and the circumstances
    (`known`: days, contract sum, saving, number of workers or breaches). So the same day gives the same sum for ever;
    another ground is another claim.
    """

    deviation = models.ForeignKey("Deviation", on_delete=models.CASCADE, related_name="claims")
    number = models.PositiveIntegerField()
    term = models.ForeignKey("ContractTerm", on_delete=models.CASCADE, related_name="claims", db_index=False)
    decision = models.ForeignKey("SanctionDecision", on_delete=models.CASCADE, related_name="claims", db_index=False)
    told = models.JSONField()
    on = models.DateField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deviation", "number"], name="claim_number_once")]

    def __str__(self) -> str:
        return f"{self.deviation_id} {self.number}"


class LedgerEntry(LastingRow):
    """One line of the ledger, written once. `first` to `last`: the days it is for. `ore` is never below nothing; what
    it does to the balance follows from `kind`. `arithmetic`: how it was worked out, as plain values."""

    class Kind(models.TextChoices):
        """`deducted`: kept from an invoice, or claimed. `stopped`: no day after this one counts."""

        DEDUCTED = "deducted", _("deducted")
        RELEASED = "released", _("paid out")
        WAIVED = "waived", _("waived")
        STOPPED = "stopped", _("stopped")

    claim = models.ForeignKey(MoneyClaim, on_delete=models.CASCADE, related_name="entries", db_index=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    first = models.DateField()
    last = models.DateField()
    ore = models.BigIntegerField(default=0)
    arithmetic = models.JSONField(default=dict)
    reason = models.TextField()
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="ledger_number_once"),
            models.CheckConstraint(condition=models.Q(ore__gte=0), name="ledger_not_below_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.number} {self.kind}"


class Repayment(LastingRow):
    """Kroner that workers got back, as documented. No name: the proof is a file, or lies where `kept_at` says.

    One that was wrong is followed by one with `corrects` and the difference, which may be below nothing.
    """

    deviation = models.ForeignKey("Deviation", on_delete=models.CASCADE, related_name="repayments", db_index=False)
    number = models.PositiveIntegerField()
    ore = models.BigIntegerField()
    workers = models.PositiveIntegerField()
    paid_on = models.DateField()
    evidence = models.ForeignKey(
        "evidence.Evidence", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kept_at = models.CharField(max_length=200, blank=True)
    corrects = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    reason = models.TextField(blank=True)
    on = models.DateField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deviation", "number"], name="repayment_number_once")]

    def __str__(self) -> str:
        return f"{self.deviation_id} {self.number}"
