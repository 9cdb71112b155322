"""Evidence that is asked for with the supplier's consent: a case that takes days, and what came of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.records.accounts.scope import LastingRow, OwnedRow
from ryddig.records.contracts.models import Contract, Supplier


class RegisterCase(OwnedRow):
    """One request for evidence about a supplier (eBevis). `lookups.case_facts` turns it into `domain.evidence_case`.

    `codes`: [{name, state, answered_on}], one for each evidence code. `basis`: the legal basis as it is sent.
    `accreditation`: the service's number for the case. `valid_to`: the last day the consent can be used. `reminded_on`:
    days the firm was reminded. `remind_at`, `end_at`: when a person asked for that, until the worker has done it.
    `failure`: why the last step failed (`code`, `text`, `params`).
    """

    class State(models.TextChoices):
        """Where the case stands: the same as `domain.evidence_case.CaseState`."""

        DRAFT = "draft", _("waiting to be sent")
        SENT = "sent", _("sent")
        PENDING = "pending", _("waiting for consent")
        GRANTED = "granted", _("consent given")
        HARVESTED = "harvested", _("answered")
        DENIED = "denied", _("consent refused")
        EXPIRED = "expired", _("expired")
        REVOKED = "revoked", _("consent withdrawn")
        FAILED = "failed", _("stopped")
        PAPER = "paper", _("asked for the paper instead")

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="register_cases")
    contract = models.ForeignKey(Contract, null=True, on_delete=models.CASCADE, related_name="register_cases")
    codes = models.JSONField(default=list)
    basis = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    accreditation = models.CharField(max_length=100, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_on = models.DateField()
    sent_on = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    reminded_on = models.JSONField(default=list)
    retry_on = models.DateField(null=True)
    remind_at = models.DateTimeField(null=True)
    end_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)
    failure = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["state", "id"], name="register_case_by_state")]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.state}"


class RegisterCaseAnswer(LastingRow):
    """What came for one evidence code: the snapshot that holds it."""

    case = models.ForeignKey(RegisterCase, on_delete=models.CASCADE, related_name="answers")
    code = models.CharField(max_length=60)
    snapshot = models.ForeignKey("lookups.Snapshot", on_delete=models.CASCADE, related_name="+", db_index=False)
    answered_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="case_answer_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.code}"
