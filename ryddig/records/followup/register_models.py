"""What a register answered to a risk question of a contract, and the decision that followed."""

from django.db import models

from ryddig.records.accounts.scope import LastingRow
from ryddig.records.contracts.models import Contract, ContractAnswer
from ryddig.records.lookups.models import Signal, Snapshot


class SignalEffect(LastingRow):
    """Ties a register's answer to the signal and the snapshot it rests on, and to the screening that followed.

    `raised`: the register says yes; else it takes its yes back, and what a person said before counts again. `screening`
    is the version that the contract's decision had after it.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="signal_effects")
    answer = models.OneToOneField(ContractAnswer, on_delete=models.CASCADE, related_name="signal_effect")
    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="effects")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="+")
    raised = models.BooleanField()
    screening = models.ForeignKey(
        "followup.ScreeningRecord", null=True, on_delete=models.CASCADE, related_name="signal_effects"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.signal_id} {self.raised}"
