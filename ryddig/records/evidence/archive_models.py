"""Messages to the buyer's archive, and what the archive answered. Both written once."""

from django.conf import settings
from django.db import models

from ryddig.records.accounts.scope import LastingRow
from ryddig.records.contracts.models import Contract


class ArchiveMessage(LastingRow):
    """One record for the archive, as it was made. `package`: the message with its files, to be sent and sent again.

    `number` counts within the contract and `key` is our own key for the record, so the archive knows it when it comes
    twice. `content`: SHA-256 of what the record says; the same again gives the message that is here. `case_number`: a
    case the archive had. `legal_base`: why it is exempt from public access; empty when it is not.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="archive_messages")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=80)
    content = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    documents = models.JSONField()
    case_number = models.CharField(max_length=20, blank=True)
    access_code = models.CharField(max_length=20, blank=True)
    legal_base = models.CharField(max_length=255, blank=True)
    package = models.ForeignKey("evidence.Evidence", on_delete=models.CASCADE, related_name="+", db_index=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="archive_message_once"),
            models.UniqueConstraint(fields=["contract", "content"], name="archive_content_once"),
        ]

    def __str__(self) -> str:
        return self.key


class ArchiveAnswer(LastingRow):
    """What the archive answered to a message: its numbers, or why it refused. `by_hand`: a person wrote them.

    The newest counts; the ones before stay.
    """

    message = models.ForeignKey(ArchiveMessage, on_delete=models.CASCADE, related_name="answers", db_index=False)
    number = models.PositiveIntegerField()
    case_number = models.CharField(max_length=20, blank=True)
    record_number = models.CharField(max_length=20, blank=True)
    existing = models.BooleanField(default=False)
    failed = models.TextField(blank=True)
    by_hand = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["message", "number"], name="archive_answer_once")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.case_number}"
