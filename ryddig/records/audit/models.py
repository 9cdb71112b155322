"""What was done, by whom, when and why: one chain of events per buyer."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from ryddig.records.accounts.scope import LastingRow, OwnedRow


class Event(LastingRow):
    """One thing that was done.

    `number` counts from 1 within the organisation without gaps. `at` is the clock, `on` the day the decision counts
    from.
    `hash` is the SHA-256 of the event's own content and `previous_hash`, so no event can be changed or taken out
    unseen.
    """

    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    type = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    on = models.DateField()
    because = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    lawbook_version = models.CharField(max_length=32, blank=True)
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="event_number_once")]
        indexes = [
            models.Index(fields=["organisation", "subject_type", "subject_id", "number"], name="event_of_subject")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.type}"


class ChainHead(OwnedRow):
    """The last link of an organisation's chain; locked while an event is added."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="one_chain_each")]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.number}"


class ShredReceipt(LastingRow):
    """Proof that personal data went on its day. `kind`: code of the declaration; `number`: how many rows."""

    kind = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-on", "-id"], name="receipt_newest")]

    def __str__(self) -> str:
        return f"{self.on} {self.kind}: {self.number}"
