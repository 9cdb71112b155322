"""A document review: what is asked for, the files that came, and what was decided about each document."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ryddig.records.accounts.scope import LastingRow, OwnedRow
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.correspondence.models import SupplierContact, SupplierLink
from ryddig.records.deviations.models import DeviationProposal
from ryddig.records.evidence.models import Evidence, Paper
from ryddig.records.followup.models import PayControl, PlanItem


class Review(OwnedRow):
    """A review of one supplier's documents on one contract. `first`, `last`: the pay period under control.

    `people`: how many work on the contract, as far as is known. `sample`: how the workers were drawn (`seed`, `method`,
    `size`, `of`); empty when a person picked them. `because`: where the last day comes from. `message`: words to the
    supplier. `conclusion`: what the supplier reads when the review is closed. `version` rises with each change by the
    buyer's people: what was saved on an older page is refused.
    """

    class State(models.TextChoices):
        """Where it stands. One that is closed is sent again when a paper in it runs out."""

        DRAFT = "draft", _("not sent")
        SENT = "sent", _("with the supplier")
        CLOSED = "closed", _("closed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Result(models.TextChoices):
        """What came of it."""

        IN_ORDER = "in_order", _("in order")
        DEVIATIONS = "deviations", _("deviations found")
        NOT_DOCUMENTED = "not_documented", _("not documented")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="reviews")
    supplier = models.ForeignKey(Supplier, on_delete=models.RESTRICT, related_name="+")
    contact = models.ForeignKey(SupplierContact, null=True, on_delete=models.SET_NULL, related_name="+")
    plan_item = models.ForeignKey(PlanItem, null=True, on_delete=models.SET_NULL, related_name="+")
    pay_control = models.ForeignKey(PayControl, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    people = models.PositiveIntegerField(null=True)
    sample = models.JSONField(default=dict)
    due_on = models.DateField(null=True)
    remind_on = models.JSONField(default=list)
    because = models.JSONField(default=list)
    lawbook_version = models.CharField(max_length=64)
    message = models.TextField(blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_on = models.DateField()
    sent_on = models.DateField(null=True)
    handed_in_on = models.DateField(null=True)
    result = models.CharField(max_length=20, choices=Result, blank=True)
    conclusion = models.TextField(blank=True)
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "state", "due_on", "id"], name="review_by_due"),
            models.Index(fields=["contract", "supplier", "-id"], name="review_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.pk} {self.state}"


class ReviewWorker(OwnedRow):
    """A worker the buyer has picked. `label`: what supplier and buyer call them, best an employee number; it is
    personal data and is shredded on the day after `keep_until`. `reasons`: codes of `sampling.Reason`."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="workers")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80, blank=True)
    reasons = models.JSONField(default=list)
    keep_until = models.DateField()
    shredded_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="review_worker_once")]
        indexes = [models.Index(fields=["shredded_on", "keep_until"], name="review_worker_to_shred")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.number}"


class ReviewItem(OwnedRow):
    """A document asked for. `document`: id in the lawbook; `duties`: ids of the duties that call for it.

    `explanation`: the supplier's words when it has none to give. `outcome`: the newest decision, kept beside the row of
    each (ItemOutcome); empty while it is open. `valid_until`: the last day the paper in it counts; on the day after the
    item is open again. `version` rises with each decision.
    """

    class Outcome(models.TextChoices):
        """What a person found."""

        OPEN = "", _("not decided")
        OK = "ok", _("in order")
        DEVIATION = "deviation", _("deviation")
        NOT_APPLICABLE = "not_applicable", _("not applicable")
        CANNOT_TELL = "cannot_tell", _("cannot tell")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=80)
    duties = models.JSONField(default=list)
    note = models.CharField(max_length=500, blank=True)
    explanation = models.TextField(blank=True)
    explained_on = models.DateField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True, default=Outcome.OPEN)
    outcome_note = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    decided_on = models.DateField(null=True)
    paper = models.ForeignKey(Paper, null=True, on_delete=models.SET_NULL, related_name="+")
    valid_until = models.DateField(null=True)
    reopened_on = models.DateField(null=True)
    proposal = models.ForeignKey(DeviationProposal, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "document"], name="review_document_once")]
        indexes = [models.Index(fields=["valid_until", "outcome"], name="review_item_runs_out")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.document} {self.outcome}"


class ItemOutcome(LastingRow):
    """One decision about a document, or its opening again when the paper ran out (`actor` None, `outcome` empty)."""

    item = models.ForeignKey(ReviewItem, on_delete=models.CASCADE, related_name="outcomes", db_index=False)
    version = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20, choices=ReviewItem.Outcome, blank=True)
    note = models.TextField(blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "version"], name="item_outcome_once")]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.version} {self.outcome}"


class ReviewFile(OwnedRow):
    """A file handed in for a document: by the supplier through a link, or by one of the buyer's own people. The same
    file for another document is another row on the same evidence."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="files", db_index=False)
    item = models.ForeignKey(ReviewItem, on_delete=models.CASCADE, related_name="files")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="+")
    link = models.ForeignKey(SupplierLink, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    received_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "evidence"], name="review_file_once")]
        indexes = [models.Index(fields=["review", "item", "id"], name="review_files")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.evidence_id}"


class Upload(OwnedRow):
    """A file on its way in, piece by piece. How much has come is what lies on disk under `place`, so that a process
    that is killed loses nothing. `key` is the secret part of its address, `wrapped_key` unlocks the pieces; the row
    goes when the file has come whole."""

    item = models.ForeignKey(ReviewItem, on_delete=models.CASCADE, related_name="uploads")
    link = models.ForeignKey(SupplierLink, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=43, unique=True)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    place = models.CharField(max_length=40, unique=True)
    wrapped_key = models.CharField(max_length=250, blank=True, default="", db_default="")
    touched_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["touched_at"], name="upload_by_age")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.size}"
