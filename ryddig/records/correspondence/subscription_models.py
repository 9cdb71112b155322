"""What goes out to the buyer's own people: a calendar they fetch, and a digest by mail."""

from django.conf import settings
from django.db import models

from ryddig.records.accounts.scope import OwnedRow


class Subscription(OwnedRow):
    """What one person takes of one buyer's due days. `calendar_hash`: SHA-256 of the secret in the calendar's address,
    which is told once; null where there is none. `digest`: they want the mail. `digested_on`: the last day that was
    looked at for them, whether there was something to tell or not."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    calendar_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - null is none, else unique
    calendar_made_on = models.DateField(null=True)
    calendar_used_at = models.DateTimeField(null=True)
    digest = models.BooleanField(default=True)
    digested_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="subscription_once")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.user_id}"
