"""What was decided about a contract and what is to be done: screenings, duties, overrulings, plan, findings,
quarters.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.domain.decision import Outcome
from ryddig.records.accounts.models import Unit
from ryddig.records.accounts.scope import LastingRow, OwnedRow
from ryddig.records.contracts.models import Contract
from ryddig.records.followup.pay_models import (
    PayControl,
    PayControlFile,
    PayDecision,
    PayFinding,
    PayRun,
    PayWorkerSum,
)
from ryddig.records.followup.register_models import SignalEffect

__all__ = [
    "ContractDuty",
    "PayControl",
    "PayControlFile",
    "PayDecision",
    "PayFinding",
    "PayRun",
    "PayWorkerSum",
    "PlanItem",
    "QualityFinding",
    "QuarterPlan",
    "RiskOverride",
    "ScreeningRecord",
    "SignalEffect",
]


class ScreeningRecord(LastingRow):
    """One decision as it was taken: `facts` and `decision` in the shape of `domain.serial`, `difference` to the one
    before.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="screenings", db_index=False)
    version = models.PositiveIntegerField()
    on = models.DateField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    lawbook_version = models.CharField(max_length=32)
    facts = models.JSONField()
    decision = models.JSONField()
    difference = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "version"], name="screening_version_once")]

    def __str__(self) -> str:
        return f"{self.contract_id} v{self.version}"


class ContractDuty(OwnedRow):
    """A requirement on a contract as it stands now, one row per rule.

    `in_contract` is a person's answer and is never reset.
    """

    class InContract(models.TextChoices):
        """Whether the contract's text carries the requirement."""

        YES = "yes", _("yes")
        NO = "no", _("no")
        UNKNOWN = "unknown", _("not answered")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="duties", db_index=False)
    rule = models.CharField(max_length=80)
    theme = models.CharField(max_length=40)
    owed_by = models.JSONField(default=list)
    outcome = models.CharField(max_length=20, choices=[(outcome.value, outcome.value) for outcome in Outcome])
    may_sanction = models.BooleanField(default=False)
    also_if = models.CharField(max_length=10, blank=True)
    because = models.JSONField(default=list)
    in_contract = models.CharField(max_length=10, choices=InContract, default=InContract.UNKNOWN)
    note = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "rule"], name="duty_once")]
        indexes = [models.Index(fields=["organisation", "rule", "outcome", "contract"], name="duty_by_rule")]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.rule}"


class RiskOverride(LastingRow):
    """A person's level and step instead of the computed ones, with the reason.

    The newest of a contract counts; `withdrawn` in the newest means that none does. `screening` is the decision it
    overrules. `level` or `step` empty: that part is left as computed; `step` stands for itself and the steps before it.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="overrides")
    screening = models.ForeignKey(ScreeningRecord, on_delete=models.CASCADE, related_name="+")
    level = models.CharField(max_length=12, blank=True)
    step = models.CharField(max_length=30, blank=True)
    reason = models.TextField()
    withdrawn = models.BooleanField(default=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.contract_id} {self.level} {self.step}".strip()


class PlanItem(OwnedRow):
    """Something to do by a day. `number` tells several of a kind apart; done and cancelled ones stay."""

    class State(models.TextChoices):
        """Where it stands."""

        PLANNED = "planned", _("planned")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="plan_items")
    unit = models.ForeignKey(Unit, on_delete=models.RESTRICT, related_name="+", db_index=False)
    kind = models.CharField(max_length=30)
    number = models.PositiveSmallIntegerField(default=1)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    because = models.JSONField(default=list)
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    hours = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "kind", "number"], condition=~models.Q(state="done"), name="one_open_of_a_kind"
            )
        ]
        indexes = [models.Index(fields=["organisation", "state", "due_on", "id"], name="plan_by_due")]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.kind} {self.due_on}"


class QualityFinding(OwnedRow):
    """Something about a contract that a person should look at.

    Closed by mending the facts, or by a person with a reason.
    """

    class State(models.TextChoices):
        """Open, mended (the facts no longer show it) or closed by a person."""

        OPEN = "open", _("open")
        MENDED = "mended", _("mended")
        CLOSED = "closed", _("closed")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="findings")
    code = models.CharField(max_length=60)
    text = models.TextField()
    params = models.JSONField(default=dict)
    facts = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    reason = models.TextField(blank=True)
    found_on = models.DateField()
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        indexes = [models.Index(fields=["organisation", "state", "code", "contract"], name="finding_by_code")]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.code}"


class QuarterPlan(LastingRow):
    """A choice of controls for scarce hours in one quarter; planning again adds a row.

    `unit` None: the whole organisation.
    """

    unit = models.ForeignKey(Unit, null=True, on_delete=models.RESTRICT, related_name="+")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    hours = models.DecimalField(max_digits=7, decimal_places=1)
    hours_per_kind = models.JSONField(default=dict)
    chosen = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    figures = models.JSONField(default=dict)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "year", "quarter", "-id"], name="quarter_newest")]

    def __str__(self) -> str:
        return f"{self.year} q{self.quarter}"
