"""What may be wrong, what is wrong, and every step that was taken about it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.domain.deviations import Grade
from ryddig.records.accounts.scope import OwnedRow
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.deviations.agreed_models import AgreedTerm
from ryddig.records.deviations.incentive_models import Incentive
from ryddig.records.deviations.ledger_models import LedgerEntry, MoneyClaim, Repayment
from ryddig.records.deviations.letter_models import Letter, LetterDraft, LetterKind, LetterOpened
from ryddig.records.deviations.plan_models import Measure, MeasureProgress, ProductionSite, SiteResult
from ryddig.records.deviations.step_models import (
    DeviationStep,
    SanctionDecision,
    StepFile,
    StepKind,
    SupplierStatement,
)
from ryddig.records.deviations.term_models import ContractTerm

__all__ = [
    "AgreedTerm",
    "ContractTerm",
    "Deviation",
    "DeviationProposal",
    "DeviationStep",
    "Incentive",
    "LedgerEntry",
    "Letter",
    "LetterDraft",
    "LetterKind",
    "LetterOpened",
    "Measure",
    "MeasureProgress",
    "MoneyClaim",
    "Origin",
    "ProductionSite",
    "Repayment",
    "SanctionDecision",
    "SiteResult",
    "StepFile",
    "StepKind",
    "SupplierStatement",
]


class Origin(models.TextChoices):
    """What showed it. Each but the last is a row of a step app, whose id stands beside."""

    SELF_REPORT = "self_report", _("self-report")
    REVIEW_ITEM = "review_item", _("document review")
    PAY_CONTROL = "pay_control", _("pay control")
    VISIT_ITEM = "visit_item", _("on-site control")
    CHAIN_FIRM = "chain_firm", _("chain of subcontractors")
    MANUAL = "manual", _("noted by a person")


class DeviationProposal(OwnedRow):
    """What may be a deviation: a step app proposes it, a person opens it or sets it aside with a reason.

    `key`: what it is about within its origin; proposing it again under the same key adds nothing. `text` and `params`:
    an untranslated message. `certain`: official law and a term of the contract both say so; else it is a question and
    `why` says what keeps it one (a code of `self_report.DeviationProposal.why`). `firm`: who did it, where that is
    another than the supplier. `owed_ore`: owed to workers for certain.
    """

    class State(models.TextChoices):
        """`gone`: what it rested on was changed before anybody decided."""

        PROPOSED = "proposed", _("not decided")
        OPENED = "opened", _("opened")
        SET_ASIDE = "set_aside", _("set aside")
        GONE = "gone", _("no longer there")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="deviation_proposals")
    supplier = models.ForeignKey(Supplier, null=True, on_delete=models.RESTRICT, related_name="+")
    firm = models.ForeignKey(Supplier, null=True, on_delete=models.RESTRICT, related_name="+")
    origin = models.CharField(max_length=20, choices=Origin)
    origin_id = models.BigIntegerField(null=True)
    key = models.CharField(max_length=120)
    rule = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    params = models.JSONField(default=dict)
    certain = models.BooleanField()
    why = models.CharField(max_length=60, blank=True)
    because = models.JSONField(default=list)
    lawbook_version = models.CharField(max_length=64, blank=True)
    owed_ore = models.BigIntegerField(default=0)
    workers = models.PositiveIntegerField(default=0)
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    deviation = models.ForeignKey("Deviation", null=True, on_delete=models.CASCADE, related_name="proposals")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    decided_on = models.DateField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "origin", "key"], name="proposal_once"),
        ]
        indexes = [models.Index(fields=["organisation", "state", "contract"], name="proposal_by_state")]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.origin} {self.rule}"


class Deviation(OwnedRow):
    """A deviation a person has opened, as it stands now. How it came there stands in its steps.

    `number` counts within the contract. `firm`: who did it, a subcontractor or the supplier. `certain` False: doubt,
    which only clarification may follow. `clause`: where in the contract the term stands, as a person has read it.
    `severe`: danger to life or health, forced labour or child labour. `documents`: the duty to document is what is
    broken. The `…_due_on` days are those given to the supplier, the others the days things happened; late is seen from
    them and never stored. `learning_until`: no sanction before the day after. `next_due_on`: the first day that is
    still open. `version` rises with each step: what was decided on an older page is refused.
    """

    class State(models.TextChoices):
        """`withdrawn`: it was no deviation after all."""

        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="deviations")
    supplier = models.ForeignKey(Supplier, on_delete=models.RESTRICT, related_name="deviations")
    firm = models.ForeignKey(Supplier, on_delete=models.RESTRICT, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    what = models.TextField()
    rule = models.CharField(max_length=80, blank=True)
    theme = models.CharField(max_length=40, blank=True)
    clause = models.CharField(max_length=200, blank=True)
    certain = models.BooleanField()
    because = models.JSONField(default=list)
    grade = models.CharField(max_length=20, choices=[(grade.value, grade.value) for grade in Grade])
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    owed_ore = models.BigIntegerField(default=0)
    paid_back_ore = models.BigIntegerField(default=0)
    workers = models.PositiveIntegerField(default=0)
    severe = models.BooleanField(default=False)
    system_fault = models.BooleanField(default=False)
    documents = models.BooleanField(default=False)
    opened_on = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    view_due_on = models.DateField(null=True)
    view_given_on = models.DateField(null=True)
    correction_due_on = models.DateField(null=True)
    correction_claimed_on = models.DateField(null=True)
    corrected_on = models.DateField(null=True)
    plan_due_on = models.DateField(null=True)
    plan_given_on = models.DateField(null=True)
    plan_agreed_on = models.DateField(null=True)
    plan_done_by = models.DateField(null=True)
    learning_until = models.DateField(null=True)
    next_due_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "number"], name="deviation_number_once")]
        indexes = [
            models.Index(fields=["organisation", "state", "next_due_on", "id"], name="deviation_by_due"),
            models.Index(fields=["supplier", "rule", "opened_on"], name="deviation_repeated"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} #{self.number} {self.rule}"
