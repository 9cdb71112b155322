"""What a supplier is asked about itself, what it answers, what that leads to, and what came of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.records.accounts.scope import LastingRow, OwnedRow
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.correspondence.models import SupplierContact
from ryddig.records.evidence.models import Evidence
from ryddig.records.followup.models import ScreeningRecord


class SelfReportRequest(OwnedRow):
    """One form that one supplier is asked to answer about one contract.

    `number` counts within the contract. `version`: of the questionnaire, chosen when it is sent and kept. `send_on`:
    the worker sends it that day. `remind_on`: days of reminders, ISO. `because`: where the last day comes from.
    `may_reuse`: the supplier lets these answers stand in the forms of other buyers here; it may take that back.
    `late_on`: the day it was stored that nothing was delivered in time.
    """

    class State(models.TextChoices):
        """Where it stands. Late is seen from the days and not a state."""

        PLANNED = "planned", _("to be sent")
        SENT = "sent", _("sent")
        DELIVERED = "delivered", _("delivered")
        CLOSED = "closed", _("closed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="self_reports")
    supplier = models.ForeignKey(Supplier, on_delete=models.RESTRICT, related_name="self_reports")
    contact = models.ForeignKey(SupplierContact, on_delete=models.RESTRICT, related_name="+")
    number = models.PositiveIntegerField()
    questionnaire = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    send_on = models.DateField()
    due_on = models.DateField()
    remind_on = models.JSONField(default=list)
    because = models.JSONField(default=list)
    may_reuse = models.BooleanField(default=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    sent_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)
    late_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="self_report_number_once"),
            models.UniqueConstraint(
                fields=["contract", "supplier", "questionnaire"],
                condition=models.Q(state__in=["planned", "sent"]),
                name="self_report_open_once",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="self_report_by_due")]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.number} {self.state}"

    @property
    def is_open(self) -> bool:
        """The supplier may still answer."""
        return self.state == self.State.SENT

    @property
    def is_delivered(self) -> bool:
        """There are answers to read."""
        return self.state in (self.State.DELIVERED, self.State.CLOSED)


class SelfReportDraft(OwnedRow):
    """The answers so far; gone when the report is delivered or the request withdrawn.

    `number` rises with each save: who saves on an older one is refused. `prefilled`: question -> {on, from, state,
    value} for what stands there from before and nobody has looked at yet; `from` is contract, firm or other (another
    buyer); a state other than confirm is only shown beside the question.
    """

    request = models.OneToOneField(SelfReportRequest, on_delete=models.CASCADE, related_name="draft")
    answers = models.JSONField(default=dict)
    prefilled = models.JSONField(default=dict)
    number = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by_link = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.request_id} {self.number}"


class SelfReportFile(OwnedRow):
    """A file that the supplier has sent as the answer to a question; the answer holds its evidence's number."""

    request = models.ForeignKey(SelfReportRequest, on_delete=models.CASCADE, related_name="files")
    question = models.CharField(max_length=80)
    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="self_report_file")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.request_id} {self.question}"


class SelfReport(LastingRow):
    """A report as it was delivered. `answers` in the shape of `answers_plain`, without those that name persons.

    `confirmed`: questions whose answer stood there from before and was confirmed as it stood. `sha256`: of all answers
    as the supplier saw them at delivery. `expires_on`: the last day it counts.
    """

    request = models.OneToOneField(SelfReportRequest, on_delete=models.CASCADE, related_name="report")
    questionnaire = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    answers = models.JSONField()
    confirmed = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    lawbook_version = models.CharField(max_length=64)
    language = models.CharField(max_length=2)
    delivered_on = models.DateField()
    delivered_at = models.DateTimeField(auto_now_add=True)
    delivered_by_link = models.BigIntegerField()
    expires_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.request_id} {self.delivered_on}"


class SelfReportPersons(OwnedRow):
    """The answers that name or point to persons. The worker empties them on the day after `keep_until`."""

    report = models.OneToOneField(SelfReport, on_delete=models.CASCADE, related_name="persons")
    answers = models.JSONField(default=dict)
    keep_until = models.DateField()
    shredded_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["shredded_on", "keep_until"], name="report_persons_to_shred")]

    def __str__(self) -> str:
        return f"{self.report_id}"


class SelfReportWeighing(LastingRow):
    """What the answers led to on the day: `meaning` and `difference` in the shapes of `domain.self_report_plain`.

    `late`: nothing was delivered in time, and this is what followed. `before` and `after`: the contract's decision.
    `proposals`: the key of each proposal of the meaning, in its order. `terms`: ids of the requirements that somebody
    had read in the contract; None when nobody had looked.
    """

    request = models.ForeignKey(SelfReportRequest, on_delete=models.CASCADE, related_name="weighings")
    late = models.BooleanField()
    meaning = models.JSONField()
    difference = models.JSONField()
    proposals = models.JSONField(default=list)
    terms = models.JSONField(null=True)
    before = models.ForeignKey(ScreeningRecord, null=True, on_delete=models.CASCADE, related_name="+")
    after = models.ForeignKey(ScreeningRecord, null=True, on_delete=models.CASCADE, related_name="+")
    lawbook_version = models.CharField(max_length=64)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "late"], name="self_report_weighed_once")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.on}"


class SelfReportReader(OwnedRow):
    """One of the buyer's people who has read a report, and when first. The supplier sees it."""

    report = models.ForeignKey(SelfReport, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["report", "user"], name="self_report_reader_once")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.user_id}"


class SelfReportOutcome(LastingRow):
    """What came of a report when it was closed; the receipt is made of it.

    `points`: [{kind, name, choice, reason}] for each thing that had to be decided: proposals (name is the proposal's
    key), missing answers, contradictions and what differs from the register. `note`: the buyer's words to the supplier.
    """

    request = models.OneToOneField(SelfReportRequest, on_delete=models.CASCADE, related_name="outcome")
    points = models.JSONField()
    note = models.TextField(blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.request_id} {self.on}"
